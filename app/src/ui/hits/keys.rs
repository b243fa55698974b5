//! Where keys lead in the hit list.

use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::ui::dom;

/// How far Page Up and Page Down go.
const PAGE: usize = 10;
/// Letters typed within this many milliseconds belong together.
const TYPING_MS: f64 = 700.0;

/// The row that a key leads to.
pub(super) fn target_of(
    event: &leptos::ev::KeyboardEvent,
    rows: &[HtmlElement],
    typed: StoredValue<(String, f64)>,
) -> Option<usize> {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || rows.is_empty() {
        return None;
    }
    let focused = dom::focused();
    let at = rows.iter().position(|row| focused.as_ref() == Some(row))?;
    if let Some(target) = moved(&event.key(), at, rows.len() - 1) {
        return Some(target);
    }
    let mut letters = event.key().chars().collect::<Vec<_>>().into_iter();
    let letter = letters
        .next()
        .filter(|c| letters.len() == 0 && c.is_alphanumeric())?;
    typed.update_value(|(text, last)| {
        if event.time_stamp() - *last > TYPING_MS {
            text.clear();
        }
        *last = event.time_stamp();
        text.extend(letter.to_lowercase());
    });
    let text = typed.with_value(|(text, _)| text.clone());
    // One letter goes on from the next row, more letters may stay.
    let from = if text.chars().count() == 1 {
        at + 1
    } else {
        at
    };
    (from..rows.len())
        .chain(0..from)
        .find(|n| begins_with(&rows[*n], &text))
}

fn begins_with(row: &HtmlElement, text: &str) -> bool {
    let name = row
        .query_selector(".name b")
        .ok()
        .flatten()
        .and_then(|name| name.text_content());
    let name = name.unwrap_or_default().to_lowercase();
    name.split_whitespace().any(|word| word.starts_with(text))
}

/// Where a key that moves leads, from the row `at`, when the last one is `last`.
fn moved(key: &str, at: usize, last: usize) -> Option<usize> {
    Some(match key {
        "ArrowDown" => (at + 1).min(last),
        "ArrowUp" => at.saturating_sub(1),
        "PageDown" => (at + PAGE).min(last),
        "PageUp" => at.saturating_sub(PAGE),
        "Home" => 0,
        "End" => last,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn keys_stay_within_the_list() {
        assert_eq!(moved("ArrowDown", 3, 4), Some(4));
        assert_eq!(moved("ArrowDown", 4, 4), Some(4));
        assert_eq!(moved("ArrowUp", 0, 4), Some(0));
        assert_eq!(moved("PageDown", 0, 4), Some(4));
        assert_eq!(moved("PageDown", 0, 40), Some(10));
        assert_eq!(moved("PageUp", 15, 40), Some(5));
        assert_eq!(moved("Home", 4, 4), Some(0));
        assert_eq!(moved("End", 0, 4), Some(4));
        assert_eq!(moved("Enter", 0, 4), None);
    }
}
