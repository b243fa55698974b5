-- The history of a card is planned once for each connection. As a text that is executed it was planned each time,
-- over every month of the journal: at twenty million changes in fifty months nine tenths of its time.

set local lock_timeout = '10s';

-- As in 0301 to 0601, each table in a statement of its own, for the same reason.
create or replace function journal.subject(tenant bigint, in_table text, row_id uuid) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
    found_row jsonb;
begin
    case in_table
        when 'contact_point' then
            select to_jsonb(t) into found_row from crm.contact_point t where t.tenant_id = tenant and t.id = subject.row_id;
        when 'address' then
            select to_jsonb(t) into found_row from crm.address t where t.tenant_id = tenant and t.id = subject.row_id;
        when 'contact_company' then
            select to_jsonb(t) into found_row from crm.contact_company t where t.tenant_id = tenant and t.id = subject.row_id;
        when 'customer' then
            select to_jsonb(t) into found_row from crm.customer t where t.tenant_id = tenant and t.id = subject.row_id;
        when 'note' then
            select to_jsonb(t) into found_row from crm.note t where t.tenant_id = tenant and t.id = subject.row_id;
        when 'task' then
            select to_jsonb(t) into found_row from crm.task t where t.tenant_id = tenant and t.id = subject.row_id;
        when 'meeting' then
            select to_jsonb(t) into found_row from crm.meeting t where t.tenant_id = tenant and t.id = subject.row_id;
        when 'meeting_participant' then
            select to_jsonb(t) into found_row from crm.meeting_participant t where t.tenant_id = tenant and t.id = subject.row_id;
        when 'project' then
            select to_jsonb(t) into found_row from crm.project t where t.tenant_id = tenant and t.id = subject.row_id;
        when 'project_participant' then
            select to_jsonb(t) into found_row from crm.project_participant t where t.tenant_id = tenant and t.id = subject.row_id;
        else null;
    end case;
    if found_row is null then
        select coalesce(c.after, c.before) into found_row
        from journal.change c
        where c.tenant_id = tenant and c.row_id = subject.row_id and c.table_name = in_table and c.op <> 'update'
        limit 1;
    end if;
    return found_row;
end $$;

-- One function for each kind of card, since a statement that is kept names its tables: `%1$s` is the kind.
do $do$
declare
    kind text;
