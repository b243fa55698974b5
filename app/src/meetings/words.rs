//! What the tab shows, in words: on the server, which has the time zones.

use domain::date::Date;
use domain::edit::Holder;
use domain::meeting::repeat::{Repeat, RepeatDraft};
use domain::meeting::{Wall, offset};
use domain::search::query_pairs;
use domain::user::Colleague;
use domain::{Invalid, MeetingId, ProjectId, UserId};
use store::Session;
use store::meeting::{self, Asked, Busy, Meeting, Of};
use uuid::Uuid;

use super::api::{Form, MeetingsPage, Row, Said};
use super::repeat::in_words;
use super::save::draft;
use super::texts::MeetingTexts;
use crate::card::origin::origin_of;
use crate::error::Error;
use crate::form_body::{FormBody, Refused};
use crate::i18n;
use crate::links::picks::contacts_called;

/// How many meetings that somebody is busy with are told of one by one.
const MOST_BUSY: usize = 6;

/// What the tab shows.
///
/// # Errors
/// [`Error::NotFound`] when the reader sees no such card or meeting.
pub async fn read(
    session: &Session,
    holder: Option<Holder>,
    query: &str,
    refused: Option<Refused>,
) -> Result<MeetingsPage, Error> {
    let asked = |name: &str| {
        let mut pairs = query_pairs(query);
        pairs.find_map(|(key, value)| (key == name).then_some(value))
    };
    let of = holder.map_or(Of::Mine, Of::Card);
    let colleagues = store::user::colleagues(session).await?;
    let mut page = MeetingsPage {
        colleagues: active(&colleagues, &[]),
        ..MeetingsPage::default()
    };
    if let Some(id) = asked("edit") {
        let id = id.parse::<MeetingId>().map_err(|_| Error::NotFound)?;
        let meeting = match asked("on").map(|day| day.parse::<Date>()) {
            Some(Ok(day)) => meeting::occurrence(session, id, day).await?,
            Some(Err(_)) => return Err(Error::NotFound),
            None => meeting::one(session, id).await?,
        };
        page.form = Some(form_of(session, &meeting, &colleagues).await?);
    } else if asked("new").is_some() {
        // Not for a card that is not there.
        let none = Some((String::from("1900-01-01T00:00:00Z"), Uuid::nil()));
        meeting::list(session, of, none).await?;
        page.form = Some(new_form(session, &colleagues).await?);
    }
    if let Some(mut form) = page.form.take() {
        form.of_project |= asked("edit").is_none() && matches!(holder, Some(Holder::Project(_)));
        if !form.of_project {
            let chosen = form.value("was.project_id").parse().ok();
            let choices = store::project::choices(session, chosen).await?;
            form.projects = choices
                .into_iter()
                .map(|(id, name)| (id.to_string(), name))
                .collect();
        }
        page.form = Some(match refused {
            Some(refused) => again(session, form, refused, &colleagues).await?,
            None => form,
        });
        return Ok(page);
    }
    let before = asked("before").and_then(|before| {
        let (at, id) = before.split_once('_')?;
        // As a place in the history is written, which is checked there.
        let at = format!("{at}_0")
            .parse::<domain::history::Cursor>()
            .ok()?
            .at;
        Some((at, id.parse::<Uuid>().ok()?))
    });
    let (coming, past, more) = meeting::list(session, of, before).await?;
    let last = past.last().filter(|_| more);
    page.next = last.map(|last| format!("before={}_{}", last.starts_key, last.id));
    page.coming = coming.iter().map(|one| row(one, holder)).collect();
    page.past = past.iter().map(|one| row(one, holder)).collect();
    Ok(page)
}

fn active(colleagues: &[Colleague], also: &[String]) -> Vec<(String, String)> {
    let of = |one: &Colleague| (one.id.to_string(), one.name.clone());
    let chosen = |one: &&Colleague| one.active || also.contains(&one.id.to_string());
    colleagues.iter().filter(chosen).map(of).collect()
}

