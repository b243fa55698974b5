//! «Finns redan?»: a hint while typing, never a stop.

use std::time::Duration;

use domain::contact::{ContactDraft, Duplicate, DuplicateReason};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::api::find_duplicates;
use super::super::texts::FormTexts;
use crate::ui::{Banner, BannerKind, Glyph};

/// How long typing rests before duplicates are looked for.
const DEBOUNCE: Duration = Duration::from_millis(300);

/// Shows contacts that may be the same person.
#[component]
pub fn DuplicateHint(
    /// What stands in the form.
    typed: RwSignal<ContactDraft>,
) -> impl IntoView {
    // Not a LocalResource: one that is read while the server draws takes the whole form out of the
    // page, and without JavaScript there would be none.
    let found = RwSignal::new(Vec::new());
    let asked = StoredValue::new(0_u32);
    let ask = move |draft: ContactDraft| {
        let Some(mine) = asked.try_update_value(|asked| {
            *asked += 1;
            *asked
        }) else {
            return;
        };
        if !worth_asking(&draft) {
            let _ = found.try_set(Vec::new());
            return;
        }
        spawn_local(async move {
            let answer = find_duplicates(draft).await.unwrap_or_default();
            // A later question may have been answered before this one.
            if asked.try_get_value() == Some(mine) {
                let _ = found.try_set(answer);
            }
        });
    };
    // Only what tells people apart; a change elsewhere in the form asks nothing.
    let telling = Memo::new(move |_| typed.with(telling_part));
    Effect::new(move |_| {
        let part = telling.get();
        let timer = set_timeout_with_handle(move || ask(part.clone()), DEBOUNCE);
        on_cleanup(move || timer.into_iter().for_each(|timer| timer.clear()));
    });
    view! {
        <div class="duplicates" role="status">
            {move || found.get().into_iter().map(|duplicate| view! { <Hint duplicate /> }).collect_view()}
        </div>
    }
}

fn telling_part(draft: &ContactDraft) -> ContactDraft {
    ContactDraft {
        first_name: draft.first_name.clone(),
        last_name: draft.last_name.clone(),
        phones: draft.phones.clone(),
        emails: draft.emails.clone(),
        ..ContactDraft::default()
    }
}

fn worth_asking(draft: &ContactDraft) -> bool {
    let named = draft.last_name.trim().chars().count() >= 2 && !draft.first_name.trim().is_empty();
    named
        || draft.phones.iter().any(|row| row.phone().is_ok())
        || draft.emails.iter().any(|row| row.email().is_ok())
}

#[component]
fn Hint(duplicate: Duplicate) -> impl IntoView {
    let texts = FormTexts::here();
    let why = match duplicate.reason {
        DuplicateReason::Email => texts.same_email,
        DuplicateReason::Phone => texts.same_phone,
        DuplicateReason::Name => texts.same_name,
    };
    let town =
        (!duplicate.city.is_empty()).then(|| format!(" {} {}", texts.in_town, duplicate.city));
    // In a tab of its own: what is typed here stays.
    view! {
        <Banner kind=BannerKind::Warn icon=Glyph::UsersRound still=true>
            <p><b>{texts.exists}</b>" "{duplicate.name.clone()}{town}" "{why}</p>
            <p class="actions">
                <a href=format!("/contacts/{}", duplicate.id) target="_blank" rel="external">{texts.open_it}" "{duplicate.name}</a>
            </p>
        </Banner>
    }
}
