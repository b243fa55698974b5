-- Private customers: their personal numbers, sealed. docs/adr/0007-personal-identity-numbers.md.

set local lock_timeout = '5s';

-- Who, besides administrators, may see a personal number in full.
alter table auth.user_account add column identity_reader boolean not null default false;
grant select (identity_reader) on auth.user_account to kundkort_web;

create function auth.reads_identity() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select x.role = 'administrator' or u.identity_reader
    from auth.ctx() x join auth.user_account u on u.tenant_id = x.tenant_id and u.id = x.user_id;
end;
alter function auth.reads_identity() owner to kundkort_definer;
grant execute on function auth.reads_identity() to kundkort_web, kundkort_definer;

-- An invoice by e-mail has somewhere to go. Nothing of ours has written another row; one that is there
-- all the same is no reason to stop, and is put right the next time it is saved.
alter table crm.customer add constraint customer_delivery_email
    check (delivery <> 'email' or invoice_email <> '') not valid;
do $$
begin
    alter table crm.customer validate constraint customer_delivery_email;
exception
    when check_violation then
        raise warning 'there are customers with invoices by e-mail and no address for them';
end $$;

-- A table of its own, so that nothing that reads customers can meet it by accident. The web role
-- sees what is masked; what is sealed, and what it is found by, only functions reach.
create table crm.customer_identity (
    tenant_id bigint not null,
    customer_id uuid not null,
    contact_id uuid not null,
    -- By the server, which alone has the key: a version, a nonce, AES-256-GCM.
    sealed bytea not null,
    -- HMAC-SHA256 with another key: a number that is typed whole is found by it.
    hash bytea not null,
    -- «19640823-••••».
    masked text not null,
    vis_owner uuid,
    updated_at timestamptz not null default now(),
    updated_by uuid not null,
    constraint customer_identity_pkey primary key (tenant_id, customer_id),
    constraint customer_identity_customer_fkey foreign key (tenant_id, customer_id)
        references crm.customer (tenant_id, id) on delete cascade,
    constraint customer_identity_contact_fkey foreign key (tenant_id, contact_id)
        references crm.contact (tenant_id, id) on delete cascade,
    constraint customer_identity_sealed_length check (octet_length(sealed) between 30 and 100),
    constraint customer_identity_hash_length check (octet_length(hash) = 32),
    constraint customer_identity_masked_form check (masked ~ '^[0-9]{8}-••••$')
);
-- Not unique: a person may have two cards, and a hidden one is not to be given away.
create index customer_identity_hash on crm.customer_identity (tenant_id, hash);
create index customer_identity_of_contact on crm.customer_identity (tenant_id, contact_id);

select crm.secure('crm.customer_identity');
select crm.hide_private('crm.customer_identity');
create trigger visibility before insert on crm.customer_identity
    for each row execute function crm.take_visibility();
grant select (tenant_id, customer_id, contact_id, masked, vis_owner, updated_at, updated_by)
    on crm.customer_identity to kundkort_web;
grant select, insert, delete, update (sealed, hash, masked, vis_owner, updated_at, updated_by)
    on crm.customer_identity to kundkort_definer;

-- What was done with personal numbers, and by whom; never the number, sealed or masked. Not in
-- `journal.change`: a reading is no change, and undo has nothing to give back. For administrators.
create table journal.identity_act (
    tenant_id bigint not null,
    at timestamptz not null default clock_timestamp(),
    seq bigint not null default nextval('journal.change_seq'),
    act text not null,
    customer_id uuid not null,
    contact_id uuid not null,
    actor_id uuid not null,
    session_id uuid not null,
    constraint identity_act_pkey primary key (tenant_id, at, seq),
    constraint identity_act_actor_fkey foreign key (tenant_id, actor_id)
        references auth.user_account (tenant_id, id),
    constraint identity_act_act_choice check (act in ('save', 'remove', 'show', 'export'))
);
create index identity_act_of_customer on journal.identity_act (tenant_id, customer_id, at desc);
alter table journal.identity_act enable row level security;
alter table journal.identity_act force row level security;
create policy definer on journal.identity_act to kundkort_definer using (true) with check (true);
create policy tenant on journal.identity_act for select to kundkort_web
    using (tenant_id = (select auth.tenant_id()));
