-- The parts of the alphabet, the third part of 0211: they are gone through by one statement, each part with a small bound.

-- Looks up in the trigram index in one part of the alphabet after the other (`part` = slice or region), until there
-- are `wanted` ids or the budget is used up. A part in which more than `most` rows are to be looked at is
-- `crowded`: it is left to the caller, as are those from `place` on.
create function crm.search_sweep(plan crm.search_plan, matches text, gin text, part text, first integer, final integer,
    from_sort text, from_id uuid, until_sort text, wanted integer, most integer, each integer,
    inout ids uuid[], inout budget integer, out place integer, out crowded boolean)
language plpgsql stable set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_indexscan = off
    set enable_indexonlyscan = off
as $$
declare
    parts refcursor;
    found_in record;
begin
    crowded := false;
    place := first;
    -- A cursor, since it looks at the next part only when it is asked for. `limit` also keeps the conditions apart: what is
    -- inside is for the index, and no more than that.
    open parts no scroll for execute format($q$
        select h.ids, h.seen
        from generate_series($4, $5) p (part), lateral (
            select array_agg(s.id order by s.name_sort, s.id) filter (
                where %s and %s and (%s) and (s.name_sort, s.id) > ($1, $2) %s) as ids, count(*) as seen
            from (select * from crm.%I s where %s limit $3) s) h
        $q$, plan.base, plan.filter, matches, case when until_sort is not null then 'and s.name_sort < $6' end,
        plan.rel, concat_ws(' and ', case part when 'slice' then format('s.tenant_id * 1000 + s.slice = (%s + p.part)::bigint', plan.tenant * 1000)
            else format('s.tenant_id * 100 + s.region = (%s + p.part)::bigint', plan.tenant * 100) end, gin))
    using from_sort, from_id, most + 1, first, final, until_sort;
    loop
        fetch parts into found_in;
        exit when not found;
        if found_in.seen > most then
            crowded := true;
            budget := budget - most;
            exit;
        end if;
        ids := ids || coalesce(found_in.ids, '{}');
        place := place + 1;
        budget := budget - found_in.seen::integer - each;
        exit when cardinality(ids) >= wanted or budget <= 0;
    end loop;
    close parts;
end $$;
grant execute on function crm.search_sweep(crm.search_plan, text, text, text, integer, integer, text, uuid, text, integer, integer,
    integer, uuid[], integer) to kundkort_definer;

-- Whether many have these letters in their name.
create function crm.search_common(plan crm.search_plan) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp set enable_seqscan = off set plan_cache_mode = force_generic_plan
as $$
declare
    n integer;
begin
    select count(*) into n from (
        select from (
            select t.kind, t.term from crm.search_term t where t.tenant_id = plan.tenant and t.among = plan.among
                and t.kind in ('l', 'w') and t.folded like '%' || crm.search_escape(plan.run) || '%' limit 200) t,
            lateral (select from crm.search_name n where n.tenant_id = plan.tenant and n.among = plan.among
                and n.kind = t.kind and n.term = t.term limit 1000) n
        limit 1000) n;
    return n >= 1000;
end $$;
grant execute on function crm.search_common(crm.search_plan) to kundkort_definer;

-- Of what the trigram index is asked of each field but the name's, that which it has anything of in a region.
create function crm.search_here(plan crm.search_plan, region integer) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_indexscan = off
    set enable_indexonlyscan = off
as $$
declare
    has boolean[];
    one text;
begin
    select 'array[' || string_agg(format('exists (select from crm.%I s where s.tenant_id * 100 + s.region = %s::bigint and %s)',
        plan.rel, plan.tenant * 100 + region, g), ', ') || ']'
    into one from unnest(plan.others_gins) g;
    execute 'select ' || one into has;
    return '(' || (select string_agg(g.gin, ' or ') from unnest(plan.others_gins, has) g (gin, has) where g.has) || ')';
end $$;
grant execute on function crm.search_here(crm.search_plan, integer) to kundkort_definer;

