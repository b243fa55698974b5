//! Reads HTML as far as the tests need it: tags, attributes, text. After the HTML standard's
//! tokenizer (13.2.5), where what our pages may contain is concerned; anything else is an error,
//! since a page that needs a browser's forgiveness is a fault already.

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// `<name attribute="value">`, also self-closing.
    Open(Tag),
    /// `</name>`.
    Close(String),
    /// Text between tags, with its character references read.
    Text(String),
}

/// A start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// In lower case.
    pub name: String,
    /// In order, values with their character references read.
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(found, _)| found == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Elements whose content is not markup.
const RAW: &[&str] = &["script", "style", "textarea", "title"];

/// All pieces of a page.
pub fn tokens(html: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = &comment[comment.find("-->").expect("the end of a comment") + 3..];
        } else if let Some(close) = rest.strip_prefix("</") {
            let end = close.find('>').expect("the end of an end tag");
            tokens.push(Token::Close(close[..end].trim().to_ascii_lowercase()));
            rest = &close[end + 1..];
        } else if rest.starts_with("<!") {
            rest = &rest[rest.find('>').expect("the end of a declaration") + 1..];
        } else if rest.starts_with('<') {
            let (tag, after) = open(&rest[1..]);
            rest = after;
            let raw = RAW.contains(&tag.name.as_str()).then(|| tag.name.clone());
            tokens.push(Token::Open(tag));
            if let Some(name) = raw {
                rest = raw_text(rest, &name, &mut tokens);
            }
        } else {
            let end = rest.find('<').unwrap_or(rest.len());
            tokens.push(Token::Text(decode(&rest[..end])));
            rest = &rest[end..];
        }
    }
    tokens
}

/// Only the end tag of the same name ends a raw text.
fn raw_text<'a>(rest: &'a str, name: &str, tokens: &mut Vec<Token>) -> &'a str {
    let lower = rest.to_ascii_lowercase();
    let end = lower
        .find(&format!("</{name}"))
        .unwrap_or_else(|| panic!("no end of <{name}>"));
    let text = &rest[..end];
    let readable = matches!(name, "textarea" | "title");
    // The first line break of a textarea is not part of it.
    let text = if name == "textarea" {
        text.strip_prefix('\n').unwrap_or(text)
    } else {
        text
    };
    tokens.push(Token::Text(if readable {
        decode(text)
    } else {
        text.to_owned()
    }));
    &rest[end..]
}

/// Reads a start tag after its `<`.
fn open(text: &str) -> (Tag, &str) {
    let name_end = text
        .find(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/')
        .expect("a tag name");
    let name = text[..name_end].to_ascii_lowercase();
    assert!(
        name.starts_with(|c: char| c.is_ascii_alphabetic()),
        "not a tag: <{name}"
    );
    let mut rest = &text[name_end..];
    let mut attributes: Vec<(String, String)> = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return (Tag { name, attributes }, after);
        }
        let (attribute, after) = attribute(rest);
        assert!(
            attributes.iter().all(|(known, _)| *known != attribute.0),
            "twice in <{name}>: {}",
            attribute.0
        );
        attributes.push(attribute);
        rest = after;
    }
}

fn attribute(text: &str) -> ((String, String), &str) {
    let end = text
        .find(|c: char| c.is_ascii_whitespace() || "=>/".contains(c))
        .expect("an attribute");
    let name = text[..end].to_ascii_lowercase();
    assert!(!name.contains(['"', '\'', '<']), "not an attribute: {name}");
    let Some(value) = text[end..].strip_prefix('=') else {
        return ((name, String::new()), &text[end..]);
    };
    let quoted = value.strip_prefix('"').expect("a quoted value");
    let end = quoted.find('"').expect("the end of a value");
    ((name, decode(&quoted[..end])), &quoted[end + 1..])
}

/// Reads the character references that Rust programs write.
pub fn decode(text: &str) -> String {
    let mut read = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        read.push_str(&rest[..start]);
        rest = &rest[start..];
        let Some((c, length)) = reference(rest) else {
            read.push('&');
            rest = &rest[1..];
            continue;
        };
        read.push(c);
        rest = &rest[length..];
    }
    read + rest
}

fn reference(text: &str) -> Option<(char, usize)> {
    let end = text.find(';').filter(|end| *end < 10)?;
    let c = match &text[1..end] {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        other => {
            let digits = other.strip_prefix('#')?;
            let number = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(number)?
        }
    };
    Some((c, end + 1))
}

/// The start tags.
pub fn tags(html: &str) -> Vec<Tag> {
    tokens(html)
        .into_iter()
        .filter_map(|token| {
            if let Token::Open(tag) = token {
                Some(tag)
            } else {
                None
            }
        })
        .collect()
}

/// The text of a page, scripts left out, as a reader meets it: marks inside words do not part them.
pub fn text(html: &str) -> String {
    let mut text = String::new();
    let mut hidden = false;
    for token in tokens(html) {
        match token {
            Token::Open(tag) => hidden = matches!(tag.name.as_str(), "script" | "style"),
            Token::Close(_) => hidden = false,
            Token::Text(part) if !hidden => text.push_str(&part),
            Token::Text(_) => {}
        }
    }
    text
}

/// The text of the first element of a name.
pub fn text_of(html: &str, name: &str) -> Option<String> {
    let tokens = tokens(html);
    let start = tokens
        .iter()
        .position(|token| matches!(token, Token::Open(tag) if tag.name == name))?;
    let inside = tokens[start + 1..]
        .iter()
        .take_while(|token| !matches!(token, Token::Close(found) if found == name));
    Some(
        inside
            .filter_map(|token| {
                if let Token::Text(text) = token {
                    Some(text.as_str())
                } else {
                    None
                }
            })
            .collect(),
    )
}

/// What a page is made of, without its words: tag and attribute names in order.
pub fn structure(html: &str) -> Vec<String> {
    let shape = |token| match token {
        Token::Open(tag) => {
            let names: Vec<String> = tag.attributes.into_iter().map(|(name, _)| name).collect();
            Some(format!("<{} {}>", tag.name, names.join(" ")))
        }
        Token::Close(name) => Some(format!("</{name}>")),
        Token::Text(_) => None,
    };
    tokens(html).into_iter().filter_map(shape).collect()
}

/// The value of the control of a form name: of an input, or the text of a textarea.
pub fn value_of(html: &str, name: &str) -> Option<String> {
    let tokens = tokens(html);
    let at = tokens.iter().position(|token| matches!(token, Token::Open(tag) if tag.get("name") == Some(name) && tag.name != "meta"))?;
    let Token::Open(tag) = &tokens[at] else {
        return None;
    };
    match (tag.name.as_str(), tokens.get(at + 1)) {
        ("textarea", Some(Token::Text(text))) => Some(text.clone()),
        ("textarea", _) => Some(String::new()),
        ("select", _) => chosen(&tokens[at..]),
        _ => Some(tag.get("value").unwrap_or_default().to_owned()),
    }
}

fn chosen(tokens: &[Token]) -> Option<String> {
    let options = tokens
        .iter()
        .take_while(|token| !matches!(token, Token::Close(name) if name == "select"));
    options
        .filter_map(|token| {
            if let Token::Open(tag) = token {
                Some(tag)
            } else {
                None
            }
        })
        .find(|tag| tag.name == "option" && tag.get("selected").is_some())
        .and_then(|tag| tag.get("value").map(str::to_owned))
}
