-- Categories that are managed, selections that are pinned, and one act on many hits.

set local lock_timeout = '10s';

-- ── Categories: a colour, and no longer offered while still where they are set ──

alter table crm.category
    -- A hue of the design by its word.
    add column color text not null default 'granit',
    add column retired_at timestamptz,
    add constraint category_color_choice
        check (color in ('granit', 'gran', 'hjortron', 'lingon', 'mossa', 'is', 'ljung'));
grant insert (color, retired_at), update (color, retired_at) on crm.category to kundkort_web;
-- The labels are the firm's: its administrators decide them. (Setting one on a card is for everybody.)
create policy admin_insert on crm.category as restrictive for insert to kundkort_web
    with check ((select auth.is_admin()));
-- `using (true)`, so that whoever may not is told so instead of finding no row.
create policy admin_update on crm.category as restrictive for update to kundkort_web
    using (true) with check ((select auth.is_admin()));
create policy admin_delete on crm.category as restrictive for delete to kundkort_web
    using ((select auth.is_admin()));

-- A search that was saved with the one category finds with the other from now on. Others' private
-- selections too, of which the administrator learns nothing: they are a command of their own, since
-- undoing could not reach them.
create function crm.category_followed(was uuid, is_now uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
    command text := current_setting('app.command', true);
    others boolean;
begin
    select * into me from auth.ctx();
    if me.role <> 'administrator' then
        raise exception 'for administrators' using errcode = 'insufficient_privilege';
    end if;
    foreach others in array array[false, true] loop
        if others then
            perform set_config('app.command', uuidv7()::text, true);
        end if;
        update crm.selection s set query = replace(s.query, 'category=' || was, 'category=' || is_now)
        where s.tenant_id = me.tenant_id and strpos(s.query, 'category=' || was) > 0
            and (s.vis_owner is not null and s.vis_owner <> me.user_id) = others
            and exists (select from crm.category c where c.tenant_id = me.tenant_id and c.id = is_now);
    end loop;
    perform set_config('app.command', coalesce(command, ''), true);
end $$;
alter function crm.category_followed(uuid, uuid) owner to kundkort_definer;
grant update (query, version, updated_at) on crm.selection to kundkort_definer;
grant execute on function crm.category_followed(uuid, uuid) to kundkort_web;

-- ── Saved selections: of contacts or companies, pinned by each for themselves ──

alter table crm.selection
    add column among text not null default 'contacts',
    add constraint selection_among_choice check (among in ('contacts', 'companies'));
grant insert (among) on crm.selection to kundkort_web;

create table crm.selection_pin (
    tenant_id bigint not null default auth.tenant_id(),
    user_id uuid not null default auth.user_id(),
    selection_id uuid not null,
    constraint selection_pin_pkey primary key (tenant_id, user_id, selection_id),
    constraint selection_pin_user_fkey foreign key (tenant_id, user_id)
        references auth.user_account (tenant_id, id) on delete cascade,
    constraint selection_pin_selection_fkey foreign key (tenant_id, selection_id)
        references crm.selection (tenant_id, id) on delete cascade
);
create index selection_pin_of_selection on crm.selection_pin (tenant_id, selection_id);
select crm.secure('crm.selection_pin');
create policy own on crm.selection_pin as restrictive to kundkort_web
    using (user_id = (select auth.user_id()));
grant select, delete, insert (selection_id) on crm.selection_pin to kundkort_web;
grant select on crm.selection_pin to kundkort_definer;

-- ── One act on many rows ──

-- How far an act has come. Its id is the command that all its batches are in the journal under; each
-- batch counts itself here in its own transaction, so that what stands here has been done.
create table crm.bulk_act (
    tenant_id bigint not null default auth.tenant_id(),
    id uuid not null,
    user_id uuid not null default auth.user_id(),
    total integer not null,
    done integer not null default 0,
    -- Rows that could not be changed: hidden, gone, another firm's, or not the reader's to change.
    refused integer not null default 0,
    state text not null default 'running',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint bulk_act_pkey primary key (tenant_id, id),
    constraint bulk_act_user_fkey foreign key (tenant_id, user_id)
        references auth.user_account (tenant_id, id) on delete cascade,
    constraint bulk_act_total_range check (total >= 0),
    constraint bulk_act_state_choice check (state in ('running', 'finished', 'stopped'))
);
select crm.secure('crm.bulk_act');
create policy own on crm.bulk_act as restrictive to kundkort_web
    using (user_id = (select auth.user_id()));
grant select, insert (id, total), update (total, done, refused, state) on crm.bulk_act to kundkort_web;
grant select on crm.bulk_act to kundkort_definer;
create function crm.stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    new.updated_at := clock_timestamp();
    return new;
end $$;
create trigger stamp before update on crm.bulk_act for each row execute function crm.stamp();

select journal.watch('crm.category'), journal.watch('crm.selection');

-- ── Search: an owner is no part of what is searched ──
--
-- A row of a search table stands in an index of every trigram of its fields, and any new version of it
-- is put there anew: half a millisecond to say that somebody else owns it. So the owner is left out of
-- the search tables, and «mine» is read through the owner's own index of the business table.

drop index crm.contact_of_owner;
create index contact_of_owner on crm.contact (tenant_id, owner_id, name_sort, id);
drop index crm.company_of_owner;
create index company_of_owner on crm.company (tenant_id, owner_id, name_sort, id);
drop index crm.contact_search_owner;
drop index crm.company_search_owner;
alter table crm.contact_search drop column owner_id;
alter table crm.company_search drop column owner_id;

do $$
declare
    kind text;
begin
    foreach kind in array array['contact', 'company'] loop
        execute format('create view crm.%I as
            select c.tenant_id, c.id, c.owner_id, c.name_sort, s.slice, s.region, s.words, s.name, s.email, s.phone,
                s.address, s.number, s.title, s.website, s.company, s.vis_owner, s.trashed, s.customer,
                s.linked_until, s.categories
            from crm.%I c join crm.%I s on s.tenant_id = c.tenant_id and s.id = c.id',
            kind || '_mine', kind, kind || '_search');
        execute format('alter view crm.%I owner to kundkort_definer', kind || '_mine');
    end loop;
end $$;

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

-- The search rows of some contacts, computed from the business tables, in the order of the ids. One plan
-- for ever, since planning takes longer than indexing a contact, and by index whatever was there then.
create or replace function crm.contact_documents(tenant bigint, ids uuid[]) returns setof crm.contact_search
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
            c.vis_owner, c.deleted_at is not null, k.number is not null, l.linked_until,
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
create or replace function crm.company_documents(tenant bigint, ids uuid[]) returns setof crm.company_search
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
            '', null::uuid, c.deleted_at is not null, k.number is not null, null::date,
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

-- Indexes one contact or company anew. The lock comes before the reading, so that of two
-- transactions which change one card at once the later one sees what the earlier one did. The row itself
-- is locked where there is one: the advisory locks of ten thousand rows have no room in memory.
create or replace function crm.search_apply() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    was crm.contact_search;
    is_now crm.contact_search;
begin
    if new.among = 'c' then
        select * into was from crm.contact_search s where s.tenant_id = new.tenant_id and s.id = new.id for update;
        if not found then
            perform pg_advisory_xact_lock(hashtextextended(new.id::text, new.tenant_id));
            select * into was from crm.contact_search s where s.tenant_id = new.tenant_id and s.id = new.id;
        end if;
        select * into is_now from crm.contact_documents(new.tenant_id, array[new.id]);
        if was.id is null and is_now.id is not null then
            insert into crm.contact_search values (is_now.*);
        elsif is_now.id is null then
            delete from crm.contact_search s where s.tenant_id = new.tenant_id and s.id = new.id;
        elsif was is distinct from is_now then
            update crm.contact_search s set slice = is_now.slice, region = is_now.region, name_sort = is_now.name_sort, words = is_now.words,
                name = is_now.name, email = is_now.email, phone = is_now.phone, address = is_now.address,
                number = is_now.number, title = is_now.title, website = is_now.website, company = is_now.company,
                vis_owner = is_now.vis_owner, trashed = is_now.trashed,
                customer = is_now.customer, linked_until = is_now.linked_until, categories = is_now.categories
            where s.tenant_id = new.tenant_id and s.id = new.id;
        end if;
    else
        select * into was from crm.company_search s where s.tenant_id = new.tenant_id and s.id = new.id for update;
        if not found then
            perform pg_advisory_xact_lock(hashtextextended(new.id::text, new.tenant_id));
            select * into was from crm.company_search s where s.tenant_id = new.tenant_id and s.id = new.id;
        end if;
        select * into is_now from crm.company_documents(new.tenant_id, array[new.id]);
        if was.id is null and is_now.id is not null then
            insert into crm.company_search values (is_now.*);
        elsif is_now.id is null then
            delete from crm.company_search s where s.tenant_id = new.tenant_id and s.id = new.id;
        elsif was is distinct from is_now then
            update crm.company_search s set slice = is_now.slice, region = is_now.region, name_sort = is_now.name_sort, words = is_now.words,
                name = is_now.name, email = is_now.email, phone = is_now.phone, address = is_now.address,
                number = is_now.number, title = is_now.title, website = is_now.website,
                trashed = is_now.trashed, customer = is_now.customer,
                categories = is_now.categories
            where s.tenant_id = new.tenant_id and s.id = new.id;
        end if;
    end if;
    perform crm.search_place(new.tenant_id, new.among, was, is_now);
    delete from crm.search_queue q
    where q.tenant_id = new.tenant_id and q.among = new.among and q.id = new.id and q.tx = new.tx;
    return null;
end $$;

-- Who asks, and among which rows.
create or replace function crm.search_scope(kind_of "char", population text, categories uuid[], combine text) returns crm.search_plan
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
    plan crm.search_plan;
    me record;
    today date;
begin
    select x.tenant_id, x.user_id, x.role, (now() at time zone t.time_zone)::date as today into me
    from auth.ctx() x join auth.tenant t on t.id = x.tenant_id;
    plan.tenant := me.tenant_id;
    plan.among := kind_of;
    plan.rel := case kind_of when 'c' then 'contact_' else 'company_' end
        || case when population = 'mine' then 'mine' else 'search' end;
    plan.base := format('s.tenant_id = %s::bigint', me.tenant_id) || case
        when population = 'mine' then format(' and s.owner_id = %L::uuid', me.user_id)
        when population = 'customers' then ' and s.customer'
        when population = 'trash' then ' and s.trashed'
        when kind_of = 'o' then ''
        when population = 'contact_persons' then ' and (s.linked_until is not null or not s.customer)'
        when population = 'without_company' then ' and s.linked_until is distinct from date ''infinity'''
        when population = 'private' then ' and s.vis_owner is not null'
        else '' end;
    plan.filter := concat(
        case when population is distinct from 'trash' then 'not ' end, 's.trashed',
        case when me.role <> 'administrator' then
            format(' and (s.vis_owner is null or s.vis_owner = %L::uuid)', me.user_id) end,
        case when kind_of = 'c' and population = 'contact_persons' then
            format(' and (s.linked_until >= %L or not s.customer)', me.today)
        when kind_of = 'c' and population = 'without_company' then
            format(' and (s.linked_until is null or s.linked_until < %L)', me.today) end,
        case when cardinality(categories) = 0 then null
        when combine = 'all' then format(' and s.categories @> %L::uuid[]', categories)
        when combine = 'none' then format(' and not s.categories && %L::uuid[]', categories)
        else format(' and s.categories && %L::uuid[]', categories) end);
    select s.bounds, case when s.everybody * 4 < (select c.reltuples from pg_class c where c.oid = 'crm.contact_search'::regclass)
        then format('s.tenant_id = %s::bigint', me.tenant_id) end
    into plan.bounds, plan.firm
    from crm.search_slices s where s.tenant_id = me.tenant_id and s.among = kind_of;
    if not found then
        plan.firm := format('s.tenant_id = %s::bigint', me.tenant_id);
    end if;
    return plan;
end $$;

-- What is not searched marks nothing: an owner, a comment, a birthday.
drop trigger search on crm.contact;
create trigger search after insert or delete on crm.contact
    for each row execute function crm.search_mark('contact');
create trigger search_change after update on crm.contact
    for each row when ((old.name_sort, old.first_folded, old.last_folded, old.nickname, old.title, old.website,
        old.vis_owner, old.deleted_at is null) is distinct from (new.name_sort, new.first_folded, new.last_folded,
        new.nickname, new.title, new.website, new.vis_owner, new.deleted_at is null))
    execute function crm.search_mark('contact');
drop trigger search on crm.company;
create trigger search after insert or delete on crm.company
    for each row execute function crm.search_mark('company');
create trigger search_change after update on crm.company
    for each row when ((old.name_sort, old.name_folded, old.organisation_number, old.industry, old.website,
        old.deleted_at is null) is distinct from (new.name_sort, new.name_folded, new.organisation_number,
        new.industry, new.website, new.deleted_at is null))
    execute function crm.search_mark('company');

-- As before (0204), also among «mine».
create or replace function crm.search_identity(wanted bytea, population text, categories uuid[], combine text)
returns table (contact uuid, masked text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
    plan crm.search_plan := crm.search_scope('c', population, coalesce(categories[:50], '{}'), combine);
begin
    return query execute format(
        'select i.contact_id, i.masked
        from crm.customer_identity i
        join crm.customer k on k.tenant_id = i.tenant_id and k.id = i.customer_id and k.ended_at is null
        join crm.%I s on s.tenant_id = i.tenant_id and s.id = i.contact_id
        where i.tenant_id = $1 and i.hash = $2 and %s and %s
        order by s.name_sort, s.id limit 20', plan.rel, plan.base, plan.filter)
    using plan.tenant, wanted;
end $$;
