-- Meetings that repeat (S8): a rule as RFC 5545 writes it, days that are left out, and a meeting of its own
-- for a day that is another. docs/adr/0015-repeats.md

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

alter table crm.meeting
    -- Empty when it does not repeat. It begins on the meeting's first day, whatever else it says.
    add column rrule text not null default '',
    -- Days on which it would be and is not.
    add column exdates date[] not null default '{}',
    -- What this one stands in the place of: a day of a meeting that repeats.
    add column from_id uuid,
    add column from_day date,
    add constraint meeting_rrule_form check (rrule = '' or rrule ~
        '^FREQ=(DAILY|WEEKLY|MONTHLY)(;INTERVAL=[1-9][0-9]?)?(;BYDAY=[A-Z,]{2,20}|;BYMONTHDAY=-1)?(;COUNT=[1-9][0-9]{0,2}|;UNTIL=[0-9]{8})?$'),
    add constraint meeting_exdates_length check (cardinality(exdates) <= 1000),
    add constraint meeting_from_whole check (from_id is null or from_day is not null),
    add constraint meeting_from_fkey foreign key (tenant_id, from_id) references crm.meeting (tenant_id, id)
        on delete set null (from_id);
create index meeting_repeating on crm.meeting (tenant_id, owner_id) where rrule <> '' and deleted_at is null;
create index meeting_from on crm.meeting (tenant_id, from_id) where from_id is not null;
grant insert (rrule, from_id, from_day), update (rrule, exdates) on crm.meeting to kundkort_web;

-- The days of a rule that begins on `first`, from `since` to `until`: those of the calendar, whatever the
-- clocks do. A month without that day is passed over, as RFC 5545 §3.3.10 has it; the first day is always
-- one, and days that are left out count.
create function crm.repeat_days(first date, rule text, skipped date[], since date, until date) returns setof date
language sql immutable set search_path = pg_catalog, pg_temp
begin atomic
    with said as (
        select
            coalesce(substring(rule from 'FREQ=([A-Z]+)'), '') as freq,
            coalesce(substring(rule from 'INTERVAL=([0-9]+)')::integer, 1) as n,
            substring(rule from 'COUNT=([0-9]+)')::integer as most,
            least(until, to_date(substring(rule from 'UNTIL=([0-9]{8})'), 'YYYYMMDD')) as last,
            string_to_array(substring(rule from 'BYDAY=([A-Z,]+)'), ',') as weekdays,
            substring(rule from 'BYMONTHDAY=(-1)') is not null as month_end,
            first - (extract(isodow from first)::integer - 1) as monday,
            extract(year from first)::integer * 12 + extract(month from first)::integer - 1 as month
    ), steps as (
        -- Those before `since` are counted only where there are so and so many.
        select s.*, k from said s
        cross join lateral generate_series(
            case when s.most is null then greatest(0, case s.freq
                when 'DAILY' then (since - first) / s.n - 1
                when 'WEEKLY' then (since - s.monday) / (7 * s.n) - 1
                else (extract(year from since)::integer * 12 + extract(month from since)::integer - 1 - s.month) / s.n - 1
                end) else 0 end,
            case s.freq
                when 'DAILY' then (s.last - first) / s.n
                when 'WEEKLY' then (s.last - s.monday) / (7 * s.n)
                when 'MONTHLY' then
                    (extract(year from s.last)::integer * 12 + extract(month from s.last)::integer - 1 - s.month) / s.n
                else -1 end) k
    ), days as (
        select first as day
        union
        select first + k * n from steps where freq = 'DAILY'
        union
        select t.monday + t.k * 7 * t.n + w.at - 1
        from steps t
        cross join lateral (
            select distinct w.at::integer from unnest(array['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']) with ordinality w (name, at)
            where w.name = any (t.weekdays) or w.at = extract(isodow from first)) w (at)
        where t.freq = 'WEEKLY'
        union
        select m.begins + case when t.month_end then m.days else extract(day from first)::integer end - 1
        from steps t
        cross join lateral (
            select b.begins, extract(day from b.begins + interval '1 month' - interval '1 day')::integer as days
            from (select make_date((t.month + t.k * t.n) / 12, (t.month + t.k * t.n) % 12 + 1, 1) as begins) b) m
        where t.freq = 'MONTHLY' and (t.month_end or extract(day from first) <= m.days)
    ), numbered as (
        select d.day, row_number() over (order by d.day) as nth from days d where d.day >= first
    )
    select d.day from numbered d cross join said s
    where d.day between since and s.last and (s.most is null or d.nth <= s.most) and d.day <> all (skipped)
    order by d.day;
end;

-- The times of a meeting that ends after `since` and begins before `until`; of one that does not repeat its
-- own. On the clock of its own zone each is as the first.
create function crm.occurrences(m crm.meeting, since timestamptz, until timestamptz)
returns table (day date, starts_at timestamp, ends_at timestamp, starts timestamptz, ends timestamptz)
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select x.day, x.starts_at, x.ends_at, x.starts, x.ends
    from (
        select w.day, w.starts_at, w.ends_at, w.starts_at at time zone m.time_zone as starts,
            (case when m.all_day then w.ends_at + interval '1 day' else w.ends_at end) at time zone m.time_zone as ends
        from (
            select d.day, d.day + m.starts_at::time as starts_at,
                d.day + m.starts_at::time + (m.ends_at - m.starts_at) as ends_at
            from crm.repeat_days(m.starts_at::date, m.rrule, m.exdates,
                (since - interval '2 days' - (m.ends_at - m.starts_at))::date, (until + interval '2 days')::date) d (day)
        ) w
    ) x
    where x.ends > since and x.starts < until;
end;

