-- Undoing a command: docs/adr/0006-edit-by-field-and-undo.md.

-- The command that this change undoes, if any.
alter table journal.change add column undoes uuid;

-- What the program does by itself, such as emptying the trash, has nobody behind it.
alter table journal.change alter column actor_id drop not null;
alter table journal.change alter column session_id drop not null;
alter table journal.change drop constraint change_source_choice;
alter table journal.change
    add constraint change_source_choice check (source in ('user', 'import', 'api', 'seed', 'job')),
    add constraint change_actor_known check (source = 'job' or (actor_id is not null and session_id is not null));

-- What a job of the database shows the journal, so that nobody else can write without a session.
insert into auth.secret (name, value) values ('job', sha256(
    uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));

-- As before (0007), with what the command undoes, and with jobs.
create or replace function journal.record() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    left_out text[] := tg_argv[0]::text[];
    was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
    is_now jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
    anyone jsonb := coalesce(is_now, was);
    contact uuid := case when tg_table_name = 'contact' then anyone ->> 'id' else anyone ->> 'contact_id' end;
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
    return null;
end $$;

-- Undoing runs with the rights of whoever asks: the policies and grants decide, as for any change.
-- What they refuse is left as it is and said.

-- Applies the inverse of changes of one kind to one table; gives the number of rows. What breaks a
-- rule is found by halving, so that one row never holds back the others.
create function journal.undo_part(
    target regclass, op text, keys text[], ids uuid[], befores jsonb[], afters jsonb[], tenant bigint)
returns integer
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    name text := (select c.relname from pg_class c where c.oid = target);
    -- The key, apart from the firm.
    key_columns text[] := (
        select array_agg(a.attname) from pg_index i
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
        where i.indrelid = target and i.indisprimary and a.attname <> 'tenant_id');
    rows constant text := format(
        'unnest($1, $2, $3) as r (id, before, after),
            jsonb_populate_record(null::%1$s, r.before) b, jsonb_populate_record(null::%1$s, r.after) a', target);
    statement text;
    done integer;
    half integer := cardinality(ids) / 2;
    key text;
begin
    if op = 'update' then
        if cardinality(keys) = 0 then
            return 0;
        end if;
        select format('update %s t set %s from %s where t.tenant_id = $4 and t.id = r.id and (%s)', target,
            string_agg(format('%1$I = case when t.%1$I is not distinct from a.%1$I then b.%1$I else t.%1$I end', k), ', '),
            rows,
            string_agg(format('t.%1$I is not distinct from a.%1$I', k), ' or '))
        into statement from unnest(keys) k;
    elsif op = 'insert' and name in ('contact', 'company', 'note') then
        statement := format('update %s t set deleted_at = now()
            where t.tenant_id = $4 and t.id = any ($1) and t.deleted_at is null', target);
    elsif op = 'insert' and name = 'customer' then
        -- The number is never used again, so the row stays.
        statement := format('update %s t set ended_at = now()
            where t.tenant_id = $4 and t.id = any ($1) and t.ended_at is null', target);
    elsif op = 'insert' then
        -- Only what nobody has changed since, or used; being moved is no change.
        select format('delete from %s t using %s where t.tenant_id = $4 and %s', target, rows,
            string_agg(case when k = any (key_columns) then format('t.%1$I = a.%1$I', k)
                else format('t.%1$I is not distinct from a.%1$I', k) end, ' and '))
        into statement from unnest(keys) k where k not in ('position', 'is_primary');
        statement := statement || case name
            when 'contact_company' then ' and not exists (select from crm.contact_point p
                where p.tenant_id = t.tenant_id and p.link_id = t.id)'
            when 'category' then ' and not exists (select from crm.contact_category u
                where u.tenant_id = t.tenant_id and u.category_id = t.id)
                and not exists (select from crm.company_category u
                where u.tenant_id = t.tenant_id and u.category_id = t.id)'
            else '' end;
    else
        select format('insert into %s (%s) select %s from %s on conflict do nothing', target,
            string_agg(quote_ident(k), ', '),
            -- Another company may be the main one by now.
            string_agg(case when name = 'contact_company' and k = 'is_primary' then
                'b.is_primary and not exists (select from crm.contact_company o
                    where o.tenant_id = $4 and o.contact_id = b.contact_id and o.is_primary and o.ended_on is null)'
                else format('b.%I', k) end, ', '),
            rows)
        into statement from unnest(keys) k where has_column_privilege(target, k, 'insert');
    end if;
    begin
        execute statement using ids, befores, afters, tenant;
        get diagnostics done = row_count;
        return done;
    exception
        when unique_violation or foreign_key_violation or check_violation or not_null_violation
            or insufficient_privilege
        then
            done := 0;
    end;
    if half > 0 then
        return journal.undo_part(target, op, keys, ids[:half], befores[:half], afters[:half], tenant)
            + journal.undo_part(target, op, keys, ids[half + 1:], befores[half + 1:], afters[half + 1:], tenant);
    end if;
    if op = 'update' and cardinality(keys) > 1 then
        foreach key in array keys loop
            done := greatest(done, journal.undo_part(target, op, array[key], ids, befores, afters, tenant));
        end loop;
    end if;
    return done;
