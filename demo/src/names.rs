//! Names of people: given names by year of birth, surnames by origin.

use std::sync::LazyLock;

use crate::data::{self, FIRST_HALVES, LAST_HALVES, PARTICLES, SURNAMES};
use crate::rng::{Rng, Weighted};

/// Woman or man, as the given name tells. (Kundkort keeps no sex; the generator needs one.)
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    /// A woman's name.
    Woman,
    /// A man's name.
    Man,
}

/// A person's name and year of birth.
#[derive(Debug, Clone)]
pub struct Name {
    /// Given name.
    pub first: String,
    /// Surname.
    pub last: String,

    /// Year of birth.
    pub born: i32,
}

/// Years of birth that customers and colleagues may have: from 88 to 20 years old.
const FIRST_YEAR: i32 = 1938;
const LAST_YEAR: i32 = 2006;
/// Years that share one table of given names.
const CLASS_YEARS: i32 = 4;

struct Given {
    classes: Vec<Weighted<&'static str>>,
}

impl Given {
    /// Spreads each name over the years of birth by the normal curve.
    fn read(text: &'static str) -> Self {
        let names: Vec<(&str, f64, f64, f64)> = data::lines(text).filter_map(given_line).collect();
        let classes = (FIRST_YEAR..=LAST_YEAR)
            .step_by(CLASS_YEARS as usize)
            .map(|year| {
                let middle = f64::from(year + CLASS_YEARS / 2);
                let weighted = names.iter().map(|(name, weight, peak, spread)| {
                    let away = (middle - peak) / spread;
                    (
                        *name,
                        (10_000.0 * weight / spread * (-0.5 * away * away).exp()) as u64,
                    )
                });
                weighted.collect()
            });
        Self {
            classes: classes.collect(),
        }
    }

    fn draw(&self, born: i32, rng: &mut Rng) -> &'static str {
        let class = (born.clamp(FIRST_YEAR, LAST_YEAR) - FIRST_YEAR) / CLASS_YEARS;
        self.classes[class as usize].draw(rng)
    }
}

fn given_line(line: &'static str) -> Option<(&'static str, f64, f64, f64)> {
    let (name, _) = line.split_once(' ')?;
    let mut rest = line.split(' ').skip(1);
    Some((
        name,
        rest.next()?.parse().ok()?,
        rest.next()?.parse().ok()?,
        rest.next()?.parse().ok()?,
    ))
}

static WOMEN: LazyLock<Given> = LazyLock::new(|| Given::read(include_str!("../data/women.txt")));
static MEN: LazyLock<Given> = LazyLock::new(|| Given::read(include_str!("../data/men.txt")));

struct Origin {
    polish: bool,
    peak: f64,
    spread: f64,
    women: Weighted<&'static str>,
    men: Weighted<&'static str>,
    last: Weighted<&'static str>,
}

static ORIGINS: LazyLock<Weighted<Origin>> = LazyLock::new(|| {
    let sections = data::sections(include_str!("../data/origins.txt"));
    sections
        .into_iter()
        .filter_map(|(heading, lines)| read_origin(heading, &lines))
        .collect()
});

fn read_origin(heading: &'static str, lines: &[&'static str]) -> Option<(Origin, u64)> {
    let words: Vec<&str> = heading.split(' ').collect();
    let names = |mark: char| -> Weighted<&'static str> {
        let listed = lines
            .iter()
            .find_map(|line| line.strip_prefix(mark))
            .unwrap_or_default();
        // The commonest first: a name's weight falls with its place, as Zipf's law has it.
        listed
            .split_whitespace()
            .enumerate()
            .map(|(place, name)| (name, 1_000 / (place as u64 + 4)))
            .collect()
    };
    let origin = Origin {
        polish: words.first() == Some(&"polish"),
        peak: words.get(2)?.parse().ok()?,
        spread: words.get(3)?.parse().ok()?,
        women: names('w'),
        men: names('m'),
        last: names('l'),
    };
    Some((origin, words.get(1)?.parse().ok()?))
}

/// Of a thousand people, how many have roots elsewhere: fewer than in all of Sweden, since these
/// are house owners and people in charge, and the old are among them.
const ROOTS_ELSEWHERE: u64 = 150;

/// A year of birth for someone between 20 and 88; most are in working life.
fn year(rng: &mut Rng) -> i32 {
    let around = if rng.per_mille(250) {
        1955.0 + rng.bell() * 8.0
    } else {
        1977.0 + rng.bell() * 13.0
    };
    (around as i32).clamp(FIRST_YEAR, LAST_YEAR)
}

/// Somebody. `women` per mille are women.
pub fn person(women: u64, rng: &mut Rng) -> Name {
    let sex = if rng.per_mille(women) {
        Sex::Woman
    } else {
        Sex::Man
    };
    if rng.per_mille(ROOTS_ELSEWHERE) {
        return rooted_elsewhere(sex, rng);
    }
    let born = year(rng);
    let first = given(sex, born, rng);
    // Some have married into a name from elsewhere.
    let last = if rng.per_mille(25) {
        ORIGINS.draw(rng).last.draw(rng).to_string()
    } else {
        surname(rng)
    };
    Name { first, last, born }
}

