//! The new-company window (S2): a form like the new-contact window's, of the same parts.

mod duplicates;

use domain::Invalid;
use domain::company::{CompanyDraft, CreatedCompany};
use domain::date::Date;
use domain::identity::vat_number;
use domain::search::{Among, Search};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::api::{create_company, read_company_form};
use super::form_data::Posted;
use super::texts::CompanyFormTexts;
use crate::boot::{CompanyFormState, boot, viewer};
use crate::contacts::form::failure;
use crate::contacts::form::fields::{
    AddressFields, DetailFields, OwnerFields, TextField, error_of, label_of,
};
use crate::contacts::form::submit::Submission;
use crate::contacts::form_data::KEY;
use crate::contacts::texts::FormTexts;
use crate::ui::{
    Button, Combobox, Dialog, DialogWidth, ErrorSummary, Field, Item, Kbd, LinkButton, Look,
    TextArea,
};
use crate::undo::Acts;
use crate::wire::{awaited, load};

/// Where the form goes.
const ACTION: &str = "/companies/new";

/// `/companies/new`: the window over the search.
#[component]
pub fn NewCompanyPage() -> impl IntoView {
    let texts = CompanyFormTexts::here();
    let back = Search::from_query(&use_location().search.get_untracked())
        .among(Among::Companies)
        .first_page()
        .address();
    if !viewer().is_some_and(|viewer| viewer.can_write()) {
        return view! {
            <Title text=texts.title />
            <Dialog id="new" title=texts.title sheet=true close_href=back>
                <div class="dialog-body"><p>{FormTexts::here().forbidden}</p></div>
            </Dialog>
        }
        .into_any();
    }
    let ready = load(|| Some(()), |()| read_company_form());
    let window = awaited(
        || ().into_any(),
        move || {
            let back = back.clone();
            Box::pin(async move {
                let parts = ready.await.unwrap_or_default();
                let posted = boot()
                    .company_form
                    .and_then(|kept| kept.read::<CompanyFormState>());
                let posted = posted.unwrap_or_default();
                let key = if posted.key.is_empty() {
                    parts.key
                } else {
                    posted.key.clone()
                };
                let submission =
                    Submission::start(posted.invalid, posted.failed, check, company_label);
                let items = parts.categories.into_iter().map(|category| Item {
                    value: category.id.to_string(),
                    label: category.name,
                });
                let (flik, items) = (FormTexts::here().new_card, items.collect());
                let form = company_form(
                    posted.draft,
                    submission,
                    key,
                    back.clone(),
                    parts.colleagues,
                    items,
                );
                view! {
                    <Dialog id="new" title=texts.title flik=flik width=DialogWidth::Wide close_href=back>
                        {form}
                    </Dialog>
                }
                .into_any()
            })
        },
    );
    view! { <Title text=texts.title />{window} }.into_any()
}

/// The card of a company that was just saved, which says so.
#[must_use]
pub fn after_saving(created: &CreatedCompany) -> String {
    format!(
        "/companies/{}?saved={}&created",
        created.id, created.command
    )
}

/// What is wrong with the form.
fn check(body: &str, _: bool, _: Date) -> Invalid {
    let draft = Posted::read(body).unwrap_or_default().draft;
    draft.parse().err().unwrap_or_default()
}

/// The label of a field, for the summary of errors.
fn company_label(field: &str) -> &'static str {
    let texts = CompanyFormTexts::here();
    match field {
        "name" => texts.name,
        "organisation_number" => texts.organisation_number,
        "industry" => texts.industry,
        _ => label_of(field),
    }
}

