-- Projects: number, name, company, status, period, owner, and who takes part; what is noted, to be done and
-- agreed on them. Everybody at the firm sees a project; that a contact who is hidden takes part, only those
-- who see the contact.

set local lock_timeout = '10s';

-- As in 0401.
create or replace function pg_temp.amend(target regprocedure, was text, becomes text) returns void
language plpgsql as $$
declare
    text_now constant text := pg_get_functiondef(target);
begin
    if position(was in text_now) = 0 then
        raise exception '% has no «%»', target, was;
    end if;
    execute replace(text_now, was, becomes);
end $$;

-- ── Tables ───────────────────────────────────────────────────────────────────

-- The next number of a firm's projects, as `crm.customer_series` of its customers.
create table crm.project_series (
    tenant_id bigint not null default auth.tenant_id(),
    next_number bigint not null default 1001,
    constraint project_series_pkey primary key (tenant_id),
    constraint project_series_tenant_fkey foreign key (tenant_id) references auth.tenant (id),
    constraint project_series_next_number_range check (next_number > 0)
);

create table crm.project (
    tenant_id bigint not null default auth.tenant_id(),
    id uuid not null default uuidv7(),
    -- Drawn from the series when it is left out; never used again.
    number bigint not null,
    name text not null,
    company_id uuid,
    description text not null default '',
    status text not null default 'planned',
    starts_on date,
    ends_on date,
    owner_id uuid not null default auth.user_id(),
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    name_folded text collate "C" generated always as (crm.fold(name)) stored,
    name_sort text collate "C" generated always as (crm.sort_key(name)) stored,
    constraint project_pkey primary key (tenant_id, id),
    constraint project_number_taken unique (tenant_id, number),
    -- A project outlives the company it was for.
    constraint project_company_fkey foreign key (tenant_id, company_id)
        references crm.company (tenant_id, id) on delete set null (company_id),
    constraint project_owner_fkey foreign key (tenant_id, owner_id) references auth.user_account (tenant_id, id),
    constraint project_name_length check (char_length(name) between 1 and 200),
    constraint project_description_length check (char_length(description) <= 10000),
    constraint project_status_choice check (status in ('planned', 'active', 'paused', 'finished', 'dropped')),
    constraint project_ends_on_order check (ends_on >= starts_on)
);
create index project_of_company on crm.project (tenant_id, company_id) where company_id is not null;
create index project_owned on crm.project (tenant_id, owner_id);
create index project_trash on crm.project (tenant_id, deleted_at) where deleted_at is not null;

-- Who takes part: a contact or a colleague, each in a role.
create table crm.project_participant (
    tenant_id bigint not null default auth.tenant_id(),
    id uuid not null default uuidv7(),
    project_id uuid not null,
    contact_id uuid,
    user_id uuid,
    role text not null default '',
    vis_owner uuid,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint project_participant_pkey primary key (tenant_id, id),
    constraint project_participant_contact_taken unique (tenant_id, project_id, contact_id),
    constraint project_participant_user_taken unique (tenant_id, project_id, user_id),
    constraint project_participant_project_fkey foreign key (tenant_id, project_id)
        references crm.project (tenant_id, id) on delete cascade,
    constraint project_participant_contact_fkey foreign key (tenant_id, contact_id)
        references crm.contact (tenant_id, id) on delete cascade,
    constraint project_participant_user_fkey foreign key (tenant_id, user_id)
        references auth.user_account (tenant_id, id),
    constraint project_participant_one check (num_nonnulls(contact_id, user_id) = 1),
    constraint project_participant_role_length check (char_length(role) <= 200)
);
create index project_participant_of_contact on crm.project_participant (tenant_id, contact_id)
    where contact_id is not null;
create index project_participant_of_user on crm.project_participant (tenant_id, user_id) where user_id is not null;

