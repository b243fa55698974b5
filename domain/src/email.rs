//! E-mail addresses.

use crate::Problem;

/// Longest address, in bytes (RFC 5321 §4.5.3.1.3, less the angle brackets).
pub const MAX_EMAIL_BYTES: usize = 254;

/// An e-mail address that could exist: local part as typed, domain in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Email {
    /// `karin.soderstrom@norrsken.example`.
    pub address: String,
}

impl Email {
    /// What stands after `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.address
            .rsplit_once('@')
            .map_or("", |(_, domain)| domain)
    }
}

/// Reads an address as it is typed.
///
/// The local part keeps its case, since only the receiving server knows whether it matters.
/// Letters beyond ASCII are allowed on both sides (RFC 6531), quoted local parts are not.
///
/// # Errors
/// [`Problem::Email`] when it is not an address.
pub fn parse(text: &str) -> Result<Email, Problem> {
    let text = text.trim();
    let (local, domain) = text.split_once('@').ok_or(Problem::Email)?;
    let domain = domain.to_lowercase();
    if text.len() > MAX_EMAIL_BYTES || !is_local(local) || !is_host(&domain) {
        return Err(Problem::Email);
    }
    let address = format!("{local}@{domain}");
    // Lower case can be longer than upper case beyond ASCII.
    if address.len() > MAX_EMAIL_BYTES {
        Err(Problem::Email)
    } else {
        Ok(Email { address })
    }
}

fn is_local(local: &str) -> bool {
    let atext = |letter: char| letter.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(letter);
    local.len() <= 64
        && local
            .split('.')
            .all(|atom| !atom.is_empty() && atom.chars().all(atext))
}

/// A host name with a dot in it, in lower case: what e-mail and websites need.
pub(crate) fn is_host(host: &str) -> bool {
    let Some((_, top)) = host.rsplit_once('.') else {
        return false;
    };
    host.len() <= 253
        && host.split('.').all(is_label)
        && !top.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_label(label: &str) -> bool {
    let letter = |letter: char| {
        letter == '-' || letter.is_ascii_alphanumeric()
            // Combining marks stand in some scripts' labels; İ leaves one when put in lower case.
            || (!letter.is_ascii() && (letter.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&letter)))
    };
    !label.is_empty()
        && label.len() <= 63
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(letter)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn accepts_addresses() {
        for (typed, kept) in [
            (
                " karin.soderstrom@Norrsken.Example ",
                "karin.soderstrom@norrsken.example",
            ),
            ("Karin@norrsken.example", "Karin@norrsken.example"),
            (
                "o'brien+crm@mail.norrsken.example",
                "o'brien+crm@mail.norrsken.example",
            ),
            ("åsa@ÅKERI.example", "åsa@åkeri.example"),
            ("a@xn--keri-qoa.example", "a@xn--keri-qoa.example"),
        ] {
            assert_eq!(parse(typed).map(|email| email.address).as_deref(), Ok(kept));
        }
    }

    #[test]
    fn refuses_the_rest() {
        let long_local = format!("{}@norrsken.example", "a".repeat(65));
        let long_domain = format!("a@{}.example", "abcdefghi.".repeat(25));
        for text in [
            "",
            "karin",
            "karin@",
            "@norrsken.example",
            "karin@norrsken",
            "a@b@norrsken.example",
            "karin @norrsken.example",
            "karin..s@norrsken.example",
            ".karin@norrsken.example",
            "karin@-norrsken.example",
            "karin@norrsken..example",
            "karin@norrsken.example.",
            "karin@10.0.0.1",
            "karin@norrsken.example\r\nBcc: x@y.example",
            "\"k s\"@norrsken.example",
            "Karin <karin@norrsken.example>",
            "karin,s@norrsken.example",
            &long_local,
            &long_domain,
        ] {
            assert_eq!(parse(text), Err(Problem::Email), "{text}");
        }
    }

    proptest! {
        #[test]
        fn never_panics_and_parses_its_own_output(text in "\\PC{0,20}(@\\PC{0,20}\\.[a-zåÅ]{2,8})?") {
            if let Ok(email) = parse(&text) {
                prop_assert_eq!(parse(&email.address), Ok(email.clone()));
                prop_assert!(!email.domain().is_empty());
            }
        }

        #[test]
        fn accepts_the_ordinary(local in "[A-Za-z0-9]{1,20}(\\.[a-z0-9_+-]{1,20}){0,2}", domain in "([a-z0-9]{1,20}\\.){1,3}[a-z]{2,10}") {
            prop_assert_eq!(
                parse(&format!("{local}@{domain}")).map(|email| email.address),
                Ok(format!("{local}@{domain}"))
            );
        }
    }
}
