//! Companies: a company is a function of the seed and its place in the row, so that a contact can
//! know the company it is linked to without anybody keeping all of them.

use domain::{identity, text};
use uuid::Uuid;

use crate::calendar;
use crate::data::{CLUBS, COMPANY_WORDS, QUARTERS, TREES};
use crate::names;
use crate::place::{self, Place, TOWNS, Town};
use crate::rng::Rng;
use crate::trade::{ASSOCIATION, CO_OPERATIVE, MUNICIPALITY, TRADES, Trade};

/// What a company is in law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Limited,
    Trading,
    Partnership,
    SoleTrader,
    Foundation,
    Economic,
    CoOperative,
    Municipality,
    Association,
}

impl Kind {
    pub(crate) fn read(word: &str) -> Self {
        match word {
            "HB" => Self::Trading,
            "KB" => Self::Partnership,
            "EF" => Self::SoleTrader,
            "SF" => Self::Foundation,
            "EK" => Self::Economic,
            _ => Self::Limited,
        }
    }

    /// The name with what the law puts before or after it.
    fn title(self, name: &str) -> String {
        match self {
            Self::Limited => format!("{name} AB"),
            Self::Trading => format!("{name} HB"),
            Self::Partnership => format!("{name} KB"),
            Self::Foundation => format!("Stiftelsen {name}"),
            Self::Economic => format!("{name} ekonomisk förening"),
            _ => name.to_owned(),
        }
    }

    /// Two digits that this kind of company's number has after its group, as a reader expects.
    fn series(self) -> Option<&'static str> {
        match self {
            Self::Limited => Some("55"),
            Self::Trading | Self::Partnership => Some("96"),
            Self::Foundation | Self::Association => Some("82"),
            Self::Economic | Self::CoOperative => Some("76"),
            Self::Municipality => Some("22"),
            // Their number is the owner's personal number, which is nobody's business here.
            Self::SoleTrader => None,
        }
    }
}

/// Categories, as places in [`crate::firm::CATEGORIES`].
pub(crate) mod category {
    pub(crate) const DECIDES: usize = 0;
    pub(crate) const BUYS: usize = 1;
    pub(crate) const SUPPLIER: usize = 2;
    pub(crate) const AGREEMENT: usize = 3;
    pub(crate) const BOARD: usize = 4;
    pub(crate) const HEAT_PUMP: usize = 5;
    pub(crate) const FRAME: usize = 6;
}

/// A company, ready to be written.
#[derive(Debug, Clone)]
pub(crate) struct Company {
    pub id: Uuid,
    /// Milliseconds since 1970.
    pub created: i64,
    pub name: String,
    pub organisation_number: String,
    pub industry: String,
    /// The domain of its e-mail and website.
    pub domain: String,
    pub has_website: bool,
    pub owner: usize,
    pub kind: Kind,
    pub trade: &'static Trade,
    pub place: Place,
    pub box_address: Option<String>,
    pub phone: place::Fictional,
    pub customer: bool,
    pub categories: Vec<usize>,
}

/// Stream of chance for companies.
const STREAM: u64 = 2;

/// How many municipalities there are among so many companies: they come first in the row.
pub(crate) fn municipalities(companies: u64) -> u64 {
    let real = TOWNS.iter().filter(|town| town.is_municipality()).count() as u64;
    real.min(companies / 60)
}

