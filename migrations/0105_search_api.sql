-- Finding, the last of it: positions, and what the application calls.

-- A position in a list, as text that means nothing to whoever holds it; and back. A text that is
-- not one gives nulls, which is the first page.
create function crm.search_cursor(rank integer, name_sort text, id uuid, count integer, more boolean) returns text
language sql immutable parallel safe
return translate(encode(convert_to(concat_ws(E'\x1f', '1', rank, id, count, more::int, left(name_sort, 200)), 'UTF8'),
    'base64'), E'+/=\n', '-_');

create function crm.search_position(cursor text, out rank integer, out name_sort text, out id uuid, out count integer,
    out more boolean)
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
declare
    plain text := translate(left(cursor, 1200), '-_', '+/');
    parts text[];
begin
    parts := string_to_array(convert_from(decode(rpad(plain, (length(plain) + 3) / 4 * 4, '='), 'base64'), 'UTF8'), E'\x1f');
    if cardinality(parts) = 6 and parts[1] = '1' and parts[2] ~ '^[0-6]$' and parts[4] ~ '^[0-9]{1,4}$'
        and parts[5] ~ '^[01]$'
    then
        id := parts[3]::uuid;
        rank := parts[2]::integer;
        count := least(parts[4]::integer, 1000);
        more := parts[5] = '1';
        name_sort := parts[6];
    end if;
exception
    -- Whatever is wrong with it: it is not one of ours.
    when others then
        rank := null;
end $$;

-- The rows of the population when they are few, by a condition that an index has; otherwise null.
create function crm.search_few(plan crm.search_plan, population text, categories uuid[], combine text) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp set enable_seqscan = off
as $$
declare
    n bigint;
    link text := case plan.among when 'c' then 'contact_category' else 'company_category' end;
    holder text := case plan.among when 'c' then 'contact_id' else 'company_id' end;
begin
    if population in ('mine', 'customers', 'trash', 'without_company', 'private') and plan.base like '% and %' then
        execute format('select count(*) from (select from crm.%I s where %s limit 2001) s', plan.rel, plan.base) into n;
        if n <= 2000 then
            return plan.base;
        end if;
    end if;
    if cardinality(categories) > 0 and combine is distinct from 'none' then
        execute format('select count(*) from (select from crm.%I g where g.tenant_id = $1 and g.category_id = any ($2) limit 1001) g', link)
        into n using plan.tenant, categories;
        if n <= 1000 then
            return format('%s and s.id = any (array(select g.%I from crm.%I g where g.tenant_id = %s and g.category_id = any (%L)))',
                plan.base, holder, link, plan.tenant, categories);
        end if;
    end if;
    return null;
end $$;

-- What the index is asked for the word that the fewest names have, when that is few; of a word that no
-- name has, nothing is known, and it is tried. Null when all are common.
create function crm.search_rarest(plan crm.search_plan) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp set enable_seqscan = off
as $$
declare
    n integer;
    fewest integer := 600;
    rarest text;
begin
    for i in 1 .. cardinality(plan.several_gin) loop
        execute format($q$
            select count(*) from (
                select from crm.search_term s
                    join lateral (select from crm.search_name n where n.tenant_id = s.tenant_id and n.among = s.among
                        and n.kind = s.kind and n.term = s.term limit 600) n on true
                where s.tenant_id = %s::bigint and s.among = %L and s.folded like %L limit 600) n
            $q$, plan.tenant, plan.among, '%' || crm.search_escape(plan.several_words[i]) || '%')
        into n;
        if n < fewest then
            fewest := n;
            rarest := plan.several_gin[i];
        end if;
    end loop;
    return rarest;
end $$;

-- Names by several words, or anything by whole ones: from the position on.
create function crm.search_ranked(plan crm.search_plan, rank integer, from_sort text, from_id uuid, enough integer,
    inout ids uuid[], out complete boolean, out at_rank integer, out last_sort text, out last_id uuid)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
    nothing uuid := '00000000-0000-0000-0000-000000000000';
    begins text;
    rare text;
    part record;
