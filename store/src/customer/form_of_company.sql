-- $1 the company. What the form starts from: the customer row, else what the card says.
select json_build_object(
    'name', c.name,
    'customer', k.id,
    'number', k.number,
    'active', coalesce(k.ended_at is null and k.id is not null, false),
    'masked', '',
    'may_show', false,
    'shown', null,
    'draft', json_build_object(
        'street', coalesce(a.street, ''),
        'postcode', coalesce(a.postcode, ''),
        'city', coalesce(a.city, ''),
        'country', coalesce(a.country, 'SE'),
        'invoice_email', coalesce(k.invoice_email, e.value, ''),
        'payment_terms_days', coalesce(k.payment_terms_days, 30)::text,
        'delivery', coalesce(k.delivery, case when e.value is null then 'letter' else 'email' end),
        'currency', coalesce(k.currency, 'SEK'),
        'language', coalesce(k.language, ''),
        'blocked', coalesce(k.blocked, false)))
from crm.company c
left join crm.customer k on k.company_id = c.id
left join lateral (
    select a.street, a.postcode, a.city, a.country from crm.address a
    where a.company_id = c.id
    order by a.kind <> 'invoice', a.position, a.id limit 1) a on true
left join lateral (
    select p.value from crm.contact_point p
    where p.company_id = c.id and p.kind = 'email'
    order by p.label <> 'invoice', p.position, p.id limit 1) e on true
where c.id = $1 and c.deleted_at is null