-- The next rows that match within one rank: `enough` or more of them, unless it is `complete`.
-- When there are too few and it is not complete, one goes on from `last_sort`, `last_id`.
create or replace function crm.search_pass(plan crm.search_plan, matches text, gin text, from_sort text, from_id uuid,
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
    near bigint := 0;
    -- Rows that may be looked at.
    budget integer := 8000;
    bounds text[] collate "C" := coalesce(plan.bounds, '{}');
    place integer;
    final integer;
    -- What a look-up costs beside its rows, in rows: it goes through each field that is asked.
    each integer := 40 * (1 + coalesce(regexp_count(gin, ' or '), 0));
    -- The end of what is gone through slice by slice; before it, nothing is.
    fine integer := -1;
    crowded text;
    -- Whether everything at once has not been tried.
    whole boolean := true;
    seen integer;
    -- What is asked in a part of the alphabet: only the fields that have it there.
    here text;
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
        near := near + part.near;
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

    if cardinality(bounds) = 0 then
        -- A small firm.
        select * into part from crm.search_index(plan, matches, gin, null, last_sort, last_id, until_sort, 100000);
        ids := ids || coalesce(part.ids, '{}');
        complete := true;
        return;
    end if;
    place := width_bucket(last_sort, bounds);
    final := case when until_sort is null then cardinality(bounds) else width_bucket(until_sort, bounds) end;
    budget := 6000;
    -- One in two hundred rows are too many for a region, if it was not by chance.
    if near > 0 then
        fine := place + 1;
    end if;
    -- Looking further than the page needs would only count.
    while place <= final loop
        if place > fine and near > 0 and (cardinality(ids) - had) * 5 > enough then
            -- The page is full in a few slices more.
            fine := place / 16 * 16 + 15;
            here := gin;
        elsif place > fine then
            -- Region by region; what is left of this one is the first, and tells whether the whole firm has few.
            seen := budget;
            select * into part from crm.search_sweep(plan, matches, gin, 'region', place / 16,
                case when whole then place / 16 else final / 16 end, last_sort, last_id, until_sort, wanted, 400, each, ids, budget);
            ids := part.ids;
            budget := part.budget;
            if part.place > place / 16 then
                place := part.place * 16;
                if place > final then
                    exit;
                end if;
                last_sort := bounds[place];
                last_id := nothing;
            end if;
            if cardinality(ids) >= wanted or budget <= 0 then
                return;
            end if;
            if whole and not part.crowded then
                whole := false;
                -- (The page is soon full, or there are too many.)
                continue when (cardinality(ids) - had) * 6 > enough or (seen - budget - each) * (final / 16 - place / 16 + 1) > 1300
                    or plan.run is not null and crm.search_common(plan);
                select * into part from crm.search_index(plan, matches, gin, null, last_sort, last_id, until_sort, 1500);
                if not part.capped then
                    ids := ids || coalesce(part.ids, '{}');
                    exit;
                end if;
                budget := budget - 500;
                continue;
            end if;
            -- More than the page needs in this region: slice by slice, then.
            fine := place / 16 * 16 + 15;
            here := case when gin = plan.others_gin and plan.others_gins is not null then crm.search_here(plan, place / 16) else gin end;
        end if;
        select * into part from crm.search_sweep(plan, matches, coalesce(here, gin), 'slice', place, least(final, fine), last_sort, last_id,
            until_sort, wanted, 1200, each, ids, budget);
        ids := part.ids;
        budget := part.budget;
        if part.place > place then
            place := part.place;
            exit when place > final;
            last_sort := bounds[place];
            last_id := nothing;
        end if;
        if cardinality(ids) >= wanted or budget <= 0 then
            return;
        end if;
        continue when not part.crowded;
        -- So many in this slice that reading on fills the page.
        crowded := case when place < cardinality(bounds) then least(bounds[place + 1], until_sort) else until_sort end;
        chunk := 400;
        loop
            select * into part from crm.search_chunk(plan, matches, null, last_sort, last_id, crowded, chunk);
            ids := ids || coalesce(part.ids, '{}');
            budget := budget - part.scanned::integer / 4;
            exit when part.scanned < chunk;
            last_sort := part.last_sort;
            last_id := part.last_id;
            if cardinality(ids) >= wanted or budget <= 0 then
                return;
            end if;
            chunk := 2 * chunk;
        end loop;
        place := place + 1;
        exit when place > final;
        last_sort := bounds[place];
        last_id := nothing;
        if cardinality(ids) >= wanted or budget <= 0 then
            return;
        end if;
    end loop;
    complete := true;
end $$;

-- Names by one word: rank after rank, from the position on, until there is enough. `complete` when
-- no more names match, and `known` then says that all of them from the first rank on are in `ids`;
-- otherwise `count` may have been found out.
create or replace function crm.search_by_name(plan crm.search_plan, rank integer, from_sort text, from_id uuid, enough integer,
    most integer, inout ids uuid[], out complete boolean, out at_rank integer, out last_sort text, out last_id uuid,
    out count integer)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
    nothing uuid := '00000000-0000-0000-0000-000000000000';
    first_page boolean := most > enough;
    part record;
    words record;
    part_words record;
    n bigint;
begin
    complete := false;
    at_rank := greatest(rank, case when plan.exact then 2 else 1 end);
    last_sort := case when rank < at_rank then '' else from_sort end;
    last_id := case when rank < at_rank then nothing else from_id end;
    if at_rank = 1 then
        -- One range of the alphabet.
        if last_sort collate "C" < plan.swedish then
            last_sort := plan.swedish;
            last_id := nothing;
        end if;
        select * into part from crm.search_pass(plan, 'true', null, last_sort, last_id,
            plan.swedish || U&'\+10FFFF', most, ids);
        ids := part.ids;
        last_sort := part.last_sort;
        last_id := part.last_id;
        if not part.complete then
            return;
        end if;
        at_rank := 2;
        last_sort := '';
        last_id := nothing;
        -- The page is full: in a big firm, counting on is not worth its time.
        if cardinality(ids) >= enough and (not first_page or cardinality(plan.bounds) >= 32) then
            return;
        end if;
    end if;
    select * into words from crm.search_vocabulary(plan, plan.infix, 601);
    if words.n <= 600 then
        select count(*) into n from (
            select from unnest(words.kinds, words.terms) t (kind, term),
                lateral (select from crm.search_name p where p.tenant_id = plan.tenant and p.among = plan.among
                    and p.kind = t.kind and p.term = t.term limit 500) p
            limit 500) p;
        if n < 500 then
            ids := ids || coalesce(crm.search_named(plan, words.kinds, words.terms, at_rank, last_sort, last_id), '{}');
            complete := true;
            return;
        end if;
    end if;
    -- The page is full already: it only remains to count.
    if cardinality(ids) >= enough then
        count := crm.search_count(plan, words.kinds, words.terms);
        return;
    end if;
    for step in at_rank .. 5 loop
        if step > at_rank then
            last_sort := '';
            last_id := nothing;
        end if;
        at_rank := step;
        continue when step = 5 and not plan.infix;
        part_words := words;
        if step < 5 and words.n > 600 then
            select * into part_words from crm.search_vocabulary(plan, false, 601);
        end if;
        if part_words.n <= 600 then
            select * into part from crm.search_merge(plan,
                array(select t.k from unnest(part_words.kinds, part_words.ranks) t (k, r) where t.r = step),
                array(select t.w from unnest(part_words.terms, part_words.ranks) t (w, r) where t.r = step),
                step, last_sort, last_id, enough);
            ids := ids || coalesce(part.ids, '{}');
        else
            select * into part from crm.search_pass(plan, format('(%s) = %s', plan.rank, step), plan.names_gin, last_sort,
                last_id, null, enough, ids);
            ids := part.ids;
        end if;
        last_sort := part.last_sort;
        last_id := part.last_id;
        if cardinality(ids) >= enough or not part.complete then
            if first_page then
                count := crm.search_count(plan, words.kinds, words.terms);
            end if;
            return;
        end if;
    end loop;
    complete := true;
end $$;

-- What the index is asked for the word that the fewest names have, when that is few; of a word that no
-- name has, nothing is known, and it is tried. Null when all are common.
create or replace function crm.search_rarest(plan crm.search_plan) returns text
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
                where s.tenant_id = %s::bigint and s.among = %L and s.kind in ('l', 'w') and s.folded like %L limit 600) n
            $q$, plan.tenant, plan.among, '%' || crm.search_escape(plan.several_words[i]) || '%')
        into n;
        if n < fewest then
            fewest := n;
            rarest := plan.several_gin[i];
        end if;
    end loop;
    return rarest;
end $$;
