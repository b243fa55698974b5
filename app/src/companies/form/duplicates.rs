//! «Finns redan?»: a hint while typing, never a stop.

use std::time::Duration;

use domain::company::{CompanyDraft, CompanyDuplicate, CompanyDuplicateReason};
use domain::identity::OrganisationNumber;
use domain::website;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::api::find_company_duplicates;
use super::super::texts::CompanyFormTexts;
use crate::contacts::texts::FormTexts;
use crate::ui::{Banner, BannerKind, Glyph};

/// How long typing rests before duplicates are looked for.
const DEBOUNCE: Duration = Duration::from_millis(300);

/// Shows companies that may be the same as what stands in the form.
pub(super) fn duplicate_hint(typed: RwSignal<CompanyDraft>) -> AnyView {
    let found = RwSignal::new(Vec::new());
    let asked = StoredValue::new(0_u32);
    let ask = move |draft: CompanyDraft| {
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
            let answer = find_company_duplicates(draft).await.unwrap_or_default();
            // A later question may have been answered before this one.
            if asked.try_get_value() == Some(mine) {
                let _ = found.try_set(answer);
            }
        });
    };
    // Only what tells companies apart; a change elsewhere in the form asks nothing.
    Effect::new(move |before: Option<CompanyDraft>| {
        let now = typed.with(telling_part);
        if before.as_ref() != Some(&now) {
            let part = now.clone();
            set_timeout(
                move || {
                    if typed.try_with_untracked(telling_part).as_ref() == Some(&part) {
                        ask(part);
                    }
                },
                DEBOUNCE,
            );
        }
        now
    });
    view! {
        <div class="duplicates" role="status">
            {move || found.get().into_iter().map(hint).collect_view()}
        </div>
    }
    .into_any()
}

fn telling_part(draft: &CompanyDraft) -> CompanyDraft {
    CompanyDraft {
        name: draft.name.clone(),
        organisation_number: draft.organisation_number.clone(),
        website: draft.website.clone(),
        ..CompanyDraft::default()
    }
}

fn worth_asking(draft: &CompanyDraft) -> bool {
    draft.name.trim().chars().count() >= 2
        || OrganisationNumber::parse(&draft.organisation_number).is_ok()
        || website::parse(&draft.website).is_ok()
}

fn hint(duplicate: CompanyDuplicate) -> AnyView {
    let (texts, words) = (CompanyFormTexts::here(), FormTexts::here());
    let why = match duplicate.reason {
        CompanyDuplicateReason::OrganisationNumber => texts.same_number,
        CompanyDuplicateReason::Name => words.same_name,
        CompanyDuplicateReason::Website => texts.same_website,
    };
    let town =
        (!duplicate.city.is_empty()).then(|| format!(" {} {}", words.in_town, duplicate.city));
    // In a tab of its own: what is typed here stays.
    view! {
        <Banner kind=BannerKind::Warn icon=Glyph::Building still=true>
            <p><b>{words.exists}</b>" "{duplicate.name.clone()}{town}" "{why}</p>
            <p class="actions">
                <a href=format!("/companies/{}", duplicate.id) target="_blank" rel="external">{texts.show}" "{duplicate.name}</a>
            </p>
        </Banner>
    }
    .into_any()
}
