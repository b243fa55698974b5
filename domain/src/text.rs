//! Text as it is searched, sorted and marked.
//!
//! The database has the same tables as `crm.fold` and `crm.sort_key` (migrations/0001…); a test in
//! `store` compares the two letter by letter, so change both or neither.

use uuid::Uuid;

use crate::Problem;

/// One line of text from a person: trimmed, without control characters, at most `max` characters.
///
/// # Errors
/// [`Problem::ControlCharacter`] or [`Problem::TooLong`].
pub fn line(typed: &str, max: usize) -> Result<String, Problem> {
    limited(typed.trim(), max, |_| false)
}

/// Several lines: as [`line`], but line breaks (written `\n`) and tabs are kept.
///
/// # Errors
/// [`Problem::ControlCharacter`] or [`Problem::TooLong`].
pub fn lines(typed: &str, max: usize) -> Result<String, Problem> {
    // Forms send CR LF (HTML, «multipart/form-data encoding»).
    let unix = typed.trim().replace("\r\n", "\n").replace('\r', "\n");
    limited(&unix, max, |letter| matches!(letter, '\n' | '\t'))
}

fn limited(text: &str, max: usize, allowed: fn(char) -> bool) -> Result<String, Problem> {
    if text
        .chars()
        .any(|letter| letter.is_control() && !allowed(letter))
    {
        return Err(Problem::ControlCharacter);
    }
    if text.chars().count() > max {
        return Err(Problem::TooLong {
            max: u32::try_from(max).unwrap_or(u32::MAX),
        });
    }
    Ok(text.to_owned())
}

/// Letters that fold to one other letter: the letter, and those that become it.
///
/// Only lower case, since text is put in lower case first.
pub const FOLDED: &[(char, &str)] = &[
    ('a', "àáâãäåāăąǎạảấầẩẫậắằẳẵặ"),
    ('c', "çćĉċč"),
    ('d', "ďđð"),
    ('e', "èéêëēĕėęěẹẻẽếềểễệ"),
    ('g', "ĝğġģǧ"),
    ('h', "ĥħ"),
    ('i', "ìíîïĩīĭįıǐỉị"),
    ('j', "ĵ"),
    ('k', "ķ"),
    ('l', "ĺļľŀł"),
    ('n', "ñńņňŋ"),
    ('o', "òóôõöøōŏőơǒọỏốồổỗộớờởỡợ"),
    ('r', "ŕŗř"),
    ('s', "śŝşšș"),
    ('t', "ţťŧț"),
    ('u', "ùúûüũūŭůűųưǔụủứừửữự"),
    ('w', "ŵ"),
    ('y', "ýÿŷỳỵỷỹ"),
    ('z', "źżž"),
];

/// Letters that fold to several.
pub const EXPANDED: &[(char, &str)] = &[('ß', "ss"), ('æ', "ae"), ('œ', "oe"), ('þ', "th")];

/// Letters that come after z in the Swedish alphabet, and the ASCII character after `z` that they
/// sort as. They take precedence over the tables above in [`sort_key`].
pub const AFTER_Z: &[(char, char)] = &[('å', '{'), ('ä', '|'), ('æ', '|'), ('ö', '}'), ('ø', '}')];

/// Combining marks are dropped, so that a decomposed é still folds to e.
fn is_combining(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

fn push_folded(letter: char, out: &mut String) {
    if letter.is_ascii() {
        out.push(letter.to_ascii_lowercase());
        return;
    }
    // Letter by letter, not `str::to_lowercase`: final sigma depends on its neighbours there.
    for lower in letter.to_lowercase() {
        if let Some((base, _)) = FOLDED.iter().find(|(_, letters)| letters.contains(lower)) {
            out.push(*base);
        } else if let Some((_, several)) = EXPANDED.iter().find(|(from, _)| *from == lower) {
            out.push_str(several);
        } else if !is_combining(lower) {
            out.push(lower);
        }
    }
}

fn push_sorted(letter: char, out: &mut String) {
    let lower = letter.to_lowercase().next().unwrap_or(letter);
    match AFTER_Z.iter().find(|(from, _)| *from == lower) {
        Some((_, key)) => out.push(*key),
        None => push_folded(letter, out),
    }
}

fn collapse(text: &str, push: fn(char, &mut String)) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let before = out.len();
        if before > 0 {
            out.push(' ');
        }
        let start = out.len();
        word.chars().for_each(|letter| push(letter, &mut out));
        if out.len() == start {
            // A word of combining marks alone leaves nothing, not even its space.
            out.truncate(before);
        }
    }
    out
}

