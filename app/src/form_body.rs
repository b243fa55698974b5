//! Forms that work with and without JavaScript: the same body is read by the same code, whether the
//! browser posts it or the page sends it itself.

use domain::edit::{Change, Clash, Field};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use serde::{Deserialize, Serialize};
use web_sys::{HtmlButtonElement, HtmlFormElement};

use crate::error::Error;

/// A form as it was sent.
#[derive(Debug, Clone, Default)]
pub struct FormBody(Vec<(String, String)>);

impl FormBody {
    /// Reads `application/x-www-form-urlencoded`.
    #[must_use]
    pub fn read(body: &str) -> Self {
        Self(domain::search::query_pairs(body).collect())
    }

    /// A form that has been read already.
    #[must_use]
    pub fn of(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// Every name with its value.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (&**name, &**value))
    }

    /// The first value of a name; empty when there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// The fields that the form has, each with what stood in it when it was opened (`was.…`).
    #[must_use]
    pub fn changes(&self, fields: &[Field]) -> Vec<Change> {
        let change = |field: &Field| {
            let word = field.as_str();
            let was = self.all(&format!("was.{word}")).next()?;
            Some(Change {
                field: *field,
                // As it is saved: forms send other line breaks.
                was: was.replace("\r\n", "\n"),
                value: self.all(word).next()?.to_owned(),
            })
        };
        fields.iter().filter_map(change).collect()
    }

    /// Every value of a name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

/// A form that was posted without JavaScript and did not pass: shown again as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// Everything that was sent.
    pub body: String,
    /// Why it did not pass.
    pub error: Error,
}

impl Refused {
    /// That somebody else has changed a field meanwhile.
    #[must_use]
    pub fn clash(&self, field: Field) -> Option<&Clash> {
        match &self.error {
            Error::Clash(clashes) => clashes.iter().find(|clash| clash.field == field),
            _ => None,
        }
    }
}

/// A control that is not shown.
pub fn hidden(name: impl Into<String>, value: impl Into<String>) -> AnyView {
    let (name, value): (String, String) = (name.into(), value.into());
    view! { <input type="hidden" name=name value=value /> }.into_any()
}

/// Keeps the browser from leaving the page, and gives the form and its body, with the button that was
/// pressed.
#[must_use]
pub fn take(event: &SubmitEvent) -> Option<(HtmlFormElement, String)> {
    event.prevent_default();
    let form = event.target()?.dyn_into::<HtmlFormElement>().ok()?;
    let mut pairs = crate::ui::form_pairs(&form);
    if let Some(button) = event
        .submitter()
        .and_then(|button| button.dyn_into::<HtmlButtonElement>().ok())
        .filter(|button| !button.name().is_empty())
    {
        pairs.push((button.name(), button.value()));
    }
    let encode = domain::search::form_encode;
    let body = pairs
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect::<Vec<_>>()
        .join("&");
    Some((form, body))
}

/// Moves focus to the first of these that is there, once the page has been drawn anew.
pub fn focus_soon(ids: Vec<String>) {
    request_animation_frame(move || {
        request_animation_frame(move || {
            for id in ids {
                let found = document().get_element_by_id(&id);
                let found = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok());
                if let Some(element) = found {
                    let _ = element.focus();
                    break;
                }
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::FormBody;

    #[test]
    fn a_body_is_read_by_name() {
        let body = FormBody::read("name=%C3%85sas+urval&id=1&id=2&empty=");
        assert_eq!(body.get("name"), "Åsas urval");
        assert_eq!(body.all("id").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!((body.get("empty"), body.get("nothing")), ("", ""));
    }
}
