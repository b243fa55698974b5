//! The dialog as it travels: names and values, read by the same code in the browser and, without
//! JavaScript, on the server. What is ticked is in the address while it is searched on.

use domain::CommandId;
use domain::link::LinkDraft;
use domain::search::query_pairs;

/// Checkbox of a row; its value is the id.
pub const PICK: &str = "pick";
/// Checkbox «Huvudföretag» of a row; its value is the id.
pub const PRIMARY: &str = "primary";
/// What is searched for.
pub const QUERY: &str = "q";
/// The contact was saved a moment ago; its value is the command.
pub const SAVED: &str = "saved";
/// Button that undoes the saving; its value is the command.
pub const UNDO: &str = "command";
/// Name of the hidden field with the idempotency key.
pub const KEY: &str = "key";
/// Button that creates what was not found; its value is the name.
pub const CREATE: &str = "create";

/// The dialog as it was sent, or as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Posted {
    /// The ticked rows.
    pub links: Vec<LinkDraft>,
    /// What is searched for.
    pub query: String,
    /// The idempotency key.
    pub key: String,
    /// What is to be created, by name.
    pub create: Option<String>,
    /// The contact was saved a moment ago.
    pub saved: bool,
    /// By this command.
    pub command: Option<CommandId>,
}

impl Posted {
    /// Reads a query or a form body.
    #[must_use]
    pub fn read(text: &str) -> Self {
        Self::from_pairs(query_pairs(text).collect())
    }

    /// Reads the names and values of the form.
    #[must_use]
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        let first = |name: &str| {
            pairs
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.clone())
        };
        let is_primary = |id: &str| {
            pairs
                .iter()
                .any(|(key, value)| key == PRIMARY && value == id)
        };
        let ticked = pairs.iter().filter(|(key, _)| key == PICK);
        let links = ticked.map(|(_, id)| LinkDraft {
            role: first(&format!("role-{id}")).unwrap_or_default(),
            department: first(&format!("department-{id}")).unwrap_or_default(),
            primary: is_primary(id),
            other: id.clone(),
        });
        Self {
            links: links.collect(),
            query: first(QUERY).unwrap_or_default(),
            key: first(KEY).unwrap_or_default(),
            create: first(CREATE).filter(|name| !name.trim().is_empty()),
            saved: first(SAVED).is_some(),
            command: first(SAVED).and_then(|command| command.parse().ok()),
        }
    }
}

/// First and last name of somebody who was written as one: the last word is the last name.
#[must_use]
pub fn names(written: &str) -> (String, String) {
    let written = written.trim();
    match written.rsplit_once(char::is_whitespace) {
        Some((first, last)) => (first.trim().to_owned(), last.to_owned()),
        None => (String::new(), written.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_a_browser_sends() {
        let posted = Posted::read(
            "key=k&q=leksand&pick=a&role-a=Ledamot&department-a=&role-b=Ej+markerad&pick=c&primary=c&primary=b",
        );
        let links: Vec<_> = posted
            .links
            .iter()
            .map(|link| (link.other.as_str(), link.role.as_str(), link.primary))
            .collect();
        assert_eq!(links, [("a", "Ledamot", false), ("c", "", true)]);
        assert_eq!(
            (posted.key.as_str(), posted.query.as_str()),
            ("k", "leksand")
        );
        assert_eq!((posted.create, posted.saved), (None, false));
        assert!(Posted::read("?saved").saved);
        let command = "019f0000-0000-7000-8000-000000000000";
        let saved = Posted::read(&format!("?saved={command}"));
        assert_eq!((saved.saved, saved.command), (true, command.parse().ok()));
        assert_eq!(
            Posted::read("create=Brf+Ek&create=").create.as_deref(),
            Some("Brf Ek")
        );
        assert_eq!(Posted::read(""), Posted::default());
    }

    #[test]
    fn the_last_word_is_the_last_name() {
        let of = |written: &str| {
            let (first, last) = names(written);
            format!("{first}|{last}")
        };
        assert_eq!(of(" Karin  Söderström "), "Karin|Söderström");
        assert_eq!(of("Söderström"), "|Söderström");
        assert_eq!(of("Karin Maria Ek"), "Karin Maria|Ek");
    }
}
