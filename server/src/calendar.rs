//! Meetings for other calendars (RFC 5545): an invitation to download, and a feed to subscribe to.

mod ics;

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

use crate::guard::Unavailable;
use crate::state::AppState;
use ics::{Entry, Method, Person, calendar};

const ICS: &str = "text/calendar; charset=utf-8";
/// Opened by itself, it loads and runs nothing.
const NOTHING: &str = "default-src 'none'; sandbox";

/// `GET /meetings/{id}/invitation.ics`.
pub async fn invitation(Path(id): Path<String>, session: Extension<Session>) -> Response {
    let Ok(id) = id.parse::<MeetingId>() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let meeting = match meeting::one(&session, id).await {
        Ok(meeting) => meeting,
        Err(error) => return refuse(error),
    };
    let body = calendar(None, Method::Request, &[invited(&meeting)]);
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8; method=REQUEST"),
        (CONTENT_DISPOSITION, "attachment; filename=\"inbjudan.ics\""),
        (CONTENT_SECURITY_POLICY, NOTHING),
    ];
    (headers, body).into_response()
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
    let origin = &state.config.origin;
    let entries: Vec<Entry> = feed
        .events
        .iter()
        .map(|event| entry(event, origin))
        .collect();
    let name = format!("Kundkort: {}", feed.name);
    let body = calendar(Some(&name), Method::Publish, &entries);
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
    }
}
