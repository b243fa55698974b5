//! The fields of the new-contact form, part by part.

use domain::Invalid;
use domain::address::AddressDraft;
use domain::category::Category;
use domain::contact::ContactDraft;
use domain::point::{Label, PointDraft};
use domain::user::Colleague;
use leptos::prelude::*;

use super::super::texts::FormTexts;
use super::submit::{Submission, field_id};
use crate::boot::viewer;
use crate::customers::texts::CustomerTexts;
use crate::i18n;
use crate::ui::{
    Button, Combobox, Field, Glyph, Icon, IconSize, Input, Item, Look, Select, Switch, Text,
    TextArea,
};

/// The message of a field, while something is wrong with it.
pub fn error_of(invalid: RwSignal<Invalid>, field: String) -> Signal<Option<String>> {
    Signal::derive(move || {
        let problem = invalid.try_with(|invalid| invalid.of(&field)).flatten();
        problem.map(i18n::problem)
    })
}

/// A one-line field that is checked when focus leaves it.
#[component]
pub fn TextField(
    /// Its path in the draft: `last_name`, `phones[0].value`.
    field: String,
    /// Its name in the form, when it is not the path.
    #[prop(optional)]
    name: Option<String>,
    #[prop(into)] label: Text,
    value: String,
    invalid: RwSignal<Invalid>,
    #[prop(default = "c3")] class: &'static str,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] autofocus: bool,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] hint: Option<Text>,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let error = error_of(invalid, field.clone());
    let name = name.unwrap_or_else(|| field.clone());
    let id = field_id(&field);
    let submission = use_context::<Submission>();
    let leave = move |event: leptos::ev::FocusEvent| {
        if let Some(submission) = submission {
            submission.check_field(&field, &event);
        }
    };
    view! {
        <Field id label error class optional nostrip:hint=hint>
            <Input name value=value kind autofocus required attr:autocomplete=autocomplete on:blur=leave />
        </Field>
    }
}

/// Name, title, categories.
#[component]
pub fn PersonFields(
    draft: ContactDraft,
    categories: Vec<Category>,
    invalid: RwSignal<Invalid>,
    /// The duplicate hint.
    children: Children,
) -> impl IntoView {
    let texts = FormTexts::here();
    let items = categories
        .into_iter()
        .map(|category| Item {
            value: category.id.to_string(),
            label: category.name,
        })
        .collect();
    let chosen = RwSignal::new(draft.categories);
    view! {
        <fieldset class="form-part">
            <legend class="vh">{texts.person}</legend>
            <div class="form-grid">
                <TextField field="first_name".into() label=texts.first_name value=draft.first_name invalid autofocus=true />
                <TextField field="last_name".into() label=texts.last_name value=draft.last_name invalid required=true />
                {children()}
                <TextField field="title".into() label=texts.job_title value=draft.title invalid />
                <Field id="categories" label=texts.categories class="c3" error=error_of(invalid, "categories".into())>
                    <Combobox name="categories[]" items chosen />
                </Field>
            </div>
        </fieldset>
    }
}

/// Phones and e-mail addresses: one of each, and room for more.
#[component]
pub fn DetailFields(
    phones: Vec<PointDraft>,
    emails: Vec<PointDraft>,
    invalid: RwSignal<Invalid>,
) -> impl IntoView {
    let texts = FormTexts::here();
    let (phone_drafts, email_drafts) = (phones, emails);
    let phones = RwSignal::new(phone_drafts.len().max(1));
    let emails = RwSignal::new(email_drafts.len().max(1));
    let add = move |_| {
        phones.update(|count| *count += 1);
        emails.update(|count| *count += 1);
    };
    view! {
        <fieldset class="form-part">
            <legend class="vh">{texts.contact_details}</legend>
            <div class="form-grid">
                <div class="stack c3">
                    <For each=move || 0..phones.get() key=|row| *row children=move |row| {
                        let draft = phone_drafts.get(row).cloned().unwrap_or_default();
                        view! { <PointFields list="phones" row draft invalid /> }
                    } />
                </div>
                <div class="stack c3">
                    <For each=move || 0..emails.get() key=|row| *row children=move |row| {
                        let draft = email_drafts.get(row).cloned().unwrap_or_default();
                        view! { <PointFields list="emails" row draft invalid /> }
                    } />
                </div>
            </div>
            <div class="once-hydrated">
                <Button look=Look::Link small=true icon=Glyph::Plus on:click=add>{texts.more_points}</Button>
            </div>
        </fieldset>
    }
}

/// One number or address, with what it is used for.
#[component]
fn PointFields(
    list: &'static str,
    row: usize,
    draft: PointDraft,
    invalid: RwSignal<Invalid>,
) -> impl IntoView {
    let texts = FormTexts::here();
    let phone = list == "phones";
    let (label, kind, labels) = if phone {
        (
            texts.phone,
            "tel",
            &[
                Label::Mobile,
                Label::Work,
                Label::Home,
                Label::Switchboard,
                Label::Other,
            ][..],
        )
    } else {
        (
            texts.email,
            "email",
            &[Label::Work, Label::Home, Label::Invoice, Label::Other][..],
        )
    };
    let options = labels
        .iter()
        .map(|label| {
            (
                Text::Borrowed(label.as_str()),
                Text::Borrowed(i18n::label(*label)),
            )
        })
        .collect::<Vec<_>>();
    let chosen = if draft.label.is_empty() {
        labels[0].as_str().to_owned()
    } else {
        draft.label
    };
    let numbered = if row == 0 {
        label.to_owned()
    } else {
        format!("{label} {}", row + 1)
    };
    let kind_label = format!("{} ({})", texts.label, numbered.to_lowercase());
    view! {
        <div class="point-row">
            <TextField
                field=format!("{list}[{row}].value") name=format!("{list}[{row}][value]")
                label=numbered value=draft.value invalid class="grow" kind
            />
            <Field id=format!("{list}-{row}-label") label=kind_label hide_label=true class="kind">
                <Select name=format!("{list}[{row}][label]") options value=chosen />
            </Field>
        </div>
    }
}

