//! Several choices.

use leptos::prelude::*;

use super::{Choice, FilterButton};
use crate::ui::{Text, dom, words::UiWords};

/// A filter with several choices, with Rensa and Visa träffar.
#[component]
pub fn FilterMany(
    /// Id of the popover; label and value are `{id}-label` and `{id}-value`.
    #[prop(into)]
    id: Text,
    /// Name in the form, the same for all.
    #[prop(into)]
    name: Text,
    /// The label.
    #[prop(into)]
    label: Text,
    /// The choices.
    choices: Vec<Choice>,
    /// The values chosen; follow the address.
    #[prop(into)]
    selected: Signal<Vec<String>>,
    /// Called when all is cleared, after the boxes are.
    #[prop(into)]
    on_clear: Callback<()>,
    /// Above the choices: how several combine.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let words = UiWords::here();
    let labels: Vec<_> = choices
        .iter()
        .map(|c| (c.value.clone(), c.label.clone()))
        .collect();
    let shown = move || selected.with(|now| value_of_many(&labels, now, words.all));
    let set = Signal::derive(move || selected.with(|now| !now.is_empty()));
    let (pop, done, opened) = (id.clone(), id.clone(), id.clone());
    let clear = move |_| {
        dom::uncheck_all(&pop);
        on_clear.run(());
    };
    view! {
        <FilterButton id=id.clone() label=label.clone() set>
            {shown}
        </FilterButton>
        <div
            class="pop"
            id=id
            popover="auto"
            role="group"
            aria-label=label
            on:toggle=move |_| dom::focus_opened(&opened, "input")
        >
            {children.map(|children| children())}
            <div class="scroll">
                {choices
                    .into_iter()
                    .map(|choice| view! { <Multiple choice name=name.clone() selected /> })
                    .collect_view()}
            </div>
            <div class="pop-foot">
                <button class="btn quiet sm once-hydrated" type="button" on:click=clear>
                    {words.clear}
                </button>
                <button class="btn primary sm" type="submit" on:click=move |_| dom::hide_popover(&done)>
                    {words.show_hits}
                </button>
            </div>
        </div>
    }
}

#[component]
fn Multiple(choice: Choice, name: Text, selected: Signal<Vec<String>>) -> impl IntoView {
    let Choice {
        value,
        label,
        count,
    } = choice;
    let this = value.clone();
    let checked = Signal::derive(move || selected.with(|now| now.contains(&this)));
    view! {
        <label class="check choice">
            <input type="checkbox" name=name value=value checked=checked prop:checked=move || checked.get() />
            <span class="grow">{label}</span>
            {count.map(|n| view! { <span class="tiny faint">{n}</span> })}
        </label>
    }
}

/// What the button of a filter with several choices says: none, the one, or the first and how many more.
fn value_of_many(labels: &[(String, Text)], chosen: &[String], none: &'static str) -> String {
    let mut chosen = labels
        .iter()
        .filter(|(value, _)| chosen.contains(value))
        .map(|(_, label)| label);
    let Some(first) = chosen.next() else {
        return none.to_owned();
    };
    match chosen.count() {
        0 => first.to_string(),
        more => format!("{first} +{more}"),
    }
}

#[cfg(test)]
mod tests {
    use super::value_of_many;

    #[test]
    fn says_what_is_chosen() {
        let labels = [
            ("a".to_owned(), "Styrelse".into()),
            ("b".to_owned(), "Inköpare".into()),
        ];
        let chosen = |ids: &[&str]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(value_of_many(&labels, &[], "Alla"), "Alla");
        assert_eq!(value_of_many(&labels, &chosen(&["b"]), "Alla"), "Inköpare");
        assert_eq!(
            value_of_many(&labels, &chosen(&["b", "a"]), "Alla"),
            "Styrelse +1"
        );
        assert_eq!(value_of_many(&labels, &chosen(&["gone"]), "Alla"), "Alla");
    }
}
