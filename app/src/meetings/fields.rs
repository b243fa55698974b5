//! The controls of the form.

use leptos::prelude::*;

use super::api::{Form, Said};
use super::texts::MeetingTexts;
use crate::i18n::problem;
use crate::ui::{Check, Field, Input, Select, TextArea};

/// Zones that are offered while one types; any other that there is can be written.
const ZONES: [&str; 26] = [
    "Europe/Stockholm",
    "Europe/Oslo",
    "Europe/Copenhagen",
    "Europe/Helsinki",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Paris",
    "Europe/Madrid",
    "Europe/Rome",
    "Europe/Warsaw",
    "Europe/Athens",
    "Europe/Istanbul",
    "Europe/Kyiv",
    "Atlantic/Reykjavik",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Pacific/Auckland",
];

/// The id of a control.
pub(super) fn control_id(field: &str) -> String {
    match field {
        "contacts" => "meeting-find".to_owned(),
        "colleagues" => "meeting-colleagues".to_owned(),
        other => format!("meeting-{other}"),
    }
}

/// What a control is called.
pub(super) fn control_label(field: &str) -> &'static str {
    let texts = MeetingTexts::here();
    match field {
        "subject" => texts.subject,
        "place" => texts.place,
        "description" => texts.description,
        "outcome" => texts.outcome,
        "starts_on" => texts.starts_on,
        "starts_time" => texts.starts_time,
        "ends_on" => texts.ends_on,
        "ends_time" => texts.ends_time,
        "time_zone" => texts.time_zone,
        "owner_id" => texts.owner,
        "project_id" => texts.project,
        "repeat" => texts.repeats,
        "every" => texts.how_often,
        "repeat_until" => texts.repeat_until,
        "repeat_times" => texts.repeat_times,
        "colleagues" => texts.colleagues,
        _ => texts.contacts,
    }
}

/// One control in its field.
fn control(
    form: &Form,
    name: &'static str,
    kind: &'static str,
    class: &'static str,
    hint: Option<&'static str>,
) -> AnyView {
    let error = Signal::stored(form.invalid.of(name).map(problem));
    let value = form.value(name);
    let first = name == "subject" && value.is_empty();
    let (id, words) = (control_id(name), control_label(name));
    let control = move || {
        view! {
            <Input
                name=name value=value kind=kind autofocus=first required=matches!(name, "subject" | "starts_on")
                attr:autocomplete="off" attr:maxlength="500"
            />
        }
    };
    match hint {
        Some(hint) => {
            view! { <Field id label=words hint=hint error class>{control()}</Field> }.into_any()
        }
        None => view! { <Field id label=words error class>{control()}</Field> }.into_any(),
    }
}

/// What, where and when.
pub(super) fn fields(form: &Form, said: RwSignal<Said>) -> AnyView {
    let texts = MeetingTexts::here();
    let zone_error = Signal::stored(form.invalid.of("time_zone").map(problem));
    let owner_error = Signal::stored(form.invalid.of("owner_id").map(problem));
    let owners = form
        .colleagues
        .iter()
        .map(|(id, name)| (id.clone().into(), name.clone().into()))
        .collect();
    let project = (!form.of_project && !form.projects.is_empty()).then(|| {
        let wrong = Signal::stored(form.invalid.of("project_id").map(problem));
        let all = form
            .projects
            .iter()
            .map(|(id, name)| (id.clone().into(), name.clone().into()));
        let options = std::iter::once(("".into(), texts.no_project.into()))
            .chain(all)
            .collect();
        let value = form.value("project_id");
        view! {
            <Field id=control_id("project_id") label=texts.project error=wrong class="c2">
                <Select name="project_id" options value />
            </Field>
        }
    });
    let (all_day, zone) = (form.value("all_day") == "true", form.value("time_zone"));
    let [subject, place, first, start] = [
        control(form, "subject", "text", "c4", None),
        control(form, "place", "text", "c2", None),
        control(form, "starts_on", "date", "c2", None),
        control(form, "starts_time", "time", "", None),
    ];
    let last = control(form, "ends_on", "date", "c2", Some(texts.ends_hint));
    let (end, owner) = (
        control(form, "ends_time", "time", "", None),
        form.value("owner_id"),
    );
    let offset = move || {
        said.try_with(|said| said.offset.clone())
            .unwrap_or_default()
    };
    view! {
        <div class="form-grid meeting-grid">
            {subject}
            {place}
            {first}
            <div class="clock c2">{start}</div>
            <div class="c2 meeting-day">
                <Check name="all_day" label=texts.all_day checked=all_day />
            </div>
            {last}
            <div class="clock c2">{end}</div>
            <div class="c2 meeting-zone">
                <Field id="meeting-time_zone" label=texts.time_zone error=zone_error described_by="meeting-offset">
                    <Input name="time_zone" value=zone attr:list="meeting-zones" attr:autocomplete="off" attr:spellcheck="false" />
                </Field>
                <p class="hint" id="meeting-offset" role="status">{offset}</p>
            </div>
            <datalist id="meeting-zones">
                {ZONES.map(|zone| view! { <option value=zone></option> }).collect_view()}
            </datalist>
            <Field id="meeting-owner_id" label=texts.owner error=owner_error class="c2">
                <Select name="owner_id" options=owners value=owner />
            </Field>
            {project}
        </div>
    }
    .into_any()
}

/// What is to be known, and what came of it.
pub(super) fn texts_of(form: &Form) -> AnyView {
    let texts = MeetingTexts::here();
    let area = |name: &'static str, hint: &'static str| {
        let error = Signal::stored(form.invalid.of(name).map(problem));
        let value = form.value(name);
        view! {
            <Field id=control_id(name) label=control_label(name) hint=hint error optional=true>
                <TextArea name=name value=value rows=4 />
            </Field>
        }
    };
    view! { {area("description", texts.description_hint)}{area("outcome", texts.outcome_hint)} }
        .into_any()
}
