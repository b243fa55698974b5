//! What the journal says, in words: one event for each command, one line for each field.

use domain::CommandId;
use domain::date::Date;
use domain::edit::{Field, Holder};
use domain::history::{Cursor, HistoryQuery};
use domain::user::Role;
use serde_json::Value;
use store::Session;
use store::history::{Change, Stood};
use uuid::Uuid;

use super::api::{Event, HistoryPage, Line};
use super::columns::{COLUMNS, Row, columns_called, point_word, text_of, word_of};
use super::what::WhatTexts;
use super::{meetings, notes, projects, tasks};
use crate::card::words::in_words;
use crate::i18n;

/// Reads a page and puts it into words.
///
/// # Errors
/// As [`store::history::page`].
pub async fn read(
    session: &Session,
    holder: Holder,
    query: HistoryQuery,
) -> Result<HistoryPage, store::Error> {
    let viewer = store::auth::viewer(session).await?;
    let fields = columns_called(&query.text);
    let (changes, more) = store::history::page(session, holder, query, fields).await?;
    let mut groups: Vec<Vec<Change>> = Vec::new();
    for change in changes {
        match groups.last_mut() {
            Some(group) if group[0].command == change.command => group.push(change),
            _ => groups.push(vec![change]),
        }
    }
    // A command that goes on after the page comes whole with the next one.
    if more && groups.len() > 1 {
        groups.pop();
    }
    let last = groups.last().and_then(|group| group.last());
    let next = last.filter(|_| more).map(|change| Cursor {
        at: change.at.clone(),
        seq: change.seq,
    });
    let may_undo = |change: &Change| {
        viewer.can_write()
            && matches!(&*change.source, "user" | "import" | "api")
            && (viewer.role == Role::Administrator || change.actor == Some(viewer.id))
    };
    let events = groups
        .iter()
        .filter_map(|group| event(holder, group, may_undo(&group[0])))
        .collect();
    Ok(HistoryPage { events, next })
}

/// Of a row that is told as it stood: neither came nor was changed.
const STOOD: &str = "stood";

/// The card as it stood at the end of a day, a line for each thing on it.
///
/// # Errors
/// As [`store::history::as_of`].
pub async fn card_as_of(
    session: &Session,
    holder: Holder,
    day: Date,
) -> Result<Vec<Line>, store::Error> {
    let rows = store::history::as_of(session, holder, day).await?;
    // Each is told as a whole.
    let came = |row: Stood| Change {
        at: String::new(),
        seq: 0,
        day: String::new(),
        time: String::new(),
        command: CommandId(Uuid::nil()),
        undoes: None,
        actor: None,
        actor_name: String::new(),
        source: String::new(),
        table: row.table,
        op: STOOD.to_owned(),
        before: None,
        after: Some(row.cells),
        link: None,
        about: None,
        names: row.names,
    };
    Ok(rows
        .into_iter()
        .flat_map(|row| lines_of(holder, &came(row)))
        // Whose name is gone with their card.
        .filter(|line| line.after.is_some())
        .collect())
}

/// What one command did; nothing when it did nothing that anybody would call a change.
fn event(holder: Holder, group: &[Change], undoable: bool) -> Option<Event> {
    let first = group.first()?;
    let mut lines: Vec<Line> = Vec::new();
    // Within a command the first change comes first.
    for change in group.iter().rev() {
        lines.extend(lines_of(holder, change));
    }
    let what = what(holder, group, lines.len());
    if lines.is_empty() && what.is_none() {
        return None;
    }
    let texts = WhatTexts::here();
    let this_year = store::identity::today().year();
    let day = first.day.parse::<Date>();
    let day = day.map_or_else(
        |_| first.day.clone(),
        |day| i18n::day_heading(day, this_year),
    );
    Some(Event {
        command: first.command,
        day,
        time: i18n::time(&first.time),
        actor: first.actor.map(|id| (id, first.actor_name.clone())),
        what: what.unwrap_or_else(|| match lines.len() {
            1 => texts.changed_one.to_owned(),
            n => format!("{} {n} {}", texts.changed, texts.details),
        }),
        source: match &*first.source {
            "import" => texts.by_import,
            "api" => texts.by_api,
            "seed" => texts.by_seed,
            "job" => texts.by_job,
            _ => "",
        }
        .to_owned(),
        lines,
        undoable,
    })
}

