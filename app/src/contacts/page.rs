//! The contact window: the card, and what is linked to it below.

use domain::ContactId;
use domain::contact::{ContactCard, full_name};
use domain::search::{Among, Search};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_location, use_params_map};

use super::api::read_contact;
use super::card::{ContactFacts, ContactHead, QuickActs};
use super::companies::CompanyList;
use super::texts::CardTexts;
use crate::card::LatestNote;
use crate::error::Error;
use crate::i18n;
use crate::not_found::NotFoundPage;
use crate::ui::{Banner, BannerKind, Card, FlikKind, Glyph, Icon, IconSize, Skeleton, Tab, Tabs};

/// `/contacts/{id}`.
#[component]
pub fn ContactPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params
            .read()
            .get("id")
            .and_then(|id| id.parse::<ContactId>().ok())
    });
    let card = Resource::new_blocking(
        move || id.get(),
        async |id| match id {
            Some(id) => read_contact(id).await,
            None => Err(Error::NotFound),
        },
    );
    view! {
        <Transition fallback=|| view! { <main class="page" id="content"><Skeleton /></main> }>
            {move || Suspend::new(async move {
                match card.await {
                    Ok(card) => view! { <ContactWindow card /> }.into_any(),
                    Err(Error::NotFound) => view! { <NotFoundPage /> }.into_any(),
                    Err(_) => view! { <CardFailed /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn ContactWindow(card: ContactCard) -> impl IntoView {
    let texts = CardTexts::here();
    let name = full_name(&card.first_name, &card.last_name);
    let (label, kind, number) = match &card.customer {
        Some(customer) => (
            texts.private_customer,
            FlikKind::Customer,
            Some(customer.number.to_string().into()),
        ),
        None => (texts.contact, FlikKind::Contact, None),
    };
    let trashed = card.trashed.then(
        || view! { <Banner kind=BannerKind::Warn still=true><p>{texts.trashed}</p></Banner> },
    );
    let changed = format!(
        "{} {} {} {}",
        texts.changed,
        i18n::short_date(card.changed_on),
        texts.by,
        card.changed_by
    );
    let customer = card.customer.as_ref().map(|customer| customer.number);
    let (head, quick) = (card.clone(), card.clone());
    let (companies, note) = (card.companies.clone(), card.latest_note.clone());
    let tabs = vec![Tab {
        id: "companies",
        href: "?tab=companies".to_owned(),
        label: texts.companies.into(),
        count: u32::try_from(card.companies.len()).ok(),
    }];
    view! {
        <Title text=name.clone() />
        <main class="page" id="content">
            <PageTop changed />
            <SavedBanner name customer />
            {trashed}
            <Card label=label kind=kind number=number labelled_by="card-name">
                <ContactHead card=head heading="card-name" main=true>
                    <QuickActs card=quick />
                </ContactHead>
                <ContactFacts card />
            </Card>
            <section class="card below" aria-label=texts.parts>
                <Tabs label=texts.parts tabs=tabs current="companies".to_owned() />
                <CompanyList companies />
            </section>
            <LatestNote note />
        </main>
    }
}

/// The way back to the hit list, and who changed the card last.
#[component]
pub fn PageTop(
    /// «Ändrad 18 nov av Maryam Haddad».
    changed: String,
    /// Companies lead back to companies.
    #[prop(optional)]
    among: Among,
) -> impl IntoView {
    let texts = CardTexts::here();
    let location = use_location();
    let search = Memo::new(move |_| Search::from_query(&location.search.get()).among(among));
    let query = move || {
        let text = search.get().text;
        (!text.is_empty()).then(|| format!(" {} ”{text}”", texts.for_query))
    };
    view! {
        <div class="page-top">
            <a class="crumb grow" href=move || search.get().address()>
                <Icon glyph=Glyph::ArrowLeft size=IconSize::Sm />
                <span>{texts.back}<span class="not-phone">{query}</span></span>
            </a>
            <span class="small faint not-phone">{changed}</span>
        </div>
    }
}

/// Confirms that the contact was saved a moment ago (`?saved`).
#[component]
fn SavedBanner(name: String, customer: Option<i64>) -> impl IntoView {
    let texts = CardTexts::here();
    let location = use_location();
    let saved = Memo::new(move |_| {
        location
            .search
            .get()
            .trim_start_matches('?')
            .split('&')
            .any(|pair| pair == "saved")
    });
    move || {
        let name = name.clone();
        let number = customer.map(|number| format!(" {} {number}.", texts.saved_customer));
        saved.get().then(|| {
            view! { <Banner kind=BannerKind::Ok><p><b>{name}" "{texts.saved}</b>{number}</p></Banner> }
        })
    }
}

/// The card could not be fetched.
#[component]
pub fn CardFailed() -> impl IntoView {
    let texts = CardTexts::here();
    view! {
        <Title text=texts.failed />
        <main class="page" id="content">
            <div class="empty">
                <h1 tabindex="-1">{texts.failed}</h1>
                <p>{texts.failed_hint}</p>
            </div>
        </main>
    }
}
