//! What has happened to the contacts of a firm (issue 4): of each two notes, two tasks and a meeting, and
//! some twenty changes in the journal, over two years.

use anyhow::Result;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, PgConnection};
use std::str::FromStr;
use std::time::Instant;

use crate::report::say;

/// Contacts at a time.
const PORTION: i64 = 20_000;

/// `m.n` counts the contacts, `k` their rows; the same row gets the same day whenever this is run.
const DAY: &str = "now() - (hashint8(m.n * 31 + k) & 1023) * interval '17 hours'";

/// Fills a firm, unless it has been filled. Without triggers: what they would write is written here.
pub async fn fill(superuser: &str, firm: &str) -> Result<()> {
    let mut superuser = PgConnectOptions::from_str(superuser)?.connect().await?;
    let tenant: i64 = sqlx::query_scalar("select id from auth.tenant where name = $1")
        .bind(firm)
        .fetch_one(&mut superuser)
        .await?;
    let started = Instant::now();
    let contacts = contacts(&mut superuser, tenant).await?;
    let mut from = filled(&mut superuser, tenant).await?;
    if from >= contacts {
        return Ok(());
    }
    sqlx::raw_sql("set session_replication_role = replica")
        .execute(&mut superuser)
        .await?;
    sqlx::query("select journal.ensure_partitions((now() - interval '25 months')::date, 28)")
        .execute(&mut superuser)
        .await?;
    while from < contacts {
        portion(&mut superuser, tenant, from).await?;
        from += PORTION;
    }
    sqlx::raw_sql(
        "vacuum (analyze, parallel 0) crm.note, crm.task, crm.meeting, journal.change, journal.change_contact",
    )
    .execute(&mut superuser)
    .await?;
    // Or the server would, while the clock runs. Days that were sealed have got more changes since.
    sqlx::query("delete from journal.seal where tenant_id = $1")
        .bind(tenant)
        .execute(&mut superuser)
        .await?;
    sqlx::query("select count(*) from journal.seal_days(100000)")
        .execute(&mut superuser)
        .await?;
    say(&format!(
        "{firm}: what has happened to {contacts} contacts, in {:.0} s",
        started.elapsed().as_secs_f64()
    ));
    Ok(())
}

/// Numbers the contacts, for this connection; says how many there are.
async fn contacts(superuser: &mut PgConnection, tenant: i64) -> Result<i64> {
    sqlx::query(
        "create temp table measured as
         select row_number() over (order by id) - 1 as n, id, vis_owner, owner_id
         from crm.contact where tenant_id = $1 and deleted_at is null and last_name <> 'Mätkort'",
    )
    .bind(tenant)
    .execute(&mut *superuser)
    .await?;
    sqlx::raw_sql("create unique index on measured (n); analyze measured")
        .execute(&mut *superuser)
        .await?;
    Ok(sqlx::query_scalar("select count(*) from measured")
        .fetch_one(superuser)
        .await?)
}

/// How many of them have been filled, in whole portions.
async fn filled(superuser: &mut PgConnection, tenant: i64) -> Result<i64> {
    let last: Option<i64> = sqlx::query_scalar(
        "select max(m.n) from measured m where m.n % $2 = 0 and exists (
            select from crm.meeting x where x.tenant_id = $1 and x.contact_id = m.id and x.subject like 'Genomgång %')",
    )
    .bind(tenant)
    .bind(PORTION)
    .fetch_one(superuser)
    .await?;
    Ok(last.map_or(0, |n| n + PORTION))
}

