//! Markdown as HTML that can do nothing: on the server alone, so that the browser loads no parser.
//!
//! HTML in a note is text, and so is an image; a link leads to the web, to an address or to a number.
//! A note is shown with `inner_html`, so what comes out of here is all that stands between what
//! somebody wrote and the page.

use domain::note::Note;
use domain::notice::{Mention, parts};
use pulldown_cmark::{
    CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream, html,
};

use super::api::Shown;

/// Where a link may lead.
const SCHEMES: [&str; 4] = ["https://", "http://", "mailto:", "tel:"];

/// A note as it is shown: `mentions` are those of its page.
#[must_use]
pub fn shown(note: Note, mentions: &[Mention]) -> Shown {
    let of_it = mentions.iter().filter(|mention| mention.note == note.id);
    let named: Vec<(&str, &str)> = of_it
        .clone()
        .flat_map(|mention| {
            let words = mention.words.iter();
            words.map(|words| (&**words, &*mention.name))
        })
        .collect();
    let untold = of_it.filter(|mention| !mention.told);
    Shown {
        html: to_html(&note.body, &named),
        untold: untold.map(|mention| mention.name.clone()).collect(),
        note,
    }
}

/// A note as HTML. `named` are the words that name somebody, and the name that they have now.
#[must_use]
pub fn to_html(body: &str, named: &[(&str, &str)]) -> String {
    let options =
        Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_TABLES;
    let mut harmless = Harmless::default();
    let events = Parser::new_ext(body, options).filter_map(|event| harmless.event(event));
    let mut in_code = false;
    // What stands between two signs of Markdown is one text, also where it might have been another sign.
    let events = TextMergeStream::new(events).flat_map(|event| {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            _ => {}
        }
        match event {
            Event::Text(text) if !in_code && !named.is_empty() => with_names(&text, named),
            other => vec![other],
        }
    });
    let mut out = String::with_capacity(body.len() * 2);
    html::push_html(&mut out, events);
    out
}

/// A text in which those that it names stand out.
fn with_names(text: &str, named: &[(&str, &str)]) -> Vec<Event<'static>> {
    let part = |(part, name): (&str, Option<&str>)| match name {
        Some(name) => {
            let (part, name) = (escaped(part), escaped(name));
            Event::InlineHtml(
                format!("<span class=\"mention\" title=\"{name}\">{part}</span>").into(),
            )
        }
        None => Event::Text(part.to_owned().into()),
    };
    parts(text, named).into_iter().map(part).collect()
}

/// What of Markdown is left.
#[derive(Default)]
struct Harmless {
    /// Links that are open: whether each is written.
    links: Vec<bool>,
}

impl Harmless {
    fn event<'a>(&mut self, event: Event<'a>) -> Option<Event<'a>> {
        Some(match event {
            Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
            // As it was typed, line by line.
            Event::SoftBreak => Event::HardBreak,
            // Headings of a note stand below those of the page.
            Event::Start(Tag::Heading { .. }) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::Heading(_)) => Event::End(TagEnd::Paragraph),
            Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            Event::Start(Tag::Image { dest_url, .. }) => Event::Text(said(&dest_url)),
            Event::End(TagEnd::Image) => return None,
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                ..
            }) => {
                let address = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.to_string(),
                };
                let leads = leads_somewhere(&address);
                self.links.push(leads);
                match leads {
                    true => Event::InlineHtml(opening(&address)),
                    false => return None,
                }
            }
            Event::End(TagEnd::Link) => match self.links.pop() {
                Some(true) => Event::InlineHtml("</a>".into()),
                _ => return None,
            },
            other => other,
        })
    }
}