begin
    foreach kind in array array['contact', 'company', 'project'] loop
        execute format($function$
create function journal.history_of_%1$s(
    tenant bigint, card uuid, from_at timestamptz, to_at timestamptz, before_at timestamptz, before_seq bigint,
    most integer, zone text, pattern text, users text[], fields text[])
returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
begin
    return (
            select jsonb_agg(jsonb_build_object(
                'at', to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                'seq', c.seq,
                'day', to_char(c.at at time zone zone, 'YYYY-MM-DD'),
                'time', to_char(c.at at time zone zone, 'HH24:MI'),
                'command', c.command, 'undoes', c.undoes, 'actor', c.actor_id, 'actor_name', c.actor_name,
                'source', c.source, 'table', c.table_name, 'op', c.op,
                'before', c.before, 'after', c.after, 'about', s.about, 'link', w.link,
                'names', (
                    select jsonb_object_agg(n.id, n.name) from (
                        select u.id::text as id, u.name from auth.user_account u
                        where u.tenant_id = tenant and u.id in (i.owner_before, i.owner_after, i.user_before, i.user_after)
                        union all
                        select o.id::text, o.name from crm.company o
                        where o.tenant_id = tenant and o.id in (i.company, i.link_company, i.company_before, i.company_after)
                        union all
                        select p.id::text, concat_ws(' ', nullif(p.first_name, ''), p.last_name) from crm.contact p
                        where p.tenant_id = tenant and p.id = i.contact
                        union all
                        select r.id::text, r.number || ' ' || r.name from crm.project r
                        where r.tenant_id = tenant and r.id in (i.project, i.project_before, i.project_after)
                        union all
                        select g.id::text, g.name from crm.category g
                        where g.tenant_id = tenant and g.id = i.category
                    ) n)
                ) order by c.at desc, c.seq desc)
            from (
                select c.*, coalesce(u.name, '') as actor_name
                from journal.change_%1$s k
                join journal.change c on c.tenant_id = k.tenant_id and c.at = k.at and c.seq = k.seq
                left join auth.user_account u on u.tenant_id = c.tenant_id and u.id = c.actor_id
                where k.tenant_id = tenant and k.%1$s_id = card and k.at >= from_at and k.at < to_at and (k.at, k.seq) < (before_at, before_seq)
                    and (pattern is null
                        or c.actor_id::text = any (users)
                        or exists (
                            select from jsonb_each_text(coalesce(c.before, '{}') || coalesce(c.after, '{}')) v
                            where c.table_name || '.' || v.key = any (fields))
                        or exists (
                            select from jsonb_each_text(c.before) v where v.value ilike pattern or v.value = any (users))
                        or exists (
                            select from jsonb_each_text(c.after) v where v.value ilike pattern or v.value = any (users)))
                order by k.at desc, k.seq desc
                limit most
            ) c
            cross join lateral (
                select case when c.op = 'update' and c.table_name not in ('contact', 'company')
                    then journal.subject(c.tenant_id, c.table_name, c.row_id) end as about offset 0) s
            cross join lateral (
                select case when c.table_name = 'contact_point'
                        and coalesce(s.about, c.after, c.before) ->> 'link_id' is not null
                    then journal.subject(c.tenant_id, 'contact_company',
                        (coalesce(s.about, c.after, c.before) ->> 'link_id')::uuid) end as link offset 0) w
            cross join lateral (
                select (c.before ->> 'owner_id')::uuid as owner_before, (c.after ->> 'owner_id')::uuid as owner_after,
                    (c.before ->> 'user_id')::uuid as user_before, (c.after ->> 'user_id')::uuid as user_after,
                    (coalesce(s.about, c.after, c.before) ->> 'company_id')::uuid as company,
                    (w.link ->> 'company_id')::uuid as link_company,
                    (coalesce(s.about, c.after, c.before) ->> 'contact_id')::uuid as contact,
                    (coalesce(c.after, c.before) ->> 'category_id')::uuid as category,
                    (c.before ->> 'company_id')::uuid as company_before,
                    (c.after ->> 'company_id')::uuid as company_after,
                    (coalesce(s.about, c.after, c.before) ->> 'project_id')::uuid as project,
                    (c.before ->> 'project_id')::uuid as project_before,
                    (c.after ->> 'project_id')::uuid as project_after
                offset 0) i);
end $$;
        $function$, kind);
        execute format('grant execute on function journal.history_of_%s(bigint, uuid, timestamptz, timestamptz,
            timestamptz, bigint, integer, text, text, text[], text[]) to kundkort_web', kind);
    end loop;
end $do$;

-- As in 0601: `of_company` is null of a project.
create or replace function journal.history(
    of_company boolean, card uuid, since date, until date, before_at timestamptz, before_seq bigint,
    pattern text, fields text[], most integer)
returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
    tenant constant bigint := auth.tenant_id();
    zone constant text := (select t.time_zone from auth.tenant t where t.id = tenant);
    users constant text[] := case when pattern is not null then array(
        select u.id::text from auth.user_account u where u.tenant_id = tenant and u.name ilike pattern) end;
    from_at constant timestamptz := coalesce(since::timestamp at time zone zone, '-infinity');
    to_at constant timestamptz := coalesce((until + 1)::timestamp at time zone zone, 'infinity');
    last_at constant timestamptz := coalesce(before_at, 'infinity');
    last_seq constant bigint := coalesce(before_seq, 0);
begin
    return coalesce(case
        when of_company is null then journal.history_of_project(
            tenant, card, from_at, to_at, last_at, last_seq, most, zone, pattern, users, fields)
        when of_company then journal.history_of_company(
            tenant, card, from_at, to_at, last_at, last_seq, most, zone, pattern, users, fields)
        else journal.history_of_contact(
            tenant, card, from_at, to_at, last_at, last_seq, most, zone, pattern, users, fields)
    end, '[]');
end $$;
