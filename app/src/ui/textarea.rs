//! The only place that renders a textarea.
//!
//! Leptos 0.8 does not escape the text inside a textarea on the server (tachys 0.2.19; fixed in
//! 0.9), so a note with `</textarea><script>` in it would be code on the page. The text is
//! therefore escaped here and handed over as HTML, which the server writes and the browser parses
//! alike.

use leptos::prelude::*;

use super::{Text, field::Frame};

/// A text of several lines, uncontrolled: `value` is what it starts with. It grows as one writes.
#[component]
pub fn TextArea(
    /// Name in the form.
    #[prop(into)]
    name: Text,
    /// What it starts with.
    #[prop(optional, into)]
    value: Text,
    /// Lines to begin with.
    #[prop(default = 3)]
    rows: u32,
) -> impl IntoView {
    let frame = Frame::here();
    let invalid = frame.invalid();
    view! {
        <textarea
            class="input"
            id=frame.id
            name=name
            rows=rows.to_string()
            aria-describedby=frame.described_by
            aria-invalid=invalid
            inner_html=escape(&value)
        ></textarea>
    }
}

/// As HTML that means just this text inside a textarea.
fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 8);
    // The parser takes away a line break that comes first.
    if text.starts_with('\n') {
        html.push('\n');
    }
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            _ => html.push(c),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn cannot_leave_the_textarea() {
        assert_eq!(
            escape("</textarea><script>alert(1)</script>"),
            "&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
        );
        assert_eq!(escape("Ek & Söner"), "Ek &amp; Söner");
        assert_eq!(escape("&lt;"), "&amp;lt;");
    }

    #[test]
    fn keeps_a_line_break_that_comes_first() {
        assert_eq!(escape("\nrad två"), "\n\nrad två");
        assert_eq!(escape("rad ett\n"), "rad ett\n");
    }
}
