//! What has been written down about people and companies over the last three years.

use std::sync::LazyLock;

use crate::calendar;
use crate::company::{Company, Kind};
use crate::data;
use crate::firm;
use crate::place::Town;
use crate::rng::Rng;

/// What a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    Home,
    Work,
    Property,
    Company,
    CoOperative,
    Supplier,
    Public,
    Club,
}

struct Templates {
    home: Vec<&'static str>,
    work: Vec<&'static str>,
    property: Vec<&'static str>,
    company: Vec<&'static str>,
    co_operative: Vec<&'static str>,
    supplier: Vec<&'static str>,
    public: Vec<&'static str>,
    club: Vec<&'static str>,
}

static TEMPLATES: LazyLock<Templates> = LazyLock::new(|| {
    let sections = data::sections(include_str!("../data/notes.txt"));
    let of = |name: &str| {
        let found = sections.iter().find(|(heading, _)| *heading == name);
        found.map(|(_, lines)| lines.clone()).unwrap_or_default()
    };
    Templates {
        home: of("home"),
        work: of("work"),
        property: of("property"),
        company: of("company"),
        co_operative: of("brf"),
        supplier: of("supplier"),
        public: of("public"),
        club: of("club"),
    }
});

impl About {
    fn templates(self) -> &'static [&'static str] {
        match self {
            Self::Home => &TEMPLATES.home,
            Self::Work => &TEMPLATES.work,
            Self::Property => &TEMPLATES.property,
            Self::Company => &TEMPLATES.company,
            Self::CoOperative => &TEMPLATES.co_operative,
            Self::Supplier => &TEMPLATES.supplier,
            Self::Public => &TEMPLATES.public,
            Self::Club => &TEMPLATES.club,
        }
    }

    /// What there is to say about a company, or about somebody in their role there.
    pub(crate) fn of(company: &Company) -> Self {
        match company.kind {
            Kind::CoOperative => Self::CoOperative,
            Kind::Municipality => Self::Public,
            Kind::Association => Self::Club,
            _ if company.trade.supplier => Self::Supplier,
            _ if company.trade.premises => Self::Property,
            _ => Self::Company,
        }
    }
}

/// A note, ready to be written.
#[derive(Debug, Clone)]
pub(crate) struct Note {
    pub written: i64,
    pub author: usize,
    pub body: String,
}

/// Who and where a note is about.
pub(crate) struct Subject<'a> {
    pub about: About,
    /// The person's given name, or that of whoever was on the phone.
    pub first_name: &'a str,
    pub town: &'static Town,
    /// The row it stands on was made then.
    pub created: i64,
    /// Usually writes it.
    pub owner: usize,
}

/// A note about somebody or something.
pub(crate) fn note(subject: &Subject<'_>, rng: &mut Rng) -> Note {
    let written = calendar::lately(subject.created, rng);
    let author = if rng.per_mille(700) {
        subject.owner
    } else {
        firm::author(rng)
    };
    let template = rng.pick(subject.about.templates());
    Note {
        written,
        author,
        body: filled(template, subject, written, author, rng),
    }
}

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];
const DAYS: [&str; 5] = ["måndag", "tisdag", "onsdag", "torsdag", "fredag"];
const TIMES: [&str; 7] = ["8", "9", "09.30", "10", "13", "13.30", "15"];

fn filled(
    template: &str,
    subject: &Subject<'_>,
    written: i64,
    author: usize,
    rng: &mut Rng,
) -> String {
    let Some(day) = calendar::day(written) else {
        return template.to_owned();
    };
    let ahead = usize::from(day.month()) + rng.index(3);
    let year = i32::from(day.year());
    let mut body = template
        .replace("{f}", subject.first_name)
        .replace("{c}", subject.town.name)
        .replace("{m}", MONTHS[ahead % 12])
        .replace("{y}", &(year + 1).to_string());
    if body.contains("{l}") {
        let back = if subject.about == About::Home {
            rng.between(3, 17)
        } else {
            1
        };
        body = body.replace("{l}", &(year - back).to_string());
    }
    if body.contains("{k}") {
        let colleague = firm::colleague_of(author, rng);
        body = body.replace("{k}", firm::USERS[colleague].first_name());
    }
    if body.contains("{kr}") {
        let (low, high) = match subject.about {
            About::Home => (38, 189),
            About::Club => (9, 58),
            About::Company => (14, 190),
            _ => (12, 640),
        };
        let thousands = rng.between(low, high);
        body = body.replace("{kr}", &format!("{thousands}\u{a0}{}00", rng.below(10)));
    }
    body = body
        .replace("{d}", rng.pick(&DAYS))
        .replace("{t}", rng.pick(&TIMES));
    body.replace("{n}", &rng.between(2, 9).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_slot_is_left_open() {
        let mut rng = Rng::of(1, 1, 1);
        let every = [
            About::Home,
            About::Work,
            About::Property,
            About::Company,
            About::CoOperative,
            About::Supplier,
            About::Public,
            About::Club,
        ];
        for about in every {
            assert!(about.templates().len() >= 6, "{about:?}");
            for _ in 0..200 {
                let town = Town::draw(&mut rng);
                let subject = Subject {
                    about,
                    first_name: "Karin",
                    town,
                    created: 0,
                    owner: 1,
                };
                let note = note(&subject, &mut rng);
                assert!(
                    !note.body.contains(['{', '}']) && note.body.ends_with('.'),
                    "{}",
                    note.body
                );
            }
        }
    }
}
