-- The history of a card (S11): docs/adr/0011-history.md.

set local lock_timeout = '10s';

-- Which companies a change concerns, as `journal.change_contact` says it of contacts.
create table journal.change_company (
    tenant_id bigint not null,
    company_id uuid not null,
    at timestamptz not null,
    seq bigint not null,
    vis_owner uuid,
    constraint change_company_pkey primary key (tenant_id, company_id, at, seq)
);
-- A link to a contact that is hidden hides with it.
create index change_company_of_change on journal.change_company (tenant_id, at, seq);

alter table journal.change_company enable row level security;
alter table journal.change_company force row level security;
create policy definer on journal.change_company to kundkort_definer using (true) with check (true);
create policy tenant on journal.change_company for select to kundkort_web
    using (tenant_id = (select auth.tenant_id()));
select crm.hide_private('journal.change_company');
grant select on journal.change_company to kundkort_web;
grant select, insert, update (vis_owner) on journal.change_company to kundkort_definer;

-- What has been journalled so far. A row that was only changed says no company: its first entry does.
insert into journal.change_company (tenant_id, company_id, at, seq, vis_owner)
select c.tenant_id, h.company_id, c.at, c.seq, c.vis_owner
from journal.change c
cross join lateral (
    select case when c.table_name in ('company', 'company_category') then c.row_id
        else (coalesce(c.after, c.before) ->> 'company_id')::uuid end as company_id) own
cross join lateral (
    select coalesce(own.company_id, (
        select (coalesce(o.after, o.before) ->> 'company_id')::uuid
        from journal.change o
        where o.tenant_id = c.tenant_id and o.row_id = c.row_id and o.op <> 'update'
            and coalesce(o.after, o.before) ->> 'company_id' is not null
        limit 1)) as company_id) h
where c.table_name in ('company', 'company_category', 'contact_company', 'contact_point', 'address', 'customer', 'note')
    and h.company_id is not null;

-- As before (0201), and which company it concerns.
create or replace function journal.record() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    left_out text[] := tg_argv[0]::text[];
    was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
    is_now jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
    anyone jsonb := coalesce(is_now, was);
    contact uuid := case when tg_table_name = 'contact' then anyone ->> 'id' else anyone ->> 'contact_id' end;
    company uuid := case when tg_table_name = 'company' then anyone ->> 'id' else anyone ->> 'company_id' end;
    me record;
    job text := current_setting('app.job', true);
    before jsonb := was - left_out;
    after jsonb := is_now - left_out;
    acting uuid;
    changed_at timestamptz := clock_timestamp();
    change_seq bigint;
begin
    if tg_op = 'UPDATE' then
        select jsonb_object_agg(w.key, w.value), jsonb_object_agg(w.key, after -> w.key)
        into before, after
        from jsonb_each(before) w
        where w.value is distinct from after -> w.key;
        if before is null then
            return null;
        end if;
    end if;
    if job <> '' and exists (select from auth.secret s where s.name = 'job' and encode(s.value, 'hex') = job) then
        select (anyone ->> 'tenant_id')::bigint as tenant_id, null::uuid as user_id, null::uuid as session_id into me;
    else
        job := '';
        select c.tenant_id, c.user_id, c.session_id into me from auth.ctx() c;
    end if;
    if me.tenant_id is distinct from (anyone ->> 'tenant_id')::bigint then
        raise exception 'the row belongs to another firm' using errcode = 'insufficient_privilege';
    end if;
    acting := nullif(current_setting('app.command', true), '')::uuid;
    if acting is null then
        acting := uuidv7();
        perform set_config('app.command', acting::text, true);
    end if;
    insert into journal.change as c
        (tenant_id, at, command, undoes, actor_id, session_id, source, table_name, row_id, op, before, after, vis_owner)
    values (me.tenant_id, changed_at, acting, nullif(current_setting('app.undoes', true), '')::uuid,
        me.user_id, me.session_id,
        case when job <> '' then 'job' else coalesce(nullif(current_setting('app.source', true), ''), 'user') end,
        tg_table_name,
        coalesce(anyone ->> 'id', anyone ->> 'contact_id', anyone ->> 'company_id')::uuid,
        lower(tg_op), before, after, (anyone ->> 'vis_owner')::uuid)
    returning c.seq into change_seq;
    if contact is not null then
        insert into journal.change_contact (tenant_id, contact_id, at, seq, actor_id, vis_owner)
        values (me.tenant_id, contact, changed_at, change_seq, me.user_id, (anyone ->> 'vis_owner')::uuid);
    end if;
    if company is not null then
        insert into journal.change_company (tenant_id, company_id, at, seq, vis_owner)
        values (me.tenant_id, company, changed_at, change_seq, (anyone ->> 'vis_owner')::uuid);
    end if;
    return null;
end $$;