/// The postal address.
#[component]
pub fn AddressFields(
    addresses: Vec<AddressDraft>,
    invalid: RwSignal<Invalid>,
    /// What it is needed for.
    #[prop(default = "")]
    hint: &'static str,
) -> impl IntoView {
    let texts = FormTexts::here();
    let address: AddressDraft = addresses.into_iter().next().unwrap_or_default();
    view! {
        <fieldset class="form-part">
            <legend class="row">
                {texts.address}" "<span class="faint small">{hint}</span>
            </legend>
            <div class="form-grid">
                <TextField field="addresses[0].street".into() name="addresses[0][street]".to_owned()
                    label=texts.street value=address.street invalid class="" />
                <TextField field="addresses[0].postcode".into() name="addresses[0][postcode]".to_owned()
                    label=texts.postcode value=address.postcode invalid class="c2" />
                <TextField field="addresses[0].city".into() name="addresses[0][city]".to_owned()
                    label=texts.city value=address.city invalid class="c4" />
            </div>
        </fieldset>
    }
}

/// The personal number of somebody who is to be invoiced.
#[component]
pub fn NumberField(draft: ContactDraft, invalid: RwSignal<Invalid>) -> impl IntoView {
    let texts = CustomerTexts::here();
    view! {
        <fieldset class="form-part">
            <legend class="vh">{texts.personal_number}</legend>
            <div class="form-grid">
                <TextField field="personal_number".into() label=texts.personal_number value=draft.personal_number
                    invalid hint=texts.number_form_hint optional=true />
            </div>
        </fieldset>
    }
}

/// What is filled in more seldom; folded away until it is.
#[component]
pub fn MoreFields(draft: ContactDraft, invalid: RwSignal<Invalid>) -> impl IntoView {
    let texts = FormTexts::here();
    let filled = [
        &draft.nickname,
        &draft.birth_date,
        &draft.language,
        &draft.website,
        &draft.comment,
    ];
    let open = filled.into_iter().any(|value| !value.is_empty());
    let languages = vec![
        (Text::Borrowed(""), texts.no_language.into()),
        (Text::Borrowed("sv"), texts.swedish.into()),
        (Text::Borrowed("en"), texts.english.into()),
    ];
    view! {
        <details class="form-part folds" open=open>
            <summary>{texts.more_details}<Icon glyph=Glyph::ChevronDown size=IconSize::Sm /></summary>
            <div class="form-grid">
                <TextField field="nickname".into() label=texts.nickname value=draft.nickname invalid />
                <TextField field="birth_date".into() label=texts.birth_date value=draft.birth_date invalid hint=texts.birth_date_hint />
                <TextField field="website".into() label=texts.website value=draft.website invalid kind="url" />
                <Field id="language" label=texts.language class="c3" error=error_of(invalid, "language".into())>
                    <Select name="language" options=languages value=draft.language />
                </Field>
                <Field id="comment" label=texts.comment error=error_of(invalid, "comment".into())>
                    <TextArea name="comment" value=draft.comment />
                </Field>
            </div>
        </details>
    }
}

/// Who owns the card and who sees it.
#[component]
pub fn OwnerFields(
    /// Id of the owner; empty for the one who reads.
    owner: String,
    /// Hidden from colleagues; `None` where nothing is.
    #[prop(optional_no_strip)]
    private: Option<bool>,
    colleagues: Vec<Colleague>,
    invalid: RwSignal<Invalid>,
) -> impl IntoView {
    let texts = FormTexts::here();
    let me = viewer().map(|viewer| viewer.id);
    let option = |colleague: Colleague| {
        let name = if Some(colleague.id) == me {
            format!("{} ({})", colleague.name, texts.you)
        } else {
            colleague.name
        };
        (Text::from(colleague.id.to_string()), Text::from(name))
    };
    let options = colleagues
        .into_iter()
        .filter(|colleague| colleague.active)
        .map(option)
        .collect::<Vec<_>>();
    let owner = if owner.is_empty() {
        me.map(|id| id.to_string()).unwrap_or_default()
    } else {
        owner
    };
    let private = private.map(|private| {
        view! { <Switch name="private" label=texts.private hint=texts.private_hint checked=private class="c3" /> }
    });
    view! {
        <fieldset class="form-part">
            <legend class="vh">{texts.owner_and_visibility}</legend>
            <div class="form-grid end">
                <Field id="owner" label=texts.owner class="c3" error=error_of(invalid, "owner".into())>
                    <Select name="owner" options value=owner />
                </Field>
                {private}
            </div>
        </fieldset>
    }
}

/// The label of a field, for the summary of errors; also of those that a company has.
pub fn label_of(field: &str) -> &'static str {
    let texts = FormTexts::here();
    match field {
        "first_name" => texts.first_name,
        "last_name" => texts.last_name,
        "nickname" => texts.nickname,
        "title" => texts.job_title,
        "birth_date" => texts.birth_date,
        "language" => texts.language,
        "website" => texts.website,
        "comment" => texts.comment,
        "categories" => texts.categories,
        "owner" => texts.owner,
        "personal_number" => CustomerTexts::here().personal_number,
        _ if field.starts_with("phones") => texts.phone,
        _ if field.starts_with("emails") => texts.email,
        _ if field.ends_with("street") => texts.street,
        _ if field.ends_with("postcode") => texts.postcode,
        _ if field.ends_with("city") => texts.city,
        _ => texts.address,
    }
}
