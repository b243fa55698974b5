//! iCalendar, as RFC 5545 writes it: lines of 75 bytes, text in which nothing can end a line. Times
//! are in UTC, so that no reader needs our idea of a time zone; whole days are dates. Only what repeats is
//! written on the clock of its zone, or it would be another hour after the clocks are changed.

use domain::content_line::{escape, push_line};

use uuid::Uuid;

use super::repeat::{InPlaceOf, Repeating, Zone};

/// What a calendar is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    /// Invites (RFC 5546 §3.2.2).
    Request,
    /// Is subscribed to.
    Publish,
}

/// A meeting.
#[derive(Debug, Clone)]
pub(super) struct Entry<'a> {
    pub id: Uuid,
    /// Goes up with every change.
    pub sequence: i64,
    /// UTC.
    pub changed: &'a str,
    pub all_day: bool,
    /// UTC.
    pub starts: &'a str,
    pub ends: &'a str,
    pub first_day: String,
    pub after_last_day: String,
    pub subject: &'a str,
    pub place: &'a str,
    pub description: String,
    pub url: Option<String>,
    pub organizer: Option<Person<'a>>,
    pub attendees: Vec<Person<'a>>,
    pub repeating: Option<Repeating>,
    /// Then `id` is that of the meeting that repeats.
    pub in_place_of: Option<InPlaceOf>,
}

/// Somebody who is invited, or invites.
#[derive(Debug, Clone, Copy)]
pub(super) struct Person<'a> {
    pub name: &'a str,
    pub email: &'a str,
}

/// The calendar.
pub(super) fn calendar(
    name: Option<&str>,
    method: Method,
    zones: &[Zone],
    entries: &[Entry<'_>],
) -> String {
    let mut out = String::with_capacity(512 + 512 * entries.len());
    let mut line = |name: &str, value: &str| push_line(&mut out, name, value);
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//Kundkort//SV");
    line("CALSCALE", "GREGORIAN");
    line(
        "METHOD",
        match method {
            Method::Request => "REQUEST",
            Method::Publish => "PUBLISH",
        },
    );
    if let Some(name) = name {
        line("NAME", &escape(name));
        line("X-WR-CALNAME", &escape(name));
        line("REFRESH-INTERVAL;VALUE=DURATION", "PT15M");
        line("X-PUBLISHED-TTL", "PT15M");
    }
    if entries.is_empty() {
        // There must be something in a calendar (RFC 5545 §3.6).
        for (name, value) in UTC {
            line(name, value);
        }
    }
    for zone in zones {
        zone.lines(&mut line);
    }
    for entry in entries {
        event(&mut line, entry);
    }
    line("END", "VCALENDAR");
    out
}

const UTC: [(&str, &str); 8] = [
    ("BEGIN", "VTIMEZONE"),
    ("TZID", "UTC"),
    ("BEGIN", "STANDARD"),
    ("DTSTART", "19700101T000000"),
    ("TZOFFSETFROM", "+0000"),
    ("TZOFFSETTO", "+0000"),
    ("END", "STANDARD"),
    ("END", "VTIMEZONE"),
];

fn event(line: &mut impl FnMut(&str, &str), entry: &Entry<'_>) {
    line("BEGIN", "VEVENT");
    line("UID", &format!("{}@kundkort", entry.id));
    line("SEQUENCE", &entry.sequence.max(0).to_string());
    line("DTSTAMP", entry.changed);
    line("LAST-MODIFIED", entry.changed);
    if let Some(of) = &entry.in_place_of {
        at(line, "RECURRENCE-ID", of.all_day, &of.zone, &of.at);
    }
    if entry.all_day {
        line("DTSTART;VALUE=DATE", &entry.first_day);
        line("DTEND;VALUE=DATE", &entry.after_last_day);
    } else if let Some(of) = &entry.repeating {
        at(line, "DTSTART", false, &of.zone, &of.starts);
        if of.ends > of.starts {
            at(line, "DTEND", false, &of.zone, &of.ends);
        }
    } else {
        line("DTSTART", entry.starts);
        // One that takes no time has no end: an end must come later.
        if entry.ends > entry.starts {
            line("DTEND", entry.ends);
        }
    }
    if let Some(of) = &entry.repeating {
        line("RRULE", &of.rule);
        let clock = of.starts.get(8..).unwrap_or_default();
        for day in &of.skipped {
            at(
                line,
                "EXDATE",
                entry.all_day,
                &of.zone,
                &format!("{day}{clock}"),
            );
        }
    }
    line("SUMMARY", &escape(entry.subject));
    for (name, value) in [
        ("LOCATION", entry.place),
        ("DESCRIPTION", &entry.description),
    ] {
        if !value.is_empty() {
            line(name, &escape(value));
        }
    }
    if let Some(url) = &entry.url {
        line("URL", url);
    }
    if let Some(organizer) = entry.organizer.and_then(address) {
        line(&format!("ORGANIZER;CN={}", organizer.0), &organizer.1);
        let attending = "ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE";
        for (name, address) in entry.attendees.iter().copied().filter_map(address) {
            line(&format!("ATTENDEE;CN={name};{attending}"), &address);
        }
    }
    line("STATUS", "CONFIRMED");
    line("TRANSP", "OPAQUE");
    line("END", "VEVENT");
}

/// A time on the clock of a zone, `20261201T130000`; of whole days its day.
fn at(line: &mut impl FnMut(&str, &str), name: &str, all_day: bool, zone: &str, local: &str) {
    match all_day {
        true => line(
            &format!("{name};VALUE=DATE"),
            local.get(..8).unwrap_or(local),
        ),
        false => line(&format!("{name};TZID={zone}"), local),
    }
}

/// Name and address of somebody who has one, each as its place demands.
fn address(person: Person<'_>) -> Option<(String, String)> {
    let plain = |letter: char| {
        !letter.is_whitespace() && !letter.is_control() && !"\"<>\\:;,".contains(letter)
    };
    let email = person.email;
    (email.contains('@') && email.chars().all(plain))
        .then(|| (quoted(person.name), format!("mailto:{email}")))
}

/// A parameter's value (RFC 5545 §3.2), with what may not stand in it as RFC 6868 writes it.
fn quoted(value: &str) -> String {
    let mut out = String::from("\"");
    for letter in value.chars() {
        match letter {
            '^' => out.push_str("^^"),
            '"' => out.push_str("^'"),
            '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push_str("^n"),
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
#[path = "ics/tests.rs"]
mod tests;
