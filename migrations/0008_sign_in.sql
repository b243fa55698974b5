-- Signing in. The password never comes here: the server derives 32 bytes from it and the salt
-- (argon2id), and what is kept is the sha256 of those, so that neither a copy of the database nor
-- a look at its statements is enough to sign in. Neither column is granted to the web role.

-- What makes the salt of an unknown user: random, made once per database.
create table auth.secret (
    name text not null,
    value bytea not null,
    constraint secret_pkey primary key (name)
);

-- Failed attempts of late. Without a tenant: who is not signed in has none.
create table auth.sign_in_failure (
    id bigint generated always as identity,
    at timestamptz not null default clock_timestamp(),
    -- sha256 of the e-mail address, whether or not there is such a user.
    account_key bytea not null,
    -- The address, or the /64 net of an IPv6 address.
    address_key inet not null,
    constraint sign_in_failure_pkey primary key (id)
);
create index sign_in_failure_of_account on auth.sign_in_failure (account_key, at);
create index sign_in_failure_of_address on auth.sign_in_failure (address_key, at);
create index sign_in_failure_age on auth.sign_in_failure (at);

do $$
declare
    target text;
begin
    foreach target in array array['secret', 'sign_in_failure'] loop
        execute format('alter table auth.%I enable row level security', target);
        execute format('alter table auth.%I force row level security', target);
        execute format('create policy definer on auth.%I to kundkort_definer using (true) with check (true)', target);
    end loop;
end $$;
grant select on auth.secret to kundkort_definer;
grant select, insert, delete on auth.sign_in_failure to kundkort_definer;
grant insert, update, delete on auth.session to kundkort_definer;
grant delete on crm.idempotency to kundkort_definer;

insert into auth.secret (name, value) values ('salt', sha256(
    uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));

-- The salt to derive with. An unknown user has one too, always the same, so that the answer takes
-- as long and says as little.
create function auth.sign_in_salt(email text) returns bytea
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select coalesce(
        (select u.salt from auth.user_account u
            where u.email_key = lower(sign_in_salt.email collate "pg_c_utf8") collate "C"),
        substring(sha256(s.value || convert_to(lower(sign_in_salt.email collate "pg_c_utf8"), 'UTF8')) for 16))
    from auth.secret s where s.name = 'salt';
end;

-- Whole minutes until the attempt may be made again; 0 when it may be made now.
create function auth.minutes_until_retry(account bytea, address inet) returns integer
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
    select coalesce(ceil(extract(epoch from max(o.stopped_until) - clock_timestamp()) / 60), 0)::integer
    from (
        -- When the oldest of those that stop it falls out of the quarter.
        (select f.at + interval '15 minutes' as stopped_until from auth.sign_in_failure f
            where f.account_key = account and f.at > clock_timestamp() - interval '15 minutes'
            order by f.at desc offset 4 limit 1)
        union all
        (select f.at + interval '15 minutes' from auth.sign_in_failure f
            where f.address_key = address and f.at > clock_timestamp() - interval '15 minutes'
            order by f.at desc offset 29 limit 1)
    ) o;
end;

-- Opens a session of a user. Not for the web role, which has to say a password.
create function auth.open_session(
    tenant bigint, account uuid, kind text, token_hash bytea, address inet, user_agent text, remember boolean)
returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
    -- Housekeeping, here since it is seldom and writes anyway.
    delete from auth.session s
    where s.tenant_id = tenant and s.user_id = account and s.expires_at < now() - interval '30 days';
    delete from crm.idempotency i where i.tenant_id = tenant and i.created_at < now() - interval '3 days';
    insert into auth.session (tenant_id, user_id, kind, token_hash, address, user_agent, expires_at)
    values (tenant, account, kind, token_hash, address, left(user_agent, 300),
        now() + case when remember then interval '30 days' else interval '12 hours' end);
end;

-- Tries to sign in. Answers instead of raising, since a failure must be kept:
-- `ok`, `wrong` (unknown user, wrong password and deactivated user alike) or `too_many`.
create function auth.sign_in(
    email text, derived bytea, token_hash bytea, address inet, user_agent text, remember boolean,
    out outcome text, out minutes integer)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    who bytea := sha256(convert_to(lower(sign_in.email collate "pg_c_utf8"), 'UTF8'));
    whence inet := network(set_masklen(sign_in.address, case family(sign_in.address) when 4 then 32 else 64 end));
    account record;
