-- Notes that are pinned, tasks, meetings (S8–S10): the tables, and what every row of a card has.

set local lock_timeout = '10s';

-- Changes a few words of a function that is long: the rest stays as it stands in the file that made it.
-- Fails when the words are not there.
create function pg_temp.amend(target regprocedure, was text, becomes text) returns void
language plpgsql as $$
declare
    text_now constant text := pg_get_functiondef(target);
begin
    if position(was in text_now) = 0 then
        raise exception '% has no «%»', target, was;
    end if;
    execute replace(text_now, was, becomes);
end $$;

-- Above the others on its card.
alter table crm.note add column pinned boolean not null default false;
grant insert (pinned), update (pinned) on crm.note to kundkort_web;

-- Something to be done for a contact or company.
create table crm.task (
    tenant_id bigint not null default auth.tenant_id(),
    id uuid not null default uuidv7(),
    contact_id uuid,
    company_id uuid,
    subject text not null,
    description text not null default '',
    status text not null default 'not_started',
    percent smallint not null default 0,
    priority text not null default 'normal',
    -- A date, never an instant: it is due on that day wherever one is (S9).
    due_on date,
    remind_at timestamptz,
    owner_id uuid not null default auth.user_id(),
    vis_owner uuid,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    constraint task_pkey primary key (tenant_id, id),
    constraint task_contact_fkey foreign key (tenant_id, contact_id)
        references crm.contact (tenant_id, id) on delete cascade,
    constraint task_company_fkey foreign key (tenant_id, company_id)
        references crm.company (tenant_id, id) on delete cascade,
    constraint task_owner_fkey foreign key (tenant_id, owner_id) references auth.user_account (tenant_id, id),
    constraint task_one_holder check (num_nonnulls(contact_id, company_id) = 1),
    constraint task_subject_length check (char_length(subject) between 1 and 200),
    constraint task_description_length check (char_length(description) <= 10000),
    constraint task_status_choice check (status in ('not_started', 'started', 'waiting', 'done', 'cancelled')),
    constraint task_percent_range check (percent between 0 and 100),
    constraint task_priority_choice check (priority in ('low', 'normal', 'high'))
);
create index task_of_contact on crm.task (tenant_id, contact_id, due_on)
    where contact_id is not null and deleted_at is null;
create index task_of_company on crm.task (tenant_id, company_id, due_on)
    where company_id is not null and deleted_at is null;
-- What somebody has to do, across all cards.
create index task_of_owner on crm.task (tenant_id, owner_id, due_on)
    where deleted_at is null and status in ('not_started', 'started', 'waiting');
create index task_owned on crm.task (tenant_id, owner_id);
create index task_trash on crm.task (tenant_id, deleted_at) where deleted_at is not null;

-- An appointment. The time on the wall is what was agreed; the moment follows from the zone's rules,
-- which may be changed by law until the day comes.
create table crm.meeting (
    tenant_id bigint not null default auth.tenant_id(),
    id uuid not null default uuidv7(),
    contact_id uuid,
    company_id uuid,
    subject text not null,
    place text not null default '',
    description text not null default '',
    outcome text not null default '',
    all_day boolean not null default false,
    -- Of a whole day, 00:00 on the first and on the last day.
    starts_at timestamp not null,
    ends_at timestamp not null,
    -- IANA, as in `Europe/Stockholm`.
    time_zone text not null default 'Europe/Stockholm',
    starts timestamptz generated always as (starts_at at time zone time_zone) stored,
    ends timestamptz generated always as (
        (case when all_day then ends_at + interval '1 day' else ends_at end) at time zone time_zone) stored,
    owner_id uuid not null default auth.user_id(),
    vis_owner uuid,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    constraint meeting_pkey primary key (tenant_id, id),
    constraint meeting_contact_fkey foreign key (tenant_id, contact_id)
        references crm.contact (tenant_id, id) on delete cascade,
    constraint meeting_company_fkey foreign key (tenant_id, company_id)
        references crm.company (tenant_id, id) on delete cascade,
    constraint meeting_owner_fkey foreign key (tenant_id, owner_id) references auth.user_account (tenant_id, id),
    constraint meeting_one_holder check (num_nonnulls(contact_id, company_id) = 1),
    constraint meeting_subject_length check (char_length(subject) between 1 and 200),
    constraint meeting_place_length check (char_length(place) <= 500),
    constraint meeting_description_length check (char_length(description) <= 10000),
    constraint meeting_outcome_length check (char_length(outcome) <= 10000),
    constraint meeting_time_zone_length check (char_length(time_zone) between 1 and 64),
    constraint meeting_starts_at_range check (starts_at >= timestamp '1900-01-01' and ends_at < timestamp '2200-01-01'),
    constraint meeting_ends_at_order check (ends_at >= starts_at)
);
create index meeting_of_contact on crm.meeting (tenant_id, contact_id, starts)
    where contact_id is not null and deleted_at is null;
