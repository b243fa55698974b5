-- Finding, continued: the ways through the tables. Each has a bound on its work.

-- Reads on in Swedish order, `chunk` rows, and says which of them match. For what many rows have.
create function crm.search_chunk(plan crm.search_plan, matches text, from_sort text, from_id uuid, until_sort text,
    chunk integer, out ids uuid[], out scanned bigint, out last_sort text, out last_id uuid)
language plpgsql stable set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_bitmapscan = off
    set enable_sort = off
as $$
begin
    execute format($q$
        select array_agg(s.id) filter (where (%s) and (%s)), count(*), max(s.name_sort), (array_agg(s.id))[count(*)]
        from (
            select * from crm.%I s
            where %s and (s.name_sort, s.id) > ($1, $2) %s
            order by s.name_sort, s.id limit $3) s
        $q$, plan.filter, matches, plan.rel, plan.base, case when until_sort is not null then 'and s.name_sort < $4' end)
    into ids, scanned, last_sort, last_id
    using from_sort, from_id, chunk, until_sort;
end $$;

-- Looks up in the trigram index: in a part of the alphabet, or in all of it. For what few rows have.
-- Gives at most `most` rows, and says whether there are others.
create function crm.search_index(plan crm.search_plan, matches text, gin text, part text, from_sort text, from_id uuid,
    until_sort text, most integer, out ids uuid[], out capped boolean)
language plpgsql stable set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_indexscan = off
    set enable_indexonlyscan = off
as $$
declare
    n bigint;
begin
    -- `offset 0` keeps the conditions apart: what is inside is for the index, and no more than that.
    execute format($q$
        with hit as materialized (
            select s.id, s.name_sort
            from (select * from crm.%I s where %s offset 0) s
            where %s and %s and (%s) and (s.name_sort, s.id) > ($1, $2) %s
            limit $3)
        select array_agg(id order by name_sort, id), count(*) from hit
        $q$, plan.rel, concat_ws(' and ', plan.firm, part, gin), plan.base, plan.filter, matches,
        case when until_sort is not null then 'and s.name_sort < $4' end)
    into ids, n
    using from_sort, from_id, most + 1, until_sort;
    capped := n > most;
end $$;

-- The next rows that match within one rank: `enough` or more of them, unless it is `complete`.
-- When there are too few and it is not complete, one goes on from `last_sort`, `last_id`.
create function crm.search_pass(plan crm.search_plan, matches text, gin text, from_sort text, from_id uuid,
    until_sort text, enough integer, inout ids uuid[], out complete boolean, out last_sort text, out last_id uuid)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
    nothing uuid := '00000000-0000-0000-0000-000000000000';
    wanted integer := coalesce(cardinality(ids), 0) + enough;
    part record;
    chunk integer := 200;
    budget integer := 8000;
    seen integer;
    bounds text[] collate "C" := coalesce(plan.bounds, '{}');
    place integer;
    step integer;
    final integer;
begin
    last_sort := from_sort;
    last_id := from_id;
    complete := false;
    seen := -coalesce(cardinality(ids), 0);
    loop
        select * into part from crm.search_chunk(plan, matches, last_sort, last_id, until_sort, chunk);
        ids := ids || coalesce(part.ids, '{}');
        if part.scanned < chunk then
            complete := true;
            return;
        end if;
        last_sort := part.last_sort;
        last_id := part.last_id;
        budget := budget - chunk;
        if cardinality(ids) >= wanted or budget <= 0 and gin is null then
            return;
        end if;
        -- One in a hundred fills the page sooner by reading on than by looking up.
        exit when gin is not null and (budget <= 0 or (cardinality(ids) + seen) * 100 < 8000 - budget);
        chunk := least(chunk * 4, budget, 3200);
    end loop;

    place := width_bucket(last_sort, bounds);
    final := case when until_sort is null then cardinality(bounds) else width_bucket(until_sort, bounds) end;
    -- One slice, to see how many it gives; then the region, or everything that is left when that is
    -- not much. Looking further than the page needs would only count.
    step := 1;
    seen := 0;
    while place <= final loop
        if final > place and seen > 0 and (wanted - cardinality(ids)) > 0
            and (cardinality(ids) - wanted + enough) * (final - place + 1) < 200 * seen
        then
            select * into part from crm.search_index(plan, matches, gin, null, last_sort, last_id, until_sort, 400);
            if not part.capped then
                ids := ids || coalesce(part.ids, '{}');
                complete := true;
                return;
            end if;
            step := 8;
        end if;
        select * into part from crm.search_index(plan, matches, gin,
            case when cardinality(bounds) = 0 then null
                when step = 1 then format('s.slice = %s::smallint', place)
                else format('s.region = %s::smallint', place / 8) end,
            last_sort, last_id, until_sort, 100000);
        ids := ids || coalesce(part.ids, '{}');
        seen := seen + case step when 1 then 1 else 8 - place % 8 end;
        place := case step when 1 then place + 1 else (place / 8 + 1) * 8 end;
        if place > final then
            complete := true;
            return;
        end if;
        last_sort := bounds[place];
        last_id := nothing;
        if cardinality(ids) >= wanted then
            return;
        end if;
        -- As many slices as are likely to fill the page.
        step := case when (cardinality(ids) - wanted + enough) > 2 * (wanted - cardinality(ids)) * seen / 3 then 1 else 8 end;
    end loop;
end $$;

-- Every row that a condition finds, by rank, when they are few: up to `most`.
create function crm.search_shot(plan crm.search_plan, base text, matches text, after_rank integer, after_sort text,
    after_id uuid, most integer, out ids uuid[], out capped boolean)
language plpgsql stable set search_path = pg_catalog, pg_temp set enable_seqscan = off
as $$
declare
    n bigint;
begin
    execute format($q$
        with hit as materialized (
            select s.id, s.name_sort, %s as place
            from (select * from crm.%I s where %s offset 0) s
            where %s and %s and (%s) limit $4)
        select array_agg(id order by place, name_sort, id) filter (where (place, name_sort, id) > ($1, $2, $3)), count(*)
        from hit
        $q$, plan.rank, plan.rel, base, plan.base, plan.filter, matches)
    into ids, n
    using after_rank, after_sort, after_id, most + 1;
    capped := n > most;
end $$;
