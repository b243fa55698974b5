//! Meetings for other calendars (RFC 5545): an invitation to download, and a feed to subscribe to.

mod ics;
mod repeat;

use std::collections::BTreeMap;

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::MeetingId;
use http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
};
use http::{HeaderMap, StatusCode};
use sha2::{Digest, Sha256};
use store::Session;
use store::meeting::{self, Event, Meeting};
use uuid::Uuid;

use crate::guard::Unavailable;
use crate::state::AppState;
use ics::{Entry, Method, Person, calendar};
use repeat::{InPlaceOf, Zone, compact, repeating};

const ICS: &str = "text/calendar; charset=utf-8";
/// Opened by itself, it loads and runs nothing.
const NOTHING: &str = "default-src 'none'; sandbox";

/// `GET /meetings/{id}/invitation.ics`.
pub async fn invitation(
    State(state): State<AppState>,
    Path(id): Path<String>,
    session: Extension<Session>,
) -> Response {
    let Ok(id) = id.parse::<MeetingId>() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let body = match invitation_of(&state, &session, id).await {
        Ok(body) => body,
        Err(error) => return refuse(error),
    };
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8; method=REQUEST"),
        (CONTENT_DISPOSITION, "attachment; filename=\"inbjudan.ics\""),
        (CONTENT_SECURITY_POLICY, NOTHING),
    ];
    (headers, body).into_response()
}

/// A meeting, with what stands in the place of times of it; or one of those, as a time of that.
async fn invitation_of(
    state: &AppState,
    session: &Session,
    id: MeetingId,
) -> Result<String, store::Error> {
    let one = meeting::one(session, id).await?;
    let series = match (one.rrule.is_empty(), one.from_id) {
        (false, _) => Some(one.clone()),
        // What it stood for may be gone by now.
        (true, Some(from)) => match meeting::one(session, MeetingId(from)).await {
            Ok(series) if !series.rrule.is_empty() => Some(series),
            Ok(_) | Err(store::Error::NotFound) => None,
            Err(error) => return Err(error),
        },
        (true, None) => None,
    };
    let Some(series) = series else {
        return Ok(calendar(None, Method::Request, &[], &[invited(&one)]));
    };
    let starts = local(&series.starts_at);
    let zone = Zone::of(&state.store, &series.time_zone, &starts).await?;
    let others = match one.id == series.id {
        true => meeting::replacing(session, id).await?,
        false => vec![one.clone()],
    };
    let mut entries: Vec<Entry> = others
        .iter()
        .filter_map(|other| {
            let day = compact(other.from_day.as_deref()?);
            let at = in_place_of(series.all_day, &series.time_zone, &starts, &day);
            Some(Entry {
                id: series.id,
                in_place_of: Some(at),
                ..invited(other)
            })
        })
        .collect();
    if one.id == series.id {
        let instead: Vec<&str> = others
            .iter()
            .filter_map(|other| other.from_day.as_deref())
            .collect();
        let skipped = skipped(&series.exdates, &instead);
        let times = (starts.as_str(), local(&series.ends_at));
        let times = (times.0, times.1.as_str());
        let entry = Entry {
            repeating: repeating(&series.rrule, series.all_day, &zone, times, skipped),
            ..invited(&one)
        };
        entries.insert(0, entry);
    }
    Ok(calendar(None, Method::Request, &[zone], &entries))
}

/// `20261124T130000` of `2026-11-24T13:00`.
fn local(wall: &str) -> String {
    format!("{}00", wall.replace(['-', ':'], ""))
}

/// The time of a meeting that repeats on a day.
fn in_place_of(all_day: bool, zone: &str, starts: &str, day: &str) -> InPlaceOf {
    InPlaceOf {
        all_day,
        zone: zone.to_owned(),
        at: format!("{day}{}", starts.get(8..).unwrap_or_default()),
    }
}

/// Days that are left out and have nothing in their place.
fn skipped(days: &[String], instead: &[&str]) -> Vec<String> {
    let left_out = days.iter().filter(|day| !instead.contains(&day.as_str()));
    left_out.map(|day| compact(day)).collect()
}

/// `GET /calendar/{token}.ics`: whoever has the address reads it, for as long as it is one.
pub async fn feed(
    State(state): State<AppState>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Some(token) = file.strip_suffix(".ics") else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let feed = match meeting::feed(&state.store, token).await {
        Ok(feed) => feed,
        Err(error) => return refuse(error),
    };
    let zones = match zones(&state, &feed.events).await {
        Ok(zones) => zones,
        Err(error) => return refuse(error),
    };
    let entries = entries(&feed.events, &zones, &state.config.origin);
    let name = format!("Kundkort: {}", feed.name);
    let body = calendar(Some(&name), Method::Publish, &zones, &entries);
    // Weak: it is the same calendar, however it is compressed.
    let tag = format!("W/\"{}\"", hex(&Sha256::digest(&body)[..16]));
    let known = headers.get_all(IF_NONE_MATCH).iter().any(|value| {
        let mut tags = value.to_str().unwrap_or_default().split(',').map(str::trim);
        tags.any(|one| one == "*" || one.trim_start_matches("W/") == tag.trim_start_matches("W/"))
    });
    // To be asked about each time: it is dead as soon as it is taken away.
    let kept = [(CACHE_CONTROL, "private, no-cache".to_owned()), (ETAG, tag)];
    if known {
        return (StatusCode::NOT_MODIFIED, kept).into_response();
    }
    let shown = [
        (CONTENT_TYPE, ICS),
        (CONTENT_DISPOSITION, "inline; filename=\"kundkort.ics\""),
        (CONTENT_SECURITY_POLICY, NOTHING),
    ];
    (kept, shown, body).into_response()
}

