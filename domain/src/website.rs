//! Web addresses: only what a link on a card may lead to.

use crate::Problem;
use crate::email::is_host;

/// Longest web address, in characters.
pub const MAX_WEBSITE_CHARS: usize = 2000;

/// A web address with http or https.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Website {
    /// `https://norrsken.example/om-oss`.
    pub url: String,
}

impl Website {
    /// As it is shown: without scheme, and without a slash that says nothing.
    #[must_use]
    pub fn shown(&self) -> &str {
        shown(&self.url)
    }
}

/// A saved web address as it is shown: `norrsken.example`.
#[must_use]
pub fn shown(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.strip_suffix('/')
        .filter(|host| !host.contains('/'))
        .unwrap_or(rest)
}

/// The domain of a saved web address, without `www.`: what two companies that are one have in common.
/// `crm.company.website_host` says the same.
#[must_use]
pub fn domain(url: &str) -> &str {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    let end = rest.find(['/', '?', '#', ':']).unwrap_or(rest.len());
    let host = rest.get(..end).unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

/// Reads an address as it is typed; `https://` is added when there is no scheme.
///
/// # Errors
/// [`Problem::Website`] for another scheme, a host without a dot, a user name in the address
/// (which makes a link look as if it leads elsewhere), spaces or control characters.
pub fn parse(text: &str) -> Result<Website, Problem> {
    let text = text.trim();
    let unwanted = |letter: char| {
        letter.is_whitespace()
            || letter.is_control()
            || matches!(letter, '<' | '>' | '"' | '\\' | '`')
    };
    if text.chars().any(unwanted) {
        return Err(Problem::Website);
    }
    let (scheme, rest) = text.split_once("://").unwrap_or(("https", text));
    let scheme = scheme.to_ascii_lowercase();
    if scheme != "http" && scheme != "https" {
        return Err(Problem::Website);
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let authority = authority.to_lowercase();
    let (host, port) = authority
        .split_once(':')
        .map_or((authority.as_str(), None), |(h, p)| (h, Some(p)));
    let url = format!("{scheme}://{authority}{path}");
    if !is_host(host) || !port.is_none_or(is_port) || url.chars().count() > MAX_WEBSITE_CHARS {
        return Err(Problem::Website);
    }
    Ok(Website { url })
}

fn is_port(port: &str) -> bool {
    port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn accepts_what_people_type() {
        for (typed, url, shown) in [
            (
                "norrsken.example",
                "https://norrsken.example",
                "norrsken.example",
            ),
            (
                " HTTP://Norrsken.Example/Om?a=B ",
                "http://norrsken.example/Om?a=B",
                "norrsken.example/Om?a=B",
            ),
            (
                "https://åkeri.example:8080/",
                "https://åkeri.example:8080/",
                "åkeri.example:8080",
            ),
        ] {
            let website = parse(typed);
            assert_eq!(website.as_ref().map(|w| w.url.as_str()), Ok(url));
            assert_eq!(website.as_ref().map(Website::shown), Ok(shown));
        }
    }

    #[test]
    fn the_domain_is_what_stands_between_scheme_and_path() {
        for (url, host) in [
            ("https://www.norrsken.example/om-oss", "norrsken.example"),
            ("http://åkeri.example:8080?a=b", "åkeri.example"),
            ("https://shop.norrsken.example", "shop.norrsken.example"),
            ("", ""),
        ] {
            assert_eq!(domain(url), host, "{url}");
        }
    }

    #[test]
    fn refuses_what_a_link_must_not_lead_to() {
        for text in [
            "",
            "norrsken",
            "javascript:alert(1)",
            "javascript://norrsken.example/%0aalert(1)",
            "ftp://norrsken.example",
            "https://karin@norrsken.example",
            "https://norrsken.example@evil.example",
            "https://",
            "https:///x",
            "norrsken.example/a b",
            "norrsken.example:99999",
            "norrsken.example:+80",
            "http://10.0.0.1",
            "http://[::1]/",
            "data:text/html,x",
            "https://a.example/\u{0}",
        ] {
            assert_eq!(parse(text), Err(Problem::Website), "{text}");
        }
        assert_eq!(
            parse(&format!("a.example/{}", "x".repeat(2000))),
            Err(Problem::Website)
        );
    }

    proptest! {
        #[test]
        fn never_panics_and_parses_its_own_output(text in "(https?://)?\\PC{0,20}(\\.example)?(/\\PC*)?") {
            if let Ok(website) = parse(&text) {
                prop_assert!(website.url.starts_with("http"));
                prop_assert_eq!(parse(&website.url), Ok(website));
            }
        }
    }
}
