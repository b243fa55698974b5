//! How the form looks.

use domain::LinkId;
use domain::edit::Clash;
use domain::point::PointKind;
use leptos::prelude::*;

use super::super::clash::{by, dialog_of};
use super::super::texts::{EditTexts, label};
use super::super::words::in_words;
use super::new::{new_address, new_point, new_rows, numbered};
use super::{FormField, FormOf, FormRow, KEY, State, control_id, label_of, whole_problem};
use crate::boot::CardFormState;
use crate::card::place::Look;
use crate::contacts::texts::FormTexts;
use crate::i18n;
use crate::ui::{
    Banner, BannerKind, Button, Check, ErrorSummary, Field, FieldProblem, FlikKind, Input, Kbd,
    LinkButton, Look as ButtonLook, Select, Switch, Text, TextArea,
};

/// The form, with what was posted without JavaScript and did not pass.
pub(super) fn card_form(of: FormOf, posted: CardFormState, flik: FlikKind) -> AnyView {
    let (texts, words) = (EditTexts::here(), FormTexts::here());
    let state = State::start(posted);
    let send = state.sender(of.holder, of.back.clone());
    let submit = {
        let send = send.clone();
        move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            send();
        }
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            if let Some(form) = state.node.get_untracked() {
                let _ = form.request_submit();
            }
        }
    };
    let summary = Signal::derive(move || {
        let entry = |(name, problem): (String, domain::Problem)| FieldProblem {
            text: format!("{}: {}", label_of(&name), i18n::problem(problem)),
            id: control_id(&name),
        };
        state.tried.get().problems.into_iter().map(entry).collect()
    });
    let clashed = state.clashes.get_value();
    let told = (!clashed.is_empty()).then(|| {
        let clashes: Vec<Clash> = clashed.iter().map(|(_, clash)| clash.clone()).collect();
        view! { <Banner kind=BannerKind::Error><p>{by(&clashes)}" "{texts.clash_by}</p></Banner> }
    });
    let colleagues = StoredValue::new(of.colleagues.clone());
    let dialog = conflict(
        state,
        colleagues,
        (of.name.clone(), flik),
        of.back.clone(),
        send,
    );
    let busy = Signal::from(state.busy);
    let work = of.work.into_iter().map(|work| {
        let legend = format!("{} {}", texts.work_at, work.name);
        let at = Some((work.link, work.name));
        part(legend.into(), points(state, work.points, at, colleagues))
    });
    view! {
        <form
            class="card card-pad card-form" method="post" action=format!("{}/edit", of.holder.path()) novalidate
            node_ref=state.node on:submit=submit on:input=move |_| state.on_input() on:keydown=keys
        >
            <ErrorSummary title=words.problems_title problems=summary />
            {told}
            {whole_problem(state)}
            <input type="hidden" name=KEY value=state.value(KEY, &of.key) />
            {part(of.about.into(), fields(state, of.card, colleagues))}
            {part(words.contact_details.into(), points(state, of.points, None, colleagues))}
            {work.collect_view()}
            {part(words.address.into(), addresses(state, of.addresses, colleagues))}
            {part(words.owner_and_visibility.into(), fields(state, of.owner, colleagues))}
            <footer class="row wrap form-foot">
                <Button kind="submit" look=ButtonLook::Primary busy>
                    {move || if busy.get() { texts.saving } else { texts.save }}" "<Kbd key="Ctrl ↵" />
                </Button>
                <LinkButton href=of.back look=ButtonLook::Quiet>{words.cancel}</LinkButton>
            </footer>
        </form>
        {dialog}
    }
    .into_any()
}

fn conflict(
    state: State,
    colleagues: StoredValue<Vec<domain::user::Colleague>>,
    (name, kind): (String, FlikKind),
    back: String,
    send: impl Fn() + Clone + Send + Sync + 'static,
) -> AnyView {
    let go = super::go_to();
    let discard = Callback::new(move |()| {
        state.clash.set(Vec::new());
        go(&back);
    });
    let merge = Callback::new(move |()| {
        state.merge();
        send();
    });
    let shown = move || {
        let clashes = state.clash.get();
        (!clashes.is_empty()).then(|| {
            let go_on = Callback::new(move |()| state.clash.set(Vec::new()));
            dialog_of(
                clashes,
                colleagues.get_value(),
                (name.clone(), kind),
                [go_on, discard, merge],
            )
        })
    };
    shown.into_any()
}

fn part(legend: Text, body: AnyView) -> AnyView {
    view! {
        <fieldset class="form-part">
            <legend>{legend}</legend>
            {body}
        </fieldset>
    }
    .into_any()
}

type People = StoredValue<Vec<domain::user::Colleague>>;

/// The fields of the card itself.
fn fields(state: State, row: FormRow, people: People) -> AnyView {
    let path = row.target.path();
    let views = row
        .fields
        .into_iter()
        .map(|field| form_field(state, &path, field, people));
    view! { <div class="form-grid end">{views.collect_view()}</div> }.into_any()
}

