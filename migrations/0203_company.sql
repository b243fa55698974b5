-- Companies: finding one that is there already, and a card for a company of a thousand contacts.

-- The domain of the website without `www.`, as `domain::website::domain` has it. A column, since under
-- the policies an index on an expression serves only functions that are leakproof.
alter table crm.company add column website_host text collate "C" generated always as
    (coalesce(substring(website from '^https?://(?:www\.)?([^/?#:]*)'), '')) stored;
select journal.watch('crm.company');

-- What `store::company::duplicates` looks up: all three are equalities.
create index company_organisation_number on crm.company (tenant_id, organisation_number)
    where organisation_number <> '';
create index company_name on crm.company (tenant_id, name_folded);
create index company_website_host on crm.company (tenant_id, website_host) where website_host <> '';

-- Contacts of a company that the reader may see, current ones first, by name: fifty after a link of
-- it. From the first when that link is not there. Null when the firm has no such company.
create function crm.company_contacts(company uuid, after uuid) returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
    from_ended boolean := false;
    from_sort text := '';
    from_link uuid := '00000000-0000-0000-0000-000000000000';
begin
    select * into me from auth.ctx();
    perform from crm.company c where c.tenant_id = me.tenant_id and c.id = company;
    if not found then
        return null;
    end if;
    if after is not null then
        select l.ended_on is not null, p.name_sort, l.id into from_ended, from_sort, from_link
        from crm.contact_company l
        join crm.contact p on p.tenant_id = l.tenant_id and p.id = l.contact_id
        where l.tenant_id = me.tenant_id and l.company_id = company and l.id = after
            and (p.vis_owner is null or p.vis_owner = me.user_id or me.role = 'administrator');
        if not found then
            return crm.company_contacts(company, null);
        end if;
    end if;
    return coalesce((
        select json_agg(json_build_object(
            'id', m.link, 'contact', m.id, 'name', m.name, 'role', m.role, 'department', m.department,
            'phone', coalesce((
                select p.value from crm.contact_point p
                where p.tenant_id = me.tenant_id and p.contact_id = m.id and p.kind = 'phone'
                order by p.link_id is distinct from m.link, p.position, p.id limit 1), ''),
            'email', coalesce((
                select p.value from crm.contact_point p
                where p.tenant_id = me.tenant_id and p.contact_id = m.id and p.kind = 'email'
                order by p.link_id is distinct from m.link, p.position, p.id limit 1), ''),
            'customer', exists (
                select from crm.customer k
                where k.tenant_id = me.tenant_id and k.contact_id = m.id and k.ended_at is null),
            'private', m.private,
            'started_on', m.started_on,
            'ended_on', m.ended_on)
            order by m.ended_on is not null, m.name_sort, m.link)
        from (
            select l.id as link, p.id, concat_ws(' ', nullif(p.first_name, ''), p.last_name) as name, l.role,
                l.department, p.private, l.started_on, l.ended_on, p.name_sort
            from crm.contact_company l
            join crm.contact p on p.tenant_id = l.tenant_id and p.id = l.contact_id
            where l.tenant_id = me.tenant_id and l.company_id = company and p.deleted_at is null
                and (p.vis_owner is null or p.vis_owner = me.user_id or me.role = 'administrator')
                and (l.ended_on is not null, p.name_sort, l.id) > (from_ended, from_sort, from_link)
            order by l.ended_on is not null, p.name_sort, l.id
            limit 50
        ) m), '[]');
end $$;

alter function crm.company_contacts(uuid, uuid) owner to kundkort_definer;
grant execute on function crm.company_contacts(uuid, uuid) to kundkort_web, kundkort_definer;
