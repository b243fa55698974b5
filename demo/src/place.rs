//! Where people live and companies are.

use std::sync::LazyLock;

use crate::data::{self, STREETS, TREE_ENDS, TREES};
use crate::rng::{Rng, Weighted};

/// Which of PTS's series for fiction a landline in the town belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Region {
    North,
    Stockholm,
    West,
    South,
}

#[derive(Debug)]
pub(crate) struct Town {
    pub name: &'static str,
    pub region: Region,
    /// Three first digits, and the range of the two last.
    postcodes: Vec<(&'static str, i32, i32)>,
    /// Streets by name: postcode, and how far the numbers go.
    streets: Vec<(&'static str, &'static str, i32)>,
    weight: u64,
}

/// An address in Sweden.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub town: &'static Town,
    pub street: String,
    pub postcode: String,
}

/// Every town.
pub(crate) static TOWNS: LazyLock<Vec<Town>> = LazyLock::new(|| {
    data::lines(include_str!("../data/towns.txt"))
        .filter_map(read_town)
        .collect()
});

static BY_WEIGHT: LazyLock<Weighted<usize>> = LazyLock::new(|| {
    TOWNS
        .iter()
        .enumerate()
        .map(|(index, town)| (index, town.weight))
        .collect()
});

fn read_town(line: &'static str) -> Option<Town> {
    let mut parts = line.split('|');
    let (name, weight) = (parts.next()?, parts.next()?.parse().ok()?);
    let region = match parts.next()? {
        "north" => Region::North,
        "west" => Region::West,
        "south" => Region::South,
        _ => Region::Stockholm,
    };
    let postcodes = parts.next()?.split(", ").filter_map(|range| {
        let (prefix, last) = range.split_once(' ')?;
        let (low, high) = last.split_once('-')?;
        Some((prefix, low.parse().ok()?, high.parse().ok()?))
    });
    Some(Town {
        name,
        region,
        postcodes: postcodes.collect(),
        streets: streets_of(name),
        weight,
    })
}

fn streets_of(town: &str) -> Vec<(&'static str, &'static str, i32)> {
    let lines = data::lines(include_str!("../data/cities.txt"));
    let streets = lines.filter_map(|line| {
        let parts: Vec<&'static str> = line.split('|').collect();
        let [of, street, postcode, upto] = parts[..] else {
            return None;
        };
        (of == town)
            .then(|| Some((street, postcode, upto.parse().ok()?)))
            .flatten()
    });
    streets.collect()
}

impl Town {
    /// Some town, the nearer the firm the more often.
    pub(crate) fn draw(rng: &mut Rng) -> &'static Self {
        &TOWNS[*BY_WEIGHT.draw(rng)]
    }

    pub(crate) fn named(name: &str) -> &'static Self {
        TOWNS
            .iter()
            .find(|town| town.name == name)
            .unwrap_or(&TOWNS[0])
    }

    /// As it stands before a name: Leksands, Mora, Falu.
    pub(crate) fn genitive(&self) -> String {
        match self.name {
            "Falun" => "Falu".to_owned(),
            name if name.ends_with(|letter| "aeiouyåäös".contains(letter)) => name.to_owned(),
            name => format!("{name}s"),
        }
    }

    /// Lies in the country, and not within a large town.
    pub(crate) fn has_country(&self) -> bool {
        const WITHIN_CITIES: [&str; 14] = [
            "Stockholm",
            "Bromma",
            "Hägersten",
            "Solna",
            "Sundbyberg",
            "Huddinge",
            "Nacka",
            "Täby",
            "Sollentuna",
            "Järfälla",
            "Upplands Väsby",
            "Göteborg",
            "Mölndal",
            "Malmö",
        ];
        !WITHIN_CITIES.contains(&self.name)
    }

    /// Is also the name of a municipality.
    pub(crate) fn is_municipality(&self) -> bool {
        const PARTS_OF_OTHERS: [&str; 10] = [
            "Insjön",
            "Tällberg",
            "Siljansnäs",
            "Grängesberg",
            "Kopparberg",
            "Bromma",
            "Hägersten",
            "Visby",
            "Sveg",
            "Malung",
        ];
        !PARTS_OF_OTHERS.contains(&self.name)
    }
}

