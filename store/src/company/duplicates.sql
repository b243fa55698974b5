-- $1 organisation number, $2 name (folded), $3 domain of the website. Each has an index of its own.
with found as (
    (select c.id, 1 as strength from crm.company c
        where $1 <> '' and c.organisation_number = $1 and c.deleted_at is null limit 20)
    union all
    (select c.id, 2 from crm.company c
        where $2 <> '' and c.name_folded = $2 and c.deleted_at is null limit 20)
    union all
    (select c.id, 3 from crm.company c
        where $3 <> '' and c.website_host = $3 and c.deleted_at is null limit 20)
), strongest as (
    select id, min(strength) as strength from found group by id
)
select c.id, c.name,
    coalesce((
        select a.city from crm.address a
        where a.tenant_id = c.tenant_id and a.company_id = c.id
        order by a.position, a.id limit 1), ''),
    s.strength
from strongest s
join crm.company c on c.id = s.id
order by s.strength, c.name_sort, c.id
limit 3