/// What it is called as a whole, where that says more than how many fields there were.
fn what(holder: Holder, group: &[Change], lines: usize) -> Option<String> {
    let texts = WhatTexts::here();
    let is_card = |change: &&Change| {
        let is_project = matches!(holder, Holder::Project(_)) && change.table == "project";
        is_project || matches!(&*change.table, "contact" | "company")
    };
    let said = if group[0].undoes.is_some() {
        texts.undid
    } else if group
        .iter()
        .filter(is_card)
        .any(|change| change.op == "insert")
    {
        texts.created
    } else if let Some(trashed) = group.iter().filter(is_card).find_map(trashed) {
        if trashed {
            texts.trashed
        } else {
            texts.restored
        }
    } else if group
        .iter()
        .any(|change| change.table == "customer" && change.op == "insert")
    {
        texts.became_customer
    } else if let Some(said) = [
        notes::what,
        tasks::what,
        meetings::instead,
        meetings::what,
        projects::what,
    ]
    .into_iter()
    .find_map(|what| group.iter().find_map(what))
    {
        said
    } else if !matches!(holder, Holder::Project(_))
        && group.iter().any(|change| change.table == "project")
    {
        texts.changed_project
    } else if lines == 1 {
        match group.iter().find_map(|change| only(change)) {
            Some(("owner_id", _)) => texts.new_owner,
            Some(("private", Value::Bool(true))) => texts.hid,
            Some(("private", _)) => texts.showed,
            _ => return None,
        }
    } else {
        return None;
    };
    Some(said.to_owned())
}

/// Whether something went to the trash, or came back.
pub(super) fn trashed(change: &Change) -> Option<bool> {
    let after = change.after.as_ref()?.get("deleted_at")?;
    (change.op == "update").then(|| !after.is_null())
}

/// The only column that was changed, and its value since.
fn only(change: &Change) -> Option<(&str, &Value)> {
    let after = change.after.as_ref()?;
    let (column, value) = after.iter().next()?;
    (change.op == "update" && after.len() == 1).then_some((column.as_str(), value))
}

fn lines_of(holder: Holder, change: &Change) -> Vec<Line> {
    match (&*change.table, &*change.op) {
        ("contact_point", "update") | ("address", "update") | ("contact_company", "update") => {
            changed_columns(holder, change)
        }
        ("project_participant", "update") => changed_columns(holder, change),
        (
            "contact_point"
            | "address"
            | "contact_company"
            | "contact_category"
            | "company_category"
            | "meeting_participant"
            | "project_participant",
            _,
        )
        | ("meeting", "insert" | "delete") => whole_row(holder, change).into_iter().collect(),
        ("project", _) if !matches!(holder, Holder::Project(_)) => projects::line(change),
        ("note", _) => notes::line(change).into_iter().collect(),
        ("task", "update") if trashed(change).is_some() => tasks::line(holder, change),
        _ => changed_columns(holder, change),
    }
}

/// A row that came or went, as one line.
fn whole_row(holder: Holder, change: &Change) -> Option<Line> {
    let texts = WhatTexts::here();
    let told = |row: &Option<Row>| row.as_ref().map(|row| row_in_words(holder, change, row));
    let row = change.after.as_ref().or(change.before.as_ref())?;
    let (label, href) = match &*change.table {
        "contact_point" => (with(point_word(row), &whose(holder, change)), None),
        "address" => (texts.address.to_owned(), None),
        "contact_category" | "company_category" => (texts.category.to_owned(), None),
        "meeting" => (texts.meeting.to_owned(), None),
        "meeting_participant" => (texts.participant.to_owned(), None),
        "project_participant" => match holder {
            Holder::Project(_) => (texts.participant.to_owned(), None),
            _ => (
                texts.project.to_owned(),
                Some(format!("/projects/{}", text_of(row, "project_id"))),
            ),
        },
        _ => return Some(link_line(holder, change, row)),
    };
    Some(Line {
        label,
        before: told(&change.before).filter(|words| !words.is_empty()),
        after: told(&change.after).filter(|words| !words.is_empty()),
        href,
    })
}

/// A link: the company of a contact, the contact of a company.
fn link_line(holder: Holder, change: &Change, row: &Row) -> Line {
    let texts = WhatTexts::here();
    let (label, column, path) = match holder {
        Holder::Contact(_) => (texts.company, "company_id", "companies"),
        Holder::Company(_) | Holder::Project(_) => (texts.contact, "contact_id", "contacts"),
    };
    let name = name_of(change, row, column);
    let words = match &*text_of(row, "role") {
        "" => name,
        role => format!("{name}, {role}"),
    };
    Line {
        label: label.to_owned(),
        before: change.before.is_some().then(|| words.clone()),
        after: change.after.is_some().then_some(words),
        href: Some(format!("/{path}/{}", text_of(row, column))),
    }
}