/// Lower case, without diacritics, with single spaces: what search compares.
///
/// `Åke` and `ake` fold alike; characters the tables do not know are kept.
#[must_use]
pub fn fold(text: &str) -> String {
    collapse(text, push_folded)
}

/// Like [`fold`], but å, ä and ö come after z: its byte order is the Swedish alphabet.
#[must_use]
pub fn sort_key(text: &str) -> String {
    collapse(text, push_sorted)
}

/// The folded words of a query, each once, in the order they were typed.
#[must_use]
pub fn words(query: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in fold(query).split(' ') {
        if !word.is_empty() && !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    words
}

/// The folded text, and for each byte of it the byte range of the letter it came from.
fn fold_with_origin(text: &str) -> (String, Vec<(usize, usize)>) {
    let mut folded = String::with_capacity(text.len());
    let mut origin: Vec<(usize, usize)> = Vec::with_capacity(text.len());
    for (start, letter) in text.char_indices() {
        let end = start + letter.len_utf8();
        let before = folded.len();
        if letter.is_whitespace() {
            folded.push(' ');
        } else {
            push_folded(letter, &mut folded);
        }
        if folded.len() == before {
            // A combining mark belongs to the letter before it.
            let letter = origin.last().copied();
            origin
                .iter_mut()
                .rev()
                .take_while(|at| Some(**at) == letter)
                .for_each(|at| at.1 = end);
        }
        origin.resize(folded.len(), (start, end));
    }
    (folded, origin)
}

/// Where the words of a query stand in a text: byte ranges in the original text, in order,
/// without overlap.
///
/// Words of one or two letters are only marked at the beginning of a word, as they are searched.
#[must_use]
pub fn highlight(text: &str, query: &str) -> Vec<(usize, usize)> {
    let (folded, origin) = fold_with_origin(text);
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for word in words(query) {
        let anywhere = word.chars().count() > 2;
        for (at, found) in folded.match_indices(&word) {
            let begins = folded[..at]
                .chars()
                .next_back()
                .is_none_or(|c| !c.is_alphanumeric());
            if anywhere || begins {
                ranges.push((origin[at].0, origin[at + found.len() - 1].1));
            }
        }
    }
    ranges.sort_unstable();
    merge_overlapping(ranges)
}

fn merge_overlapping(sorted: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let mut merged: Vec<(usize, usize)> = Vec::with_capacity(sorted.len());
    for range in sorted {
        match merged.last_mut() {
            Some(last) if range.0 < last.1 => last.1 = last.1.max(range.1),
            _ => merged.push(range),
        }
    }
    merged
}

fn first_letter(word: &str) -> Option<char> {
    word.chars().find(|letter| letter.is_alphanumeric())
}

fn upper(letters: impl Iterator<Item = char>) -> String {
    letters.flat_map(char::to_uppercase).collect()
}

/// The letters of a person's avatar: `KS`. Particles (von, af, de) do not count.
#[must_use]
pub fn initials(first_name: &str, last_name: &str) -> String {
    let of_name = |name: &str| {
        let mut letters = name.split_whitespace().filter_map(first_letter);
        let all = letters.clone();
        letters
            .find(|letter| !letter.is_lowercase())
            .or_else(|| all.into_iter().next())
    };
    upper(
        [of_name(first_name), of_name(last_name)]
            .into_iter()
            .flatten(),
    )
}

/// The letters of a company's avatar: of its first two words, `NF` for Norrsken Fastigheter AB.
#[must_use]
pub fn company_initials(name: &str) -> String {
    upper(name.split_whitespace().filter_map(first_letter).take(2))
}

/// The hues (degrees in oklch) of the eight avatars; lightness and chroma are fixed in the style.
pub const HUES: [u16; 8] = [30, 60, 110, 165, 200, 245, 285, 320];

/// The avatar hue of a row: the same everywhere, for ever.
#[must_use]
pub fn hue(id: Uuid) -> u16 {
    // FNV-1a: a UUIDv7 begins with the time, so its bytes must be mixed to spread.
    let hash = id
        .as_bytes()
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
    let mixed = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    HUES[usize::from((mixed >> 56) as u8 % 8)]
}

#[cfg(test)]
mod tests;