fn company_form(
    draft: CompanyDraft,
    submission: Submission,
    key: String,
    back: String,
    colleagues: Vec<domain::user::Colleague>,
    categories: Vec<Item>,
) -> AnyView {
    let (texts, words) = (CompanyFormTexts::here(), FormTexts::here());
    let form = NodeRef::<html::Form>::new();
    provide_context(submission);
    let Submission {
        invalid,
        busy,
        failed,
        ..
    } = submission;
    let typed = RwSignal::new(draft.clone());
    let on_input = move |event: leptos::ev::Event| {
        let posted = submission
            .typed(&event)
            .and_then(|body| Posted::read(&body).ok());
        if let Some(posted) = posted {
            typed.set(posted.draft);
        }
    };
    let (navigate, acts) = (use_navigate(), Acts::here());
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        let Some(body) = submission.begin(&event) else {
            return;
        };
        let (posted, navigate) = (Posted::read(&body).unwrap_or_default(), navigate.clone());
        spawn_local_scoped(async move {
            match create_company(posted.draft, posted.key).await {
                Ok(created) => {
                    acts.remember(created.command, vec![created.id.0]);
                    navigate(&after_saving(&created), NavigateOptions::default());
                }
                Err(error) => submission.failed_with(error),
            }
        });
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        // Ctrl+Enter saves from anywhere in the form.
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            if let Some(form) = form.get_untracked() {
                let _ = form.request_submit();
            }
        }
    };
    view! {
        <form
            class="dialog-rest" method="post" action=ACTION novalidate
            node_ref=form on:submit=on_submit on:input=on_input on:keydown=keys
        >
            <div class="dialog-body">
                <ErrorSummary title=words.problems_title problems=submission.summary() />
                {failure(failed)}
                <input type="hidden" name=KEY value=key />
                <p class="small muted">{texts.only_name}</p>
                {company_fields(&draft, categories, invalid, typed)}
                <DetailFields phones=draft.phones emails=draft.emails invalid />
                <AddressFields addresses=draft.addresses invalid />
                <fieldset class="form-part">
                    <legend class="vh">{words.more_details}</legend>
                    <div class="form-grid">
                        <TextField field="website".into() label=words.website value=draft.website invalid kind="url" />
                        <Field id="comment" label=words.comment error=error_of(invalid, "comment".into())>
                            <TextArea name="comment" value=draft.comment />
                        </Field>
                    </div>
                </fieldset>
                <OwnerFields owner=draft.owner private=None colleagues invalid />
            </div>
            <footer class="dialog-foot">
                <LinkButton href=back look=Look::Quiet attr:class="btn quiet not-phone">{words.cancel}</LinkButton>
                <span class="grow not-phone"></span>
                <Button kind="submit" look=Look::Primary busy=busy>
                    {move || if busy.get() { words.saving } else { words.save }}" "<Kbd key="Ctrl ↵" />
                </Button>
            </footer>
        </form>
    }
    .into_any()
}

/// Name, organisation number with the VAT number it gives, industry, categories.
fn company_fields(
    draft: &CompanyDraft,
    categories: Vec<Item>,
    invalid: RwSignal<Invalid>,
    typed: RwSignal<CompanyDraft>,
) -> AnyView {
    let (texts, words) = (CompanyFormTexts::here(), FormTexts::here());
    let chosen = RwSignal::new(draft.categories.clone());
    let vat = move || {
        let number = typed.with(|draft| vat_number(&draft.organisation_number));
        number.map(|number| format!("{} {number}", texts.vat_number))
    };
    view! {
        <fieldset class="form-part">
            <legend class="vh">{texts.company}</legend>
            <div class="form-grid">
                <TextField field="name".into() label=texts.name value=draft.name.clone() invalid autofocus=true required=true class="" />
                {duplicates::duplicate_hint(typed)}
                <div class="c3">
                    <TextField
                        field="organisation_number".into() label=texts.organisation_number value=draft.organisation_number.clone()
                        invalid class="" hint=texts.organisation_number_hint
                    />
                    <p class="small muted vat" role="status">{vat}</p>
                </div>
                <TextField field="industry".into() label=texts.industry value=draft.industry.clone() invalid />
                <Field id="categories" label=words.categories class="c3" error=error_of(invalid, "categories".into())>
                    <Combobox name="categories[]" items=categories chosen />
                </Field>
            </div>
        </fieldset>
    }
    .into_any()
}