/// A meeting as a row of the list of a card, or of the reader's own.
fn row(meeting: &Meeting, shown: Option<Holder>) -> Row {
    let (when, until) = times(meeting, meeting.past);
    let zone = match meeting.elsewhere {
        true => format!("{}, {}", meeting.time_zone, offset(meeting.starts_offset)),
        false => String::new(),
    };
    let with: Vec<&str> = meeting
        .participants
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    Row {
        id: meeting.id,
        when,
        until,
        zone,
        today: meeting.today,
        subject: meeting.subject.clone(),
        place: meeting.place.clone(),
        owner_id: meeting.owner_id,
        owner: meeting.owner.clone(),
        with: with.join(", "),
        card: meeting.card.clone(),
        origin: meeting.holder().and_then(|own| {
            let project = meeting.project_id.map(ProjectId);
            let project = project.map(|id| (id, meeting.project.clone()));
            origin_of(shown, (own, meeting.card.clone()), project)
        }),
        href: meeting.holder().map(Holder::path).unwrap_or_default(),
        repeats: repeats(meeting),
        on: meeting.day.clone(),
    }
}

/// How it repeats, in words; empty when it does not.
fn repeats(meeting: &Meeting) -> String {
    let first = meeting.first_day.parse::<Date>().ok();
    let repeat = meeting.rrule.parse::<Repeat>();
    repeat.map_or_else(|_| String::new(), |repeat| in_words(&repeat, first))
}

/// «tors 26 nov 13.00» and «–14.00»; one that has been has its year instead of its weekday.
fn times(meeting: &Meeting, past: bool) -> (String, String) {
    let (Ok(starts), Ok(ends)) = (
        meeting.starts_at.parse::<Wall>(),
        meeting.ends_at.parse::<Wall>(),
    ) else {
        return (meeting.starts_at.clone(), String::new());
    };
    let this_year = store::identity::today().year();
    let day = |day: Date| match (past, day.year() == this_year) {
        (true, _) => i18n::date(day),
        (false, true) => format!("{}\u{a0}{}", i18n::weekday(day), i18n::day_and_month(day)),
        (false, false) => format!("{}\u{a0}{}", i18n::weekday(day), i18n::date(day)),
    };
    let same_day = starts.day == ends.day;
    let clock = |wall: Wall| i18n::time(&wall.clock());
    match (meeting.all_day, same_day) {
        (true, true) => (day(starts.day), String::new()),
        (true, false) => (day(starts.day), format!("–{}", day(ends.day))),
        (false, true) => (
            format!("{} {}", day(starts.day), clock(starts)),
            format!("–{}", clock(ends)),
        ),
        (false, false) => (
            format!("{} {}", day(starts.day), clock(starts)),
            format!("–{} {}", day(ends.day), clock(ends)),
        ),
    }
}

async fn new_form(session: &Session, colleagues: &[Colleague]) -> Result<Form, Error> {
    let start = meeting::start(session, &[]).await?;
    let (day, clock) = start.soon.split_once('T').unwrap_or((&start.soon, ""));
    let me = store::auth::viewer(session).await?.id;
    let mut form = Form {
        pairs: pairs([
            ("starts_on", day),
            ("starts_time", clock),
            ("time_zone", &start.time_zone),
            ("owner_id", &me.to_string()),
            ("key", &Uuid::now_v7().to_string()),
        ]),
        colleagues: active(colleagues, &[]),
        ..Form::default()
    };
    form.said = said_of(session, &form.pairs).await;
    Ok(form)
}

fn pairs<const N: usize>(pairs: [(&str, &str); N]) -> Vec<(String, String)> {
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    pairs.map(owned).to_vec()
}

