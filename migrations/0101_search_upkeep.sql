-- Keeping the search tables true: a change marks its contact or company, and what is marked is
-- indexed once, when the transaction commits.

-- Gives the words of one row their places, and takes away those it no longer has.
create function crm.search_place(tenant bigint, kind_of "char", was crm.contact_search, is_now crm.contact_search)
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
        insert into crm.search_term (tenant_id, among, kind, term, folded)
        select tenant, kind_of, t.kind, t.term, translate(t.term, '{|}', 'aao')
        from crm.search_terms(is_now.words) t
        where not exists (
            select from crm.search_term k
            where k.tenant_id = tenant and k.among = kind_of and k.kind = t.kind and k.term = t.term)
        on conflict do nothing;
    end if;
end $$;

-- Indexes one contact or company anew. The lock comes before the reading, so that of two
-- transactions which change one card at once the later one sees what the earlier one did.
create function crm.search_apply() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    was crm.contact_search;
    is_now crm.contact_search;
begin
    perform pg_advisory_xact_lock(hashtextextended(new.id::text, new.tenant_id));
    if new.among = 'c' then
        select * into was from crm.contact_search s where s.tenant_id = new.tenant_id and s.id = new.id;
        select * into is_now from crm.contact_documents(new.tenant_id, array[new.id]);
        if was.id is null and is_now.id is not null then
            insert into crm.contact_search values (is_now.*);
        elsif is_now.id is null then
            delete from crm.contact_search s where s.tenant_id = new.tenant_id and s.id = new.id;
        elsif was is distinct from is_now then
            update crm.contact_search s set slice = is_now.slice, region = is_now.region, name_sort = is_now.name_sort, words = is_now.words,
                name = is_now.name, email = is_now.email, phone = is_now.phone, address = is_now.address,
                number = is_now.number, title = is_now.title, website = is_now.website, company = is_now.company,
                owner_id = is_now.owner_id, vis_owner = is_now.vis_owner, trashed = is_now.trashed,
                customer = is_now.customer, linked_until = is_now.linked_until, categories = is_now.categories
            where s.tenant_id = new.tenant_id and s.id = new.id;
        end if;
    else
        select * into was from crm.company_search s where s.tenant_id = new.tenant_id and s.id = new.id;
        select * into is_now from crm.company_documents(new.tenant_id, array[new.id]);
        if was.id is null and is_now.id is not null then
            insert into crm.company_search values (is_now.*);
        elsif is_now.id is null then
            delete from crm.company_search s where s.tenant_id = new.tenant_id and s.id = new.id;
        elsif was is distinct from is_now then
            update crm.company_search s set slice = is_now.slice, region = is_now.region, name_sort = is_now.name_sort, words = is_now.words,
                name = is_now.name, email = is_now.email, phone = is_now.phone, address = is_now.address,
                number = is_now.number, title = is_now.title, website = is_now.website,
                owner_id = is_now.owner_id, trashed = is_now.trashed, customer = is_now.customer,
                categories = is_now.categories
            where s.tenant_id = new.tenant_id and s.id = new.id;
        end if;
    end if;
    perform crm.search_place(new.tenant_id, new.among, was, is_now);
    delete from crm.search_queue q
    where q.tenant_id = new.tenant_id and q.among = new.among and q.id = new.id and q.tx = new.tx;
    return null;
end $$;

