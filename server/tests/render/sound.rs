//! What makes a page sound, whatever it is about.

use std::collections::BTreeSet;

use domain::user::Language;

use crate::common::{Answer, html};

pub(super) fn check(answer: &Answer, status: u16, language: Language, title: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut demand = |holds: bool, fault: String| {
        if !holds {
            faults.push(fault);
        }
    };
    demand(
        answer.status.as_u16() == status,
        format!("status {}", answer.status),
    );
    demand(
        answer.header("content-type").starts_with("text/html"),
        answer.header("content-type").to_owned(),
    );
    let tags = html::tags(&answer.body);
    let lang = tags
        .iter()
        .find(|tag| tag.name == "html")
        .and_then(|tag| tag.get("lang"));
    demand(lang == Some(language.as_str()), format!("lang {lang:?}"));
    let found = html::text_of(&answer.body, "title").unwrap_or_default();
    demand(
        found.starts_with(title) && found.ends_with("Kundkort"),
        format!("title {found:?}"),
    );
    let h1 = tags.iter().filter(|tag| tag.name == "h1").count();
    demand(h1 == 1, format!("{h1} h1"));
    let mains = tags.iter().filter(|tag| tag.name == "main").count();
    demand(mains == 1, format!("{mains} main"));
    faults.extend(names(&tags));
    faults.extend(policy(answer, &tags));
    faults
}

/// Ids are unique, and what refers to one finds it.
fn names(tags: &[html::Tag]) -> Vec<String> {
    let ids: Vec<&str> = tags.iter().filter_map(|tag| tag.get("id")).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    let mut faults = Vec::new();
    if unique.len() != ids.len() {
        let twice: BTreeSet<&&str> = ids
            .iter()
            .filter(|id| ids.iter().filter(|other| other == id).count() > 1)
            .collect();
        faults.push(format!("ids that are there twice: {twice:?}"));
    }
    for tag in tags {
        for name in [
            "for",
            "aria-labelledby",
            "aria-describedby",
            "aria-controls",
            "popovertarget",
        ] {
            let ids = tag.get(name).unwrap_or_default().split_whitespace();
            let lost: Vec<_> = ids.filter(|id| !unique.contains(id)).collect();
            if !lost.is_empty() {
                faults.push(format!("<{} {name}> refers to {lost:?}", tag.name));
            }
        }
        let local = tag.get("href").and_then(|href| href.strip_prefix('#'));
        if let Some(lost) = local.filter(|id| !id.is_empty() && !unique.contains(id)) {
            faults.push(format!("a link leads to #{lost}"));
        }
    }
    faults
}

/// Scripts by nonce only, nothing inline, and headers that say so.
fn policy(answer: &Answer, tags: &[html::Tag]) -> Vec<String> {
    let mut faults = Vec::new();
    for tag in tags {
        let inline = tag
            .attributes
            .iter()
            .find(|(name, _)| name == "style" || name.starts_with("on"));
        if let Some((name, _)) = inline {
            faults.push(format!("<{}> has {name}=", tag.name));
        }
        if tag.name == "style" {
            faults.push("<style> is there".to_owned());
        }
        let data = matches!(tag.get("type"), Some("application/json"));
        if tag.name == "script" && !data && tag.get("nonce") != answer.nonce() {
            faults.push(format!("a script without the nonce: {tag:?}"));
        }
    }
    let policy = answer.header("content-security-policy");
    for part in [
        "default-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "style-src 'self';",
    ] {
        if !policy.contains(part) {
            faults.push(format!("no {part} in {policy:?}"));
        }
    }
    for part in ["unsafe-inline", "'unsafe-eval'", "script-src 'self'", "*"] {
        if policy.contains(part) {
            faults.push(format!("{part} in {policy:?}"));
        }
    }
    if answer.nonce().is_none_or(|nonce| nonce.len() < 20) {
        faults.push(format!("nonce {:?}", answer.nonce()));
    }
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cache-control", "private, no-store"),
        ("cross-origin-opener-policy", "same-origin"),
    ] {
        if answer.header(name) != value {
            faults.push(format!("{name}: {:?}", answer.header(name)));
        }
    }
    faults
}
