//! The company window: the card, and its contacts below.

use domain::CompanyId;
use domain::company::{CompanyCard, CompanyContact};
use domain::search::Among;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::api::read_company;
use super::card::{CompanyFacts, CompanyHead};
use super::texts::CompanyTexts;
use crate::card::LatestNote;
use crate::contacts::page::{CardFailed, PageTop};
use crate::contacts::texts::CardTexts;
use crate::error::Error;
use crate::i18n;
use crate::not_found::NotFoundPage;
use crate::ui::{
    Avatar, AvatarSize, Badge, Banner, BannerKind, Card, FlikKind, Glyph, Hue, Skeleton, Tab,
    Table, Tabs, Tone,
};
use crate::wire::{awaited, load_blocking};

/// `/companies/{id}`.
#[component]
pub fn CompanyPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params
            .read()
            .get("id")
            .and_then(|id| id.parse::<CompanyId>().ok())
    });
    let card = load_blocking(move || id.get(), read_company);
    awaited(
        || view! { <main class="page" id="content"><Skeleton /></main> }.into_any(),
        move || {
            Box::pin(async move {
                match card.await {
                    Ok(card) => view! { <CompanyWindow card /> }.into_any(),
                    Err(Error::NotFound) => view! { <NotFoundPage /> }.into_any(),
                    Err(_) => view! { <CardFailed /> }.into_any(),
                }
            })
        },
    )
}

#[component]
fn CompanyWindow(card: CompanyCard) -> impl IntoView {
    let (words, texts) = (CardTexts::here(), CompanyTexts::here());
    let number = card
        .customer
        .as_ref()
        .map(|customer| customer.number.to_string().into());
    let trashed = card.trashed.then(
        || view! { <Banner kind=BannerKind::Warn still=true><p>{texts.trashed}</p></Banner> },
    );
    let name = card.name.clone();
    let changed = format!(
        "{} {} {} {}",
        words.changed,
        i18n::short_date(card.changed_on),
        words.by,
        card.changed_by
    );
    let (head, contacts, note) = (
        card.clone(),
        card.contacts.clone(),
        card.latest_note.clone(),
    );
    let tabs = vec![Tab {
        id: "contacts",
        href: "?tab=contacts".to_owned(),
        label: texts.contacts.into(),
        count: u32::try_from(card.contacts.len()).ok(),
    }];
    view! {
        <Title text=name />
        <main class="page" id="content">
            <PageTop changed card=card.id.0 among=Among::Companies />
            {trashed}
            <Card label=texts.company kind=FlikKind::Company number=number labelled_by="card-name">
                <CompanyHead card=head heading="card-name" main=true />
                <CompanyFacts card />
            </Card>
            <section class="card below" aria-label=texts.parts>
                <Tabs label=texts.parts tabs=tabs current="contacts".to_owned() />
                <ContactList contacts />
            </section>
            <LatestNote note />
        </main>
    }
}

#[component]
fn ContactList(contacts: Vec<CompanyContact>) -> impl IntoView {
    let (words, texts) = (CardTexts::here(), CompanyTexts::here());
    if contacts.is_empty() {
        return view! {
            <div class="empty small">
                <h2>{texts.no_contacts}</h2>
                <p>{texts.no_contacts_hint}</p>
            </div>
        }
        .into_any();
    }
    let rows = contacts
        .into_iter()
        .map(|contact| view! { <ContactRow contact /> })
        .collect_view();
    view! {
        <Table caption=texts.contacts>
            <thead>
                <tr>
                    <th scope="col">{texts.name}</th>
                    <th scope="col">{words.role}</th>
                    <th scope="col">{words.phone}</th>
                    <th scope="col">{texts.email}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

#[component]
fn ContactRow(contact: CompanyContact) -> impl IntoView {
    let (words, texts) = (CardTexts::here(), CompanyTexts::here());
    let customer = contact
        .customer
        .then(|| view! { <Badge text=words.private_customer tone=Tone::Hjortron /> });
    let private = contact
        .private
        .then(|| view! { <Badge text=words.hidden tone=Tone::Line icon=Glyph::Lock /> });
    let former = contact
        .ended_on
        .map(|day| view! { <Badge text=format!("{} {} {}", words.former, words.until, i18n::short_date(day)) /> });
    view! {
        <tr>
            <th scope="row">
                <span class="row">
                    <Avatar name=contact.name.clone() hue=Hue::of(contact.contact.0.as_bytes()) size=AvatarSize::Sm />
                    <a href=format!("/contacts/{}", contact.contact)>{contact.name}</a>
                    {customer}{private}{former}
                </span>
            </th>
            <td data-label=words.role>{contact.role}</td>
            <td data-label=words.phone class="num">{contact.phone}</td>
            <td data-label=texts.email class="trunc">{contact.email}</td>
        </tr>
    }
}
