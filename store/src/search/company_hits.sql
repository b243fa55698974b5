-- $1 ids in order, $2 the words searched for (folded), $3 their digits as in E.164, $4 the field searched in.
select c.id, c.name, c.organisation_number,
    coalesce(p.value, '') as phone,
    coalesce(a.city, '') as city,
    exists (
        select from crm.customer k
        where k.tenant_id = c.tenant_id and k.company_id = c.id and k.ended_at is null) as customer,
    -- What matched, when it is none of the above: see contact_hits.sql.
    case when x.words <> '{}' or x.digits <> '' then coalesce(
        case when $4 in ('everything', 'email') then (
            select e.value from crm.contact_point e
            where e.tenant_id = c.tenant_id and e.company_id = c.id and e.kind = 'email'
                and exists (select from unnest(x.words) w where position(w in crm.fold(e.value)) > 0)
            order by e.position, e.id limit 1) end,
        case when $4 in ('everything', 'phone') then (
            select q.value
            from crm.contact_point q, crm.digits(q.value) d (value), crm.digits(q.target) t (target)
            where q.tenant_id = c.tenant_id and q.company_id = c.id and q.kind = 'phone' and q.value <> p.value
                and (exists (select from unnest(x.words) w where position(w in d.value || ' ' || t.target) > 0)
                    or x.digits <> '' and position(x.digits in d.value || ' ' || t.target) > 0)
            order by q.position, q.id limit 1) end,
        case when $4 in ('everything', 'number') then (
            select k.number::text from crm.customer k
            where k.tenant_id = c.tenant_id and k.company_id = c.id and k.ended_at is null
                and exists (select from unnest(x.words) w where position(w in k.number::text) > 0)
            order by k.number limit 1) end,
        case when $4 in ('everything', 'title') then (
            select c.industry from unnest(x.words) w where position(w in crm.fold(c.industry)) > 0 limit 1) end,
        case when $4 in ('everything', 'website') then (
            select c.website from unnest(x.words) w where position(w in crm.fold(c.website)) > 0 limit 1) end,
        case when $4 in ('everything', 'address') then (
            select concat_ws(', ', nullif(b.street, ''), nullif(concat_ws(' ', nullif(b.postcode, ''), b.city), ''))
            from crm.address b
            where b.tenant_id = c.tenant_id and b.company_id = c.id
                and exists (select from unnest(x.words) w where position(w in
                    crm.fold(concat_ws(' ', b.street, b.postcode, replace(b.postcode, ' ', ''), b.city))) > 0)
            order by b.position, b.id limit 1) end,
        '') else '' end as matched
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
-- The words that the row does not show; and the digits, when its phone number is not theirs.
cross join lateral (
    select case when n.words = '{}' then n.words else array(
            select w
            from (
                select crm.fold(t.line) as shown
                from (select concat_ws(' ', c.organisation_number, replace(c.organisation_number, '-', ''), p.value, a.city) as line
                    offset 0) t
                offset 0) s, unnest(n.words) w
            where position(w in s.shown) = 0) end as words,
        case when $3 <> '' and position($3 in concat(crm.digits(p.value), ' ', crm.digits(p.target))) = 0 then $3 else '' end as digits
    from (
        select array(select w from unnest($2::text[]) w where position(w in c.name_folded) = 0) as words offset 0) n
    offset 0) x
order by f.place
