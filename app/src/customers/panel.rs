//! How a customer is invoiced, on the card; and the way to become one.

use domain::customer::{CustomerCard, Saved};
use domain::edit::Holder;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;

use super::api::{end_customer, show_personal_number};
use super::form_path;
use super::texts::{CustomerTexts, delivery};
use crate::boot::viewer;
use crate::ui::{Badge, Fact, Line, Tone};
use crate::undo::Acts;

/// The facts of a customer, or the offer to make one. Where nothing may be changed and there is no
/// customer, nothing.
pub fn invoicing(holder: Holder, customer: Option<CustomerCard>) -> AnyView {
    let texts = CustomerTexts::here();
    let may_write = viewer().is_some_and(|viewer| viewer.can_write());
    let Some(customer) = customer else {
        let label = match holder {
            Holder::Contact(_) => texts.make_private,
            Holder::Company(_) | Holder::Project(_) => texts.make_customer,
        };
        return if may_write {
            view! {
                <Fact label=texts.edit_title>
                    <Line><a href=form_path(holder)>{label}</a></Line>
                </Fact>
            }
            .into_any()
        } else {
            ().into_any()
        };
    };
    let email = customer.invoice_email.clone();
    let email = (!email.is_empty()).then(|| view! { <Line>{email}</Line> });
    let language = match &*customer.language {
        "sv" => texts.swedish,
        "en" => texts.english,
        other => other,
    };
    let money = [customer.currency.as_str(), language]
        .into_iter()
        .filter(|part| !part.is_empty() && *part != "SEK")
        .collect::<Vec<_>>()
        .join(" · ");
    let money = (!money.is_empty()).then(|| view! { <Line>{money}</Line> });
    let blocked = customer
        .blocked
        .then(|| view! { <Line><Badge text=texts.blocked tone=Tone::Lingon /></Line> });
    let acts = may_write.then(|| acts(holder, &customer));
    let terms = format!(
        "{}, {} {}",
        delivery(customer.delivery),
        customer.payment_terms_days,
        texts.days_net
    );
    view! {
        <Fact label=texts.edit_title>
            <Line>{terms}</Line>
            {email}
            {money}
            {blocked}
            {acts}
        </Fact>
        {personal_number(holder, &customer, may_write)}
    }
    .into_any()
}

/// «Ändra fakturering» and «Sluta vara kund».
fn acts(holder: Holder, customer: &CustomerCard) -> AnyView {
    let texts = CustomerTexts::here();
    let (id, number) = (customer.id, customer.number);
    let acts = Acts::here();
    let end = move |event: SubmitEvent| {
        event.prevent_default();
        spawn_local_scoped(async move {
            match end_customer(id).await {
                Ok(Saved { command, .. }) => {
                    let text = format!("{} {number} {}", texts.the_customer, texts.ended);
                    acts.done(text, domain::command::Done { command }, vec![holder.uuid()]);
                }
                Err(error) => acts.failed(&error),
            }
        });
    };
    view! {
        <span class="line row wrap customer-acts">
            <a class="btn link sm" href=form_path(holder)>{texts.change_invoicing}</a>
            <form method="post" action=form_path(holder) on:submit=end>
                <input type="hidden" name="act" value="end" />
                <input type="hidden" name="customer" value=id.to_string() />
                <button class="btn link sm" type="submit">{texts.end}</button>
            </form>
        </span>
    }
    .into_any()
}

/// The personal number, masked until somebody with the right asks to see it. Not of companies.
fn personal_number(holder: Holder, customer: &CustomerCard, may_write: bool) -> AnyView {
    if matches!(holder, Holder::Company(_)) {
        return ().into_any();
    }
    let texts = CustomerTexts::here();
    let (id, masked) = (customer.id, customer.personal_number.clone());
    let change = may_write.then(|| {
        view! { <a href=format!("{}#personal_number", form_path(holder)) aria-label=format!("{} {}", texts.change, texts.personal_number.to_lowercase())>{texts.change}</a> }
    });
    if masked.is_empty() {
        return view! {
            <Fact label=texts.personal_number>
                <span class="line row wrap"><span class="faint">{texts.none}</span>{change}</span>
            </Fact>
        }
        .into_any();
    }
    let shown = RwSignal::new(String::new());
    let acts = Acts::here();
    let show = move |event: SubmitEvent| {
        event.prevent_default();
        if !shown.with_untracked(String::is_empty) {
            shown.set(String::new());
            return;
        }
        spawn_local_scoped(async move {
            match show_personal_number(id).await {
                Ok(number) => {
                    let _ = shown.try_set(number);
                }
                Err(error) => acts.failed(&error),
            }
        });
    };
    let may_show = viewer().is_some_and(|viewer| viewer.reads_identity);
    let button = may_show.then(|| {
        let hidden = move || shown.with(String::is_empty);
        let word = move || if hidden() { texts.show } else { texts.hide };
        let name = move || {
            let word = if hidden() { texts.show } else { texts.hide };
            format!("{word} {}", texts.personal_number.to_lowercase())
        };
        view! {
            <form method="post" action=form_path(holder) on:submit=show>
                <input type="hidden" name="act" value="show" />
                <input type="hidden" name="customer" value=id.to_string() />
                <button class="btn link sm" type="submit" aria-label=name>{word}</button>
            </form>
        }
    });
    let number = move || {
        let shown = shown.get();
        if shown.is_empty() {
            masked.clone()
        } else {
            shown
        }
    };
    view! {
        <Fact label=texts.personal_number>
            <span class="line row wrap customer-acts">
                <span class="num" role="status" translate="no">{number}</span>
                {button}
                {change}
            </span>
        </Fact>
    }
    .into_any()
}
