-- Colleagues that a note names («@Anna Berg»), and the notices that they get of it (S10).
--
-- A note stays as it was typed. Whom it names is found when it is saved, whichever way that is (a form,
-- a field, undoing), and kept by who they are: somebody who takes another name is still meant, and
-- somebody who later takes theirs is not.
--
-- Neither table is journalled. What a note says is in the journal already, and who was named follows
-- from it; when somebody looked at a notice is nobody else's business.

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

-- Whom a note names, for as long as it does.
create table crm.note_mention (
    tenant_id bigint not null default auth.tenant_id(),
    note_id uuid not null,
    user_id uuid not null,
    -- The words that name them, each way that the note writes it, without the sign before them.
    words text[] not null,
    contact_id uuid,
    vis_owner uuid,
    created_at timestamptz not null default now(),
    constraint note_mention_pkey primary key (tenant_id, note_id, user_id),
    constraint note_mention_note_fkey foreign key (tenant_id, note_id)
        references crm.note (tenant_id, id) on delete cascade,
    constraint note_mention_user_fkey foreign key (tenant_id, user_id) references auth.user_account (tenant_id, id),
    constraint note_mention_contact_fkey foreign key (tenant_id, contact_id)
        references crm.contact (tenant_id, id) on delete cascade
);
create index note_mention_of_contact on crm.note_mention (tenant_id, contact_id) where contact_id is not null;

-- What somebody is told: that a colleague has named them. Gone with the mention, and so with the note.
create table crm.notice (
    tenant_id bigint not null default auth.tenant_id(),
    id uuid not null default uuidv7(),
    -- Whom it is for.
    user_id uuid not null,
    note_id uuid not null,
    -- Who named them.
    author_id uuid not null,
    contact_id uuid,
    vis_owner uuid,
    created_at timestamptz not null default clock_timestamp(),
    read_at timestamptz,
    constraint notice_pkey primary key (tenant_id, id),
    constraint notice_once unique (tenant_id, note_id, user_id),
    constraint notice_mention_fkey foreign key (tenant_id, note_id, user_id)
        references crm.note_mention (tenant_id, note_id, user_id) on delete cascade,
    constraint notice_author_fkey foreign key (tenant_id, author_id) references auth.user_account (tenant_id, id),
    constraint notice_contact_fkey foreign key (tenant_id, contact_id)
        references crm.contact (tenant_id, id) on delete cascade
);
create index notice_of_user on crm.notice (tenant_id, user_id, created_at, id);
create index notice_unread on crm.notice (tenant_id, user_id) where read_at is null;
create index notice_of_contact on crm.notice (tenant_id, contact_id) where contact_id is not null;

do $$
declare
    target text;
