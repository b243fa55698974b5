-- Administrators decide in the browser who sees personal numbers, as the command line does.

-- As in 0207, with that right. Another column at the end: the version before goes on reading its own.
drop function auth.users();
create function auth.users()
returns table (id uuid, name text, email text, role text, active boolean, invited boolean,
    last_seen text, days_ago integer, link_open boolean, identity_reader boolean)
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
        u.identity_reader
    from auth.user_account u
    join auth.tenant t on t.id = u.tenant_id
    left join lateral (
        select max(s.last_seen_at) as at from auth.session s
        where s.tenant_id = u.tenant_id and s.user_id = u.id and s.kind <> 'job'
    ) seen on true
    where u.tenant_id = me.tenant_id
    order by u.deactivated_at is not null, crm.sort_key(u.name) collate "C", u.id;
end $$;

-- Journalled by the trigger of the table (0207). It counts from the next transaction of the user on,
-- so no session has to end. False when there is no such active user.
create function auth.set_identity_reader(account uuid, may boolean) returns boolean
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
    update auth.user_account u set identity_reader = may
    where u.tenant_id = me.tenant_id and u.id = account and u.deactivated_at is null
        and u.identity_reader <> may;
    return exists (select from auth.user_account u
        where u.tenant_id = me.tenant_id and u.id = account and u.deactivated_at is null);
end $$;

alter function auth.users() owner to kundkort_definer;
alter function auth.set_identity_reader(uuid, boolean) owner to kundkort_definer;
grant execute on function auth.users(), auth.set_identity_reader(uuid, boolean) to kundkort_web;
