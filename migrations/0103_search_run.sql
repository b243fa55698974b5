-- Finding, continued: the ways through the tables. Each has a bound on its work.

-- Reads on in Swedish order, `chunk` rows, and says which of them match, and how many the trigram index
-- would give. For what many rows have.
create function crm.search_chunk(plan crm.search_plan, matches text, gin text, from_sort text, from_id uuid, until_sort text,
    chunk integer, out ids uuid[], out scanned bigint, out near bigint, out last_sort text, out last_id uuid)
language plpgsql stable set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_bitmapscan = off
    set enable_sort = off
as $$
begin
    execute format($q$
        select array_agg(s.id) filter (where (%s) and (%s)), count(*), count(*) filter (where %s), max(s.name_sort),
            (array_agg(s.id))[count(*)]
        from (
            select * from crm.%I s
            where %s and (s.name_sort, s.id) > ($1, $2) %s
            order by s.name_sort, s.id limit $3) s
        $q$, plan.filter, matches, coalesce(gin, 'false'), plan.rel, plan.base,
        case when until_sort is not null then 'and s.name_sort < $4' end)
    into ids, scanned, near, last_sort, last_id
    using from_sort, from_id, chunk, until_sort;
end $$;

-- Looks up in the trigram index: in a part of the alphabet, or in all of it. For what few rows have.
-- At most `most` rows are looked at; `capped` says that there are more.
create function crm.search_index(plan crm.search_plan, matches text, gin text, part text, from_sort text, from_id uuid,
    until_sort text, most integer, out ids uuid[], out seen integer, out capped boolean)
language plpgsql stable set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_indexscan = off
    set enable_indexonlyscan = off
as $$
begin
    -- `limit` also keeps the conditions apart: what is inside is for the index, and no more than that.
    execute format($q$
        select array_agg(s.id order by s.name_sort, s.id) filter (
            where %s and %s and (%s) and (s.name_sort, s.id) > ($1, $2) %s), count(*)
        from (select * from crm.%I s where %s limit $3) s
        $q$, plan.base, plan.filter, matches, case when until_sort is not null then 'and s.name_sort < $4' end,
        plan.rel, concat_ws(' and ', plan.firm, part, gin))
    into ids, seen
    using from_sort, from_id, most + 1, until_sort;
    capped := seen > most;
end $$;

-- The next rows that match within one rank: `enough` or more of them, unless it is `complete`.
-- When there are too few and it is not complete, one goes on from `last_sort`, `last_id`.
create function crm.search_pass(plan crm.search_plan, matches text, gin text, from_sort text, from_id uuid,
    until_sort text, enough integer, inout ids uuid[], out complete boolean, out last_sort text, out last_id uuid)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
    nothing uuid := '00000000-0000-0000-0000-000000000000';
    had integer := coalesce(cardinality(ids), 0);
    wanted integer := had + enough;
    part record;
    chunk integer := 200;
    scanned integer := 0;
    -- Rows that may be looked at.
    budget integer := 8000;
    bounds text[] collate "C" := coalesce(plan.bounds, '{}');
    place integer;
    step integer;
    final integer;
    slices integer := 0;
    crowded boolean := false;
begin
    last_sort := from_sort;
    last_id := from_id;
    complete := false;
    loop
        select * into part from crm.search_chunk(plan, matches, case when scanned = 0 then gin end, last_sort, last_id, until_sort, chunk);
        ids := ids || coalesce(part.ids, '{}');
        if part.scanned < chunk then
            complete := true;
            return;
        end if;
        last_sort := part.last_sort;
        last_id := part.last_id;
        scanned := scanned + chunk;
        -- One in twenty-five would be visited in vain.
        if gin is not null and part.near * 25 > chunk and (cardinality(ids) - had) * 2 < part.near then
            gin := null;
            budget := 4000;
        end if;
        if cardinality(ids) >= wanted or scanned >= budget and gin is null then
            return;
        end if;
        -- One in a hundred fills the page sooner by reading on than by looking up.
        exit when gin is not null and (scanned >= budget or (cardinality(ids) - had) * 100 < scanned);
        -- As many as are likely to fill the page.
        chunk := least(greatest((wanted - cardinality(ids)) * scanned / greatest(cardinality(ids) - had, 1) * 6 / 5, 100),
            4 * chunk, 3200, greatest(budget - scanned, 100));
    end loop;

    place := width_bucket(last_sort, bounds);
    final := case when until_sort is null then cardinality(bounds) else width_bucket(until_sort, bounds) end;
    -- One slice, to see how many it gives; then a region, or everything that is left when that is
    -- not much. Looking further than the page needs would only count.
    step := 1;
    budget := 6000;
    while place <= final loop
        if final > place and slices > 0 and not crowded and (cardinality(ids) - had) * (final - place + 1) < 200 * slices then
            select * into part from crm.search_index(plan, matches, gin, null, last_sort, last_id, until_sort, 500);
            if not part.capped then
                ids := ids || coalesce(part.ids, '{}');
                complete := true;
                return;
            end if;
            crowded := true;
            step := 16;
        end if;
        select * into part from crm.search_index(plan, matches, gin,
            case when cardinality(bounds) = 0 then null
                when step = 1 then format('s.slice = %s::smallint', place)
                else format('s.region = %s::smallint', place / 16) end,
            last_sort, last_id, until_sort, case when step = 1 then 100000 else 2000 end);
        if part.capped then
            -- More in this region than the page needs: slice by slice, then.
            budget := budget - 500;
            step := 1;
            continue when budget > 0;
            return;
        end if;
        ids := ids || coalesce(part.ids, '{}');
        -- A look-up itself costs something: more when it goes through every field.
        budget := budget - part.seen - case when gin like '% or %' then 1200 else 200 end;
        slices := slices + case step when 1 then 1 else 16 - place % 16 end;
        place := case step when 1 then place + 1 else (place / 16 + 1) * 16 end;
        if place > final then
            complete := true;
            return;
        end if;
        last_sort := bounds[place];
        last_id := nothing;
        if cardinality(ids) >= wanted or budget <= 0 then
            return;
        end if;
        -- As many slices as are likely to fill the page, and none that is likely to hold too many.
        step := case when (cardinality(ids) - had) * 4 > (wanted - cardinality(ids)) * slices
            or (6000 - budget) * 16 > budget * slices then 1 else 16 end;
    end loop;
end $$;

-- Every row that a condition finds, by rank, when they are few: at most `most` are looked at.
create function crm.search_shot(plan crm.search_plan, base text, matches text, after_rank integer, after_sort text,
    after_id uuid, most integer, out ids uuid[], out capped boolean)
language plpgsql stable set search_path = pg_catalog, pg_temp set enable_seqscan = off
as $$
declare
    n bigint;
begin
    execute format($q$
        select array_agg(s.id order by s.place, s.name_sort, s.id) filter (
            where s.hit and (s.place, s.name_sort, s.id) > ($1, $2, $3)), count(*)
        from (
            select s.id, s.name_sort, %s as place, %s and %s and (%s) as hit
            from (select * from crm.%I s where %s limit $4) s) s
        $q$, plan.rank, plan.base, plan.filter, matches, plan.rel, base)
    into ids, n
    using after_rank, after_sort, after_id, most + 1;
    capped := n > most;
end $$;
