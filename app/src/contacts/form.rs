//! The new-contact window (S3): a form that works without JavaScript, checks itself with it, and
//! never loses what was typed.

mod duplicates;
pub(crate) mod fields;
pub(crate) mod submit;

use domain::Invalid;
use domain::contact::ContactDraft;
use domain::date::Date;
use domain::search::{Among, Search};
use leptos::html;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use super::api::read_contact_form;
use super::form_data::{CUSTOMER, KEY, Posted, SAVE_AS};
use super::texts::FormTexts;
use crate::boot::{ContactFormState, FormFailure, boot, viewer};
use crate::links::company_of;
use crate::ui::{
    Banner, BannerKind, Button, Dialog, DialogWidth, ErrorSummary, Glyph, Kbd, LinkButton, Look,
};
use crate::wire::{awaited, load};
use duplicates::DuplicateHint;
use fields::{
    AddressFields, DetailFields, MoreFields, NumberField, OwnerFields, PersonFields, label_of,
};
pub use submit::Failed;
use submit::Submission;

/// Where the form goes.
const ACTION: &str = "/contacts/new";

/// `/contacts/new`: the window over the search.
#[component]
pub fn NewContactPage() -> impl IntoView {
    let texts = FormTexts::here();
    let location = use_location();
    let query = location.search.get_untracked();
    let company = company_of(&query);
    let back = match company {
        Some(company) => format!("/companies/{company}"),
        None => Search::from_query(&query)
            .among(Among::Contacts)
            .first_page()
            .address(),
    };
    let action = match company {
        Some(company) => format!("{ACTION}?company={company}"),
        None => ACTION.to_owned(),
    };
    if !viewer().is_some_and(|viewer| viewer.can_write()) {
        return view! {
            <Title text=texts.title />
            <Dialog id="new" title=texts.title sheet=true close_href=back>
                <div class="dialog-body"><p>{texts.forbidden}</p></div>
            </Dialog>
        }
        .into_any();
    }
    let ready = load(|| Some(()), |()| read_contact_form());
    let window = awaited(
        || ().into_any(),
        move || {
            let (back, action) = (back.clone(), action.clone());
            Box::pin(async move {
                let parts = ready.await.unwrap_or_default();
                let posted = boot()
                    .contact_form
                    .and_then(|kept| kept.read::<ContactFormState>());
                let posted = posted.unwrap_or_default();
                let key = if posted.key.is_empty() {
                    parts.key
                } else {
                    posted.key.clone()
                };
                let (colleagues, categories) = (parts.colleagues, parts.categories);
                view! {
                    <Dialog id="new" title=texts.title flik=texts.new_card width=DialogWidth::Wide close_href=back.clone()>
                        <NewContactForm
                            draft=posted.draft
                            start=Submission::start(posted.invalid, posted.failed, check, label_of)
                            key action back colleagues categories
                        />
                    </Dialog>
                }
                .into_any()
            })
        },
    );
    view! { <Title text=texts.title />{window} }.into_any()
}

/// What is wrong with the form.
fn check(body: &str, as_customer: bool, today: Date) -> Invalid {
    let draft = Posted::read(body).unwrap_or_default().draft;
    let parsed = if as_customer {
        draft.parse_customer(today)
    } else {
        draft.parse()
    };
    parsed.err().unwrap_or_default()
}

#[component]
fn NewContactForm(
    draft: ContactDraft,
    start: Submission,
    key: String,
    action: String,
    back: String,
    colleagues: Vec<domain::user::Colleague>,
    categories: Vec<domain::category::Category>,
) -> impl IntoView {
    let texts = FormTexts::here();
    let form = NodeRef::<html::Form>::new();
    let submission = start;
    provide_context(submission);
    let on_submit = submission.on_submit();
    let typed = RwSignal::new(draft.clone());
    let on_input = move |event: leptos::ev::Event| {
        let posted = submission
            .typed(&event)
            .and_then(|body| Posted::read(&body).ok());
        if let Some(posted) = posted {
            // What looks for duplicates has no use for it.
            typed.set(ContactDraft {
                personal_number: String::new(),
                ..posted.draft
            });
        }
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
    let invalid = submission.invalid;
    let (busy, as_customer) = (submission.busy, submission.as_customer);
    let contact_busy = Signal::derive(move || busy.get() && !as_customer.get());
    let customer_busy = Signal::derive(move || busy.get() && as_customer.get());
    view! {
        <form
            class="dialog-rest" method="post" action=action novalidate
            node_ref=form on:submit=on_submit on:input=on_input on:keydown=keys
        >
            <div class="dialog-body">
                <ErrorSummary title=texts.problems_title problems=submission.summary() />
                {failure(submission.failed)}
                <input type="hidden" name=KEY value=key />
                <p class="small muted">{texts.only_last_name}</p>
                <PersonFields draft=draft.clone() categories invalid>
                    <DuplicateHint typed />
                </PersonFields>
                <DetailFields phones=draft.phones.clone() emails=draft.emails.clone() invalid />
                <AddressFields addresses=draft.addresses.clone() invalid hint=texts.address_hint />
                <NumberField draft=draft.clone() invalid />
                <MoreFields draft=draft.clone() invalid />
                <OwnerFields owner=draft.owner private=Some(draft.private) colleagues invalid />
            </div>
            <footer class="dialog-foot">
                <LinkButton href=back look=Look::Quiet attr:class="btn quiet not-phone">{texts.cancel}</LinkButton>
                <span class="grow not-phone"></span>
                // First in the document, so that Enter in a field means «Spara»; the style turns the order round.
                <span class="foot-acts">
                    <Button kind="submit" look=Look::Primary busy=contact_busy attr:name=SAVE_AS attr:value="contact">
                        {move || if contact_busy.get() { texts.saving } else { texts.save }}" "<Kbd key="Ctrl ↵" />
                    </Button>
                    <Button kind="submit" icon=Glyph::Receipt busy=customer_busy attr:name=SAVE_AS attr:value=CUSTOMER>
                        {move || if customer_busy.get() { texts.saving } else { texts.save_as_customer }}
                    </Button>
                </span>
            </footer>
        </form>
    }
}

/// A problem with the form as a whole.
pub fn failure(failed: RwSignal<Option<Failed>>) -> AnyView {
    let texts = FormTexts::here();
    let shown = move || {
        failed.get().map(|failed| {
            let text = match failed {
                Failed::SignedOut => texts.signed_out,
                Failed::Form(FormFailure::Forbidden) => texts.forbidden,
                Failed::Form(FormFailure::Conflict) => texts.conflict,
                Failed::Form(FormFailure::Unavailable | FormFailure::NoIdentity) => texts.unavailable,
            };
            let sign_in = (failed == Failed::SignedOut).then(|| {
                view! { <p class="actions"><a href="/sign-in" target="_blank" rel="external">{texts.sign_in}</a></p> }
            });
            view! { <Banner kind=BannerKind::Error><p>{text}</p>{sign_in}</Banner> }
        })
    };
    shown.into_any()
}
