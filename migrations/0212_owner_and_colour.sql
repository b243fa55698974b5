-- Whoever is chosen as owner has an account; categories on a card have their colours.

-- An owner is chosen among those who still have an account, on whatever path. What is put back to how
-- it was (`journal.undo`) is not chosen: it may come back to somebody who has left. Who is not at the
-- firm at all is the foreign key's to refuse.
create function crm.owner_is_active() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    if coalesce(current_setting('app.undoes', true), '') = '' and exists (
        select from auth.user_account u
        where u.tenant_id = new.tenant_id and u.id = new.owner_id and u.deactivated_at is not null)
    then
        raise exception 'the owner has no account any more' using errcode = 'check_violation',
            schema = 'crm', table = tg_table_name, constraint = tg_table_name || '_owner_active';
    end if;
    return new;
end $$;
alter function crm.owner_is_active() owner to kundkort_definer;

create trigger owner_active before insert on crm.contact
    for each row execute function crm.owner_is_active();
create trigger owner_active before insert on crm.company
    for each row execute function crm.owner_is_active();
create trigger owner_active_now before update of owner_id on crm.contact
    for each row when (new.owner_id is distinct from old.owner_id) execute function crm.owner_is_active();
create trigger owner_active_now before update of owner_id on crm.company
    for each row when (new.owner_id is distinct from old.owner_id) execute function crm.owner_is_active();

-- As in 0204, with the colour of each category and whether it is retired.
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
                    'id', g.id, 'name', g.name, 'for_contacts', g.for_contacts, 'for_companies', g.for_companies,
                    'color', g.color, 'retired', g.retired_at is not null)
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

-- As in 0209, with the same.
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
            'contact_count', (
                select count(*)
                from crm.contact_company l
                join crm.contact p on p.tenant_id = l.tenant_id and p.id = l.contact_id
                where l.tenant_id = c.tenant_id and l.company_id = c.id and p.deleted_at is null
                    and (p.vis_owner is null or p.vis_owner = me.user_id or me.role = 'administrator')),
            'contacts', crm.company_contacts(c.id, null),
            'categories', coalesce((
                select json_agg(json_build_object(
                    'id', g.id, 'name', g.name, 'for_contacts', g.for_contacts, 'for_companies', g.for_companies,
                    'color', g.color, 'retired', g.retired_at is not null)
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

alter function crm.contact_card(uuid) owner to kundkort_definer;
alter function crm.company_card(uuid) owner to kundkort_definer;
