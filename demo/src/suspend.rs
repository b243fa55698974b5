//! Sets indexes and foreign keys aside during a large load, and puts them back as they were:
//! building an index over a million rows takes a tenth of the time of keeping it right for each.

use sqlx::{AssertSqlSafe, PgConnection};

use crate::tables::NAMES;

/// Statements that put back what was set aside.
#[derive(Debug, Default)]
pub(crate) struct Suspended {
    indexes: Vec<String>,
    keys: Vec<String>,
}

/// What drops it and what makes it again.
type Pair = (String, String);

/// Sets aside all foreign keys of the loaded tables and the journal, and all indexes but those of primary keys and
/// unique constraints, which foreign keys rest on.
pub(crate) async fn suspend(owner: &mut PgConnection) -> Result<Suspended, sqlx::Error> {
    let mut tables: Vec<String> = NAMES.iter().map(|table| format!("crm.{table}")).collect();
    tables.push("journal.change".to_owned());
    let keys: Vec<Pair> = sqlx::query_as(
        "select format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname),
            format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
         from pg_catalog.pg_constraint c
         where c.contype = 'f' and c.conrelid = any ($1::regclass[])
         order by c.conrelid, c.conname",
    )
    .bind(&tables)
    .fetch_all(&mut *owner)
    .await?;
    let indexes: Vec<Pair> = sqlx::query_as(
        // Of a partitioned table the catalog says `on only`, which would leave the partitions out.
        "select format('drop index %s', i.indexrelid::regclass),
            replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ')
         from pg_catalog.pg_index i
         where i.indrelid = any ($1::regclass[])
            and not exists (select from pg_catalog.pg_constraint c where c.conindid = i.indexrelid)
         order by i.indrelid, i.indexrelid",
    )
    .bind(&tables)
    .fetch_all(&mut *owner)
    .await?;
    let mut suspended = Suspended::default();
    for (drop, make) in keys {
        run(owner, &drop).await?;
        suspended.keys.push(make);
    }
    for (drop, make) in indexes {
        run(owner, &drop).await?;
        suspended.indexes.push(make);
    }
    Ok(suspended)
}

impl Suspended {
    /// Puts everything back. Each row is checked against its keys here.
    pub(crate) async fn restore(self, owner: &mut PgConnection) -> Result<(), sqlx::Error> {
        run(owner, "set local maintenance_work_mem = '256MB'").await?;
        run(owner, "set local work_mem = '128MB'").await?;
        for statement in self.indexes.iter().chain(&self.keys) {
            run(owner, statement).await?;
        }
        Ok(())
    }
}

async fn run(owner: &mut PgConnection, statement: &str) -> Result<(), sqlx::Error> {
    // Our own statements, and what the catalog says of our own tables.
    sqlx::raw_sql(AssertSqlSafe(statement.to_owned()))
        .execute(owner)
        .await?;
    Ok(())
}
