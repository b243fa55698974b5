-- $1 ids in order, $2 the words searched for (folded), $3 their digits as in E.164, $4 the field searched in.
select c.id, c.first_name, c.last_name,
    coalesce(nullif(l.role, ''), c.title) as title,
    coalesce(l.name, '') as company,
    coalesce(p.value, '') as phone,
    coalesce(a.city, '') as city,
    exists (
        select from crm.customer k
        where k.tenant_id = c.tenant_id and k.contact_id = c.id and k.ended_at is null) as customer,
    c.private,
    -- What matched, when it is none of the above: the first value with a word that does not stand there.
    -- One field after the other, so that those after it are not even read.
    case when x.words <> '{}' or x.digits <> '' then coalesce(
        case when $4 in ('everything', 'name') then (
            select c.nickname from unnest(x.words) w where position(w in crm.fold(c.nickname)) > 0 limit 1) end,
        case when $4 in ('everything', 'email') then (
            select e.value from crm.contact_point e
            where e.tenant_id = c.tenant_id and e.contact_id = c.id and e.kind = 'email'
                and exists (select from unnest(x.words) w where position(w in crm.fold(e.value)) > 0)
            order by e.position, e.id limit 1) end,
        case when $4 in ('everything', 'phone') then (
            select q.value
            from crm.contact_point q, crm.digits(q.value) d (value), crm.digits(q.target) t (target)
            where q.tenant_id = c.tenant_id and q.contact_id = c.id and q.kind = 'phone' and q.value <> p.value
                and (exists (select from unnest(x.words) w where position(w in d.value || ' ' || t.target) > 0)
                    or x.digits <> '' and position(x.digits in d.value || ' ' || t.target) > 0)
            order by q.position, q.id limit 1) end,
        case when $4 in ('everything', 'number') then (
            select k.number::text from crm.customer k
            where k.tenant_id = c.tenant_id and k.contact_id = c.id and k.ended_at is null
                and exists (select from unnest(x.words) w where position(w in k.number::text) > 0)
            order by k.number limit 1) end,
        case when $4 in ('everything', 'title') then (
            select c.title from unnest(x.words) w where position(w in crm.fold(c.title)) > 0 limit 1) end,
        case when $4 in ('everything', 'title') then (
            select r.role from crm.contact_company r
            where r.tenant_id = c.tenant_id and r.contact_id = c.id
                and exists (select from unnest(x.words) w where position(w in crm.fold(r.role)) > 0)
            order by r.position, r.id limit 1) end,
        case when $4 in ('everything', 'company') then (
            select o.name from crm.contact_company r
            join crm.company o on o.tenant_id = r.tenant_id and o.id = r.company_id
            where r.tenant_id = c.tenant_id and r.contact_id = c.id and o.deleted_at is null
                and exists (select from unnest(x.words) w where position(w in o.name_folded) > 0)
            order by r.position, r.id limit 1) end,
        case when $4 in ('everything', 'website') then (
            select c.website from unnest(x.words) w where position(w in crm.fold(c.website)) > 0 limit 1) end,
        case when $4 in ('everything', 'address') then (
            select concat_ws(', ', nullif(b.street, ''), nullif(concat_ws(' ', nullif(b.postcode, ''), b.city), ''))
            from crm.address b
            where b.tenant_id = c.tenant_id and b.contact_id = c.id
                and exists (select from unnest(x.words) w where position(w in
                    crm.fold(concat_ws(' ', b.street, b.postcode, replace(b.postcode, ' ', ''), b.city))) > 0)
            order by b.position, b.id limit 1) end,
        '') else '' end as matched
from unnest($1::uuid[]) with ordinality as f (id, place)
join crm.contact c on c.id = f.id
left join lateral (
    select l.role, o.name
    from crm.contact_company l
    join crm.company o on o.tenant_id = l.tenant_id and o.id = l.company_id
    where l.tenant_id = c.tenant_id and l.contact_id = c.id and o.deleted_at is null
        and (l.ended_on is null or l.ended_on >= current_date)
    order by not l.is_primary, l.position, l.id limit 1) l on true
left join lateral (
    select p.value, p.target from crm.contact_point p
    where p.tenant_id = c.tenant_id and p.contact_id = c.id and p.kind = 'phone'
    order by p.position, p.id limit 1) p on true
left join lateral (
    select a.city from crm.address a
    where a.tenant_id = c.tenant_id and a.contact_id = c.id
    order by a.position, a.id limit 1) a on true
-- The words that the row does not show; and the digits, when its phone number is not theirs. Most are in the name, which
-- is kept folded.
cross join lateral (
    select case when n.words = '{}' then n.words else array(
            select w
            from (
                select crm.fold(t.line) as shown
                -- Apart, or the line would be put together each time that folding looks at it.
                from (select concat_ws(' ', coalesce(nullif(l.role, ''), c.title), l.name, p.value, a.city) as line offset 0) t
                offset 0) s, unnest(n.words) w
            where position(w in s.shown) = 0) end as words,
        case when $3 <> '' and position($3 in concat(crm.digits(p.value), ' ', crm.digits(p.target))) = 0 then $3 else '' end as digits
    from (
        select array(select w from unnest($2::text[]) w
            where position(w in c.first_folded) = 0 and position(w in c.last_folded) = 0) as words offset 0) n
    offset 0) x
order by f.place
