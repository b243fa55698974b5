-- $1 the contact. What the form starts from: the customer row, else what the card says.
select json_build_object(
    'name', concat_ws(' ', nullif(c.first_name, ''), c.last_name),
    'customer', k.id,
    'number', k.number,
    'active', coalesce(k.ended_at is null and k.id is not null, false),
    'masked', coalesce(i.masked, ''),
    'may_show', i.masked is not null and auth.reads_identity(),
    'shown', (
        -- Rows that only an administrator sees.
        select json_build_array(count(*), (array_agg(u.name order by j.at desc))[1],
            (max(j.at) at time zone (select t.time_zone from auth.tenant t))::date)
        from journal.identity_act j
        join auth.user_account u on u.tenant_id = j.tenant_id and u.id = j.actor_id
        where j.tenant_id = c.tenant_id and j.customer_id = k.id and j.act in ('show', 'export')
        having count(*) > 0),
    'draft', json_build_object(
        'street', coalesce(a.street, ''),
        'postcode', coalesce(a.postcode, ''),
        'city', coalesce(a.city, ''),
        'country', coalesce(a.country, 'SE'),
        'invoice_email', coalesce(k.invoice_email, e.value, ''),
        'payment_terms_days', coalesce(k.payment_terms_days, 30)::text,
        'delivery', coalesce(k.delivery, case when e.value is null then 'letter' else 'email' end),
        'currency', coalesce(k.currency, 'SEK'),
        'language', coalesce(k.language, c.language),
        'blocked', coalesce(k.blocked, false)))
from crm.contact c
left join crm.customer k on k.contact_id = c.id
left join crm.customer_identity i on i.customer_id = k.id
left join lateral (
    select a.street, a.postcode, a.city, a.country from crm.address a
    where a.contact_id = c.id
    order by a.kind <> 'invoice', a.position, a.id limit 1) a on true
left join lateral (
    select p.value from crm.contact_point p
    where p.contact_id = c.id and p.kind = 'email' and p.link_id is null
    order by p.label <> 'invoice', p.position, p.id limit 1) e on true
where c.id = $1 and c.deleted_at is null
