//! What must be true of the schema, also of tables that are added later.

use store::testing::TestDb;

/// The rules that are broken, and by what.
async fn broken(owner: &mut sqlx::PgConnection) -> Vec<(&'static str, Vec<String>)> {
    let mut broken = Vec::new();
    for (rule, violations) in RULES {
        let found: Vec<String> = sqlx::query_scalar(*violations)
            .fetch_all(&mut *owner)
            .await
            .unwrap();
        if !found.is_empty() {
            broken.push((*rule, found));
        }
    }
    broken
}

#[tokio::test]
async fn the_schema_keeps_its_rules() {
    let db = TestDb::new().await.unwrap();
    assert_eq!(broken(&mut db.owner().await.unwrap()).await, []);
    db.drop().await.unwrap();
}

/// A table that somebody made in a hurry, and what else could go wrong.
const HURRIED: &str = "
    create type crm.colour as enum ('red');
    create table crm.hurried (
        id uuid primary key, contact_id uuid, company_id uuid, vis_owner uuid, version integer,
        body text constraint oops check (body <> ''),
        shouted text generated always as (upper(body)) stored);
    alter table crm.hurried add constraint hurried_fkey
        foreign key (contact_id) references crm.hurried (id);
    create policy visible on crm.hurried using (exists (select from crm.contact));
    create policy peep on crm.hurried to kundkort_web using (exists (select from crm.contact));
    grant select, insert on crm.hurried to kundkort_web;
    create trigger zz_journal after insert on crm.hurried
        for each row execute function journal.record('{}');
    create table crm.forgotten (tenant_id bigint, id uuid);
    grant insert on crm.forgotten to kundkort_web;
    create function crm.wide_open() returns void language sql security definer begin atomic; select 1; end;
    grant execute on function crm.wide_open() to public;
    grant select on journal.change_default to kundkort_web;
    grant select (salt) on auth.user_account to kundkort_web;
    grant delete on crm.contact_search to kundkort_web;
    grant create on schema crm to kundkort_web;";

#[tokio::test]
async fn a_schema_that_breaks_them_is_found_out() {
    let db = TestDb::new().await.unwrap();
    let mut owner = db.owner().await.unwrap();
    sqlx::raw_sql(HURRIED).execute(&mut owner).await.unwrap();
    let found: Vec<&str> = broken(&mut owner)
        .await
        .into_iter()
        .map(|(rule, _)| rule)
        .collect();
    let all: Vec<&str> = RULES.iter().map(|(rule, _)| *rule).collect();
    assert_eq!(found, all);
    db.drop().await.unwrap();
}

