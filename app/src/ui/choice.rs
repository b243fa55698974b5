//! Checkbox, radio button and switch: the whole label is the target.

use leptos::prelude::*;

use super::Text;

fn words(label: Text, hint: Option<Text>) -> impl IntoView {
    view! { <span>{label} {hint.map(|hint| view! { <span class="hint">{hint}</span> })}</span> }
}

/// A checkbox. `on:change` lands on the label and bubbles from the box.
#[component]
pub fn Check(
    /// Name in the form.
    #[prop(into)]
    name: Text,
    /// Value in the form.
    #[prop(default = Text::Borrowed("true"), into)]
    value: Text,
    /// What it says.
    #[prop(into)]
    label: Text,
    /// A line under it.
    #[prop(optional, into)]
    hint: Option<Text>,
    /// Ticked to begin with.
    #[prop(optional)]
    checked: bool,
    /// Cannot be changed.
    #[prop(optional)]
    disabled: bool,
    /// Some of what it stands for is ticked (only with JavaScript).
    #[prop(optional, into)]
    mixed: Signal<bool>,
) -> impl IntoView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                name=name
                value=value
                checked=checked
                disabled=disabled
                prop:indeterminate=move || mixed.get()
            />
            {words(label, hint)}
        </label>
    }
}

/// A radio button; put those of a name in a `<fieldset>` with a `<legend>`.
#[component]
pub fn Radio(
    /// Name in the form, the same for all of the group.
    #[prop(into)]
    name: Text,
    /// Value in the form.
    #[prop(into)]
    value: Text,
    /// What it says.
    #[prop(into)]
    label: Text,
    /// A line under it.
    #[prop(optional, into)]
    hint: Option<Text>,
    /// Chosen to begin with.
    #[prop(optional)]
    checked: bool,
) -> impl IntoView {
    view! {
        <label class="check">
            <input type="radio" name=name value=value checked=checked />
            {words(label, hint)}
        </label>
    }
}

/// A switch. Takes effect at once, or stands for one plain yes or no in a form (Privat).
#[component]
pub fn Switch(
    /// Name in the form.
    #[prop(into)]
    name: Text,
    /// What it says.
    #[prop(into)]
    label: Text,
    /// A line under it.
    #[prop(optional, into)]
    hint: Option<Text>,
    /// On to begin with.
    #[prop(optional)]
    checked: bool,
    /// More classes: its place in a form grid.
    #[prop(default = "")]
    class: &'static str,
) -> impl IntoView {
    view! {
        <label class=format!("switch {class}").trim_end().to_owned()>
            <input type="checkbox" role="switch" name=name value="true" checked=checked />
            {words(label, hint)}
        </label>
    }
}
