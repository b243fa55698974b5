-- Meetings (S8): times that are on the clock, who is busy, participants that hide with their meeting,
-- and calendars that subscribe.

set local lock_timeout = '10s';

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

-- ── Times ────────────────────────────────────────────────────────────────────

-- A zone that exists, and times that come on that day: when the clocks are put forward, an hour does
-- not. Of a whole day there is no time to miss.
create function crm.meeting_times() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    field text;
begin
    begin
        field := case
            when new.all_day then null
            when (new.starts_at at time zone new.time_zone) at time zone new.time_zone <> new.starts_at then 'starts_at'
            when (new.ends_at at time zone new.time_zone) at time zone new.time_zone <> new.ends_at then 'ends_at'
        end;
        perform new.starts_at at time zone new.time_zone;
    exception when invalid_parameter_value then
        raise exception 'no such time zone' using errcode = 'check_violation',
            schema = 'crm', table = 'meeting', constraint = 'meeting_time_zone_length';
    end;
    if field is not null then
        raise exception 'no such time' using errcode = 'check_violation',
            schema = 'crm', table = 'meeting', constraint = 'meeting_' || field || '_wall';
    end if;
    return new;
end $$;
create trigger times before insert on crm.meeting for each row execute function crm.meeting_times();
create trigger times_now before update of starts_at, ends_at, time_zone, all_day on crm.meeting
    for each row execute function crm.meeting_times();

-- ── Participants ─────────────────────────────────────────────────────────────

-- Who takes part in a meeting that is hidden is hidden with it. After `visibility`, by its name.
create function crm.take_visibility_of_meeting() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    of_meeting uuid;
    seen boolean;
begin
    select m.vis_owner into of_meeting from crm.meeting m
    where m.tenant_id = new.tenant_id and m.id = new.meeting_id
    for share;
    seen := found;
    if of_meeting is not null then
        select x.user_id = of_meeting or x.role = 'administrator' into seen from auth.ctx() x;
    end if;
    if not seen then
        raise exception 'no such meeting' using errcode = 'foreign_key_violation',
            schema = 'crm', table = 'meeting_participant', constraint = 'meeting_participant_meeting_fkey';
    end if;
    new.vis_owner := coalesce(new.vis_owner, of_meeting);
    return new;
end $$;
alter function crm.take_visibility_of_meeting() owner to kundkort_definer;
grant update on crm.meeting to kundkort_definer;
create trigger visibility_of_meeting before insert on crm.meeting_participant
    for each row execute function crm.take_visibility_of_meeting();

