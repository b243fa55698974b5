//! Forms as a browser without JavaScript sends them.

use super::html::{Tag, Token, tokens};

/// What the form of an action sends when no button has been pressed.
pub fn fields(html: &str, action: &str) -> Vec<(String, String)> {
    let tokens = tokens(html);
    let start = tokens
        .iter()
        .position(|token| matches!(token, Token::Open(tag) if tag.name == "form" && tag.get("action") == Some(action)))
        .unwrap_or_else(|| panic!("no form with action {action}"));
    let inside: Vec<&Token> = tokens[start + 1..]
        .iter()
        .take_while(|token| !matches!(token, Token::Close(name) if name == "form"))
        .collect();
    let mut fields = Vec::new();
    for (at, token) in inside.iter().enumerate() {
        let Token::Open(tag) = token else { continue };
        let Some(name) = tag.get("name").filter(|_| tag.get("disabled").is_none()) else {
            continue;
        };
        let value = match tag.name.as_str() {
            "input" => of_input(tag),
            "textarea" => Some(of_textarea(inside.get(at + 1).copied())),
            "select" => of_select(&inside[at..]),
            _ => None,
        };
        fields.extend(value.map(|value| (name.to_owned(), value)));
    }
    fields
}

fn of_input(tag: &Tag) -> Option<String> {
    let value = tag.get("value").unwrap_or_default();
    match tag.get("type").unwrap_or("text") {
        "submit" | "button" | "file" | "reset" => None,
        "checkbox" | "radio" => tag.get("checked").map(|_| {
            if value.is_empty() {
                "on".to_owned()
            } else {
                value.to_owned()
            }
        }),
        _ => Some(value.to_owned()),
    }
}

fn of_textarea(next: Option<&Token>) -> String {
    match next {
        Some(Token::Text(text)) => text.clone(),
        _ => String::new(),
    }
}

/// The chosen option, or the first.
fn of_select(tokens: &[&Token]) -> Option<String> {
    let options: Vec<&Tag> = tokens
        .iter()
        .take_while(|token| !matches!(token, Token::Close(name) if name == "select"))
        .filter_map(|token| {
            if let Token::Open(tag) = token {
                Some(tag)
            } else {
                None
            }
        })
        .filter(|tag| tag.name == "option")
        .collect();
    let chosen = options
        .iter()
        .find(|tag| tag.get("selected").is_some())
        .or(options.first())?;
    chosen.get("value").map(str::to_owned)
}

/// The same fields with some of them filled in otherwise; those that were not there are added.
pub fn filled(fields: &[(String, String)], with: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut filled: Vec<(String, String)> = fields
        .iter()
        .filter(|(name, _)| with.iter().all(|(known, _)| known != name))
        .cloned()
        .collect();
    filled.extend(
        with.iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    filled
}

/// Borrowed, as requests take them.
pub fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}
