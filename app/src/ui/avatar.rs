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
    view! { <span class=class aria-hidden="true">{initials(&name)}</span> }
}

/// First letters of the first and the last word, in capitals.
fn initials(name: &str) -> String {
    let mut words = name
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric));
    let first = words.next();
    let last = words.next_back();
    first
        .into_iter()
        .chain(last)
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()))
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Hue, initials};

    #[test]
    fn initials_are_of_the_first_and_the_last_word() {
        assert_eq!(initials("Karin Söderström"), "KS");
        assert_eq!(initials("åsa maria öhrn"), "ÅÖ");
        assert_eq!(initials("IKEA"), "I");
        assert_eq!(initials("Bygg & Trä AB"), "BA");
        assert_eq!(initials("  "), "");
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
