-- $1 ids in order, $2 the words searched for (folded), $3 their digits as in E.164, $4 the field searched in.
select c.id, c.name, c.organisation_number,
    coalesce(p.value, '') as phone,
    coalesce(a.city, '') as city,
    exists (
        select from crm.customer k
        where k.tenant_id = c.tenant_id and k.company_id = c.id and k.ended_at is null) as customer,
    coalesce(m.value, '') as matched
from unnest($1::uuid[]) with ordinality as f (id, place)
join crm.company c on c.id = f.id
left join lateral (
    select p.value, p.target from crm.contact_point p
    where p.tenant_id = c.tenant_id and p.company_id = c.id and p.kind = 'phone'
    order by p.position, p.id limit 1) p on true
left join lateral (
    select a.city from crm.address a
    where a.tenant_id = c.tenant_id and a.company_id = c.id
    order by a.position, a.id limit 1) a on true
-- What matched, when it is none of the above: the first value with a word that does not stand there.
left join lateral (
    select v.value
    from (
        select 'email' as field, 1 as place, p.value, crm.fold(p.value) as folded
        from crm.contact_point p
        where p.tenant_id = c.tenant_id and p.company_id = c.id and p.kind = 'email'
        union all
        select 'phone', 2, q.value, crm.digits(q.value) || ' ' || crm.digits(q.target)
        from crm.contact_point q
        where q.tenant_id = c.tenant_id and q.company_id = c.id and q.kind = 'phone' and q.value <> p.value
        union all
        select 'number', 3, k.number::text, k.number::text
        from crm.customer k
        where k.tenant_id = c.tenant_id and k.company_id = c.id and k.ended_at is null
        union all
        select 'title', 4, c.industry, crm.fold(c.industry)
        union all
        select 'website', 6, c.website, crm.fold(c.website)
        union all
        select 'address', 7, concat_ws(', ', nullif(b.street, ''), nullif(concat_ws(' ', nullif(b.postcode, ''), b.city), '')),
            crm.fold(concat_ws(' ', b.street, b.postcode, replace(b.postcode, ' ', ''), b.city))
        from crm.address b where b.tenant_id = c.tenant_id and b.company_id = c.id
    ) v
    where ($4 = 'everything' or v.field = $4)
        and (exists (
                select from unnest($2::text[]) w
                where position(w in v.folded) > 0
                    and position(w in crm.fold(concat_ws(' ', c.name, c.organisation_number,
                        replace(c.organisation_number, '-', ''), p.value, a.city))) = 0)
            or v.field = 'phone' and $3 <> '' and position($3 in v.folded) > 0
                and coalesce(position($3 in crm.digits(p.value) || ' ' || crm.digits(p.target)), 0) = 0)
    order by v.place limit 1) m on cardinality($2::text[]) > 0
order by f.place
