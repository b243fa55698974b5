-- Two things that 0214 and 0215 left: after a hit by chance every region was gone through slice by slice; and ANALYZE
-- measured the columns of the trigram index, which then made each statement dearer to plan than it made it better.

-- No statistics on the expressions of the trigram index, as there are none on the fields (0100).
create function crm.search_unmeasured(target text) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    part record;
begin
    for part in
        select a.attnum, a.attname::text from pg_attribute a join pg_index i on i.indexrelid = a.attrelid
        where a.attrelid = format('crm.%I', target || '_trigram')::regclass and i.indkey[a.attnum - 1] = 0
    loop
        execute format('alter index crm.%I alter column %s set statistics 0', target || '_trigram', part.attnum);
        -- (What was measured before would stay.)
        perform pg_clear_attribute_stats('crm', target || '_trigram', part.attname, false);
    end loop;
end $$;
select crm.search_unmeasured('contact_search'), crm.search_unmeasured('company_search');
analyze crm.contact_search, crm.company_search;

-- The indexes that a rebuild of a big firm drops and makes anew. No `fastupdate` for GIN: its list of what
-- is yet to be sorted in would be read through by every search.
create or replace function crm.search_indexes(make boolean) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    target text;
    part record;
begin
    foreach target in array array['contact_search', 'company_search'] loop
        for part in
            select * from (values
                ('order', 'btree (tenant_id, name_sort, id)', null),
                ('customer', 'btree (tenant_id, name_sort, id)', 'customer'),
                ('private', 'btree (tenant_id, name_sort, id)', 'vis_owner is not null'),
                ('trashed', 'btree (tenant_id, name_sort, id)', 'trashed'),
                ('person', 'btree (tenant_id, name_sort, id)', 'linked_until is not null or not customer'),
                ('unlinked', 'btree (tenant_id, name_sort, id)', 'linked_until is distinct from date ''infinity'''),
                ('trigram', 'gin (tenant_id, (tenant_id * 1000 + slice), (tenant_id * 100 + region), name ext.gin_trgm_ops, '
                    || (select string_agg(format('(crm.search_letters(%I)) ext.gin_trgm_ops', f), ', ')
                        from unnest(array['email', 'phone', 'address', 'number', 'title', 'website', 'company']) f)
                    || ') with (fastupdate = off)', null)
            ) as i (suffix, body, condition)
        loop
            -- Companies have neither of these.
            continue when target = 'company_search' and part.suffix in ('private', 'person', 'unlinked');
            if make then
                execute format('create index %I on crm.%I using %s %s', target || '_' || part.suffix, target, part.body,
                    'where ' || part.condition);
                if part.suffix = 'trigram' then
                    perform crm.search_unmeasured(target);
                end if;
            else
                execute format('drop index crm.%I', target || '_' || part.suffix);
            end if;
        end loop;
    end loop;
end $$;

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
        -- Asked once, after the first slices: the page is full in a few slices more.
        if place > fine and near > 0 then
            near := 0;
            if (cardinality(ids) - had) * 5 > enough then
                fine := place / 16 * 16 + 15;
                here := gin;
            end if;
        end if;
        if place > fine then
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
