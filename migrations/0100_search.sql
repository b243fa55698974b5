-- What search reads: one slim row per contact and per company, and the words of their names.
-- docs/adr/0005-search.md says why it is shaped like this, with the figures.
--
-- Nobody but kundkort_definer reaches these tables. They are derived: `crm.rebuild_search` makes
-- them anew from the business tables.

-- The folded fields of a contact. A field is a row of values, each as chr(2) || ' ' || value || ' ',
-- with a chr(2) at the end, so that LIKE can tell the beginning of a word (' x'), the beginning of
-- a value (chr(2) || ' x') and a whole value from what merely contains it.
create table crm.contact_search (
    tenant_id bigint not null,
    id uuid not null,
    -- Where in the alphabet, coarsely: see crm.search_slices.
    slice smallint not null,
    -- Sixteen slices.
    region smallint not null,
    name_sort text collate "C" not null,
    -- The words of the name as they sort (å, ä, ö kept apart), for exact spelling.
    words text collate "C" not null,
    name text collate "C" not null,
    email text collate "C" not null,
    phone text collate "C" not null,
    address text collate "C" not null,
    number text collate "C" not null,
    title text collate "C" not null,
    website text collate "C" not null,
    company text collate "C" not null,
    owner_id uuid not null,
    vis_owner uuid,
    trashed boolean not null,
    customer boolean not null,
    -- Last day of the last link to a company; `infinity` while it lasts, null without any.
    linked_until date,
    categories uuid[] not null,
    constraint contact_search_pkey primary key (tenant_id, id)
) with (fillfactor = 90);

-- The same for a company; `title` is its industry.
create table crm.company_search (
    like crm.contact_search including storage,
    constraint company_search_pkey primary key (tenant_id, id)
) with (fillfactor = 90);

-- The planner has nothing to learn from these columns: every statement on them says which way it
-- goes, and estimating a pattern against statistics would cost more than carrying it out.
do $$
declare
    target text;
    field text;
begin
    foreach target in array array['contact_search', 'company_search'] loop
        foreach field in array array['words', 'name', 'email', 'phone', 'address', 'number', 'title', 'website', 'company'] loop
            execute format('alter table crm.%I alter column %I set statistics 0', target, field);
        end loop;
    end loop;
end $$;

-- Every word that stands in a name: the vocabulary that half a word is looked up in. Words are
-- added and never taken away, so that writers do not wait for each other.
create table crm.search_term (
    tenant_id bigint not null,
    -- c = contacts, o = companies.
    among "char" not null,
    -- l = first word of the name as it sorts (of a last name, mostly), w = any other.
    kind "char" not null,
    term text collate "C" not null,
    folded text collate "C" not null,
    constraint search_term_pkey primary key (tenant_id, among, kind, term)
);
create index search_term_folded on crm.search_term (tenant_id, among, kind, folded);
create index search_term_trigram on crm.search_term using gin (folded ext.gin_trgm_ops) with (fastupdate = off);

-- Who has the word, in Swedish order.
create table crm.search_name (
    tenant_id bigint not null,
    among "char" not null,
    kind "char" not null,
    term text collate "C" not null,
    name_sort text collate "C" not null,
    id uuid not null,
    -- Seen by the whole firm and not in the trash.
    open boolean not null,
    constraint search_name_pkey primary key (tenant_id, among, kind, term, name_sort, id) include (open)
);

-- Where a big firm's alphabet is cut into slices of about 4 000 contacts: a search for letters
-- that many have goes slice by slice, and stops when the page is full. Without a row: one slice.
create table crm.search_slices (
    tenant_id bigint not null,
    among "char" not null,
    bounds text[] collate "C" not null,
    -- How many there were.
    everybody bigint not null,
    constraint search_slices_pkey primary key (tenant_id, among)
);

-- Rows to be indexed when the transaction commits: each once, however many of its parts changed.
-- The transaction is in the key so that nobody waits for anybody here.
create table crm.search_queue (
    tenant_id bigint not null,
    among "char" not null,
    id uuid not null,
    tx xid8 not null default pg_current_xact_id(),
    constraint search_queue_pkey primary key (tenant_id, among, id, tx)
);

do $$
declare
    target text;
begin
    foreach target in array array['contact_search', 'company_search', 'search_term', 'search_name', 'search_slices',
        'search_queue']
    loop
        execute format('alter table crm.%I enable row level security', target);
        execute format('alter table crm.%I force row level security', target);
        execute format('create policy definer on crm.%I to kundkort_definer using (true) with check (true)', target);
        execute format('grant select, insert, update, delete on crm.%I to kundkort_definer', target);
    end loop;
end $$;