/// The zones of what repeats, each from the first of it on.
async fn zones(state: &AppState, events: &[Event]) -> Result<Vec<Zone>, store::Error> {
    let mut starts: BTreeMap<&str, &str> = BTreeMap::new();
    for event in events.iter().filter(|event| !event.rrule.is_empty()) {
        let first = starts.entry(&event.time_zone).or_insert(&event.local_start);
        *first = (*first).min(&event.local_start);
    }
    let mut zones = Vec::new();
    for (name, first) in starts {
        zones.push(Zone::of(&state.store, name, first).await?);
    }
    Ok(zones)
}

fn entries<'a>(events: &'a [Event], zones: &[Zone], origin: &str) -> Vec<Entry<'a>> {
    let series: BTreeMap<Uuid, &Event> = events
        .iter()
        .filter(|event| !event.rrule.is_empty())
        .map(|event| (event.id, event))
        .collect();
    let written = |event: &'a Event| {
        let plain = entry(event, origin);
        if let Some(zone) = zones.iter().find(|zone| zone.name == event.time_zone)
            && !event.rrule.is_empty()
        {
            let instead = events
                .iter()
                .filter(|other| other.from_id == Some(event.id));
            let instead: Vec<&str> = instead
                .filter_map(|other| other.from_day.as_deref())
                .collect();
            let times = (&*event.local_start, &*event.local_end);
            let skipped = skipped(&event.exdates, &instead);
            return Entry {
                repeating: repeating(&event.rrule, event.all_day, zone, times, skipped),
                ..plain
            };
        }
        // Of one that is not in this calendar it is a meeting like any other.
        let of = event.from_id.and_then(|id| series.get(&id));
        match (of, &event.from_day) {
            (Some(of), Some(day)) => Entry {
                id: of.id,
                in_place_of: Some(in_place_of(
                    of.all_day,
                    &of.time_zone,
                    &of.local_start,
                    &compact(day),
                )),
                ..plain
            },
            _ => plain,
        }
    };
    events.iter().map(written).collect()
}

fn refuse(error: store::Error) -> Response {
    match error {
        store::Error::NotFound => StatusCode::NOT_FOUND.into_response(),
        store::Error::NoSession => StatusCode::UNAUTHORIZED.into_response(),
        error => {
            tracing::error!(%error, "calendar");
            Unavailable.into_response()
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// As those who are invited are to have it: what came of it stays here.
fn invited(meeting: &Meeting) -> Entry<'_> {
    let person = |name, email| Person { name, email };
    // The one whose card it stands on comes first.
    let host = person(&meeting.card, &meeting.card_email);
    let guests = meeting.participants.iter();
    let guests = guests.map(|one| person(&one.name, &one.email));
    Entry {
        id: meeting.id,
        sequence: i64::from(meeting.version) - 1,
        changed: &meeting.changed_utc,
        all_day: meeting.all_day,
        starts: &meeting.starts_utc,
        ends: &meeting.ends_utc,
        first_day: meeting
            .starts_at
            .get(..10)
            .unwrap_or_default()
            .replace('-', ""),
        after_last_day: day_after(&meeting.ends_at),
        subject: &meeting.subject,
        place: &meeting.place,
        description: meeting.description.clone(),
        url: None,
        organizer: Some(person(&meeting.owner, &meeting.owner_email)),
        attendees: std::iter::once(host).chain(guests).collect(),
        repeating: None,
        in_place_of: None,
    }
}

fn day_after(wall: &str) -> String {
    let day = wall
        .get(..10)
        .unwrap_or_default()
        .parse::<domain::date::Date>();
    let next = day.and_then(|day| domain::date::Date::from_days(day.days() + 1));
    next.map(|day| day.to_string().replace('-', ""))
        .unwrap_or_default()
}

/// As whoever subscribes sees it: with the card it stands on.
fn entry<'a>(event: &'a Event, origin: &str) -> Entry<'a> {
    let description = match event.description.as_str() {
        "" => event.card.clone(),
        text => format!("{}\n\n{text}", event.card),
    };
    Entry {
        id: event.id,
        sequence: event.version - 1,
        changed: &event.changed,
        all_day: event.all_day,
        starts: &event.starts,
        ends: &event.ends,
        first_day: event.first_day.clone(),
        after_last_day: event.after_last_day.clone(),
        subject: &event.subject,
        place: &event.place,
        description,
        url: Some(format!("{origin}{}?tab=meetings", event.path)),
        organizer: None,
        attendees: Vec::new(),
        repeating: None,
        in_place_of: None,
    }
}
