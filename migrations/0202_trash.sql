-- The trash is emptied: after thirty days by the server, or for good by an administrator.

create index contact_trash on crm.contact (tenant_id, deleted_at) where deleted_at is not null;
create index company_trash on crm.company (tenant_id, deleted_at) where deleted_at is not null;
create index note_trash on crm.note (tenant_id, deleted_at) where deleted_at is not null;

grant delete on crm.contact, crm.company, crm.customer, crm.note to kundkort_definer;
-- `select … for update` needs the right to update.
grant update (deleted_at) on crm.company, crm.note to kundkort_definer;
grant update (before, after) on journal.change to kundkort_definer;

-- Values become null: which fields there were stays, and so do the ids, which say nothing by themselves.
create function journal.without_values(row_values jsonb) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp
return (select jsonb_object_agg(v.key, case when v.key = 'id' or v.key like '%\_id' then v.value else 'null' end)
    from jsonb_each(row_values) v);

-- Deletes cards and notes with all that belongs to them, also what the journal has of them but that
-- there was something, and who did what to it when. For the functions below.
create function crm.erase(tenant bigint, contacts uuid[], companies uuid[], notes uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    gone uuid[];
begin
    -- What has a history of its own.
    select array_agg(x.id) into gone from (
        select unnest(contacts || companies || notes) as id
        union all select p.id from crm.contact_point p
            where p.tenant_id = tenant and (p.contact_id = any (contacts) or p.company_id = any (companies))
        union all select a.id from crm.address a
            where a.tenant_id = tenant and (a.contact_id = any (contacts) or a.company_id = any (companies))
        union all select l.id from crm.contact_company l
            where l.tenant_id = tenant and (l.contact_id = any (contacts) or l.company_id = any (companies))
        union all select k.id from crm.customer k
            where k.tenant_id = tenant and (k.contact_id = any (contacts) or k.company_id = any (companies))
        union all select n.id from crm.note n
            where n.tenant_id = tenant and (n.contact_id = any (contacts) or n.company_id = any (companies))
    ) x;
    -- The numbers go with the rows that had them: the series must be past them.
    insert into crm.customer_series as s (tenant_id, next_number)
    select tenant, max(k.number) + 1 from crm.customer k
    where k.tenant_id = tenant and (k.contact_id = any (contacts) or k.company_id = any (companies))
    having count(*) > 0
    on conflict (tenant_id) do update set next_number = greatest(s.next_number, excluded.next_number);
    delete from crm.customer k
    where k.tenant_id = tenant and (k.contact_id = any (contacts) or k.company_id = any (companies));
    delete from crm.note n where n.tenant_id = tenant and n.id = any (notes);
    delete from crm.contact c where c.tenant_id = tenant and c.id = any (contacts);
    delete from crm.company c where c.tenant_id = tenant and c.id = any (companies);
    -- After the deleting, which is journalled too.
    update journal.change c
    set before = journal.without_values(c.before), after = journal.without_values(c.after)
    where c.tenant_id = tenant and c.row_id = any (gone);
    -- What was removed from a contact earlier.
    update journal.change c
    set before = journal.without_values(c.before), after = journal.without_values(c.after)
    from journal.change_contact k
    where k.tenant_id = tenant and k.contact_id = any (contacts)
        and c.tenant_id = k.tenant_id and c.at = k.at and c.seq = k.seq;
end $$;

-- Deletes a card from the trash, for an administrator. False when it does not lie there.
create function crm.delete_for_good(kind text, card uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
begin
    select * into me from auth.ctx();
    if me.role <> 'administrator' then
        -- The same for what there is and what there is not.
        raise exception 'only an administrator deletes for good' using errcode = 'insufficient_privilege';
    end if;
    if kind = 'contact' then
        perform from crm.contact c
        where c.tenant_id = me.tenant_id and c.id = card and c.deleted_at is not null for update;
    else
        perform from crm.company c
        where c.tenant_id = me.tenant_id and c.id = card and c.deleted_at is not null for update;
    end if;
    if not found then
        return false;
    end if;
    if kind = 'contact' then
        perform crm.erase(me.tenant_id, array[card], '{}', '{}');
    else
        perform crm.erase(me.tenant_id, '{}', array[card], '{}');
    end if;
    return true;
end $$;

-- Deletes what has lain in the trash for thirty days, in one firm and at most so many of each kind;
-- gives how many, 0 when nothing is left in any. Without a session, since nobody asks: the server
-- calls it, and it takes nothing but a number.
create function crm.purge_trash(most integer) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    firm bigint;
    due constant timestamptz := now() - interval '30 days';
    contacts uuid[];
    companies uuid[];
    notes uuid[];
    outer_command text := current_setting('app.command', true);
begin
    for firm in select t.id from auth.tenant t order by t.id loop
        select array_agg(x.id) into contacts from (
            select c.id from crm.contact c where c.tenant_id = firm and c.deleted_at < due
            order by c.deleted_at limit most for update skip locked) x;
        select array_agg(x.id) into companies from (
            select c.id from crm.company c where c.tenant_id = firm and c.deleted_at < due
            order by c.deleted_at limit most for update skip locked) x;
        select array_agg(x.id) into notes from (
            select n.id from crm.note n where n.tenant_id = firm and n.deleted_at < due
            order by n.deleted_at limit most for update skip locked) x;
        if num_nonnulls(contacts, companies, notes) > 0 then
            perform set_config('app.job', (select encode(s.value, 'hex') from auth.secret s where s.name = 'job'), true);
            perform set_config('app.command', uuidv7()::text, true);
            perform crm.erase(firm, coalesce(contacts, '{}'), coalesce(companies, '{}'), coalesce(notes, '{}'));
            perform set_config('app.job', '', true);
            perform set_config('app.command', coalesce(outer_command, ''), true);
            return coalesce(cardinality(contacts), 0) + coalesce(cardinality(companies), 0)
                + coalesce(cardinality(notes), 0);
        end if;
    end loop;
    return 0;
end $$;

alter function crm.erase(bigint, uuid[], uuid[], uuid[]) owner to kundkort_definer;
alter function crm.delete_for_good(text, uuid) owner to kundkort_definer;
alter function crm.purge_trash(integer) owner to kundkort_definer;
grant execute on function journal.without_values(jsonb) to kundkort_definer;
grant execute on function crm.delete_for_good(text, uuid), crm.purge_trash(integer) to kundkort_web;