async fn form_of(
    session: &Session,
    meeting: &Meeting,
    colleagues: &[Colleague],
) -> Result<Form, Error> {
    let (first, start) = meeting.starts_at.split_once('T').unwrap_or_default();
    let (last, end) = meeting.ends_at.split_once('T').unwrap_or_default();
    let clock = |clock: &str| match meeting.all_day {
        true => String::new(),
        false => clock.to_owned(),
    };
    let (id, all_day) = (meeting.id.to_string(), meeting.all_day.to_string());
    let owner = meeting.owner_id.to_string();
    let repeat = meeting.rrule.parse::<Repeat>().ok();
    let draft = repeat.as_ref().map(RepeatDraft::of).unwrap_or_default();
    let mut all = pairs([
        ("id", &id),
        ("repeat", &draft.step),
        ("every", &draft.every),
        ("repeat_until", &draft.until),
        ("repeat_times", &draft.times),
        ("was.rrule", &meeting.rrule),
        ("subject", &meeting.subject),
        ("place", &meeting.place),
        ("description", &meeting.description),
        ("outcome", &meeting.outcome),
        ("all_day", &all_day),
        ("starts_on", first),
        ("starts_time", &clock(start)),
        ("ends_on", last),
        ("ends_time", &clock(end)),
        ("time_zone", &meeting.time_zone),
        ("owner_id", &owner),
        ("was.subject", &meeting.subject),
        ("was.place", &meeting.place),
        ("was.description", &meeting.description),
        ("was.outcome", &meeting.outcome),
        ("was.all_day", &all_day),
        ("was.starts_at", &meeting.starts_at),
        ("was.ends_at", &meeting.ends_at),
        ("was.time_zone", &meeting.time_zone),
        ("was.owner_id", &owner),
    ]);
    // What stands on a project alone stays there.
    let of_project = meeting.contact_id.is_none() && meeting.company_id.is_none();
    if !of_project {
        let id = meeting.project_id.map(|id| id.to_string());
        let id = id.unwrap_or_default();
        all.extend(pairs([("project_id", &id), ("was.project_id", &id)]));
    }
    let weekdays = draft.weekdays.iter();
    all.extend(weekdays.map(|day| ("weekday".to_owned(), day.clone())));
    if let Some(day) = &meeting.day {
        all.push(("on".to_owned(), day.clone()));
    }
    if let (Some(from), Some(day)) = (meeting.from_id, &meeting.from_day) {
        all.push(("from".to_owned(), from.to_string()));
        all.push(("from_day".to_owned(), day.clone()));
    }
    let (mut contacts, mut taking_part) = (Vec::new(), vec![owner]);
    for one in meeting.participants.iter() {
        let id = one.id.to_string();
        if one.colleague {
            taking_part.push(id.clone());
        } else {
            contacts.push((id.clone(), one.name.clone()));
        }
        for prefix in ["", "was."] {
            let name = if one.colleague {
                "colleague"
            } else {
                "contact"
            };
            all.push((format!("{prefix}{name}"), id.clone()));
        }
    }
    let mut form = Form {
        pairs: all,
        contacts,
        colleagues: active(colleagues, &taking_part),
        of_project,
        repeats: repeats(meeting),
        ..Form::default()
    };
    form.said = said_of(session, &form.pairs).await;
    Ok(form)
}

/// As it was typed; with what was searched for, and the names of those who are ticked.
async fn again(
    session: &Session,
    form: Form,
    refused: Refused,
    colleagues: &[Colleague],
) -> Result<Form, Error> {
    let search = FormBody::read(&refused.body).get("find").to_owned();
    let mut form = form.again(refused);
    let chosen = form.all("contact");
    let ids: Vec<Uuid> = chosen
        .iter()
        .filter_map(|id| Uuid::parse_str(id).ok())
        .collect();
    let names = meeting::start(session, &ids).await?.names;
    form.contacts = names
        .into_iter()
        .map(|(id, name)| (id.to_string(), name))
        .collect();
    let found = contacts_called(session, search).await?;
    form.found = found
        .into_iter()
        .filter(|(id, _)| !chosen.contains(id))
        .collect();
    let mut owners = form.all("colleague");
    owners.push(form.value("owner_id"));
    form.colleagues = active(colleagues, &owners);
    form.said = said_of(session, &form.pairs).await;
    Ok(form)
}

