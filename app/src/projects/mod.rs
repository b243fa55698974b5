//! Projects: the list, the window, the form, who takes part, and the tab of a card.

pub mod api;
mod form;
mod list;
#[cfg(feature = "ssr")]
pub mod manage;
mod page;
mod people;
mod picker;
mod tab;
mod texts;
mod top;
pub mod words;

pub use form::{EditProjectPage, NewProjectPage};
pub use list::ProjectsPage;
pub use page::ProjectWindowPage;
pub use tab::projects_tab;
pub use texts::ProjectTexts;

use domain::edit::Field;

use crate::boot::boot;
use crate::form_body::{FormBody, Refused};

/// Where the forms go.
pub(crate) const ACTION: &str = "/projects";

/// The fields of the form of a project, in their order.
const FIELDS: [Field; 7] = [
    Field::Name,
    Field::CompanyId,
    Field::Status,
    Field::StartsOn,
    Field::EndsOn,
    Field::OwnerId,
    Field::Description,
];

/// A form that was posted without JavaScript and did not pass, or asked for something, if it is one of
/// these acts.
fn refused(acts: &[&str]) -> Option<Refused> {
    let refused = boot().refused.and_then(|kept| kept.read::<Refused>())?;
    let act = FormBody::read(&refused.body).get("act").to_owned();
    acts.contains(&&*act).then_some(refused)
}
