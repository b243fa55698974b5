-- The journal: what was changed, by whom, field by field. docs/adr/0003-journal-by-trigger.md.

create sequence journal.change_seq;

-- One row per changed row. `before` and `after` hold the changed fields only: an insert has no
-- `before`, a delete no `after`, and before + the difference = after.
create table journal.change (
    tenant_id bigint not null,
    at timestamptz not null default clock_timestamp(),
    seq bigint not null default nextval('journal.change_seq'),
    -- Everything that one action of a user did has the same command.
    command uuid not null,
    actor_id uuid not null,
    session_id uuid not null,
    source text not null,
    table_name text not null,
    -- The row's id; of a link between two rows, the contact's or company's.
    row_id uuid not null,
    op text not null,
    before jsonb,
    after jsonb,
    vis_owner uuid,
    constraint change_pkey primary key (tenant_id, at, seq),
    constraint change_actor_fkey foreign key (tenant_id, actor_id) references auth.user_account (tenant_id, id),
    constraint change_source_choice check (source in ('user', 'import', 'api', 'seed')),
    constraint change_op_choice check (op in ('insert', 'update', 'delete'))
) partition by range (at);
create index change_of_row on journal.change (tenant_id, row_id, at desc);
create index change_of_command on journal.change (tenant_id, command);
-- Catches what no month was made for; `journal.ensure_partitions` empties it again.
create table journal.change_default partition of journal.change default;

-- Which contacts a change concerns, so that a contact's history is one index range, also by
-- period. Not partitioned, for the same reason.
create table journal.change_contact (
    tenant_id bigint not null,
    contact_id uuid not null,
    at timestamptz not null,
    seq bigint not null,
    -- Here too, so that «latest change by» opens no partition. Null in rows that were loaded.
    actor_id uuid,
    vis_owner uuid,
    constraint change_contact_pkey primary key (tenant_id, contact_id, at, seq)
);

do $$
declare
    target text;
