-- Settings: the firm, its users and how they get in, its customer number series.
--
-- What administrators do goes through functions, one at a time per firm; no column here can be
-- written by the web role itself, except a user's own name.

-- The firm, as it stands on what it sends.
alter table auth.tenant
    -- What the journal knows the firm by.
    add column row_id uuid not null default uuidv7(),
    add column organisation_number text not null default '',
    add column street text not null default '',
    add column postcode text not null default '',
    add column city text not null default '',
    add column phone text not null default '',
    add column email text not null default '',
    add column website text not null default '',
    -- Seven or eight digits, without a hyphen.
    add column bankgiro text not null default '',
    add constraint tenant_organisation_number_form check (organisation_number ~ '^([0-9]{6}-[0-9]{4})?$'),
    add constraint tenant_street_length check (char_length(street) <= 500),
    add constraint tenant_postcode_length check (char_length(postcode) <= 20),
    add constraint tenant_city_length check (char_length(city) <= 200),
    add constraint tenant_phone_length check (char_length(phone) <= 50),
    add constraint tenant_email_length check (char_length(email) <= 254),
    add constraint tenant_website_length check (char_length(website) <= 2000),
    add constraint tenant_bankgiro_form check (bankgiro ~ '^([0-9]{7,8})?$');
grant select (organisation_number, street, postcode, city, phone, email, website, bankgiro) on auth.tenant
    to kundkort_web;
grant update on auth.tenant to kundkort_definer;

-- Who is invited has no password yet, and cannot sign in.
alter table auth.user_account
    alter column salt drop not null,
    alter column verifier drop not null,
    add column link_made_at timestamptz,
    add column password_changed_at timestamptz,
    add constraint user_account_password_whole check ((salt is null) = (verifier is null));
grant insert, update on auth.user_account to kundkort_definer;
grant update (name) on auth.user_account to kundkort_web;

-- The one link that lets a user choose a password: an invitation, or a new password. Only the hash
-- of its token is kept. A new one takes the place of the old, and a used one is gone.
create table auth.account_link (
    tenant_id bigint not null,
    user_id uuid not null,
    kind text not null,
    token_hash bytea not null,
    expires_at timestamptz not null,
    constraint account_link_pkey primary key (tenant_id, user_id),
    constraint account_link_user_fkey foreign key (tenant_id, user_id)
        references auth.user_account (tenant_id, id) on delete cascade,
    constraint account_link_kind_choice check (kind in ('invite', 'password')),
    constraint account_link_token_hash_length check (octet_length(token_hash) = 32)
);
create index account_link_token on auth.account_link (token_hash);
alter table auth.account_link enable row level security;
alter table auth.account_link force row level security;
create policy definer on auth.account_link to kundkort_definer using (true) with check (true);
grant select, insert, update, delete on auth.account_link to kundkort_definer;

-- ── The journal ─────────────────────────────────────────────────────────────

create function journal.write_settings(
    tenant bigint, actor uuid, session uuid, table_name text, row_id uuid, op text, before jsonb, after jsonb)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    acting uuid := nullif(current_setting('app.command', true), '')::uuid;
begin
    if acting is null then
        acting := uuidv7();
        perform set_config('app.command', acting::text, true);
    end if;
    insert into journal.change (tenant_id, command, actor_id, session_id, source, table_name, row_id, op, before, after)
    values (tenant, acting, actor, session, coalesce(nullif(current_setting('app.source', true), ''), 'user'),
        write_settings.table_name, write_settings.row_id, op, before, after);
end $$;

-- Journals a table of settings. Its argument names the columns that are kept, not those that are
-- left out: a secret that is added later must not end up in the journal by itself.
create function journal.record_settings() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    kept text[] := tg_argv[0]::text[];
    was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
    is_now jsonb := to_jsonb(new);
    me record;
    tenant bigint := coalesce(is_now ->> 'tenant_id', is_now ->> 'id')::bigint;
    row_id uuid;
    before jsonb;
    after jsonb;
begin
    -- The command line of whoever runs the server is nobody at the firm.
    if coalesce(current_setting('app.session', true), '') = '' then
        return null;
    end if;
    select jsonb_object_agg(k.key, was -> k.key), jsonb_object_agg(k.key, is_now -> k.key)
    into before, after
    from unnest(kept) k (key)
    where is_now ? k.key and (was is null or was -> k.key is distinct from is_now -> k.key);
    if after is null then
        return null;
    end if;
    select * into me from auth.ctx();
    if me.tenant_id is distinct from tenant then
        raise exception 'the row belongs to another firm' using errcode = 'insufficient_privilege';
    end if;
    if tg_table_name = 'user_account' then
        row_id := new.id;
    else
        select t.row_id into row_id from auth.tenant t where t.id = tenant;
    end if;
    perform journal.write_settings(tenant, me.user_id, me.session_id, tg_table_name, row_id, lower(tg_op),
        case when was is not null then before end, after);
    return null;
