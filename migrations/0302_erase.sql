-- As before (0202), and what was removed from a company before it was deleted: `journal.change_company` (0301)
-- knows of that.
create or replace function crm.erase(tenant bigint, contacts uuid[], companies uuid[], notes uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    gone uuid[];
begin
    -- What has a history of its own.
    select array_agg(x.id) into gone from (
        select unnest(contacts || companies || notes) as id
        union all select p.id from crm.contact_point p
            where p.tenant_id = tenant and (p.contact_id = any (contacts) or p.company_id = any (companies))
        union all select a.id from crm.address a
            where a.tenant_id = tenant and (a.contact_id = any (contacts) or a.company_id = any (companies))
        union all select l.id from crm.contact_company l
            where l.tenant_id = tenant and (l.contact_id = any (contacts) or l.company_id = any (companies))
        union all select k.id from crm.customer k
            where k.tenant_id = tenant and (k.contact_id = any (contacts) or k.company_id = any (companies))
        union all select n.id from crm.note n
            where n.tenant_id = tenant and (n.contact_id = any (contacts) or n.company_id = any (companies))
    ) x;
    -- The numbers go with the rows that had them: the series must be past them.
    insert into crm.customer_series as s (tenant_id, next_number)
    select tenant, max(k.number) + 1 from crm.customer k
    where k.tenant_id = tenant and (k.contact_id = any (contacts) or k.company_id = any (companies))
    having count(*) > 0
    on conflict (tenant_id) do update set next_number = greatest(s.next_number, excluded.next_number);
    delete from crm.customer k
    where k.tenant_id = tenant and (k.contact_id = any (contacts) or k.company_id = any (companies));
    delete from crm.note n where n.tenant_id = tenant and n.id = any (notes);
    delete from crm.contact c where c.tenant_id = tenant and c.id = any (contacts);
    delete from crm.company c where c.tenant_id = tenant and c.id = any (companies);
    -- After the deleting, which is journalled too.
    update journal.change c
    set before = journal.without_values(c.before), after = journal.without_values(c.after)
    where c.tenant_id = tenant and c.row_id = any (gone);
    -- What was removed from a contact earlier.
    update journal.change c
    set before = journal.without_values(c.before), after = journal.without_values(c.after)
    from journal.change_contact k
    where k.tenant_id = tenant and k.contact_id = any (contacts)
        and c.tenant_id = k.tenant_id and c.at = k.at and c.seq = k.seq;
    -- And from a company.
    update journal.change c
    set before = journal.without_values(c.before), after = journal.without_values(c.after)
    from journal.change_company k
    where k.tenant_id = tenant and k.company_id = any (companies)
        and c.tenant_id = k.tenant_id and c.at = k.at and c.seq = k.seq;
end $$;
