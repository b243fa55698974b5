//! The forms of the notes tab, as they are posted.

use domain::NoteId;
use domain::edit::{Edit, Field, Target};
use uuid::Uuid;

use crate::form_body::FormBody;

/// What a form asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Act {
    /// Saving what was written.
    #[default]
    Save,
    /// Putting the note above the others.
    Pin,
    /// Putting it back among them.
    Unpin,
    /// Putting it in the trash.
    Trash,
}

impl Act {
    /// Its word in a form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Save => "save",
            Self::Pin => "pin",
            Self::Unpin => "unpin",
            Self::Trash => "trash",
        }
    }

    /// What it changes of the note, when it puts it above the others or back.
    #[must_use]
    pub fn edit(self, note: NoteId) -> Option<Edit> {
        let (was, value) = match self {
            Self::Pin => ("false", "true"),
            Self::Unpin => ("true", "false"),
            Self::Save | Self::Trash => return None,
        };
        Some(Edit::one(Target::Note(note), Field::Pinned, was, value))
    }

    fn read(word: &str) -> Self {
        [Self::Pin, Self::Unpin, Self::Trash]
            .into_iter()
            .find(|act| act.as_str() == word)
            .unwrap_or_default()
    }
}

/// A form that was posted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Posted {
    /// What it asks for.
    pub act: Act,
    /// The note; none for a new one.
    pub note: Option<Uuid>,
    /// What it said when the form was opened.
    pub was: String,
    /// What it is to say.
    pub body: String,
    /// The idempotency key of a new one.
    pub key: String,
}

impl Posted {
    /// Reads `application/x-www-form-urlencoded`.
    #[must_use]
    pub fn read(body: &str) -> Self {
        let form = FormBody::read(body);
        // What a browser sends of a text has the line breaks of the wire (HTML, «form submission»).
        let text = |name| form.get(name).replace("\r\n", "\n");
        Self {
            act: Act::read(form.get("act")),
            note: form.get("note").parse().ok(),
            was: text("was"),
            body: text("body"),
            key: form.get("key").to_owned(),
        }
    }
}

/// What the tab is to write, from its address: `new`, or `edit={id}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// A new note.
    New,
    /// This one.
    Edit(Uuid),
}

impl Writing {
    /// Reads the query of an address.
    #[must_use]
    pub fn from_query(query: &str) -> Option<Self> {
        domain::search::query_pairs(query).find_map(|(name, value)| match &*name {
            "new" => Some(Self::New),
            "edit" => value.parse().ok().map(Self::Edit),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read() {
        let id = Uuid::from_u128(7);
        let posted = Posted::read(&format!("act=pin&note={id}&body=a%0D%0Ab&was=&key=k"));
        assert_eq!((posted.act, posted.note), (Act::Pin, Some(id)));
        assert_eq!((posted.body.as_str(), posted.key.as_str()), ("a\nb", "k"));
        assert_eq!(Posted::read("act=explode").act, Act::Save);
    }

    #[test]
    fn the_address_says_what_is_written() {
        let id = Uuid::from_u128(7);
        assert_eq!(Writing::from_query("?tab=notes&new"), Some(Writing::New));
        assert_eq!(
            Writing::from_query(&format!("?edit={id}")),
            Some(Writing::Edit(id))
        );
        assert_eq!(Writing::from_query("?tab=notes&edit=x"), None);
    }
}