-- When a meeting is next, or now.
create function crm.next_time(m crm.meeting) returns table (starts_at timestamp, starts timestamptz)
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select m.starts_at, m.starts where m.rrule = '' and m.ends > now()
    union all
    (select o.starts_at, o.starts from crm.occurrences(m, now(), greatest(now(), m.starts) + interval '2 years') o
        where m.rrule <> '' order by o.starts limit 1);
end;

-- When a zone's clocks are changed, and minutes from UTC before and after. For calendars that want to know
-- what a zone is (VTIMEZONE).
create function crm.zone_changes(zone text, first date, last date)
returns table (at timestamptz, was integer, becomes integer)
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    with days as (
        select d as day from generate_series(first::timestamp at time zone 'UTC', last::timestamp at time zone 'UTC',
            interval '1 day') d
    ), changing as (
        select day from days
        where (day at time zone zone) - (day at time zone 'UTC')
            <> ((day + interval '1 day') at time zone zone) - ((day + interval '1 day') at time zone 'UTC')
    )
    select t.at, t.was, t.becomes
    from (
        select q as at,
            (extract(epoch from ((q - interval '1 minute') at time zone zone) - ((q - interval '1 minute') at time zone 'UTC'))
                / 60)::integer as was,
            (extract(epoch from (q at time zone zone) - (q at time zone 'UTC')) / 60)::integer as becomes
        from changing c
        cross join lateral generate_series(c.day + interval '15 minutes', c.day + interval '1 day', interval '15 minutes') q
    ) t
    where t.was <> t.becomes
    order by t.at;
end;

grant execute on function
    crm.repeat_days(date, text, date[], date, date),
    crm.occurrences(crm.meeting, timestamptz, timestamptz),
    crm.next_time(crm.meeting),
    crm.zone_changes(text, date, date)
    to kundkort_web, kundkort_definer;

-- ── Who is busy ──────────────────────────────────────────────────────────────

select pg_temp.amend('crm.busy(uuid[], timestamp, timestamp, text, boolean, uuid)',
    'm.starts at time zone zone, m.ends at time zone zone, m.all_day,',
    'x.starts at time zone zone, x.ends at time zone zone, m.all_day,');
select pg_temp.amend('crm.busy(uuid[], timestamp, timestamp, text, boolean, uuid)',
    'union
        select o.* from crm.meeting_participant p',
    'union
        select o.* from crm.meeting o
        where o.tenant_id = me.tenant_id and o.owner_id = u.id and o.deleted_at is null and o.rrule <> '''' and o.starts < until
        union
        select o.* from crm.meeting_participant p');
select pg_temp.amend('crm.busy(uuid[], timestamp, timestamp, text, boolean, uuid)',
    'and o.starts < until and o.ends > since
    ) m',
    'and o.starts < until and (o.ends > since or o.rrule <> '''')
    ) m
    cross join lateral (
        select m.starts, m.ends where m.rrule = ''''
        union all
        select o.starts, o.ends from crm.occurrences(m, since, until) o where m.rrule <> '''') x');
select pg_temp.amend('crm.busy(uuid[], timestamp, timestamp, text, boolean, uuid)',
    'order by m.starts, u.name', 'order by x.starts, u.name');

-- ── What is next on a card ───────────────────────────────────────────────────

select pg_temp.amend('crm.card_overview(boolean, uuid)', $$(select m.* from crm.meeting m
                    where m.tenant_id = tenant and m.deleted_at is null and m.ends > now()
                        and$$, $$(select m.id, m.subject, m.all_day, o.starts_at, o.starts
                    from crm.meeting m cross join lateral crm.next_time(m) o
                    where m.tenant_id = tenant and m.deleted_at is null and (m.ends > now() or m.rrule <> '')
                        and$$);
select pg_temp.amend('crm.card_overview(boolean, uuid)', $$(select m.* from crm.meeting_participant q
                    join crm.meeting m on m.tenant_id = tenant and m.id = q.meeting_id and m.deleted_at is null
                        and m.ends > now()$$, $$(select m.id, m.subject, m.all_day, o.starts_at, o.starts
                    from crm.meeting_participant q
                    join crm.meeting m on m.tenant_id = tenant and m.id = q.meeting_id and m.deleted_at is null
                        and (m.ends > now() or m.rrule <> '')
                    cross join lateral crm.next_time(m) o$$);
select pg_temp.amend('crm.card_overview(boolean, uuid)', 'order by m.starts, m.id limit 1)', 'order by o.starts, m.id limit 1)');

-- ── The calendar that others subscribe to ────────────────────────────────────

select pg_temp.amend('crm.calendar_feed(bytea)', $$'card', e.card,$$, $$'rrule', e.rrule, 'exdates', e.exdates,
            'time_zone', e.time_zone,
            'local_start', to_char(e.starts_at, 'YYYYMMDD"T"HH24MISS'), 'local_end', to_char(e.ends_at, 'YYYYMMDD"T"HH24MISS'),
            'from_id', e.from_id, 'from_day', e.from_day,
            'card', e.card,$$);
select pg_temp.amend('crm.calendar_feed(bytea)', $$union
                select p.meeting_id$$, $$union
                select o.id from crm.meeting o
                where o.tenant_id = me.tenant_id and o.owner_id = me.id and o.deleted_at is null and o.rrule <> ''
                union
                select p.meeting_id$$);
select pg_temp.amend('crm.calendar_feed(bytea)', $$m.deleted_at is null and m.starts > now() - interval '90 days'$$,
    $$m.deleted_at is null and (m.starts > now() - interval '90 days'
                or (m.rrule <> '' and exists (
                    select from crm.occurrences(m, now() - interval '90 days', now() + interval '10 years'))))$$);
