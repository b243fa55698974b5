//! The new-company form as it travels, as [`crate::contacts::form_data`] does.

use domain::company::CompanyDraft;
use serde::Deserialize;

/// A form that was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Posted {
    /// Everything typed.
    pub draft: CompanyDraft,
    /// The idempotency key.
    pub key: String,
}

#[derive(Deserialize)]
struct Rest {
    #[serde(default)]
    key: String,
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
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_a_browser_sends() {
        let body = "key=k&name=Norrsken+Fastigheter+AB&organisation_number=556600-4825\
                    &phones%5B0%5D%5Blabel%5D=switchboard&phones%5B0%5D%5Bvalue%5D=08-465+004+20\
                    &addresses[0][city]=Stockholm&categories%5B%5D=a";
        let posted = Posted::read(body).unwrap();
        assert_eq!(posted.draft.name, "Norrsken Fastigheter AB");
        assert_eq!(posted.draft.organisation_number, "556600-4825");
        assert_eq!(posted.draft.phones[0].label, "switchboard");
        assert_eq!(posted.draft.addresses[0].city, "Stockholm");
        assert_eq!(posted.draft.categories, ["a"]);
        assert_eq!(posted.key, "k");
        assert_eq!(
            Posted::read("key=k").unwrap().draft,
            CompanyDraft::default()
        );
    }
}
