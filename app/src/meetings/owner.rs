//! «Byt ägare», for what is ticked: one command.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped;

use super::Tab;
use super::api::{Row, save_meeting};
use super::texts::MeetingTexts;
use crate::form_body::{FormBody, take};
use crate::ui::{Dialog, DialogWidth, Glyph, Icon, IconSize};

/// The bar over the list, while something is ticked.
pub(super) fn owner_bar(tab: Tab) -> AnyView {
    let texts = MeetingTexts::here();
    let said = move || match tab.ticked.with(Vec::len) {
        0 => String::new(),
        1 => texts.one_ticked.to_owned(),
        n => format!("{n} {}", texts.some_ticked),
    };
    let any = Memo::new(move |_| tab.ticked.with(|ticked| !ticked.is_empty()));
    let bar = move || {
        any.get().then(|| {
            view! {
                <div class="bulkbar" role="group" aria-label=texts.title>
                    <span class="grow" aria-hidden="true">{said}</span>
                    <button
                        class="btn sm" type="button" aria-haspopup="dialog" data-act=texts.change_owner
                        on:click=move |_| tab.asking.set(true)
                    >
                        <Icon glyph=Glyph::User size=IconSize::Sm />{texts.change_owner}
                    </button>
                    <button class="btn quiet sm" type="button" on:click=move |_| tab.ticked.set(Vec::new())>{texts.untick}</button>
                </div>
            }
        })
    };
    view! { <p class="vh" role="status">{said}</p>{bar} }.into_any()
}

/// The dialog, while it is asked for.
pub(super) fn owner_dialog(tab: Tab) -> AnyView {
    let dialog = move || {
        tab.asking
            .try_get()
            .unwrap_or_default()
            .then(|| dialog(tab))
    };
    dialog.into_any()
}

fn dialog(tab: Tab) -> AnyView {
    let texts = MeetingTexts::here();
    let missing = RwSignal::new(false);
    let close = Callback::new(move |()| tab.asking.set(false));
    let colleagues = tab.page.with_untracked(|page| page.colleagues.clone());
    let options = colleagues
        .into_iter()
        .map(|(id, name)| view! { <option value=id>{name}</option> });
    let submit = move |event: leptos::ev::SubmitEvent| {
        let Some((_, body)) = take(&event) else {
            return;
        };
        if FormBody::read(&body).get("owner_id").is_empty() {
            missing.set(true);
            return;
        }
        let ids: String = tab
            .ticked
            .with_untracked(|ticked| ticked.iter().map(|id| format!("&id={id}")).collect());
        tab.asking.set(false);
        spawn_local_scoped(async move {
            match save_meeting(None, format!("act=owner&{body}{ids}")).await {
                Ok(saved) => {
                    let _ = tab.ticked.try_set(Vec::new());
                    let ids = tab.holder.map(domain::edit::Holder::uuid);
                    let words = MeetingTexts::here().handed_over;
                    tab.acts.done(words, saved.done, ids.into_iter().collect());
                }
                Err(error) => tab.acts.failed(&error),
            }
        });
    };
    view! {
        <Dialog id="meeting-owner" title=texts.change_owner width=DialogWidth::Narrow sheet=true on_close=close>
            <form class="dialog-rest" novalidate on:submit=submit>
                <div class="dialog-body stack">
                    {about(tab)}
                    <div class="field">
                        <label for="meeting-new-owner">{texts.new_owner}</label>
                        <select
                            class="input" id="meeting-new-owner" name="owner_id" data-autofocus=""
                            aria-invalid=move || missing.get().then_some("true") on:change=move |_| missing.set(false)
                        >
                            <option value="">{texts.choose_one}</option>
                            {options.collect_view()}
                        </select>
                    </div>
                </div>
                <footer class="dialog-foot">
                    <button class="btn quiet" type="button" on:click=move |_| close.run(())>{texts.cancel}</button>
                    <span class="grow"></span>
                    <button class="btn primary" type="submit">{texts.change_owner}</button>
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}

/// «Gäller mötet Genomgång av serviceavtal 2027. Ägare i dag är Johan Ek.»
fn about(tab: Tab) -> AnyView {
    let texts = MeetingTexts::here();
    let ticked = tab.ticked.get_untracked();
    let only: Option<Row> = match ticked.as_slice() {
        [one] => tab.page.with_untracked(|page| {
            let mut rows = page.coming.iter().chain(&page.past);
            rows.find(|row| row.id.to_string() == *one).cloned()
        }),
        _ => None,
    };
    match only {
        Some(row) => view! {
            <p>{texts.about_one}" "<b>{row.subject}</b>". "{texts.owner_today}" "{row.owner}"."</p>
        }
        .into_any(),
        None => {
            let words = format!("{} {} {}.", texts.about_some, ticked.len(), texts.meetings);
            view! { <p>{words}</p> }.into_any()
        }
    }
}
