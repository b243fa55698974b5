-- Notes of a card (S10): read a page at a time, pinned ones first, with when they were edited.

-- Notes that are pinned stand first on their card, however old they are.
create index note_pinned_of_contact on crm.note (tenant_id, contact_id)
    where pinned and contact_id is not null and deleted_at is null;
create index note_pinned_of_company on crm.note (tenant_id, company_id)
    where pinned and company_id is not null and deleted_at is null;

-- When it last came to say something else.
alter table crm.note add column edited_at timestamptz;
create function crm.edited() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    new.edited_at := clock_timestamp();
    return new;
end $$;
create trigger edited before update of body on crm.note
    for each row when (old.body is distinct from new.body) execute function crm.edited();

-- As before (0007): kept by the database, so no change of anybody's.
create or replace function journal.watch(target regclass) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    left_out text[];
begin
    select array_agg(a.attname order by a.attnum) into left_out
    from pg_attribute a
    where a.attrelid = target and a.attnum > 0 and not a.attisdropped
        and (a.attgenerated <> ''
            or a.attname in
                ('tenant_id', 'version', 'created_at', 'updated_at', 'updated_by', 'edited_at', 'vis_owner'));
    execute format('create or replace trigger zz_journal after insert or update or delete on %s
        for each row execute function journal.record(%L)', target, left_out::text);
end $$;
select journal.watch('crm.note');

-- The notes that concern a card, as its reader may see them, the latest first: of a contact its own and
-- those of each company it is linked to; where the role has ended, those from while it lasted. Of each
-- no more than a page needs, so that a thousand notes cost no more than thirty. `origin`: `all`, `card`
-- or `companies`; `pattern` narrows by what they say, folded.
create function crm.card_notes(
    card uuid, origin text, are_pinned boolean, pattern text, before_at timestamptz, before_id uuid, most integer)
returns jsonb
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select coalesce(jsonb_agg(jsonb_build_object(
        'id', n.id, 'body', n.body,
        'author', jsonb_build_array(w.id, w.name),
        'company', case when f.id <> card then jsonb_build_array(f.id, f.name) end,
        'written_on', to_char(n.created_at at time zone t.time_zone, 'YYYY-MM-DD'),
        'written_at', to_char(n.created_at at time zone t.time_zone, 'HH24:MI'),
        'edited', n.edited_at is not null,
        'pinned', n.pinned,
        'private', n.vis_owner is not null,
        'cursor', jsonb_build_object(
            'at', to_char(n.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'seq', n.id))
        order by n.created_at desc, n.id desc), '[]')
    from auth.tenant t
    cross join lateral (
        select x.id
        from (
            (select n.id, n.created_at from crm.note n
                where origin <> 'companies' and n.tenant_id = t.id and n.contact_id = card
                    and n.deleted_at is null and n.pinned = are_pinned and (n.created_at, n.id) < (before_at, before_id)
                    and (pattern is null or crm.fold(n.body) like pattern)
                order by n.created_at desc, n.id desc limit most)
            union all
            (select n.id, n.created_at from crm.note n
                where n.tenant_id = t.id and n.company_id = card
                    and n.deleted_at is null and n.pinned = are_pinned and (n.created_at, n.id) < (before_at, before_id)
                    and (pattern is null or crm.fold(n.body) like pattern)
                order by n.created_at desc, n.id desc limit most)
            union all
            (select n.id, n.created_at
                from (
                    select l.company_id,
                        case when bool_and(l.ended_on is not null) then max(l.ended_on) end as ended_on
                    from crm.contact_company l
                    where origin <> 'card' and l.tenant_id = t.id and l.contact_id = card
                    group by l.company_id) l
                join crm.company f on f.tenant_id = t.id and f.id = l.company_id and f.deleted_at is null
                cross join lateral (
                    select n.id, n.created_at from crm.note n
                    where n.tenant_id = t.id and n.company_id = l.company_id
                        and n.deleted_at is null and n.pinned = are_pinned
                        and (n.created_at, n.id) < (before_at, before_id)
                        and (l.ended_on is null
                            or n.created_at < (l.ended_on + 1)::timestamp at time zone t.time_zone)
                        and (pattern is null or crm.fold(n.body) like pattern)
                    order by n.created_at desc, n.id desc limit most) n)
        ) x
        order by x.created_at desc, x.id desc limit most
    ) x
    join crm.note n on n.tenant_id = t.id and n.id = x.id
    join auth.user_account w on w.tenant_id = t.id and w.id = n.author_id
    left join crm.company f on f.tenant_id = t.id and f.id = n.company_id
    where t.id = auth.tenant_id();
end;

grant execute on function crm.card_notes(uuid, text, boolean, text, timestamptz, uuid, integer) to kundkort_web;
