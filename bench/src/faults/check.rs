//! What the people were told, held against the tables and the journal.

use anyhow::{Result, bail};
use serde_json::{Map, Value};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, PgConnection};
use std::collections::HashMap;
use std::str::FromStr;
use uuid::Uuid;

use super::Contact;
use super::seen::{Outcome, Seen};
use crate::report::say;

/// The tables whose rows are played back.
const TABLES: [&str; 4] = ["contact", "note", "task", "contact_point"];

/// Says everything that is wrong, and fails then.
pub async fn all(owner: &str, superuser: &str, contacts: &[Contact], mut seen: Seen) -> Result<()> {
    let mut superuser = PgConnectOptions::from_str(superuser)?.connect().await?;
    let mut wrong = std::mem::take(&mut seen.wrong);
    titles(&mut superuser, contacts, &seen, &mut wrong).await?;
    made(&mut superuser, &seen, &mut wrong).await?;
    undone(&mut superuser, &seen, &mut wrong).await?;
    let mut rows = 0;
    for contact in contacts {
        rows += replay(&mut superuser, contact, &mut wrong).await?;
    }
    let (_, faults) = store::seal::verify(owner).await?;
    wrong.extend(
        faults
            .iter()
            .map(|fault| format!("the journal was altered: {fault:?}")),
    );
    for one in wrong.iter().take(20) {
        say(&format!("  WRONG: {one}"));
    }
    if !wrong.is_empty() {
        bail!("{} things are wrong", wrong.len());
    }
    say(&format!(
        "No confirmed write was lost, none was done twice, nothing hidden was shown; {rows} rows are what their history says."
    ));
    Ok(())
}

/// Each confirmed title is in the journal once, in the order in which they were confirmed.
async fn titles(
    superuser: &mut PgConnection,
    contacts: &[Contact],
    seen: &Seen,
    wrong: &mut Vec<String>,
) -> Result<()> {
    let mut places: HashMap<&str, i64> = HashMap::new();
    for title in &seen.titles {
        let found: Vec<i64> = sqlx::query_scalar(
            "select seq from journal.change
             where table_name = 'contact' and row_id = $1 and undoes is null and after ->> 'title' = $2",
        )
        .bind(contacts[title.contact].id)
        .bind(&title.value)
        .fetch_all(&mut *superuser)
        .await?;
        let right = match title.outcome {
            Outcome::Done(..) => found.len() == 1,
            Outcome::Unknown => found.len() <= 1,
            Outcome::Refused => found.is_empty(),
        };
        if !right {
            wrong.push(format!(
                "title «{}», {:?}: {} times in the journal",
                title.value,
                title.outcome,
                found.len()
            ));
        }
        if let [seq] = found[..] {
            places.insert(&title.value, seq);
        }
    }
    for (n, contact) in contacts.iter().enumerate() {
        let mut done: Vec<_> = seen
            .titles
            .iter()
            .filter(|title| title.contact == n)
            .filter_map(|title| match title.outcome {
                Outcome::Done(sent, heard) => {
                    Some((*places.get(&*title.value)?, sent, heard, &title.value))
                }
                _ => None,
            })
            .collect();
        done.sort_by_key(|(place, ..)| *place);
        for pair in done.windows(2) {
            let ((_, sent, _, first), (_, _, heard, second)) = (pair[0], pair[1]);
            if heard < sent {
                wrong.push(format!(
                    "contact {}: «{second}» was confirmed before «{first}» was sent",
                    contact.id
                ));
            }
        }
    }
    Ok(())
}

/// Each row that was confirmed is there once, and made once.
async fn made(superuser: &mut PgConnection, seen: &Seen, wrong: &mut Vec<String>) -> Result<()> {
    for made in &seen.made {
        let sql = format!(
            "select (select count(*) from crm.{table} t where t.{column} = $1),
                (select count(*) from journal.change c where c.table_name = '{table}' and c.op = 'insert'
                    and c.undoes is null and c.after ->> '{column}' = $1)",
            table = made.table,
            column = made.column
        );
        let (rows, changes): (i64, i64) = sqlx::query_as(AssertSqlSafe(sql))
            .bind(&made.value)
            .fetch_one(&mut *superuser)
            .await?;
        let right = match made.outcome {
            // A number that was taken back is deleted, and the journal tells of both.
            Outcome::Done(..) => {
                changes == 1 && rows <= 1 && (rows == 1 || made.table == "contact_point")
            }
            Outcome::Unknown => changes <= 1 && rows <= 1,
            Outcome::Refused => changes == 0 && rows == 0,
        };
        if !right {
            wrong.push(format!(
                "{} «{}», {:?}: {rows} rows, made {changes} times",
                made.table, made.value, made.outcome
            ));
        }
    }
    Ok(())
}

/// Each confirmed undoing is in the journal, of that command.
async fn undone(superuser: &mut PgConnection, seen: &Seen, wrong: &mut Vec<String>) -> Result<()> {
    for (command, by) in &seen.undone {
        let found: i64 = sqlx::query_scalar(
            "select count(*) from journal.change where command = $1 and undoes = $2",
        )
        .bind(by)
        .bind(command)
        .fetch_one(&mut *superuser)
        .await?;
        if found == 0 {
            wrong.push(format!(
                "{command} was undone by {by}, says the server, and the journal does not"
            ));
        }
    }
    Ok(())
}

/// Table, row, what was done, and the fields before and after.
type Change = (String, Uuid, String, Option<Value>, Option<Value>);

/// Plays the journal of a contact and its rows from the beginning: each change must begin where the one
/// before it ended, and the last must end where the table stands.
async fn replay(
    superuser: &mut PgConnection,
    contact: &Contact,
    wrong: &mut Vec<String>,
) -> Result<usize> {
    let changes: Vec<Change> = sqlx::query_as(
        "select c.table_name, c.row_id, c.op, c.before, c.after
         from journal.change_contact k
         join journal.change c on c.tenant_id = k.tenant_id and c.at = k.at and c.seq = k.seq
         where k.contact_id = $1 and c.table_name = any ($2)
         order by c.at, c.seq",
    )
    .bind(contact.id)
    .bind(TABLES)
    .fetch_all(&mut *superuser)
    .await?;
    let mut rows: HashMap<(String, Uuid), Map<String, Value>> = HashMap::new();
    for (table, id, op, before, after) in changes {
        let key = (table, id);
        if op == "delete" {
            rows.remove(&key);
            continue;
        }
        let row = rows.entry(key.clone()).or_default();
        let fields = |value: Option<Value>| match value {
            Some(Value::Object(fields)) => fields,
            _ => Map::new(),
        };
        for (name, was) in fields(before) {
            if row.get(&name) != Some(&was) {
                wrong.push(format!(
                    "{} {}: {name} was {:?} and is changed from {was}",
                    key.0,
                    key.1,
                    row.get(&name)
                ));
            }
        }
        row.extend(fields(after));
    }
    for ((table, id), row) in &rows {
        let sql = format!("select to_jsonb(t) from crm.{table} t where t.id = $1");
        let stands: Option<Value> = sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(id)
            .fetch_optional(&mut *superuser)
            .await?;
        for (name, value) in row {
            let there = stands.as_ref().and_then(|stands| stands.get(name));
            if there != Some(value) {
                wrong.push(format!(
                    "{table} {id}: {name} is {there:?}, its history says {value}"
                ));
            }
        }
    }
    Ok(rows.len())
}
