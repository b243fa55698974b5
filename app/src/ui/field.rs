//! Fields: label above, hint under, error under the field in its place.
//!
//! ```ignore
//! <Field id="last_name" label=words.last_name error=move_signal>
//!     <Input name="last_name" value=draft.last_name attr:autocomplete="off" on:input=check/>
//! </Field>
//! ```
//! The control takes its id, `aria-describedby` and `aria-invalid` from the field round it.

use leptos::context::Provider;
use leptos::prelude::*;

use super::{Glyph, Icon, IconSize, Text, words::UiWords};

/// What a control knows of the field round it.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// Id of the control.
    pub id: String,
    /// Ids of hint, error and whatever else explains it.
    pub described_by: String,
    /// What is wrong.
    pub error: Signal<Option<String>>,
}

impl Frame {
    /// The field round this control.
    pub fn here() -> Self {
        use_context().unwrap_or_else(|| Self {
            id: String::new(),
            described_by: String::new(),
            error: Signal::stored(None),
        })
    }

    /// `aria-invalid`.
    pub fn invalid(&self) -> impl Fn() -> Option<&'static str> + Send + Sync + Copy + 'static {
        let error = self.error;
        // `try_`: a field that loses focus while its window closes hears of it after its signals are gone.
        move || {
            error
                .try_with(Option::is_some)
                .unwrap_or_default()
                .then_some("true")
        }
    }
}

/// Label, hint and error round one control.
#[component]
pub fn Field(
    /// Id of the control; its hint and error are `{id}-hint` and `{id}-error`.
    #[prop(into)]
    id: String,
    /// The label.
    #[prop(into)]
    label: Text,
    /// The label is for assistive technology only.
    #[prop(optional)]
    hide_label: bool,
    /// Says that it may be left empty.
    #[prop(optional)]
    optional: bool,
    /// What to write, under the field.
    #[prop(optional, into)]
    hint: Option<Text>,
    /// What is wrong and how to mend it; nothing when all is well.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Id of something more that explains it.
    #[prop(optional, into)]
    described_by: Option<Text>,
    /// Place in a form grid: `c2`, `c3`, `c4`.
    #[prop(default = "")]
    class: &'static str,
    /// The control.
    children: Children,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    let mut described = error_id.clone();
    for more in hint
        .as_ref()
        .map(|_| hint_id.as_str())
        .into_iter()
        .chain(described_by.as_deref())
    {
        described.push(' ');
        described.push_str(more);
    }
    let label_for = id.clone();
    let frame = Frame {
        id,
        described_by: described,
        error,
    };
    let optional = optional.then(|| view! { <span class="opt">{UiWords::here().optional}</span> });
    view! {
        <div class=format!("field {class}").trim_end().to_owned()>
            <label for=label_for class=hide_label.then_some("vh")>
                {label}
                {optional}
            </label>
            <Provider value=frame>{children()}</Provider>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            <p class="error" id=error_id>
                <Icon glyph=Glyph::CircleAlert size=IconSize::Sm />
                <span>{move || error.try_get().flatten().unwrap_or_default()}</span>
            </p>
        </div>
    }
}

/// A one-line input, uncontrolled: `value` is what it starts with.
///
/// More attributes and events from outside: `attr:autocomplete="off" attr:inputmode="tel" on:input=…`.
#[component]
pub fn Input(
    /// Name in the form.
    #[prop(into)]
    name: Text,
    /// What it starts with.
    #[prop(optional, into)]
    value: Text,
    /// `text`, `email`, `tel`, `search`, `password`, `url`, `date` …
    #[prop(default = Signal::stored("text"), into)]
    kind: Signal<&'static str>,
    /// May be read but not changed.
    #[prop(optional)]
    readonly: bool,
    /// Cannot be used.
    #[prop(optional)]
    disabled: bool,
    /// Must be filled in. Only says so: the page checks, not the browser (`novalidate` on the form).
    #[prop(optional)]
    required: bool,
    /// Takes focus when its dialog opens.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let frame = Frame::here();
    let invalid = frame.invalid();
    view! {
        <input
            class="input"
            type=move || kind.get()
            id=frame.id
            name=name
            value=value
            readonly=readonly
            disabled=disabled
            // Once the page is alive the dialog sees to it: browsers object to the attribute then.
            autofocus=autofocus && cfg!(feature = "ssr")
            data-autofocus=autofocus.then_some("")
            aria-required=required.then_some("true")
            aria-describedby=frame.described_by
            aria-invalid=invalid
        />
    }
}

/// A native select, uncontrolled.
#[component]
pub fn Select(
    /// Name in the form.
    #[prop(into)]
    name: Text,
    /// The choices: value and what it says.
    options: Vec<(Text, Text)>,
    /// The value chosen to begin with.
    #[prop(optional, into)]
    value: Text,
    /// Cannot be used.
    #[prop(optional)]
    disabled: bool,
) -> impl IntoView {
    let frame = Frame::here();
    let invalid = frame.invalid();
    let option = move |(this, label): (Text, Text)| {
        let selected = this == value;
        view! {
            <option value=this selected=selected>
                {label}
            </option>
        }
    };
    view! {
        <select
            class="input"
            id=frame.id
            name=name
            disabled=disabled
            aria-describedby=frame.described_by
            aria-invalid=invalid
        >
            {options.into_iter().map(option).collect_view()}
        </select>
    }
}
