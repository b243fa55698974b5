//! What the customer panel and its form ask the server.

use domain::CustomerId;
use domain::customer::{CustomerForm, Saved};
use domain::edit::Holder;

crate::api! {
    /// What the customer form starts from, and a new idempotency key.
    pub fn read_customer_form(holder: Holder) -> (CustomerForm, String) = "read_customer_form" {
        let form = store::customer::form(&session()?, holder)
            .await
            .map_err(report)?;
        Ok((form, uuid::Uuid::now_v7().to_string()))
    }

    /// Saves the customer form, given as the browser would post it.
    pub fn save_customer(holder: Holder, form: String) -> Saved = "save_customer" {
        let posted = crate::customers::form_data::Posted::read(&form)
            .map_err(|_| report(crate::error::Error::Conflict))?;
        crate::customers::save::save(&session()?, holder, &posted)
            .await
            .map_err(report)
    }

    /// Ends being a customer; the number is kept.
    pub fn end_customer(customer: CustomerId) -> Saved = "end_customer" {
        store::customer::end(&session()?, customer)
            .await
            .map_err(report)
    }

    /// The personal number in full. Written down as shown.
    pub fn show_personal_number(customer: CustomerId) -> String = "show_personal_number" {
        store::identity::show(&session()?, customer)
            .await
            .map_err(report)
    }
}
