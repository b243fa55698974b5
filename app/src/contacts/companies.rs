//! The companies of a contact, below the card.

use domain::contact::ContactCompany;
use leptos::prelude::*;

use super::texts::CardTexts;
use crate::i18n;
use crate::ui::{Avatar, AvatarSize, Badge, Hue, Table, Tone};

/// The company list (S6).
#[component]
pub fn CompanyList(
    /// Current ones first.
    companies: Vec<ContactCompany>,
) -> impl IntoView {
    let texts = CardTexts::here();
    if companies.is_empty() {
        return view! {
            <div class="empty small">
                <h2>{texts.no_companies}</h2>
                <p>{texts.no_companies_hint}</p>
            </div>
        }
        .into_any();
    }
    let rows = companies
        .into_iter()
        .map(|company| view! { <CompanyRow company /> })
        .collect_view();
    view! {
        <Table caption=texts.companies>
            <thead>
                <tr>
                    <th scope="col">{texts.company}</th>
                    <th scope="col">{texts.role}</th>
                    <th scope="col">{texts.phone}</th>
                    <th scope="col">{texts.city}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

#[component]
fn CompanyRow(company: ContactCompany) -> impl IntoView {
    let texts = CardTexts::here();
    let badge = match company.ended_on {
        Some(day) => Some(view! { <Badge text=format!("{} {} {}", texts.former, texts.until, i18n::short_date(day)) /> }.into_any()),
        None if company.primary => Some(view! { <Badge text=texts.main_company tone=Tone::Gran /> }.into_any()),
        None => None,
    };
    let role = [company.role, company.department]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    view! {
        <tr>
            <th scope="row">
                <span class="row">
                    <Avatar name=company.name.clone() hue=Hue::of(company.company.0.as_bytes()) size=AvatarSize::Sm org=true />
                    <a href=format!("/companies/{}", company.company)>{company.name}</a>
                    {badge}
                </span>
            </th>
            <td data-label=texts.role>{role}</td>
            <td data-label=texts.phone class="num">{company.phone}</td>
            <td data-label=texts.city>{company.city}</td>
        </tr>
    }
}
