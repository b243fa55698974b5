-- Who takes part in a meeting, live (S8): issue 4.

set local lock_timeout = '10s';

-- As before (0601). Whoever comes to a meeting or leaves it concerns its card; whose contact is hidden or shown
-- concerns the projects of what stands on it, and the cards of the meetings where they take part.
-- What has been committed: numbers above `after`, at most `most` of them, and those of the `gaps` that have come
-- meanwhile. Only ids, and who may be told: nothing of what was written.
create or replace function journal.live(after bigint, gaps bigint[], most integer)
returns table (
    seq bigint, tenant_id bigint, command uuid, actor_id uuid,
    -- The contacts, companies and projects that it concerns; of other rows their own.
    ids uuid[],
    -- Who sees it: everyone, or this one …
    vis_owner uuid,
    -- … and the administrators, except of selections, which are nobody else's business.
    for_admins boolean,
    -- Who sees it may just have changed: it was for everyone, or for this one.
    moved boolean, was_vis_owner uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select c.seq, c.tenant_id, c.command, c.actor_id,
        array(
            select distinct i from unnest(array[
                case when c.table_name in ('contact', 'company', 'project') then c.row_id end,
                (c.before ->> 'contact_id')::uuid, (c.after ->> 'contact_id')::uuid,
                (c.before ->> 'company_id')::uuid, (c.after ->> 'company_id')::uuid,
                (c.before ->> 'project_id')::uuid, (c.after ->> 'project_id')::uuid,
                h.contact_id, h.company_id, h.project_id,
                case when num_nonnulls(h.contact_id, h.company_id, h.project_id) = 0
                    and c.table_name not in ('contact', 'company', 'project', 'meeting_participant')
                    and num_nonnulls(c.before ->> 'contact_id', c.after ->> 'contact_id', c.before ->> 'company_id',
                        c.after ->> 'company_id', c.before ->> 'project_id', c.after ->> 'project_id') = 0
                    then c.row_id end]) i
            where i is not null
            union
            -- Of somebody who comes to a meeting or leaves it: its card.
            select i from crm.meeting g cross join unnest(array[g.contact_id, g.company_id, g.project_id]) i
            where c.table_name = 'meeting_participant' and g.tenant_id = c.tenant_id and g.id = about.meeting
                and (g.vis_owner is null or g.vis_owner = c.vis_owner) and i is not null
            union
            -- Whoever takes part, as far as those who see the meeting may know.
            select q.contact_id from crm.meeting_participant q
            where q.tenant_id = c.tenant_id and q.meeting_id = about.meeting
                and q.contact_id is not null and (q.vis_owner is null or q.vis_owner = c.vis_owner)
            union
            -- Their cards show the project, and its notes.
            select q.contact_id from crm.project_participant q
            where c.table_name in ('project', 'note') and q.tenant_id = c.tenant_id
                and q.project_id = case c.table_name when 'project' then c.row_id
                    else coalesce(h.project_id, (c.after ->> 'project_id')::uuid) end
                and q.contact_id is not null and q.vis_owner is null
            union
            -- Where the contact is shown too, and is to appear or to go.
            select l.company_id from crm.contact_company l
            where m.moved and l.tenant_id = c.tenant_id and l.contact_id = c.row_id
            union
            select q.project_id from crm.project_participant q
            where m.moved and q.tenant_id = c.tenant_id and q.contact_id = c.row_id
            union
            select t.project_id from crm.task t
            where m.moved and t.tenant_id = c.tenant_id and t.contact_id = c.row_id and t.deleted_at is null
                and t.project_id is not null
            union
            select t.project_id from crm.meeting t
            where m.moved and t.tenant_id = c.tenant_id and t.contact_id = c.row_id and t.deleted_at is null
                and t.project_id is not null
            union
            select i from crm.meeting_participant q
            join crm.meeting g on g.tenant_id = q.tenant_id and g.id = q.meeting_id and g.vis_owner is null
            cross join unnest(array[g.contact_id, g.company_id, g.project_id]) i
            where m.moved and q.tenant_id = c.tenant_id and q.contact_id = c.row_id and i is not null),
        c.vis_owner,
        c.table_name <> 'selection',
        m.moved,
        case when m.moved and coalesce((c.before ->> 'private')::boolean, k.private)
            then coalesce((c.before ->> 'owner_id')::uuid, k.owner_id) end
    from (
        (select * from journal.change n
            where n.seq > live.after and n.at > now() - interval '2 minutes' and n.at < now() + interval '2 minutes'
            order by n.seq limit live.most)
        union all
        (select * from journal.change g
            where g.seq = any (live.gaps) and g.at > now() - interval '2 minutes' and g.at < now() + interval '2 minutes')
    ) c
    cross join lateral (
        select case c.table_name when 'meeting' then c.row_id
            when 'meeting_participant' then (coalesce(c.after, c.before) ->> 'meeting_id')::uuid end as meeting) about
    -- What a change of one field does not say: whose row it is.
    left join lateral (
        select p.contact_id, p.company_id, null::uuid as project_id from crm.contact_point p
        where c.table_name = 'contact_point' and p.tenant_id = c.tenant_id and p.id = c.row_id
        union all
        select a.contact_id, a.company_id, null::uuid as project_id from crm.address a
        where c.table_name = 'address' and a.tenant_id = c.tenant_id and a.id = c.row_id
        union all
        select l.contact_id, l.company_id, null::uuid as project_id from crm.contact_company l
        where c.table_name = 'contact_company' and l.tenant_id = c.tenant_id and l.id = c.row_id
        union all
        select u.contact_id, u.company_id, null::uuid as project_id from crm.customer u
        where c.table_name = 'customer' and u.tenant_id = c.tenant_id and u.id = c.row_id
        union all
        select t.contact_id, t.company_id, t.project_id from crm.note t
        where c.table_name = 'note' and t.tenant_id = c.tenant_id and t.id = c.row_id
        union all
        select t.contact_id, t.company_id, t.project_id from crm.task t
        where c.table_name = 'task' and t.tenant_id = c.tenant_id and t.id = c.row_id
        union all
        select t.contact_id, t.company_id, t.project_id from crm.meeting t
        where c.table_name = 'meeting' and t.tenant_id = c.tenant_id and t.id = c.row_id
        union all
        select t.contact_id, null, t.project_id from crm.project_participant t
        where c.table_name = 'project_participant' and t.tenant_id = c.tenant_id and t.id = c.row_id
        union all
        select null, t.company_id, t.id from crm.project t
        where c.table_name = 'project' and t.tenant_id = c.tenant_id and t.id = c.row_id
    ) h on c.op = 'update'
    cross join lateral (
        select c.table_name = 'contact' and c.op = 'update' and c.before ?| array['private', 'owner_id'] as moved) m
    left join crm.contact k on m.moved and k.tenant_id = c.tenant_id and k.id = c.row_id
    order by c.seq;
end;