/// The numbers and addresses; `at` is the link and the company that they are for.
fn points(
    state: State,
    kinds: Vec<(PointKind, Vec<FormRow>)>,
    at: Option<(LinkId, String)>,
    people: People,
) -> AnyView {
    let kinds = kinds.into_iter().map(|(kind, rows)| {
        let rows = rows
            .into_iter()
            .map(|row| point_row(state, row, people))
            .collect_view();
        let texts = EditTexts::here();
        let what = match kind {
            PointKind::Phone => texts.phone,
            PointKind::Email => texts.email,
        };
        let heading = format!("{} {}", texts.add, what.to_lowercase());
        let path = format!("new.{}", kind.as_str());
        let new = match &at {
            Some((link, company)) => {
                let heading = format!("{heading}, {company}");
                new_point(state, kind, &format!("{path}.{link}"), heading)
            }
            None => {
                let one = move |row: usize, path: String| {
                    new_point(state, kind, &path, numbered(&heading, row))
                };
                new_rows(state, path, "value", one)
            }
        };
        view! { <div class="stack c3">{rows}{new}</div> }
    });
    view! { <div class="form-grid">{kinds.collect_view()}</div> }.into_any()
}

fn point_row(state: State, row: FormRow, people: People) -> AnyView {
    let path = row.target.path();
    let views = row
        .fields
        .into_iter()
        .map(|field| form_field(state, &path, field, people));
    view! { <div class="point-row removable">{views.collect_view()}{remove(state, &path)}</div> }
        .into_any()
}

fn remove(state: State, path: &str) -> AnyView {
    let name = format!("remove.{path}");
    let checked = state.value(&name, "") == "true";
    view! { <Check name label=EditTexts::here().remove checked /> }.into_any()
}

fn addresses(state: State, rows: Vec<FormRow>, people: People) -> AnyView {
    let rows = rows.into_iter().map(|row| {
        let path = row.target.path();
        let views = row.fields.into_iter().map(|field| form_field(state, &path, field, people));
        view! { <div class="form-grid address-row">{views.collect_view()}<div>{remove(state, &path)}</div></div> }
    });
    let new = new_rows(
        state,
        "new.address".to_owned(),
        "street",
        move |row, path| new_address(state, row, &path),
    );
    view! { <div class="stack">{rows.collect_view()}{new}</div> }.into_any()
}

pub(super) fn problem(state: State, name: String) -> Signal<Option<String>> {
    Signal::derive(move || {
        let problem = state
            .invalid
            .try_with(|invalid| invalid.of(&name))
            .flatten();
        problem.map(i18n::problem)
    })
}

/// A control, what stood in it, and after a conflict what to choose between.
fn form_field(state: State, path: &str, of: FormField, people: People) -> AnyView {
    let FormField {
        field,
        look,
        saved,
        class,
    } = of;
    let name = format!("{path}.{}", field.as_str());
    let was_name = format!("was.{name}");
    let was = state.value(&was_name, &saved);
    let id = control_id(&name);
    let error = problem(state, name.clone());
    let clash = state.clashes.with_value(|all| {
        all.iter()
            .find(|(known, _)| *known == name)
            .map(|(_, clash)| clash.clone())
    });
    let choice = clash.map(|clash| choices(&name, clash, people));
    let hidden = view! { <input type="hidden" name=was_name value=was /> };
    if saved == "true" || saved == "false" {
        let ticked = match state.was_posted() {
            true => state.value(&name, "false") == "true",
            false => saved == "true",
        };
        return view! { <div class=class>{hidden}<Switch name label=label(field) checked=ticked />{choice}</div> }.into_any();
    }
    let value = state.value(&name, &saved);
    let hide = matches!(field, domain::edit::Field::Label);
    view! {
        <div class=class>
            {hidden}
            <Field id label=label(field) hide_label=hide error>{control(name, look, value)}</Field>
            {choice}
        </div>
    }
    .into_any()
}

/// Made inside its field, which gives it its id and its message.
fn control(name: String, look: Look, value: String) -> AnyView {
    match look {
        Look::Line(kind) => view! { <Input name value kind attr:autocomplete="off" /> }.into_any(),
        Look::Lines => view! { <TextArea name value /> }.into_any(),
        Look::Choice(options) => {
            let options = options
                .into_iter()
                .map(|(value, words)| (Text::from(value), Text::from(words)))
                .collect();
            view! { <Select name options value /> }.into_any()
        }
    }
}

/// Mine, theirs, and what stood there: without JavaScript, at the field.
fn choices(name: &str, clash: Clash, people: People) -> AnyView {
    let texts = EditTexts::here();
    let (take, first) = (format!("take.{name}"), format!("first.{name}"));
    let said = |value: &str| {
        let words = people.with_value(|people| in_words(clash.field, value, people));
        if words.is_empty() {
            texts.empty.to_owned()
        } else {
            words
        }
    };
    let radio = |value: &'static str, heading: &'static str, words: String| {
        view! {
            <label class="check">
                <input type="radio" name=take.clone() value=value checked=value == "mine" />
                <span>{heading}": "<b>{words}</b></span>
            </label>
        }
    };
    view! {
        <fieldset class="clash-choice">
            <legend>{texts.clash_title}</legend>
            <input type="hidden" name=first value=clash.was.clone() />
            {radio("mine", texts.mine, said(&clash.mine))}
            {radio("theirs", texts.theirs, said(&clash.theirs))}
            {radio("was", texts.was, said(&clash.was))}
        </fieldset>
    }
    .into_any()
}
