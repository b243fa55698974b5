-- Search, made quick where it was slow, in three parts (docs/adr/0005-search.md, «Since 0211»).
--
-- Words: half a word is looked up among the plain words of names. «Berg-Eriksson» used to give four words, so that
-- a piece like «ksso» stood in 870 words, of which it now stands in four.
--
-- kind: l = first word of the name as it sorts, w = any other; L, W = the same of a word with punctuation
-- whose parts are words of the name too (a piece without punctuation is found by those); j = such a word
-- written together, a space, and the word: «bergeriksson berg-eriksson».
--
-- `joints`: the three letters around each joint of a j. Only by those can a piece be in it and in none of its parts.
alter table crm.search_term add column joints text[];

-- The words of a name with punctuation, with their kind. What a letter is, is said by collation "C": other
-- alphabets are punctuation to it.
create function crm.search_compound_terms(words text) returns table (kind "char", term text)
language plpgsql immutable parallel safe rows 5 set search_path = pg_catalog, pg_temp
as $$
declare
    tokens text[] := string_to_array(words, ' ');
    word text;
    parts text[];
    joined text;
    together text[] := '{}';
begin
    tokens := array(select t.w from unnest(tokens) with ordinality t (w, place) where t.w <> '' group by t.w order by min(t.place));
    foreach word in array tokens loop
        continue when word collate "C" !~ '[^[:alnum:]{|}]';
        parts := array(select p from regexp_split_to_table(word collate "C", '[^[:alnum:]{|}]+') p where p <> '');
        if parts <@ tokens then
            kind := case when word = tokens[1] then 'L' else 'W' end;
            joined := array_to_string(parts, '');
            if cardinality(parts) > 1 and joined = any (tokens) then
                together := together || joined;
            end if;
        else
            kind := case when word = tokens[1] then 'l' else 'w' end;
            joined := null;
        end if;
        term := word;
        return next;
        if joined = any (together) then
            kind := 'j';
            term := joined || ' ' || word;
            return next;
        end if;
    end loop;
    foreach word in array tokens loop
        if word collate "C" !~ '[^[:alnum:]{|}]' and (word = tokens[1] or word <> all (together)) then
            kind := case when word = tokens[1] then 'l' else 'w' end;
            term := word;
            return next;
        end if;
    end loop;
end $$;

-- The words again, each once, with their kind.
create or replace function crm.search_terms(words text, out kind "char", out term text) returns setof record
language sql immutable parallel safe
begin atomic
    (select 'l'::"char", split_part(words, ' ', 2) where words collate "C" !~ '[^[:alnum:]{|} ]'
    union
    select 'w'::"char", w from unnest((string_to_array(words, ' '))[3:]) w
    where w <> '' and words collate "C" !~ '[^[:alnum:]{|} ]')
    union all
    select c.kind, c.term from crm.search_compound_terms(words) c where words collate "C" ~ '[^[:alnum:]{|} ]';
end;

-- The letters around the joints of «bergeriksson berg-eriksson»: rge, ger.
create function crm.search_joints(term text) returns text[]
language plpgsql immutable parallel safe strict set search_path = pg_catalog, pg_temp
as $$
declare
    joined text := split_part(term, ' ', 1);
    part text;
    at integer := 0;
    joints text[] := '{}';
begin
    foreach part in array regexp_split_to_array(split_part(term, ' ', 2) collate "C", '[^[:alnum:]{|}]+') loop
        if at > 0 and part <> '' then
            joints := joints || substr(joined, at, 3)
                -- (Two letters are looked for at the beginning of words.)
                || case when at = 1 then substr(joined, 1, 2) else substr(joined, at - 1, 3) end;
        end if;
        at := at + char_length(part);
    end loop;
    return joints;
end $$;
grant execute on function crm.search_compound_terms(text), crm.search_joints(text) to kundkort_definer;

-- Gives the words of one row their places, and takes away those it no longer has.
create or replace function crm.search_place(tenant bigint, kind_of "char", was crm.contact_search, is_now crm.contact_search)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    was_open boolean := was.vis_owner is null and not was.trashed;
    open boolean := is_now.vis_owner is null and not is_now.trashed;
