//! The order of what a card has several of. The first is the main one.

use domain::command::Done;
use domain::edit::Target;

use super::{row, why};
use crate::session::unit;
use crate::{Error, Session};

/// The row's neighbours are numbered anew, and it gets its place among them.
macro_rules! place {
    ($table:literal, $of:literal) => {
        concat!(
            "with own as (
                select t.* from ", $table, " t where t.id = $1
                    and not exists (select from crm.contact h where h.id = t.contact_id and h.deleted_at is not null)
                    and not exists (select from crm.company h where h.id = t.company_id and h.deleted_at is not null)
             ), others as (
                select s.id, s.position, row_number() over (order by s.position, s.id) - 1 as place
                from ", $table, " s join own on ", $of, "
                where s.id <> own.id
             ), placed as (
                select id, position, case when place >= $2 then place + 1 else place end as place from others
                union all
                select own.id, own.position, least($2, (select count(*) from others)) from own
             )
             update ", $table, " t set position = p.place
             from placed p where t.id = p.id and p.position <> p.place"
        )
    };
}

const POINT: &str = place!(
    "crm.contact_point",
    "s.kind = own.kind and s.link_id is not distinct from own.link_id
        and (s.contact_id = own.contact_id or s.company_id = own.company_id)"
);
const ADDRESS: &str = place!(
    "crm.address",
    "s.contact_id = own.contact_id or s.company_id = own.company_id"
);
const LINK: &str = place!("crm.contact_company", "s.contact_id = own.contact_id");

/// Moves a contact point among those of its kind, an address among the addresses, a role among the
/// contact's. `to` counts from 0; too far is last.
///
/// # Errors
/// [`Error::NotFound`] for what is hidden, missing, in the trash or has no order, [`Error::Forbidden`]
/// for a reader.
pub async fn move_row(session: &Session, target: Target, to: u32) -> Result<Done, Error> {
    let statement = match target {
        Target::Point(_) => POINT,
        Target::Address(_) => ADDRESS,
        Target::Link(_) => LINK,
        Target::Contact(_)
        | Target::Company(_)
        | Target::Customer(_)
        | Target::Note(_)
        | Target::Task(_)
        | Target::Meeting(_)
        | Target::Project(_)
        | Target::Participant(_) => {
            return Err(Error::NotFound);
        }
    };
    let session = session.clone();
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        let row = row(target);
        let moved = sqlx::query(statement)
            .bind(row.id)
            .bind(i64::from(to))
            .execute(&mut *tx)
            .await?
            .rows_affected();
        if moved == 0 {
            why(&mut tx, &row, true).await?;
        }
        tx.commit().await?;
        Ok(Done { command })
    })
    .await
}
