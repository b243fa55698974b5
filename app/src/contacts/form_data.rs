//! The new-contact form as it travels: `application/x-www-form-urlencoded` with nested names,
//! read by the same code in the browser and, without JavaScript, on the server.

use domain::contact::ContactDraft;
use serde::Deserialize;

/// Name of the hidden field with the idempotency key.
pub const KEY: &str = "key";
/// Name of the submit buttons.
pub const SAVE_AS: &str = "save_as";
/// Value of «Spara som privatkund».
pub const CUSTOMER: &str = "customer";

/// A form that was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Posted {
    /// Everything typed.
    pub draft: ContactDraft,
    /// The idempotency key.
    pub key: String,
    /// «Spara som privatkund».
    pub as_customer: bool,
}

#[derive(Deserialize)]
struct Rest {
    #[serde(default)]
    key: String,
    #[serde(default)]
    save_as: String,
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
            key: rest.key,
            as_customer: rest.save_as == CUSTOMER,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_a_browser_sends() {
        let body = "key=k&first_name=%C3%85sa&last_name=Palm+S%C3%B6derqvist&private=true\
                    &phones%5B0%5D%5Blabel%5D=mobile&phones%5B0%5D%5Bvalue%5D=070-174+06+58\
                    &emails%5B0%5D%5Bvalue%5D=&addresses[0][street]=Tallstigen+9\
                    &categories%5B%5D=a&categories%5B%5D=b&save_as=customer";
        let posted = Posted::read(body).unwrap();
        assert_eq!(posted.draft.first_name, "Åsa");
        assert_eq!(posted.draft.last_name, "Palm Söderqvist");
        assert!(posted.draft.private);
        assert_eq!(posted.draft.phones[0].value, "070-174 06 58");
        assert_eq!(posted.draft.addresses[0].street, "Tallstigen 9");
        assert_eq!(posted.draft.categories, ["a", "b"]);
        assert!(posted.as_customer);
    }

    #[test]
    fn an_empty_form_is_an_empty_draft() {
        let posted = Posted::read("key=k&save_as=contact").unwrap();
        assert_eq!(posted.draft, ContactDraft::default());
        assert!(!posted.as_customer);
    }
}
