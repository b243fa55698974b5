//! The lists that people, places and companies are drawn from. Each is a text file in `data/`
//! that says for itself how it is written; `#` begins a comment.

use std::sync::LazyLock;

use crate::rng::Weighted;

pub(crate) fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The last word of a line as a number, and what stands before it.
pub(crate) fn counted(line: &'static str) -> (&'static str, u64) {
    let (head, count) = line.rsplit_once(' ').unwrap_or((line, "1"));
    count.parse().map_or((line, 1), |count| (head, count))
}

pub(crate) fn weighted(text: &'static str) -> Weighted<&'static str> {
    lines(text).map(counted).collect()
}

/// Words after a marker, separated by commas.
pub(crate) fn listed(line: &'static str) -> Vec<&'static str> {
    line.split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .collect()
}

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident: $kind:ty = $make:expr, $file:literal;)+) => {$(
        $(#[$doc])*
        pub(crate) static $name: LazyLock<$kind> =
            LazyLock::new(|| $make(include_str!(concat!("../data/", $file))));
    )+};
}

lists! {
    /// Surnames of Swedish origin.
    SURNAMES: Weighted<&'static str> = weighted, "surnames.txt";
    /// Noble and Walloon surnames.
    PARTICLES: Vec<&'static str> = |text| lines(text).collect(), "particles.txt";
    /// Streets of many towns.
    STREETS: Weighted<&'static str> = weighted, "streets.txt";
    /// First words of company names.
    COMPANY_WORDS: Vec<&'static str> = |text| lines(text).flat_map(listed).collect(), "words.txt";
    /// Names of blocks.
    QUARTERS: Vec<&'static str> = |text| lines(text).flat_map(listed).collect(), "quarters.txt";
    /// Names of associations.
    CLUBS: Weighted<&'static str> = weighted, "clubs.txt";
    /// First halves of compounded surnames.
    FIRST_HALVES: Weighted<&'static str> = |text| halves(text, '>'), "compounds.txt";
    /// Last halves of compounded surnames.
    LAST_HALVES: Weighted<&'static str> = |text| halves(text, '<'), "compounds.txt";
    /// Trees that streets are named after.
    TREES: Weighted<&'static str> = |text| lines(text).filter(|line| !line.starts_with('<')).map(counted).collect(), "trees.txt";
    /// What comes after the tree.
    TREE_ENDS: Weighted<&'static str> = |text| halves(text, '<'), "trees.txt";
}

fn halves(text: &'static str, mark: char) -> Weighted<&'static str> {
    lines(text)
        .filter_map(|line| line.strip_prefix(mark))
        .map(|half| counted(half.trim()))
        .collect()
}

/// Sections of a file: a heading after `=`, and its lines.
pub(crate) fn sections(text: &'static str) -> Vec<(&'static str, Vec<&'static str>)> {
    let mut sections: Vec<(&'static str, Vec<&'static str>)> = Vec::new();
    for line in lines(text) {
        match (line.strip_prefix('='), sections.last_mut()) {
            (Some(heading), _) => sections.push((heading.trim(), Vec::new())),
            (None, Some((_, lines))) => lines.push(line),
            (None, None) => {}
        }
    }
    sections
}
