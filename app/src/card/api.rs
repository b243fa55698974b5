//! Saving a whole card in one go.

use domain::command::Done;
use domain::edit::Holder;

crate::api! {
    /// Saves a form of a card, as the browser would send it: one command. The same key saves it once.
    pub fn save_card(holder: Holder, form: String, key: String) -> Done = "save_card" {
        let form = domain::edit::form::CardForm::read(&form);
        crate::card::save::save(&session()?, holder, &form, &key).await.map_err(report)
    }
}
