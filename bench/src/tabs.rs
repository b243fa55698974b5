//! The lower part of a card (issue 4): each tab, the pages of a long history, the card as it stood, and
//! what the journal costs whoever writes.

mod overhead;

use anyhow::{Context, Result};
use domain::ContactId;
use domain::date::Date;
use domain::edit::Holder;
use domain::history::{Cursor, HistoryQuery};
use domain::note::NotesQuery;
use domain::task::TaskQuery;
use domain::user::Language;
use serde_json::{Value, json};
use std::rc::Rc;
use store::Session;
use uuid::Uuid;

use crate::http::{Client, Encoding};
use crate::places::{Firm, Places};
use crate::report::{At, Figure, Floor, Report};
use crate::{floor, load};
pub use overhead::OVERHEAD;

/// What the tabs are called in the report: each begins with it.
pub const TAB: &str = "tab";
/// A page of the history of a contact with 10 000 changes.
pub const LONG: &str = "long history";
/// Of those the one that looks for a text, in every row.
pub const TEXT: &str = "a text";
/// The card as it stood on a day.
pub const AS_OF: &str = "card as of a day";
const COUNT: usize = 600;
const WARM_UP: usize = 30;

/// What is read of a contact.
#[derive(Debug, Clone)]
enum Asked {
    Notes,
    Tasks,
    Meetings,
    History(HistoryQuery),
    AsOf(Date),
}

/// Reads the tabs of some contacts, and of one the whole history.
pub async fn measure(places: &Places, firm: &Firm, report: &mut Report) -> Result<()> {
    report.heading("The tabs of a card");
    let ids = some(places, firm).await?;
    for (name, asked) in [
        ("notes", Asked::Notes),
        ("tasks", Asked::Tasks),
        ("meetings", Asked::Meetings),
        ("history", Asked::History(HistoryQuery::default())),
    ] {
        both(
            places,
            firm,
            report,
            &format!("{TAB}, {name}"),
            &ids,
            &asked,
        )
        .await?;
    }
    let full = Rc::new(vec![crate::card::full(places, firm).await?]);
    for (name, query) in long(places, firm, full[0]).await? {
        both(
            places,
            firm,
            report,
            &format!("{LONG}, {name}"),
            &full,
            &Asked::History(query),
        )
        .await?;
    }
    let day = |text: &str| text.parse::<Date>().ok().context("a day");
    let spring = Asked::AsOf(day("2026-03-01")?);
    both(
        places,
        firm,
        report,
        &format!("{AS_OF}, any"),
        &ids,
        &spring,
    )
    .await?;
    let lately = Asked::AsOf(day(&day_before(places, 3).await?)?);
    both(
        places,
        firm,
        report,
        &format!("{AS_OF}, full"),
        &full,
        &lately,
    )
    .await?;
    overhead::measure(places, firm, report).await
}

async fn some(places: &Places, firm: &Firm) -> Result<Rc<Vec<Uuid>>> {
    let ids = sqlx::query_scalar(
        "select id from crm.contact
         where tenant_id = $1 and deleted_at is null and vis_owner is null and last_name <> 'Mätkort'
         order by hashtextextended(id::text, 21) limit 2000",
    )
    .bind(firm.tenant)
    .fetch_all(&mut places.superuser().await?)
    .await?;
    Ok(Rc::new(ids))
}

/// The first page, one in the middle, the last, and periods.
async fn long(places: &Places, firm: &Firm, id: Uuid) -> Result<Vec<(&'static str, HistoryQuery)>> {
    let mut superuser = places.superuser().await?;
    let mut pages = vec![("first page", HistoryQuery::default())];
    for (name, place) in [("middle", 5_000), ("last page", 9_950)] {
        let (at, seq): (String, i64) = sqlx::query_as(
            "select to_char(k.at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'), k.seq
             from journal.change_contact k where k.tenant_id = $1 and k.contact_id = $2
             order by k.at desc, k.seq desc offset $3 limit 1",
        )
        .bind(firm.tenant)
        .bind(id)
        .bind(place)
        .fetch_one(&mut superuser)
        .await?;
        let before = Some(Cursor { at, seq });
        pages.push((
            name,
            HistoryQuery {
                before,
                ..HistoryQuery::default()
            },
        ));
    }
    for (name, from, to) in [
        ("30 days", 30, 0),
        ("one day", 5, 5),
        ("before all", 900, 800),
    ] {
        let period = HistoryQuery {
            from: day_before(places, from).await?.parse().ok(),
            to: day_before(places, to).await?.parse().ok(),
            ..HistoryQuery::default()
        };
        pages.push((name, period));
    }
    pages.push((
        TEXT,
        HistoryQuery {
            text: "Mätare 77".to_owned(),
            ..HistoryQuery::default()
        },
    ));
    Ok(pages)
}

