//! What people do, what they are called, and how they want to be treated.

use domain::date::Date;

use crate::calendar;
use crate::company::Company;
use crate::names::Name;
use crate::rng::Rng;

/// What those do who are neither customers nor work for one.
pub(super) const OTHERS: [&str; 8] = [
    "Besiktningsman",
    "Energirådgivare",
    "Mäklare",
    "Journalist",
    "Skorstensfejare",
    "Kontrollansvarig",
    "Pensionerad rörmokare",
    "Brunnsborrare",
];

/// What may stand on a card.
pub(super) const COMMENTS: [&str; 9] = [
    "Ring helst på förmiddagen.",
    "Svarar inte på okända nummer, skicka sms först.",
    "Vill ha allt på e-post.",
    "Kan ta emot varor till klockan 15.",
    "Hund på tomten.",
    "Jobbar deltid, ledig på fredagar.",
    "Träffade vi på mässan i Stockholm.",
    "Pratar gärna engelska.",
    "Kom på rekommendation.",
];

/// What people are called whatever the register says.
pub(super) fn nickname(name: &Name, rng: &mut Rng) -> String {
    const SHORT: [(&str, &str); 26] = [
        ("Lars", "Lasse"),
        ("Karl", "Kalle"),
        ("Anders", "Adde"),
        ("Bengt", "Bengan"),
        ("Gustav", "Gurra"),
        ("Per-Olof", "P-O"),
        ("Lars-Erik", "Lars-Erik"),
        ("Jan-Erik", "Janne"),
        ("Jan", "Janne"),
        ("Hans", "Hasse"),
        ("Mikael", "Micke"),
        ("Fredrik", "Fredde"),
        ("Stefan", "Steffe"),
        ("Christer", "Chrille"),
        ("Magnus", "Mange"),
        ("Margareta", "Maggan"),
        ("Birgitta", "Gittan"),
        ("Elisabeth", "Bettan"),
        ("Kristina", "Stina"),
        ("Katarina", "Kattis"),
        ("Josefin", "Jossan"),
        ("Charlotte", "Lotta"),
        ("Ann-Charlotte", "Lotta"),
        ("Susanne", "Sussi"),
        ("Alexander", "Alex"),
        ("Marianne", "Mia"),
    ];
    let known = SHORT
        .iter()
        .find(|(first, short)| *first == name.first && first != short);
    match known {
        Some((_, short)) if rng.per_mille(160) => (*short).to_owned(),
        _ => String::new(),
    }
}

/// Some trades are mostly women's or men's still.
pub(super) fn share_of_women(company: Option<&Company>) -> u64 {
    let Some(company) = company else { return 450 };
    match company.trade.industry {
        "Vård och omsorg" | "Tandvård" | "Veterinär" | "Hår och hälsa" => 780,
        "Skola och förskola" | "Redovisning och revision" | "Städ och service" => 660,
        "VVS-installation" | "Elinstallation" | "Kyla och klimat" | "Plåtslageri" => 130,
        "Byggverksamhet" | "Måleri" | "Åkeri och transport" | "Bilhandel och verkstad" => 170,
        "Sågverk och trävaror" | "Skogsbruk" | "Verkstadsindustri" | "Trädgård och anläggning" => {
            220
        }
        _ => 460,
    }
}

/// First and last day at a company, for somebody whose card was made at the given moment.
pub(super) fn period(created: i64, past: bool, rng: &mut Rng) -> (Option<Date>, Option<Date>) {
    let Some(made) = calendar::day(created) else {
        return (None, None);
    };
    let day = |days: i32| Date::from_days(days).ok();
    if past {
        let started = made.days() - rng.between(700, 4_000);
        return (day(started), day(made.days() - rng.between(10, 600)));
    }
    let started = if rng.per_mille(300) {
        day(made.days() - rng.between(0, 2_500))
    } else {
        None
    };
    (started, None)
}
