-- $1 the number to go on after, $2 how many. Customers now, whose card is not in the trash.
select k.id, k.number, k.contact_id is not null as person,
    coalesce(o.name, concat_ws(' ', nullif(c.first_name, ''), c.last_name)) as name,
    coalesce(o.organisation_number, i.masked, '') as identity,
    coalesce(a.street, '') as street,
    coalesce(a.postcode, '') as postcode,
    coalesce(a.city, '') as city,
    coalesce(a.country, '') as country,
    k.invoice_email, k.payment_terms_days, k.delivery, k.currency, k.language, k.blocked
from crm.customer k
left join crm.contact c on c.tenant_id = k.tenant_id and c.id = k.contact_id and c.deleted_at is null
left join crm.company o on o.tenant_id = k.tenant_id and o.id = k.company_id and o.deleted_at is null
left join crm.customer_identity i on i.tenant_id = k.tenant_id and i.customer_id = k.id
left join lateral (
    select a.street, a.postcode, a.city, a.country from crm.address a
    where a.tenant_id = k.tenant_id and (a.contact_id = k.contact_id or a.company_id = k.company_id)
    order by a.kind <> 'invoice', a.position, a.id limit 1) a on true
where k.number > $1 and k.ended_at is null and (c.id is not null or o.id is not null)
order by k.number limit $2
