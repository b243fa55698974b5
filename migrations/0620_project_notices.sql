-- As before (0610): also of what stands on projects. What waits for the one who asks, as every page shows
-- it: reminders that are due, and notices that are not read. Of each at most a hundred are counted.
create or replace function crm.waiting(out reminders integer, out notices integer)
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select
        (select count(*)::integer from (
            select from crm.task t
            left join crm.contact c on c.tenant_id = t.tenant_id and c.id = t.contact_id
            left join crm.company f on f.tenant_id = t.tenant_id and f.id = t.company_id
            left join crm.project r on r.tenant_id = t.tenant_id and r.id = t.project_id
                and t.contact_id is null and t.company_id is null
            where t.tenant_id = (select auth.tenant_id()) and t.owner_id = (select auth.user_id())
                and t.deleted_at is null and t.status in ('not_started', 'started', 'waiting')
                and t.remind_at <= now() and c.deleted_at is null and f.deleted_at is null
                and r.deleted_at is null
            limit 100) r),
        (select count(*)::integer from (
            select from crm.notice n
            join crm.note t on t.tenant_id = n.tenant_id and t.id = n.note_id and t.deleted_at is null
            left join crm.contact c on c.tenant_id = t.tenant_id and c.id = t.contact_id
            left join crm.company f on f.tenant_id = t.tenant_id and f.id = t.company_id
            left join crm.project r on r.tenant_id = t.tenant_id and r.id = t.project_id
                and t.contact_id is null and t.company_id is null
            where n.tenant_id = (select auth.tenant_id()) and n.user_id = (select auth.user_id())
                and n.read_at is null and c.deleted_at is null and f.deleted_at is null
                and r.deleted_at is null
            limit 100) u);
end;
