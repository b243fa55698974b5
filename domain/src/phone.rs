//! Phone numbers: read however they are typed, kept as E.164, shown the way Swedes write them.

use crate::Problem;

/// A phone number in E.164: `+` and 7–15 digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Phone {
    /// `+46701740612`.
    pub e164: String,
}

/// Sweden's country code.
const SWEDEN: &str = "46";

/// Swedish codes of two digits (three with the zero): the larger towns, and the numbers that
/// belong to no town (010 companies, 020 free of charge, 070–079 mobile). Stockholm's 08 is the
/// only shorter one; every other code has three digits (PTS numbering plan).
const TWO_DIGIT_CODES: &[&str] = &[
    "10", "11", "13", "16", "18", "19", "20", "21", "23", "26", "31", "33", "35", "36", "40", "42",
    "44", "46", "54", "60", "63", "70", "72", "73", "74", "75", "76", "79", "90",
];

/// Swedish mobile codes.
const MOBILE_CODES: &[&str] = &["70", "72", "73", "76", "79"];

/// Country codes of two digits (ITU-T E.164); 1 and 7 have one digit, all others three.
const TWO_DIGIT_COUNTRIES: &[&str] = &[
    "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47",
    "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65",
    "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
];

fn is_separator(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '-' | '‐' | '‑' | '–' | '−' | '/' | '.' | '(' | ')')
}

/// `+` (when it comes first) and digits, or nothing when there is anything else.
fn compact(text: &str) -> Option<String> {
    // «(0)» after a country code is the trunk zero: written for readers at home, never dialled.
    let text = text.trim();
    let international = text.starts_with('+') || text.starts_with("00");
    let text = if international {
        text.replacen("(0)", "", 1)
    } else {
        text.to_owned()
    };
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '0'..='9' => out.push(letter),
            '+' if out.is_empty() => out.push('+'),
            _ if is_separator(letter) => {}
            _ => return None,
        }
    }
    Some(out)
}

/// Country code and the rest, without `+`, of what [`compact`] gave.
fn international(compact: &str) -> Option<String> {
    if let Some(rest) = compact
        .strip_prefix('+')
        .or_else(|| compact.strip_prefix("00"))
    {
        // +46 070 … is a common slip; no Swedish number has a zero there.
        let slip = rest
            .strip_prefix("460")
            .map(|rest| format!("{SWEDEN}{rest}"));
        return Some(slip.unwrap_or_else(|| rest.to_owned()));
    }
    compact
        .strip_prefix('0')
        .map(|rest| format!("{SWEDEN}{rest}"))
}

fn is_mobile_code(national: &str) -> bool {
    national
        .get(..2)
        .is_some_and(|code| MOBILE_CODES.contains(&code))
}

/// Reads a number as a person types it: `070-174 06 12`, `+46 (0)8 465 004 20`, `0046…`, `+47…`.
///
/// # Errors
/// [`Problem::Phone`] when it is not a number that E.164 can express. A number without its area
/// code is one: nobody can call it from elsewhere.
pub fn parse(text: &str) -> Result<Phone, Problem> {
    let digits = compact(text)
        .and_then(|text| international(&text))
        .ok_or(Problem::Phone)?;
    let plausible = match digits.strip_prefix(SWEDEN) {
        Some(national) if is_mobile_code(national) => national.len() == 9,
        Some(national) => (7..=9).contains(&national.len()) && !national.starts_with('0'),
        None => (7..=15).contains(&digits.len()) && !digits.starts_with('0'),
    };
    if plausible {
        Ok(Phone {
            e164: format!("+{digits}"),
        })
    } else {
        Err(Problem::Phone)
    }
}

/// The digits a typed fragment stands for inside an E.164 number, so that `070-17`, `+46 70 17`
/// and `0046 7017` all find the same numbers. Empty when it cannot be part of a number.
///
/// A leading zero is read as the trunk zero (`070` → `4670`); a fragment from the middle of a
/// number is kept as it is (`174 06` → `17406`).
#[must_use]
pub fn digits(query: &str) -> String {
    let Some(text) = compact(query) else {
        return String::new();
    };
    match international(&text) {
        Some(digits) => digits,
        None => text,
    }
}

/// Splits digits into groups of the given sizes; what is left over joins the last group.
fn group(digits: &str, sizes: &[usize]) -> String {
    let mut groups = Vec::with_capacity(sizes.len());
    let mut rest = digits;
    for (index, size) in sizes.iter().enumerate() {
        let last = index + 1 == sizes.len();
        let (head, tail) = rest.split_at(if last {
            rest.len()
        } else {
            (*size).min(rest.len())
        });
        groups.push(head);
        rest = tail;
    }
    groups.retain(|part| !part.is_empty());
    groups.join(" ")
}

/// Groups a subscriber number the way PTS and Språkrådet write it.
fn swedish_groups(code_length: usize, length: usize) -> &'static [usize] {
    match (code_length, length) {
        (_, 0..=4) => &[4],
        (_, 5) => &[3, 2],
        (3, 6) => &[3, 3],
        (_, 6) => &[2, 2, 2],
        (_, 7) => &[3, 2, 2],
        _ => &[3, 3, 2],
    }
}

fn foreign_groups(country: &str, length: usize) -> &'static [usize] {
    match (country, length) {
        ("1", 10) => &[3, 3, 4],
        (_, 8) => &[2, 2, 2, 2],
        (_, 0..=4) => &[4],
        (_, 5) => &[3, 2],
        (_, 6) => &[3, 3],
        (_, 7) => &[3, 2, 2],
        (_, 9) => &[3, 3, 3],
        (_, 10) => &[3, 3, 2, 2],
        (_, 11) => &[3, 3, 3, 2],
        _ => &[3, 3, 3, 3],
    }
}

impl Phone {
    /// How many digits of a Swedish number, after the country code, are its area code.
    fn code_length(national: &str) -> usize {
        let two = national
            .get(..2)
            .is_some_and(|code| TWO_DIGIT_CODES.contains(&code));
        match (national.starts_with('8'), two) {
            (true, _) => 1,
            (_, true) => 2,
            _ => 3,
        }
    }

    fn swedish(&self) -> Option<&str> {
        self.e164.strip_prefix('+')?.strip_prefix(SWEDEN)
    }

    /// Is a Swedish mobile number, so that it can get a text message.
    #[must_use]
    pub fn is_mobile(&self) -> bool {
        self.swedish().is_some_and(is_mobile_code)
    }

    /// As it is shown: `070-174 06 12`, `08-465 004 20`; a foreign one as `+47 22 12 34 56`.
    #[must_use]
    pub fn national(&self) -> String {
        let Some(national) = self.swedish() else {
            return self.foreign();
        };
        let (code, subscriber) = national.split_at(Self::code_length(national).min(national.len()));
        let groups = swedish_groups(code.len(), subscriber.len());
        format!("0{code}-{}", group(subscriber, groups))
    }

    fn foreign(&self) -> String {
        let digits = self.e164.trim_start_matches('+');
        let two = digits
            .get(..2)
            .is_some_and(|code| TWO_DIGIT_COUNTRIES.contains(&code));
        let length = match (digits.starts_with(['1', '7']), two) {
            (true, _) => 1,
            (_, true) => 2,
            _ => 3,
        };
        let (country, rest) = digits.split_at(length.min(digits.len()));
        format!(
            "+{country} {}",
            group(rest, foreign_groups(country, rest.len()))
        )
    }
}

#[cfg(test)]
mod tests;