create index meeting_of_company on crm.meeting (tenant_id, company_id, starts)
    where company_id is not null and deleted_at is null;
create index meeting_of_owner on crm.meeting (tenant_id, owner_id, starts) where deleted_at is null;
create index meeting_owned on crm.meeting (tenant_id, owner_id);
create index meeting_trash on crm.meeting (tenant_id, deleted_at) where deleted_at is not null;

-- Who takes part besides the one whose card it stands on: a contact or a colleague.
create table crm.meeting_participant (
    tenant_id bigint not null default auth.tenant_id(),
    id uuid not null default uuidv7(),
    meeting_id uuid not null,
    contact_id uuid,
    user_id uuid,
    vis_owner uuid,
    created_at timestamptz not null default now(),
    constraint meeting_participant_pkey primary key (tenant_id, id),
    constraint meeting_participant_contact_taken unique (tenant_id, meeting_id, contact_id),
    constraint meeting_participant_user_taken unique (tenant_id, meeting_id, user_id),
    constraint meeting_participant_meeting_fkey foreign key (tenant_id, meeting_id)
        references crm.meeting (tenant_id, id) on delete cascade,
    constraint meeting_participant_contact_fkey foreign key (tenant_id, contact_id)
        references crm.contact (tenant_id, id) on delete cascade,
    constraint meeting_participant_user_fkey foreign key (tenant_id, user_id)
        references auth.user_account (tenant_id, id),
    constraint meeting_participant_one check (num_nonnulls(contact_id, user_id) = 1)
);
create index meeting_participant_of_contact on crm.meeting_participant (tenant_id, contact_id)
    where contact_id is not null;
create index meeting_participant_of_user on crm.meeting_participant (tenant_id, user_id) where user_id is not null;

do $$
declare
    target text;