-- As before (0007): also where the change is a company's.
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
    update journal.change_contact k set vis_owner = visible_to
    where k.tenant_id = tenant and k.contact_id = contact;
end;

-- What a change is about, when the change itself does not say: a number that is changed says the old
-- and the new one, not whether it is a telephone. The row as it is; gone, as it was made or removed.
create function journal.subject(tenant bigint, in_table text, row_id uuid) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
    found_row jsonb;
begin
    if in_table in ('contact_point', 'address', 'contact_company', 'customer', 'note') then
        execute format('select to_jsonb(t) from crm.%I t where t.tenant_id = $1 and t.id = $2', in_table)
        into found_row using tenant, row_id;
    end if;
    if found_row is null then
        select coalesce(c.after, c.before) into found_row
        from journal.change c
        where c.tenant_id = tenant and c.row_id = subject.row_id and c.table_name = in_table and c.op <> 'update'
        limit 1;
    end if;
    return found_row;
end $$;

-- One page of what concerns a card, the latest first, as its reader may see it; each change with what
-- it is about, in names. `pattern` and `fields` (`table.column`) narrow: who did it, what was changed,
-- or a value before or after. The days are the firm's, both of them in it.
create function journal.history(
    of_company boolean, card uuid, since date, until date, before_at timestamptz, before_seq bigint,
    pattern text, fields text[], most integer)
returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
    tenant constant bigint := auth.tenant_id();
    zone constant text := (select t.time_zone from auth.tenant t where t.id = tenant);
    users text[] := case when pattern is not null then array(
        select u.id::text from auth.user_account u where u.tenant_id = tenant and u.name ilike pattern) end;
    page jsonb;
begin
    execute format($query$
        select jsonb_agg(jsonb_build_object(
            'at', to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            'seq', c.seq,
            'day', to_char(c.at at time zone $8, 'YYYY-MM-DD'),
            'time', to_char(c.at at time zone $8, 'HH24:MI'),
            'command', c.command, 'undoes', c.undoes, 'actor', c.actor_id, 'actor_name', c.actor_name,
            'source', c.source, 'table', c.table_name, 'op', c.op,
            'before', c.before, 'after', c.after, 'about', s.about,
            'names', (
                select jsonb_object_agg(n.id, n.name) from (
                    select u.id::text as id, u.name from auth.user_account u
                    where u.tenant_id = $1 and u.id::text in (c.before ->> 'owner_id', c.after ->> 'owner_id')
                    union all
                    select o.id::text, o.name from crm.company o
                    where o.tenant_id = $1 and o.id::text = coalesce(s.about, c.after, c.before) ->> 'company_id'
                    union all
                    select p.id::text, concat_ws(' ', nullif(p.first_name, ''), p.last_name) from crm.contact p
                    where p.tenant_id = $1 and p.id::text = coalesce(s.about, c.after, c.before) ->> 'contact_id'
                    union all
                    select g.id::text, g.name from crm.category g
                    where g.tenant_id = $1 and g.id::text = coalesce(c.after, c.before) ->> 'category_id'
                ) n)
            ) order by c.at desc, c.seq desc)
        from (
            select c.*, coalesce(u.name, '') as actor_name
            from journal.%I k
            join journal.change c on c.tenant_id = k.tenant_id and c.at = k.at and c.seq = k.seq
            left join auth.user_account u on u.tenant_id = c.tenant_id and u.id = c.actor_id
            where k.tenant_id = $1 and k.%I = $2 and k.at >= $3 and k.at < $4 and (k.at, k.seq) < ($5, $6)
                and ($9 is null
                    or c.actor_id::text = any ($10)
                    or exists (
                        select from jsonb_each_text(coalesce(c.before, '{}') || coalesce(c.after, '{}')) v
                        where c.table_name || '.' || v.key = any ($11))
                    or exists (
                        select from jsonb_each_text(c.before) v where v.value ilike $9 or v.value = any ($10))
                    or exists (
                        select from jsonb_each_text(c.after) v where v.value ilike $9 or v.value = any ($10)))
            order by k.at desc, k.seq desc
            limit $7
        ) c
        cross join lateral (
            select case when c.op = 'update' and c.table_name not in ('contact', 'company')
                then journal.subject(c.tenant_id, c.table_name, c.row_id) end as about) s
    $query$,
        case when of_company then 'change_company' else 'change_contact' end,
        case when of_company then 'company_id' else 'contact_id' end)
    into page
    using tenant, card,
        coalesce(since::timestamp at time zone zone, '-infinity'),
        coalesce((until + 1)::timestamp at time zone zone, 'infinity'),
        coalesce(before_at, 'infinity'), coalesce(before_seq, 0), most, zone, pattern, users, fields;
    return coalesce(page, '[]');
end $$;

grant execute on function journal.subject(bigint, text, uuid),
    journal.history(boolean, uuid, date, date, timestamptz, bigint, text, text[], integer)
    to kundkort_web;
