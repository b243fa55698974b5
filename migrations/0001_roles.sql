-- Roles, schemas and extensions. Runs as the owner: a role with CREATEROLE that owns the database,
-- never a superuser, so that it works on managed PostgreSQL.
--
-- Roles belong to the whole cluster while migrations belong to a database, and many databases may
-- migrate at once: everything about a role is therefore "unless it is so already".

do $$
declare
    wanted record;
    setting record;
begin
    -- Tried again when another database's migration is at the same role: what it did is there then.
    for attempt in 1 .. 20 loop
        begin
            for wanted in
                select * from (values ('kundkort_web', 'login'), ('kundkort_definer', 'nologin')) as r (name, can)
            loop
                if not exists (select from pg_catalog.pg_roles where rolname = wanted.name) then
                    execute format('create role %I %s nosuperuser nocreatedb nocreaterole noinherit nobypassrls',
                        wanted.name, wanted.can);
                end if;
            end loop;

            -- The owner hands functions over to kundkort_definer, so it must be able to act as it.
            if not pg_has_role(current_user, 'kundkort_definer', 'usage')
                or not pg_has_role(current_user, 'kundkort_definer', 'set')
            then
                execute format('grant kundkort_definer to %I with inherit true, set true', current_user);
            end if;

            -- A request that has gone wrong must not hold a lock or a connection (trust.md §3.6).
            for setting in
                select * from (values
                    ('statement_timeout', '5s'),
                    ('lock_timeout', '2s'),
                    ('idle_in_transaction_session_timeout', '10s'),
                    ('transaction_timeout', '15s'),
                    ('jit', 'off'),
                    ('search_path', 'pg_catalog')
                ) as s (name, value)
                where not exists (
                    select from pg_catalog.pg_db_role_setting d
                    join pg_catalog.pg_roles r on r.oid = d.setrole
                    where r.rolname = 'kundkort_web' and d.setdatabase = 0
                        and format('%s=%s', s.name, s.value) = any (d.setconfig))
            loop
                execute format('alter role kundkort_web set %I = %L', setting.name, setting.value);
            end loop;
            exit;
        exception
            -- «tuple concurrently updated» is an internal error.
            when duplicate_object or unique_violation or internal_error then
                if attempt = 20 then
                    raise;
                end if;
                perform pg_sleep(0.05);
            when insufficient_privilege then
                raise exception 'The roles kundkort_web and kundkort_definer belong to another installation in this cluster.'
                    using hint = format('Let an administrator run: '
                        'grant kundkort_definer to %1$I with admin true, inherit true, set true; '
                        -- Not inherited: the web role's restrictions would come with its rights.
                        'grant kundkort_web to %1$I with admin true, inherit false, set true', current_user);
        end;
    end loop;
end $$;

do $$
begin
    execute format('revoke all on database %I from public', current_database());
    execute format('grant connect on database %I to kundkort_web', current_database());
end $$;
revoke all on schema public from public;

create schema ext;
create extension pg_trgm schema ext;
create extension btree_gin schema ext;

-- auth: firms, users, sessions. crm: what the firm works with. journal: what happened.
create schema auth;
create schema crm;
create schema journal;
grant usage on schema ext to kundkort_definer;
grant usage on schema auth, crm, journal to kundkort_web;
-- `create`, since a role can only be given functions in schemas where it may make them.
grant usage, create on schema auth, crm, journal to kundkort_definer;

-- Without a schema, since PostgreSQL cannot take PUBLIC's default away in one schema only.
alter default privileges revoke execute on functions from public;