begin
    foreach target in array array['task', 'meeting', 'meeting_participant'] loop
        perform crm.secure(format('crm.%I', target)::regclass);
        perform crm.hide_private(format('crm.%I', target)::regclass);
        execute format('create trigger visibility before insert on crm.%I
            for each row execute function crm.take_visibility()', target);
        perform journal.watch(format('crm.%I', target)::regclass);
    end loop;
    foreach target in array array['task', 'meeting'] loop
        execute format('create trigger bump before update on crm.%I
            for each row when (pg_trigger_depth() = 0) execute function crm.bump()', target);
        execute format('create trigger owner_active before insert on crm.%I
            for each row execute function crm.owner_is_active()', target);
        execute format('create trigger owner_active_now before update of owner_id on crm.%I
            for each row when (new.owner_id is distinct from old.owner_id) execute function crm.owner_is_active()', target);
    end loop;
end $$;

grant select,
    insert (id, contact_id, company_id, subject, description, status, percent, priority, due_on, remind_at, owner_id),
    update (subject, description, status, percent, priority, due_on, remind_at, owner_id, deleted_at)
    on crm.task to kundkort_web;
grant select,
    insert (id, contact_id, company_id, subject, place, description, outcome, all_day, starts_at, ends_at, time_zone,
        owner_id),
    update (subject, place, description, outcome, all_day, starts_at, ends_at, time_zone, owner_id, deleted_at)
    on crm.meeting to kundkort_web;
grant select, delete, insert (id, meeting_id, contact_id, user_id) on crm.meeting_participant to kundkort_web;
grant select on crm.task, crm.meeting, crm.meeting_participant to kundkort_definer;
grant update (vis_owner, deleted_at), delete on crm.task, crm.meeting to kundkort_definer;
grant update (vis_owner) on crm.meeting_participant to kundkort_definer;

-- Hiding a contact hides them.
select pg_temp.amend('crm.spread_visibility()', '''note''', '''note'', ''task'', ''meeting'', ''meeting_participant''');

-- Undone, a new one goes to the trash.
select pg_temp.amend('journal.undo_part(regclass, text, text[], uuid[], jsonb[], jsonb[], bigint)',
    'name in (''contact'', ''company'', ''note'')', 'name in (''contact'', ''company'', ''note'', ''task'', ''meeting'')');
select pg_temp.amend('journal.undo_left(regclass, text, text[], uuid[], jsonb[], jsonb[], bigint)',
    'name in (''contact'', ''company'', ''note'', ''customer'')',
    'name in (''contact'', ''company'', ''note'', ''task'', ''meeting'', ''customer'')');

-- The history says what a change is about.
select pg_temp.amend('journal.subject(bigint, text, uuid)',
    '''customer'', ''note''', '''customer'', ''note'', ''task'', ''meeting'', ''meeting_participant''');

-- Deleted with their card, and by themselves: `notes` are ids of any of the three.
select pg_temp.amend('crm.erase(bigint, uuid[], uuid[], uuid[])',
    'where n.tenant_id = tenant and (n.contact_id = any (contacts) or n.company_id = any (companies))',
    'where n.tenant_id = tenant and (n.contact_id = any (contacts) or n.company_id = any (companies))
        union all select t.id from crm.task t
            where t.tenant_id = tenant and (t.contact_id = any (contacts) or t.company_id = any (companies))
        union all select m.id from crm.meeting m
            where m.tenant_id = tenant and (m.contact_id = any (contacts) or m.company_id = any (companies))');
select pg_temp.amend('crm.erase(bigint, uuid[], uuid[], uuid[])',
    'delete from crm.note n where n.tenant_id = tenant and n.id = any (notes);',
    'delete from crm.note n where n.tenant_id = tenant and n.id = any (notes);
    delete from crm.task t where t.tenant_id = tenant and t.id = any (notes);
    delete from crm.meeting m where m.tenant_id = tenant and m.id = any (notes);');
select pg_temp.amend('crm.purge_trash(integer)',
    'order by n.deleted_at limit most for update skip locked) x;',
    'order by n.deleted_at limit most for update skip locked) x;
        select notes || array_agg(x.id) into notes from (
            select t.id from crm.task t where t.tenant_id = firm and t.deleted_at < due
            order by t.deleted_at limit most for update skip locked) x;
        select notes || array_agg(x.id) into notes from (
            select m.id from crm.meeting m where m.tenant_id = firm and m.deleted_at < due
            order by m.deleted_at limit most for update skip locked) x;');

-- As before (0206): also tasks and meetings. What has been committed: numbers above `after`, at most `most` of them, and those of the `gaps` that
-- have come meanwhile. Only ids, and who may be told: nothing of what was written.
--
-- Nobody is asked who they are: one task of the server asks, for all who listen. What it tells whom
-- stands in server/src/live; the content is read again by each reader, under their own rights.
create or replace function journal.live(after bigint, gaps bigint[], most integer)
returns table (
    seq bigint, tenant_id bigint, command uuid, actor_id uuid,
    -- The contacts and companies that it concerns; of other rows their own.
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
                case when c.table_name in ('contact', 'company') then c.row_id end,
                (c.before ->> 'contact_id')::uuid, (c.after ->> 'contact_id')::uuid,
                (c.before ->> 'company_id')::uuid, (c.after ->> 'company_id')::uuid,
                h.contact_id, h.company_id,
                case when h.contact_id is null and h.company_id is null and c.table_name not in ('contact', 'company')
                    and num_nonnulls(c.before ->> 'contact_id', c.after ->> 'contact_id', c.before ->> 'company_id',
                        c.after ->> 'company_id') = 0 then c.row_id end]) i
            where i is not null
            union
            -- Whoever takes part, as far as those who see the meeting may know.
            select q.contact_id from crm.meeting_participant q
            where c.table_name = 'meeting' and q.tenant_id = c.tenant_id and q.meeting_id = c.row_id
                and q.contact_id is not null and (q.vis_owner is null or q.vis_owner = c.vis_owner)
            union
            -- Where the contact is shown too, and is to appear or to go.
            select l.company_id from crm.contact_company l
            where m.moved and l.tenant_id = c.tenant_id and l.contact_id = c.row_id),
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
        select p.contact_id, p.company_id from crm.contact_point p
        where c.table_name = 'contact_point' and p.tenant_id = c.tenant_id and p.id = c.row_id
        union all
        select a.contact_id, a.company_id from crm.address a
        where c.table_name = 'address' and a.tenant_id = c.tenant_id and a.id = c.row_id
        union all
        select l.contact_id, l.company_id from crm.contact_company l
        where c.table_name = 'contact_company' and l.tenant_id = c.tenant_id and l.id = c.row_id
        union all
        select u.contact_id, u.company_id from crm.customer u
        where c.table_name = 'customer' and u.tenant_id = c.tenant_id and u.id = c.row_id
        union all
        select t.contact_id, t.company_id from crm.note t
        where c.table_name = 'note' and t.tenant_id = c.tenant_id and t.id = c.row_id
        union all
        select t.contact_id, t.company_id from crm.task t
        where c.table_name = 'task' and t.tenant_id = c.tenant_id and t.id = c.row_id
        union all
        select t.contact_id, t.company_id from crm.meeting t
        where c.table_name = 'meeting' and t.tenant_id = c.tenant_id and t.id = c.row_id
    ) h on c.op = 'update'
    cross join lateral (
        select c.table_name = 'contact' and c.op = 'update' and c.before ?| array['private', 'owner_id'] as moved) m
    left join crm.contact k on m.moved and k.tenant_id = c.tenant_id and k.id = c.row_id
    order by c.seq;
end;