-- The indexes that a rebuild of a big firm drops and makes anew. No `fastupdate` for GIN: its list of what
-- is yet to be sorted in would be read through by every search.
create function crm.search_indexes(make boolean) returns void
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
                ('owner', 'btree (tenant_id, owner_id, name_sort, id)', null),
                ('customer', 'btree (tenant_id, name_sort, id)', 'customer'),
                ('private', 'btree (tenant_id, name_sort, id)', 'vis_owner is not null'),
                ('trashed', 'btree (tenant_id, name_sort, id)', 'trashed'),
                ('person', 'btree (tenant_id, name_sort, id)', 'linked_until is not null or not customer'),
                ('unlinked', 'btree (tenant_id, name_sort, id)', 'linked_until is distinct from date ''infinity'''),
                ('trigram', 'gin (tenant_id, slice, region, name ext.gin_trgm_ops, email ext.gin_trgm_ops,
                    phone ext.gin_trgm_ops, address ext.gin_trgm_ops, number ext.gin_trgm_ops,
                    title ext.gin_trgm_ops, website ext.gin_trgm_ops, company ext.gin_trgm_ops) with (fastupdate = off)', null)
            ) as i (suffix, body, condition)
        loop
            -- Companies have neither of these.
            continue when target = 'company_search' and part.suffix in ('private', 'person', 'unlinked');
            if make then
                execute format('create index %I on crm.%I using %s %s', target || '_' || part.suffix, target, part.body,
                    'where ' || part.condition);
            else
                execute format('drop index crm.%I', target || '_' || part.suffix);
            end if;
        end loop;
    end loop;
end $$;
select crm.search_indexes(true);

