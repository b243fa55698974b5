//! The history of a card, read from the journal (S11).

use std::collections::BTreeMap;

use domain::date::Date;
use domain::edit::Holder;
use domain::history::HistoryQuery;
use domain::{CommandId, UserId};
use serde::Deserialize;
use serde_json::{Map, Value};
use sqlx::types::Json;

use crate::edit::{holder, readable};
use crate::like::contains;
use crate::session::{Tx, unit};
use crate::{Error, Session};

/// How many changes a page has at most.
pub const PAGE: usize = 60;

/// One row that was changed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Change {
    /// When: ISO 8601, UTC.
    pub at: String,
    /// Tells changes of one moment apart.
    pub seq: i64,
    /// The day at the firm, ISO 8601.
    pub day: String,
    /// The time of day at the firm, `10:14`.
    pub time: String,
    /// What it was a part of.
    pub command: CommandId,
    /// The command that it took back.
    pub undoes: Option<CommandId>,
    /// Who did it; nobody when the program did.
    pub actor: Option<UserId>,
    /// The name; empty when nobody did it.
    pub actor_name: String,
    /// From where: `user`, `import`, `api`, `seed`, `job`.
    pub source: String,
    /// The table.
    pub table: String,
    /// `insert`, `update` or `delete`.
    pub op: String,
    /// The changed columns as they were.
    pub before: Option<Map<String, Value>>,
    /// The changed columns as they became.
    pub after: Option<Map<String, Value>>,
    /// The row, where the change does not say it.
    pub about: Option<Map<String, Value>>,
    /// Of a contact point, the contact's role at the company where it is.
    pub link: Option<Map<String, Value>>,
    /// Names of ids.
    pub names: Option<BTreeMap<String, String>>,
}

/// A page of changes, the latest first, and whether there are more.
///
/// `fields` are the columns (`contact.title`) whose names the text of the query was found in.
///
/// # Errors
/// [`Error::NotFound`] when the reader sees no such card.
pub async fn page(
    session: &Session,
    holder: Holder,
    query: HistoryQuery,
    fields: Vec<String>,
) -> Result<(Vec<Change>, bool), Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        readable(&mut tx, holder).await?;
        let pattern = (!query.text.is_empty()).then(|| contains(&query.text));
        let before = query.before.as_ref();
        let Json(mut changes): Json<Vec<Change>> = sqlx::query_scalar(
            "select journal.history($1, $2, $3::text::date, $4::text::date, $5::text::timestamptz, $6, $7, $8, $9)",
        )
        .bind(is_company(holder))
        .bind(holder.uuid())
        .bind(query.from.map(String::from))
        .bind(query.to.map(String::from))
        .bind(before.map(|cursor| cursor.at.clone()))
        .bind(before.map(|cursor| cursor.seq))
        .bind(pattern)
        .bind(fields)
        .bind(i32::try_from(PAGE + 1).unwrap_or(i32::MAX))
        .fetch_one(&mut *tx)
        .await?;
        let more = changes.len() > PAGE;
        changes.truncate(PAGE);
        on_the_firms_clock(&mut tx, &mut changes).await?;
        Ok((changes, more))
    })
    .await
}

/// As `journal.history` is told which kind of card it is: nothing of a project.
fn is_company(card: Holder) -> Option<bool> {
    match card {
        Holder::Contact(_) => Some(false),
        Holder::Company(_) => Some(true),
        Holder::Project(_) => None,
    }
}

/// A row of a card as it once stood.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Stood {
    /// The table.
    pub table: String,
    /// Its columns.
    pub cells: Map<String, Value>,
    /// Names of ids.
    pub names: Option<BTreeMap<String, String>>,
}

/// The rows of a card as they stood at the end of a day at the firm. None: it was not there yet.
///
/// # Errors
/// [`Error::NotFound`] when the reader sees no such card.
pub async fn as_of(session: &Session, card: Holder, day: Date) -> Result<Vec<Stood>, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        readable(&mut tx, card).await?;
        let Json(rows) = sqlx::query_scalar(
            "select journal.card_as_of($1, $2, ($3::text::date + 1)::timestamp at time zone t.time_zone)
             from auth.tenant t where t.id = auth.tenant_id()",
        )
        .bind(holder(card).name)
        .bind(card.uuid())
        .bind(String::from(day))
        .fetch_one(&mut *tx)
        .await?;
        Ok(rows)
    })
    .await
}

/// The column whose value is a moment.
const MOMENT: &str = "remind_at";

/// The journal keeps moments as the database does; people read them on the firm's clock.
async fn on_the_firms_clock(tx: &mut Tx, changes: &mut [Change]) -> Result<(), Error> {
    let mut moments: Vec<&mut Value> = changes
        .iter_mut()
        .flat_map(|change| [change.before.as_mut(), change.after.as_mut()])
        .flatten()
        .filter_map(|columns| columns.get_mut(MOMENT))
        .filter(|value| value.is_string())
        .collect();
    if moments.is_empty() {
        return Ok(());
    }
    let said: Vec<String> = moments
        .iter()
        .filter_map(|value| value.as_str().map(str::to_owned))
        .collect();
    let shown: Vec<String> = sqlx::query_scalar(
        "select to_char(m.at::timestamptz at time zone z.time_zone, 'YYYY-MM-DD\"T\"HH24:MI')
         from unnest($1::text[]) with ordinality m (at, place) cross join auth.tenant z order by m.place",
    )
    .bind(said)
    .fetch_all(&mut **tx)
    .await?;
    for (value, shown) in moments.iter_mut().zip(shown) {
        **value = Value::String(shown);
    }
    Ok(())
}