/// The name of what a column leads to.
fn name_of(change: &Change, row: &Row, column: &str) -> String {
    let names = change.names.as_ref();
    let name = names.and_then(|names| names.get(&text_of(row, column)));
    name.cloned().unwrap_or_default()
}

fn row_in_words(holder: Holder, change: &Change, row: &Row) -> String {
    match &*change.table {
        "contact_point" => text_of(row, "value"),
        "address" => [
            text_of(row, "street"),
            format!("{} {}", text_of(row, "postcode"), text_of(row, "city")),
        ]
        .into_iter()
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", "),
        "meeting" => [
            text_of(row, "subject"),
            value_in_words(change, "starts_at", row),
            text_of(row, "place"),
        ]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", "),
        "project_participant" => {
            let name = match holder {
                Holder::Project(_) => person(change, row),
                _ => name_of(change, row, "project_id"),
            };
            with(name, &text_of(row, "role"))
        }
        "meeting_participant" => person(change, row),
        _ => name_of(change, row, "category_id"),
    }
}

/// Who takes part, by name.
fn person(change: &Change, row: &Row) -> String {
    match &*name_of(change, row, "user_id") {
        "" => name_of(change, row, "contact_id"),
        name => name.to_owned(),
    }
}

/// Whose role it is, or whose number at a company: on a contact the company, on a company the contact.
/// Or which task or meeting.
fn whose(holder: Holder, change: &Change) -> String {
    let link = match (&*change.table, &change.about) {
        ("task", Some(row)) if change.op == "update" => return text_of(row, "subject"),
        ("meeting", Some(row)) => return text_of(row, "subject"),
        ("project_participant", Some(row)) => {
            return match holder {
                Holder::Project(_) => person(change, row),
                _ => name_of(change, row, "project_id"),
            };
        }
        ("contact_company", about) => about,
        _ => &change.link,
    };
    match (holder, link) {
        (Holder::Contact(_), Some(link)) => name_of(change, link, "company_id"),
        (Holder::Company(_), Some(link)) => name_of(change, link, "contact_id"),
        (Holder::Project(_), _) => String::new(),
        (_, None) => String::new(),
    }
}

fn with(label: String, other: &str) -> String {
    match other {
        "" => label,
        other => format!("{label}, {other}"),
    }
}

/// The columns that were changed, each as a line.
fn changed_columns(holder: Holder, change: &Change) -> Vec<Line> {
    let (Some(columns), empty) = (change.after.as_ref().or(change.before.as_ref()), Row::new())
    else {
        return Vec::new();
    };
    let (before, after) = (
        change.before.as_ref().unwrap_or(&empty),
        change.after.as_ref().unwrap_or(&empty),
    );
    let other = whose(holder, change);
    let mut lines = Vec::new();
    // In the order that a person reads them in.
    for column in COLUMNS {
        if !columns.contains_key(column) || column == "deleted_at" {
            continue;
        }
        let Some(label) = word_of(&change.table, column, change.about.as_ref()) else {
            continue;
        };
        let words = |row: &Row| {
            let words = value_in_words(change, column, row);
            (!words.is_empty()).then_some(words)
        };
        let (was, is) = (words(before), words(after));
        if was == is {
            continue;
        }
        lines.push(Line {
            label: with(label, &other),
            before: was,
            after: is,
            href: None,
        });
    }
    lines
}

fn value_in_words(change: &Change, column: &str, row: &Row) -> String {
    let value = text_of(row, column);
    if value.is_empty() {
        return value;
    }
    if matches!(column, "owner_id" | "company_id" | "project_id") {
        let name = change.names.as_ref().and_then(|names| names.get(&value));
        return name.map_or_else(|| WhatTexts::here().gone.to_owned(), String::clone);
    }
    if column == "exdates" {
        let days = value.split(", ");
        let days = days.map(|day| day.parse().map_or_else(|_| day.to_owned(), i18n::date));
        return days.collect::<Vec<_>>().join(", ");
    }
    // What a new row has by itself is no change, and that something is not so is nothing to show.
    let by_itself = match &*change.op {
        "insert" => ["false", "0", "normal", "not_started", "planned"].contains(&&*value),
        STOOD => ["false", "0"].contains(&&*value),
        _ => false,
    };
    match column.parse::<Field>() {
        _ if by_itself => String::new(),
        Ok(field) if column != "value" && column != "number" => in_words(field, &value, &[]),
        _ => value,
    }
}
