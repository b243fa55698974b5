//! The row of tools over a note: they put the signs of Markdown round what is marked.

use leptos::prelude::*;
use web_sys::HtmlTextAreaElement;

use super::texts::NoteTexts;

/// What a tool does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tool {
    Bold,
    Italic,
    List,
    Link,
}

/// The tools of the textarea with this id, and one of its own. They need JavaScript, and appear with it.
pub(super) fn tools(id: &'static str, more: AnyView) -> AnyView {
    let texts = NoteTexts::here();
    let tool = |tool: Tool, sign: &'static str, name: &'static str| {
        view! {
            <button type="button" class="btn quiet sm tool" aria-label=name title=name on:click=move |_| apply(id, tool)>
                {sign}
            </button>
        }
    };
    view! {
        <div class="row once-hydrated tools" role="group" aria-label=texts.tools>
            {tool(Tool::Bold, "B", texts.bold)}
            {tool(Tool::Italic, "I", texts.italic)}
            {tool(Tool::List, "•", texts.list)}
            {tool(Tool::Link, "↗", texts.link)}
            {more}
        </div>
    }
    .into_any()
}

fn apply(id: &str, tool: Tool) {
    let Some(area) = super::form::area(id) else {
        return;
    };
    let (start, end) = marked(&area);
    // The browser counts in UTF-16.
    let text: Vec<u16> = area.value().encode_utf16().collect();
    let (start, end) = (start.min(text.len()), end.min(text.len()));
    let part = |from: usize, to: usize| String::from_utf16_lossy(&text[from..to.max(from)]);
    let inserted = mark(tool, &part(start, end), NoteTexts::here().link_words);
    put(&area, start, end, &inserted);
}

/// Where what is marked begins and ends, as the browser counts.
pub(super) fn marked(area: &HtmlTextAreaElement) -> (usize, usize) {
    let place = |end: Option<u32>| usize::try_from(end.unwrap_or_default()).unwrap_or_default();
    (
        place(area.selection_start().ok().flatten()),
        place(area.selection_end().ok().flatten()),
    )
}

/// Replaces what is marked, so that the browser's own undo takes it back, and marks what came.
fn put(area: &HtmlTextAreaElement, start: usize, end: usize, text: &str) {
    let after = start + text.encode_utf16().count();
    replace(area, (start, end), text, (start, after));
}

/// Replaces a part and marks another; whoever listens hears of it as of what is typed.
pub(super) fn replace(
    area: &HtmlTextAreaElement,
    part: (usize, usize),
    text: &str,
    mark: (usize, usize),
) {
    let _ = area.focus();
    let at = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
    let _ = area.set_range_text_with_start_and_end(text, at(part.0), at(part.1));
    let _ = area.set_selection_range(at(mark.0), at(mark.1));
    if let Ok(event) = web_sys::Event::new("input") {
        // As the browser's own does: the form keeps the draft.
        event.init_event_with_bubbles("input", true);
        let _ = area.dispatch_event(&event);
    }
}

/// What is marked, with the signs round it.
fn mark(tool: Tool, marked: &str, link_words: &str) -> String {
    match tool {
        Tool::Bold => format!("**{marked}**"),
        Tool::Italic => format!("*{marked}*"),
        Tool::List => {
            let lines: Vec<String> = marked.split('\n').map(|line| format!("- {line}")).collect();
            lines.join("\n")
        }
        Tool::Link if marked.is_empty() => format!("[{link_words}](https://)"),
        Tool::Link => format!("[{marked}](https://)"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Tool, mark};

    #[test]
    fn signs_stand_round_what_is_marked() {
        assert_eq!(mark(Tool::Bold, "i dag", ""), "**i dag**");
        assert_eq!(mark(Tool::Italic, "", ""), "**");
        assert_eq!(mark(Tool::List, "ett\ntvå", ""), "- ett\n- två");
        assert_eq!(mark(Tool::Link, "avtal", "länk"), "[avtal](https://)");
        assert_eq!(mark(Tool::Link, "", "länk"), "[länk](https://)");
    }
}
