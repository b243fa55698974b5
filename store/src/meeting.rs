//! Meetings (S8): read, booked, changed, handed over, and as a calendar.

mod feed;
mod list;
mod repeat;
mod save;

use domain::edit::Holder;
use domain::{MeetingId, UserId};
use serde::Deserialize;
use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use crate::edit::why;
use crate::session::{Tx, unit};
use crate::{Error, Session};
pub use feed::{Event, Feed, ZoneChange, feed, feed_made, make_feed, revoke_feed, zone_changes};
pub use list::{Before, MOST_COMING, Of, PAGE, list, occurrence, one, replacing};
pub use repeat::{replace, skip};
pub use save::{People, create, hand_over, save, trash};

/// A meeting, as its reader may see it.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
#[allow(missing_docs, reason = "the columns say it")]
pub struct Meeting {
    pub id: Uuid,
    pub contact_id: Option<Uuid>,
    pub company_id: Option<Uuid>,
    pub project_id: Option<Uuid>,
    /// The project's number and name; empty of none.
    pub project: String,
    /// What the card is called.
    pub card: String,
    /// Where mail reaches the contact whose card it is.
    pub card_email: String,
    pub subject: String,
    pub place: String,
    pub description: String,
    pub outcome: String,
    pub all_day: bool,
    /// [`domain::meeting::Wall`], as text.
    pub starts_at: String,
    pub ends_at: String,
    pub time_zone: String,
    /// It is not the firm's zone.
    pub elsewhere: bool,
    /// Minutes from UTC when it begins, and when it ends.
    pub starts_offset: i32,
    pub ends_offset: i32,
    pub owner_id: Uuid,
    pub owner: String,
    pub owner_email: String,
    pub past: bool,
    /// It begins today, at the firm.
    pub today: bool,
    pub version: i32,
    /// RFC 5545, UTC.
    pub starts_utc: String,
    pub ends_utc: String,
    pub changed_utc: String,
    /// Tells where the next page begins.
    pub starts_key: String,
    pub participants: Json<Vec<Participant>>,
    /// How it repeats ([`domain::meeting::repeat::Repeat`]); empty when it does not.
    pub rrule: String,
    /// The day that the rule begins on.
    pub first_day: String,
    /// Which day of those it is, when it is one of them.
    pub day: Option<String>,
    /// Days on which it would be and is not.
    pub exdates: Vec<String>,
    /// The meeting that repeats and the day of it that this one stands in the place of.
    pub from_id: Option<Uuid>,
    pub from_day: Option<String>,
}

/// Somebody who takes part.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Participant {
    /// The contact or colleague.
    pub id: Uuid,
    /// At the firm.
    pub colleague: bool,
    /// Their name.
    pub name: String,
    /// Where mail reaches them; empty when nobody knows.
    pub email: String,
}

impl Meeting {
    /// The card that it stands on.
    #[must_use]
    pub fn holder(&self) -> Option<Holder> {
        Holder::of_keys(self.contact_id, self.company_id, self.project_id)
    }
}
/// What a form is drawn with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// The firm's zone.
    pub time_zone: String,
    /// The next whole hour there, [`domain::meeting::Wall`] as text.
    pub soon: String,
    /// Today there.
    pub today: String,
    /// Names of the contacts that are asked for, as far as the reader sees them.
    pub names: Vec<(Uuid, String)>,
}

/// What a form is drawn with, and what it says of these contacts.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn start(session: &Session, contacts: &[Uuid]) -> Result<Start, Error> {
    let (session, contacts) = (session.clone(), contacts.to_vec());
    unit(async move {
        let mut tx = session.begin_read().await?;
        let (time_zone, soon, today): (String, String, String) = sqlx::query_as(
            "select t.time_zone,
                to_char(date_trunc('hour', now() at time zone t.time_zone) + interval '1 hour', 'YYYY-MM-DD\"T\"HH24:MI'),
                to_char(now() at time zone t.time_zone, 'YYYY-MM-DD')
             from auth.tenant t where t.id = (select auth.tenant_id())",
        )
        .fetch_one(&mut *tx)
        .await?;
        let names = sqlx::query_as(
            "select c.id, concat_ws(' ', nullif(c.first_name, ''), c.last_name)
             from crm.contact c where c.id = any ($1)",
        )
        .bind(contacts)
        .fetch_all(&mut *tx)
        .await?;
        Ok(Start {
            time_zone,
            soon,
            today,
            names,
        })
    })
    .await
}

