//! What the tab asks the server. Times come in words; the form goes as it is typed.

use domain::Invalid;
use domain::edit::{Clash, Holder};
use domain::meeting::SavedMeeting;
use domain::user::Language;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::form_body::Refused;

/// What stands in the tab.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingsPage {
    /// To come, the next one first.
    pub coming: Vec<Row>,
    /// That have been, the latest first.
    pub past: Vec<Row>,
    /// The query of the next page of those.
    pub next: Option<String>,
    /// What the address asks for instead.
    pub form: Option<Form>,
    /// Who may own a meeting: id and name.
    pub colleagues: Vec<(String, String)>,
}

/// A meeting in the list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Row {
    /// Its id.
    pub id: Uuid,
    /// «tors 26 nov 13.00».
    pub when: String,
    /// «–14.00».
    pub until: String,
    /// «Asia/Tokyo, UTC+09:00»; empty where the firm is.
    pub zone: String,
    /// It begins today.
    pub today: bool,
    /// What it is about.
    pub subject: String,
    /// Where.
    pub place: String,
    /// Whose it is, and their name.
    pub owner_id: Uuid,
    /// The name.
    pub owner: String,
    /// Who takes part, by name.
    pub with: String,
    /// What its card is called, and where that is.
    pub card: String,
    /// `/contacts/{id}`.
    pub href: String,
    /// The card or the project that is not said by where it is shown.
    pub origin: Option<(Holder, String)>,
    /// «varje tisdag», of one that repeats.
    pub repeats: String,
    /// Which day of it this is.
    pub on: Option<String>,
}

/// The form, new or of a meeting.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// What stands in its controls, and what stood there when it was opened (`was.…`).
    pub pairs: Vec<(String, String)>,
    /// Contacts who take part, by id and name.
    pub contacts: Vec<(String, String)>,
    /// Contacts that were searched for.
    pub found: Vec<(String, String)>,
    /// Colleagues who may be chosen.
    pub colleagues: Vec<(String, String)>,
    /// Projects that it can be of.
    #[serde(default)]
    pub projects: Vec<(String, String)>,
    /// It stands on a project alone.
    #[serde(default)]
    pub of_project: bool,
    /// How it repeats, in words; empty when it does not.
    pub repeats: String,
    /// What follows from what is typed.
    pub said: Said,
    /// What is wrong.
    pub invalid: Invalid,
    /// What somebody else has saved meanwhile.
    pub clashes: Vec<Clash>,
    /// What is wrong with it as a whole.
    pub failed: Option<String>,
}

/// What the server says of a time while it is being typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// «UTC+01:00», of that day.
    pub offset: String,
    /// «Maryam Haddad har ”Besiktning” 13.30–14.30.»
    pub busy: Vec<String>,
}

impl Form {
    /// What stands in a control.
    #[must_use]
    pub fn value(&self, name: &str) -> String {
        let found = self.pairs.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// Every value of a name.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<String> {
        let found = self.pairs.iter().filter(|(key, _)| key == name);
        found.map(|(_, value)| value.clone()).collect()
    }

    /// The same as it was typed, with why it did not pass. After a clash it stands on theirs: sent
    /// again, mine holds.
    #[must_use]
    pub fn again(&self, refused: Refused) -> Self {
        use crate::error::Error;
        let mut form = self.clone();
        form.pairs = domain::search::query_pairs(&refused.body).collect();
        (form.invalid, form.clashes, form.failed) = Default::default();
        match refused.error {
            Error::Invalid(invalid) => {
                let problems = invalid.problems.into_iter();
                let named = problems
                    .map(|(field, problem)| (domain::meeting::control(&field).to_owned(), problem));
                form.invalid.problems = named.collect();
            }
            Error::Clash(clashes) => {
                for clash in &clashes {
                    let name = format!("was.{}", clash.field.as_str());
                    form.pairs.retain(|(key, _)| *key != name);
                    form.pairs.push((name, clash.theirs.clone()));
                }
                form.clashes = clashes;
            }
            error => form.failed = Some(crate::i18n::failure(&error).to_owned()),
        }
        form
    }
}

crate::api! {
    /// The meetings of a card, or the reader's own. `query` is what the address says; `refused` is a
    /// form that did not pass, to be shown again.
    pub fn read_meetings(holder: Option<Holder>, query: String, refused: Option<Refused>, language: Language) -> MeetingsPage = "read_meetings" {
        provide_context(language);
        crate::meetings::words::read(&session()?, holder, &query, refused).await.map_err(report)
    }

    /// What the form says: books a meeting, changes one, puts one in the trash, or gives several to
    /// somebody else.
    pub fn save_meeting(holder: Option<Holder>, body: String) -> SavedMeeting = "save_meeting" {
        crate::meetings::save::act(&session()?, holder, &body).await.map_err(report)
    }

    /// The offset that holds on the day that is typed, and who is busy then.
    pub fn check_meeting(body: String, language: Language) -> Said = "check_meeting" {
        provide_context(language);
        crate::meetings::words::said(&session()?, &body).await.map_err(report)
    }
}
