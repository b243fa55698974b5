-- What the database keeps right by itself: versions, customer numbers, and who sees a child row.

-- Goes up by one with every change, also one that names no other column.
create function crm.bump() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    new.version := old.version + 1;
    new.updated_at := clock_timestamp();
    return new;
end $$;

-- The same for rows that show who changed them last.
create function crm.bump_by() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    new.version := old.version + 1;
    new.updated_at := clock_timestamp();
    new.updated_by := auth.user_id();
    return new;
end $$;

-- Draws the next number of the firm. The row of the series stays locked until the transaction
-- ends, so there is neither a gap nor a double; creating customers queues up per firm, briefly.
create function crm.draw_customer_number() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    if new.number is null then
        insert into crm.customer_series as s (tenant_id, next_number) values (new.tenant_id, 10002)
        on conflict (tenant_id) do update set next_number = s.next_number + 1
        returning next_number - 1 into new.number;
    end if;
    return new;
end $$;

-- A child row is seen by those who see its contact. The contact is locked `for share`, or a row
-- that is written while somebody hides the contact would stay open (trust.md §2.1).
create function crm.take_visibility() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    seen boolean;
begin
    if new.contact_id is null then
        new.vis_owner := null;
        return new;
    end if;
    select c.vis_owner into new.vis_owner
    from crm.contact c where c.tenant_id = new.tenant_id and c.id = new.contact_id
    for share;
    seen := found;
    if new.vis_owner is not null then
        select x.user_id = new.vis_owner or x.role = 'administrator' into seen from auth.ctx() x;
    end if;
    -- The same answer for a contact that is hidden and one that does not exist.
    if not seen then
        raise exception 'no such contact' using errcode = 'foreign_key_violation',
            schema = tg_table_schema, table = tg_table_name, constraint = tg_table_name || '_contact_fkey';
    end if;
    return new;
end $$;

-- Hiding or showing a contact, or giving a hidden one to somebody else, follows to its rows.
-- The journal comes last: by then no statement can write an old visibility any more.
create function crm.spread_visibility() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    child text;
begin
    foreach child in array array['contact_company', 'contact_point', 'address', 'customer', 'contact_category', 'note']
    loop
        execute format('update crm.%I set vis_owner = $1 where tenant_id = $2 and contact_id = $3', child)
        using new.vis_owner, new.tenant_id, new.id;
    end loop;
    perform journal.follow_contact(new.tenant_id, new.id, new.vis_owner);
    return null;
end $$;

alter function crm.draw_customer_number() owner to kundkort_definer;
alter function crm.take_visibility() owner to kundkort_definer;
alter function crm.spread_visibility() owner to kundkort_definer;
grant insert, update on crm.customer_series to kundkort_definer;
-- `select … for share` needs the right to update.
grant update on crm.contact to kundkort_definer;
grant update (vis_owner) on crm.contact_company, crm.contact_point, crm.address, crm.customer,
    crm.contact_category, crm.note to kundkort_definer;

-- Not within other triggers: a visibility that follows is no change of the row.
create trigger bump before update on crm.contact
    for each row when (pg_trigger_depth() = 0) execute function crm.bump_by();
create trigger bump before update on crm.company
    for each row when (pg_trigger_depth() = 0) execute function crm.bump_by();

do $$
declare
    target text;
begin
    foreach target in array array['contact_company', 'contact_point', 'address', 'customer', 'category', 'selection',
        'note']
    loop
        execute format('create trigger bump before update on crm.%I
            for each row when (pg_trigger_depth() = 0) execute function crm.bump()', target);
    end loop;
    foreach target in array array['contact_company', 'contact_point', 'address', 'customer', 'contact_category',
        'note']
    loop
        execute format('create trigger visibility before insert on crm.%I
            for each row execute function crm.take_visibility()', target);
    end loop;
end $$;

create trigger number before insert on crm.customer
    for each row execute function crm.draw_customer_number();
create trigger visibility after update of private, owner_id on crm.contact
    for each row when (old.vis_owner is distinct from new.vis_owner) execute function crm.spread_visibility();
