//! Who and what the design shows, as tables.

use crate::company::Kind;

/// Name, kind, industry, street, postcode, town, phone.
pub(super) type Firm = (
    &'static str,
    Kind,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

pub(super) const COMPANIES: [Firm; 10] = [
    (
        "Norrsken Fastigheter AB",
        Kind::Limited,
        "Fastighetsförvaltning",
        "Hamngatan 14",
        "111 47",
        "Stockholm",
        "08-465 004 20",
    ),
    (
        "Brf Björken 4",
        Kind::CoOperative,
        "",
        "Tallstigen 1",
        "793 31",
        "Leksand",
        "0980-319 212",
    ),
    (
        "Mälarhus Förvaltning AB",
        Kind::Limited,
        "Fastighetsförvaltning",
        "Kopparbergsvägen 10",
        "722 13",
        "Västerås",
        "08-465 004 50",
    ),
    (
        "Dala Trä & Bygg AB",
        Kind::Limited,
        "Byggverksamhet",
        "Tunavägen 22",
        "784 34",
        "Borlänge",
        "0980-319 230",
    ),
    (
        "Kv. Björken ekonomisk förening",
        Kind::Economic,
        "Fastighetsförvaltning",
        "Åsgatan 31",
        "791 71",
        "Falun",
        "0980-319 241",
    ),
    (
        "Söderholms Rör AB",
        Kind::Limited,
        "VVS-installation",
        "Karlslundsgatan 8",
        "703 41",
        "Örebro",
        "08-465 004 61",
    ),
    (
        "Dalälvens Vårdhem AB",
        Kind::Limited,
        "Vård och omsorg",
        "Strandvägen 5",
        "791 42",
        "Falun",
        "0980-319 252",
    ),
    (
        "Kyl & Klimat i Mora AB",
        Kind::Limited,
        "Kyla och klimat",
        "Industrivägen 12",
        "792 37",
        "Mora",
        "0980-319 263",
    ),
    (
        "Advokatbyrån Fjärd AB",
        Kind::Limited,
        "Juridik",
        "Östra Hamngatan 19",
        "411 10",
        "Göteborg",
        "031-390 06 10",
    ),
    (
        "Siljanskolan AB",
        Kind::Limited,
        "Skola och förskola",
        "Skolvägen 2",
        "792 32",
        "Mora",
        "0980-319 274",
    ),
];

/// Given name, surname, role, company, phone; the company as a place in [`COMPANIES`].
pub(super) type Worker = (
    &'static str,
    &'static str,
    &'static str,
    usize,
    &'static str,
);

pub(super) const WORKERS: [Worker; 13] = [
    ("Karin", "Söderström", "Inköpschef", 0, "070-174 06 12"),
    ("Anders", "Söderberg", "Driftchef", 2, "070-174 06 05"),
    ("Elin", "Söderberg", "Ekonomiassistent", 3, "08-465 004 11"),
    ("Maja", "Söderblom", "Projektledare", 4, "070-174 06 44"),
    (
        "Linnéa",
        "Södergren",
        "Fastighetsskötare",
        0,
        "070-174 06 18",
    ),
    ("Hans", "Söderholm", "VD", 5, "070-174 06 27"),
    ("Fatima", "Söderlund", "Inköpare", 6, "08-465 004 36"),
    ("Oskar", "Söderström", "Servicetekniker", 7, "070-174 06 66"),
    ("Yasmin", "Söderström Ali", "Jurist", 8, "031-390 06 14"),
    ("Nils", "Södervall", "Tekniklärare", 9, "070-174 06 71"),
    ("Sofia", "Palm Söderqvist", "HR-chef", 3, "040-628 04 22"),
    ("Tomas", "Västersöder", "Vaktmästare", 2, "070-174 06 80"),
    (
        "Ibrahim",
        "Öztürk",
        "Teknisk förvaltare",
        0,
        "070-174 06 33",
    ),
];

/// Given name, surname, phone, street, postcode, town.
pub(super) type Householder = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

pub(super) const HOUSEHOLDERS: [Householder; 4] = [
    (
        "Per-Olof",
        "Södergren",
        "070-174 06 90",
        "Björkvägen 21",
        "793 30",
        "Leksand",
    ),
    (
        "Birgitta",
        "Söderberg",
        "070-174 06 31",
        "Bergslagsgatan 7",
        "771 30",
        "Ludvika",
    ),
    (
        "Gustav",
        "Söderlund",
        "070-174 06 52",
        "Tallstigen 3",
        "793 31",
        "Leksand",
    ),
    (
        "Lars",
        "Söderström",
        "070-174 06 13",
        "Hagvägen 9",
        "793 32",
        "Leksand",
    ),
];