/// An address in a town.
pub(crate) fn place(town: &'static Town, rng: &mut Rng) -> Place {
    if !town.streets.is_empty() && rng.per_mille(550) {
        let (street, postcode, upto) = rng.pick(&town.streets);
        let street = format!("{street} {}", number(upto, rng));
        return Place {
            town,
            street,
            postcode: postcode.to_owned(),
        };
    }
    let (prefix, low, high) = rng.pick(&town.postcodes);
    let postcode = format!("{prefix} {:02}", rng.between(low, high));
    let street = format!("{} {}", street(rng), number(60, rng));
    Place {
        town,
        street,
        postcode,
    }
}

fn street(rng: &mut Rng) -> String {
    if rng.per_mille(650) {
        return STREETS.draw(rng).to_string();
    }
    format!("{}{}", TREES.draw(rng), TREE_ENDS.draw(rng))
}

/// Low numbers are commoner, since many streets are short.
fn number(upto: i32, rng: &mut Rng) -> String {
    let number = 1 + (rng.unit() * rng.unit() * f64::from(upto)) as i32;
    match rng.below(100) {
        0..7 => format!("{number} {}", rng.pick(&['A', 'B', 'C', 'D'])),
        _ => number.to_string(),
    }
}

/// A phone number that leads nowhere, as shown and in E.164: only from the series that PTS has set
/// aside for books and films (PTS, «Telefonnummer för användning i böcker och filmer»).
pub(crate) type Fictional = (String, String);

pub(crate) fn mobile(rng: &mut Rng) -> Fictional {
    let last = rng.between(5, 99);
    (
        format!("070-174 06 {last:02}"),
        format!("+467017406{last:02}"),
    )
}

pub(crate) fn landline(region: Region, rng: &mut Rng) -> Fictional {
    let last = rng.between(0, 99);
    match region {
        Region::North => (
            format!("0980-319 2{last:02}"),
            format!("+469803192{last:02}"),
        ),
        Region::Stockholm => (
            format!("08-465 004 {last:02}"),
            format!("+468465004{last:02}"),
        ),
        Region::West => (
            format!("031-390 06 {last:02}"),
            format!("+463139006{last:02}"),
        ),
        Region::South => (
            format!("040-628 04 {last:02}"),
            format!("+464062804{last:02}"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_what_the_domain_would_have_written() {
        let mut rng = Rng::of(1, 1, 1);
        for _ in 0..2_000 {
            let place = place(Town::draw(&mut rng), &mut rng);
            assert_eq!(
                domain::address::postcode("SE", &place.postcode),
                Ok(place.postcode.clone())
            );
        }
        assert!(TOWNS.iter().all(|town| !town.postcodes.is_empty()));
    }

    #[test]
    fn phones_are_fictional_and_well_written() {
        let mut rng = Rng::of(1, 1, 2);
        let regions = [
            Region::North,
            Region::Stockholm,
            Region::West,
            Region::South,
        ];
        for turn in 0..500 {
            let numbers = [mobile(&mut rng), landline(regions[turn % 4], &mut rng)];
            for (shown, e164) in numbers {
                let phone = domain::phone::parse(&shown).expect("a number");
                assert_eq!((phone.national(), phone.e164), (shown, e164));
            }
        }
    }

    #[test]
    fn genitives() {
        let genitive = |name| Town::named(name).genitive();
        assert_eq!(
            [
                genitive("Leksand"),
                genitive("Mora"),
                genitive("Falun"),
                genitive("Borås")
            ],
            ["Leksands", "Mora", "Falu", "Borås"]
        );
    }
}
