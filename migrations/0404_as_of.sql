-- «Kortet den …» (S11): the rows of a card as they were just before a moment, read from the journal. What stands there now is taken back change by change: of each column what it was before the
-- first change since.
create function journal.card_as_of(of_company boolean, card uuid, moment timestamptz) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
    tenant constant bigint := auth.tenant_id();
    found_rows jsonb;
begin
    execute format($query$
        with since as materialized (
            select c.table_name, c.row_id, c.op, c.before, c.after, c.at, c.seq,
                -- What has no id of its own is known by what it joins.
                case when c.table_name in ('contact_category', 'company_category')
                    then coalesce(c.after, c.before) ->> 'category_id' else c.row_id::text end as key
            from journal.%1$I k
            join journal.change c on c.tenant_id = k.tenant_id and c.at = k.at and c.seq = k.seq
            where k.tenant_id = $1 and k.%2$I = $2 and k.at >= $3
                and c.table_name in (
                    'contact', 'company', 'contact_point', 'address', 'contact_company', 'contact_category',
                    'company_category', 'customer')
        ), present as (
            select '%3$s' as table_name, t.id::text as key, to_jsonb(t) as cells from crm.%3$I t
                where t.tenant_id = $1 and t.id = $2
            union all
            select 'contact_point', t.id::text, to_jsonb(t) from crm.contact_point t
                where t.tenant_id = $1 and t.%2$I = $2
            union all
            select 'address', t.id::text, to_jsonb(t) from crm.address t
                where t.tenant_id = $1 and t.%2$I = $2
            union all
            select 'contact_company', t.id::text, to_jsonb(t) from crm.contact_company t
                where t.tenant_id = $1 and t.%2$I = $2
            union all
            select 'customer', t.id::text, to_jsonb(t) from crm.customer t
                where t.tenant_id = $1 and t.%2$I = $2
            union all
            select '%3$s_category', t.category_id::text, to_jsonb(t) from crm.%3$s_category t
                where t.tenant_id = $1 and t.%2$I = $2
        ), first_change as (
            select distinct on (s.table_name, s.key) s.table_name, s.key, s.op
            from since s order by s.table_name, s.key, s.at, s.seq
        ), taken_back as (
            -- Of a key that comes several times the last one counts: the earliest change.
            select s.table_name, s.key, jsonb_object_agg(v.key, v.value order by s.at desc, s.seq desc) as cells
            from since s cross join lateral jsonb_each(s.before) v
            group by s.table_name, s.key
        ), then_rows as (
            select coalesce(p.table_name, b.table_name) as table_name, coalesce(p.key, b.key) as key,
                coalesce(p.cells, '{}') || coalesce(b.cells, '{}') as cells
            from present p
            full join taken_back b on b.table_name = p.table_name and b.key = p.key
        )
        select jsonb_agg(jsonb_build_object('table', r.table_name, 'cells', r.cells, 'names', (
                select jsonb_object_agg(n.id, n.name) from (
                    select u.id::text as id, u.name from auth.user_account u
                    where u.tenant_id = $1 and u.id::text = r.cells ->> 'owner_id'
                    union all
                    select o.id::text, o.name from crm.company o
                    where o.tenant_id = $1 and o.id::text = r.cells ->> 'company_id'
                    union all
                    select p.id::text, concat_ws(' ', nullif(p.first_name, ''), p.last_name) from crm.contact p
                    where p.tenant_id = $1 and p.id::text = r.cells ->> 'contact_id'
                    union all
                    select g.id::text, g.name from crm.category g
                    where g.tenant_id = $1 and g.id::text = r.cells ->> 'category_id') n))
            order by array_position(array['contact', 'company', 'contact_point', 'address', 'contact_company',
                'contact_category', 'company_category', 'customer'], r.table_name),
                (r.cells ->> 'position')::integer, r.key)
        from then_rows r
        left join first_change f on f.table_name = r.table_name and f.key = r.key
        -- What came since was not there yet.
        where f.op is distinct from 'insert'
    $query$,
        case when of_company then 'change_company' else 'change_contact' end,
        case when of_company then 'company_id' else 'contact_id' end,
        case when of_company then 'company' else 'contact' end)
    into found_rows
    using tenant, card, moment;
    return coalesce(found_rows, '[]');
end $$;

grant execute on function journal.card_as_of(boolean, uuid, timestamptz) to kundkort_web;
