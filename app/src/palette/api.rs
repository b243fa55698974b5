//! What the command palette asks the server.

use serde::{Deserialize, Serialize};

use crate::recent::Opened;

/// What the palette offers besides what it knows itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    /// Contacts and companies: found by what is typed, or opened last when nothing is.
    pub cards: Vec<Opened>,
    /// Saved selections, name and address; only when nothing is typed.
    pub selections: Vec<(String, String)>,
}

crate::api! {
/// What there is for a text, or for none.
pub fn read_palette(text: String) -> Offered = "read_palette" {
    use domain::contact::full_name;
    let session = session()?;
    if text.trim().is_empty() {
        let cards = store::recent::list(&session, 6).await.map_err(report)?;
        let selections = store::selection::list(&session).await.map_err(report)?;
        return Ok(Offered {
            cards: cards.into_iter().map(Opened::from).collect(),
            selections: selections
                .into_iter()
                .map(|one| (one.name, format!("/contacts?{}", one.query)))
                .collect(),
        });
    }
    let contacts = store::search::few_contacts(&session, &text)
        .await
        .map_err(report)?;
    let companies = store::search::few_companies(&session, &text)
        .await
        .map_err(report)?;
    let contacts = contacts.into_iter().map(|hit| {
        let work = [hit.title, hit.company].into_iter();
        let work: Vec<String> = work.filter(|part| !part.is_empty()).collect();
        Opened {
            company: false,
            id: hit.id.0,
            name: full_name(&hit.first_name, &hit.last_name),
            sub: if hit.matched.is_empty() {
                work.join(", ")
            } else {
                hit.matched
            },
        }
    });
    let companies = companies.into_iter().map(|hit| Opened {
        company: true,
        id: hit.id.0,
        name: hit.name,
        sub: if hit.matched.is_empty() {
            hit.city
        } else {
            hit.matched
        },
    });
    Ok(Offered {
        cards: contacts.chain(companies).collect(),
        selections: Vec::new(),
    })
}
}