begin
    if (was.words, was.name_sort, was_open) is not distinct from (is_now.words, is_now.name_sort, open) then
        return;
    end if;
    if was.id is not null then
        delete from crm.search_name n using crm.search_terms(was.words) t
        where n.tenant_id = tenant and n.among = kind_of and n.kind = t.kind and n.term = t.term
            and n.name_sort = was.name_sort and n.id = was.id;
    end if;
    if is_now.id is not null then
        insert into crm.search_name (tenant_id, among, kind, term, name_sort, id, open)
        select tenant, kind_of, t.kind, t.term, is_now.name_sort, is_now.id, open
        from crm.search_terms(is_now.words) t;
        insert into crm.search_term (tenant_id, among, kind, term, folded, joints)
        select tenant, kind_of, t.kind, t.term, translate(t.term, '{|}', 'aao'),
            case when t.kind = 'j' then crm.search_joints(translate(t.term, '{|}', 'aao')) end
        from crm.search_terms(is_now.words) t
        where not exists (
            select from crm.search_term k
            where k.tenant_id = tenant and k.among = kind_of and k.kind = t.kind and k.term = t.term)
        on conflict do nothing;
    end if;
end $$;

-- Fills the search tables of a firm from its business tables.
create or replace function crm.search_refill(tenant bigint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set work_mem = '256MB' set jit = off
as $$
begin
    delete from crm.search_queue q where q.tenant_id = tenant;
    delete from crm.search_slices s where s.tenant_id = tenant;
    delete from crm.search_name n where n.tenant_id = tenant;
    delete from crm.search_term t where t.tenant_id = tenant;
    delete from crm.contact_search s where s.tenant_id = tenant;
    delete from crm.company_search s where s.tenant_id = tenant;
    insert into crm.search_slices (tenant_id, among, bounds, everybody)
    select tenant, 'c', array_agg(b.name_sort order by b.name_sort), max(b.everybody)
    from (
        select c.name_sort, row_number() over (order by c.name_sort) as place, count(*) over () as everybody
        from crm.contact c where c.tenant_id = tenant) b
    -- At most 256 slices, of at least 4 000.
    where b.place % greatest(4000, b.everybody / 256) = 0
    having count(*) > 0;
    -- In Swedish order: rows that are read together then lie together.
    insert into crm.contact_search
    select d.*
    from (
        select array_agg(c.id order by c.name_sort) as ids
        from (select id, name_sort, row_number() over (order by name_sort) as place
            from crm.contact where tenant_id = tenant) c
        group by c.place / 1000 order by c.place / 1000) part,
        lateral crm.contact_documents(tenant, part.ids) d;
    insert into crm.company_search
    select d.*
    from (
        select array_agg(c.id order by c.name_sort) as ids
        from (select id, name_sort, row_number() over (order by name_sort) as place
            from crm.company where tenant_id = tenant) c
        group by c.place / 1000 order by c.place / 1000) part,
        lateral crm.company_documents(tenant, part.ids) d;
    insert into crm.search_name (tenant_id, among, kind, term, name_sort, id, open)
    select tenant, s.among, t.kind, t.term, s.name_sort, s.id, s.open
    from (
        select 'c'::"char" as among, words, name_sort, id, vis_owner is null and not trashed as open
        from crm.contact_search where tenant_id = tenant
        union all
        select 'o', words, name_sort, id, not trashed from crm.company_search where tenant_id = tenant) s,
        lateral crm.search_terms(s.words) t
    order by s.among, t.kind, t.term, s.name_sort, s.id;
    insert into crm.search_term (tenant_id, among, kind, term, folded, joints)
    select tenant, n.among, n.kind, n.term, translate(n.term, '{|}', 'aao'),
        case when n.kind = 'j' then crm.search_joints(translate(n.term, '{|}', 'aao')) end
    from crm.search_name n where n.tenant_id = tenant
    group by n.among, n.kind, n.term
    order by n.among, n.kind, n.term;
end $$;


drop index crm.search_term_trigram;
create index search_term_plain on crm.search_term using gin (tenant_id, among, folded ext.gin_trgm_ops)
    with (fastupdate = off) where kind in ('l', 'w');
create index search_term_compound on crm.search_term using gin (tenant_id, among, folded ext.gin_trgm_ops)
    with (fastupdate = off) where kind in ('L', 'W');
create index search_term_joint on crm.search_term using gin (tenant_id, among, joints)
    with (fastupdate = off) where kind = 'j';

-- The names with punctuation that are there already.
create temporary table compound_name on commit drop as
    select s.tenant_id, s.among, t.kind, t.term, s.name_sort, s.id, s.open, s.words
    from (
        select tenant_id, 'c'::"char" as among, words, name_sort, id, vis_owner is null and not trashed as open
        from crm.contact_search where words ~ '[^[:alnum:]{|} ]'
        union all
        select tenant_id, 'o', words, name_sort, id, not trashed from crm.company_search where words ~ '[^[:alnum:]{|} ]') s,
        lateral crm.search_compound_terms(s.words) t;
delete from crm.search_name n
using (select distinct c.tenant_id, c.among, c.name_sort, c.id, u.w
    from (select distinct tenant_id, among, name_sort, id, words from compound_name) c,
        unnest(string_to_array(c.words, ' ')) u (w)) g
where n.tenant_id = g.tenant_id and n.among = g.among and n.kind in ('l', 'w') and n.term = g.w and n.name_sort = g.name_sort
    and n.id = g.id;
insert into crm.search_name (tenant_id, among, kind, term, name_sort, id, open)
select c.tenant_id, c.among, c.kind, c.term, c.name_sort, c.id, c.open from compound_name c
order by c.tenant_id, c.among, c.kind, c.term, c.name_sort, c.id;
delete from crm.search_term t
where not exists (
    select from crm.search_name n
    where n.tenant_id = t.tenant_id and n.among = t.among and n.kind = t.kind and n.term = t.term);
insert into crm.search_term (tenant_id, among, kind, term, folded, joints)
select c.tenant_id, c.among, c.kind, c.term, translate(c.term, '{|}', 'aao'),
    case when c.kind = 'j' then crm.search_joints(translate(c.term, '{|}', 'aao')) end
from compound_name c
group by c.tenant_id, c.among, c.kind, c.term
on conflict do nothing;
analyze crm.search_name, crm.search_term;

-- The words of names that match the plan's one word, with the rank they give; `most` at most.
create or replace function crm.search_vocabulary(plan crm.search_plan, infix boolean, most integer,
    out kinds "char"[], out terms text[], out ranks integer[], out n integer)
language plpgsql stable set search_path = pg_catalog, pg_temp set enable_seqscan = off set plan_cache_mode = force_generic_plan
as $$
declare
    word text := plan.word;
    pattern text := crm.search_escape(word) || case when plan.exact then '' else '%' end;
    swedish text := crm.search_escape(plan.swedish) || case when plan.exact then '' else '%' end;
    plain boolean := word collate "C" ~ '^[[:alnum:]{|}]+$';
    -- What is around the joint of a word that has it: some three letters of it.
    pieces text[];
    found crm.search_term[];
    joined crm.search_term[];
begin
    if plan.exact then
        found := array(select t from crm.search_term t where t.tenant_id = plan.tenant and t.among = plan.among
            and t.kind in ('l', 'w', 'L', 'W') and t.folded = word limit most);
        joined := array(select t from crm.search_term t where t.tenant_id = plan.tenant and t.among = plan.among
            and t.kind = 'j' and t.folded >= word || ' ' and t.folded < word || '!' limit most);
    elsif infix and plain then
        found := array(select t from crm.search_term t where t.tenant_id = plan.tenant and t.among = plan.among
            and t.kind in ('l', 'w') and t.folded like '%' || pattern limit most);
    elsif infix then
        found := array(
            select t from crm.search_term t where t.tenant_id = plan.tenant and t.among = plan.among
                and t.kind in ('l', 'w') and t.folded like '%' || pattern
            union all
            select t from crm.search_term t where t.tenant_id = plan.tenant and t.among = plan.among
                and t.kind in ('L', 'W') and t.folded like '%' || pattern
            limit most);
    elsif plain then
        found := array(select t from crm.search_term t where t.tenant_id = plan.tenant and t.among = plan.among
            and t.kind in ('l', 'w') and t.folded >= word and t.folded < word || U&'\+10FFFF' limit most);
    else
        found := array(select t from crm.search_term t where t.tenant_id = plan.tenant and t.among = plan.among
            and t.kind in ('l', 'w', 'L', 'W') and t.folded >= word and t.folded < word || U&'\+10FFFF' limit most);
    end if;
    if plain and not plan.exact and char_length(word) > 1 then
        pieces := case when char_length(word) = 2 then array[word]
            else array(select substr(word, i, 3) from generate_series(1, char_length(word) - 2) i) end;
        joined := array(select t from crm.search_term t where t.tenant_id = plan.tenant and t.among = plan.among
            and t.kind = 'j' and t.joints && pieces
            and split_part(t.folded, ' ', 1) like case when infix then '%' else '' end || pattern limit most);
    end if;
    select array_agg(t.kind), array_agg(t.term), array_agg(
            case when split_part(t.term, ' ', 1) like swedish then case when t.kind in ('l', 'L') and not plan.exact then 1 else 2 end
                when split_part(t.folded, ' ', 1) like pattern then case when t.kind in ('l', 'L') and not plan.exact then 3 else 4 end
                else 5 end), count(*)
    into kinds, terms, ranks, n
    from unnest(found || joined) t;
end $$;

-- The next rows that have one of the words and the rank, merged from the words' places: each word's
-- places are in order already, so that only the first few of each are read, and the rest only of the
-- words that go on before the page is full.
create or replace function crm.search_merge(plan crm.search_plan, kinds "char"[], terms text[], wanted integer, from_sort text,
    from_id uuid, enough integer, out ids uuid[], out complete boolean, out last_sort text, out last_id uuid)
language plpgsql stable set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_bitmapscan = off
    set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
    -- A few more, for those that the reader may not see.
    depth integer := enough * 5 / 4;
    n bigint;
begin
    if coalesce(cardinality(terms), 0) = 0 then
        complete := true;
        return;
    end if;
    loop
        execute format($q$
            with first as materialized (
                select t.n, p.name_sort, p.id, p.k
                from unnest($1, $2) with ordinality t (kind, term, n),
                    lateral (
                        select n.name_sort, n.id, row_number() over (order by n.name_sort, n.id) as k from crm.search_name n
                        where n.tenant_id = %1$s::bigint and n.among = %2$L and n.kind = t.kind and n.term = t.term
                            and (n.name_sort, n.id) > ($3, $4)
                        order by n.name_sort, n.id limit $7) p),
            edge as materialized (
                select f.name_sort, f.id from (select distinct name_sort, id from first) f
                order by f.name_sort, f.id offset $5 - 1 limit 1),
            place as materialized (
                select f.name_sort, f.id from first f
                union
                select p.name_sort, p.id
                from first f cross join unnest($1[f.n:f.n], $2[f.n:f.n]) t (kind, term),
                    lateral (
                        select n.name_sort, n.id from crm.search_name n
                        where n.tenant_id = %1$s::bigint and n.among = %2$L and n.kind = t.kind and n.term = t.term
                            and (n.name_sort, n.id) > (f.name_sort, f.id)
                            and n.name_sort <= coalesce((select e.name_sort from edge e), U&'\+10FFFF')
                        order by n.name_sort, n.id limit $5) p
                where f.k = $7
                order by name_sort, id limit $5)
            select array_agg(h.id), (select count(*) from place), (select max(name_sort) from place),
                (select id from place order by name_sort desc, id desc limit 1)
            from (
                select p.id from place p join crm.%3$I s on s.tenant_id = %1$s::bigint and s.id = p.id
                where %4$s and %5$s and (%6$s) = %7$s
                order by p.name_sort, p.id limit $6) h
            $q$, plan.tenant, plan.among, plan.rel, plan.base, plan.filter, plan.rank, wanted)
        into ids, n, last_sort, last_id
        using kinds, terms, from_sort, from_id, depth, enough, depth / cardinality(terms) + 2;
        complete := n < depth and coalesce(cardinality(ids), 0) < enough;
        exit when complete or cardinality(ids) >= enough or depth >= 8000;
        depth := depth * 8;
    end loop;
end $$;
