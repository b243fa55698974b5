//! What companies do, what they are called for it, and who works there.

use std::sync::LazyLock;

use crate::company::Kind;
use crate::data;
use crate::rng::Weighted;

/// A title and what it says about its bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Title {
    pub name: &'static str,
    /// Decides («Beslutsfattare»).
    pub decides: bool,
    /// Buys («Inköpare»).
    pub buys: bool,
}

impl Title {
    fn read(text: &'static str) -> Self {
        Self {
            name: text.trim_end_matches(['*', '+']),
            decides: text.contains('*'),
            buys: text.contains('+'),
        }
    }

    /// Is on the board of an association or housing co-operative.
    pub(crate) fn on_board(self) -> bool {
        [
            "Ordförande",
            "Kassör",
            "Sekreterare",
            "Styrelseledamot",
            "Suppleant",
        ]
        .contains(&self.name)
    }

    pub(crate) const fn plain(name: &'static str) -> Self {
        Self {
            name,
            decides: false,
            buys: false,
        }
    }
}

#[derive(Debug)]
pub(crate) struct Trade {
    pub industry: &'static str,
    pub names: Vec<&'static str>,
    pub kinds: Weighted<Kind>,
    pub titles: Vec<Title>,
    pub departments: Vec<&'static str>,
    /// Supplies the firm.
    pub supplier: bool,
    /// Has premises of its own, with ventilation to look after.
    pub premises: bool,
    /// Is not found in the large towns.
    pub rural: bool,
}

/// What a title begins with or contains, and the departments that its bearer may belong to.
const PLACES: [(&str, &[&str]); 22] = [
    (
        "konom",
        &[
            "Ekonomi",
            "Kontor",
            "Administration",
            "Redovisning",
            "Serviceförvaltningen",
        ],
    ),
    ("Inköp", &["Inköp", "Ekonomi"]),
    ("Upphandl", &["Upphandlingsenheten"]),
    ("Fastighetschef", &["Fastighetsavdelningen", "Fastighet"]),
    ("Fastighets", &["Drift", "Fastighet", "Förvaltning"]),
    (
        "örvalt",
        &[
            "Förvaltning",
            "Fastighetsavdelningen",
            "Tekniska förvaltningen",
        ],
    ),
    (
        "Drift",
        &["Drift", "Fastighetsavdelningen", "Tekniska förvaltningen"],
    ),
    ("Uthyr", &["Uthyrning"]),
    (
        "Vaktmästare",
        &[
            "Service",
            "Fastighet",
            "Fastighetsavdelningen",
            "Serviceförvaltningen",
        ],
    ),
    ("Rektor", &["Utbildningsförvaltningen"]),
    ("ärare", &["Undervisning"]),
    (
        "Projekt",
        &[
            "Projekt",
            "Entreprenad",
            "Projektledning",
            "Tekniska förvaltningen",
        ],
    ),
    ("Servicetekniker", &["Service"]),
    (
        "tekniker",
        &["Service", "Underhåll", "Support", "Verkstad", "Drift"],
    ),
    ("Underhåll", &["Underhåll"]),
    ("Produktion", &["Produktion"]),
    ("Mekaniker", &["Verkstad"]),
    ("Verkstad", &["Verkstad"]),
    ("äljare", &["Försäljning", "Butik"]),
    ("Lager", &["Lager"]),
    ("Reception", &["Reception", "Administration"]),
    ("sköterska", &["Vård", "Klinik"]),
];

impl Trade {
    /// A department where somebody with the title may work.
    pub(crate) fn department_of(&self, title: Title) -> Option<&'static str> {
        let fits = PLACES.iter().filter(|(stem, _)| title.name.contains(stem));
        let mut departments = fits.flat_map(|(_, departments)| departments.iter());
        departments
            .find(|department| self.departments.contains(department))
            .copied()
    }
}

/// Trades that anybody may found a company in.
pub(crate) static TRADES: LazyLock<Weighted<Trade>> = LazyLock::new(|| {
    let sections = data::sections(include_str!("../data/trades.txt"));
    sections
        .into_iter()
        .map(|(heading, lines)| read(heading, &lines))
        .collect()
});

fn read(heading: &'static str, lines: &[&'static str]) -> (Trade, u64) {
    let (industry, weight) = data::counted(heading);
    let after = |mark: &str| {
        lines
            .iter()
            .find_map(|line| line.strip_prefix(mark))
            .unwrap_or_default()
    };
    let kinds = data::listed(after("k ")).into_iter().map(data::counted);
    let trade = Trade {
        industry,
        names: data::listed(after("n ")),
        kinds: kinds
            .map(|(kind, weight)| (Kind::read(kind), weight))
            .collect(),
        titles: data::listed(after("t "))
            .into_iter()
            .map(Title::read)
            .collect(),
        departments: data::listed(after("d ")),
        supplier: lines.contains(&"s"),
        premises: lines.contains(&"p"),
        rural: lines.contains(&"r"),
    };
    (trade, weight)
}

fn special(industry: &'static str, titles: &'static str, departments: &'static str) -> Trade {
    Trade {
        industry,
        names: Vec::new(),
        kinds: Weighted::from_iter([(Kind::Limited, 1)]),
        titles: data::listed(titles).into_iter().map(Title::read).collect(),
        departments: data::listed(departments),
        supplier: false,
        premises: true,
        rural: false,
    }
}

/// Housing co-operatives.
pub(crate) static CO_OPERATIVE: LazyLock<Trade> = LazyLock::new(|| {
    special(
        "Bostadsrättsförening",
        "Ordförande*,Ordförande*,Kassör*,Sekreterare,Styrelseledamot,Styrelseledamot,Suppleant,Fastighetsansvarig*,Vicevärd",
        "Styrelsen",
    )
});

/// Municipalities.
pub(crate) static MUNICIPALITY: LazyLock<Trade> = LazyLock::new(|| {
    special(
        "Kommun",
        "Fastighetschef*,Förvaltare,Drifttekniker,Drifttekniker,Energicontroller,Upphandlare+,Inköpare+,Projektledare,Vaktmästare,Enhetschef*,Rektor*,Förvaltningschef*,Ekonom,Handläggare",
        "Fastighetsavdelningen,Tekniska förvaltningen,Serviceförvaltningen,Upphandlingsenheten,Utbildningsförvaltningen",
    )
});

/// Associations.
pub(crate) static ASSOCIATION: LazyLock<Trade> = LazyLock::new(|| {
    special(
        "Ideell förening",
        "Ordförande*,Kassör*,Sekreterare,Styrelseledamot,Kanslist,Vaktmästare,Anläggningsansvarig*",
        "Styrelsen",
    )
});
