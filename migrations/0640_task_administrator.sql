-- «Uppgiftsadministratör» (S8, S9): a right of its own to give others' tasks and meetings another owner. Who has
-- it not, gives away their own. Journalled by the trigger of the table (0207).

set local lock_timeout = '10s';

alter table auth.user_account add column task_administrator boolean not null default false;
grant select (task_administrator) on auth.user_account to kundkort_web;
grant select (task_administrator), update (task_administrator) on auth.user_account to kundkort_definer;

-- As in 0213, with that right. Another column at the end: the version before goes on reading its own.
drop function auth.users();
create function auth.users()
returns table (id uuid, name text, email text, role text, active boolean, invited boolean,
    last_seen text, days_ago integer, link_open boolean, identity_reader boolean, task_administrator boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
begin
    select * into me from auth.ctx();
    if me.role <> 'administrator' then
        raise exception 'administrators only' using errcode = 'insufficient_privilege';
    end if;
    return query
    select u.id, u.name, u.email, u.role, u.deactivated_at is null, u.verifier is null,
        to_char(seen.at at time zone t.time_zone, 'YYYY-MM-DD HH24:MI'),
        (now() at time zone t.time_zone)::date - (seen.at at time zone t.time_zone)::date,
        exists (select from auth.account_link l
            where l.tenant_id = u.tenant_id and l.user_id = u.id and l.expires_at > now()),
        u.identity_reader, u.task_administrator
    from auth.user_account u
    join auth.tenant t on t.id = u.tenant_id
    left join lateral (
        select max(s.last_seen_at) as at from auth.session s
        where s.tenant_id = u.tenant_id and s.user_id = u.id and s.kind <> 'job'
    ) seen on true
    where u.tenant_id = me.tenant_id
    order by u.deactivated_at is not null, crm.sort_key(u.name) collate "C", u.id;
end $$;

-- As `auth.set_identity_reader` (0213): no session has to end, and false when there is no such active user.
create function auth.set_task_administrator(account uuid, may boolean) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
begin
    select * into me from auth.administrator();
    if account = me.user_id then
        raise exception 'one''s own right' using errcode = 'check_violation',
            schema = 'auth', table = 'user_account', constraint = 'user_account_own';
    end if;
    update auth.user_account u set task_administrator = may
    where u.tenant_id = me.tenant_id and u.id = account and u.deactivated_at is null
        and u.task_administrator <> may;
    return exists (select from auth.user_account u
        where u.tenant_id = me.tenant_id and u.id = account and u.deactivated_at is null);
end $$;

alter function auth.users() owner to kundkort_definer;
alter function auth.set_task_administrator(uuid, boolean) owner to kundkort_definer;
grant execute on function auth.users(), auth.set_task_administrator(uuid, boolean) to kundkort_web;

-- Undoing is for whoever did it: it takes back what they were allowed to do.
create function crm.owner_may_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
begin
    if coalesce(current_setting('app.undoes', true), '') <> '' then
        return new;
    end if;
    select * into me from auth.ctx();
    if old.owner_id = me.user_id or me.role = 'administrator' or exists (
        select from auth.user_account u
        where u.tenant_id = me.tenant_id and u.id = me.user_id and u.task_administrator)
    then
        return new;
    end if;
    if me.role = 'read_only' then
        raise exception 'reads only' using errcode = 'insufficient_privilege';
    end if;
    raise exception 'somebody else''s' using errcode = 'check_violation',
        schema = 'crm', table = tg_table_name, constraint = tg_table_name || '_owner_right';
end $$;
alter function crm.owner_may_change() owner to kundkort_definer;

create trigger owner_may_change before update of owner_id on crm.task
    for each row when (new.owner_id is distinct from old.owner_id) execute function crm.owner_may_change();
create trigger owner_may_change before update of owner_id on crm.meeting
    for each row when (new.owner_id is distinct from old.owner_id) execute function crm.owner_may_change();