-- Marks a contact or company. Its arguments are whose row it is: contact, company, or both.
create function crm.search_mark() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    changed record;
begin
    -- A seed loads a million rows and then calls crm.rebuild_search. Not for the web role to say.
    if current_setting('app.search', true) = 'off' and session_user <> 'kundkort_web' then
        return null;
    end if;
    changed := case when tg_op = 'DELETE' then old else new end;
    if tg_argv[0] = 'contact' then
        insert into crm.search_queue (tenant_id, among, id) values (changed.tenant_id, 'c', changed.id) on conflict do nothing;
    elsif tg_argv[0] = 'company' then
        insert into crm.search_queue (tenant_id, among, id) values (changed.tenant_id, 'o', changed.id) on conflict do nothing;
        -- Contacts are found by the name of their company.
        if tg_op = 'UPDATE' and (old.name_folded, old.deleted_at is null) is distinct from
            (new.name_folded, new.deleted_at is null)
        then
            insert into crm.search_queue (tenant_id, among, id)
            select distinct l.tenant_id, 'c'::"char", l.contact_id from crm.contact_company l
            where l.tenant_id = changed.tenant_id and l.company_id = changed.id
            on conflict do nothing;
        end if;
    else
        -- Nested, since a table without the column must not be asked for it.
        if tg_argv[0] in ('of contact', 'of both') then
            if changed.contact_id is not null then
                insert into crm.search_queue (tenant_id, among, id) values (changed.tenant_id, 'c', changed.contact_id)
                on conflict do nothing;
            end if;
        end if;
        if tg_argv[0] in ('of company', 'of both') then
            if changed.company_id is not null then
                insert into crm.search_queue (tenant_id, among, id) values (changed.tenant_id, 'o', changed.company_id)
                on conflict do nothing;
            end if;
        end if;
    end if;
    return null;
end $$;

alter function crm.search_place(bigint, "char", crm.contact_search, crm.contact_search) owner to kundkort_definer;
alter function crm.search_apply() owner to kundkort_definer;
alter function crm.search_mark() owner to kundkort_definer;

create constraint trigger search_apply after insert on crm.search_queue
    deferrable initially deferred for each row execute function crm.search_apply();

do $$
declare
    target record;
begin
    for target in
        select * from (values ('contact', 'contact'), ('company', 'company'), ('contact_company', 'of contact'),
            ('contact_point', 'of both'), ('address', 'of both'), ('customer', 'of both'),
            ('contact_category', 'of contact'), ('company_category', 'of company')) as t (name, whose)
    loop
        execute format('create trigger search after insert or update or delete on crm.%I
            for each row execute function crm.search_mark(%L)', target.name, target.whose);
    end loop;
end $$;

-- How many rows the firm has to be searched.
create function crm.search_size(tenant bigint) returns bigint
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select (select count(*) from crm.contact c where c.tenant_id = tenant)
        + (select count(*) from crm.company c where c.tenant_id = tenant);
end;

-- Fills the search tables of a firm from its business tables.
create function crm.search_refill(tenant bigint) returns void
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
    insert into crm.search_term (tenant_id, among, kind, term, folded)
    select tenant, n.among, n.kind, n.term, translate(n.term, '{|}', 'aao')
    from crm.search_name n where n.tenant_id = tenant
    group by n.among, n.kind, n.term
    order by n.among, n.kind, n.term;
end $$;

-- Makes the search tables of a firm anew: after a load with `set app.search = 'off'`, and when a
-- firm has grown many times over. Run by the owner. A big firm locks the search of all firms while
-- the indexes are made; follow it with `vacuum (analyze) crm.contact_search, crm.search_name, …`.
create function crm.rebuild_search(tenant bigint) returns void
language plpgsql set search_path = pg_catalog, pg_temp set maintenance_work_mem = '512MB'
as $$
declare
    rows bigint := crm.search_size(tenant);
    -- Worth it when most of what is indexed is new.
    big boolean := rows > 50000
        and rows * 3 > (select sum(c.reltuples) from pg_class c where c.oid in ('crm.contact_search'::regclass, 'crm.company_search'::regclass));
begin
    if big then
        perform crm.search_indexes(false);
    end if;
    perform crm.search_refill(tenant);
    if big then
        perform crm.search_indexes(true);
    end if;
    analyze crm.contact_search, crm.company_search, crm.search_name, crm.search_term, crm.search_slices;
end $$;

alter function crm.search_size(bigint) owner to kundkort_definer;
alter function crm.search_refill(bigint) owner to kundkort_definer;
