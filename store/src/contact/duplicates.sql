-- $1 first name, $2 last name, $3 e-mail addresses (all folded), $4 phone numbers (E.164).
with found as (
    (select p.contact_id as id, 1 as strength
        from crm.contact_point p
        where p.kind = 'email' and p.contact_id is not null
            and p.folded = any ($3::text[])
        limit 20)
    union all
    (select p.contact_id, 2
        from crm.contact_point p
        where p.kind = 'phone' and p.contact_id is not null and p.target = any ($4::text[])
        limit 20)
    union all
    (select c.id, 3
        from crm.contact c
        where $1 <> '' and $2 <> '' and c.deleted_at is null
            and c.last_folded = $2 and c.first_folded = $1
        limit 20)
), strongest as (
    select id, min(strength) as strength from found group by id
)
select c.id, c.first_name, c.last_name,
    coalesce((
        select a.city from crm.address a
        where a.tenant_id = c.tenant_id and a.contact_id = c.id
        order by a.position, a.id limit 1), ''),
    s.strength
from strongest s
join crm.contact c on c.id = s.id
where c.deleted_at is null
order by s.strength, c.name_sort, c.id
limit 3