end $$;

create trigger zz_journal after update on auth.tenant
    for each row execute function journal.record_settings(
        '{name,time_zone,organisation_number,street,postcode,city,phone,email,website,bankgiro}');
-- Rights that come later are journalled when their columns are there.
create trigger zz_journal after insert or update on auth.user_account
    for each row execute function journal.record_settings(
        '{name,email,role,identity_reader,task_administrator,deactivated_at,link_made_at,password_changed_at}');
-- Raised by an administrator; the draws are in the journal as customers.
create trigger zz_journal after update on crm.customer_series
    for each row when (pg_trigger_depth() = 0) execute function journal.record_settings('{next_number}');

-- ── The last administrator ──────────────────────────────────────────────────

-- A firm keeps one who can sign in. Two at once wait for each other at the firm's row.
create function auth.keep_administrator() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    was boolean := old.role = 'administrator' and old.deactivated_at is null and old.verifier is not null;
begin
    if was and (tg_op = 'DELETE'
        or new.role <> 'administrator' or new.deactivated_at is not null or new.verifier is null)
    then
        perform from auth.tenant t where t.id = old.tenant_id for no key update;
        if not exists (
            select from auth.user_account u
            where u.tenant_id = old.tenant_id and u.id <> old.id
                and u.role = 'administrator' and u.deactivated_at is null and u.verifier is not null)
        then
            raise exception 'the last administrator' using errcode = 'check_violation',
                schema = 'auth', table = 'user_account', constraint = 'user_account_last_administrator';
        end if;
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger keep_administrator before update or delete on auth.user_account
    for each row execute function auth.keep_administrator();

-- ── What administrators do ──────────────────────────────────────────────────

-- Who asks, when it is an administrator. Until the transaction ends nobody else of the firm gets
-- past this, and somebody who has just lost the role does not either.
create function auth.administrator(out tenant_id bigint, out user_id uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
begin
    for attempt in 1 .. 2 loop
        select * into me from auth.ctx();
        if me.role <> 'administrator' then
            raise exception 'administrators only' using errcode = 'insufficient_privilege';
        end if;
        perform from auth.tenant t where t.id = me.tenant_id for no key update;
    end loop;
    tenant_id := me.tenant_id;
    user_id := me.user_id;
end $$;

-- Everybody at the firm, as administrators see them. Times are in the firm's own zone.
create function auth.users()
returns table (id uuid, name text, email text, role text, active boolean, invited boolean,
    last_seen text, days_ago integer, link_open boolean)
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
            where l.tenant_id = u.tenant_id and l.user_id = u.id and l.expires_at > now())
    from auth.user_account u
    join auth.tenant t on t.id = u.tenant_id
    left join lateral (
        select max(s.last_seen_at) as at from auth.session s
        where s.tenant_id = u.tenant_id and s.user_id = u.id and s.kind <> 'job'
    ) seen on true
    where u.tenant_id = me.tenant_id
    order by u.deactivated_at is not null, crm.sort_key(u.name) collate "C", u.id;
end $$;

create function auth.put_link(tenant bigint, account uuid, kind text, token_hash bytea) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    insert into auth.account_link (tenant_id, user_id, kind, token_hash, expires_at)
    values (tenant, account, kind, token_hash,
        now() + case kind when 'invite' then interval '7 days' else interval '30 minutes' end)
    on conflict (tenant_id, user_id) do update
    set kind = excluded.kind, token_hash = excluded.token_hash, expires_at = excluded.expires_at;
end;

-- An account without a password, and the link that gives it one.
create function auth.invite_user(name text, email text, role text, token_hash bytea) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
    account uuid;
begin
    select * into me from auth.administrator();
    insert into auth.user_account (tenant_id, name, email, role, link_made_at)
    values (me.tenant_id, invite_user.name, invite_user.email, invite_user.role, now())
    returning id into account;
    perform auth.put_link(me.tenant_id, account, 'invite', token_hash);
    return account;
end $$;

