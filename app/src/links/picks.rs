//! The rows of the dialog: what was found, and what is ticked.

use domain::company::CompanyHit;
use domain::contact::{ContactHit, full_name};
#[cfg(feature = "ssr")]
use domain::edit::Holder;
use domain::link::LinkDraft;
use domain::page::Page;
use domain::search::{Among, Search};
use domain::text::{fold, highlight};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::form_data::{PICK, PRIMARY};
use super::texts::LinkTexts;
use crate::error::Error;
use crate::i18n;
use crate::search::api::{search_companies, search_contacts};
use crate::ui::{Avatar, AvatarSize, Badge, Check, Field, Highlight, Hue, Input};

/// Most rows that a search shows.
const MOST: usize = 20;

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pick {
    /// The company or contact.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What tells it from others of that name.
    pub sub: String,
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// What was searched for; empty when nothing was.
    pub query: String,
    /// The first of them.
    pub picks: Vec<Pick>,
    /// How many there are, counted to a thousand.
    pub count: u32,
}

impl Found {
    /// Something with just this name was found, or everything that was found is not shown.
    pub fn has(&self, name: &str) -> bool {
        let name = fold(name);
        self.picks.iter().any(|pick| fold(&pick.name) == name)
    }

    /// «3 företag hittades».
    pub fn said(&self, among: Among) -> String {
        let texts = LinkTexts::here();
        if self.query.is_empty() {
            return texts.type_to_search.to_owned();
        }
        let said = match (among, self.count) {
            (Among::Companies, 1) => texts.one_company.to_owned(),
            (Among::Companies, n) => format!("{} {}", i18n::number(n), texts.companies_found),
            (Among::Contacts, 1) => texts.one_contact.to_owned(),
            (Among::Contacts, n) => format!("{} {}", i18n::number(n), texts.contacts_found),
        };
        if self.count as usize > self.picks.len() {
            format!("{said}. {}", texts.first_ones)
        } else {
            said
        }
    }
}

/// Fewest letters that are searched for.
fn is_enough(search: &Search) -> bool {
    search.text.chars().count() >= 2
}

/// Searches; for less than two letters nothing is found.
pub(crate) async fn find(search: Search) -> Result<Found, Error> {
    if !is_enough(&search) {
        return Ok(Found::default());
    }
    let query = search.text.clone();
    Ok(match search.among {
        Among::Companies => found(query, search_companies(search).await?, company),
        Among::Contacts => found(query, search_contacts(search).await?, contact),
    })
}

/// The same on the server: what a card can be linked to.
#[cfg(feature = "ssr")]
pub(crate) async fn find_in(
    session: &store::Session,
    holder: Holder,
    query: String,
) -> Result<Found, store::Error> {
    let search = Search::from_pairs([("q", query)]);
    if !is_enough(&search) {
        return Ok(Found::default());
    }
    let query = search.text.clone();
    Ok(match holder {
        Holder::Contact(_) => {
            let search = search.among(Among::Companies);
            let page = store::company::search(session, &search).await?;
            found(query, page, company)
        }
        Holder::Company(_) | Holder::Project(_) => {
            let page = store::contact::search(session, &search).await?;
            found(query, page, contact)
        }
    })
}

/// Contacts by id and name, for a form without JavaScript.
#[cfg(feature = "ssr")]
pub(crate) async fn contacts_called(
    session: &store::Session,
    query: String,
) -> Result<Vec<(String, String)>, store::Error> {
    let search = Search::from_pairs([("q", query)]);
    if !is_enough(&search) {
        return Ok(Vec::new());
    }
    let page = store::contact::search(session, &search).await?;
    let picks = found(search.text, page, contact).picks.into_iter();
    Ok(picks.map(|pick| (pick.id.to_string(), pick.name)).collect())
}

fn found<T>(query: String, page: Page<T>, pick: fn(T) -> Pick) -> Found {
    Found {
        query,
        count: page.count,
        picks: page.items.into_iter().take(MOST).map(pick).collect(),
    }
}

fn company(hit: CompanyHit) -> Pick {
    Pick {
        id: hit.id.0,
        sub: joined([&hit.organisation_number, &hit.city, &hit.matched]),
        name: hit.name,
    }
}

fn contact(hit: ContactHit) -> Pick {
    Pick {
        id: hit.id.0,
        name: full_name(&hit.first_name, &hit.last_name),
        sub: joined([&hit.company, &hit.city, &hit.matched]),
    }
}

fn joined(parts: [&str; 3]) -> String {
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" · ")
}

/// A row as it is drawn: one big checkbox, and below it, when it is ticked, the role.
pub(super) fn pick_row(
    among: Among,
    pick: Pick,
    query: &str,
    linked: bool,
    draft: Option<LinkDraft>,
) -> AnyView {
    let texts = LinkTexts::here();
    let Pick { id, name, sub } = pick;
    let ticked = draft.is_some();
    let draft = draft.unwrap_or_default();
    let mark = |text: &str| {
        let ranges = highlight(text, query);
        view! { <Highlight text=text.to_owned() ranges /> }.into_any()
    };
    let org = among == Among::Companies;
    let badge = linked.then(|| view! { <Badge text=texts.linked_already /> });
    let role_label = format!("{} {name}", if org { texts.role_at } else { texts.role_of });
    let primary = org.then(|| {
        view! { <Check name=PRIMARY value=id.to_string() label=texts.main_company checked=draft.primary /> }
    });
    let more = (!linked).then(|| {
        view! {
            <div class="pick-more" role="group" aria-label=name.clone()>
                // Whose is said to those who do not see the row above.
                <Field id=format!("role-{id}") label=texts.role optional=true>
                    <Input name=format!("role-{id}") value=draft.role attr:aria-label=role_label attr:maxlength="200" attr:autocomplete="off" />
                </Field>
                <Field id=format!("department-{id}") label=texts.department>
                    <Input name=format!("department-{id}") value=draft.department attr:maxlength="200" attr:autocomplete="off" />
                </Field>
                {primary}
            </div>
        }
    });
    let sub = (!sub.is_empty()).then(|| view! { <span class="hint">{mark(&sub)}</span> });
    view! {
        <div class="pick">
            <label class="check pickrow">
                <input type="checkbox" name=PICK value=id.to_string() id=format!("pick-{id}") checked=ticked disabled=linked />
                <Avatar name=name.clone() hue=Hue::of(id.as_bytes()) size=AvatarSize::Sm org />
                <span class="grow">{mark(&name)}{sub}</span>
                {badge}
            </label>
            {more}
        </div>
    }
    .into_any()
}
