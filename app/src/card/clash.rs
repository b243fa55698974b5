//! «Någon annan har ändrat»: yours, theirs and what stood there, and nothing is lost until one chooses.

use domain::edit::{Change, Clash, Edit};
use domain::user::Colleague;
use leptos::prelude::*;

use super::editing::{Clashing, Editing};
use super::texts::{EditTexts, label};
use super::words::in_words;
use crate::ui::{Dialog, DialogWidth, FlikKind, dom};

/// The conflict of an open card, while there is one. `flik` is the name on the card.
pub fn clash_dialog(editing: Editing, flik: Signal<String>, kind: FlikKind) -> AnyView {
    let shown = move || {
        let clashing = editing.clash.get()?;
        let go_on = Callback::new(move |()| go_on(editing));
        let discard = Callback::new(move |()| discard(editing));
        let merge = Callback::new(move |()| merge(editing));
        Some(dialog_of(
            clashing.clashes,
            editing.colleagues.get_untracked(),
            (flik.get_untracked(), kind),
            [go_on, discard, merge],
        ))
    };
    shown.into_any()
}

/// The dialog: going on, discarding, merging.
pub fn dialog_of(
    clashes: Vec<Clash>,
    colleagues: Vec<Colleague>,
    (flik, flik_kind): (String, FlikKind),
    [go_on, discard, merge]: [Callback<()>; 3],
) -> AnyView {
    let texts = EditTexts::here();
    let by = by(&clashes);
    let rows = clashes
        .into_iter()
        .enumerate()
        .map(|(at, clash)| row(at, clash, &colleagues))
        .collect_view();
    view! {
        <Dialog
            id="clash" title=texts.clash_title flik flik_kind=flik_kind width=DialogWidth::Wide
            on_close=move |()| go_on.run(())
        >
            <div class="dialog-body stack">
                <p>{by}" "{texts.clash_by}</p>
                {table(rows.into_any())}
            </div>
            <footer class="dialog-foot">
                <button type="button" class="btn quiet" on:click=move |_| go_on.run(())>{texts.go_on}</button>
                <span class="grow not-phone"></span>
                <button type="button" class="btn" on:click=move |_| discard.run(())>{texts.discard}</button>
                <button type="button" class="btn primary" on:click=move |_| merge.run(())>{texts.merge}</button>
            </footer>
        </Dialog>
    }
    .into_any()
}

/// Who it was; of several, the first who is known.
#[must_use]
pub fn by(clashes: &[Clash]) -> String {
    clashes
        .iter()
        .map(|clash| clash.by.as_str())
        .find(|by| !by.is_empty())
        .unwrap_or(EditTexts::here().somebody)
        .to_owned()
}

/// The table of choices, in the dialog and in the form.
pub fn table(rows: AnyView) -> AnyView {
    let texts = EditTexts::here();
    view! {
        <div class="card table-wrap">
            <table class="table stacks clash-table">
                <thead>
                    <tr>
                        <th scope="col">{texts.field}</th>
                        <th scope="col">{texts.mine}</th>
                        <th scope="col">{texts.theirs}</th>
                        <th scope="col">{texts.was}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(at: usize, clash: Clash, colleagues: &[Colleague]) -> AnyView {
    let texts = EditTexts::here();
    let Clash {
        field,
        was,
        mine,
        theirs,
        ..
    } = clash;
    let said = |value: &str| {
        let words = in_words(field, value, colleagues);
        if words.is_empty() {
            texts.empty.to_owned()
        } else {
            words
        }
    };
    let (mine, theirs, was) = (said(&mine), said(&theirs), said(&was));
    let name = format!("clash-{at}");
    view! {
        <tr>
            <th scope="row">{label(field)}</th>
            <td data-label=texts.mine>
                <label class="check">
                    <input type="radio" name=name.clone() value="mine" checked data-autofocus=(at == 0).then_some("") />
                    <span class="pre">{mine}</span>
                </label>
            </td>
            <td data-label=texts.theirs>
                <label class="check">
                    <input type="radio" name=name value="theirs" data-clash=at.to_string() />
                    <span class="pre">{theirs}</span>
                </label>
            </td>
            <td data-label=texts.was class="muted pre">{was}</td>
        </tr>
    }
    .into_any()
}

/// Back to the editor, as it was.
fn go_on(editing: Editing) {
    editing.clash.set(None);
}

/// Shows what is saved: theirs.
fn discard(editing: Editing) {
    if let Some(clashing) = editing.clash.get_untracked() {
        editing.clash.set(None);
        clashing.from.restore();
        editing.live.touch(vec![editing.id()]);
    }
}

/// Sends once more: what was chosen of one's own, now knowing theirs.
fn merge(editing: Editing) {
    let Some(Clashing {
        edit,
        clashes,
        from,
    }) = editing.clash.get_untracked()
    else {
        return;
    };
    let theirs = chosen_theirs();
    editing.clash.set(None);
    from.merged(merged(edit, &clashes, &theirs));
    // Theirs may be all that was chosen: then nothing is sent, and the card is read again.
    editing.live.touch(vec![editing.id()]);
}

/// The rows where their value was chosen.
pub(crate) fn chosen_theirs() -> Vec<usize> {
    let Some(dialog) = dom::by_id("clash") else {
        return Vec::new();
    };
    dom::all::<web_sys::HtmlElement>(&dialog, "[data-clash]:checked")
        .iter()
        .filter_map(|input| input.get_attribute("data-clash")?.parse().ok())
        .collect()
}

/// The edit as it is to be sent again: one's own values over theirs, and without those given up.
#[must_use]
pub fn merged(edit: Edit, clashes: &[Clash], theirs: &[usize]) -> Edit {
    let change = |change: Change| {
        let met = clashes.iter().position(|clash| clash.field == change.field);
        match met {
            None => Some(change),
            Some(at) if theirs.contains(&at) => None,
            Some(at) => Some(Change {
                was: clashes[at].theirs.clone(),
                ..change
            }),
        }
    };
    Edit {
        target: edit.target,
        changes: edit.changes.into_iter().filter_map(change).collect(),
    }
}

#[cfg(test)]
mod tests {
    use domain::ContactId;
    use domain::edit::{Field, Target};

    use super::*;

    #[test]
    fn ones_own_value_is_sent_knowing_theirs() {
        let change = |field, was: &str, value: &str| Change {
            field,
            was: was.to_owned(),
            value: value.to_owned(),
        };
        let clash = |field, was: &str, mine: &str, theirs: &str| Clash {
            field,
            was: was.to_owned(),
            mine: mine.to_owned(),
            theirs: theirs.to_owned(),
            by: String::new(),
        };
        let edit = Edit {
            target: Target::Contact(ContactId(uuid::Uuid::nil())),
            changes: vec![
                change(Field::Title, "a", "mine"),
                change(Field::Nickname, "b", "mine too"),
                change(Field::Comment, "c", "nobody else's"),
            ],
        };
        let clashes = [
            clash(Field::Title, "a", "mine", "theirs"),
            clash(Field::Nickname, "b", "mine too", "other"),
        ];
        assert_eq!(
            merged(edit, &clashes, &[1]).changes,
            [
                change(Field::Title, "theirs", "mine"),
                change(Field::Comment, "c", "nobody else's")
            ]
        );
    }
}
