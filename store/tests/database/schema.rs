//! What must be true of the schema, also of tables that are added later.

use store::testing::TestDb;

/// Rows that a statement finds; each is a violation.
async fn found(statement: &'static str) -> Vec<String> {
    let db = TestDb::new().await.unwrap();
    let rows = sqlx::query_scalar(statement)
        .fetch_all(&mut db.owner().await.unwrap())
        .await
        .unwrap();
    db.drop().await.unwrap();
    rows
}

macro_rules! none {
    ($(#[$doc:meta])* $name:ident, $statement:literal) => {
        $(#[$doc])*
        #[tokio::test]
        async fn $name() {
            assert_eq!(found($statement).await, [""; 0]);
        }
    };
}

none!(
    every_table_has_row_level_security_that_binds_its_owner_too,
    "select c.oid::regclass::text from pg_class c
     where c.relnamespace::regnamespace::text in ('crm', 'auth', 'journal') and c.relkind in ('r', 'p')
        and not (c.relrowsecurity and c.relforcerowsecurity)"
);

none!(
    every_key_has_the_tenant_first,
    // Not where there is no tenant yet (who signs in says no firm, an attempt has none), and the
    // firm's own key.
    "select format('%s.%s', i.indrelid::regclass, i.indexrelid::regclass)
     from pg_index i join pg_class c on c.oid = i.indrelid
     join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
     where c.relnamespace::regnamespace::text in ('crm', 'auth', 'journal')
        and (i.indisunique or i.indisprimary) and a.attname <> 'tenant_id'
        and c.relname not in ('tenant', 'secret', 'sign_in_failure')
        and i.indexrelid::regclass::text <> 'auth.user_account_email_taken'"
);

none!(
    every_index_of_the_business_tables_has_the_tenant_first,
    "select i.indexrelid::regclass::text
     from pg_index i join pg_class c on c.oid = i.indrelid
     left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
     where c.relnamespace::regnamespace::text in ('crm', 'journal') and a.attname is distinct from 'tenant_id'"
);

none!(
    every_foreign_key_has_the_tenant,
    "select f.conname::text from pg_constraint f
     where f.contype = 'f' and f.connamespace::regnamespace::text in ('crm', 'auth', 'journal')
        and not exists (select from pg_attribute a
            where a.attrelid = f.conrelid and a.attnum = f.conkey[1] and a.attname = 'tenant_id')"
);

none!(
    every_business_table_keeps_readers_from_writing_and_strangers_out,
    "select c.oid::regclass::text from pg_class c
     where c.relnamespace = 'crm'::regnamespace and c.relkind in ('r', 'p')
        and (select count(*) from pg_policy p where p.polrelid = c.oid
            and p.polname in ('tenant', 'write_insert', 'write_update', 'write_delete')
            and p.polroles = array['kundkort_web'::regrole::oid]) <> 4"
);

none!(
    every_row_with_a_visibility_has_a_policy_on_it,
    "select c.oid::regclass::text from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace::regnamespace::text in ('crm', 'journal') and c.relkind in ('r', 'p')
        and not c.relispartition and a.attname = 'vis_owner'
        and not exists (select from pg_policy p
            where p.polrelid = c.oid and p.polname = 'visible' and not p.polpermissive)"
);

none!(
    every_child_of_a_contact_takes_its_visibility,
    "select c.oid::regclass::text from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'crm'::regnamespace and c.relkind in ('r', 'p') and a.attname = 'contact_id'
        and not exists (select from pg_trigger t
            where t.tgrelid = c.oid and t.tgfoid = 'crm.take_visibility'::regproc and t.tgenabled = 'O')"
);

none!(
    no_policy_of_the_web_role_asks_another_table,
    "select format('%s on %s', p.polname, p.polrelid::regclass) from pg_policy p
     where 'kundkort_web'::regrole = any (p.polroles)
        and (pg_get_expr(p.polqual, p.polrelid) ~* 'from (crm|journal)\\.'
            or pg_get_expr(p.polwithcheck, p.polrelid) ~* 'from (crm|journal)\\.')"
);

none!(
    every_policy_names_its_role,
    "select format('%s on %s', polname, polrelid::regclass) from pg_policy where 0 = any (polroles)"
);

none!(
    every_definer_function_has_a_search_path_and_belongs_to_the_definer,
    "select f.oid::regprocedure::text from pg_proc f
     where f.pronamespace::regnamespace::text in ('crm', 'auth', 'journal') and f.prosecdef
        and (f.proowner <> 'kundkort_definer'::regrole
            or not exists (select from unnest(f.proconfig) s where s ~ '^search_path=pg_catalog'))"
);

none!(
    no_function_is_open_to_everybody,
    "select f.oid::regprocedure::text from pg_proc f
     where f.pronamespace::regnamespace::text in ('crm', 'auth', 'journal')
        and (f.proacl is null or exists (select from aclexplode(f.proacl) a where a.grantee = 0))"
);

none!(
    there_are_no_enums,
    "select t.typname::text from pg_type t
     where t.typtype = 'e' and t.typnamespace::regnamespace::text in ('crm', 'auth', 'journal')"
);

none!(
    the_web_role_cannot_write_what_the_database_keeps,
    "select format('%s.%s', c.oid::regclass, a.attname)
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace::regnamespace::text in ('crm', 'auth', 'journal') and c.relkind in ('r', 'p')
        and (has_column_privilege('kundkort_web', c.oid, a.attnum, 'insert')
            or has_column_privilege('kundkort_web', c.oid, a.attnum, 'update'))
        and (c.relnamespace = 'journal'::regnamespace or a.attgenerated <> '' or a.attname in
            ('tenant_id', 'version', 'vis_owner', 'created_at', 'updated_at', 'updated_by', 'author_id', 'number',
             'next_number', 'role', 'verifier', 'salt', 'email', 'token_hash', 'expires_at', 'closed_at'))
        and not (c.oid = 'crm.contact_company'::regclass and a.attname = 'role')"
);

none!(
    the_web_role_cannot_read_secrets,
    "select format('%s.%s', c.oid::regclass, a.attname)
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
     where c.relnamespace = 'auth'::regnamespace and c.relkind in ('r', 'p')
        and (a.attname in ('salt', 'verifier', 'token_hash', 'value') or c.relname = 'sign_in_failure')
        and has_column_privilege('kundkort_web', c.oid, a.attnum, 'select')"
);

none!(
    no_partition_can_be_reached_past_its_parent,
    "select c.oid::regclass::text from pg_class c
     where c.relispartition and c.relkind = 'r' and c.relacl is not null
        and exists (select from aclexplode(c.relacl) a where a.grantee = 'kundkort_web'::regrole)"
);

none!(
    the_web_role_owns_nothing_and_stands_above_no_rule,
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
     select 'the definer may sign in' from pg_roles where rolname = 'kundkort_definer' and rolcanlogin"
);

none!(
    every_business_table_is_journalled,
    // Not what is derived from journalled rows, and not what is no business of the firm.
    "select c.oid::regclass::text from pg_class c
     where c.relnamespace = 'crm'::regnamespace and c.relkind in ('r', 'p')
        and c.relname not in ('customer_series', 'idempotency')
        and not exists (select from pg_trigger t
            where t.tgrelid = c.oid and t.tgfoid = 'journal.record'::regproc and t.tgenabled = 'O')"
);

none!(
    the_journal_leaves_out_what_is_derived,
    // `select journal.watch(…)` again after a generated column has been added.
    "select format('%s.%s', c.oid::regclass, a.attname)
     from pg_class c join pg_trigger t on t.tgrelid = c.oid and t.tgfoid = 'journal.record'::regproc
     join pg_attribute a on a.attrelid = c.oid and a.attgenerated <> ''
     where not a.attname = any (convert_from(substring(t.tgargs for length(t.tgargs) - 1), 'UTF8')::text[])"
);

none!(
    every_constraint_has_a_name_that_says_its_field,
    "select con.conname::text from pg_constraint con join pg_class c on c.oid = con.conrelid
     where con.connamespace = 'crm'::regnamespace and con.contype in ('c', 'u', 'f')
        and con.conname not like c.relname || '\\_%'"
);
