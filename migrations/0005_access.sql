-- Who reaches which row and which column. Three layers, each enough on its own for what it does:
-- policies (rows), column grants (what a statement may name), and composite keys (0004).
--
-- Policies test columns of the row itself, positively. `exists` costs 25 times as much, and
-- `not exists` fails open, since its subquery runs under the same policies (trust.md §2.1).

-- Row-level security for one table: the web role stays within its firm, and a read-only user
-- changes nothing. Definer functions read everything, through a constant that folds away, so that
-- their queries can use any index.
create function crm.secure(target regclass) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    execute format('create policy definer on %s to kundkort_definer using (true) with check (true)', target);
    execute format(
        'create policy tenant on %s to kundkort_web
            using (tenant_id = (select auth.tenant_id())) with check (tenant_id = (select auth.tenant_id()))',
        target);
    execute format(
        'create policy write_insert on %s as restrictive for insert to kundkort_web
            with check ((select auth.can_write()))',
        target);
    -- `using (true)`, so that a read-only user is told so instead of finding no row.
    execute format(
        'create policy write_update on %s as restrictive for update to kundkort_web
            using (true) with check ((select auth.can_write()))',
        target);
    execute format(
        'create policy write_delete on %s as restrictive for delete to kundkort_web
            using ((select auth.can_write()))',
        target);
end $$;

-- Hides private rows from colleagues; administrators see them.
create function crm.hide_private(target regclass) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    execute format(
        'create policy visible on %s as restrictive to kundkort_web
            using (vis_owner is null or vis_owner = (select auth.user_id()) or (select auth.is_admin()))',
        target);
end $$;

do $$
declare
    target text;
begin
    foreach target in array array['contact', 'company', 'contact_company', 'contact_point', 'address',
        'customer_series', 'customer', 'category', 'contact_category', 'company_category', 'selection', 'note',
        'idempotency']
    loop
        perform crm.secure(format('crm.%I', target)::regclass);
    end loop;
    foreach target in array array['contact', 'contact_company', 'contact_point', 'address', 'customer',
        'contact_category', 'note']
    loop
        perform crm.hide_private(format('crm.%I', target)::regclass);
    end loop;
end $$;

-- A selection that is not shared is nobody else's business, not even an administrator's.
create policy visible on crm.selection as restrictive for select to kundkort_web
    using (vis_owner is null or vis_owner = (select auth.user_id()));
create policy own_update on crm.selection as restrictive for update to kundkort_web
    using (owner_id = (select auth.user_id()) or (shared and (select auth.is_admin())));
create policy own_delete on crm.selection as restrictive for delete to kundkort_web
    using (owner_id = (select auth.user_id()) or (shared and (select auth.is_admin())));
create policy own on crm.idempotency as restrictive to kundkort_web
    using (user_id = (select auth.user_id()));

-- The tables of `auth` have policies of their own: a user reads the firm and its people, and
-- changes nothing but their own language and theme.
alter table auth.tenant enable row level security;
alter table auth.tenant force row level security;
create policy definer on auth.tenant to kundkort_definer using (true) with check (true);
create policy tenant on auth.tenant for select to kundkort_web using (id = (select auth.tenant_id()));

alter table auth.user_account enable row level security;
alter table auth.user_account force row level security;
create policy definer on auth.user_account to kundkort_definer using (true) with check (true);
create policy tenant on auth.user_account for select to kundkort_web
    using (tenant_id = (select auth.tenant_id()));
create policy own on auth.user_account for update to kundkort_web
    using (tenant_id = (select auth.tenant_id()) and id = (select auth.user_id()));

alter table auth.session enable row level security;
alter table auth.session force row level security;
create policy definer on auth.session to kundkort_definer using (true) with check (true);
create policy own on auth.session for select to kundkort_web
    using (tenant_id = (select auth.tenant_id()) and user_id = (select auth.user_id()));

-- What a statement may name. Never tenant_id, version, vis_owner, number or a time stamp: those
-- are the database's. Reading has no such list, except where there are secrets.
grant select (id, name, time_zone, demo) on auth.tenant to kundkort_web;
grant select (tenant_id, id, name, email, role, language, theme, deactivated_at),
    update (language, theme) on auth.user_account to kundkort_web;
grant select (tenant_id, id, user_id, kind, created_at, last_seen_at, expires_at, closed_at, address, user_agent)
    on auth.session to kundkort_web;

grant select,
    insert (id, first_name, last_name, nickname, title, birth_date, language, website, comment, owner_id, private),
    update (first_name, last_name, nickname, title, birth_date, language, website, comment, owner_id, private,
        deleted_at)
    on crm.contact to kundkort_web;
grant select,
    insert (id, name, organisation_number, industry, website, comment, owner_id),
    update (name, organisation_number, industry, website, comment, owner_id, deleted_at)
    on crm.company to kundkort_web;
grant select, delete,
    insert (id, contact_id, company_id, role, department, is_primary, started_on, ended_on, position),
    update (role, department, is_primary, started_on, ended_on, position)
    on crm.contact_company to kundkort_web;
grant select, delete,
    insert (id, contact_id, company_id, link_id, kind, label, value, target, position),
    update (label, value, target, position)
    on crm.contact_point to kundkort_web;
grant select, delete,
    insert (id, contact_id, company_id, kind, street, postcode, city, country, position),
    update (kind, street, postcode, city, country, position)
    on crm.address to kundkort_web;
-- No delete: a customer number is never used again.
grant select,
    insert (id, contact_id, company_id, invoice_email, payment_terms_days, delivery, language, currency, blocked),
    update (invoice_email, payment_terms_days, delivery, language, currency, blocked, ended_at)
    on crm.customer to kundkort_web;
grant select, delete,
    insert (id, name, for_contacts, for_companies),
    update (name, for_contacts, for_companies)
    on crm.category to kundkort_web;
grant select, delete, insert (contact_id, category_id) on crm.contact_category to kundkort_web;
grant select, delete, insert (company_id, category_id) on crm.company_category to kundkort_web;
grant select, delete, insert (id, name, query, shared), update (name, query, shared) on crm.selection to kundkort_web;
grant select, insert (id, contact_id, company_id, body), update (body, deleted_at) on crm.note to kundkort_web;
grant select, insert (key, request_hash, response), update (response) on crm.idempotency to kundkort_web;

grant select on all tables in schema crm to kundkort_definer;