begin
    complete := false;
    at_rank := greatest(rank, 1);
    last_sort := case when rank < 1 then '' else from_sort end;
    last_id := case when rank < 1 then nothing else from_id end;
    if at_rank = 1 then
        foreach begins in array plan.several loop
            continue when last_sort collate "C" >= begins || U&'\+10FFFF';
            if last_sort collate "C" < begins then
                last_sort := begins;
                last_id := nothing;
            end if;
            select * into part from crm.search_pass(plan, format('(%s) = 1', plan.rank), plan.names_gin, last_sort, last_id,
                begins || U&'\+10FFFF', enough, ids);
            ids := part.ids;
            last_sort := part.last_sort;
            last_id := part.last_id;
            if cardinality(ids) >= enough or not part.complete then
                return;
            end if;
        end loop;
        at_rank := 5;
        last_sort := '';
        last_id := nothing;
    end if;
    -- The rest at once when one of the words is rare, else rank by rank.
    rare := case when plan.several_gin is not null then crm.search_rarest(plan) else plan.gin end;
    if rare is not null then
        select * into part from crm.search_shot(plan, concat_ws(' and ', plan.firm, rare), plan.matches, at_rank,
            last_sort, last_id, 1200);
        if not part.capped then
            ids := ids || coalesce(part.ids, '{}');
            complete := true;
            return;
        end if;
    end if;
    for step in at_rank .. 6 loop
        exit when step = 6 and plan.others is null;
        if step > at_rank then
            last_sort := '';
            last_id := nothing;
        end if;
        at_rank := step;
        select * into part from crm.search_pass(plan, format('%s and (%s) = %s', plan.matches, plan.rank, step),
            case when step = 5 then plan.names_gin else plan.others_gin end, last_sort, last_id, null, enough, ids);
        ids := part.ids;
        last_sort := part.last_sort;
        last_id := part.last_id;
        if cardinality(ids) >= enough or not part.complete then
            return;
        end if;
    end loop;
    complete := true;
end $$;

-- One page of a search. `count` goes to 1 000 at most; there may be `more` than that, or than was
-- worth counting. `next` is null on the last page. A page may be short, even empty, and still have a
-- `next`: work per call is bounded, and the caller may go on.
create function crm.search_run(kind_of "char", typed text, field text, how text, population text, categories uuid[],
    combine text, after text, size integer, out ids uuid[], out next text, out count integer, out more boolean)
language plpgsql stable set search_path = pg_catalog, pg_temp set jit = off set max_parallel_workers_per_gather = 0
as $$
declare
    nothing uuid := '00000000-0000-0000-0000-000000000000';
    plan crm.search_plan;
    start record := crm.search_position(after);
    part record;
    few text;
    enough integer;
    most integer;
    rank integer := coalesce(start.rank, -1);
    last_sort text := coalesce(start.name_sort, '');
    last_id uuid := coalesce(start.id, nothing);
    pinned uuid;
    complete boolean := false;