-- A new link for a user; the old one dies. Gives its kind, or nothing when there is no such active
-- user. Not for oneself: one's own password is changed by saying the old one.
create function auth.new_link(account uuid, token_hash bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
    kind text;
begin
    select * into me from auth.administrator();
    if account = me.user_id then
        raise exception 'not for oneself' using errcode = 'check_violation',
            schema = 'auth', table = 'user_account', constraint = 'user_account_own';
    end if;
    update auth.user_account u set link_made_at = clock_timestamp()
    where u.tenant_id = me.tenant_id and u.id = account and u.deactivated_at is null
    returning case when u.verifier is null then 'invite' else 'password' end into kind;
    if kind is not null then
        perform auth.put_link(me.tenant_id, account, kind, token_hash);
    end if;
    return kind;
end $$;

create function auth.end_sessions(tenant bigint, account uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    update auth.session s set closed_at = now()
    where s.tenant_id = tenant and s.user_id = account and s.closed_at is null;
end;

-- Another role: whoever has it signs in anew (trust.md §1.3, case 18). False when there is no such user.
create function auth.set_role(account uuid, role text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
    before text;
begin
    select * into me from auth.administrator();
    select u.role into before from auth.user_account u
    where u.tenant_id = me.tenant_id and u.id = account for no key update;
    if not found then
        return false;
    end if;
    if before = set_role.role then
        return true;
    end if;
    if account = me.user_id then
        raise exception 'one''s own role' using errcode = 'check_violation',
            schema = 'auth', table = 'user_account', constraint = 'user_account_own';
    end if;
    update auth.user_account u set role = set_role.role where u.tenant_id = me.tenant_id and u.id = account;
    perform auth.end_sessions(me.tenant_id, account);
    return true;
end $$;

-- Takes an account out of use, or back into it. Sessions and links die at once. False when there
-- is no such user.
create function auth.set_active(account uuid, active boolean) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
    before record;
begin
    select * into me from auth.administrator();
    select u.deactivated_at is null as active into before from auth.user_account u
    where u.tenant_id = me.tenant_id and u.id = account for no key update;
    if not found then
        return false;
    end if;
    if before.active = set_active.active then
        return true;
    end if;
    if account = me.user_id then
        raise exception 'oneself' using errcode = 'check_violation',
            schema = 'auth', table = 'user_account', constraint = 'user_account_own';
    end if;
    update auth.user_account u set deactivated_at = case when set_active.active then null else now() end
    where u.tenant_id = me.tenant_id and u.id = account;
    perform auth.end_sessions(me.tenant_id, account);
    delete from auth.account_link l where l.tenant_id = me.tenant_id and l.user_id = account;
    return true;
end $$;

-- The time zones that PostgreSQL knows and that are places, Europe first.
create function auth.time_zones() returns setof text
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select z.name from pg_timezone_names z
    where z.name ~ '^(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/'
    order by z.name !~ '^Europe/', z.name collate "C";
end;

-- Saves what the firm says of itself.
create function auth.set_firm(
    name text, organisation_number text, street text, postcode text, city text, phone text, email text, website text,
    bankgiro text, time_zone text)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
    before text;
begin
    select * into me from auth.administrator();
    select t.time_zone into before from auth.tenant t where t.id = me.tenant_id;
    -- Only when it changes: reading the list takes its time.
    if before <> set_firm.time_zone and not exists (
        select from auth.time_zones() z (name) where z.name = set_firm.time_zone)
    then
        raise exception 'no such time zone' using errcode = 'check_violation',
            schema = 'auth', table = 'tenant', constraint = 'tenant_time_zone_choice';
    end if;
    update auth.tenant t
    set name = set_firm.name, organisation_number = set_firm.organisation_number, street = set_firm.street,
        postcode = set_firm.postcode, city = set_firm.city, phone = set_firm.phone, email = set_firm.email,
        website = set_firm.website, bankgiro = set_firm.bankgiro, time_zone = set_firm.time_zone
    where t.id = me.tenant_id;
end $$;

-- Raises the series: never below where it stands, nor to a number that is used. False if it would.
create function crm.raise_series(next bigint) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
    stands bigint;
begin
    select * into me from auth.administrator();
    insert into crm.customer_series (tenant_id) values (me.tenant_id) on conflict (tenant_id) do nothing;
    select s.next_number into stands from crm.customer_series s where s.tenant_id = me.tenant_id for update;
    if next is null or next < stands or next > 999999999999999
        or exists (select from crm.customer c where c.tenant_id = me.tenant_id and c.number >= next)
    then
        return false;
    end if;
    update crm.customer_series s set next_number = next where s.tenant_id = me.tenant_id and s.next_number <> next;
    return true;
end $$;

-- Where it stands; nothing for a firm that has none yet.
create function crm.next_customer_number() returns bigint
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
begin
    select * into me from auth.ctx();
    if me.role <> 'administrator' then
        raise exception 'administrators only' using errcode = 'insufficient_privilege';
    end if;
    return (select s.next_number from crm.customer_series s where s.tenant_id = me.tenant_id);
end $$;

-- ── What users do with their own account ────────────────────────────────────

-- The counters of signing in (0008), for whoever tries a link or their own password.
create function auth.net_of(address inet) returns inet
language sql immutable set search_path = pg_catalog, pg_temp
return network(set_masklen(address, case family(address) when 4 then 32 else 64 end));

create function auth.wait_for_turn(who bytea, whence inet) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(encode(who, 'hex'), 1));
    perform pg_advisory_xact_lock(hashtextextended(whence::text, 2));
    return auth.minutes_until_retry(who, whence);
end $$;

-- Changes the password of whoever says the old one: `ok`, `wrong` or `too_many`. Every other
-- session dies, and this one goes on under another token (trust.md §1.3, case 18).
create function auth.change_password(
    derived bytea, salt bytea, verifier bytea, token_hash bytea, address inet,
    out outcome text, out minutes integer, out remember boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
    who bytea;
    whence inet := auth.net_of(address);
begin
    select * into me from auth.ctx();
    select sha256(convert_to(u.email_key, 'UTF8')) into who
    from auth.user_account u where u.tenant_id = me.tenant_id and u.id = me.user_id;
    minutes := auth.wait_for_turn(who, whence);
    remember := false;
    if minutes > 0 then
        outcome := 'too_many';
        return;
    end if;
    update auth.user_account u
    set salt = change_password.salt, verifier = change_password.verifier, password_changed_at = now()
    where u.tenant_id = me.tenant_id and u.id = me.user_id and u.verifier = sha256(derived);
    if not found then
        insert into auth.sign_in_failure (account_key, address_key) values (who, whence);
        outcome := 'wrong';
        return;
    end if;
    delete from auth.sign_in_failure f where f.account_key = who;
    delete from auth.account_link l where l.tenant_id = me.tenant_id and l.user_id = me.user_id;
    perform auth.end_sessions(me.tenant_id, me.user_id);
    insert into auth.session (tenant_id, user_id, kind, token_hash, address, user_agent, expires_at)
    select s.tenant_id, s.user_id, s.kind, change_password.token_hash, s.address, s.user_agent, s.expires_at
    from auth.session s where s.tenant_id = me.tenant_id and s.id = me.session_id;
    select s.expires_at - s.created_at > interval '1 day' into remember
    from auth.session s where s.tenant_id = me.tenant_id and s.id = me.session_id;
    outcome := 'ok';
end $$;

-- Ends every session of whoever asks, this one too.
create function auth.sign_out_everywhere() returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
begin
    select * into me from auth.ctx();
    perform auth.end_sessions(me.tenant_id, me.user_id);
end $$;

-- Whose link it is: `ok`, `gone` or `too_many`. The same for a link that never was, has been used,
-- has been replaced or has run out.
create function auth.link_account(
    token_hash bytea, address inet,
    out outcome text, out minutes integer, out kind text, out name text, out email text, out firm text)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    whence inet := auth.net_of(address);
begin
    minutes := auth.wait_for_turn(token_hash, whence);
    if minutes > 0 then
        outcome := 'too_many';
        return;
    end if;
    select l.kind, u.name, u.email, t.name into kind, name, email, firm
    from auth.account_link l
    join auth.user_account u on u.tenant_id = l.tenant_id and u.id = l.user_id
    join auth.tenant t on t.id = l.tenant_id
    where l.token_hash = link_account.token_hash and l.expires_at > now() and u.deactivated_at is null;
    if not found then
        insert into auth.sign_in_failure (account_key, address_key) values (token_hash, whence);
        outcome := 'gone';
        return;
    end if;
    outcome := 'ok';
end $$;

-- Uses a link: sets the password, of an invitation the name and language too, ends the user's
-- sessions and opens one. Of two at once, one finds it gone.
create function auth.use_link(
    token_hash bytea, name text, language text, salt bytea, verifier bytea, session_hash bytea, address inet,
    user_agent text, out outcome text, out minutes integer)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    whence inet := auth.net_of(address);
    link record;
    was record;
    is_now record;
    session uuid;
begin
    minutes := auth.wait_for_turn(token_hash, whence);
    if minutes > 0 then
        outcome := 'too_many';
        return;
    end if;
    delete from auth.account_link l
    using auth.user_account u
    where l.token_hash = use_link.token_hash and l.expires_at > now()
        and u.tenant_id = l.tenant_id and u.id = l.user_id and u.deactivated_at is null
    returning l.tenant_id, l.user_id, l.kind into link;
    if not found then
        insert into auth.sign_in_failure (account_key, address_key) values (token_hash, whence);
        outcome := 'gone';
        return;
    end if;
    select u.name, u.email_key, u.password_changed_at into was
    from auth.user_account u where u.tenant_id = link.tenant_id and u.id = link.user_id;
    update auth.user_account u
    set salt = use_link.salt, verifier = use_link.verifier, password_changed_at = now(),
        name = case link.kind when 'invite' then use_link.name else u.name end,
        language = case link.kind when 'invite' then use_link.language else u.language end
    where u.tenant_id = link.tenant_id and u.id = link.user_id
    returning u.name, u.password_changed_at into is_now;
    delete from auth.sign_in_failure f where f.account_key = sha256(convert_to(was.email_key, 'UTF8'));
    perform auth.end_sessions(link.tenant_id, link.user_id);
    perform auth.open_session(link.tenant_id, link.user_id, 'user', session_hash, address, user_agent, false);
    select s.id into session from auth.session s where s.token_hash = session_hash;
    -- Not by the trigger: until now there was no session.
    perform journal.write_settings(link.tenant_id, link.user_id, session, 'user_account', link.user_id, 'update',
        jsonb_build_object('name', was.name, 'password_changed_at', was.password_changed_at),
        jsonb_build_object('name', is_now.name, 'password_changed_at', is_now.password_changed_at));
    outcome := 'ok';
end $$;

-- As before (0008), but not as somebody who has not accepted their invitation.
create or replace function auth.demo_sign_in(email text, token_hash bytea, address inet, user_agent text)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    account record;
begin
    select u.tenant_id, u.id into account
    from auth.user_account u join auth.tenant t on t.id = u.tenant_id
    where u.email_key = lower(demo_sign_in.email collate "pg_c_utf8") collate "C"
        and t.demo and u.deactivated_at is null and u.verifier is not null;
    if not found then
        return false;
    end if;
    perform auth.open_session(account.tenant_id, account.id, 'demo', token_hash, address, user_agent, false);
    return true;
end $$;

do $$
declare
    made text;
begin
    foreach made in array array[
        'journal.write_settings(bigint, uuid, uuid, text, uuid, text, jsonb, jsonb)', 'journal.record_settings()',
        'auth.keep_administrator()', 'auth.administrator()', 'auth.users()', 'auth.put_link(bigint, uuid, text, bytea)',
        'auth.invite_user(text, text, text, bytea)', 'auth.new_link(uuid, bytea)', 'auth.end_sessions(bigint, uuid)',
        'auth.set_role(uuid, text)', 'auth.set_active(uuid, boolean)', 'auth.time_zones()',
        'auth.set_firm(text, text, text, text, text, text, text, text, text, text)', 'crm.raise_series(bigint)',
        'crm.next_customer_number()', 'auth.wait_for_turn(bytea, inet)', 'auth.change_password(bytea, bytea, bytea, bytea, inet)',
        'auth.sign_out_everywhere()', 'auth.link_account(bytea, inet)',
        'auth.use_link(bytea, text, text, bytea, bytea, bytea, inet, text)']
    loop
        execute format('alter function %s owner to kundkort_definer', made);
    end loop;
    foreach made in array array[
        'auth.administrator()', 'auth.users()', 'auth.invite_user(text, text, text, bytea)', 'auth.new_link(uuid, bytea)',
        'auth.set_role(uuid, text)', 'auth.set_active(uuid, boolean)', 'auth.time_zones()',
        'auth.set_firm(text, text, text, text, text, text, text, text, text, text)', 'crm.raise_series(bigint)',
        'crm.next_customer_number()', 'auth.change_password(bytea, bytea, bytea, bytea, inet)', 'auth.sign_out_everywhere()',
        'auth.link_account(bytea, inet)', 'auth.use_link(bytea, text, text, bytea, bytea, bytea, inet, text)']
    loop
        execute format('grant execute on function %s to kundkort_web', made);
    end loop;
end $$;
grant execute on function auth.net_of(inet) to kundkort_definer;
