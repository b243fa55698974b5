-- What stands below a card at a glance: how much there is behind each tab, and what is next. As the
-- reader may see it; the card (`crm.contact_card`) is read in the same statement.
create function crm.card_overview(of_company boolean, card uuid) returns json
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
    tenant constant bigint := auth.tenant_id();
    zone constant text := (select t.time_zone from auth.tenant t where t.id = tenant);
begin
    return json_build_object(
        'notes', (
            select count(*) from crm.note n
            where n.tenant_id = tenant and n.deleted_at is null
                and case when of_company then n.company_id else n.contact_id end = card) + (
            -- As `crm.card_notes` shows them.
            select count(*)
            from (
                select l.company_id, case when bool_and(l.ended_on is not null) then max(l.ended_on) end as ended_on
                from crm.contact_company l
                where not of_company and l.tenant_id = tenant and l.contact_id = card
                group by l.company_id) l
            join crm.company f on f.tenant_id = tenant and f.id = l.company_id and f.deleted_at is null
            join crm.note n on n.tenant_id = tenant and n.company_id = l.company_id and n.deleted_at is null
            where l.ended_on is null or n.created_at < (l.ended_on + 1)::timestamp at time zone zone),
        -- What is still to be done.
        'tasks', (
            select count(*) from crm.task k
            where k.tenant_id = tenant and k.deleted_at is null and k.status in ('not_started', 'started', 'waiting')
                and case when of_company then k.company_id else k.contact_id end = card),
        'meetings', (
            select count(*) from crm.meeting m
            where m.tenant_id = tenant and m.deleted_at is null
                and case when of_company then m.company_id else m.contact_id end = card) + (
            select count(*)
            from crm.meeting_participant q
            join crm.meeting m on m.tenant_id = tenant and m.id = q.meeting_id and m.deleted_at is null
                and m.contact_id is distinct from card
            where not of_company and q.tenant_id = tenant and q.contact_id = card),
        'next_task', (
            select json_build_object('id', k.id, 'subject', k.subject, 'due_on', k.due_on)
            from crm.task k
            where k.tenant_id = tenant and k.deleted_at is null and k.status in ('not_started', 'started', 'waiting')
                and case when of_company then k.company_id else k.contact_id end = card
            order by k.due_on, k.id limit 1),
        'next_meeting', (
            select json_build_object('id', n.id, 'subject', n.subject, 'on', n.starts_at::date,
                'at', case when not n.all_day then to_char(n.starts_at, 'HH24:MI') end)
            from (
                (select m.* from crm.meeting m
                    where m.tenant_id = tenant and m.deleted_at is null and m.ends > now()
                        and case when of_company then m.company_id else m.contact_id end = card
                    order by m.starts, m.id limit 1)
                union all
                (select m.* from crm.meeting_participant q
                    join crm.meeting m on m.tenant_id = tenant and m.id = q.meeting_id and m.deleted_at is null
                        and m.ends > now()
                    where not of_company and q.tenant_id = tenant and q.contact_id = card
                    order by m.starts, m.id limit 1)
            ) n
            order by n.starts, n.id limit 1));
end $$;

grant execute on function crm.card_overview(boolean, uuid) to kundkort_web;