/// The company at a place in the row.
pub(crate) fn company(seed: u64, row: u64, of: u64) -> Company {
    let mut rng = Rng::of(seed, STREAM, row);
    let created = calendar::moment(row, of);
    let id = calendar::id(created, &mut rng);
    let (kind, trade) = kind_and_trade(row, of, &mut rng);
    let town = match kind {
        Kind::Municipality => municipality(row),
        _ if trade.rural => country_town(&mut rng),
        _ => Town::draw(&mut rng),
    };
    let name = name(kind, trade, town, &mut rng);
    let customer = if trade.supplier {
        rng.per_mille(100)
    } else {
        rng.per_mille(720)
    };
    Company {
        id,
        created,
        organisation_number: organisation_number(kind, &mut rng),
        industry: trade.industry.to_owned(),
        domain: internet_domain(&name),
        name,
        has_website: rng.per_mille(website_share(kind)),
        owner: crate::firm::owner(&mut rng),
        kind,
        trade,
        place: place::place(town, &mut rng),
        box_address: rng
            .per_mille(180)
            .then(|| format!("Box {}", rng.between(10, 899))),
        phone: place::landline(town.region, &mut rng),
        customer,
        categories: categories(kind, trade, customer, &mut rng),
    }
}

fn kind_and_trade(row: u64, of: u64, rng: &mut Rng) -> (Kind, &'static Trade) {
    if row < municipalities(of) {
        return (Kind::Municipality, &MUNICIPALITY);
    }
    match rng.below(1_000) {
        0..140 => (Kind::CoOperative, &CO_OPERATIVE),
        140..185 => (Kind::Association, &ASSOCIATION),
        _ => {
            let trade = TRADES.draw(rng);
            (*trade.kinds.draw(rng), trade)
        }
    }
}

/// A town with forest and fields around it.
fn country_town(rng: &mut Rng) -> &'static Town {
    loop {
        let town = Town::draw(rng);
        if town.has_country() {
            return town;
        }
    }
}

fn municipality(row: u64) -> &'static Town {
    let mut real = TOWNS.iter().filter(|town| town.is_municipality());
    real.nth(row as usize).unwrap_or(&TOWNS[0])
}

fn name(kind: Kind, trade: &'static Trade, town: &'static Town, rng: &mut Rng) -> String {
    match kind {
        Kind::Municipality => municipal_name(town),
        Kind::CoOperative => format!("Brf {} {}", rng.pick(&QUARTERS), rng.between(1, 28)),
        Kind::Association => filled(CLUBS.draw(rng), town, rng),
        _ => {
            let words = rng.pick(&trade.names);
            let name = if words.contains('{') {
                filled(words, town, rng)
            } else {
                composed(kind, words, town, rng)
            };
            kind.title(&name)
        }
    }
}

fn website_share(kind: Kind) -> u64 {
    match kind {
        Kind::SoleTrader | Kind::CoOperative => 350,
        Kind::Municipality => 1_000,
        _ => 780,
    }
}

/// Some call themselves «stad», though the law knows municipalities only.
fn municipal_name(town: &Town) -> String {
    const CITIES: [&str; 9] = [
        "Stockholm",
        "Göteborg",
        "Malmö",
        "Borås",
        "Västerås",
        "Solna",
        "Sundbyberg",
        "Helsingborg",
        "Trollhättan",
    ];
    let kind = if CITIES.contains(&town.name) {
        "stad"
    } else {
        "kommun"
    };
    format!("{} {kind}", town.genitive())
}

/// A sole trader's company is not named after somebody else.
fn composed(kind: Kind, words: &str, town: &Town, rng: &mut Rng) -> String {
    let lot = if kind == Kind::SoleTrader {
        rng.below(66)
    } else {
        rng.below(100)
    };
    match lot {
        0..40 => format!("{} {words}", rng.pick(&COMPANY_WORDS)),
        40..53 => format!("{} {words}", town.genitive()),
        53..66 => format!("{words} i {}", town.name),
        66..88 => format!("{} {words}", genitive(&names::single(rng))),
        88..96 => format!("{} {words}", names::single(rng)),
        _ => format!("{} {words}", partners(rng)),
    }
}

