//! The window of a link: role and department, or its last day.

use domain::edit::{Change, Clash, Edit, Field, Target};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;

use super::acts::{Asked, LinkRow, confirm};
use super::texts::LinkTexts;
use crate::boot::boot;
use crate::edit::api::save_edit;
use crate::error::Error;
use crate::i18n;
use crate::ui::{Banner, BannerKind, Button, Dialog, Field as FieldView, Input, Look, form_pairs};
use crate::undo::Acts;

/// The window, while something is asked for. Once per list, outside its rows: they are drawn anew.
pub fn link_edit(asked: RwSignal<Option<Asked>>) -> impl Fn() -> Option<AnyView> {
    let acts = Acts::here();
    move || asked.get().map(|now| window(asked, now, acts))
}

fn fields(row: &LinkRow, end: bool) -> Vec<(Field, String)> {
    if end {
        return vec![(Field::EndedOn, row.ended_on.clone())];
    }
    vec![
        (Field::Role, row.role.clone()),
        (Field::Department, row.department.clone()),
        (Field::StartedOn, row.started_on.clone()),
        (Field::EndedOn, row.ended_on.clone()),
    ]
}

fn window(asked: RwSignal<Option<Asked>>, now: Asked, acts: Acts) -> AnyView {
    let texts = LinkTexts::here();
    let Asked { row, end } = now;
    let (title, said) = match (end, row.primary) {
        (true, _) => (texts.end_link.to_owned(), texts.ended),
        (false, Some(_)) => (
            format!("{} {}", texts.role_at, row.name),
            texts.role_changed,
        ),
        (false, None) => (
            format!("{} {}", texts.role_of, row.name),
            texts.role_changed,
        ),
    };
    // What stood there when the window was opened, or what somebody else has put there since.
    let was = StoredValue::new(fields(&row, end));
    let invalid = RwSignal::new(domain::Invalid::default());
    let (clash, busy) = (RwSignal::new(None::<String>), RwSignal::new(false));
    let form = NodeRef::<html::Form>::new();
    let (target, flik) = (Target::Link(row.id), row.name.clone());
    let close = Callback::new(move |()| asked.set(None));
    let saved_row = StoredValue::new(row.clone());
    let save = move || {
        let Some(form) = form.get_untracked().filter(|_| !busy.get_untracked()) else {
            return;
        };
        let edit = read(target, &was.get_value(), &form_pairs(&form));
        let edit = match edit.parse() {
            Ok(edit) if edit.changes.is_empty() => return close.run(()),
            Ok(edit) => edit,
            Err(wrong) => return invalid.set(wrong),
        };
        busy.set(true);
        spawn_local_scoped(async move {
            let answer = save_edit(edit).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(done) => {
                    let row = saved_row.try_get_value();
                    let _ = asked.try_set(None);
                    row.iter().for_each(|row| confirm(acts, row, said, done));
                }
                Err(Error::Invalid(wrong)) => {
                    let _ = invalid.try_set(wrong);
                }
                Err(Error::Clash(clashes)) => {
                    let _ = was.try_update_value(|was| take_theirs(was, &clashes));
                    let _ = clash.try_set(clashes.first().map(clash_words));
                }
                Err(error) => acts.failed(&error),
            }
        });
    };
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        save();
    };
    let on_input = move |_| invalid.set(domain::Invalid::default());
    let inputs = fields(&row, end)
        .into_iter()
        .enumerate()
        .map(|(place, (field, value))| input(field, &value, end, place == 0, invalid))
        .collect_view();
    view! {
        <Dialog id="link-edit" title=title flik=flik sheet=true on_close=close>
            <form class="dialog-rest" node_ref=form novalidate on:submit=on_submit on:input=on_input>
                <div class="dialog-body">
                    {move || clash.get().map(|text| view! { <Banner kind=BannerKind::Warn><p>{text}</p></Banner> })}
                    <div class="form-grid">{inputs}</div>
                </div>
                <footer class="dialog-foot">
                    <Button look=Look::Quiet on:click=move |_| close.run(())>{texts.cancel}</Button>
                    <span class="grow not-phone"></span>
                    <Button kind="submit" look=Look::Primary busy=busy>
                        {move || match (busy.get(), end) {
                            (true, _) => texts.saving,
                            (false, true) => texts.end,
                            (false, false) => texts.save,
                        }}
                    </Button>
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}

fn input(
    field: Field,
    value: &str,
    end: bool,
    first: bool,
    invalid: RwSignal<domain::Invalid>,
) -> AnyView {
    let texts = LinkTexts::here();
    let date = matches!(field, Field::StartedOn | Field::EndedOn);
    let label = match field {
        Field::Role => texts.role,
        Field::Department => texts.department,
        Field::StartedOn => texts.started_on,
        _ if end => texts.last_day,
        _ => texts.ended_on,
    };
    let value = match (end && value.is_empty(), boot().today) {
        (true, Some(today)) => today.to_string(),
        _ => value.to_owned(),
    };
    let error = Signal::derive(move || {
        let problem = invalid.try_with(|invalid| invalid.of(field.as_str()));
        problem.flatten().map(i18n::problem)
    });
    let (name, kind) = (field.as_str(), if date { "date" } else { "text" });
    view! {
        <FieldView id=format!("link-{name}") label=label class="c3" error=error>
            <Input name=name value=value kind=kind autofocus=first attr:maxlength="200" />
        </FieldView>
    }
    .into_any()
}

fn read(target: Target, was: &[(Field, String)], pairs: &[(String, String)]) -> Edit {
    let value_of = |field: Field| {
        let pair = pairs.iter().find(|(name, _)| name == field.as_str());
        pair.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let changes = was.iter().map(|(field, was)| Change {
        field: *field,
        was: was.clone(),
        value: value_of(*field),
    });
    Edit {
        target,
        changes: changes.collect(),
    }
}

/// «Keep mine»: saved again, it stands on what they have saved.
fn take_theirs(was: &mut [(Field, String)], clashes: &[Clash]) {
    for (field, value) in was {
        if let Some(clash) = clashes.iter().find(|clash| clash.field == *field) {
            value.clone_from(&clash.theirs);
        }
    }
}

fn clash_words(clash: &Clash) -> String {
    let texts = LinkTexts::here();
    let or = |text: &str, other: &str| {
        if text.is_empty() {
            other.to_owned()
        } else {
            text.to_owned()
        }
    };
    format!(
        "{} {} ”{}”. {}",
        or(&clash.by, texts.somebody),
        texts.changed_meanwhile,
        or(&clash.theirs, texts.nothing),
        texts.keep_mine
    )
}