async fn portion(superuser: &mut PgConnection, tenant: i64, from: i64) -> Result<()> {
    let mut tx = sqlx::Connection::begin(superuser).await?;
    for statement in statements() {
        sqlx::query(AssertSqlSafe(statement))
            .bind(tenant)
            .bind(from)
            .bind(from + PORTION - 1)
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await?;
    Ok(())
}

fn statements() -> Vec<String> {
    let of = |rows: u32| {
        format!(
            "from measured m cross join generate_series(1, {rows}) k where m.n between $2 and $3"
        )
    };
    let notes = format!(
        "insert into crm.note (tenant_id, contact_id, body, author_id, vis_owner, created_at)
         select $1, m.id, 'Ringde om offert ' || m.n * 2 + k || '. **Återkommer** när styrelsen har sagt sitt.',
            m.owner_id, m.vis_owner, {DAY} {}
         returning id, contact_id, author_id as actor, vis_owner, created_at as at,
            jsonb_build_object('contact_id', contact_id, 'body', body, 'author_id', author_id, 'pinned', pinned) as after",
        of(2)
    );
    let tasks = format!(
        "insert into crm.task (tenant_id, contact_id, subject, status, priority, due_on, owner_id, vis_owner, created_at)
         select $1, m.id, 'Följ upp ärende ' || m.n * 2 + k,
            (array['not_started', 'started', 'waiting', 'done', 'done', 'done', 'done', 'cancelled'])[1 + (hashint8(m.n + k) & 7)],
            (array['low', 'normal', 'normal', 'high'])[1 + (hashint8(m.n * 3 + k) & 3)],
            ({DAY})::date + 40, m.owner_id, m.vis_owner, {DAY} {}
         returning id, contact_id, owner_id as actor, vis_owner, created_at as at,
            jsonb_build_object('contact_id', contact_id, 'subject', subject, 'status', status, 'priority', priority,
                'due_on', due_on, 'owner_id', owner_id) as after",
        of(2)
    );
    let meetings = format!(
        "insert into crm.meeting (tenant_id, contact_id, subject, place, starts_at, ends_at, owner_id, vis_owner, created_at)
         select $1, m.id, 'Genomgång ' || m.n, 'Storgatan ' || m.n % 90 + 1,
            date_trunc('hour', {DAY} + interval '40 days')::timestamp,
            date_trunc('hour', {DAY} + interval '40 days')::timestamp + interval '1 hour',
            m.owner_id, m.vis_owner, {DAY} {}
         returning id, contact_id, owner_id as actor, vis_owner, created_at as at,
            jsonb_build_object('contact_id', contact_id, 'subject', subject, 'place', place, 'starts_at', starts_at,
                'ends_at', ends_at, 'owner_id', owner_id) as after",
        of(1)
    );
    let moved = |made: &str, table: &str, values: &str, rows: u32| {
        format!(
            "with made as ({made}),
             written as (
                insert into journal.change
                    (tenant_id, at, command, actor_id, session_id, source, table_name, row_id, op, before, after, vis_owner, digest)
                select $1, m.at, uuidv7(), m.actor, m.id, 'user', '{table}', m.id, 'insert', null, m.after, m.vis_owner,
                    sha256(uuid_send(m.id))
                from made m
                union all
                select $1, m.at + k * interval '3 days', uuidv7(), m.actor, m.id, 'user', '{table}', m.id, 'update',
                    {values}, m.vis_owner, sha256(uuid_send(m.id))
                from made m cross join generate_series(1, {rows}) k
                returning row_id, at, seq, actor_id, vis_owner)
             insert into journal.change_contact (tenant_id, contact_id, at, seq, actor_id, vis_owner)
             select $1, m.contact_id, w.at, w.seq, w.actor_id, w.vis_owner
             from written w join made m on m.id = w.row_id"
        )
    };
    let status = "jsonb_build_object('status', (array['not_started', 'started'])[1 + k % 2]),
        jsonb_build_object('status', (array['started', 'waiting'])[1 + k % 2])";
    let outcome = "jsonb_build_object('outcome', 'Utfall ' || k - 1), jsonb_build_object('outcome', 'Utfall ' || k)";
    let body = "jsonb_build_object('body', 'Ringde ' || k - 1), jsonb_build_object('body', 'Ringde ' || k)";
    let title = "jsonb_build_object('title', 'Rådgivare ' || k - 1), jsonb_build_object('title', 'Rådgivare ' || k)";
    // Not a new row, but the card itself, which was made when it was loaded.
    let cards = format!(
        "with written as (
            insert into journal.change
                (tenant_id, at, command, actor_id, session_id, source, table_name, row_id, op, before, after, vis_owner, digest)
            select $1, {DAY}, uuidv7(), m.owner_id, m.id, 'user', 'contact', m.id, 'update', {title}, m.vis_owner,
                sha256(uuid_send(m.id)) {}
            returning row_id, at, seq, actor_id, vis_owner)
         insert into journal.change_contact (tenant_id, contact_id, at, seq, actor_id, vis_owner)
         select $1, w.row_id, w.at, w.seq, w.actor_id, w.vis_owner from written w",
        of(5)
    );
    vec![
        moved(&notes, "note", body, 1),
        moved(&tasks, "task", status, 3),
        moved(&meetings, "meeting", outcome, 2),
        cards,
    ]
}