begin
    foreach target in array array['note_mention', 'notice'] loop
        perform crm.secure(format('crm.%I', target)::regclass);
        perform crm.hide_private(format('crm.%I', target)::regclass);
        execute format('create trigger visibility before insert on crm.%I
            for each row execute function crm.take_visibility()', target);
    end loop;
end $$;
-- Also an administrator reads only their own.
create policy own on crm.notice as restrictive to kundkort_web using (user_id = (select auth.user_id()));

grant select on crm.note_mention, crm.notice to kundkort_web;
grant select, insert, update, delete on crm.note_mention, crm.notice to kundkort_definer;

-- Hiding a contact hides them.
select pg_temp.amend('crm.spread_visibility()', '''note''', '''note'', ''note_mention'', ''notice''');

-- Whom a text names, with their words: `@` and a colleague's name, or their first name where nobody else
-- has it. Whoever shares their name is told apart by their address: `@Anna Berg (anna@firm.se)`. Of
-- names that begin alike the longest is meant. `known` is whom the text named before, by id.
create function crm.mentions_in(body text, known jsonb)
returns table (user_id uuid, words text[])
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    with parts as (
        select p.n, p.part, lag(p.part) over (order by p.n) as before, lead(p.part) over (order by p.n) as after
        from string_to_table(mentions_in.body, '@') with ordinality p (part, n)
    ), places as (
        -- An address has a letter before its sign. More than anybody means to name are not looked at.
        select left(p.part || coalesce('@' || p.after, ''), 500) as tail
        from parts p
        where p.n > 1 and p.part <> '' and right(p.before, 1) !~ '[[:alnum:]_.+-]'
        order by p.n
        limit 200
    ), people as (
        select u.id, lower(u.name) as name, lower(u.email) as email, lower(split_part(u.name, ' ', 1)) as first
        from auth.user_account u
        where u.tenant_id = (select auth.tenant_id()) and u.deactivated_at is null and u.name <> ''
    ), forms as (
        select k.key::uuid as id, lower(w.value) as form, 0 as rank
        from jsonb_each(mentions_in.known) k cross join jsonb_array_elements_text(k.value) w
        union all
        select p.id, p.name || ' (' || p.email || ')', 1 from people p
        union all
        select (array_agg(p.id))[1], p.name, 1 from people p group by p.name having count(*) = 1
        union all
        select (array_agg(p.id))[1], p.first, 2 from people p
        where not exists (select from people o where o.name = p.first)
        group by p.first having count(*) = 1
    )
    select found.id, array_agg(distinct found.words)
    from places p
    cross join lateral (
        select f.id, left(p.tail, length(f.form)) as words
        from forms f
        where starts_with(lower(p.tail), f.form)
            and substr(p.tail, length(f.form) + 1, 1) !~ '[[:alnum:]_]'
        order by length(f.form) desc, f.rank
        limit 1) found
    group by found.id;
end;

-- Keeps what a note says of whom it names, and tells those who are new. Not the writer, and nobody who
-- may not see the note.
create function crm.keep_mentions() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    writer constant uuid := (select c.user_id from auth.ctx() c);
    known jsonb;
    said jsonb;
begin
    select coalesce(jsonb_object_agg(m.user_id, to_jsonb(m.words)), '{}') into known
    from crm.note_mention m where m.tenant_id = new.tenant_id and m.note_id = new.id;
    select coalesce(jsonb_object_agg(f.user_id, to_jsonb(f.words)), '{}') into said
    from crm.mentions_in(new.body, known) f;
    if said = known then
        return null;
    end if;
    delete from crm.note_mention m
    where m.tenant_id = new.tenant_id and m.note_id = new.id and not said ? m.user_id::text;
    with kept as (
        insert into crm.note_mention as m (tenant_id, note_id, user_id, words, contact_id)
        select new.tenant_id, new.id, s.key::uuid,
            array(select jsonb_array_elements_text(s.value)), new.contact_id
        from jsonb_each(said) s
        on conflict (tenant_id, note_id, user_id) do update set words = excluded.words
        returning m.user_id)
    insert into crm.notice (tenant_id, user_id, note_id, author_id, contact_id)
    select new.tenant_id, u.id, new.id, writer, new.contact_id
    from kept k
    join auth.user_account u on u.tenant_id = new.tenant_id and u.id = k.user_id
    where u.id <> writer and not known ? u.id::text
        and (new.vis_owner is null or new.vis_owner = u.id or u.role = 'administrator');
    return null;
end $$;

-- Not for every note of a load.
create trigger mentions after insert on crm.note
    for each row when (new.body like '%@%') execute function crm.keep_mentions();
create trigger mentions_now after update of body on crm.note
    for each row when (old.body is distinct from new.body and (new.body like '%@%' or old.body like '%@%'))
    execute function crm.keep_mentions();

-- Marks one's own notices as read: this one, or all of them. Readers get notices too, so this is no
-- change of the business.
create function crm.read_notices(which uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    update crm.notice n set read_at = clock_timestamp()
    from auth.ctx() me
    where n.tenant_id = me.tenant_id and n.user_id = me.user_id and n.read_at is null
        and (read_notices.which is null or n.id = read_notices.which);
end;

-- What waits for the one who asks, as every page shows it: reminders that are due, and notices that are
-- not read. Of each at most a hundred are counted.
create function crm.waiting(out reminders integer, out notices integer)
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select
        (select count(*)::integer from (
            select from crm.task t
            left join crm.contact c on c.tenant_id = t.tenant_id and c.id = t.contact_id
            left join crm.company f on f.tenant_id = t.tenant_id and f.id = t.company_id
            where t.tenant_id = (select auth.tenant_id()) and t.owner_id = (select auth.user_id())
                and t.deleted_at is null and t.status in ('not_started', 'started', 'waiting')
                and t.remind_at <= now() and c.deleted_at is null and f.deleted_at is null
            limit 100) r),
        (select count(*)::integer from (
            select from crm.notice n
            join crm.note t on t.tenant_id = n.tenant_id and t.id = n.note_id and t.deleted_at is null
            left join crm.contact c on c.tenant_id = t.tenant_id and c.id = t.contact_id
            left join crm.company f on f.tenant_id = t.tenant_id and f.id = t.company_id
            where n.tenant_id = (select auth.tenant_id()) and n.user_id = (select auth.user_id())
                and n.read_at is null and c.deleted_at is null and f.deleted_at is null
            limit 100) u);
end;

-- What is due to be reminded of: asked for by every page, however many tasks somebody has.
create index task_reminder on crm.task (tenant_id, owner_id, remind_at)
    where remind_at is not null and deleted_at is null and status in ('not_started', 'started', 'waiting');

alter function crm.mentions_in(text, jsonb) owner to kundkort_definer;
alter function crm.keep_mentions() owner to kundkort_definer;
alter function crm.read_notices(uuid) owner to kundkort_definer;
grant execute on function crm.mentions_in(text, jsonb) to kundkort_web, kundkort_definer;
grant execute on function crm.read_notices(uuid), crm.waiting() to kundkort_web;
