//! The same search, written so plainly that it is easy to believe: every card is looked at.

use domain::search::{Field, How, Search};
use domain::text::{fold, sort_key};

/// A contact, as far as it can be searched for.
#[derive(Debug, Clone)]
pub struct Card {
    pub first: String,
    pub last: String,
    pub nickname: String,
    pub title: String,
    pub website: String,
    pub emails: Vec<String>,
    /// National digits, or those of a foreign number.
    pub phones: Vec<String>,
    /// Street, postcode, city.
    pub addresses: Vec<(String, String, String)>,
    pub company: Option<(String, String)>,
}

const FIELDS: [Field; 6] = [
    Field::Email,
    Field::Phone,
    Field::Address,
    Field::Title,
    Field::Website,
    Field::Everything,
];

/// A name's words: as written, and of those with punctuation the parts and the parts joined.
fn name_words(value: &str) -> Vec<String> {
    let letter = |c: char| c.is_alphanumeric() || "{|}".contains(c);
    let parts = value.replace(|c| !letter(c), " ");
    let joined: String = value.chars().filter(|c| letter(*c) || *c == ' ').collect();
    [value, &parts, &joined]
        .iter()
        .flat_map(|text| text.split(' '))
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

fn word_matches(word: &str, value: &str, how: How) -> bool {
    value.split(' ').any(|part| match how {
        How::Exact => part == word,
        How::Contains if word.chars().count() > 2 => part.contains(word),
        _ => part.starts_with(word),
    })
}

fn without_scheme(word: &str) -> &str {
    let host = word.trim_start_matches("https://");
    let short = host.strip_prefix("www.").unwrap_or(host);
    if short.is_empty() { word } else { short }
}

fn phrase_matches(phrase: &str, value: &str, how: How) -> bool {
    if how == How::Exact {
        value == phrase
    } else {
        value.starts_with(phrase)
    }
}

/// Whether a number has the digits, however they were typed.
fn phone_matches(typed: &str, number: &str, how: How) -> bool {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() {
        return false;
    }
    let abroad = typed
        .trim_start_matches(|c: char| !c.is_ascii_digit() && c != '+')
        .starts_with(['+'])
        || digits.starts_with("00") && typed.contains("00");
    let fits = |digits: &str, anywhere: bool| match how {
        How::Exact => number == digits,
        How::Contains if anywhere && digits.len() > 2 => number.contains(digits),
        _ => number.starts_with(digits),
    };
    let digits = if abroad {
        digits.strip_prefix("00").unwrap_or(&digits)
    } else {
        &digits
    };
    let national = digits
        .strip_prefix("46")
        .map(|rest| format!("0{}", rest.strip_prefix('0').unwrap_or(rest)));
    match (abroad, national) {
        (true, Some(national)) => fits(&national, false),
        (true, None) => fits(digits, false),
        (false, Some(national)) if digits.len() > 3 => fits(digits, true) || fits(&national, false),
        (false, _) => fits(digits, true),
    }
}

fn like_phone(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || " +()./-".contains(c))
}