begin
    ids := '{}';
    size := least(greatest(coalesce(size, 60), 1), 200);
    categories := coalesce(categories[:50], '{}');
    enough := size + 1;
    most := case when start.rank is null then 1001 else enough end;
    plan := crm.search_work_out(crm.search_scope(kind_of, population, categories, combine), typed, field, how);
    if plan is null then
        count := 0;
        more := false;
        return;
    end if;

    -- The customer with just this number, first of all.
    if plan.number is not null then
        execute format('select s.id from crm.customer k join crm.%I s on s.tenant_id = k.tenant_id and s.id = k.%I
            where k.tenant_id = $1 and k.number = $2 and k.ended_at is null and %s and %s',
            plan.rel, case kind_of when 'c' then 'contact_id' else 'company_id' end, plan.base, plan.filter)
        into pinned using plan.tenant, plan.number;
        if pinned is not null then
            plan.filter := format('%s and s.id <> %L', plan.filter, pinned);
            if start.rank is null then
                ids := array[pinned];
            end if;
        end if;
    end if;

    few := case when plan.matches is not null then crm.search_few(plan, population, categories, combine) end;
    if few is not null then
        select * into part from crm.search_shot(plan, few, plan.matches, rank, last_sort, last_id, 100000);
        ids := ids || coalesce(part.ids, '{}');
        complete := true;
    elsif plan.word is not null then
        complete := true;
        if rank < 6 then
            select * into part from crm.search_by_name(plan, rank, last_sort, last_id, enough, most, ids);
            ids := part.ids;
            count := part.count;
            complete := part.complete;
            rank := case when complete then 6 else part.at_rank end;
            last_sort := case when complete then '' else part.last_sort end;
            last_id := case when complete then nothing else part.last_id end;
        end if;
        if complete and plan.others is not null then
            complete := false;
            -- Beside a full page, the other fields only count; in a big firm that is not worth its time.
            if cardinality(ids) < (case when coalesce(cardinality(plan.bounds), 0) < 32 then most else enough end) then
                select * into part from crm.search_pass(plan, format('not (%s) and %s', plan.names, plan.others),
                    plan.others_gin, last_sort, last_id, null, greatest(enough - cardinality(ids), 1), ids);
                ids := part.ids;
                complete := part.complete;
                last_sort := part.last_sort;
                last_id := part.last_id;
            end if;
        end if;
    elsif plan.several is not null then
        select * into part from crm.search_ranked(plan, rank, last_sort, last_id, enough, ids);
        ids := part.ids;
        complete := part.complete;
        rank := part.at_rank;
        last_sort := part.last_sort;
        last_id := part.last_id;
    else
        -- One rank: a list of everybody, or one field.
        rank := 6;
        select * into part from crm.search_pass(plan, coalesce(plan.matches, 'true'), plan.gin, last_sort, last_id, null,
            case when plan.matches is null then most else enough end, ids);
        ids := part.ids;
        complete := part.complete;
        last_sort := part.last_sort;
        last_id := part.last_id;
    end if;

    if start.rank is null then
        more := not complete or cardinality(ids) > 1000;
        count := greatest(count, least(cardinality(ids), 1000));
    else
        count := start.count;
        more := start.more;
    end if;
    if cardinality(ids) > size then
        ids := ids[:size];
        execute format('select (%s), s.name_sort from crm.%I s where s.tenant_id = $1 and s.id = $2', plan.rank, plan.rel)
        into rank, last_sort using plan.tenant, ids[size];
        next := crm.search_cursor(case when ids[size] = pinned then 0 else rank end, last_sort, ids[size], count, more);
    elsif not complete then
        next := crm.search_cursor(greatest(rank, 0), last_sort, last_id, count, more);
    end if;
end $$;

-- What the application calls. `field`, `how`, `population` and `combine` are the words of domain::search.
create function crm.search_contacts(typed text, field text, how text, population text, categories uuid[], combine text,
    after text, size integer, out ids uuid[], out next text, out count integer, out more boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select * from crm.search_run('c'::"char", typed, field, how, population, categories, combine, after, size);
end;

create function crm.search_companies(typed text, field text, how text, population text, categories uuid[], combine text,
    after text, size integer, out ids uuid[], out next text, out count integer, out more boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select * from crm.search_run('o'::"char", typed, field, how, population, categories, combine, after, size);
end;

do $$
declare
    part regprocedure;
begin
    for part in
        select p.oid::regprocedure from pg_proc p
        where p.pronamespace = 'crm'::regnamespace and p.proname in ('search_escape', 'search_like', 'search_word',
            'search_gin', 'search_phrase_gin', 'search_rarest', 'search_all', 'search_everywhere', 'search_digits', 'search_scope',
            'search_work_out', 'search_rank',
            'search_chunk', 'search_index', 'search_pass', 'search_shot', 'search_vocabulary', 'search_merge', 'search_count',
            'search_named', 'search_by_name', 'search_cursor', 'search_position', 'search_few', 'search_ranked', 'search_run')
    loop
        execute format('grant execute on function %s to kundkort_definer', part);
    end loop;
end $$;
grant usage on type crm.search_plan to kundkort_definer;
alter function crm.search_contacts(text, text, text, text, uuid[], text, text, integer) owner to kundkort_definer;
alter function crm.search_companies(text, text, text, text, uuid[], text, text, integer) owner to kundkort_definer;
grant execute on function crm.search_contacts(text, text, text, text, uuid[], text, text, integer),
    crm.search_companies(text, text, text, text, uuid[], text, text, integer) to kundkort_web;
