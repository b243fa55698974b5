-- «Kortet den …» (S11) of a project too. As before (0404, 0502), told which kind of card it is by name: the rows of a card as
-- they were just before a moment, read from the journal. What stands there now is taken back change by change: of each
-- column what it was before the first change since.

set local lock_timeout = '10s';

create function journal.card_as_of(kind text, card uuid, moment timestamptz) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
    tenant constant bigint := auth.tenant_id();
    -- In the order in which they are shown.
    tables constant text[] := case kind
        when 'contact' then array['contact', 'contact_point', 'address', 'contact_company', 'contact_category', 'customer']
        when 'company' then array['company', 'contact_point', 'address', 'contact_company', 'company_category', 'customer']
        when 'project' then array['project', 'project_participant'] end;
    present text;
    found_rows jsonb;
begin
    -- What has no id of its own is known by what it joins.
    select string_agg(format(
        'select %1$L as table_name, t.%2$I::text as key, to_jsonb(t) as cells from crm.%1$I t
         where t.tenant_id = $1 and t.%3$I = $2',
        one, case when one like '%\_category' then 'category_id' else 'id' end,
        case one when kind then 'id' else kind || '_id' end), ' union all ')
    into strict present
    from unnest(tables) one;
    execute format($query$
        with since as materialized (
            select c.table_name, c.op, c.before, c.at, c.seq,
                case when c.table_name like '%%\_category'
                    then coalesce(c.after, c.before) ->> 'category_id' else c.row_id::text end as key
            from journal.%1$I k
            join journal.change c on c.tenant_id = k.tenant_id and c.at = k.at and c.seq = k.seq
            where k.tenant_id = $1 and k.%2$I = $2 and k.at >= $3 and c.table_name = any ($4)
        ), present as (
            %3$s
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
                    where u.tenant_id = $1 and u.id in (i.owner, i.colleague)
                    union all
                    select o.id::text, o.name from crm.company o
                    where o.tenant_id = $1 and o.id = i.company
                    union all
                    select p.id::text, concat_ws(' ', nullif(p.first_name, ''), p.last_name) from crm.contact p
                    where p.tenant_id = $1 and p.id = i.contact
                    union all
                    select g.id::text, g.name from crm.category g
                    where g.tenant_id = $1 and g.id = i.category) n))
            order by array_position($4, r.table_name), (r.cells ->> 'position')::integer, r.key)
        from then_rows r
        left join first_change f on f.table_name = r.table_name and f.key = r.key
        cross join lateral (
            select (r.cells ->> 'owner_id')::uuid as owner, (r.cells ->> 'user_id')::uuid as colleague,
                (r.cells ->> 'company_id')::uuid as company, (r.cells ->> 'contact_id')::uuid as contact,
                (r.cells ->> 'category_id')::uuid as category
            offset 0) i
        -- What came since was not there yet.
        where f.op is distinct from 'insert'
    $query$, 'change_' || kind, kind || '_id', present)
    into found_rows
    using tenant, card, moment, tables;
    return coalesce(found_rows, '[]');
end $$;
grant execute on function journal.card_as_of(text, uuid, timestamptz) to kundkort_web;

-- For the version before.
create or replace function journal.card_as_of(of_company boolean, card uuid, moment timestamptz) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp
return journal.card_as_of(case when of_company then 'company' else 'contact' end, card, moment);