create policy administrators on journal.identity_act as restrictive for select to kundkort_web
    using ((select auth.is_admin()));
grant select on journal.identity_act to kundkort_web;
grant select, insert on journal.identity_act to kundkort_definer;

-- Keeps a personal number; without one, forgets the one that is there. False alike for a customer
-- that does not exist, is hidden, or is no person.
create function crm.save_identity(customer uuid, new_sealed bytea, new_hash bytea, new_masked text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
    whose uuid;
begin
    select * into me from auth.ctx();
    if me.role = 'read_only' then
        raise exception 'may only read' using errcode = 'insufficient_privilege';
    end if;
    select k.contact_id into whose
    from crm.customer k
    where k.tenant_id = me.tenant_id and k.id = customer and k.contact_id is not null
        and (k.vis_owner is null or k.vis_owner = me.user_id or me.role = 'administrator')
    for share;
    if not found then
        return false;
    end if;
    if new_sealed is null then
        delete from crm.customer_identity i where i.tenant_id = me.tenant_id and i.customer_id = customer;
        if not found then
            return true;
        end if;
    else
        insert into crm.customer_identity as i
            (tenant_id, customer_id, contact_id, sealed, hash, masked, updated_at, updated_by)
        values (me.tenant_id, customer, whose, new_sealed, new_hash, new_masked, clock_timestamp(), me.user_id)
        on conflict on constraint customer_identity_pkey do update
            set sealed = excluded.sealed, hash = excluded.hash, masked = excluded.masked,
                updated_at = excluded.updated_at, updated_by = excluded.updated_by;
    end if;
    insert into journal.identity_act (tenant_id, act, customer_id, contact_id, actor_id, session_id)
    values (me.tenant_id, case when new_sealed is null then 'remove' else 'save' end, customer, whose,
        me.user_id, me.session_id);
    return true;
end $$;

-- The sealed number, to be shown to somebody who asked for it: written down first. Refused alike
-- whoever's it is; null when there is none, or none that the reader may see.
create function crm.show_identity(customer uuid) returns bytea
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
    shown record;
begin
    select * into me from auth.ctx();
    if not auth.reads_identity() then
        raise exception 'may not see personal numbers' using errcode = 'insufficient_privilege';
    end if;
    select i.sealed, i.contact_id into shown
    from crm.customer_identity i
    where i.tenant_id = me.tenant_id and i.customer_id = customer
        and (i.vis_owner is null or i.vis_owner = me.user_id or me.role = 'administrator');
    if not found then
        return null;
    end if;
    insert into journal.identity_act (tenant_id, act, customer_id, contact_id, actor_id, session_id)
    values (me.tenant_id, 'show', customer, shown.contact_id, me.user_id, me.session_id);
    return shown.sealed;
end $$;

-- The same for many, for an export.
create function crm.export_identities(customers uuid[]) returns table (customer uuid, sealed bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
begin
    select * into me from auth.ctx();
    if not auth.reads_identity() then
        raise exception 'may not see personal numbers' using errcode = 'insufficient_privilege';
    end if;
    return query
        with found as (
            select i.customer_id, i.contact_id, i.sealed
            from crm.customer_identity i
            where i.tenant_id = me.tenant_id and i.customer_id = any (customers)
                and (i.vis_owner is null or i.vis_owner = me.user_id or me.role = 'administrator')),
        noted as (
            insert into journal.identity_act (tenant_id, act, customer_id, contact_id, actor_id, session_id)
            select me.tenant_id, 'export', f.customer_id, f.contact_id, me.user_id, me.session_id from found f)
        select f.customer_id, f.sealed from found f;
end $$;

-- Who has just this number, among those that a search is about and the reader may see.
create function crm.search_identity(wanted bytea, population text, categories uuid[], combine text)
returns table (contact uuid, masked text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
    plan crm.search_plan := crm.search_scope('c', population, coalesce(categories[:50], '{}'), combine);
begin
    return query execute format(
        'select i.contact_id, i.masked
        from crm.customer_identity i
        join crm.customer k on k.tenant_id = i.tenant_id and k.id = i.customer_id and k.ended_at is null
        join crm.contact_search s on s.tenant_id = i.tenant_id and s.id = i.contact_id
        where i.tenant_id = $1 and i.hash = $2 and %s and %s
        order by s.name_sort, s.id limit 20', plan.base, plan.filter)
    using plan.tenant, wanted;
end $$;

alter function crm.save_identity(uuid, bytea, bytea, text) owner to kundkort_definer;
alter function crm.show_identity(uuid) owner to kundkort_definer;
alter function crm.export_identities(uuid[]) owner to kundkort_definer;
alter function crm.search_identity(bytea, text, uuid[], text) owner to kundkort_definer;
grant execute on function crm.save_identity(uuid, bytea, bytea, text), crm.show_identity(uuid),
    crm.export_identities(uuid[]), crm.search_identity(bytea, text, uuid[], text) to kundkort_web;

-- Replaced as a whole: with crm.customer_identity.
create or replace function crm.spread_visibility() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    child text;
begin
    foreach child in array array['contact_company', 'contact_point', 'address', 'customer', 'customer_identity', 'contact_category', 'note']
    loop
        execute format('update crm.%I set vis_owner = $1 where tenant_id = $2 and contact_id = $3', child)
        using new.vis_owner, new.tenant_id, new.id;
    end loop;
    perform journal.follow_contact(new.tenant_id, new.id, new.vis_owner);
    return null;
end $$;

-- Replaced as a whole: how a customer is written to, and the masked number.
create or replace function crm.contact_card(contact uuid) returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
begin
    select * into me from auth.ctx();
    return (
        select json_build_object(
            'id', c.id,
            'version', c.version,
            'first_name', c.first_name,
            'last_name', c.last_name,
            'nickname', c.nickname,
            'title', c.title,
            'birth_date', c.birth_date,
            'language', c.language,
            'website', c.website,
            'comment', c.comment,
            'owner', json_build_object('id', o.id, 'name', o.name, 'active', o.deactivated_at is null),
            'private', c.private,
            'trashed', c.deleted_at is not null,
            'points', coalesce((
                select json_agg(json_build_object(
                    'id', p.id, 'kind', p.kind, 'label', p.label, 'value', p.value, 'target', p.target)
                    order by p.link_id is not null, p.position, p.id)
                from crm.contact_point p
                where p.tenant_id = c.tenant_id and p.contact_id = c.id), '[]'),
            'addresses', coalesce((
                select json_agg(json_build_object(
                    'id', a.id, 'kind', a.kind, 'street', a.street, 'postcode', a.postcode, 'city', a.city,
                    'country', a.country)
                    order by a.position, a.id)
                from crm.address a
                where a.tenant_id = c.tenant_id and a.contact_id = c.id), '[]'),
            'companies', coalesce((
                select json_agg(json_build_object(
                    'id', l.id, 'company', f.id, 'name', f.name, 'role', l.role, 'department', l.department,
                    'phone', coalesce((
                        select p.value from crm.contact_point p
                        where p.tenant_id = f.tenant_id and p.company_id = f.id and p.kind = 'phone'
                        order by p.label <> 'switchboard', p.position, p.id limit 1), ''),
                    'city', coalesce((
                        select a.city from crm.address a
                        where a.tenant_id = f.tenant_id and a.company_id = f.id
                        order by a.position, a.id limit 1), ''),
                    'primary', l.is_primary, 'started_on', l.started_on, 'ended_on', l.ended_on)
                    order by l.ended_on is not null, not l.is_primary, l.position, f.name_sort, l.id)
                from crm.contact_company l
                join crm.company f on f.tenant_id = l.tenant_id and f.id = l.company_id
                where l.tenant_id = c.tenant_id and l.contact_id = c.id and f.deleted_at is null), '[]'),
            'categories', coalesce((
                select json_agg(json_build_object(
                    'id', g.id, 'name', g.name, 'for_contacts', g.for_contacts, 'for_companies', g.for_companies)
                    order by g.name_sort, g.id)
                from crm.contact_category k
                join crm.category g on g.tenant_id = k.tenant_id and g.id = k.category_id
                where k.tenant_id = c.tenant_id and k.contact_id = c.id), '[]'),
            'customer', (
                select json_build_object(
                    'id', k.id, 'number', k.number, 'invoice_email', k.invoice_email,
                    'payment_terms_days', k.payment_terms_days, 'delivery', k.delivery, 'currency', k.currency,
                    'language', k.language,
                    'personal_number', coalesce((
                        select i.masked from crm.customer_identity i
                        where i.tenant_id = k.tenant_id and i.customer_id = k.id), ''),
                    'blocked', k.blocked)
                from crm.customer k
                where k.tenant_id = c.tenant_id and k.contact_id = c.id and k.ended_at is null),
            -- On the contact, or on a company where the person is now.
            'latest_note', (
                select json_build_object(
                    'text', left(n.body, 400),
                    'author', w.name,
                    'written_on', (n.created_at at time zone t.time_zone)::date,
                    'company', case when f.id is not null then json_build_array(f.id, f.name) end)
                from (
                    (select n.* from crm.note n
                        where n.tenant_id = c.tenant_id and n.contact_id = c.id and n.deleted_at is null
                        order by n.created_at desc limit 1)
                    union all
                    (select n.* from crm.contact_company l
                        cross join lateral (
                            select n.* from crm.note n
                            where n.tenant_id = l.tenant_id and n.company_id = l.company_id and n.deleted_at is null
                            order by n.created_at desc limit 1) n
                        where l.tenant_id = c.tenant_id and l.contact_id = c.id and l.ended_on is null)
                ) n
                join auth.user_account w on w.tenant_id = n.tenant_id and w.id = n.author_id
                left join crm.company f on f.tenant_id = n.tenant_id and f.id = n.company_id
                where n.company_id is null or f.deleted_at is null
                order by n.created_at desc limit 1),
            -- What happened to the contact's other rows is a change of the contact too.
            'changed_on', (coalesce(h.at, c.updated_at) at time zone t.time_zone)::date,
            'changed_by', u.name)
        from crm.contact c
        join auth.tenant t on t.id = c.tenant_id
        join auth.user_account o on o.tenant_id = c.tenant_id and o.id = c.owner_id
        left join lateral (
            select k.at, k.actor_id
            from journal.change_contact k
            where k.tenant_id = c.tenant_id and k.contact_id = c.id and k.at >= c.updated_at
            order by k.at desc, k.seq desc limit 1
        ) h on true
        join auth.user_account u on u.tenant_id = c.tenant_id and u.id = coalesce(h.actor_id, c.updated_by)
        where c.tenant_id = me.tenant_id and c.id = contact
            and (c.vis_owner is null or c.vis_owner = me.user_id or me.role = 'administrator')
    );
end $$;

create or replace function crm.company_card(company uuid) returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
begin
    select * into me from auth.ctx();
    return (
        select json_build_object(
            'id', c.id,
            'version', c.version,
            'name', c.name,
            'organisation_number', c.organisation_number,
            'industry', c.industry,
            'website', c.website,
            'comment', c.comment,
            'owner', json_build_object('id', o.id, 'name', o.name, 'active', o.deactivated_at is null),
            'trashed', c.deleted_at is not null,
            'points', coalesce((
                select json_agg(json_build_object(
                    'id', p.id, 'kind', p.kind, 'label', p.label, 'value', p.value, 'target', p.target)
                    order by p.position, p.id)
                from crm.contact_point p
                where p.tenant_id = c.tenant_id and p.company_id = c.id), '[]'),
            'addresses', coalesce((
                select json_agg(json_build_object(
                    'id', a.id, 'kind', a.kind, 'street', a.street, 'postcode', a.postcode, 'city', a.city,
                    'country', a.country)
                    order by a.position, a.id)
                from crm.address a
                where a.tenant_id = c.tenant_id and a.company_id = c.id), '[]'),
            'contacts', coalesce((
                select json_agg(json_build_object(
                    'id', m.link, 'contact', m.id, 'name', m.name, 'role', m.role,
                    'phone', coalesce((
                        select p.value from crm.contact_point p
                        where p.tenant_id = c.tenant_id and p.contact_id = m.id and p.kind = 'phone'
                        order by p.link_id is distinct from m.link, p.position, p.id limit 1), ''),
                    'email', coalesce((
                        select p.value from crm.contact_point p
                        where p.tenant_id = c.tenant_id and p.contact_id = m.id and p.kind = 'email'
                        order by p.link_id is distinct from m.link, p.position, p.id limit 1), ''),
                    'customer', exists (
                        select from crm.customer k
                        where k.tenant_id = c.tenant_id and k.contact_id = m.id and k.ended_at is null),
                    'private', m.private,
                    'ended_on', m.ended_on)
                    order by m.ended_on is not null, m.name_sort, m.link)
                from (
                    select l.id as link, p.id, concat_ws(' ', nullif(p.first_name, ''), p.last_name) as name, l.role,
                        p.private, l.ended_on, p.name_sort
                    from crm.contact_company l
                    join crm.contact p on p.tenant_id = l.tenant_id and p.id = l.contact_id
                    where l.tenant_id = c.tenant_id and l.company_id = c.id and p.deleted_at is null
                        and (p.vis_owner is null or p.vis_owner = me.user_id or me.role = 'administrator')
                    order by l.ended_on is not null, p.name_sort, l.id
                    limit 200
                ) m), '[]'),
            'categories', coalesce((
                select json_agg(json_build_object(
                    'id', g.id, 'name', g.name, 'for_contacts', g.for_contacts, 'for_companies', g.for_companies)
                    order by g.name_sort, g.id)
                from crm.company_category k
                join crm.category g on g.tenant_id = k.tenant_id and g.id = k.category_id
                where k.tenant_id = c.tenant_id and k.company_id = c.id), '[]'),
            'customer', (
                select json_build_object(
                    'id', k.id, 'number', k.number, 'invoice_email', k.invoice_email,
                    'payment_terms_days', k.payment_terms_days, 'delivery', k.delivery, 'currency', k.currency,
                    'language', k.language,
                    'blocked', k.blocked)
                from crm.customer k
                where k.tenant_id = c.tenant_id and k.company_id = c.id and k.ended_at is null),
            'latest_note', (
                select json_build_object(
                    'text', left(n.body, 400),
                    'author', w.name,
                    'written_on', (n.created_at at time zone t.time_zone)::date,
                    'company', null)
                from crm.note n
                join auth.user_account w on w.tenant_id = n.tenant_id and w.id = n.author_id
                where n.tenant_id = c.tenant_id and n.company_id = c.id and n.deleted_at is null
                order by n.created_at desc limit 1),
            'changed_on', (c.updated_at at time zone t.time_zone)::date,
            'changed_by', u.name)
        from crm.company c
        join auth.tenant t on t.id = c.tenant_id
        join auth.user_account o on o.tenant_id = c.tenant_id and o.id = c.owner_id
        join auth.user_account u on u.tenant_id = c.tenant_id and u.id = c.updated_by
        where c.tenant_id = me.tenant_id and c.id = company
    );
end $$;
