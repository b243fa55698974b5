//! Marks what matched.

use leptos::prelude::*;

/// A text with the matched parts in `<mark>`.
///
/// `ranges` are byte ranges in order, as the search gives them. A range that does not fit the
/// text (past its end, inside a character, overlapping) is left out.
#[component]
pub fn Highlight(
    /// The whole text.
    #[prop(into)]
    text: String,
    /// The matched parts.
    ranges: Vec<(usize, usize)>,
) -> impl IntoView {
    parts(&text, &ranges)
        .into_iter()
        .map(|(part, marked)| {
            let part = part.to_owned();
            if marked {
                view! { <mark>{part}</mark> }.into_any()
            } else {
                part.into_any()
            }
        })
        .collect_view()
}

/// The text cut into parts: matched or not. No part is empty, unless the text is.
fn parts<'a>(text: &'a str, ranges: &[(usize, usize)]) -> Vec<(&'a str, bool)> {
    let mut parts = Vec::with_capacity(ranges.len() * 2 + 1);
    let mut done = 0;
    for &(from, to) in ranges {
        if from < done || from >= to {
            continue;
        }
        let (Some(before), Some(marked)) = (text.get(done..from), text.get(from..to)) else {
            continue;
        };
        if !before.is_empty() {
            parts.push((before, false));
        }
        parts.push((marked, true));
        done = to;
    }
    match text.get(done..) {
        Some(rest) if !rest.is_empty() || parts.is_empty() => parts.push((rest, false)),
        _ => {}
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn cuts_at_the_ranges() {
        assert_eq!(
            parts("Söderström", &[(0, 6)]),
            [("Söder", true), ("ström", false)]
        );
        assert_eq!(
            parts("Väster-Söder", &[(8, 14)]),
            [("Väster-", false), ("Söder", true)]
        );
        assert_eq!(parts("ab", &[(0, 1), (1, 2)]), [("a", true), ("b", true)]);
        assert_eq!(parts("", &[]), [("", false)]);
    }

    #[test]
    fn leaves_out_ranges_that_do_not_fit() {
        for wrong in [(0, 99), (2, 3), (5, 5), (7, 4)] {
            assert_eq!(parts("Söder", &[wrong]), [("Söder", false)], "{wrong:?}");
        }
        assert_eq!(
            parts("Söder", &[(0, 1), (0, 3)]),
            [("S", true), ("öder", false)]
        );
    }
}
