//! «Sparat. [Ångra]» after a form without JavaScript: the address says what was done.

use domain::CommandId;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::Acts;
use super::words::{self, UndoTexts};
use crate::ui::{Banner, BannerKind};

/// Confirms, from the address of the page: `?saved={command}` with a way back, `?undone={command}`
/// with a way forward again, `?undone=no` when it could not be.
///
/// Of a card that is new (`&created`) it says `created`.
#[component]
pub fn Saved(#[prop(optional)] created: String) -> impl IntoView {
    let location = use_location();
    move || {
        let (path, query) = (location.pathname.get(), location.search.get());
        said(&path, &query, &created).map(|said| banner(said, address(&path, &query)))
    }
}

/// What the banner says, and which command its button undoes.
struct Said {
    kind: BannerKind,
    text: String,
    button: Option<(&'static str, CommandId)>,
}

fn said(path: &str, query: &str, created: &str) -> Option<Said> {
    let texts = UndoTexts::here();
    let undone = value(query, "undone");
    let kept = value(query, "kept").map(words::kept_fields);
    let command = |text: &str| text.parse::<CommandId>().ok();
    debug_assert!(path.starts_with('/') || path.is_empty());
    // The window that links over a card says it itself.
    if path.ends_with("/link") {
        return None;
    }
    if undone == Some("no") {
        return Some(Said {
            kind: BannerKind::Error,
            text: texts.not_undone.to_owned(),
            button: None,
        });
    }
    if let Some(command) = undone.and_then(command) {
        return Some(Said {
            kind: if kept.is_some() {
                BannerKind::Warn
            } else {
                BannerKind::Ok
            },
            text: kept.unwrap_or_else(|| texts.undone.to_owned()),
            button: Some((texts.redo, command)),
        });
    }
    let command = value(query, "saved").and_then(command)?;
    Some(Said {
        kind: BannerKind::Ok,
        text: match value(query, "created") {
            Some(_) if !created.is_empty() => created.to_owned(),
            _ => texts.saved.to_owned(),
        },
        button: Some((texts.undo, command)),
    })
}

fn banner(said: Said, back: String) -> AnyView {
    let (acts, navigate) = (Acts::here(), use_navigate());
    let button = said.button.map(|(label, command)| {
        let here = back.clone();
        let undo = move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            // What it said is no longer so.
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&here, options);
            acts.undo(command);
        };
        view! {
            <form class="actions" method="post" action="/undo" on:submit=undo>
                <input type="hidden" name="command" value=command.to_string() />
                <input type="hidden" name="back" value=back />
                <button class="btn sm" type="submit">
                    {label}
                </button>
            </form>
        }
    });
    view! {
        <Banner kind=said.kind>
            <p>{said.text}</p>
            {button}
        </Banner>
    }
    .into_any()
}

/// A value of the query; only what is ours, which never needs decoding.
fn value<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    pairs(query).find_map(|(key, value)| (key == name).then_some(value))
}

fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query
        .trim_start_matches('?')
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// The same page without what it said.
#[must_use]
pub fn address(path: &str, query: &str) -> String {
    let rest: Vec<String> = pairs(query)
        .filter(|(key, _)| !matches!(*key, "saved" | "created" | "undone" | "kept"))
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    if rest.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", rest.join("&"))
    }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn the_address_forgets_what_was_said() {
        assert_eq!(
            address("/contacts/1", "?saved=2&tab=notes"),
            "/contacts/1?tab=notes"
        );
        assert_eq!(
            address("/contacts/1", "undone=no&kept=title"),
            "/contacts/1"
        );
    }
}
