//! Initials on a colour. Round is a person, square a company.

use leptos::prelude::*;

/// One of the eight colours, chosen by the id so that it stays with its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hue(u8);

impl Hue {
    /// The colour of a row, from the bytes of its id (`ContactId.0.as_bytes()`).
    #[must_use]
    pub fn of(id: &[u8]) -> Self {
        // FNV-1a: ids made in the same millisecond differ only at the end.
        let hash = id.iter().fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
        });
        Self(((hash ^ (hash >> 16)) % 8) as u8)
    }

    /// The colour with this number, counted round.
    #[must_use]
    pub fn number(n: u8) -> Self {
        Self(n % 8)
    }
}

/// How large an avatar is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AvatarSize {
    /// 20 px.
    Xs,
    /// 24 px.
    Sm,
    /// 32 px.
    #[default]
    Normal,
    /// 44 px.
    Lg,
    /// 68 px.
    Xl,
}

/// Initials on a colour; hidden from assistive technology, since the name stands beside it.
#[component]
pub fn Avatar(
    /// The name that the initials are taken from.
    #[prop(into)]
    name: String,
    /// The colour.
    hue: Hue,
    /// How large.
    #[prop(optional)]
    size: AvatarSize,
    /// A company.
    #[prop(optional)]
    org: bool,
) -> impl IntoView {
    let size = match size {
        AvatarSize::Xs => " xs",
        AvatarSize::Sm => " sm",
        AvatarSize::Normal => "",
        AvatarSize::Lg => " lg",
        AvatarSize::Xl => " xl",
    };
    let kind = if org { " org" } else { "" };
    let class = format!("avatar{size}{kind} hue-{}", hue.0 + 1);
    view! { <span class=class aria-hidden="true">{initials(&name, org)}</span> }
}

/// What says of what kind a company is, and nothing of which.
const FORMS: [&str; 6] = ["ab", "hb", "kb", "ek.", "för.", "(publ)"];

/// First letters in capitals: of a person's first and last word, of a company's first two that have a
/// letter and are not its form.
fn initials(name: &str, org: bool) -> String {
    let tells = |word: &&str| {
        let counts: fn(char) -> bool = if org {
            char::is_alphabetic
        } else {
            char::is_alphanumeric
        };
        word.chars().any(counts) && !(org && FORMS.contains(&&*word.to_lowercase()))
    };
    let mut words = name.split_whitespace().filter(tells);
    let first = words.next();
    let second = if org { words.next() } else { words.next_back() };
    let letters = first
        .into_iter()
        .chain(second)
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()))
        .flat_map(char::to_uppercase)
        .collect::<String>();
    // A company that is only a number.
    if letters.is_empty() && org {
        return initials(name, false);
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::{Hue, initials};

    #[test]
    fn initials_are_of_the_words_that_tell() {
        assert_eq!(initials("Karin Söderström", false), "KS");
        assert_eq!(initials("åsa maria öhrn", false), "ÅÖ");
        assert_eq!(initials("  ", false), "");
        for (company, letters) in [
            ("Norrsken Fastigheter AB", "NF"),
            ("Brf Björken 4", "BB"),
            ("Bygg & Trä AB", "BT"),
            ("IKEA", "I"),
            ("Ek AB", "E"),
            ("4 AB", "4A"),
        ] {
            assert_eq!(initials(company, true), letters, "{company}");
        }
    }

    #[test]
    fn ids_in_a_row_get_all_colours() {
        let mut seen = [false; 8];
        for n in 0..64_u8 {
            let mut id = [7_u8; 16];
            id[15] = n;
            seen[usize::from(Hue::of(&id).0)] = true;
        }
        assert_eq!(seen, [true; 8]);
    }
}
