-- $1: company. The contacts are those that the reader may see: hidden ones are held back by the
-- policies on the link and on the contact.
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
where c.id = $1