fn given(sex: Sex, born: i32, rng: &mut Rng) -> String {
    let names = if sex == Sex::Woman { &WOMEN } else { &MEN };
    names.draw(born, rng).to_owned()
}

fn rooted_elsewhere(sex: Sex, rng: &mut Rng) -> Name {
    let origin = ORIGINS.draw(rng);
    let born = ((origin.peak + rng.bell() * origin.spread) as i32).clamp(FIRST_YEAR, LAST_YEAR);
    let names = if sex == Sex::Woman {
        &origin.women
    } else {
        &origin.men
    };
    // Born here, many have a name that is common here.
    let local = born > 1985 && rng.per_mille(300);
    let first = if local {
        given(sex, born, rng)
    } else {
        names.draw(rng).to_string()
    };
    let married = sex == Sex::Woman && rng.per_mille(120);
    let last = if married {
        surname(rng)
    } else {
        feminine(origin, sex, origin.last.draw(rng))
    };
    let last = if rng.per_mille(25) {
        format!("{last} {}", surname(rng))
    } else {
        last
    };
    Name { first, last, born }
}

/// Polish surnames have a form for women.
fn feminine(origin: &Origin, sex: Sex, name: &str) -> String {
    match name.strip_suffix("ki") {
        Some(stem) if origin.polish && sex == Sex::Woman => format!("{stem}ka"),
        _ => name.to_owned(),
    }
}

/// A surname of Swedish origin.
pub fn surname(rng: &mut Rng) -> String {
    match rng.below(1_000) {
        0..8 => rng.pick(&PARTICLES).to_string(),
        8..48 => double(rng),
        _ => single(rng),
    }
}

/// A surname of one part, as companies are named after.
pub fn single(rng: &mut Rng) -> String {
    if rng.per_mille(220) {
        compound(rng)
    } else {
        SURNAMES.draw(rng).to_string()
    }
}

fn double(rng: &mut Rng) -> String {
    let (one, other) = (single(rng), single(rng));
    if one == other {
        return one;
    }
    let join = if rng.per_mille(250) { '-' } else { ' ' };
    format!("{one}{join}{other}")
}

/// A compounded name such as Björkstrand.
fn compound(rng: &mut Rng) -> String {
    loop {
        let (first, last) = (FIRST_HALVES.draw(rng), LAST_HALVES.draw(rng));
        if let Some(name) = joined(first, last) {
            return name;
        }
    }
}

fn joined(first: &str, last: &str) -> Option<String> {
    let (tail, head) = (first.chars().next_back()?, last.chars().next()?);
    // No letter twice in a row (Malmmark), nothing twice (Bergberg), no vowel before a vowel (Åén).
    let vowel = |letter: &char| "aeiouyåäöé".contains(letter.to_ascii_lowercase());
    let hiatus = (vowel(&tail) || matches!(tail, 'Å' | 'Ö')) && vowel(&head);
    let short = first.chars().count() < 2 && last.chars().count() < 4;
    let twice = first.eq_ignore_ascii_case(last);
    (tail != head && !hiatus && !short && !twice).then(|| format!("{first}{last}"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn lists_are_long_enough() {
        let given = |swedish: &Given, of: fn(&Origin) -> &Weighted<&'static str>| {
            let mut names: BTreeSet<&str> = swedish
                .classes
                .iter()
                .flat_map(|c| c.values())
                .copied()
                .collect();
            ORIGINS
                .values()
                .iter()
                .for_each(|origin| names.extend(of(origin).values()));
            names.len()
        };
        assert!(given(&WOMEN, |origin| &origin.women) >= 300);
        assert!(given(&MEN, |origin| &origin.men) >= 300);
        assert!(SURNAMES.values().len() >= 400);
    }

    #[test]
    fn there_is_a_long_tail_of_surnames() {
        let mut rng = Rng::of(1, 1, 1);
        let names: BTreeSet<String> = (0..200_000).map(|_| person(500, &mut rng).last).collect();
        assert!(names.len() > 10_000, "{}", names.len());
    }

    #[test]
    fn given_names_follow_the_year() {
        let mut rng = Rng::of(1, 1, 2);
        let mut often = |born| {
            (0..2_000)
                .filter(|_| given(Sex::Woman, born, &mut rng) == "Gun")
                .count()
        };
        let (old, young) = (often(1942), often(1998));
        assert!(old > 20 && young == 0, "{old} {young}");
    }

    #[test]
    fn compounds_are_names() {
        assert_eq!(joined("Hall", "ling"), None);
        assert_eq!(joined("Berg", "berg"), None);
        assert_eq!(joined("Å", "én"), None);
        assert_eq!(joined("Björk", "strand").as_deref(), Some("Björkstrand"));
    }
}