fn leads_somewhere(address: &str) -> bool {
    SCHEMES.iter().any(|scheme| {
        address
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

/// A page that is opened from a note learns nothing of where it was opened from.
fn opening(address: &str) -> CowStr<'static> {
    let address = escaped(address);
    format!("<a href=\"{address}\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">").into()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn said(address: &str) -> CowStr<'static> {
    format!("{address} ").into()
}

#[cfg(test)]
mod tests {
    use super::to_html as with_names;

    fn to_html(body: &str) -> String {
        with_names(body, &[])
    }

    #[test]
    fn what_people_write_looks_like_it() {
        assert_eq!(
            to_html("**Viktigt**\nring *i dag*"),
            "<p><strong>Viktigt</strong><br />\nring <em>i dag</em></p>\n"
        );
        assert_eq!(
            to_html("- ett\n- två"),
            "<ul>\n<li>ett</li>\n<li>två</li>\n</ul>\n"
        );
        assert!(to_html("[avtal](https://ek.example/a?b=1&c=2)").contains(
            "<a href=\"https://ek.example/a?b=1&amp;c=2\" rel=\"noopener noreferrer nofollow\""
        ));
    }

    #[test]
    fn hostile_notes_are_inert() {
        for hostile in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "![x](https://spy.example/a.png)",
            "[x](https://a.example/\"onmouseover=\"alert(1))",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<https://a.example/\" onclick=\"alert(1)>",
            "[x]: javascript:alert(1)\n\n[x]",
            "<svg/onload=alert(1)>",
            "<!-- --><iframe src=//a.example>",
            "`<b>`",
            "```\n</code></pre><script>alert(1)</script>\n```",
            "```\" onclick=\"alert(1)\ncode\n```",
            "| <script> | b |\n|---|---|\n| <img src=x> | y |",
        ] {
            let html = to_html(hostile);
            let mut rest = html.as_str();
            while let Some((_, after)) = rest.split_once('<') {
                let (tag, next) = after.split_once('>').expect("a tag ends");
                assert!(is_known(tag), "{hostile}: <{tag}> in {html}");
                rest = next;
            }
        }
    }

    #[test]
    fn those_that_are_named_stand_out() {
        let named = [("Anna Berg", "Anna Ek"), ("Anna", "Anna Ek")];
        assert_eq!(
            with_names("Fråga **@Anna Berg**, inte @Annabell.", &named),
            "<p>Fråga <strong><span class=\"mention\" title=\"Anna Ek\">@Anna Berg</span></strong>, inte @Annabell.</p>\n"
        );
        for unnamed in ["`@Anna`", "```\n@Anna\n```", "x@Anna"] {
            assert!(!with_names(unnamed, &named).contains("span"), "{unnamed}");
        }
    }

    #[test]
    fn hostile_names_are_inert() {
        let hostile = "<img src=x onerror=\"alert(1)\">";
        let body = format!("@{hostile} @x");
        let html = with_names(&body, &[(hostile, hostile), ("x", "\"><script>")]);
        let mut rest = html.as_str();
        while let Some((_, after)) = rest.split_once('<') {
            let (tag, next) = after.split_once('>').expect("a tag ends");
            let span = tag.strip_prefix("span class=\"mention\" title=\"");
            let inert =
                span.is_some_and(|title| title.matches('"').count() == 1 && title.ends_with('"'));
            assert!(
                inert || ["p", "/p", "/span"].contains(&tag),
                "<{tag}> in {html}"
            );
            rest = next;
        }
    }

    /// Tags that Markdown makes, with no attributes but those of ours.
    fn is_known(tag: &str) -> bool {
        let tag = tag.trim_start_matches('/').trim_end_matches(" /");
        if let Some(attributes) = tag.strip_prefix("a ") {
            let address = attributes
                .strip_prefix("href=\"")
                .and_then(|rest| rest.split_once('"'));
            return address.is_some_and(|(address, rest)| {
                address.starts_with("https://")
                    && rest == " rel=\"noopener noreferrer nofollow\" target=\"_blank\""
            });
        }
        if let Some(class) = tag.strip_prefix("code class=\"language-") {
            return class
                .trim_end_matches('"')
                .chars()
                .all(|c| c != '"' && c != '<');
        }
        [
            "p",
            "br",
            "strong",
            "em",
            "del",
            "ul",
            "ol",
            "li",
            "a",
            "code",
            "pre",
            "blockquote",
            "hr",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
        ]
        .contains(&tag)
    }
}
