//! The form of a meeting, new or changed. Works without JavaScript; what was typed stays until it is
//! saved, whatever happens.

use domain::edit::Field;
use domain::user::Colleague;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;
use web_sys::HtmlFormElement;

use super::Tab;
use super::api::{Form, Said, check_meeting, save_meeting};
use super::fields::{control_id, control_label, fields, texts_of};
use super::list::row_id;
use super::people::{Invited, people, rows_of};
use super::repeat;
use super::texts::MeetingTexts;
use crate::card::tabs::MEETINGS;
use crate::card::texts::label;
use crate::card::words::in_words;
use crate::error::Error;
use crate::form_body::{FormBody, Refused, take};
use crate::i18n::{self, language, problem};
use crate::ui::announce::focus_soon;
use crate::ui::{
    Banner, BannerKind, Button, ErrorSummary, FieldProblem, Glyph, Icon, IconSize, Look, dom,
    form_pairs,
};

/// Id of the form.
pub(super) const ID: &str = "meeting-form";

/// The form, drawn anew with what was typed when it does not pass.
pub(super) fn meeting_form(tab: Tab, form: Form) -> AnyView {
    let shown = RwSignal::new(form);
    let said = RwSignal::new(shown.with_untracked(|form| form.said.clone()));
    let invited = RwSignal::new(shown.with_untracked(rows_of));
    let navigate = use_navigate();
    // Whoever opened it goes on in it.
    let first = match shown.with_untracked(|form| form.value("id").is_empty()) {
        true => "meeting-subject",
        false => "meeting-heading",
    };
    Effect::new(move |_| {
        let focused = dom::focused().and_then(|element| element.closest("form").ok().flatten());
        // Not `id()`: a field of that name stands in its place.
        if focused.is_none_or(|form| form.get_attribute("id").as_deref() != Some(ID)) {
            focus_soon(first.to_owned());
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        let Some((_, body)) = take(&event) else {
            return;
        };
        let act = FormBody::read(&body)
            .all("act")
            .last()
            .unwrap_or("save")
            .to_owned();
        if tab.busy.get_untracked() || !matches!(&*act, "save" | "skip" | "trash") {
            return;
        }
        tab.busy.set(true);
        let navigate = navigate.clone();
        let is_new = shown.with_untracked(|form| form.value("id").is_empty());
        spawn_local_scoped(async move {
            let answer = save_meeting(tab.holder, body.clone()).await;
            let _ = tab.busy.try_set(false);
            match answer {
                Ok(saved) => {
                    let texts = MeetingTexts::here();
                    let words = match (&*act, is_new) {
                        ("trash", _) => texts.trashed,
                        ("skip", _) => texts.skipped,
                        (_, true) => texts.booked,
                        _ => texts.saved,
                    };
                    navigate(
                        &tab.list(),
                        NavigateOptions {
                            scroll: false,
                            ..Default::default()
                        },
                    );
                    focus_soon(match &*act {
                        "trash" | "skip" => "new-meeting".to_owned(),
                        _ => row_id(saved.id.0, None),
                    });
                    let ids = tab.holder.map(domain::edit::Holder::uuid);
                    tab.acts.done(words, saved.done, ids.into_iter().collect());
                }
                Err(
                    error @ (Error::SignedOut | Error::Offline | Error::Busy | Error::Internal),
                ) => {
                    tab.acts.failed(&error);
                }
                Err(error) => {
                    let ticked = FormBody::read(&body);
                    let _ = invited.try_update(|rows| {
                        for (id, _, on) in rows {
                            *on = ticked.all("contact").any(|one| one == id.as_str());
                        }
                    });
                    let _ = shown.try_update(|form| *form = form.again(Refused { body, error }));
                }
            }
        });
    };
    view! { {move || drawn(tab, shown.get(), said, invited, submit.clone())} }.into_any()
}

/// Asks what follows from what is typed; an answer to an earlier question does not stand.
fn ask(asked: StoredValue<u32>, said: RwSignal<Said>) {
    let Some(form) = dom::by_id(ID).and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) else {
        return;
    };
    let encode = domain::search::form_encode;
    let pairs = form_pairs(&form);
    let body: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect();
    let mine = asked.try_update_value(|asked| {
        *asked += 1;
        *asked
    });
    let language = language();
    spawn_local_scoped(async move {
        let answer = check_meeting(body.join("&"), language).await;
        if asked.try_get_value() == mine {
            let _ = said.try_set(answer.unwrap_or_default());
        }
    });
}

fn drawn(
    tab: Tab,
    form: Form,
    said: RwSignal<Said>,
    invited: RwSignal<Vec<Invited>>,
    submit: impl Fn(leptos::ev::SubmitEvent) + Clone + 'static,
) -> AnyView {
    let texts = MeetingTexts::here();
    let id = form.value("id");
    let is_new = id.is_empty();
    let writable = tab.writable.get_untracked();
    let asked = StoredValue::new(0_u32);
    let chosen = RwSignal::new(form.all("colleague"));
    Effect::new(move |before: Option<Vec<String>>| {
        let now = chosen.try_get().unwrap_or_default();
        // As it came, the server has said it.
        if before.is_some_and(|before| before != now) {
            request_animation_frame(move || ask(asked, said));
        }
        now
    });
    let (title, action) = match is_new {
        true => (texts.new, format!("?tab={MEETINGS}&new")),
        false => (
            texts.change,
            format!("?tab={MEETINGS}&edit={id}{}", on_of(&form)),
        ),
    };
    let title = if form.value("on").is_empty() {
        title
    } else {
        texts.one_time
    };
    let title = if writable { title } else { texts.one };
    let names = ["id", "key", "on", "from", "from_day"]
        .into_iter()
        .map(str::to_owned);
    let was = form
        .pairs
        .iter()
        .map(|(name, _)| name.clone())
        .filter(|name| name.starts_with("was."));
    let mut kept: Vec<String> = names.chain(was).collect();
    kept.sort();
    kept.dedup();
    let hidden = kept.into_iter().flat_map(|name| {
        let values = form.all(&name).into_iter();
        values
            .map(move |value| (name.clone(), value))
            .collect::<Vec<_>>()
    });
    let hidden: Vec<_> = hidden
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect();
    let problems: Vec<FieldProblem> = form
        .invalid
        .problems
        .iter()
        .map(|(field, wrong)| FieldProblem {
            id: control_id(field),
            text: format!("{}: {}", control_label(field), problem(*wrong)),
        })
        .collect();
    let failed = form
        .failed
        .clone()
        .map(|words| view! { <Banner kind=BannerKind::Error><p>{words}</p></Banner> });
    let clashes = (!form.clashes.is_empty()).then(|| clash_banner(&form));
    view! {
        <form
            class="card-pad stack meeting-form" id=ID method="post" action=action novalidate aria-labelledby="meeting-heading"
            on:submit=submit on:change=move |_| ask(asked, said)
        >
            <a class="crumb" href=tab.list()><Icon glyph=Glyph::ArrowLeft size=IconSize::Sm />{texts.back}</a>
            <h2 id="meeting-heading" tabindex="-1">{title}</h2>
            <ErrorSummary title=texts.wrong problems=Signal::stored(problems) />
            {failed}
            {clashes}
            {series(&form, &id)}
            {hidden}
            // What Enter means, before any other button.
            <button class="vh" type="submit" name="act" value="save" tabindex="-1" aria-hidden="true"></button>
            <fieldset class="stack" disabled=!writable>
                <legend class="vh">{title}</legend>
                {fields(&form, said)}
                {alone(&form).then(|| repeat::controls(&form))}
                {people(&form, invited, chosen, writable)}
                {busy(said, writable)}
                {texts_of(&form)}
            </fieldset>
            {foot(tab, id, writable, &form)}
        </form>
    }
    .into_any()
}

/// The rest of the address of one time of a meeting that repeats.
fn on_of(form: &Form) -> String {
    match &*form.value("on") {
        "" => String::new(),
        day => format!("&on={day}"),
    }
}

/// It is neither one time of a meeting that repeats nor in the place of one.
fn alone(form: &Form) -> bool {
    form.value("on").is_empty() && form.value("from").is_empty()
}

/// What of a meeting that repeats is changed here, and the way to the rest of it.
fn series(form: &Form, id: &str) -> Option<AnyView> {
    let texts = MeetingTexts::here();
    let from = form.value("from");
    let (words, link) = match (&*form.value("on"), &*from, &*form.repeats) {
        ("", "", "") => return None,
        ("", "", repeats) => {
            let words = format!("{} {repeats}. {}", texts.repeats, texts.series_hint);
            (words, None)
        }
        ("", from, _) => {
            let day = form.value("from_day").parse().map(i18n::date);
            let href = format!("?tab={MEETINGS}&edit={from}");
            let words = format!("{} {}.", texts.stands_for, day.unwrap_or_default());
            (words, Some((href, texts.its_series)))
        }
        (_, _, repeats) => {
            let href = format!("?tab={MEETINGS}&edit={id}");
            let words = format!("{} {repeats}. {}", texts.repeats, texts.one_time_hint);
            (words, Some((href, texts.whole_series)))
        }
    };
    let link = link.map(|(href, words)| view! { " "<a href=href>{words}</a> });
    Some(view! { <Banner kind=BannerKind::Info><p>{words}{link}</p></Banner> }.into_any())
}

/// Who is busy: told, and no obstacle.
fn busy(said: RwSignal<Said>, writable: bool) -> AnyView {
    let texts = MeetingTexts::here();
    let lines = move || {
        let busy = said.try_with(|said| said.busy.clone()).unwrap_or_default();
        (!busy.is_empty() && writable).then(|| {
            let lines = busy.into_iter().map(|line| view! { <li>{line}</li> });
            view! {
                <div class="banner warn">
                    <Icon glyph=Glyph::Warning />
                    <div><h3>{texts.double}</h3><ul>{lines.collect_view()}</ul></div>
                </div>
            }
        })
    };
    view! { <div role="status" class="vat">{lines}</div> }.into_any()
}

fn clash_banner(form: &Form) -> AnyView {
    let texts = MeetingTexts::here();
    let clashes = &form.clashes;
    let named = |(id, name): &(String, String)| {
        Some(Colleague {
            id: id.parse().ok()?,
            name: name.clone(),
            active: true,
        })
    };
    let colleagues: Vec<Colleague> = form.colleagues.iter().filter_map(named).collect();
    let by = clashes
        .iter()
        .map(|clash| clash.by.as_str())
        .find(|by| !by.is_empty());
    let by = by.unwrap_or(texts.somebody).to_owned();
    let lines = clashes.iter().map(|clash| {
        let project = form.projects.iter().find(|(id, _)| *id == clash.theirs);
        let said = match project {
            Some((_, name)) => name.clone(),
            // One that was not there yet when the form was opened.
            None if clash.field == Field::ProjectId && !clash.theirs.is_empty() => {
                texts.other_project.to_owned()
            }
            None => in_words(clash.field, &clash.theirs, &colleagues),
        };
        let theirs = match said {
            words if words.is_empty() => texts.nothing.to_owned(),
            words => format!("”{words}”"),
        };
        let words = format!("{} {} {theirs}.", label(clash.field), texts.now_it_says);
        view! { <li>{words}</li> }
    });
    let lines = lines.collect_view();
    view! {
        <Banner kind=BannerKind::Warn>
            <h3>{by}" "{texts.changed_meanwhile}</h3>
            <ul>{lines}</ul>
            <p>{texts.keep_mine}</p>
        </Banner>
    }
    .into_any()
}

fn foot(tab: Tab, id: String, writable: bool, form: &Form) -> AnyView {
    let texts = MeetingTexts::here();
    let saved = !id.is_empty();
    let one_time = !form.value("on").is_empty();
    let (act, act_words) = match (one_time, form.repeats.is_empty()) {
        (true, _) => ("skip", texts.skip),
        (false, true) => ("trash", texts.trash),
        (false, false) => ("trash", texts.trash_series),
    };
    let invitation = saved.then(|| {
        view! {
            <a class="btn" href=format!("/meetings/{id}/invitation.ics") download="" rel="external">
                <Icon glyph=Glyph::Download size=IconSize::Sm />{texts.invitation}
            </a>
        }
    });
    let trash = (saved && writable).then(|| {
        view! {
            <button class="btn quiet" type="submit" name="act" value=act data-act=act_words>
                <Icon glyph=Glyph::Trash size=IconSize::Sm />{act_words}
            </button>
        }
    });
    let save = writable.then(|| {
        view! {
            <Button kind="submit" look=Look::Primary busy=tab.busy attr:name="act" attr:value="save">
                {move || if tab.busy.try_get().unwrap_or_default() { texts.saving } else { texts.save }}
            </Button>
            <button class="btn until-hydrated" type="submit" name="act" value="check">{texts.check}</button>
        }
    });
    view! {
        <div class="row wrap meeting-foot">
            {save}
            <a class="btn quiet" href=tab.list()>{texts.cancel}</a>
            <span class="grow not-phone"></span>
            {invitation}
            {trash}
        </div>
    }
    .into_any()
}
