//! Customers: the row that says how a contact or company is invoiced.

mod register;
mod save;

use domain::customer::{CustomerForm, Saved};
use domain::edit::Holder;
use domain::{CommandId, CustomerId, Invalid, Problem};
use sqlx::types::Json;
use uuid::Uuid;

use crate::session::unit;
use crate::{Error, Session};

pub use register::{Registered, register};
pub use save::save;

/// What the customer form starts from: what is saved, else what the card says.
///
/// # Errors
/// [`Error::NotFound`] when there is no such contact or company, none that the reader may see, or
/// when it is in the trash.
pub async fn form(session: &Session, holder: Holder) -> Result<CustomerForm, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        let (column, id) = place(holder);
        let statement = match column {
            "contact_id" => include_str!("customer/form_of_contact.sql"),
            _ => include_str!("customer/form_of_company.sql"),
        };
        let form: Option<Json<CustomerForm>> = sqlx::query_scalar(statement)
            .bind(id)
            .fetch_optional(&mut *tx)
            .await?;
        form.map(|Json(form)| form).ok_or(Error::NotFound)
    })
    .await
}

/// Ends being a customer. The number stays with whoever has it.
///
/// # Errors
/// [`Error::NotFound`] when there is no such customer, or none that the reader may see;
/// [`Error::Invalid`] when it has ended already, [`Error::Forbidden`] for a reader.
pub async fn end(session: &Session, customer: CustomerId) -> Result<Saved, Error> {
    let session = session.clone();
    unit(async move {
        let (mut tx, command) = session.begin_command().await?;
        let (number, ended): (i64, bool) =
            sqlx::query_as("select number, ended_at is not null from crm.customer where id = $1")
                .bind(customer.0)
                .fetch_one(&mut *tx)
                .await?;
        if ended {
            return Err(Error::Invalid(Invalid::one("customer", Problem::Gone)));
        }
        sqlx::query("update crm.customer set ended_at = now() where id = $1 and ended_at is null")
            .bind(customer.0)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(saved(customer.0, number, command))
    })
    .await
}

/// The column that points to the holder, and its id.
fn place(holder: Holder) -> (&'static str, Uuid) {
    match holder {
        Holder::Contact(id) => ("contact_id", id.0),
        Holder::Company(id) => ("company_id", id.0),
        // None is: no company has the id of a project.
        Holder::Project(id) => ("company_id", id.0),
    }
}

fn saved(customer: Uuid, number: i64, command: CommandId) -> Saved {
    Saved {
        id: CustomerId(customer),
        number,
        command,
    }
}
