//! A search: what is asked, as it stands in the address (S5).

use serde::{Deserialize, Serialize};

use crate::user::words;
use crate::{CategoryId, SelectionId};

/// Kontakter or Företag.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Among {
    /// Contacts.
    #[default]
    Contacts,
    /// Companies.
    Companies,
}
words!(Among { Contacts = "contacts", Companies = "companies" });

/// Urval: which population.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Population {
    /// Everything that is not in the trash.
    #[default]
    All,
    /// Owned by the reader.
    Mine,
    /// Contact persons: linked to a company now, or not a customer.
    ContactPersons,
    /// Private customers. Among companies: customers.
    Customers,
    /// Without any current company. Not for companies.
    WithoutCompany,
    /// Hidden from colleagues. Not for companies.
    Private,
    /// In the trash.
    Trash,
}
words!(Population {
    All = "all",
    Mine = "mine",
    ContactPersons = "contact_persons",
    Customers = "customers",
    WithoutCompany = "without_company",
    Private = "private",
    Trash = "trash"
});

/// Söktyp, first half: which field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Every field below.
    #[default]
    Everything,
    /// First name, last name, nickname; a company's name.
    Name,
    /// E-mail.
    Email,
    /// Phone, however it is typed.
    Phone,
    /// Street, postcode, town.
    Address,
    /// Customer number. Among companies: organisation number too.
    Number,
    /// Title on the card or role at a company.
    Title,
    /// Website.
    Website,
}
words!(Field {
    Everything = "everything",
    Name = "name",
    Email = "email",
    Phone = "phone",
    Address = "address",
    Number = "number",
    Title = "title",
    Website = "website"
});

/// Söktyp, second half: how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Anywhere in the field; with one or two letters, at the beginning of it.
    #[default]
    Contains,
    /// At the beginning.
    StartsWith,
    /// The whole field.
    Exact,
}
words!(How { Contains = "contains", StartsWith = "starts_with", Exact = "exact" });

/// How several categories combine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Combine {
    /// At least one of them.
    #[default]
    Any,
    /// All of them.
    All,
    /// None of them.
    None,
}
words!(Combine { Any = "any", All = "all", None = "none" });

/// The longest text that is searched for; the rest is cut off (trust.md §1.3, case 24).
pub const MAX_QUERY_CHARS: usize = 100;

/// A search, complete. Its address is [`Search::to_query`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    /// What was typed, at most [`MAX_QUERY_CHARS`] characters, trimmed.
    pub text: String,
    /// Contacts or companies.
    pub among: Among,
    /// Urval.
    pub population: Population,
    /// Which field.
    pub field: Field,
    /// How the field is compared.
    pub how: How,
    /// Kategori.
    pub categories: Vec<CategoryId>,
    /// How the categories combine.
    pub combine: Combine,
    /// The saved selection it came from, so that its name can be shown.
    pub selection: Option<SelectionId>,
    /// Position to go on from; `None` for the first page.
    pub after: Option<String>,
}

/// The names of a search's parts in an address, in the order they are written.
const KEYS: [&str; 8] = [
    "q",
    "population",
    "field",
    "how",
    "category",
    "combine",
    "selection",
    "after",
];

/// Most categories in one search.
const MAX_CATEGORIES: usize = 50;

/// The longest cursor; ours are far shorter, and it is passed on to the database.
const MAX_CURSOR_BYTES: usize = 1_000;

impl Search {
    /// Reads the pairs of an address. Tolerant: an unknown key is passed over, and an unknown word
    /// means the default, so that an old or mistyped link still leads to a list.
    ///
    /// Contacts or companies is decided by the path: see [`Search::among`].
    pub fn from_pairs<K: AsRef<str>, V: AsRef<str>>(
        pairs: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        let mut search = Self::default();
        for (key, value) in pairs {
            search.set(key.as_ref(), value.as_ref());
        }
        search
    }

    /// Reads the query part of an address, with or without `?`.
    #[must_use]
    pub fn from_query(query: &str) -> Self {
        Self::from_pairs(query_pairs(query))
    }

    /// The same search among contacts or companies. What companies do not have is taken away.
    #[must_use]
    pub fn among(mut self, among: Among) -> Self {
        self.among = among;
        let lacking = among == Among::Companies
            && matches!(
                self.population,
                Population::ContactPersons | Population::WithoutCompany | Population::Private
            );
        if lacking {
            self.population = Population::default();
        }
        self
    }

