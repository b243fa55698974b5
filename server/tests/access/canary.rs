//! Canaries: random texts in every field, so that a leak anywhere has a name.

use uuid::Uuid;

use crate::common::{Answer, Ask, html};

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Without a cookie.
    Anonymous,
    /// Owns the hidden records.
    Seller,
    /// Another user of the firm.
    Colleague,
    /// The firm's administrator.
    Administrator,
    /// A user of the firm who only reads.
    Reader,
    /// The administrator of another firm.
    Stranger,
    /// A user of the firm whose account was closed, with a cookie that was good before.
    Deactivated,
}

impl Who {
    /// In the order of the tables.
    pub const ALL: [Self; 7] = [
        Self::Anonymous,
        Self::Seller,
        Self::Colleague,
        Self::Administrator,
        Self::Reader,
        Self::Stranger,
        Self::Deactivated,
    ];
}

/// Who may see a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// Everyone of the firm who can sign in.
    Firm,
    /// The owner and the administrator.
    Hidden,
    /// One alone.
    Only(Who),
}

impl Seen {
    /// Whether this one may see it.
    pub fn by(self, who: Who) -> bool {
        match self {
            Self::Firm => matches!(
                who,
                Who::Seller | Who::Colleague | Who::Administrator | Who::Reader
            ),
            Self::Hidden => matches!(who, Who::Seller | Who::Administrator),
            Self::Only(one) => one == who,
        }
    }
}

/// A text that stands in one field of one object and nowhere else.
#[derive(Debug)]
pub struct Canary {
    /// `private contact.comment`.
    pub what: String,
    /// The text.
    pub text: String,
    /// Who may see it.
    pub seen: Seen,
}

/// All of them.
#[derive(Debug, Default)]
pub struct Canaries(Vec<Canary>);

impl Canaries {
    /// A new text for a field.
    pub fn plant(&mut self, what: impl Into<String>, seen: Seen) -> String {
        let text = Uuid::new_v4().simple().to_string();
        self.keep(what, text, seen)
    }

    /// A shorter one, for a postcode.
    pub fn plant_short(&mut self, what: impl Into<String>, seen: Seen) -> String {
        let text = Uuid::new_v4().simple().to_string().split_off(12);
        self.keep(what, text, seen)
    }

    /// A number of fifteen digits.
    pub fn plant_number(&mut self, what: impl Into<String>, seen: Seen) -> i64 {
        let (random, _) = Uuid::new_v4().as_u64_pair();
        let number = 100_000_000_000_000 + (random >> 16);
        self.keep(what, number.to_string(), seen)
            .parse()
            .expect("a number")
    }

    /// A personal number, `19640823-3234`, and its digits.
    pub fn plant_personal_number(&mut self, what: &str, seen: Seen) -> String {
        let (random, more) = Uuid::new_v4().as_u64_pair();
        let day = format!(
            "19{:02}{:02}{:02}",
            50 + random % 50,
            1 + random / 50 % 12,
            1 + random / 600 % 28
        );
        let serial = format!("{:03}", more % 1000);
        let check = domain::identity::luhn_digit(&format!("{}{serial}", &day[2..]));
        self.keep(
            format!("digits of {what}"),
            format!("{day}{serial}{check}"),
            seen,
        );
        self.keep(what, format!("{day}-{serial}{check}"), seen)
    }

    fn keep(&mut self, what: impl Into<String>, text: String, seen: Seen) -> String {
        self.0.push(Canary {
            what: what.into(),
            text: text.clone(),
            seen,
        });
        text
    }

    /// The text of a field.
    pub fn text(&self, what: &str) -> &str {
        &self
            .0
            .iter()
            .find(|canary| canary.what == what)
            .unwrap_or_else(|| panic!("no canary {what}"))
            .text
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Canary> {
        self.0.iter()
    }

    /// What an answer gives away. What the request itself said, it may repeat.
    pub fn leaked(&self, who: Who, ask: &Ask, answer: &Answer) -> Vec<&str> {
        let heard = heard(answer);
        let leaked = self
            .0
            .iter()
            .filter(|canary| !canary.seen.by(who) && !ask.says(&canary.text));
        leaked
            .filter(|canary| heard.contains(&canary.text))
            .map(|canary| canary.what.as_str())
            .collect()
    }

    /// What an answer ought to show and does not: `prefix` names an object or a field.
    pub fn missing(&self, who: Who, answer: &Answer, prefix: &str, except: &[&str]) -> Vec<&str> {
        let heard = heard(answer);
        let wanted = self.0.iter().filter(|canary| {
            let under = canary.what == prefix || canary.what.starts_with(&format!("{prefix}."));
            under && canary.seen.by(who) && !except.iter().any(|end| canary.what.ends_with(end))
        });
        wanted
            .filter(|canary| !heard.contains(&canary.text))
            .map(|canary| canary.what.as_str())
            .collect()
    }
}

/// An answer as it stands, and as it reads: a highlighted hit parts a text with tags.
fn heard(answer: &Answer) -> String {
    let mut heard = answer.everything();
    if answer.header("content-type").starts_with("text/html") {
        heard.push('\n');
        heard.push_str(&html::text(&answer.body));
    }
    if answer.header("content-type").starts_with("text/vcard")
        || answer.header("content-type").starts_with("text/calendar")
    {
        // Long lines are folded, perhaps in the middle of a text.
        heard.push_str(&answer.body.replace("\r\n ", ""));
    }
    heard.to_lowercase()
}
