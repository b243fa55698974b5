//! Filters of a search: a labelled button with its choices in a popover (Urval, Söktyp, Kategori).
//!
//! The choices are radio buttons and checkboxes in the search form, the popover is the browser's
//! own: it opens, closes and is sent without JavaScript, and arrows, Escape and outside presses
//! come with it. `on:change` on the form hears every choice.

use leptos::prelude::*;

use super::dom;
use super::{Glyph, Icon, IconSize, Text, words::UiWords};

/// One choice of a filter.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Value in the form.
    pub value: String,
    /// What it says.
    pub label: Text,
    /// How many it gives, as shown.
    pub count: Option<Text>,
}

/// A filter with one choice.
#[component]
pub fn Filter(
    /// Id of the popover; label and value are `{id}-label` and `{id}-value`.
    #[prop(into)]
    id: Text,
    /// Name in the form.
    #[prop(into)]
    name: Text,
    /// The label.
    #[prop(into)]
    label: Text,
    /// The choices; the first one means no filter.
    choices: Vec<Choice>,
    /// The value chosen; follows the address.
    #[prop(into)]
    selected: Signal<String>,
) -> impl IntoView {
    let first = choices
        .first()
        .map(|choice| choice.value.clone())
        .unwrap_or_default();
    let labels: Vec<_> = choices
        .iter()
        .map(|c| (c.value.clone(), c.label.clone()))
        .collect();
    let fallback = labels
        .first()
        .map(|(_, label)| label.clone())
        .unwrap_or_default();
    let shown = move || {
        selected.with(|now| {
            labels
                .iter()
                .find(|(value, _)| value == now)
                .map(|(_, label)| label.clone())
        })
    };
    let set = Signal::derive(move || selected.with(|now| !now.is_empty() && *now != first));
    let (pressed, entered, opened) = (id.clone(), id.clone(), id.clone());
    // A press on a choice is a decision; moving with the arrows is not, and leaves the list open.
    let decide = move |event: leptos::ev::MouseEvent| {
        if event.detail() > 0 {
            dom::hide_popover(&pressed);
        }
    };
    // Enter sends the form (the browser sees to it) and closes. On the way up, and only when it went
    // down here: the Enter that opened the list comes up here too.
    let went_down = StoredValue::new(false);
    let down = move |event: leptos::ev::KeyboardEvent| went_down.set_value(event.key() == "Enter");
    let up = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && went_down.get_value() {
            dom::hide_popover(&entered);
        }
    };
    view! {
        <FilterButton id=id.clone() label=label.clone() set>
            {move || shown().unwrap_or_else(|| fallback.clone())}
        </FilterButton>
        <div
            class="pop"
            id=id
            popover="auto"
            role="radiogroup"
            aria-label=label
            on:click=decide
            on:keydown=down
            on:keyup=up
            on:toggle=move |_| dom::focus_opened(&opened, "input:checked")
        >
            <div class="scroll">
                {choices
                    .into_iter()
                    .map(|choice| view! { <Single choice name=name.clone() selected /> })
                    .collect_view()}
            </div>
            <div class="pop-foot until-hydrated">
                <span></span>
                <button class="btn primary sm" type="submit">
                    {UiWords::here().show_hits}
                </button>
            </div>
        </div>
    }
}

#[component]
fn Single(choice: Choice, name: Text, selected: Signal<String>) -> impl IntoView {
    let Choice {
        value,
        label,
        count,
    } = choice;
    let this = value.clone();
    let checked = Signal::derive(move || selected.with(|now| *now == this));
    view! {
        <label class="choice">
            <input type="radio" name=name value=value checked=checked prop:checked=move || checked.get() />
            <Icon glyph=Glyph::Check size=IconSize::Sm />
            <span class="grow">{label}</span>
            {count.map(|n| view! { <span class="tiny faint">{n}</span> })}
        </label>
    }
}

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

#[component]
fn FilterButton(id: Text, label: Text, set: Signal<bool>, children: Children) -> impl IntoView {
    let (label_id, value_id) = (format!("{id}-label"), format!("{id}-value"));
    let names = format!("{label_id} {value_id}");
    view! {
        <div class="filter">
            <span class="filter-label" id=label_id>
                {label}
            </span>
            <button
                type="button"
                popovertarget=id
                aria-labelledby=names
                data-set=move || set.get().then_some("")
            >
                <span id=value_id>{children()}</span>
                <Icon glyph=Glyph::ChevronDown size=IconSize::Xs />
            </button>
        </div>
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

/// The filters of a search: stand in the panel on a wide screen, come from the bottom on a phone.
///
/// The button for the phone is `<button class="btn quiet sm only-phone" popovertarget=id>`.
#[component]
pub fn FilterSheet(
    /// Id of the sheet.
    #[prop(into)]
    id: Text,
    /// What it is called on a phone.
    #[prop(into)]
    label: Text,
    /// The filters.
    children: Children,
) -> impl IntoView {
    let (done, heading) = (id.clone(), label.clone());
    view! {
        <div class="stack gap-2 filters" id=id popover="auto" role="group" aria-label=label>
            <h2 class="h3 only-phone" aria-hidden="true">
                {heading}
            </h2>
            {children()}
            <button
                class="btn primary only-phone"
                type="submit"
                on:click=move |_| dom::hide_popover(&done)
            >
                {UiWords::here().show_hits}
            </button>
        </div>
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
