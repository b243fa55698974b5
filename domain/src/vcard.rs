//! A contact as a vCard, for the address book of a phone.
//!
//! Version 3.0 (RFC 2426), not 4.0 (RFC 6350): Outlook reads no later one, and telephones read both.
//! The comment is left out: it is the firm's own.

use crate::address::{Address, AddressKind, HOME_COUNTRY};
use crate::contact::{ContactCard, full_name};
use crate::content_line::{escape, push_line};
use crate::point::{Label, Point, PointKind};

/// How much of a contact goes into the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Phone numbers, and as many e-mail addresses.
    pub points: usize,
    /// Postal addresses.
    pub addresses: usize,
    /// What an address book can do without: nickname, birthday, website, where it came from.
    pub details: bool,
}

impl Extent {
    /// Everything.
    pub const WHOLE: Self = Self {
        points: usize::MAX,
        addresses: usize::MAX,
        details: true,
    };
    /// From everything down to a name and a number, for where room is scarce.
    pub const SHRINKING: [Self; 4] = [
        Self::WHOLE,
        Self {
            points: 3,
            addresses: 1,
            details: false,
        },
        Self {
            points: 2,
            addresses: 0,
            details: false,
        },
        Self {
            points: 1,
            addresses: 0,
            details: false,
        },
    ];
}

/// The card, lines ended and folded as the format demands.
#[must_use]
pub fn vcard(card: &ContactCard, extent: Extent) -> String {
    let mut out = String::with_capacity(512);
    let mut line = |name: &str, value: &str| push_line(&mut out, name, value);
    line("BEGIN", "VCARD");
    line("VERSION", "3.0");
    if extent.details {
        line("PRODID", "-//Kundkort//SV");
        line("UID", &format!("urn:uuid:{}", card.id));
        line("REV", &card.changed_on.to_string());
    }
    line("FN", &escape(&full_name(&card.first_name, &card.last_name)));
    let names = [card.last_name.as_str(), &card.first_name, "", "", ""];
    line("N", &list(&names));
    let current = card
        .companies
        .iter()
        .find(|company| company.ended_on.is_none());
    if let Some(company) = current {
        let unit = [company.name.as_str(), &company.department];
        line(
            "ORG",
            &list(&unit[..1 + usize::from(!company.department.is_empty())]),
        );
    }
    let role = current.map_or("", |company| &company.role);
    let title = if role.is_empty() { &card.title } else { role };
    filled(&mut line, "TITLE", title);
    for kind in [PointKind::Phone, PointKind::Email] {
        let points = card.points.iter().filter(|point| point.kind == kind);
        for (place, point) in points.take(extent.points).enumerate() {
            line(&point_name(point, place == 0), &escape(&point.target));
        }
    }
    for address in card.addresses.iter().take(extent.addresses) {
        line(address_name(address), &address_value(address));
    }
    if extent.details {
        filled(&mut line, "NICKNAME", &card.nickname);
        filled(&mut line, "URL", &card.website);
        if let Some(born) = card.birth_date {
            line("BDAY", &born.to_string());
        }
    }
    line("END", "VCARD");
    out
}

/// A name for the file: letters, digits and hyphens of the person's name, never empty.
#[must_use]
pub fn file_name(card: &ContactCard) -> String {
    let name = full_name(&card.first_name, &card.last_name);
    let plain: String = crate::text::fold(&name)
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                '-'
            }
        })
        .collect();
    let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
    let name: String = words.join("-").chars().take(60).collect();
    if name.is_empty() {
        "kontakt.vcf".to_owned()
    } else {
        format!("{name}.vcf")
    }
}

fn filled(line: &mut impl FnMut(&str, &str), name: &str, value: &str) {
    if !value.is_empty() {
        line(name, &escape(value));
    }
}

fn point_name(point: &Point, first: bool) -> String {
    let mut name = String::from(match (point.kind, point.label) {
        (PointKind::Phone, Label::Mobile) => "TEL;TYPE=CELL,VOICE",
        (PointKind::Phone, Label::Home) => "TEL;TYPE=HOME,VOICE",
        (PointKind::Phone, Label::Work | Label::Switchboard | Label::Invoice) => {
            "TEL;TYPE=WORK,VOICE"
        }
        (PointKind::Phone, Label::Other) => "TEL;TYPE=VOICE",
        (PointKind::Email, Label::Home) => "EMAIL;TYPE=INTERNET,HOME",
        (PointKind::Email, Label::Work | Label::Invoice) => "EMAIL;TYPE=INTERNET,WORK",
        (PointKind::Email, _) => "EMAIL;TYPE=INTERNET",
    });
    if first {
        name.push_str(",PREF");
    }
    name
}

fn address_name(address: &Address) -> &'static str {
    match address.kind {
        AddressKind::Post => "ADR;TYPE=POSTAL",
        AddressKind::Visit => "ADR;TYPE=WORK",
        AddressKind::Invoice => "ADR;TYPE=POSTAL,PARCEL",
    }
}

fn address_value(address: &Address) -> String {
    let country = if address.country == HOME_COUNTRY {
        "Sverige"
    } else {
        &address.country
    };
    list(&[
        "",
        "",
        &address.street,
        &address.city,
        "",
        &address.postcode,
        country,
    ])
}

/// Several values in one, parted by semicolons.
fn list(values: &[&str]) -> String {
    let escaped: Vec<String> = values.iter().map(|value| escape(value)).collect();
    escaped.join(";")
}

#[cfg(test)]
mod tests;
