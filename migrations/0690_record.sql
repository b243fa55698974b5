-- The trigger of the journal as a whole (0007, 0201, 0301, 0420, 0501, 0601), and a tenth quicker.

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
    project uuid := case when tg_table_name = 'project' then anyone ->> 'id' else anyone ->> 'project_id' end;
    me record;
    job text := current_setting('app.job', true);
    before jsonb := was - left_out;
    after jsonb := is_now - left_out;
    acting uuid;
    changed_at timestamptz := clock_timestamp();
    change_seq bigint;
begin
    -- A number at a company concerns the company too.
    if tg_table_name = 'contact_point' and anyone ->> 'link_id' is not null then
        select l.company_id into company
        from crm.contact_company l
        where l.tenant_id = (anyone ->> 'tenant_id')::bigint and l.id = (anyone ->> 'link_id')::uuid;
    end if;
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
    -- Whoever comes to a meeting or leaves it stands in the history of its card too.
    if tg_table_name = 'meeting_participant' then
        insert into journal.change_contact (tenant_id, contact_id, at, seq, actor_id, vis_owner)
        select me.tenant_id, m.contact_id, changed_at, change_seq, me.user_id, (anyone ->> 'vis_owner')::uuid
        from crm.meeting m
        where m.tenant_id = me.tenant_id and m.id = (anyone ->> 'meeting_id')::uuid
            and m.contact_id is not null and m.contact_id is distinct from contact;
        insert into journal.change_company (tenant_id, company_id, at, seq, vis_owner)
        select me.tenant_id, m.company_id, changed_at, change_seq, (anyone ->> 'vis_owner')::uuid
        from crm.meeting m
        where m.tenant_id = me.tenant_id and m.id = (anyone ->> 'meeting_id')::uuid and m.company_id is not null;
    end if;
    -- Asked only where there can be one: most of what is saved is of no project.
    if project is not null or was ->> 'project_id' is not null or tg_table_name = 'meeting_participant' then
        insert into journal.change_project (tenant_id, project_id, at, seq, vis_owner)
        select distinct me.tenant_id, p.id, changed_at, change_seq, (anyone ->> 'vis_owner')::uuid
        from (
            select project as id
            union all select (was ->> 'project_id')::uuid
            union all select m.project_id from crm.meeting m
                where tg_table_name = 'meeting_participant' and m.tenant_id = me.tenant_id
                    and m.id = (anyone ->> 'meeting_id')::uuid) p
        where p.id is not null;
    end if;
    -- A project that is given another company stands in the history of both.
    if tg_table_name = 'project' and was ->> 'company_id' is not null
        and (was ->> 'company_id')::uuid is distinct from company
    then
        insert into journal.change_company (tenant_id, company_id, at, seq, vis_owner)
        values (me.tenant_id, (was ->> 'company_id')::uuid, changed_at, change_seq, null);
    end if;
    if company is not null then
        insert into journal.change_company (tenant_id, company_id, at, seq, vis_owner)
        values (me.tenant_id, company, changed_at, change_seq, (anyone ->> 'vis_owner')::uuid);
    end if;
    return null;
end $$;
