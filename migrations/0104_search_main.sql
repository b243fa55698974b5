-- Finding, continued: names by one word, through the vocabulary of names.

-- The words of names that match the plan's one word, with the rank they give; `most` at most.
create function crm.search_vocabulary(plan crm.search_plan, infix boolean, most integer,
    out kinds "char"[], out terms text[], out ranks integer[], out n integer)
language plpgsql stable set search_path = pg_catalog, pg_temp set enable_seqscan = off
as $$
declare
    firm text := format('t.tenant_id = %s::bigint and t.among = %L', plan.tenant, plan.among);
    among text := case
        when infix then format('%s and t.folded like %L', firm, '%' || crm.search_escape(plan.word) || '%')
        when plan.exact then format('%s and t.kind in (''l'', ''w'') and t.folded = %L', firm, plan.word)
        else format('%s and t.kind in (''l'', ''w'') and t.folded >= %L and t.folded < %L', firm, plan.word,
            plan.word || U&'\+10FFFF') end;
begin
    execute format($q$
        select array_agg(kind), array_agg(term), array_agg(
            case when term like %1$L then case when kind = 'l' and %5$L then 1 else 2 end
                when folded like %2$L then case when kind = 'l' and %5$L then 3 else 4 end
                else 5 end), count(*)
        from (select * from crm.search_term t where %3$s limit %4$s) t
        $q$, crm.search_escape(plan.swedish) || case when plan.exact then '' else '%' end,
        crm.search_escape(plan.word) || case when plan.exact then '' else '%' end, among, most, not plan.exact)
    into kinds, terms, ranks, n;
end $$;

-- The next rows that have one of the words and the rank, merged from the words' places: each word's
-- places are in order already, so that only the first few of each are read.
create function crm.search_merge(plan crm.search_plan, kinds "char"[], terms text[], wanted integer, from_sort text,
    from_id uuid, enough integer, out ids uuid[], out complete boolean, out last_sort text, out last_id uuid)
language plpgsql stable set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_bitmapscan = off
as $$
declare
    depth integer := enough * 2;
    n bigint;
begin
    if coalesce(cardinality(terms), 0) = 0 then
        complete := true;
        return;
    end if;
    loop
        execute format($q$
            with place as materialized (
                select distinct p.name_sort, p.id
                from unnest($1, $2) t (kind, term),
                    lateral (
                        select n.name_sort, n.id from crm.search_name n
                        where n.tenant_id = %1$s::bigint and n.among = %2$L and n.kind = t.kind and n.term = t.term
                            and (n.name_sort, n.id) > ($3, $4)
                        order by n.name_sort, n.id limit $5) p
                order by p.name_sort, p.id limit $5)
            select array_agg(h.id), (select count(*) from place), (select max(name_sort) from place),
                (select id from place order by name_sort desc, id desc limit 1)
            from (
                select p.id from place p join crm.%3$I s on s.tenant_id = %1$s::bigint and s.id = p.id
                where %4$s and %5$s and (%6$s) = %7$s
                order by p.name_sort, p.id limit $6) h
            $q$, plan.tenant, plan.among, plan.rel, plan.base, plan.filter, plan.rank, wanted)
        into ids, n, last_sort, last_id
        using kinds, terms, from_sort, from_id, depth, enough;
        complete := n < depth and coalesce(cardinality(ids), 0) < enough;
        exit when complete or cardinality(ids) >= enough or depth >= 8000;
        depth := depth * 8;
    end loop;
end $$;

-- How many of the firm's contacts have one of the words, counted to a thousand, among those that
-- everybody sees: null when it is fewer, and not worth looking further.
create function crm.search_count(plan crm.search_plan, kinds "char"[], terms text[]) returns integer
language plpgsql stable set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_bitmapscan = off
as $$
declare
    n integer;
begin
    select count(distinct p.id) into n from (
        select p.id from unnest(kinds, terms) t (kind, term),
            lateral (select n.id from crm.search_name n where n.tenant_id = plan.tenant and n.among = plan.among
                and n.kind = t.kind and n.term = t.term and n.open limit 1300) p
        limit 1300) p;
    return case when n >= 1000 then 1000 end;
end $$;

-- Every row of ranks 2 to 5 by its words, in order, when they have few places in all.
create function crm.search_named(plan crm.search_plan, kinds "char"[], terms text[], after_rank integer,
    after_sort text, after_id uuid) returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp set enable_seqscan = off
as $$
declare
    ids uuid[];
begin
    execute format($q$
        select array_agg(h.id order by h.place, h.name_sort, h.id)
        from (
            select s.id, s.name_sort, %1$s as place from crm.%2$I s
            where %3$s and %4$s and s.id = any (array(
                select p.id from unnest($1, $2) t (kind, term), crm.search_name p
                where p.tenant_id = %5$s::bigint and p.among = %6$L and p.kind = t.kind and p.term = t.term))) h
        where h.place between 2 and 5 and (h.place, h.name_sort, h.id) > ($3, $4, $5)
        $q$, plan.rank, plan.rel, plan.base, plan.filter, plan.tenant, plan.among)
    into ids using kinds, terms, after_rank, after_sort, after_id;
    return ids;
end $$;

-- Names by one word: rank after rank, from the position on, until there is enough. `complete` when
-- no more names match, and `known` then says that all of them from the first rank on are in `ids`;
-- otherwise `count` may have been found out.
create function crm.search_by_name(plan crm.search_plan, rank integer, from_sort text, from_id uuid, enough integer,
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
    select * into words from crm.search_vocabulary(plan, plan.infix, 301);
    if words.n <= 300 then
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
        if step < 5 and words.n > 300 then
            select * into part_words from crm.search_vocabulary(plan, false, 301);
        end if;
        if part_words.n <= 300 then
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
