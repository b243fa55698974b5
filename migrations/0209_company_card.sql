-- The card of a company as in 0204, with the first fifty of its contacts (0203) and how many they are.
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

alter function crm.company_card(uuid) owner to kundkort_definer;