/// A rule, and the statement that finds what breaks it.
const RULES: &[(&str, &str)] = &[
    (
        "every table has row level security that binds its owner too",
        "select c.oid::regclass::text from pg_class c
     where c.relnamespace::regnamespace::text in ('crm', 'auth', 'journal') and c.relkind in ('r', 'p')
        and not (c.relrowsecurity and c.relforcerowsecurity)",
    ),
    (
        "every key has the tenant first",
        // Not where there is no tenant yet (who signs in says no firm, an attempt has none), and the
        // firm's own key.
        "select format('%s.%s', i.indrelid::regclass, i.indexrelid::regclass)
     from pg_index i join pg_class c on c.oid = i.indrelid
     join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
     where c.relnamespace::regnamespace::text in ('crm', 'auth', 'journal')
        and (i.indisunique or i.indisprimary) and a.attname <> 'tenant_id'
        and c.relname not in ('tenant', 'secret', 'sign_in_failure')
        and i.indexrelid::regclass::text <> 'auth.user_account_email_taken'",
    ),
    (
        // Of tables that the web role can reach: search has its own, behind functions. The journal's
        // order is for `journal.live`, which reads for all firms at once.
        "every index of the business tables has the tenant first",
        "select i.indexrelid::regclass::text
     from pg_index i join pg_class c on c.oid = i.indrelid
     left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
     where c.relnamespace::regnamespace::text in ('crm', 'journal') and a.attname is distinct from 'tenant_id'
        and i.indexrelid::regclass::text <> 'journal.change_in_order'
        and has_any_column_privilege('kundkort_web', c.oid, 'select, insert, update')",
    ),
    (
        "every foreign key has the tenant",
        "select f.conname::text from pg_constraint f
     where f.contype = 'f' and f.connamespace::regnamespace::text in ('crm', 'auth', 'journal')
        and not exists (select from pg_attribute a
            where a.attrelid = f.conrelid and a.attnum = f.conkey[1] and a.attname = 'tenant_id')",
    ),
    (
        "every business table keeps readers from writing and strangers out",
        "select c.oid::regclass::text from pg_class c
     where c.relnamespace = 'crm'::regnamespace and c.relkind in ('r', 'p')
        and has_any_column_privilege('kundkort_web', c.oid, 'select, insert, update')
        and (select count(*) from pg_policy p where p.polrelid = c.oid
            and p.polname in ('tenant', 'write_insert', 'write_update', 'write_delete')
            and p.polroles = array['kundkort_web'::regrole::oid]) <> 4",
    ),
    (
        "the web role writes no table of the journal and of search",
        "select c.oid::regclass::text from pg_class c
     where c.relkind in ('r', 'p')
        and (c.relnamespace = 'journal'::regnamespace or c.relname like '%search%')
        and (has_table_privilege('kundkort_web', c.oid, 'insert, update, delete, truncate')
            or has_any_column_privilege('kundkort_web', c.oid, 'insert, update'))",
    ),
    (
        "every row with a visibility has a policy on it",
        "select c.oid::regclass::text from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace::regnamespace::text in ('crm', 'journal') and c.relkind in ('r', 'p')
        and not c.relispartition and has_any_column_privilege('kundkort_web', c.oid, 'select, insert, update')
         and a.attname = 'vis_owner'
        and not exists (select from pg_policy p
            where p.polrelid = c.oid and p.polname = 'visible' and not p.polpermissive)",
    ),
    (
        "every child of a contact takes its visibility",
        "select c.oid::regclass::text from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'crm'::regnamespace and c.relkind in ('r', 'p') and a.attname = 'contact_id'
        and not exists (select from pg_trigger t
            where t.tgrelid = c.oid and t.tgfoid = 'crm.take_visibility'::regproc and t.tgenabled = 'O')",
    ),
    (
        "no policy of the web role asks another table",
        "select format('%s on %s', p.polname, p.polrelid::regclass) from pg_policy p
     where 'kundkort_web'::regrole = any (p.polroles)
        and (pg_get_expr(p.polqual, p.polrelid) ~* 'from (crm|journal)\\.'
            or pg_get_expr(p.polwithcheck, p.polrelid) ~* 'from (crm|journal)\\.')",
    ),
    (
        "every policy names its role",
        "select format('%s on %s', polname, polrelid::regclass) from pg_policy where 0 = any (polroles)",
    ),
    (
        "every definer function has a search path and belongs to the definer",
        "select f.oid::regprocedure::text from pg_proc f
     where f.pronamespace::regnamespace::text in ('crm', 'auth', 'journal') and f.prosecdef
        and (f.proowner <> 'kundkort_definer'::regrole
            or not exists (select from unnest(f.proconfig) s where s ~ '^search_path=pg_catalog'))",
    ),
    (
        "no function is open to everybody",
        "select f.oid::regprocedure::text from pg_proc f
     where f.pronamespace::regnamespace::text in ('crm', 'auth', 'journal')
        and (f.proacl is null or exists (select from aclexplode(f.proacl) a where a.grantee = 0))",
    ),
    (
        "there are no enums",
        "select t.typname::text from pg_type t
     where t.typtype = 'e' and t.typnamespace::regnamespace::text in ('crm', 'auth', 'journal')",
    ),
    (
        "the web role cannot write what the database keeps",
        "select format('%s.%s', c.oid::regclass, a.attname)
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace::regnamespace::text in ('crm', 'auth', 'journal') and c.relkind in ('r', 'p')
        and (has_column_privilege('kundkort_web', c.oid, a.attnum, 'insert')
            or has_column_privilege('kundkort_web', c.oid, a.attnum, 'update'))
        and (c.relnamespace = 'journal'::regnamespace or a.attgenerated <> '' or a.attname in
            ('tenant_id', 'version', 'vis_owner', 'created_at', 'updated_at', 'updated_by', 'author_id', 'number',
             'next_number', 'role', 'verifier', 'salt', 'email', 'token_hash', 'expires_at', 'closed_at'))
        and not (c.relname in ('contact_company', 'project_participant') and a.attname = 'role')",
    ),
    (
        "the web role cannot read secrets",
        "select format('%s.%s', c.oid::regclass, a.attname)
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
     where c.relnamespace = 'auth'::regnamespace and c.relkind in ('r', 'p')
        and (a.attname in ('salt', 'verifier', 'token_hash', 'value') or c.relname = 'sign_in_failure')
        and has_column_privilege('kundkort_web', c.oid, a.attnum, 'select')",
    ),
    (
        "no partition can be reached past its parent",
        "select c.oid::regclass::text from pg_class c
     where c.relispartition and c.relkind = 'r' and c.relacl is not null
        and exists (select from aclexplode(c.relacl) a where a.grantee = 'kundkort_web'::regrole)",
    ),
    (
        "the web role owns nothing and stands above no rule",
        "select format('owns %s', c.oid::regclass) from pg_class c where c.relowner = 'kundkort_web'::regrole
     union all
     select format('may act as %s', r.rolname) from pg_roles r
     where r.rolname <> 'kundkort_web' and pg_has_role('kundkort_web', r.oid, 'member')
     union all
     select 'may do too much' from pg_roles r
     where r.rolname in ('kundkort_web', 'kundkort_definer')
        and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication)
     union all
     select 'may create in ' || s from unnest(array['crm', 'auth', 'journal', 'ext', 'public']) s
     where has_schema_privilege('kundkort_web', s, 'create')
     union all
     select 'the definer may sign in' from pg_roles where rolname = 'kundkort_definer' and rolcanlogin",
    ),
    (
        "every business table is journalled",
        // Not what is derived from journalled rows, and not what is no business of the firm.
        "select c.oid::regclass::text from pg_class c
     where c.relnamespace = 'crm'::regnamespace and c.relkind in ('r', 'p')
        and has_any_column_privilege('kundkort_web', c.oid, 'insert, update')
        and c.relname not in ('customer_series', 'idempotency', 'selection_pin', 'bulk_act')
        and not exists (select from pg_trigger t
            where t.tgrelid = c.oid and t.tgfoid = 'journal.record'::regproc and t.tgenabled = 'O')",
    ),
    (
        "the journal leaves out what is derived",
        // `select journal.watch(…)` again after a generated column has been added.
        "select format('%s.%s', c.oid::regclass, a.attname)
     from pg_class c join pg_trigger t on t.tgrelid = c.oid and t.tgfoid = 'journal.record'::regproc
     join pg_attribute a on a.attrelid = c.oid and a.attgenerated <> ''
     where not a.attname = any (convert_from(substring(t.tgargs for length(t.tgargs) - 1), 'UTF8')::text[])",
    ),
    (
        "every constraint has a name that says its field",
        "select con.conname::text from pg_constraint con join pg_class c on c.oid = con.conrelid
     where con.connamespace = 'crm'::regnamespace and con.contype in ('c', 'u', 'f')
        and con.conname not like c.relname || '\\_%'",
    ),
];
