//! Every address of the server: a valid request, and what each asker is to get.
//!
//! An address that is not here fails the test by name, and so does a row without an address.

mod bulk;
mod card;
mod customers;
mod edits;
mod functions;
mod history;
mod links;
pub mod meetings;
mod notes;
mod notices;
mod pages;
mod projects;
mod settings;
mod tasks;

use crate::canary::Who;
use crate::class::Classes;
use crate::common::Ask;
use crate::world::World;

/// One request to one address.
pub struct Row {
    /// Method and path, as the server registers it.
    pub address: &'static str,
    /// What it is about.
    pub about: String,
    /// The request, made anew for each asker.
    pub ask: Box<dyn Fn(Who) -> Ask>,
    /// What each asker gets.
    pub classes: Classes,
    /// Objects or fields that whoever sees the answer must find in it, as far as they may.
    pub shows: Vec<&'static str>,
    /// Fields of those that this answer has no place for.
    pub except: &'static [&'static str],
}

/// The table.
pub fn table(world: &World) -> Vec<Row> {
    let mut rows = pages::public();
    rows.extend(pages::signed_in());
    rows.extend(pages::lists());
    rows.extend(pages::cards(world));
    rows.extend(card::pages(world));
    rows.extend(card::card(world));
    rows.extend(card::company(world));
    rows.extend(pages::form());
    rows.extend(settings::own(world));
    rows.extend(settings::firm(world));
    rows.extend(settings::users(world));
    rows.extend(settings::links());
    rows.extend(functions::functions());
    rows.extend(functions::card_functions(world));
    rows.extend(history::history(world));
    rows.extend(notes::reading(world));
    rows.extend(notices::notices(world));
    rows.extend(functions::writes(world));
    rows.extend(customers::pages(world));
    rows.extend(customers::functions(world));
    rows.extend(customers::register());
    rows.extend(bulk::pages(world));
    rows.extend(bulk::functions(world));
    // Before the spare cards go to the trash.
    rows.extend(notes::writing(world));
    rows.extend(projects::reading(world));
    rows.extend(projects::writing(world));
    rows.extend(edits::edits(world));
    rows.extend(edits::undoing(world));
    rows.extend(links::companies(world));
    rows.extend(links::dialog(world));
    rows.extend(links::calls(world));
    rows.extend(links::writes(world));
    rows.extend(tasks::tasks(world));
    rows.extend(meetings::pages(world));
    rows.extend(meetings::calendars(world));
    rows.extend(meetings::calls(world));
    rows.extend(meetings::writes(world));
    // Last: it ends being a customer.
    rows.extend(customers::ended(world));
    rows
}

fn row(address: &'static str, classes: Classes, ask: impl Fn(Who) -> Ask + 'static) -> Row {
    Row {
        address,
        about: String::new(),
        ask: Box::new(ask),
        classes,
        shows: Vec::new(),
        except: &[],
    }
}

impl Row {
    fn about(self, about: impl Into<String>) -> Self {
        Self {
            about: about.into(),
            ..self
        }
    }

    fn shows(self, shows: &[&'static str], except: &'static [&'static str]) -> Self {
        Self {
            shows: shows.to_vec(),
            except,
            ..self
        }
    }
}

/// What a company's card says of its contacts; of a hidden one only to those who may see it.
const PEOPLE_OF_COMPANY: [&str; 4] = [
    "public contact.last_name",
    "public contact.role",
    "private contact.last_name",
    "private contact.role",
];
