-- The journal is sealed (S11, docs/adr/0012-sealed-journal.md): each change carries a digest of what it
-- says, and each day of a firm a digest of those and of the day before, which is also kept outside.

-- Null until it is sealed, in rows from before.
alter table journal.change
    add column digest bytea,
    -- What it said was deleted for good, with what it was about.
    add column erased boolean not null default false;

-- All that a change says. Not who may see it, which follows its contact.
create function journal.digest_of(c journal.change) returns bytea
language sql stable set search_path = pg_catalog, pg_temp
return sha256(convert_to(jsonb_build_array(c.tenant_id, (extract(epoch from c.at) * 1000000)::bigint, c.seq, c.command,
    c.undoes, c.actor_id, c.session_id, c.source, c.table_name, c.row_id, c.op, c.before, c.after)::text, 'UTF8'));

create function journal.take_digest() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    new.digest := journal.digest_of(new);
    return new;
end $$;
create trigger digest before insert on journal.change for each row execute function journal.take_digest();

-- A day of a firm (UTC): of how many changes, and the digest of theirs, in order, after that of the day
-- before it that has any.
create table journal.seal (
    tenant_id bigint not null,
    day date not null,
    changes bigint not null,
    digest bytea not null,
    sealed_at timestamptz not null default now(),
    constraint seal_pkey primary key (tenant_id, day),
    constraint seal_tenant_fkey foreign key (tenant_id) references auth.tenant (id),
    constraint seal_digest_length check (octet_length(digest) = 32)
);
alter table journal.seal enable row level security;
alter table journal.seal force row level security;
create policy definer on journal.seal to kundkort_definer using (true) with check (true);
grant select, insert on journal.seal to kundkort_definer;
grant update (digest, erased) on journal.change to kundkort_definer;

-- The digest of a day, after the one before.
create function journal.digest_of_day(tenant bigint, day date, previous bytea, out changes bigint, out digest bytea)
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select count(*), sha256(coalesce(previous, '') || coalesce(string_agg(c.digest, '' order by c.at, c.seq), ''))
    from journal.change c
    where c.tenant_id = tenant
        and c.at >= day::timestamp at time zone 'UTC' and c.at < (day + 1)::timestamp at time zone 'UTC';
end;

-- Seals the days that are over and are not sealed, at most so many; gives them. Nobody asks who they
-- are: it takes nothing but a number, and tells nothing of what was written.
create function journal.seal_days(most integer)
returns table (tenant_id bigint, day date, changes bigint, digest bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    firm bigint;
    last record;
    next_day date;
    sealed record;
    left_over integer := most;
    -- A change is written within five minutes of its time (`transaction_timeout`), or not at all.
    today constant date := ((now() - interval '10 minutes') at time zone 'UTC')::date;
begin
    -- Several servers share the work: one seals, the others need not.
    if not pg_try_advisory_xact_lock(hashtext('journal.seal_days')) then
        return;
    end if;
    for firm in select t.id from auth.tenant t order by t.id loop
        loop
            exit when left_over <= 0;
            select s.day, s.digest into last from journal.seal s where s.tenant_id = firm order by s.day desc limit 1;
            select (min(c.at) at time zone 'UTC')::date into next_day
            from journal.change c
            where c.tenant_id = firm
                and c.at >= coalesce((last.day + 1)::timestamp at time zone 'UTC', '-infinity');
            exit when next_day is null or next_day >= today;
            update journal.change c set digest = journal.digest_of(c)
            where c.tenant_id = firm and c.digest is null
                and c.at >= next_day::timestamp at time zone 'UTC'
                and c.at < (next_day + 1)::timestamp at time zone 'UTC';
            select d.changes, d.digest into sealed from journal.digest_of_day(firm, next_day, last.digest) d;
            insert into journal.seal (tenant_id, day, changes, digest)
            values (firm, next_day, sealed.changes, sealed.digest);
            tenant_id := firm;
            day := next_day;
            changes := sealed.changes;
            digest := sealed.digest;
            return next;
            left_over := left_over - 1;
        end loop;
    end loop;
end $$;
alter function journal.seal_days(integer) owner to kundkort_definer;
grant execute on function journal.digest_of(journal.change), journal.take_digest(),
    journal.digest_of_day(bigint, date, bytea) to kundkort_definer;
grant execute on function journal.seal_days(integer) to kundkort_web;

-- What does not fit: of each firm the first change whose content is not what its digest says, and the
-- first day whose changes are not those that were sealed. Run by the owner.
create function journal.verify()
returns table (tenant_id bigint, day date, at timestamptz, seq bigint, table_name text, problem text)
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    (select distinct on (c.tenant_id) c.tenant_id, (c.at at time zone 'UTC')::date, c.at, c.seq, c.table_name, 'changed'
    from journal.change c
    where case when c.erased
        then c.before is distinct from journal.without_values(c.before)
            or c.after is distinct from journal.without_values(c.after)
        else c.digest is distinct from journal.digest_of(c)
            -- From before there were digests, and not sealed yet.
            and not (c.digest is null and c.at >= coalesce((
                select (max(s.day) + 1)::timestamp at time zone 'UTC' from journal.seal s
                where s.tenant_id = c.tenant_id), '-infinity'))
        end
    order by c.tenant_id, c.at, c.seq)
    union all
    (select distinct on (s.tenant_id) s.tenant_id, s.day, null, null, '',
        case when d.changes = s.changes then 'replaced' when d.changes < s.changes then 'missing' else 'added' end
    from (
        select s.*, lag(s.digest) over (partition by s.tenant_id order by s.day) as previous from journal.seal s
    ) s
    cross join lateral journal.digest_of_day(s.tenant_id, s.day, s.previous) d
    where d.digest <> s.digest
    order by s.tenant_id, s.day)
    union all
    -- A day that lies between sealed ones and was not.
    (select distinct on (c.tenant_id) c.tenant_id, (c.at at time zone 'UTC')::date, c.at, c.seq, c.table_name, 'added'
    from journal.change c
    where c.at < (select max(s.day)::timestamp at time zone 'UTC' from journal.seal s where s.tenant_id = c.tenant_id)
        and not exists (select from journal.seal s
            where s.tenant_id = c.tenant_id and s.day = (c.at at time zone 'UTC')::date)
    order by c.tenant_id, c.at, c.seq);
end;

-- What is deleted for good says so of itself.
do $$
declare
    target constant regprocedure := 'crm.erase(bigint, uuid[], uuid[], uuid[])';
    was constant text := 'set before = journal.without_values(c.before)';
    text_now constant text := pg_get_functiondef(target);
begin
    if position(was in text_now) = 0 then
        raise exception '% has no «%»', target, was;
    end if;
    execute replace(text_now, was, 'set erased = true, before = journal.without_values(c.before)');
end $$;
