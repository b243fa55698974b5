//! Notes (S10): those of a card, and of a contact those of its companies and projects.

use domain::NoteId;
use domain::edit::Holder;
use domain::note::{Made, Note, NotesQuery};
use domain::notice::Mention;
use domain::text::fold;
use sqlx::types::Json;
use uuid::Uuid;

use crate::edit::{holder, readable, why};
use crate::idempotency::{Claim, answer, claim, request_hash};
use crate::like::contains;
use crate::notice::mentions;
use crate::session::{Tx, unit};
use crate::{Error, Session};

/// How many notes a page has at most, besides those that are pinned.
pub const PAGE: usize = 30;

/// Most notes that stand first because they are pinned.
const MOST_PINNED: usize = 50;

/// A page of notes, the latest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notes {
    /// Those that are pinned; on the first page alone.
    pub pinned: Vec<Note>,
    /// The others.
    pub notes: Vec<Note>,
    /// Whom they name.
    pub mentions: Vec<Mention>,
    /// There are older ones.
    pub more: bool,
}

/// A page of the notes that concern a card.
///
/// # Errors
/// [`Error::NotFound`] when the reader sees no such card.
pub async fn page(session: &Session, card: Holder, query: NotesQuery) -> Result<Notes, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        readable(&mut tx, card).await?;
        let mut notes = read(&mut tx, card, &query, false, PAGE + 1).await?;
        let more = notes.len() > PAGE;
        notes.truncate(PAGE);
        let pinned = match query.before {
            Some(_) => Vec::new(),
            None => read(&mut tx, card, &query, true, MOST_PINNED).await?,
        };
        let with_sign = pinned.iter().chain(&notes);
        let with_sign = with_sign.filter(|note| note.body.contains('@'));
        let with_sign: Vec<Uuid> = with_sign.map(|note| note.id.0).collect();
        let mentions = mentions(&mut tx, &with_sign).await?;
        Ok(Notes {
            pinned,
            notes,
            mentions,
            more,
        })
    })
    .await
}

async fn read(
    tx: &mut Tx,
    card: Holder,
    query: &NotesQuery,
    pinned: bool,
    most: usize,
) -> Result<Vec<Note>, Error> {
    let before = query.before.as_ref();
    let pattern = (!query.text.is_empty()).then(|| contains(&fold(&query.text)));
    let Json(notes) = sqlx::query_scalar(
        "select crm.card_notes($1, $2, $3, $4, coalesce($5::text::timestamptz, 'infinity'), $6, $7)",
    )
    .bind(card.uuid())
    .bind(query.of.as_str())
    .bind(pinned)
    .bind(pattern)
    .bind(before.map(|cursor| cursor.at.clone()))
    .bind(before.map_or(Uuid::max(), |cursor| cursor.seq))
    .bind(i32::try_from(most).unwrap_or(i32::MAX))
    .fetch_one(&mut **tx)
    .await?;
    Ok(notes)
}

/// Makes a note on a card, of what `domain` has parsed. The same key makes it once.
///
/// # Errors
/// [`Error::NotFound`] for a card that is hidden, missing or in the trash, [`Error::Forbidden`] for a
/// reader, [`Error::Conflict`] for a key that came with another text.
pub async fn create(session: &Session, on: Holder, body: String, key: Uuid) -> Result<Made, Error> {
    let hash = request_hash("note", &(on, &body));
    let session = session.clone();
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        if let Claim::Answered(made) = claim(&mut tx, key, &hash).await? {
            return Ok(made);
        }
        let card = holder(on);
        why(&mut tx, &card, true).await?;
        let id = Uuid::now_v7();
        let statement = match on {
            Holder::Contact(_) => "insert into crm.note (id, contact_id, body) values ($1, $2, $3)",
            Holder::Company(_) => "insert into crm.note (id, company_id, body) values ($1, $2, $3)",
            Holder::Project(_) => "insert into crm.note (id, project_id, body) values ($1, $2, $3)",
        };
        sqlx::query(statement)
            .bind(id)
            .bind(card.id)
            .bind(body)
            .execute(&mut *tx)
            .await?;
        let made = Made {
            id: NoteId(id),
            command,
        };
        answer(&mut tx, key, &made).await?;
        tx.commit().await?;
        Ok(made)
    })
    .await
}