/// A meeting that somebody has at the time that is asked about.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Busy {
    /// Who.
    pub user_id: Uuid,
    /// Their name.
    pub name: String,
    /// When, on the clock of the zone that was asked about.
    pub starts_at: String,
    /// Until when.
    pub ends_at: String,
    /// The whole day.
    pub whole_days: bool,
    /// With what; nothing when the reader may not know.
    pub subject: Option<String>,
}

/// A time that is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Asked {
    pub starts_at: String,
    pub ends_at: String,
    pub time_zone: String,
    pub all_day: bool,
    pub users: Vec<UserId>,
    /// The meeting that is being changed.
    pub except: Option<MeetingId>,
    /// How it is to repeat; empty when it is not. Of what repeats thirty times within ninety days are looked at.
    pub rrule: String,
}

/// Minutes from UTC at either end, and who is busy then.
///
/// # Errors
/// [`Error::Invalid`] for a zone that is none.
pub async fn check(session: &Session, asked: Asked) -> Result<((i32, i32), Vec<Busy>), Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        let known: bool = sqlx::query_scalar("select $1 = (select t.time_zone from auth.tenant t
                where t.id = (select auth.tenant_id())) or exists (select from auth.time_zones() z (name) where z.name = $1)")
            .bind(&asked.time_zone)
            .fetch_one(&mut *tx)
            .await?;
        if !known {
            let invalid = domain::Invalid::one("time_zone", domain::Problem::Choice);
            return Err(Error::Invalid(invalid));
        }
        let offsets: (i32, i32) = sqlx::query_as(
            "select (extract(epoch from (w.starts at time zone $3) - (w.starts at time zone 'UTC')) / 60)::int,
                (extract(epoch from (w.ends at time zone $3) - (w.ends at time zone 'UTC')) / 60)::int
             from (select $1::text::timestamp at time zone $3 as starts, $2::text::timestamp at time zone $3 as ends) w",
        )
        .bind(&asked.starts_at)
        .bind(&asked.ends_at)
        .bind(&asked.time_zone)
        .fetch_one(&mut *tx)
        .await?;
        let users: Vec<Uuid> = asked.users.iter().map(|user| user.0).collect();
        let busy = sqlx::query_as(
            "select b.user_id, b.name, to_char(b.starts_at, 'YYYY-MM-DD\"T\"HH24:MI') as starts_at,
                to_char(b.ends_at, 'YYYY-MM-DD\"T\"HH24:MI') as ends_at, b.whole_days, b.subject
             from (
                select d - $2::text::timestamp::date as later
                from crm.repeat_days($2::text::timestamp::date, $7,
                    coalesce((select m.exdates from crm.meeting m where m.id = $6), '{}'),
                    $2::text::timestamp::date, $2::text::timestamp::date + 90) d
                order by d limit 30) t
             cross join lateral crm.busy($1, $2::text::timestamp + make_interval(days => t.later),
                $3::text::timestamp + make_interval(days => t.later), $4, $5, $6) b
             order by b.starts_at, b.name limit 20",
        )
        .bind(users)
        .bind(&asked.starts_at)
        .bind(&asked.ends_at)
        .bind(&asked.time_zone)
        .bind(asked.all_day)
        .bind(asked.except.map(|id| id.0))
        .bind(&asked.rrule)
        .fetch_all(&mut *tx)
        .await?;
        Ok((offsets, busy))
    })
    .await
}

/// Why nothing was written to a meeting.
async fn why_not(tx: &mut Tx, id: MeetingId) -> Result<(), Error> {
    why(
        tx,
        &crate::edit::row(domain::edit::Target::Meeting(id)),
        true,
    )
    .await
}