    fn set(&mut self, key: &str, value: &str) {
        match key {
            "q" => self.text = clean(value),
            "population" => self.population = value.parse().unwrap_or_default(),
            "field" => self.field = value.parse().unwrap_or_default(),
            "how" => self.how = value.parse().unwrap_or_default(),
            "combine" => self.combine = value.parse().unwrap_or_default(),
            "selection" => self.selection = value.parse().ok(),
            "after" => {
                let usable = !value.is_empty() && value.len() <= MAX_CURSOR_BYTES;
                self.after = usable.then(|| value.to_owned());
            }
            "category" => {
                let Ok(category) = value.parse() else { return };
                if self.categories.len() < MAX_CATEGORIES && !self.categories.contains(&category) {
                    self.categories.push(category);
                }
            }
            _ => {}
        }
    }

    /// The query part of the address, without `?`; what is default is left out.
    #[must_use]
    pub fn to_query(&self) -> String {
        let unless_default = |is_default: bool, word: &'static str| {
            if is_default {
                Vec::new()
            } else {
                vec![word.to_owned()]
            }
        };
        let values: [Vec<String>; 8] = [
            if self.text.is_empty() {
                Vec::new()
            } else {
                vec![self.text.clone()]
            },
            unless_default(
                self.population == Population::default(),
                self.population.as_str(),
            ),
            unless_default(self.field == Field::default(), self.field.as_str()),
            unless_default(self.how == How::default(), self.how.as_str()),
            self.categories.iter().map(ToString::to_string).collect(),
            unless_default(self.combine == Combine::default(), self.combine.as_str()),
            self.selection.iter().map(ToString::to_string).collect(),
            self.after.iter().cloned().collect(),
        ];
        let mut query = String::new();
        for (key, value) in KEYS
            .iter()
            .zip(&values)
            .flat_map(|(k, vs)| vs.iter().map(move |v| (k, v)))
        {
            if !query.is_empty() {
                query.push('&');
            }
            query.push_str(key);
            query.push('=');
            push_encoded(value, &mut query);
        }
        query
    }

    /// Where the list is: `/contacts` or `/companies`.
    #[must_use]
    pub fn path(&self) -> &'static str {
        match self.among {
            Among::Contacts => "/contacts",
            Among::Companies => "/companies",
        }
    }

    /// Path and query: the address of this search.
    #[must_use]
    pub fn address(&self) -> String {
        let query = self.to_query();
        if query.is_empty() {
            self.path().to_owned()
        } else {
            format!("{}?{query}", self.path())
        }
    }

    /// The same search from its first row.
    #[must_use]
    pub fn first_page(&self) -> Self {
        Self {
            after: None,
            ..self.clone()
        }
    }

    /// How many of urval, söktyp and kategori are set, as the panel shows («Filter 1»).
    #[must_use]
    pub fn filters(&self) -> usize {
        usize::from(self.population != Population::default())
            + usize::from(self.field != Field::default() || self.how != How::default())
            + usize::from(!self.categories.is_empty())
    }
}

/// What is searched for: no control characters, trimmed, at most [`MAX_QUERY_CHARS`].
fn clean(typed: &str) -> String {
    let printable = typed
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter });
    let cut: String = printable
        .skip_while(|c| c.is_whitespace())
        .take(MAX_QUERY_CHARS)
        .collect();
    cut.trim_end().to_owned()
}

/// A value as it stands in `application/x-www-form-urlencoded` (WHATWG URL §5.2).
#[must_use]
pub fn form_encode(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    push_encoded(value, &mut out);
    out
}

fn push_encoded(value: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte))
            }
            b' ' => out.push('+'),
            _ => {
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
}

/// The names and values of `application/x-www-form-urlencoded`, with or without `?`.
pub fn query_pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    query
        .strip_prefix('?')
        .unwrap_or(query)
        .split('&')
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(key), decoded(value))
        })
}

fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |offset: usize| {
            bytes
                .get(at + offset)
                .and_then(|b| char::from(*b).to_digit(16))
        };
        match (bytes[at], hex(1), hex(2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            (b'+', _, _) => {
                out.push(b' ');
                at += 1;
            }
            (byte, _, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests;
