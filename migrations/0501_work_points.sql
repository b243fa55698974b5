-- Work telephone and work e-mail of a link (S2): shown where the link is, and told of on both its cards.

-- As in 0401.
create or replace function pg_temp.amend(target regprocedure, was text, becomes text) returns void
language plpgsql as $$
declare
    text_now constant text := pg_get_functiondef(target);
begin
    if position(was in text_now) = 0 then
        raise exception '% has no «%»', target, was;
    end if;
    execute replace(text_now, was, becomes);
end $$;

-- The card of a contact: what is of a role says at which company, as long as it lasts …
select pg_temp.amend('crm.contact_card(uuid)',
    '''target'', p.target)
                    order by p.link_id is not null, p.position, p.id)
                from crm.contact_point p
                where p.tenant_id = c.tenant_id and p.contact_id = c.id), ''[]''),',
    '''target'', p.target,
                    ''at'', coalesce(f.name, ''''))
                    order by p.link_id is not null, w.position, f.name_sort, p.position, p.id)
                from crm.contact_point p
                left join crm.contact_company w on w.tenant_id = p.tenant_id and w.id = p.link_id
                left join crm.company f on f.tenant_id = w.tenant_id and f.id = w.company_id
                where p.tenant_id = c.tenant_id and p.contact_id = c.id
                    and (p.link_id is null or (w.ended_on is null and f.deleted_at is null))), ''[]''),');
-- … and stands in the row of the company, also when it has ended.
select pg_temp.amend('crm.contact_card(uuid)',
    '''role'', l.role, ''department'', l.department,',
    '''role'', l.role, ''department'', l.department,
                    ''points'', coalesce((
                        select json_agg(json_build_object(
                            ''id'', p.id, ''kind'', p.kind, ''label'', p.label, ''value'', p.value, ''target'', p.target)
                            order by p.position, p.id)
                        from crm.contact_point p
                        where p.tenant_id = l.tenant_id and p.link_id = l.id), ''[]''),');

-- The contacts of a company: what they have there, and what of theirs stands in for it.
select pg_temp.amend('crm.company_contacts(uuid, uuid)',
    '''department'', m.department,',
    '''department'', m.department,
            ''points'', coalesce((
                select json_agg(json_build_object(
                    ''id'', p.id, ''kind'', p.kind, ''label'', p.label, ''value'', p.value, ''target'', p.target)
                    order by p.position, p.id)
                from crm.contact_point p
                where p.tenant_id = me.tenant_id and p.link_id = m.link), ''[]''),');
-- Not what they have at another company.
select pg_temp.amend('crm.company_contacts(uuid, uuid)',
    'p.kind = ''phone''
                order by p.link_id is distinct from m.link, p.position, p.id limit 1',
    'p.kind = ''phone'' and p.link_id is null
                order by p.position, p.id limit 1');
select pg_temp.amend('crm.company_contacts(uuid, uuid)',
    'p.kind = ''email''
                order by p.link_id is distinct from m.link, p.position, p.id limit 1',
    'p.kind = ''email'' and p.link_id is null
                order by p.position, p.id limit 1');

-- A number at a company concerns the company too. One that goes with its link is told of with the link.
select pg_temp.amend('journal.record()',
    '    if tg_op = ''UPDATE'' then
        select jsonb_object_agg',
    '    if tg_table_name = ''contact_point'' and anyone ->> ''link_id'' is not null then
        select l.company_id into company
        from crm.contact_company l
        where l.tenant_id = (anyone ->> ''tenant_id'')::bigint and l.id = (anyone ->> ''link_id'')::uuid;
    end if;
    if tg_op = ''UPDATE'' then
        select jsonb_object_agg');

-- The history says which company it is at: the link, as it is or was.
select pg_temp.amend('journal.history(boolean, uuid, date, date, timestamptz, bigint, text, text[], integer)',
    '''about'', s.about,',
    '''about'', s.about, ''link'', w.link,');
select pg_temp.amend('journal.history(boolean, uuid, date, date, timestamptz, bigint, text, text[], integer)',
    'o.id::text = coalesce(s.about, c.after, c.before) ->> ''company_id''',
    'o.id::text in (coalesce(s.about, c.after, c.before) ->> ''company_id'', w.link ->> ''company_id'')');
select pg_temp.amend('journal.history(boolean, uuid, date, date, timestamptz, bigint, text, text[], integer)',
    'then journal.subject(c.tenant_id, c.table_name, c.row_id) end as about) s',
    'then journal.subject(c.tenant_id, c.table_name, c.row_id) end as about) s
        cross join lateral (
            select case when c.table_name = ''contact_point''
                    and coalesce(s.about, c.after, c.before) ->> ''link_id'' is not null
                then journal.subject(c.tenant_id, ''contact_company'',
                    (coalesce(s.about, c.after, c.before) ->> ''link_id'')::uuid) end as link) w');