-- A note stands on one of the three. A task or a meeting stands on one card at most and can be of a project
-- besides, or of a project alone.
alter table crm.note add column project_id uuid;
alter table crm.task add column project_id uuid;
alter table crm.meeting add column project_id uuid;
alter table crm.note
    add constraint note_project_fkey foreign key (tenant_id, project_id)
        references crm.project (tenant_id, id) on delete set null (project_id),
    drop constraint note_one_holder,
    add constraint note_one_holder check (num_nonnulls(contact_id, company_id, project_id) = 1);
alter table crm.task
    add constraint task_project_fkey foreign key (tenant_id, project_id)
        references crm.project (tenant_id, id) on delete set null (project_id),
    drop constraint task_one_holder,
    add constraint task_one_holder check (
        num_nonnulls(contact_id, company_id) <= 1 and num_nonnulls(contact_id, company_id, project_id) >= 1);
alter table crm.meeting
    add constraint meeting_project_fkey foreign key (tenant_id, project_id)
        references crm.project (tenant_id, id) on delete set null (project_id),
    drop constraint meeting_one_holder,
    add constraint meeting_one_holder check (
        num_nonnulls(contact_id, company_id) <= 1 and num_nonnulls(contact_id, company_id, project_id) >= 1);
create index note_of_project on crm.note (tenant_id, project_id, created_at desc)
    where project_id is not null and deleted_at is null;
create index task_of_project on crm.task (tenant_id, project_id, due_on)
    where project_id is not null and deleted_at is null;
create index meeting_of_project on crm.meeting (tenant_id, project_id, starts)
    where project_id is not null and deleted_at is null;

-- Which projects a change concerns, as `journal.change_company` (0301) says it of companies.
create table journal.change_project (
    tenant_id bigint not null,
    project_id uuid not null,
    at timestamptz not null,
    seq bigint not null,
    vis_owner uuid,
    constraint change_project_pkey primary key (tenant_id, project_id, at, seq)
);
create index change_project_of_change on journal.change_project (tenant_id, at, seq);
alter table journal.change_project enable row level security;
alter table journal.change_project force row level security;
create policy definer on journal.change_project to kundkort_definer using (true) with check (true);
create policy tenant on journal.change_project for select to kundkort_web
    using (tenant_id = (select auth.tenant_id()));
select crm.hide_private('journal.change_project');
grant select on journal.change_project to kundkort_web;
grant select, insert, update (vis_owner) on journal.change_project to kundkort_definer;

-- ── Numbers, access, triggers ────────────────────────────────────────────────

-- As `crm.draw_customer_number` (0006).
create function crm.draw_project_number() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    if new.number is null then
        insert into crm.project_series as s (tenant_id, next_number) values (new.tenant_id, 1002)
        on conflict (tenant_id) do update set next_number = s.next_number + 1
        returning next_number - 1 into new.number;
    end if;
    return new;
end $$;
alter function crm.draw_project_number() owner to kundkort_definer;
create trigger number before insert on crm.project for each row execute function crm.draw_project_number();

do $$
declare
    target text;
