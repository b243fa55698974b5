//! Markdown as HTML that can do nothing: on the server alone, so that the browser loads no parser.
//!
//! HTML in a note is text, and so is an image; a link leads to the web, to an address or to a number.
//! A note is shown with `inner_html`, so what comes out of here is all that stands between what
//! somebody wrote and the page.

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, html};

/// Where a link may lead.
const SCHEMES: [&str; 4] = ["https://", "http://", "mailto:", "tel:"];

/// A note as HTML.
#[must_use]
pub fn to_html(body: &str) -> String {
    let options =
        Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_TABLES;
    let mut harmless = Harmless::default();
    let events = Parser::new_ext(body, options).filter_map(|event| harmless.event(event));
    let mut out = String::with_capacity(body.len() * 2);
    html::push_html(&mut out, events);
    out
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
    let address = address
        .replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    format!("<a href=\"{address}\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">").into()
}

fn said(address: &str) -> CowStr<'static> {
    format!("{address} ").into()
}

#[cfg(test)]
mod tests {
    use super::to_html;

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