async fn day_before(places: &Places, days: i32) -> Result<String> {
    Ok(
        sqlx::query_scalar("select to_char(now() - $1 * interval '1 day', 'YYYY-MM-DD')")
            .bind(days)
            .fetch_one(&mut places.superuser().await?)
            .await?,
    )
}

async fn both(
    places: &Places,
    firm: &Firm,
    report: &mut Report,
    what: &str,
    ids: &Rc<Vec<Uuid>>,
    asked: &Asked,
) -> Result<()> {
    let session = Session::new(places.store().await?, firm.token.clone());
    for id in ids.iter().rev().cycle().take(WARM_UP) {
        read(&session, *id, asked).await?;
    }
    let floor = load::run(
        vec![session.clone()],
        COUNT,
        async |session: &mut Session, _| {
            store::auth::viewer(session)
                .await
                .map(drop)
                .map_err(Into::into)
        },
    )
    .await?;
    let (all, this) = (Rc::clone(ids), asked.clone());
    let load = load::run(
        vec![session],
        COUNT,
        async move |session: &mut Session, n| read(session, all[n % all.len()], &this).await,
    )
    .await?;
    let figure = |at, load: load::Load, floor| Figure {
        what: what.to_owned(),
        at,
        contacts: firm.contacts,
        concurrency: 1,
        times: load.times,
        per_second: Some(load.per_second),
        floor: Some(floor),
    };
    report.figure(figure(
        At::Database,
        load,
        Floor {
            what: "a session's own name",
            times: floor.times,
        },
    ));

    let bodies: Vec<Vec<u8>> = ids
        .iter()
        .map(|id| body(*id, asked))
        .collect::<Result<_>>()?;
    let path = path(asked);
    let mut answers = Vec::new();
    for client in &mut places.clients(firm, 1).await? {
        for body in bodies.iter().rev().take(WARM_UP) {
            answers.push(client.post(path, body, Encoding::Plain).await?.to_vec());
        }
    }
    answers.sort_by_key(Vec::len);
    let file = floor::put(places, what, &answers[answers.len() / 2])?;
    let clients = places.clients(firm, 1).await?;
    let load = load::run(clients, COUNT, async move |client: &mut Client, n| {
        let sent = client
            .post(path, &bodies[n % bodies.len()], Encoding::Browser)
            .await;
        sent.map(drop)
    })
    .await?;
    let floor = floor::measure(places, firm, &file, 1, COUNT).await?;
    report.figure(figure(At::Http, load, floor));
    Ok(())
}

async fn read(session: &Session, id: Uuid, asked: &Asked) -> Result<()> {
    let card = Holder::Contact(ContactId(id));
    match asked.clone() {
        Asked::Notes => store::note::page(session, card, NotesQuery::default())
            .await
            .map(drop)?,
        Asked::Tasks => store::task::page(session, card, TaskQuery::default())
            .await
            .map(drop)?,
        Asked::Meetings => {
            let of = store::meeting::Of::Card(card);
            store::meeting::list(session, of, None).await.map(drop)?;
        }
        Asked::History(query) => {
            store::history::page(session, card, query, Vec::new())
                .await
                .map(drop)?;
        }
        Asked::AsOf(day) => store::history::as_of(session, card, day).await.map(drop)?,
    }
    Ok(())
}

fn path(asked: &Asked) -> &'static str {
    match asked {
        Asked::Notes => "/api/read_notes",
        Asked::Tasks => "/api/read_tasks",
        Asked::Meetings => "/api/read_meetings",
        Asked::History(_) => "/api/read_history",
        Asked::AsOf(_) => "/api/read_card_as_of",
    }
}

fn body(id: Uuid, asked: &Asked) -> Result<Vec<u8>> {
    let (holder, language) = (Holder::Contact(ContactId(id)), Language::Sv);
    let body: Value = match asked {
        Asked::Notes => json!({ "holder": holder, "query": NotesQuery::default() }),
        Asked::Tasks => json!({ "holder": holder, "query": TaskQuery::default() }),
        Asked::Meetings => {
            json!({ "holder": holder, "query": "", "refused": null, "language": language })
        }
        Asked::History(query) => json!({ "holder": holder, "query": query, "language": language }),
        Asked::AsOf(day) => json!({ "holder": holder, "day": day, "language": language }),
    };
    Ok(serde_json::to_vec(&body)?)
}
