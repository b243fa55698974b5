-- Firms, users and sessions. The session decides who is asking: docs/adr/0002.

-- The firm that uses Kundkort.
create table auth.tenant (
    id bigint generated always as identity,
    name text not null,
    time_zone text not null default 'Europe/Stockholm',
    -- The demo firm, whose users anyone may sign in as.
    demo boolean not null default false,
    created_at timestamptz not null default now(),
    constraint tenant_pkey primary key (id),
    constraint tenant_name_length check (char_length(name) between 1 and 200)
);

-- A person at the firm who signs in. (`user` is a reserved word.)
create table auth.user_account (
    tenant_id bigint not null,
    id uuid not null default uuidv7(),
    name text not null,
    email text not null,
    email_key text collate "C" generated always as (lower(email collate "pg_c_utf8")) stored,
    role text not null default 'user',
    language text not null default 'sv',
    theme text not null default 'system',
    salt bytea not null,
    -- sha256 of what argon2id derives from the password and the salt.
    verifier bytea not null,
    created_at timestamptz not null default now(),
    deactivated_at timestamptz,
    constraint user_account_pkey primary key (tenant_id, id),
    constraint user_account_tenant_fkey foreign key (tenant_id) references auth.tenant (id),
    -- Across firms: one signs in without saying which firm.
    constraint user_account_email_taken unique (email_key),
    constraint user_account_name_length check (char_length(name) between 1 and 200),
    constraint user_account_email_length check (char_length(email) between 3 and 254),
    constraint user_account_role_choice check (role in ('administrator', 'user', 'read_only')),
    constraint user_account_language_choice check (language in ('sv', 'en')),
    constraint user_account_theme_choice check (theme in ('system', 'light', 'dark')),
    constraint user_account_salt_length check (octet_length(salt) = 16),
    constraint user_account_verifier_length check (octet_length(verifier) = 32)
);

-- A signed-in browser, or a job of the firm. Only the hash of its token is kept.
create table auth.session (
    tenant_id bigint not null,
    id uuid not null default uuidv7(),
    user_id uuid not null,
    token_hash bytea not null,
    kind text not null default 'user',
    created_at timestamptz not null default now(),
    last_seen_at timestamptz not null default now(),
    expires_at timestamptz not null,
    closed_at timestamptz,
    address inet,
    user_agent text not null default '',
    constraint session_pkey primary key (tenant_id, id),
    constraint session_user_fkey foreign key (tenant_id, user_id)
        references auth.user_account (tenant_id, id) on delete cascade,
    constraint session_kind_choice check (kind in ('user', 'demo', 'job')),
    constraint session_token_hash_length check (octet_length(token_hash) = 32),
    constraint session_user_agent_length check (char_length(user_agent) <= 300)
);
-- Not unique: two tokens cannot have one sha256, and every unique has the tenant in it.
create index session_token on auth.session (token_hash);
create index session_of_user on auth.session (tenant_id, user_id, created_at desc);

-- Who is asking. Raises 28000 unless `app.session` holds the token of a live session.
create function auth.ctx(out tenant_id bigint, out user_id uuid, out role text, out session_id uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
    select s.tenant_id, s.user_id, u.role, s.id
    into ctx.tenant_id, ctx.user_id, ctx.role, ctx.session_id
    from auth.session s
    join auth.user_account u on u.tenant_id = s.tenant_id and u.id = s.user_id
    where s.token_hash = sha256(convert_to(coalesce(current_setting('app.session', true), ''), 'UTF8'))
        and s.closed_at is null
        and s.expires_at > now()
        and u.deactivated_at is null;
    if not found then
        raise exception 'no session' using errcode = '28000';
    end if;
end $$;

-- The same question as `auth.ctx`, asked for every table of every statement, so it is spelled out:
-- through `ctx` it costs half as much again.
create function auth.tenant_id() returns bigint
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
    tenant bigint;
begin
    select s.tenant_id into tenant
    from auth.session s
    join auth.user_account u on u.tenant_id = s.tenant_id and u.id = s.user_id
    where s.token_hash = sha256(convert_to(coalesce(current_setting('app.session', true), ''), 'UTF8'))
        and s.closed_at is null
        and s.expires_at > now()
        and u.deactivated_at is null;
    if not found then
        raise exception 'no session' using errcode = '28000';
    end if;
    return tenant;
end $$;

create function auth.user_id() returns uuid
language sql stable parallel restricted
return (select c.user_id from auth.ctx() c);

create function auth.is_admin() returns boolean
language sql stable parallel restricted
return (select c.role = 'administrator' from auth.ctx() c);

create function auth.can_write() returns boolean
language sql stable parallel restricted
return (select c.role <> 'read_only' from auth.ctx() c);

alter function auth.ctx() owner to kundkort_definer;
alter function auth.tenant_id() owner to kundkort_definer;
grant execute on function auth.ctx(), auth.tenant_id(), auth.user_id(), auth.is_admin(), auth.can_write()
    to kundkort_web, kundkort_definer;
grant select on auth.tenant, auth.user_account, auth.session to kundkort_definer;