begin
    -- One at a time per account and per address, or many at once would get past the counters.
    -- Always in this order, so that two never wait for each other.
    perform pg_advisory_xact_lock(hashtextextended(encode(who, 'hex'), 1));
    perform pg_advisory_xact_lock(hashtextextended(whence::text, 2));
    minutes := auth.minutes_until_retry(who, whence);
    if minutes > 0 then
        outcome := 'too_many';
        return;
    end if;
    select u.tenant_id, u.id into account
    from auth.user_account u
    where u.email_key = lower(sign_in.email collate "pg_c_utf8") collate "C"
        and u.verifier = sha256(sign_in.derived)
        and u.deactivated_at is null;
    if not found then
        delete from auth.sign_in_failure f where f.at < clock_timestamp() - interval '1 day';
        insert into auth.sign_in_failure (account_key, address_key) values (who, whence);
        outcome := 'wrong';
        return;
    end if;
    delete from auth.sign_in_failure f where f.account_key = who;
    perform auth.open_session(account.tenant_id, account.id, 'user', token_hash, address, user_agent, remember);
    outcome := 'ok';
end $$;

-- The users that anyone may sign in as: those of the demo firm, when there is one.
create function auth.demo_users() returns table (name text, email text, role text)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    -- One of each role: the first that was added, since ids grow with time.
    select d.name, d.email, d.role from (
        select distinct on (u.role) u.name, u.email, u.role
        from auth.user_account u join auth.tenant t on t.id = u.tenant_id
        where t.demo and u.deactivated_at is null
        order by u.role, u.id
    ) d
    order by array_position(array['administrator', 'user', 'read_only'], d.role);
end;

-- Signs in a demo user, without a password. False for everybody else.
create function auth.demo_sign_in(email text, token_hash bytea, address inet, user_agent text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    account record;
begin
    select u.tenant_id, u.id into account
    from auth.user_account u join auth.tenant t on t.id = u.tenant_id
    where u.email_key = lower(demo_sign_in.email collate "pg_c_utf8") collate "C"
        and t.demo and u.deactivated_at is null;
    if not found then
        return false;
    end if;
    perform auth.open_session(account.tenant_id, account.id, 'demo', token_hash, address, user_agent, false);
    return true;
end $$;

-- Ends the session that asks. No error when it has ended already.
create function auth.sign_out() returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
    update auth.session s set closed_at = now()
    where s.token_hash = sha256(convert_to(coalesce(current_setting('app.session', true), ''), 'UTF8'))
        and s.closed_at is null;
end;

-- Ends one of the user's own sessions, on another device; an administrator anybody's in the firm.
create function auth.close_session(session uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
begin
    select * into me from auth.ctx();
    update auth.session s set closed_at = now()
    where s.tenant_id = me.tenant_id and s.id = session and s.closed_at is null
        and (s.user_id = me.user_id or me.role = 'administrator');
    return found;
end $$;

-- Notes that the session is in use, at most every five minutes.
create function auth.touch_session() returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
    update auth.session s set last_seen_at = now()
    from auth.ctx() me
    where s.tenant_id = me.tenant_id and s.id = me.session_id and s.last_seen_at < now() - interval '5 minutes';
end;

alter function auth.sign_in_salt(text) owner to kundkort_definer;
alter function auth.minutes_until_retry(bytea, inet) owner to kundkort_definer;
alter function auth.open_session(bigint, uuid, text, bytea, inet, text, boolean) owner to kundkort_definer;
alter function auth.sign_in(text, bytea, bytea, inet, text, boolean) owner to kundkort_definer;
alter function auth.demo_users() owner to kundkort_definer;
alter function auth.demo_sign_in(text, bytea, inet, text) owner to kundkort_definer;
alter function auth.sign_out() owner to kundkort_definer;
alter function auth.close_session(uuid) owner to kundkort_definer;
alter function auth.touch_session() owner to kundkort_definer;
grant execute on function
    auth.sign_in_salt(text),
    auth.sign_in(text, bytea, bytea, inet, text, boolean),
    auth.demo_users(),
    auth.demo_sign_in(text, bytea, inet, text),
    auth.sign_out(),
    auth.close_session(uuid),
    auth.touch_session()
    to kundkort_web;