begin
    foreach target in array array['project_series', 'project', 'project_participant'] loop
        perform crm.secure(format('crm.%I', target)::regclass);
    end loop;
    foreach target in array array['project', 'project_participant'] loop
        perform journal.watch(format('crm.%I', target)::regclass);
        execute format('create trigger bump before update on crm.%I
            for each row when (pg_trigger_depth() = 0) execute function crm.bump()', target);
    end loop;
end $$;
select crm.hide_private('crm.project_participant');
create trigger visibility before insert on crm.project_participant
    for each row execute function crm.take_visibility();
create trigger owner_active before insert on crm.project
    for each row execute function crm.owner_is_active();
create trigger owner_active_now before update of owner_id on crm.project
    for each row when (new.owner_id is distinct from old.owner_id) execute function crm.owner_is_active();

grant select,
    insert (id, name, company_id, description, status, starts_on, ends_on, owner_id),
    update (name, company_id, description, status, starts_on, ends_on, owner_id, deleted_at)
    on crm.project to kundkort_web;
grant select, delete, insert (id, project_id, contact_id, user_id, role), update (role)
    on crm.project_participant to kundkort_web;
grant insert (project_id) on crm.note to kundkort_web;
grant insert (project_id), update (project_id) on crm.task, crm.meeting to kundkort_web;
grant select, insert, update on crm.project_series to kundkort_definer;
grant select, delete, update (deleted_at) on crm.project to kundkort_definer;
grant select, update (vis_owner) on crm.project_participant to kundkort_definer;

-- Hiding a contact hides that it takes part, here and in the journal.
select pg_temp.amend('crm.spread_visibility()',
    '''meeting_participant''', '''meeting_participant'', ''project_participant''');
-- As before (0301): also where the change is a project's.
create or replace function journal.follow_contact(tenant bigint, contact uuid, visible_to uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    update journal.change c set vis_owner = visible_to
    from journal.change_contact k
    where k.tenant_id = tenant and k.contact_id = contact
        and c.tenant_id = k.tenant_id and c.at = k.at and c.seq = k.seq;
    update journal.change_company f set vis_owner = visible_to
    from journal.change_contact k
    where k.tenant_id = tenant and k.contact_id = contact
        and f.tenant_id = k.tenant_id and f.at = k.at and f.seq = k.seq;
    update journal.change_project p set vis_owner = visible_to
    from journal.change_contact k
    where k.tenant_id = tenant and k.contact_id = contact
        and p.tenant_id = k.tenant_id and p.at = k.at and p.seq = k.seq;
    update journal.change_contact k set vis_owner = visible_to
    where k.tenant_id = tenant and k.contact_id = contact;
end;
select pg_temp.amend('crm.spread_to_participants(bigint, uuid)',
    'update journal.change_company k set vis_owner = one.seen_by',
    'update journal.change_project k set vis_owner = one.seen_by
        from journal.change j
        where j.tenant_id = tenant and j.row_id = one.id and j.table_name = ''meeting_participant''
            and k.tenant_id = j.tenant_id and k.at = j.at and k.seq = j.seq;
        update journal.change_company k set vis_owner = one.seen_by');

-- ── The journal ──────────────────────────────────────────────────────────────

select pg_temp.amend('journal.record()',
    'company uuid := case when tg_table_name = ''company'' then anyone ->> ''id'' else anyone ->> ''company_id'' end;',
    'company uuid := case when tg_table_name = ''company'' then anyone ->> ''id'' else anyone ->> ''company_id'' end;
    project uuid := case when tg_table_name = ''project'' then anyone ->> ''id'' else anyone ->> ''project_id'' end;');
-- What is moved from one project to another stands in the history of both; so does a project of its companies.
select pg_temp.amend('journal.record()',
    'if company is not null then',
    'insert into journal.change_project (tenant_id, project_id, at, seq, vis_owner)
    select distinct me.tenant_id, p.id, changed_at, change_seq, (anyone ->> ''vis_owner'')::uuid
    from (
        select project as id
        union all select (was ->> ''project_id'')::uuid
        union all select m.project_id from crm.meeting m
            where tg_table_name = ''meeting_participant'' and m.tenant_id = me.tenant_id
                and m.id = (anyone ->> ''meeting_id'')::uuid) p
    where p.id is not null;
    if tg_table_name = ''project'' and was ->> ''company_id'' is not null
        and (was ->> ''company_id'')::uuid is distinct from company
    then
        insert into journal.change_company (tenant_id, company_id, at, seq, vis_owner)
        values (me.tenant_id, (was ->> ''company_id'')::uuid, changed_at, change_seq, null);
    end if;
    if company is not null then');

select pg_temp.amend('journal.subject(bigint, text, uuid)',
    '''meeting_participant''', '''meeting_participant'', ''project'', ''project_participant''');

-- `of_company` is null of a project.
do $$
declare
    history constant regprocedure :=
        'journal.history(boolean, uuid, date, date, timestamptz, bigint, text, text[], integer)';
begin
    perform pg_temp.amend(history, 'case when of_company then ''change_company''',
        'case when of_company is null then ''change_project'' when of_company then ''change_company''');
    perform pg_temp.amend(history, 'case when of_company then ''company_id''',
        'case when of_company is null then ''project_id'' when of_company then ''company_id''');
    perform pg_temp.amend(history, 'o.id in (i.company, i.link_company)',
        'o.id in (i.company, i.link_company, i.company_before, i.company_after)');
    perform pg_temp.amend(history, 'select g.id::text, g.name from crm.category g',
        'select r.id::text, r.number || '' '' || r.name from crm.project r
                    where r.tenant_id = $1 and r.id in (i.project, i.project_before, i.project_after)
                    union all
                    select g.id::text, g.name from crm.category g');
    perform pg_temp.amend(history, '(coalesce(c.after, c.before) ->> ''category_id'')::uuid as category',
        '(coalesce(c.after, c.before) ->> ''category_id'')::uuid as category,
                (c.before ->> ''company_id'')::uuid as company_before,
                (c.after ->> ''company_id'')::uuid as company_after,
                (coalesce(s.about, c.after, c.before) ->> ''project_id'')::uuid as project,
                (c.before ->> ''project_id'')::uuid as project_before,
                (c.after ->> ''project_id'')::uuid as project_after');
end $$;

-- ── Undoing ──────────────────────────────────────────────────────────────────

select pg_temp.amend('journal.undo_part(regclass, text, text[], uuid[], jsonb[], jsonb[], bigint)',
    '''note'', ''task'', ''meeting'')', '''note'', ''task'', ''meeting'', ''project'')');
select pg_temp.amend('journal.undo_left(regclass, text, text[], uuid[], jsonb[], jsonb[], bigint)',
    '''note'', ''task'', ''meeting'', ''customer'')', '''note'', ''task'', ''meeting'', ''project'', ''customer'')');
select pg_temp.amend('journal.undo(uuid)',
    'd.op = ''insert'' and d.table_name in (''contact'', ''company'')',
    'd.op = ''insert'' and d.table_name in (''contact'', ''company'', ''project'')');
select pg_temp.amend('journal.undo(uuid)',
    'or coalesce(d.anyone ->> ''contact_id'', '''') in (select f.id::text from fresh f)',
    'or coalesce(d.anyone ->> ''contact_id'', '''') in (select f.id::text from fresh f)
                    or coalesce(d.anyone ->> ''project_id'', '''') in (select f.id::text from fresh f)');

-- ── The trash ────────────────────────────────────────────────────────────────

-- `notes` are ids of notes, tasks, meetings and projects. What stands on a project alone goes with it.
select pg_temp.amend('crm.erase(bigint, uuid[], uuid[], uuid[])',
    'union all select n.id from crm.note n',
    'union all select p.id from crm.project_participant p
            where p.tenant_id = tenant and p.project_id = any (notes)
        union all select n.id from crm.note n where n.tenant_id = tenant and n.project_id = any (notes)
        union all select t.id from crm.task t
            where t.tenant_id = tenant and t.project_id = any (notes) and num_nonnulls(t.contact_id, t.company_id) = 0
        union all select m.id from crm.meeting m
            where m.tenant_id = tenant and m.project_id = any (notes) and num_nonnulls(m.contact_id, m.company_id) = 0
        union all select n.id from crm.note n');
-- The projects' own first: what comes after is held by something else.
select pg_temp.amend('crm.erase(bigint, uuid[], uuid[], uuid[])',
    'delete from crm.note n where n.tenant_id = tenant and n.id = any (notes);',
    'delete from crm.note n where n.tenant_id = tenant and n.project_id = any (notes);
    delete from crm.task t
    where t.tenant_id = tenant and t.project_id = any (notes) and num_nonnulls(t.contact_id, t.company_id) = 0;
    delete from crm.meeting m
    where m.tenant_id = tenant and m.project_id = any (notes) and num_nonnulls(m.contact_id, m.company_id) = 0;
    delete from crm.project p where p.tenant_id = tenant and p.id = any (notes);
    delete from crm.note n where n.tenant_id = tenant and n.id = any (notes);');
-- What was removed from a project earlier; a task of somebody's that named it has a history of its own.
select pg_temp.amend('crm.erase(bigint, uuid[], uuid[], uuid[])',
    '-- And from a company.',
    '-- From a project.
    update journal.change c
    set before = journal.without_values(c.before), after = journal.without_values(c.after)
    from journal.change_project k
    where k.tenant_id = tenant and k.project_id = any (notes)
        and c.tenant_id = k.tenant_id and c.at = k.at and c.seq = k.seq
        and c.table_name in (''project'', ''project_participant'', ''note'');
    -- And from a company.');
select pg_temp.amend('crm.delete_for_good(text, uuid)',
    'else
        perform from crm.company c',
    'elsif kind = ''project'' then
        perform from crm.project p
        where p.tenant_id = me.tenant_id and p.id = card and p.deleted_at is not null for update;
    else
        perform from crm.company c');
select pg_temp.amend('crm.delete_for_good(text, uuid)',
    'else
        perform crm.erase(me.tenant_id, ''{}'', array[card], ''{}'');',
    'elsif kind = ''project'' then
        perform crm.erase(me.tenant_id, ''{}'', ''{}'', array[card]);
    else
        perform crm.erase(me.tenant_id, ''{}'', array[card], ''{}'');');
select pg_temp.amend('crm.purge_trash(integer)',
    'select notes || array_agg(x.id) into notes from (
            select t.id from crm.task t',
    'select notes || array_agg(x.id) into notes from (
            select p.id from crm.project p where p.tenant_id = firm and p.deleted_at < due
            order by p.deleted_at limit most for update skip locked) x;
        select notes || array_agg(x.id) into notes from (
            select t.id from crm.task t');

-- ── Meetings of a project ────────────────────────────────────────────────────

select pg_temp.amend('crm.busy(uuid[], timestamp, timestamp, text, boolean, uuid)',
    'and c.deleted_at is null and k.deleted_at is null',
    'and c.deleted_at is null and k.deleted_at is null
        and not exists (select from crm.project r where r.tenant_id = me.tenant_id and r.id = m.project_id
            and r.deleted_at is not null and num_nonnulls(m.contact_id, m.company_id) = 0)');
select pg_temp.amend('crm.calendar_feed(bytea)',
    'and c.deleted_at is null and k.deleted_at is null',
    'and c.deleted_at is null and k.deleted_at is null
                and not exists (select from crm.project r where r.tenant_id = m.tenant_id and r.id = m.project_id
                    and r.deleted_at is not null and num_nonnulls(m.contact_id, m.company_id) = 0)');
select pg_temp.amend('crm.calendar_feed(bytea)',
    'coalesce(k.name, concat_ws('' '', nullif(c.first_name, ''''), c.last_name)) as card',
    'coalesce(k.name, nullif(concat_ws('' '', nullif(c.first_name, ''''), c.last_name), ''''), (
                    select r.number || '' '' || r.name from crm.project r
                    where r.tenant_id = m.tenant_id and r.id = m.project_id), '''') as card');
select pg_temp.amend('crm.calendar_feed(bytea)',
    'case when m.contact_id is null then ''/companies/'' || m.company_id else ''/contacts/'' || m.contact_id end',
    'case when m.contact_id is not null then ''/contacts/'' || m.contact_id
                    when m.company_id is not null then ''/companies/'' || m.company_id
                    else ''/projects/'' || m.project_id end');

-- ── What concerns a card ─────────────────────────────────────────────────────

-- As before (0402): also of a project its own, and of a contact those of the projects it takes part in.
-- `origin`: `all`, `card`, `companies` or `projects`.
create or replace function crm.card_notes(
    card uuid, origin text, are_pinned boolean, pattern text, before_at timestamptz, before_id uuid, most integer)
returns jsonb
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select coalesce(jsonb_agg(jsonb_build_object(
        'id', n.id, 'body', n.body,
        'author', jsonb_build_array(w.id, w.name),
        'company', case when f.id <> card then jsonb_build_array(f.id, f.name) end,
        'project', case when r.id <> card then jsonb_build_array(r.id, r.number || ' ' || r.name) end,
        'written_on', to_char(n.created_at at time zone t.time_zone, 'YYYY-MM-DD'),
        'written_at', to_char(n.created_at at time zone t.time_zone, 'HH24:MI'),
        'edited', n.edited_at is not null,
        'pinned', n.pinned,
        'private', n.vis_owner is not null,
        'cursor', jsonb_build_object(
            'at', to_char(n.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'seq', n.id))
        order by n.created_at desc, n.id desc), '[]')
    from auth.tenant t
    cross join lateral (
        select x.id
        from (
            (select n.id, n.created_at from crm.note n
                where origin not in ('companies', 'projects') and n.tenant_id = t.id and n.contact_id = card
                    and n.deleted_at is null and n.pinned = are_pinned and (n.created_at, n.id) < (before_at, before_id)
                    and (pattern is null or crm.fold(n.body) like pattern)
                order by n.created_at desc, n.id desc limit most)
            union all
            (select n.id, n.created_at from crm.note n
                where n.tenant_id = t.id and n.company_id = card
                    and n.deleted_at is null and n.pinned = are_pinned and (n.created_at, n.id) < (before_at, before_id)
                    and (pattern is null or crm.fold(n.body) like pattern)
                order by n.created_at desc, n.id desc limit most)
            union all
            (select n.id, n.created_at from crm.note n
                where n.tenant_id = t.id and n.project_id = card
                    and n.deleted_at is null and n.pinned = are_pinned and (n.created_at, n.id) < (before_at, before_id)
                    and (pattern is null or crm.fold(n.body) like pattern)
                order by n.created_at desc, n.id desc limit most)
            union all
            (select n.id, n.created_at
                from (
                    select l.company_id,
                        case when bool_and(l.ended_on is not null) then max(l.ended_on) end as ended_on
                    from crm.contact_company l
                    where origin not in ('card', 'projects') and l.tenant_id = t.id and l.contact_id = card
                    group by l.company_id) l
                join crm.company f on f.tenant_id = t.id and f.id = l.company_id and f.deleted_at is null
                cross join lateral (
                    select n.id, n.created_at from crm.note n
                    where n.tenant_id = t.id and n.company_id = l.company_id
                        and n.deleted_at is null and n.pinned = are_pinned
                        and (n.created_at, n.id) < (before_at, before_id)
                        and (l.ended_on is null
                            or n.created_at < (l.ended_on + 1)::timestamp at time zone t.time_zone)
                        and (pattern is null or crm.fold(n.body) like pattern)
                    order by n.created_at desc, n.id desc limit most) n)
            union all
            (select n.id, n.created_at
                from crm.project_participant q
                join crm.project r on r.tenant_id = t.id and r.id = q.project_id and r.deleted_at is null
                cross join lateral (
                    select n.id, n.created_at from crm.note n
                    where n.tenant_id = t.id and n.project_id = r.id
                        and n.deleted_at is null and n.pinned = are_pinned
                        and (n.created_at, n.id) < (before_at, before_id)
                        and (pattern is null or crm.fold(n.body) like pattern)
                    order by n.created_at desc, n.id desc limit most) n
                where origin not in ('card', 'companies') and q.tenant_id = t.id and q.contact_id = card)
        ) x
        order by x.created_at desc, x.id desc limit most
    ) x
    join crm.note n on n.tenant_id = t.id and n.id = x.id
    join auth.user_account w on w.tenant_id = t.id and w.id = n.author_id
    left join crm.company f on f.tenant_id = t.id and f.id = n.company_id
    left join crm.project r on r.tenant_id = t.id and r.id = n.project_id
    where t.id = auth.tenant_id();
end;

-- As before (0403): how many projects there are, and of a project (`of_company` is null) the same.
create or replace function crm.card_overview(of_company boolean, card uuid) returns json
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
                and case when of_company is null then n.project_id when of_company then n.company_id else n.contact_id end
                    = card) + (
            -- As `crm.card_notes` shows them.
            select count(*)
            from (
                select l.company_id, case when bool_and(l.ended_on is not null) then max(l.ended_on) end as ended_on
                from crm.contact_company l
                where not of_company and l.tenant_id = tenant and l.contact_id = card
                group by l.company_id) l
            join crm.company f on f.tenant_id = tenant and f.id = l.company_id and f.deleted_at is null
            join crm.note n on n.tenant_id = tenant and n.company_id = l.company_id and n.deleted_at is null
            where l.ended_on is null or n.created_at < (l.ended_on + 1)::timestamp at time zone zone) + (
            select count(*)
            from crm.project_participant q
            join crm.project r on r.tenant_id = tenant and r.id = q.project_id and r.deleted_at is null
            join crm.note n on n.tenant_id = tenant and n.project_id = r.id and n.deleted_at is null
            where not of_company and q.tenant_id = tenant and q.contact_id = card),
        'projects', case
            when of_company is null then 0
            when of_company then (
                select count(*) from crm.project r
                where r.tenant_id = tenant and r.company_id = card and r.deleted_at is null)
            else (
                select count(*)
                from crm.project_participant q
                join crm.project r on r.tenant_id = tenant and r.id = q.project_id and r.deleted_at is null
                where q.tenant_id = tenant and q.contact_id = card) end,
        -- What is still to be done.
        'tasks', (
            select count(*) from crm.task k
            where k.tenant_id = tenant and k.deleted_at is null and k.status in ('not_started', 'started', 'waiting')
                and case when of_company is null then k.project_id when of_company then k.company_id else k.contact_id end
                    = card),
        'meetings', (
            select count(*) from crm.meeting m
            where m.tenant_id = tenant and m.deleted_at is null
                and case when of_company is null then m.project_id when of_company then m.company_id else m.contact_id end
                    = card) + (
            select count(*)
            from crm.meeting_participant q
            join crm.meeting m on m.tenant_id = tenant and m.id = q.meeting_id and m.deleted_at is null
                and m.contact_id is distinct from card
            where not of_company and q.tenant_id = tenant and q.contact_id = card),
        'next_task', (
            select json_build_object('id', k.id, 'subject', k.subject, 'due_on', k.due_on)
            from crm.task k
            where k.tenant_id = tenant and k.deleted_at is null and k.status in ('not_started', 'started', 'waiting')
                and case when of_company is null then k.project_id when of_company then k.company_id else k.contact_id end
                    = card
            order by k.due_on, k.id limit 1),
        'next_meeting', (
            select json_build_object('id', n.id, 'subject', n.subject, 'on', n.starts_at::date,
                'at', case when not n.all_day then to_char(n.starts_at, 'HH24:MI') end)
            from (
                (select m.* from crm.meeting m
                    where m.tenant_id = tenant and m.deleted_at is null and m.ends > now()
                        and case when of_company is null then m.project_id when of_company then m.company_id else m.contact_id end
                    = card
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

-- As before (0401): also projects. What has been committed: numbers above `after`, at most `most` of them, and those of
-- the `gaps` that have come meanwhile. Only ids, and who may be told: nothing of what was written.
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
                    and c.table_name not in ('contact', 'company', 'project')
                    and num_nonnulls(c.before ->> 'contact_id', c.after ->> 'contact_id', c.before ->> 'company_id',
                        c.after ->> 'company_id', c.before ->> 'project_id', c.after ->> 'project_id') = 0
                    then c.row_id end]) i
            where i is not null
            union
            -- Whoever takes part, as far as those who see the meeting may know.
            select q.contact_id from crm.meeting_participant q
            where c.table_name = 'meeting' and q.tenant_id = c.tenant_id and q.meeting_id = c.row_id
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
            where m.moved and q.tenant_id = c.tenant_id and q.contact_id = c.row_id),
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
