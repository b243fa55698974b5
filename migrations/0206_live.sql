-- Live updates, recently opened cards, and a card's neighbours in a search. docs/adr/0008.

-- The journal in the order in which its rows were numbered, for `journal.live` alone. New rows come
-- last in it, so that a write touches one page that is in memory anyway.
create index change_in_order on journal.change (seq);

-- Where the journal is now: the latest number that was drawn, whether or not it is committed.
create function journal.live_start() returns bigint
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select case when s.is_called then s.last_value else 0 end from journal.change_seq s;
end;

-- What has been committed: numbers above `after`, at most `most` of them, and those of the `gaps` that
-- have come meanwhile. Only ids, and who may be told: nothing of what was written.
--
-- Nobody is asked who they are: one task of the server asks, for all who listen. What it tells whom
-- stands in server/src/live; the content is read again by each reader, under their own rights.
create function journal.live(after bigint, gaps bigint[], most integer)
returns table (
    seq bigint, tenant_id bigint, command uuid, actor_id uuid,
    -- The contacts and companies that it concerns; of other rows their own.
    ids uuid[],
    -- Who sees it: everyone, or this one …
    vis_owner uuid,
    -- … and the administrators, except of selections, which are nobody else's business.
    for_admins boolean,
    -- Who sees it may just have changed: it was for everyone, or for this one.
    moved boolean, was_vis_owner uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select c.seq, c.tenant_id, c.command, c.actor_id,
        array(
            select distinct i from unnest(array[
                case when c.table_name in ('contact', 'company') then c.row_id end,
                (c.before ->> 'contact_id')::uuid, (c.after ->> 'contact_id')::uuid,
                (c.before ->> 'company_id')::uuid, (c.after ->> 'company_id')::uuid,
                h.contact_id, h.company_id,
                case when h.contact_id is null and h.company_id is null and c.table_name not in ('contact', 'company')
                    and num_nonnulls(c.before ->> 'contact_id', c.after ->> 'contact_id', c.before ->> 'company_id',
                        c.after ->> 'company_id') = 0 then c.row_id end]) i
            where i is not null
            union
            -- Where the contact is shown too, and is to appear or to go.
            select l.company_id from crm.contact_company l
            where m.moved and l.tenant_id = c.tenant_id and l.contact_id = c.row_id),
        c.vis_owner,
        c.table_name <> 'selection',
        m.moved,
        case when m.moved and coalesce((c.before ->> 'private')::boolean, k.private)
            then coalesce((c.before ->> 'owner_id')::uuid, k.owner_id) end
    from (
        (select * from journal.change n
            where n.seq > live.after and n.at > now() - interval '2 minutes' and n.at < now() + interval '2 minutes'
            order by n.seq limit live.most)
        union all
        (select * from journal.change g
            where g.seq = any (live.gaps) and g.at > now() - interval '2 minutes' and g.at < now() + interval '2 minutes')
    ) c
    -- What a change of one field does not say: whose row it is.
    left join lateral (
        select p.contact_id, p.company_id from crm.contact_point p
        where c.table_name = 'contact_point' and p.tenant_id = c.tenant_id and p.id = c.row_id
        union all
        select a.contact_id, a.company_id from crm.address a
        where c.table_name = 'address' and a.tenant_id = c.tenant_id and a.id = c.row_id
        union all
        select l.contact_id, l.company_id from crm.contact_company l
        where c.table_name = 'contact_company' and l.tenant_id = c.tenant_id and l.id = c.row_id
        union all
        select u.contact_id, u.company_id from crm.customer u
        where c.table_name = 'customer' and u.tenant_id = c.tenant_id and u.id = c.row_id
        union all
        select t.contact_id, t.company_id from crm.note t
        where c.table_name = 'note' and t.tenant_id = c.tenant_id and t.id = c.row_id
    ) h on c.op = 'update'
    cross join lateral (
        select c.table_name = 'contact' and c.op = 'update' and c.before ?| array['private', 'owner_id'] as moved) m
    left join crm.contact k on m.moved and k.tenant_id = c.tenant_id and k.id = c.row_id
    order by c.seq;
end;

-- Whose sessions are alive, of those whose tokens have these hashes. For streams that are open: one
-- question for all of them.
create function auth.living(token_hashes bytea[])
returns table (token_hash bytea, tenant_id bigint, user_id uuid, role text)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select s.token_hash, s.tenant_id, s.user_id, u.role
    from auth.session s
    join auth.user_account u on u.tenant_id = s.tenant_id and u.id = s.user_id
    where s.token_hash = any (living.token_hashes)
        and s.closed_at is null
        and s.expires_at > now()
        and u.deactivated_at is null;
end;

-- The cards that somebody has opened, the latest fifty. Reached through functions alone, and not
-- journalled: what one looks at is nobody's business.
create table crm.recent (
    tenant_id bigint not null default auth.tenant_id(),
    user_id uuid not null default auth.user_id(),
    -- A contact or company. Not a foreign key: one that is gone is not shown, and pushed out in time.
    card_id uuid not null,
    among text not null,
    opened_at timestamptz not null default clock_timestamp(),
    constraint recent_pkey primary key (tenant_id, user_id, card_id),
    constraint recent_user_fkey foreign key (tenant_id, user_id)
        references auth.user_account (tenant_id, id) on delete cascade,
    constraint recent_among_choice check (among in ('contacts', 'companies'))
);
select crm.secure('crm.recent');
create policy own on crm.recent as restrictive to kundkort_web using (user_id = (select auth.user_id()));
grant select, insert, update, delete on crm.recent to kundkort_definer;

-- Remembers that the one who asks has opened a card. Nothing happens for one that they may not see.
create function crm.note_opened(kind text, card uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
begin
    select * into me from auth.ctx();
    insert into crm.recent as r (tenant_id, user_id, card_id, among)
    select me.tenant_id, me.user_id, s.id, kind
    from (
        select c.id from crm.contact c
        where kind = 'contacts' and c.tenant_id = me.tenant_id and c.id = card
            and (c.vis_owner is null or c.vis_owner = me.user_id or me.role = 'administrator')
        union all
        select o.id from crm.company o
        where kind = 'companies' and o.tenant_id = me.tenant_id and o.id = card) s
    on conflict (tenant_id, user_id, card_id) do update set opened_at = clock_timestamp();
    delete from crm.recent r
    where r.tenant_id = me.tenant_id and r.user_id = me.user_id
        and r.card_id in (
            select x.card_id from crm.recent x
            where x.tenant_id = me.tenant_id and x.user_id = me.user_id
            order by x.opened_at desc, x.card_id offset 50);
end $$;

-- What the one who asks has opened last and may still see; not what lies in the trash.
create function crm.recent_cards(most integer)
returns table (among text, id uuid, name text, sub text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me record;
begin
    select * into me from auth.ctx();
    return query
    select r.among, r.card_id, coalesce(o.name, concat_ws(' ', nullif(c.first_name, ''), c.last_name)),
        coalesce(case when r.among = 'companies' then o.organisation_number else coalesce(l.name, nullif(c.title, '')) end, '')
    from crm.recent r
    left join crm.contact c on r.among = 'contacts' and c.tenant_id = r.tenant_id and c.id = r.card_id
        and c.deleted_at is null
        and (c.vis_owner is null or c.vis_owner = me.user_id or me.role = 'administrator')
    left join crm.company o on r.among = 'companies' and o.tenant_id = r.tenant_id and o.id = r.card_id
        and o.deleted_at is null
    left join lateral (
        select concat_ws(', ', nullif(coalesce(nullif(k.role, ''), c.title), ''), f.name) as name
        from crm.contact_company k
        join crm.company f on f.tenant_id = k.tenant_id and f.id = k.company_id
        where k.tenant_id = c.tenant_id and k.contact_id = c.id and f.deleted_at is null
            and (k.ended_on is null or k.ended_on >= current_date)
        order by not k.is_primary, k.position, k.id limit 1) l on true
    where r.tenant_id = me.tenant_id and r.user_id = me.user_id and num_nonnulls(c.id, o.id) = 1
    order by r.opened_at desc, r.card_id
    limit least(recent_cards.most, 50);
end $$;

-- Where a card stands among the hits of a search, and what stands before and after it: looked for
-- among the first thousand. Nothing when it is not there.
create function crm.search_neighbours(kind text, card uuid, typed text, field text, how text, population text,
    categories uuid[], combine text, out place integer, out count integer, out more boolean, out previous uuid,
    out next uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
    letter "char" := case kind when 'companies' then 'o' else 'c' end;
    page record;
    after text;
    at integer;
    passed integer := 0;
begin
    for round in 1 .. 5 loop
        select * into page
        from crm.search_run(letter, typed, field, how, population, categories, combine, after, 200);
        if round = 1 then
            count := greatest(page.count, cardinality(page.ids));
            more := page.more and page.next is not null;
        end if;
        at := array_position(page.ids, card);
        if at is not null then
            place := passed + at;
            previous := case when at > 1 then page.ids[at - 1] else previous end;
            if at < cardinality(page.ids) then
                next := page.ids[at + 1];
            elsif page.next is not null then
                select r.ids[1] into next
                from crm.search_run(letter, typed, field, how, population, categories, combine, page.next, 1) r;
            end if;
            count := greatest(count, place + case when next is null then 0 else 1 end);
            return;
        end if;
        passed := passed + cardinality(page.ids);
        previous := coalesce(page.ids[cardinality(page.ids)], previous);
        after := page.next;
        exit when after is null;
    end loop;
    previous := null;
    count := 0;
    more := false;
end $$;

alter function journal.live_start() owner to kundkort_definer;
alter function journal.live(bigint, bigint[], integer) owner to kundkort_definer;
alter function auth.living(bytea[]) owner to kundkort_definer;
alter function crm.note_opened(text, uuid) owner to kundkort_definer;
alter function crm.recent_cards(integer) owner to kundkort_definer;
alter function crm.search_neighbours(text, uuid, text, text, text, text, uuid[], text) owner to kundkort_definer;
grant select on sequence journal.change_seq to kundkort_definer;
grant execute on function
    journal.live_start(),
    journal.live(bigint, bigint[], integer),
    auth.living(bytea[]),
    crm.note_opened(text, uuid),
    crm.recent_cards(integer),
    crm.search_neighbours(text, uuid, text, text, text, text, uuid[], text)
    to kundkort_web;
