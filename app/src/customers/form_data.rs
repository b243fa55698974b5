//! The customer form as it travels, with JavaScript and without.

use domain::CustomerId;
use domain::customer::CustomerDraft;
use serde::Deserialize;

/// Name of the field that says what is to be done.
pub const ACT: &str = "act";

/// What a form asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// To be saved.
    #[default]
    Save,
    /// To be a customer no longer.
    End,
    /// To see the personal number.
    Show,
}

/// A form that was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Posted {
    /// Everything typed.
    pub draft: CustomerDraft,
    /// What stood there when the form was opened.
    pub was: CustomerDraft,
    /// The idempotency key.
    pub key: String,
    /// What is asked for.
    pub act: Act,
    /// The customer row, for all but saving.
    pub customer: Option<CustomerId>,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Rest {
    was: CustomerDraft,
    key: String,
    act: Act,
    customer: Option<CustomerId>,
}

impl Posted {
    /// Reads a form.
    ///
    /// # Errors
    /// When it is not a form at all.
    pub fn read(body: &str) -> Result<Self, serde_qs::Error> {
        let config = serde_qs::Config::new(5, false);
        let draft = config.deserialize_str(body)?;
        let rest: Rest = config.deserialize_str(body)?;
        Ok(Self {
            draft,
            was: rest.was,
            key: rest.key,
            act: rest.act,
            customer: rest.customer,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_a_browser_sends() {
        let body = "key=k&was%5Bstreet%5D=Tallstigen+8&was[blocked]=false&street=Tallstigen+9&delivery=letter\
                    &blocked=true&act=save";
        let posted = Posted::read(body).unwrap();
        assert_eq!(posted.draft.street, "Tallstigen 9");
        assert!(posted.draft.blocked && !posted.was.blocked);
        assert_eq!(posted.was.street, "Tallstigen 8");
        assert_eq!(posted.act, Act::Save);
        let ended = Posted::read("act=end&customer=0194f000-0000-7000-8000-00000000000a").unwrap();
        assert_eq!(ended.act, Act::End);
        assert!(ended.customer.is_some());
    }
}