/// What follows from what stands in a form; nothing from what cannot be read.
async fn said_of(session: &Session, pairs: &[(String, String)]) -> Said {
    let form = FormBody::of(pairs.to_vec());
    say(session, &form).await.unwrap_or_default()
}

/// What follows from what is typed.
///
/// # Errors
/// [`Error::Invalid`] for times that cannot be read.
pub async fn said(session: &Session, body: &str) -> Result<Said, Error> {
    say(session, &FormBody::read(body)).await
}

async fn say(session: &Session, form: &FormBody) -> Result<Said, Error> {
    let draft = draft(form);
    let (starts, ends) = draft.times().map_err(Error::Invalid)?;
    let time_zone = domain::meeting::zone(&draft.time_zone)
        .map_err(|problem| Error::Invalid(Invalid::one("time_zone", problem)))?;
    let mut users: Vec<UserId> = Vec::new();
    for id in draft.colleagues.iter().chain([&draft.owner]) {
        users.extend(id.parse::<UserId>().ok());
    }
    let asked = Asked {
        starts_at: starts.to_string(),
        ends_at: ends.to_string(),
        time_zone,
        all_day: draft.all_day,
        users,
        except: form.get("id").parse().ok(),
        rrule: match form.get("on") {
            "" => {
                let rule = draft
                    .repeat
                    .parse(Some(starts.day), &mut Invalid::default());
                rule.map(|repeat| repeat.to_string()).unwrap_or_default()
            }
            _ => String::new(),
        },
    };
    let asked_on = starts.day.to_string();
    let ((first, last), busy) = meeting::check(session, asked).await?;
    let texts = MeetingTexts::here();
    let offset = match first == last {
        true => offset(first),
        // The clocks are changed while it lasts.
        false => format!("{} {} {}", offset(first), texts.then, offset(last)),
    };
    let mut lines: Vec<String> = busy
        .iter()
        .take(MOST_BUSY)
        .map(|one| busy_words(one, &asked_on))
        .collect();
    if busy.len() > MOST_BUSY {
        lines.push(format!("… {} {}", busy.len() - MOST_BUSY, texts.more_times));
    }
    Ok(Said {
        offset,
        busy: lines,
    })
}

/// «Maryam Haddad är upptagen 13.30–14.30: Besiktning.» Of another day than is asked about with that day.
fn busy_words(busy: &Busy, asked_on: &str) -> String {
    let texts = MeetingTexts::here();
    let clock = |wall: &str| {
        wall.split_once('T')
            .map(|(_, clock)| i18n::time(clock))
            .unwrap_or_default()
    };
    let day = |wall: &str| wall.get(..10).unwrap_or_default().to_owned();
    let (from, until) = (&busy.starts_at, &busy.ends_at);
    let other_day = match day(from).parse::<Date>() {
        Ok(on) if day(from) != asked_on => format!("{} ", i18n::day_and_month(on)),
        _ => String::new(),
    };
    let time = match (busy.whole_days, day(from) == day(until)) {
        (true, _) => format!("{other_day}{}", texts.whole_day),
        (false, true) => format!("{other_day}{}–{}", clock(from), clock(until)),
        (false, false) => {
            let moment = |wall: &str| match day(wall).parse::<Date>() {
                Ok(day) => format!("{} {}", i18n::day_and_month(day), clock(wall)),
                Err(_) => clock(wall),
            };
            format!("{}–{}", moment(from), moment(until))
        }
    };
    match &busy.subject {
        Some(subject) => format!("{} {} {time}: {subject}", busy.name, texts.is_busy),
        None => format!("{} {} {time}.", busy.name, texts.is_busy),
    }
}