-- The words of a name: each as it is written; of one with punctuation («Karl-Erik», «O'Brien») also
-- its parts and the parts joined.
create function crm.search_words(value text) returns text language sql immutable parallel safe
return case when value ~ '[^[:alnum:]{|} ]' then
    value || ' ' || btrim(regexp_replace(value, '[^[:alnum:]{|}]+', ' ', 'g'))
        || ' ' || regexp_replace(value, '[^[:alnum:]{|} ]+', '', 'g')
    else value end;

-- The words again, each once, with their kind.
create function crm.search_terms(words text, out kind "char", out term text) returns setof record
language sql immutable parallel safe
begin atomic
    select 'l'::"char", split_part(words, ' ', 2)
    union
    select 'w'::"char", w from unnest((string_to_array(words, ' '))[3:]) w where w <> '';
end;

-- A value as it stands in a field; nothing for an empty one.
create function crm.search_value(value text) returns text language sql immutable parallel safe
return E'\x02 ' || nullif(value, '') || ' ';

-- A field of its values.
create function crm.search_field(value_list text) returns text language sql immutable parallel safe
return coalesce(nullif(value_list, '') || E'\x02', '');

-- A phone number is found by its national digits, a foreign one by all of them.
create function crm.search_phone(value text, target text) returns text language sql immutable parallel safe
return case when target like '+46%' then '0' || substr(target, 4) else crm.digits(target) end;

-- The search rows of some contacts, computed from the business tables, in the order of the ids. One plan
-- for ever, since planning takes longer than indexing a contact, and by index whatever was there then.
create function crm.contact_documents(tenant bigint, ids uuid[]) returns setof crm.contact_search
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set jit = off
    set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
    bounds text[] collate "C" := coalesce((
        select s.bounds from crm.search_slices s where s.tenant_id = tenant and s.among = 'c'), '{}');
begin
    return query
        select c.tenant_id, c.id,
            b.slice, (b.slice / 16)::smallint, c.name_sort,
            -- (Most contacts have no nickname, no title …: what need not be folded is not.)
            concat(' ', crm.search_words(rtrim(c.name_sort)), ' ',
                case when c.nickname <> '' then crm.search_words(crm.sort_key(c.nickname)) || ' ' end),
            crm.search_field(concat(crm.search_value(crm.search_words(c.last_folded)),
                crm.search_value(crm.search_words(c.first_folded)),
                case when c.nickname <> '' then crm.search_value(crm.search_words(crm.fold(c.nickname))) end)),
            crm.search_field(p.emails), crm.search_field(p.phones), crm.search_field(a.addresses),
            crm.search_field(crm.search_value(k.number)),
            crm.search_field(concat(case when c.title <> '' then crm.search_value(crm.fold(c.title)) end, l.roles)),
            case when c.website <> '' then
                crm.search_field(crm.search_value(regexp_replace(crm.fold(c.website), '^https?://(www\.)?', ''))) else '' end,
            crm.search_field(l.companies),
            c.owner_id, c.vis_owner, c.deleted_at is not null, k.number is not null, l.linked_until,
            coalesce(g.categories, '{}')
        from unnest(ids) with ordinality f (id, place)
        join crm.contact c on c.tenant_id = tenant and c.id = f.id
        cross join lateral (select width_bucket(c.name_sort, bounds)::smallint as slice) b
        left join lateral (
            select string_agg(crm.search_value(p.folded), '' order by p.position, p.id)
                    filter (where p.kind = 'email') as emails,
                string_agg(crm.search_value(crm.search_phone(p.value, p.target)), '' order by p.position, p.id)
                    filter (where p.kind = 'phone') as phones
            from crm.contact_point p where p.tenant_id = c.tenant_id and p.contact_id = c.id) p on true
        left join lateral (
            select string_agg(concat(crm.search_value(crm.fold(translate(a.street, E'\n', ' '))),
                crm.search_value(lower(a.postcode)),
                case when a.postcode like '% %' then crm.search_value(replace(lower(a.postcode), ' ', '')) end,
                crm.search_value(crm.fold(a.city))), '' order by a.position, a.id) as addresses
            from crm.address a where a.tenant_id = c.tenant_id and a.contact_id = c.id) a on true
        left join lateral (
            select k.number::text as number from crm.customer k
            where k.tenant_id = c.tenant_id and k.contact_id = c.id and k.ended_at is null) k on true
        left join lateral (
            select string_agg(case when l.role <> '' then crm.search_value(crm.fold(l.role)) end, '' order by l.id) as roles,
                string_agg(crm.search_value(o.name_folded), '' order by l.id) as companies,
                max(coalesce(l.ended_on, 'infinity')) as linked_until
            from crm.contact_company l
            join crm.company o on o.tenant_id = l.tenant_id and o.id = l.company_id and o.deleted_at is null
            where l.tenant_id = c.tenant_id and l.contact_id = c.id) l on true
        left join lateral (
            select array_agg(g.category_id) as categories from crm.contact_category g
            where g.tenant_id = c.tenant_id and g.contact_id = c.id) g on true
        order by f.place;
end $$;

-- The same for companies. An organisation number is found with and without its hyphen.
create function crm.company_documents(tenant bigint, ids uuid[]) returns setof crm.company_search
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set jit = off
    set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
    bounds text[] collate "C" := coalesce((
        select s.bounds from crm.search_slices s where s.tenant_id = tenant and s.among = 'o'), '{}');
begin
    return query
        select c.tenant_id, c.id, b.slice, (b.slice / 16)::smallint, c.name_sort,
            ' ' || crm.search_words(c.name_sort) || ' ',
            crm.search_field(crm.search_value(crm.search_words(c.name_folded))),
            crm.search_field(p.emails), crm.search_field(p.phones), crm.search_field(a.addresses),
            crm.search_field(concat(crm.search_value(k.number), crm.search_value(c.organisation_number),
                crm.search_value(replace(c.organisation_number, '-', '')))),
            crm.search_field(crm.search_value(crm.fold(c.industry))),
            crm.search_field(crm.search_value(regexp_replace(crm.fold(c.website), '^https?://(www\.)?', ''))),
            '', c.owner_id, null::uuid, c.deleted_at is not null, k.number is not null, null::date,
            coalesce(g.categories, '{}')
        from unnest(ids) with ordinality f (id, place)
        join crm.company c on c.tenant_id = tenant and c.id = f.id
        cross join lateral (select width_bucket(c.name_sort, bounds)::smallint as slice) b
        left join lateral (
            select string_agg(crm.search_value(p.folded), '' order by p.position, p.id)
                    filter (where p.kind = 'email') as emails,
                string_agg(crm.search_value(crm.search_phone(p.value, p.target)), '' order by p.position, p.id)
                    filter (where p.kind = 'phone') as phones
            from crm.contact_point p where p.tenant_id = c.tenant_id and p.company_id = c.id) p on true
        left join lateral (
            select string_agg(concat(crm.search_value(crm.fold(translate(a.street, E'\n', ' '))),
                crm.search_value(lower(a.postcode)),
                case when a.postcode like '% %' then crm.search_value(replace(lower(a.postcode), ' ', '')) end,
                crm.search_value(crm.fold(a.city))), '' order by a.position, a.id) as addresses
            from crm.address a where a.tenant_id = c.tenant_id and a.company_id = c.id) a on true
        left join lateral (
            select k.number::text as number from crm.customer k
            where k.tenant_id = c.tenant_id and k.company_id = c.id and k.ended_at is null) k on true
        left join lateral (
            select array_agg(g.category_id) as categories from crm.company_category g
            where g.tenant_id = c.tenant_id and g.company_id = c.id) g on true
        order by f.place;
end $$;

grant execute on function crm.search_words(text), crm.search_terms(text), crm.search_value(text),
    crm.search_field(text), crm.search_phone(text, text) to kundkort_definer;
alter function crm.contact_documents(bigint, uuid[]) owner to kundkort_definer;
alter function crm.company_documents(bigint, uuid[]) owner to kundkort_definer;
