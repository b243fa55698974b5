-- The names in a history are looked up by key: compared as text, every one of them was a look at every
-- contact of the firm.

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
        'u.id in ((c.before ->> ''owner_id'')::uuid, (c.after ->> ''owner_id'')::uuid, (c.before ->> ''user_id'')::uuid, (c.after ->> ''user_id'')::uuid)');
    perform pg_temp.amend(history,
        'o.id::text in (coalesce(s.about, c.after, c.before) ->> ''company_id'', w.link ->> ''company_id'')',
        'o.id in ((coalesce(s.about, c.after, c.before) ->> ''company_id'')::uuid, (w.link ->> ''company_id'')::uuid)');
    perform pg_temp.amend(history,
        'p.id::text = coalesce(s.about, c.after, c.before) ->> ''contact_id''',
        'p.id = (coalesce(s.about, c.after, c.before) ->> ''contact_id'')::uuid');
    perform pg_temp.amend(history,
        'g.id::text = coalesce(c.after, c.before) ->> ''category_id''',
        'g.id = (coalesce(c.after, c.before) ->> ''category_id'')::uuid');
    perform pg_temp.amend(stood, 'u.id::text = r.cells ->> ''owner_id''', 'u.id = (r.cells ->> ''owner_id'')::uuid');
    perform pg_temp.amend(stood, 'o.id::text = r.cells ->> ''company_id''', 'o.id = (r.cells ->> ''company_id'')::uuid');
    perform pg_temp.amend(stood, 'p.id::text = r.cells ->> ''contact_id''', 'p.id = (r.cells ->> ''contact_id'')::uuid');
    perform pg_temp.amend(stood, 'g.id::text = r.cells ->> ''category_id''', 'g.id = (r.cells ->> ''category_id'')::uuid');
end $$;