begin
    foreach target in array array['change', 'change_contact'] loop
        execute format('alter table journal.%I enable row level security', target);
        execute format('alter table journal.%I force row level security', target);
        execute format('create policy definer on journal.%I to kundkort_definer using (true) with check (true)', target);
        execute format('create policy tenant on journal.%I for select to kundkort_web
            using (tenant_id = (select auth.tenant_id()))', target);
        perform crm.hide_private(format('journal.%I', target)::regclass);
    end loop;
end $$;
-- Partitions have no policy and no grant: they are reached through the parent alone.
alter table journal.change_default enable row level security;
alter table journal.change_default force row level security;
grant select on journal.change, journal.change_contact to kundkort_web;
grant select, insert, update (vis_owner) on journal.change, journal.change_contact to kundkort_definer;
grant usage on sequence journal.change_seq to kundkort_definer;

-- Makes the partition of every month of the period that has none, and moves what the default
-- partition holds of it. Run by the owner: by migrations, and each time `server migrate` runs.
create function journal.ensure_partitions(
    first_month date default date_trunc('month', now())::date,
    months integer default 24)
returns integer
language plpgsql set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
declare
    starts date := date_trunc('month', first_month)::date;
    ends date;
    partition text;
    made integer := 0;
begin
    for n in 0 .. months - 1 loop
        ends := (starts + interval '1 month')::date;
        partition := 'change_' || to_char(starts, 'YYYY_MM');
        if to_regclass(format('journal.%I', partition)) is null then
            execute format('create table journal.%I (like journal.change including defaults including constraints)', partition);
            -- The owner is under the policies too, and the default partition has none.
            alter table journal.change_default no force row level security;
            execute format('with moved as (delete from journal.change_default where at >= %L and at < %L returning *)
                insert into journal.%I select * from moved', starts, ends, partition);
            alter table journal.change_default force row level security;
            execute format('alter table journal.change attach partition journal.%I for values from (%L) to (%L)',
                partition, starts, ends);
            execute format('alter table journal.%I enable row level security', partition);
            execute format('alter table journal.%I force row level security', partition);
            made := made + 1;
        end if;
        starts := ends;
    end loop;
    return made;
end $$;

-- Writes the journal. Its argument names the columns that are left out: keys, generated columns
-- and those that the database keeps by itself.
create function journal.record() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    left_out text[] := tg_argv[0]::text[];
    was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
    is_now jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
    anyone jsonb := coalesce(is_now, was);
    contact uuid := case when tg_table_name = 'contact' then anyone ->> 'id' else anyone ->> 'contact_id' end;
    me record;
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
    select * into me from auth.ctx();
    if me.tenant_id is distinct from (anyone ->> 'tenant_id')::bigint then
        raise exception 'the row belongs to another firm' using errcode = 'insufficient_privilege';
    end if;
    acting := nullif(current_setting('app.command', true), '')::uuid;
    if acting is null then
        acting := uuidv7();
        perform set_config('app.command', acting::text, true);
    end if;
    insert into journal.change as c
        (tenant_id, at, command, actor_id, session_id, source, table_name, row_id, op, before, after, vis_owner)
    values (me.tenant_id, changed_at, acting, me.user_id, me.session_id,
        coalesce(nullif(current_setting('app.source', true), ''), 'user'),
        tg_table_name,
        coalesce(anyone ->> 'id', anyone ->> 'contact_id', anyone ->> 'company_id')::uuid,
        lower(tg_op), before, after, (anyone ->> 'vis_owner')::uuid)
    returning c.seq into change_seq;
    if contact is not null then
        insert into journal.change_contact (tenant_id, contact_id, at, seq, actor_id, vis_owner)
        values (me.tenant_id, contact, changed_at, change_seq, me.user_id, (anyone ->> 'vis_owner')::uuid);
    end if;
    return null;
end $$;

-- The journal obeys the visibility that the contact has now, not the one it had then.
create function journal.follow_contact(tenant bigint, contact uuid, visible_to uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    update journal.change c set vis_owner = visible_to
    from journal.change_contact k
    where k.tenant_id = tenant and k.contact_id = contact
        and c.tenant_id = k.tenant_id and c.at = k.at and c.seq = k.seq;
    update journal.change_contact k set vis_owner = visible_to
    where k.tenant_id = tenant and k.contact_id = contact;
end;

-- The same for a selection that is shared, or taken back.
create function journal.follow_row() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    update journal.change c set vis_owner = new.vis_owner
    where c.tenant_id = new.tenant_id and c.row_id = new.id and c.table_name = tg_table_name;
    return null;
end $$;

-- Journals a table. To be called again when a table gets another generated column.
create function journal.watch(target regclass) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    left_out text[];
begin
    select array_agg(a.attname order by a.attnum) into left_out
    from pg_attribute a
    where a.attrelid = target and a.attnum > 0 and not a.attisdropped
        and (a.attgenerated <> ''
            or a.attname in ('tenant_id', 'version', 'created_at', 'updated_at', 'updated_by', 'vis_owner'));
    -- `zz`, since triggers run by name, and what they set is to be seen.
    execute format('create or replace trigger zz_journal after insert or update or delete on %s
        for each row execute function journal.record(%L)', target, left_out::text);
end $$;

alter function journal.record() owner to kundkort_definer;
alter function journal.follow_contact(bigint, uuid, uuid) owner to kundkort_definer;
alter function journal.follow_row() owner to kundkort_definer;

create trigger zzz_follow after update of shared, owner_id on crm.selection
    for each row when (old.vis_owner is distinct from new.vis_owner) execute function journal.follow_row();

select journal.watch(t::regclass)
from unnest(array['crm.contact', 'crm.company', 'crm.contact_company', 'crm.contact_point', 'crm.address',
    'crm.customer', 'crm.category', 'crm.contact_category', 'crm.company_category', 'crm.selection', 'crm.note']) t;

select journal.ensure_partitions();