fn filled(pattern: &str, town: &Town, rng: &mut Rng) -> String {
    let mut name = pattern
        .replace("{t}", town.name)
        .replace("{g}", &town.genitive());
    if name.contains("{w}") {
        name = name.replace("{w}", rng.pick(&COMPANY_WORDS));
    }
    if name.contains("{q}") {
        // Plants and animals; a home for the old is not called Kanonen.
        name = name.replace("{q}", rng.pick(&QUARTERS[..58]));
    }
    if name.contains("{tr}") {
        name = name.replace("{tr}", TREES.draw(rng));
    }
    if name.contains("{s}") {
        name = name.replace("{s}", &genitive(&names::single(rng)));
    }
    if name.contains("{s2}") {
        name = name.replace("{s2}", &partners(rng));
    }
    name
}

fn partners(rng: &mut Rng) -> String {
    format!("{} & {}", names::single(rng), names::single(rng))
}

fn genitive(name: &str) -> String {
    if name.ends_with(['s', 'x', 'z']) {
        name.to_owned()
    } else {
        format!("{name}s")
    }
}

/// Valid digits that can belong to nobody: the first digit of an organisation number is the group
/// of legal forms, and 4 is not one of them (1 estates, 2 state and municipalities, 3 foreign, 5
/// limited companies, 6 simple partnerships, 7 co-operatives, 8 associations and foundations,
/// 9 trading companies; SKV 709, lagen 1974:174). The design's 5566 series would have hit real
/// companies as soon as the check digit was right.
fn organisation_number(kind: Kind, rng: &mut Rng) -> String {
    let Some(series) = kind.series() else {
        return String::new();
    };
    let nine = format!("4{series}{:06}", rng.below(1_000_000));
    let digits = format!("{nine}{}", identity::luhn_digit(&nine));
    format!("{}-{}", &digits[..6], &digits[6..])
}

/// `dalatrabygg.example`: the name in ASCII, without what the law adds. `.example` is reserved for
/// examples (RFC 2606), so no letter ever arrives.
pub(crate) fn internet_domain(name: &str) -> String {
    const LEGAL: [&str; 7] = ["ab", "hb", "kb", "ekonomisk", "forening", "stiftelsen", "&"];
    let folded = text::fold(name);
    let words = folded.split(' ').filter(|word| !LEGAL.contains(word));
    let letters: String = words
        .flat_map(str::chars)
        .filter(char::is_ascii_alphanumeric)
        .take(28)
        .collect();
    format!("{letters}.example")
}

fn categories(kind: Kind, trade: &Trade, customer: bool, rng: &mut Rng) -> Vec<usize> {
    let mut categories = Vec::new();
    if trade.supplier && rng.per_mille(800) {
        categories.push(category::SUPPLIER);
    }
    if customer && rng.per_mille(420) {
        categories.push(category::AGREEMENT);
    }
    if customer && rng.per_mille(if kind == Kind::Municipality { 900 } else { 110 }) {
        categories.push(category::FRAME);
    }
    categories
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_valid_and_nobodys() {
        for row in 0..3_000 {
            let company = company(1, row, 3_000);
            let number = &company.organisation_number;
            assert_eq!(number.is_empty(), company.kind == Kind::SoleTrader);
            if !number.is_empty() {
                assert!(number.starts_with('4'));
                let parsed = identity::OrganisationNumber::parse(number).expect("valid");
                assert_eq!(&parsed.formatted(), number);
            }
        }
    }

    #[test]
    fn domains_are_reserved_and_valid() {
        assert_eq!(internet_domain("Dala Trä & Bygg AB"), "dalatrabygg.example");
        for row in 0..3_000 {
            let address = format!("info@{}", company(1, row, 3_000).domain);
            assert_eq!(
                domain::email::parse(&address).map(|email| email.address),
                Ok(address)
            );
        }
    }

    #[test]
    fn municipalities_are_named_as_they_name_themselves() {
        let name = |town| municipal_name(Town::named(town));
        assert_eq!(
            [
                name("Leksand"),
                name("Mora"),
                name("Falun"),
                name("Göteborg")
            ],
            [
                "Leksands kommun",
                "Mora kommun",
                "Falu kommun",
                "Göteborgs stad"
            ]
        );
    }
}