end $$;

-- What is not as it was before, after `undo_part`: the table, the field and who put there what stands
-- there; without a field when the row itself is not there, or still is.
create function journal.undo_left(
    target regclass, op text, keys text[], ids uuid[], befores jsonb[], afters jsonb[], tenant bigint)
returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    name text := (select c.relname from pg_class c where c.oid = target);
    key_columns text[] := (
        select array_agg(a.attname) from pg_index i
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
        where i.indrelid = target and i.indisprimary and a.attname <> 'tenant_id');
    -- An insert is compared with what it put there, anything else with what was there before.
    side constant text := case op when 'insert' then 'r.after' else 'r.before' end;
    there text := 't.id = r.id';
    fields text;
    differing text;
    found jsonb;
begin
    if op = 'insert' and name in ('contact', 'company', 'note', 'customer') then
        return '[]';
    end if;
    if op <> 'update' then
        select string_agg(format('t.%1$I = v.%1$I', k), ' and ') into there from unnest(key_columns) k;
    end if;
    select string_agg(format('(%L, t.%I is distinct from v.%I)', k, k, k), ', ') into fields from unnest(keys) k
    where op <> 'insert' or k not in ('position', 'is_primary');
    differing := format('select f.key from (values %s) as f (key, differs) where f.differs', fields);
    execute format(
        'select jsonb_agg(distinct jsonb_build_object(''table'', $5, ''field'', l.key, ''by'', coalesce(w.name, '''')))
        from (
            select r.id, d.key
            from unnest($1, $2, $3) as r (id, before, after)
            cross join lateral jsonb_populate_record(null::%1$s, %2$s) v
            left join %1$s t on t.tenant_id = $4 and %3$s
            cross join lateral (
                select '''' as key where %4$s
                union all (select d.key from (%5$s) d where t.tenant_id is not null)) d
        ) l
        left join lateral (
            select u.name from journal.change c
            join auth.user_account u on u.tenant_id = c.tenant_id and u.id = c.actor_id
            where c.tenant_id = $4 and c.row_id = l.id and c.table_name = $5
                and (l.key = '''' or c.after ? l.key) and c.command <> current_setting(''app.command'')::uuid
            order by c.at desc, c.seq desc limit 1
        ) w on true',
        target, side, there,
        -- A row that was inserted is to be gone, any other is to be there.
        case op when 'insert' then format('t.tenant_id is not null and not exists (%s)', differing)
            else 't.tenant_id is null' end,
        differing)
    into found using ids, befores, afters, tenant, name;
    return coalesce(found, '[]');
end $$;

-- Whether a command of the asker's also changed what they may not see any more.
create function journal.out_of_reach(undone uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select exists (
        select from auth.ctx() me
        join journal.change c on c.tenant_id = me.tenant_id and c.command = undone and c.actor_id = me.user_id
        where c.vis_owner <> me.user_id and me.role <> 'administrator');
end;

-- Undoes a command, by whoever did it or an administrator. Null when there is none that they may see.
create function journal.undo(undone uuid) returns json
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
    own boolean;
    part record;
    target regclass;
    can_be_set text[];
    restored integer := 0;
    blocked jsonb := '[]';
begin
    select * into me from auth.ctx();
    select bool_and(c.actor_id is not distinct from me.user_id) into own
    from journal.change c where c.tenant_id = me.tenant_id and c.command = undone;
    if own is null then
        return null;
    end if;
    if me.role = 'read_only' or not (own or me.role = 'administrator') then
        raise exception 'not the command of the asker' using errcode = 'insufficient_privilege';
    end if;
    perform set_config('app.undoes', undone::text, true);
    for part in
        with done as (
            select c.seq, c.table_name, c.row_id, c.op, c.before, c.after, coalesce(c.after, c.before) as anyone
            from journal.change c where c.tenant_id = me.tenant_id and c.command = undone
        ), parents as (
            -- What a deletion took with it was journalled after it, and can only come back after it.
            select d.row_id as id, min(d.seq) over (partition by d.table_name) as first
            from done d where d.op = 'delete' and d.table_name in ('contact_company', 'category')
        ), fresh as (
            select d.row_id as id from done d where d.op = 'insert' and d.table_name in ('contact', 'company')
        ), to_undo as (
            -- A new card goes to the trash whole: its rows stay with it. A link that an older contact
            -- got does not.
            select d.*, (select array_agg(k order by k) from jsonb_object_keys(d.anyone) k) as keys,
                -- A row that was changed twice is put back twice.
                case d.op when 'update' then row_number() over (partition by d.table_name, d.row_id, d.op order by d.seq)
                    else 0 end as turn,
                row_number() over (order by coalesce(p.first, d.seq), p.first is null, d.seq) as place
            from done d
            left join parents p on d.op = 'delete'
                and p.id = coalesce(d.anyone ->> 'link_id', d.anyone ->> 'category_id')::uuid
            where (d.op = 'insert' and d.table_name in ('contact', 'company'))
                or not (d.row_id in (select f.id from fresh f)
                    or coalesce(d.anyone ->> 'contact_id', '') in (select f.id::text from fresh f)
                    or (coalesce(d.anyone ->> 'company_id', '') in (select f.id::text from fresh f)
                        and d.table_name <> 'contact_company'))
        ), runs as (
            -- Changes of one kind that follow upon each other are undone in one go.
            select t.*, row_number() over (order by t.place)
                - row_number() over (partition by t.table_name, t.op, t.keys, t.turn order by t.place) as run
            from to_undo t
        )
        select r.table_name, r.op, r.keys, array_agg(r.row_id order by r.place desc) as ids,
            array_agg(r.before order by r.place desc) as befores, array_agg(r.after order by r.place desc) as afters
        from runs r group by r.table_name, r.op, r.keys, r.turn, r.run order by max(r.place) desc
    loop
        target := to_regclass(format('crm.%I', part.table_name));
        -- Columns that there still are, and what of them this asker may set.
        select array_agg(a.attname::text order by a.attname),
            array_agg(a.attname::text order by a.attname) filter (where part.op <> 'update' or has_column_privilege(target, a.attnum, 'update'))
        into part.keys, can_be_set
        from pg_attribute a
        where a.attrelid = target and a.attname = any (part.keys) and not a.attisdropped and a.attgenerated = '';
        if part.keys is null then
            continue;
        end if;
        restored := restored + journal.undo_part(target, part.op, coalesce(can_be_set, '{}'),
            part.ids, part.befores, part.afters, me.tenant_id);
        blocked := blocked || journal.undo_left(target, part.op, part.keys,
            part.ids, part.befores, part.afters, me.tenant_id);
    end loop;
    if journal.out_of_reach(undone) then
        blocked := blocked || jsonb_build_array(jsonb_build_object('table', '', 'field', '', 'by', ''));
    end if;
    return json_build_object('restored', restored,
        'blocked', (select coalesce(jsonb_agg(distinct b), '[]') from jsonb_array_elements(blocked) b));
end $$;

alter function journal.record() owner to kundkort_definer;
alter function journal.out_of_reach(uuid) owner to kundkort_definer;
grant execute on function
    journal.undo_part(regclass, text, text[], uuid[], jsonb[], jsonb[], bigint),
    journal.undo_left(regclass, text, text[], uuid[], jsonb[], jsonb[], bigint),
    journal.out_of_reach(uuid),
    journal.undo(uuid)
    to kundkort_web;
