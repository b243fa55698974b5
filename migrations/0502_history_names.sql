-- The names in a history are looked up by key, and what a change is about is asked once.
--
-- Under row-level security an index serves a comparison only when nothing in it could leak what it compares
-- with, and `->>` could: the ids are read first, on their own. `offset 0` keeps the planner from moving the
-- expressions into the look-ups, where each was worked out anew for every contact of the firm.

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

do $$
declare
    history constant regprocedure :=
        'journal.history(boolean, uuid, date, date, timestamptz, bigint, text, text[], integer)';
    stood constant regprocedure := 'journal.card_as_of(boolean, uuid, timestamptz)';
begin
    perform pg_temp.amend(history,
        'u.id::text in (c.before ->> ''owner_id'', c.after ->> ''owner_id'', c.before ->> ''user_id'', c.after ->> ''user_id'')',
        'u.id in (i.owner_before, i.owner_after, i.user_before, i.user_after)');
    perform pg_temp.amend(history,
        'o.id::text in (coalesce(s.about, c.after, c.before) ->> ''company_id'', w.link ->> ''company_id'')',
        'o.id in (i.company, i.link_company)');
    perform pg_temp.amend(history,
        'p.id::text = coalesce(s.about, c.after, c.before) ->> ''contact_id''', 'p.id = i.contact');
    perform pg_temp.amend(history, 'g.id::text = coalesce(c.after, c.before) ->> ''category_id''', 'g.id = i.category');
    perform pg_temp.amend(history,
        'then journal.subject(c.tenant_id, c.table_name, c.row_id) end as about) s',
        'then journal.subject(c.tenant_id, c.table_name, c.row_id) end as about offset 0) s');
    perform pg_temp.amend(history,
        '(coalesce(s.about, c.after, c.before) ->> ''link_id'')::uuid) end as link) w',
        '(coalesce(s.about, c.after, c.before) ->> ''link_id'')::uuid) end as link offset 0) w
        cross join lateral (
            select (c.before ->> ''owner_id'')::uuid as owner_before, (c.after ->> ''owner_id'')::uuid as owner_after,
                (c.before ->> ''user_id'')::uuid as user_before, (c.after ->> ''user_id'')::uuid as user_after,
                (coalesce(s.about, c.after, c.before) ->> ''company_id'')::uuid as company,
                (w.link ->> ''company_id'')::uuid as link_company,
                (coalesce(s.about, c.after, c.before) ->> ''contact_id'')::uuid as contact,
                (coalesce(c.after, c.before) ->> ''category_id'')::uuid as category
            offset 0) i');
    perform pg_temp.amend(stood, 'u.id::text = r.cells ->> ''owner_id''', 'u.id = i.owner');
    perform pg_temp.amend(stood, 'o.id::text = r.cells ->> ''company_id''', 'o.id = i.company');
    perform pg_temp.amend(stood, 'p.id::text = r.cells ->> ''contact_id''', 'p.id = i.contact');
    perform pg_temp.amend(stood, 'g.id::text = r.cells ->> ''category_id''', 'g.id = i.category');
    perform pg_temp.amend(stood,
        'left join first_change f on f.table_name = r.table_name and f.key = r.key',
        'left join first_change f on f.table_name = r.table_name and f.key = r.key
        cross join lateral (
            select (r.cells ->> ''owner_id'')::uuid as owner, (r.cells ->> ''company_id'')::uuid as company,
                (r.cells ->> ''contact_id'')::uuid as contact, (r.cells ->> ''category_id'')::uuid as category
            offset 0) i');
end $$;