/// Digits with something between them that is neither a postcode («793 31») nor houses («12-14»).
fn piece_of_phone(text: &str) -> bool {
    let digits = |text: &str, least: usize, most: usize| {
        (least..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let pair = |by: char, first: (usize, usize), second: (usize, usize)| {
        text.split_once(by)
            .is_some_and(|(a, b)| digits(a, first.0, first.1) && digits(b, second.0, second.1))
    };
    like_phone(text)
        && text.chars().filter(char::is_ascii_digit).count() > 2
        && !digits(text, 1, usize::MAX)
        && !pair(' ', (3, 3), (1, 2))
        && (!pair('-', (1, 3), (1, 3)) || text.split('-').any(|part| part.starts_with('0')))
}

impl Card {
    fn values(&self, field: Field) -> Vec<String> {
        match field {
            Field::Email => self.emails.iter().map(|e| fold(e)).collect(),
            Field::Phone => self.phones.clone(),
            Field::Address => self
                .addresses
                .iter()
                .flat_map(|(street, code, city)| {
                    [
                        fold(street),
                        fold(code),
                        fold(code).replace(' ', ""),
                        fold(city),
                    ]
                })
                .collect(),
            Field::Title => [&self.title]
                .into_iter()
                .chain(self.company.as_ref().map(|(_, role)| role))
                .map(|t| fold(t))
                .collect(),
            Field::Website => vec![
                fold(&self.website)
                    .trim_start_matches("https://")
                    .trim_start_matches("www.")
                    .to_owned(),
            ],
            // Only the company is left.
            _ => self.company.iter().map(|(name, _)| fold(name)).collect(),
        }
    }

    fn names(&self) -> Vec<String> {
        [&self.last, &self.first, &self.nickname]
            .iter()
            .flat_map(|name| name_words(&fold(name)))
            .collect()
    }

    pub fn sort(&self) -> String {
        format!("{} {}", sort_key(&self.last), sort_key(&self.first))
    }

    /// The rank of the card, or nothing when it does not match.
    pub fn rank(&self, search: &Search) -> Option<u8> {
        let folded = fold(&search.text);
        // The beginning of a web address is not looked for.
        let words: Vec<&str> = folded
            .split(' ')
            .map(without_scheme)
            .filter(|w| !w.is_empty())
            .collect();
        let phrase = words.join(" ");
        if words.is_empty() {
            return Some(6);
        }
        let (how, names) = (search.how, self.names());
        let named = |how: How| {
            words
                .iter()
                .all(|word| names.iter().any(|name| word_matches(word, name, how)))
        };
        let by_phone = |typed: &str| {
            like_phone(typed)
                && self
                    .phones
                    .iter()
                    .any(|number| phone_matches(typed, number, how))
        };
        let in_field = |field: Field| {
            let values = self.values(field);
            match how {
                How::Contains => words
                    .iter()
                    .all(|word| values.iter().any(|value| word_matches(word, value, how))),
                _ => values
                    .iter()
                    .any(|value| phrase_matches(&phrase, value, how)),
            }
        };
        let anywhere = |word: &str| {
            names.iter().any(|name| word_matches(word, name, how))
                || FIELDS.iter().any(|field| {
                    self.values(*field)
                        .iter()
                        .any(|value| word_matches(word, value, how))
                })
                || word.chars().filter(char::is_ascii_digit).count() > 1
                    && !word.contains(' ')
                    && by_phone(word)
        };
        match search.field {
            Field::Name => named(how).then(|| self.name_rank(search, &words, &names)),
            Field::Phone => by_phone(&folded).then_some(6),
            Field::Everything if piece_of_phone(&folded) => by_phone(&folded).then_some(6),
            Field::Everything if words.len() == 1 && folded.contains('@') => {
                in_field(Field::Email).then_some(6)
            }
            Field::Number => None,
            Field::Everything if named(how) => Some(self.name_rank(search, &words, &names)),
            Field::Everything if how == How::Exact => {
                (FIELDS.iter().any(|field| in_field(*field)) || by_phone(&folded)).then_some(6)
            }
            Field::Everything => {
                (words.iter().all(|word| anywhere(word)) || by_phone(&folded)).then_some(6)
            }
            field => in_field(field).then_some(6),
        }
    }

    fn name_rank(&self, search: &Search, words: &[&str], names: &[String]) -> u8 {
        let swedish = sort_key(&search.text);
        let swedish: Vec<&str> = swedish.split(' ').collect();
        let spelled: Vec<String> = [&self.last, &self.first, &self.nickname]
            .iter()
            .flat_map(|name| name_words(&sort_key(name)))
            .collect();
        if let ([word], [exact]) = (words, &swedish[..]) {
            return match search.how {
                How::Exact if spelled.iter().any(|name| name == exact) => 2,
                How::Exact => 4,
                _ if self.sort().starts_with(exact) => 1,
                _ if spelled.iter().any(|name| name.starts_with(exact)) => 2,
                _ if fold(&self.last).starts_with(word) => 3,
                _ if names.iter().any(|name| name.starts_with(word)) => 4,
                _ => 5,
            };
        }
        let begins = words
            .iter()
            .all(|word| names.iter().any(|name| name.starts_with(word)));
        let first =
            search.how != How::Exact && swedish.iter().any(|word| self.sort().starts_with(word));
        if begins && first { 1 } else { 5 }
    }
}
