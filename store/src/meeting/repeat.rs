//! One day of a meeting that repeats: left out, or another.

use domain::command::Done;
use domain::date::Date;
use domain::edit::Holder;
use domain::meeting::{NewMeeting, SavedMeeting};
use domain::{CommandId, MeetingId};
use uuid::Uuid;

use super::save::add;
use super::why_not;
use crate::edit::readable;
use crate::session::{Tx, unit};
use crate::{Error, Session};

/// Leaves a day out.
///
/// # Errors
/// [`Error::NotFound`] for a meeting that is hidden, missing or in the trash, and for a day that is none of
/// its; [`Error::Forbidden`] for a reader.
pub async fn skip(session: &Session, id: MeetingId, day: Date) -> Result<SavedMeeting, Error> {
    let session = session.clone();
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        leave_out(&mut tx, id, day).await?;
        tx.commit().await?;
        Ok(saved(id, command))
    })
    .await
}

/// Books a meeting of its own in the place of a day, on the same card. It repeats no more.
///
/// # Errors
/// As [`skip`], and as [`super::create`].
pub async fn replace(
    session: &Session,
    id: MeetingId,
    day: Date,
    new: NewMeeting,
) -> Result<SavedMeeting, Error> {
    let session = session.clone();
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        leave_out(&mut tx, id, day).await?;
        if let Some(project) = new.project {
            readable(&mut tx, Holder::Project(project)).await?;
        }
        let one = MeetingId(Uuid::now_v7());
        sqlx::query(
            "insert into crm.meeting (id, contact_id, company_id, subject, place, description, outcome, all_day,
                starts_at, ends_at, time_zone, owner_id, from_id, from_day, project_id)
             select $1, m.contact_id, m.company_id, $2, $3, $4, $5, $6, $7::text::timestamp, $8::text::timestamp, $9,
                coalesce($10, m.owner_id), m.id, $12::text::date,
                case when num_nonnulls(m.contact_id, m.company_id) = 0 then m.project_id else $13 end
             from crm.meeting m where m.id = $11",
        )
        .bind(one.0)
        .bind(&new.subject)
        .bind(&new.place)
        .bind(&new.description)
        .bind(&new.outcome)
        .bind(new.all_day)
        .bind(new.starts_at.to_string())
        .bind(new.ends_at.to_string())
        .bind(&new.time_zone)
        .bind(new.owner.map(|owner| owner.0))
        .bind(id.0)
        .bind(day.to_string())
        .bind(new.project.map(|project| project.0))
        .execute(&mut *tx)
        .await?;
        add(&mut tx, one, &new.contacts, &new.colleagues).await?;
        tx.commit().await?;
        Ok(saved(one, command))
    })
    .await
}

/// Once: whoever comes second finds no such day.
async fn leave_out(tx: &mut Tx, id: MeetingId, day: Date) -> Result<(), Error> {
    why_not(tx, id).await?;
    let changed = sqlx::query(
        "update crm.meeting t set exdates = t.exdates || $2::text::date
         where t.id = $1 and t.deleted_at is null and t.rrule <> ''
            and exists (select from crm.repeat_days(
                t.starts_at::date, t.rrule, t.exdates, $2::text::date, $2::text::date))",
    )
    .bind(id.0)
    .bind(day.to_string())
    .execute(&mut **tx)
    .await?
    .rows_affected();
    match changed {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    }
}

fn saved(id: MeetingId, command: CommandId) -> SavedMeeting {
    SavedMeeting {
        id,
        done: Done { command },
    }
}