-- A card that is hidden or shown takes its meetings' participants with it, here and in the journal.
create function crm.spread_to_participants(tenant bigint, contact uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    one record;
begin
    for one in
        select p.id, coalesce(c.vis_owner, m.vis_owner) as seen_by
        from crm.meeting_participant p
        join crm.meeting m on m.tenant_id = p.tenant_id and m.id = p.meeting_id
        left join crm.contact c on c.tenant_id = p.tenant_id and c.id = p.contact_id
        where p.tenant_id = tenant and p.id in (
            select o.id from crm.meeting_participant o where o.tenant_id = tenant and o.contact_id = contact
            union
            select o.id from crm.meeting x
            join crm.meeting_participant o on o.tenant_id = x.tenant_id and o.meeting_id = x.id
            where x.tenant_id = tenant and x.contact_id = contact)
    loop
        update crm.meeting_participant p set vis_owner = one.seen_by
        where p.tenant_id = tenant and p.id = one.id and p.vis_owner is distinct from one.seen_by;
        update journal.change_contact k set vis_owner = one.seen_by
        from journal.change j
        where j.tenant_id = tenant and j.row_id = one.id and j.table_name = 'meeting_participant'
            and k.tenant_id = j.tenant_id and k.at = j.at and k.seq = j.seq
            and k.contact_id in (
                select p.contact_id from crm.meeting_participant p where p.tenant_id = tenant and p.id = one.id
                union all
                select m.contact_id from crm.meeting_participant p
                join crm.meeting m on m.tenant_id = p.tenant_id and m.id = p.meeting_id
                where p.tenant_id = tenant and p.id = one.id);
        update journal.change_company k set vis_owner = one.seen_by
        from journal.change j
        where j.tenant_id = tenant and j.row_id = one.id and j.table_name = 'meeting_participant'
            and k.tenant_id = j.tenant_id and k.at = j.at and k.seq = j.seq;
        update journal.change j set vis_owner = one.seen_by
        where j.tenant_id = tenant and j.row_id = one.id and j.table_name = 'meeting_participant';
    end loop;
end $$;
alter function crm.spread_to_participants(bigint, uuid) owner to kundkort_definer;
grant execute on function crm.spread_to_participants(bigint, uuid) to kundkort_definer;
select pg_temp.amend('crm.spread_visibility()',
    'perform journal.follow_contact(new.tenant_id, new.id, new.vis_owner);',
    'perform journal.follow_contact(new.tenant_id, new.id, new.vis_owner);
    perform crm.spread_to_participants(new.tenant_id, new.id);');

-- Whoever comes to a meeting or leaves it stands in the history of its card too.
select pg_temp.amend('journal.record()',
    'if company is not null then',
    'if tg_table_name = ''meeting_participant'' then
        insert into journal.change_contact (tenant_id, contact_id, at, seq, actor_id, vis_owner)
        select me.tenant_id, m.contact_id, changed_at, change_seq, me.user_id, (anyone ->> ''vis_owner'')::uuid
        from crm.meeting m
        where m.tenant_id = me.tenant_id and m.id = (anyone ->> ''meeting_id'')::uuid
            and m.contact_id is not null and m.contact_id is distinct from contact;
        insert into journal.change_company (tenant_id, company_id, at, seq, vis_owner)
        select me.tenant_id, m.company_id, changed_at, change_seq, (anyone ->> ''vis_owner'')::uuid
        from crm.meeting m
        where m.tenant_id = me.tenant_id and m.id = (anyone ->> ''meeting_id'')::uuid and m.company_id is not null;
    end if;
    if company is not null then');
-- Names of those who take part.
select pg_temp.amend(
    'journal.history(boolean, uuid, date, date, timestamptz, bigint, text, text[], integer)',
    'in (c.before ->> ''owner_id'', c.after ->> ''owner_id'')',
    'in (c.before ->> ''owner_id'', c.after ->> ''owner_id'', c.before ->> ''user_id'', c.after ->> ''user_id'')');

-- ── Who is busy ──────────────────────────────────────────────────────────────

-- The meetings of these users that meet this time. That somebody is busy is no secret of the firm's;
-- with what is, unless the reader sees the meeting.
create function crm.busy(users uuid[], starts timestamp, ends timestamp, zone text, all_day boolean, except_for uuid)
returns table (user_id uuid, name text, starts_at timestamp, ends_at timestamp, whole_days boolean, subject text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
    since timestamptz := starts at time zone zone;
    until timestamptz := (case when busy.all_day then ends + interval '1 day' else ends end) at time zone zone;
begin
    select * into me from auth.ctx();
    return query
    select u.id, u.name, m.starts at time zone zone, m.ends at time zone zone, m.all_day,
        case when m.vis_owner is null or m.vis_owner = me.user_id or me.role = 'administrator' then m.subject end
    from auth.user_account u
    cross join lateral (
        select o.* from crm.meeting o
        where o.tenant_id = me.tenant_id and o.owner_id = u.id and o.deleted_at is null
            and o.starts < until and o.starts > since - interval '31 days' and o.ends > since
        union
        select o.* from crm.meeting_participant p
        join crm.meeting o on o.tenant_id = p.tenant_id and o.id = p.meeting_id
        where p.tenant_id = me.tenant_id and p.user_id = u.id and o.deleted_at is null
            and o.starts < until and o.ends > since
    ) m
    left join crm.contact c on c.tenant_id = me.tenant_id and c.id = m.contact_id
    left join crm.company k on k.tenant_id = me.tenant_id and k.id = m.company_id
    where u.tenant_id = me.tenant_id and u.id = any (users) and m.id is distinct from except_for
        and c.deleted_at is null and k.deleted_at is null
    order by m.starts, u.name
    limit 20;
end $$;
alter function crm.busy(uuid[], timestamp, timestamp, text, boolean, uuid) owner to kundkort_definer;
grant execute on function crm.busy(uuid[], timestamp, timestamp, text, boolean, uuid) to kundkort_web;

-- ── The calendar that others subscribe to ────────────────────────────────────

-- One address for each user, whose token is as good as a session that only reads meetings.
create table auth.calendar_feed (
    tenant_id bigint not null,
    user_id uuid not null,
    token_hash bytea not null,
    created_at timestamptz not null default now(),
    constraint calendar_feed_pkey primary key (tenant_id, user_id),
    constraint calendar_feed_user_fkey foreign key (tenant_id, user_id)
        references auth.user_account (tenant_id, id) on delete cascade,
    constraint calendar_feed_token_hash_length check (octet_length(token_hash) = 32)
);
create index calendar_feed_token on auth.calendar_feed (token_hash);
alter table auth.calendar_feed enable row level security;
alter table auth.calendar_feed force row level security;
create policy definer on auth.calendar_feed to kundkort_definer using (true) with check (true);
grant select, insert, update, delete on auth.calendar_feed to kundkort_definer;

-- A new address; the old one dies. Without a hash there is none any more.
create function auth.set_calendar_feed(token_hash bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
begin
    select * into me from auth.ctx();
    if set_calendar_feed.token_hash is null then
        delete from auth.calendar_feed f where f.tenant_id = me.tenant_id and f.user_id = me.user_id;
        return;
    end if;
    insert into auth.calendar_feed as f (tenant_id, user_id, token_hash)
    values (me.tenant_id, me.user_id, set_calendar_feed.token_hash)
    on conflict on constraint calendar_feed_pkey
        do update set token_hash = excluded.token_hash, created_at = now();
end $$;

-- The day that the reader's address was made, at the firm; nothing without one.
create function auth.calendar_feed_made() returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
begin
    select * into me from auth.ctx();
    return (
        select to_char(f.created_at at time zone t.time_zone, 'YYYY-MM-DD')
        from auth.calendar_feed f join auth.tenant t on t.id = f.tenant_id
        where f.tenant_id = me.tenant_id and f.user_id = me.user_id);
end $$;

-- The meetings of whoever's address it is, as they may see them now: their own and those they take
-- part in, from three months back. `known` is false for an address that is none, or whose user has no
-- account any more.
create function crm.calendar_feed(token_hash bytea)
returns table (known boolean, owner_name text, language text, events jsonb)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
begin
    select f.tenant_id, u.id, u.name, u.language, u.role into me
    from auth.calendar_feed f
    join auth.user_account u on u.tenant_id = f.tenant_id and u.id = f.user_id
    where f.token_hash = calendar_feed.token_hash and u.deactivated_at is null;
    if not found then
        return query select false, ''::text, ''::text, '[]'::jsonb;
        return;
    end if;
    return query
    select true, me.name, me.language, coalesce((
        select jsonb_agg(jsonb_build_object(
            'id', e.id, 'version', e.version, 'subject', e.subject, 'place', e.place, 'description', e.description,
            'all_day', e.all_day,
            'starts', to_char(e.starts at time zone 'UTC', 'YYYYMMDD"T"HH24MISS"Z"'),
            'ends', to_char(e.ends at time zone 'UTC', 'YYYYMMDD"T"HH24MISS"Z"'),
            'first_day', to_char(e.starts_at, 'YYYYMMDD'),
            'after_last_day', to_char(e.ends_at + interval '1 day', 'YYYYMMDD'),
            'changed', to_char(e.updated_at at time zone 'UTC', 'YYYYMMDD"T"HH24MISS"Z"'),
            'card', e.card, 'path', e.path
        ) order by e.starts, e.id)
        from (
            select m.*,
                coalesce(k.name, concat_ws(' ', nullif(c.first_name, ''), c.last_name)) as card,
                case when m.contact_id is null then '/companies/' || m.company_id else '/contacts/' || m.contact_id end
                    as path
            from (
                select o.id from crm.meeting o
                where o.tenant_id = me.tenant_id and o.owner_id = me.id and o.deleted_at is null
                    and o.starts > now() - interval '90 days'
                union
                select p.meeting_id from crm.meeting_participant p
                where p.tenant_id = me.tenant_id and p.user_id = me.id
            ) mine
            join crm.meeting m on m.tenant_id = me.tenant_id and m.id = mine.id
            left join crm.contact c on c.tenant_id = m.tenant_id and c.id = m.contact_id
            left join crm.company k on k.tenant_id = m.tenant_id and k.id = m.company_id
            where m.deleted_at is null and m.starts > now() - interval '90 days'
                and (m.vis_owner is null or m.vis_owner = me.id or me.role = 'administrator')
                and c.deleted_at is null and k.deleted_at is null
            order by m.starts, m.id
            limit 2000
        ) e), '[]'::jsonb);
end $$;

do $$
declare
    made text;
begin
    foreach made in array array['auth.set_calendar_feed(bytea)', 'auth.calendar_feed_made()', 'crm.calendar_feed(bytea)']
    loop
        execute format('alter function %s owner to kundkort_definer', made);
        execute format('grant execute on function %s to kundkort_web', made);
    end loop;
end $$;
