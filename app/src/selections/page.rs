//! `/selections`: saved selections put in order. Every form works without JavaScript.

use domain::search::Among;
use domain::selection::Selection;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos_meta::Title;

use super::api::{list_selections, manage_selection};
use super::texts::{self, SelectionTexts};
use crate::boot::{boot, viewer};
use crate::error::Error;
use crate::form_body::{FormBody, Refused, focus_soon, take};
use crate::i18n;
use crate::ui::{Banner, BannerKind, Button, Field, Glyph, Icon, IconSize, Input};
use crate::undo::{Acts, Saved};
use crate::wire::{awaited, load};

/// Where the forms go.
pub const ACTION: &str = "/selections";

/// `/selections`.
#[component]
pub fn SelectionsPage() -> impl IntoView {
    let texts = SelectionTexts::here();
    let first = load(|| Some(()), |()| list_selections());
    view! {
        <Title text=texts.title />
        <main class="page settings" id="content">
            <a class="crumb back" href="/contacts"><Icon glyph=Glyph::ArrowLeft size=IconSize::Sm />{texts.to_search}</a>
            <h1 tabindex="-1" id="selections-heading">{texts.title}</h1>
            <Saved />
            <Refusal />
            {awaited(|| ().into_any(), move || {
                Box::pin(async move {
                    match first.await {
                        Ok(list) => view! { <Arranging list /> }.into_any(),
                        Err(error) => view! { <Banner kind=BannerKind::Error><p>{i18n::failure(&error)}</p></Banner> }.into_any(),
                    }
                })
            })}
        </main>
    }
}

/// Why a form that was posted without JavaScript did not pass. The name that was typed stands in it.
#[component]
fn Refusal() -> impl IntoView {
    let refused = boot().refused.and_then(|kept| kept.read::<Refused>());
    refused.map(|refused| {
        let typed = FormBody::read(&refused.body);
        let text = why(&refused.error);
        let again = (typed.get("act") == "create").then(|| {
            let hidden = ["among", "query", "once", "shared"].map(|name| {
                let value = typed.get(name).to_owned();
                (!value.is_empty()).then(|| view! { <input type="hidden" name=name value=value /> })
            });
            let texts = SelectionTexts::here();
            view! {
                <form class="stack" method="post" action=ACTION>
                    <input type="hidden" name="act" value="create" />
                    {hidden.into_iter().flatten().collect_view()}
                    <Field id="again-name" label=texts.name error=Signal::stored(Some(text.clone()))>
                        <Input name="name" value=typed.get("name").to_owned() required=true />
                    </Field>
                    <div><Button kind="submit">{texts.do_save}</Button></div>
                </form>
            }
        });
        match again {
            Some(form) => view! { <section class="card card-pad">{form}</section> }.into_any(),
            None => view! { <Banner kind=BannerKind::Error><p>{text}</p></Banner> }.into_any(),
        }
    })
}

/// Why something about a selection was not done.
#[must_use]
pub fn why(error: &Error) -> String {
    match error {
        Error::Invalid(invalid) => invalid
            .problems
            .first()
            .map_or_else(String::new, |(_, problem)| i18n::problem(*problem)),
        Error::Conflict => SelectionTexts::here().renamed_meanwhile.to_owned(),
        other => i18n::failure(other).to_owned(),
    }
}

#[component]
fn Arranging(list: Vec<Selection>) -> impl IntoView {
    let texts = SelectionTexts::here();
    let list = RwSignal::new(list);
    let acts = Acts::here();
    let problem = RwSignal::new(None::<(String, String)>);
    let again = move || async move {
        if let Ok(found) = list_selections().await {
            let _ = list.try_set(found);
        }
    };
    crate::live::Live::here().on_change(move |_| spawn_local_scoped(again()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        let Some((_, body)) = take(&event) else {
            return;
        };
        problem.set(None);
        spawn_local_scoped(async move {
            let sent = FormBody::read(&body);
            let (act, id) = (sent.get("act").to_owned(), sent.get("id").to_owned());
            match manage_selection(body).await {
                Ok(done) => {
                    again().await;
                    focus_soon(vec![
                        format!("arrange-{id}"),
                        "selections-heading".to_owned(),
                    ]);
                    if let Some(done) = done {
                        acts.done(texts::done(&act), done, Vec::new());
                    }
                }
                Err(error) => {
                    let _ = problem.try_set(Some((id, why(&error))));
                }
            }
        });
    };
    view! {
        <section class="card" aria-labelledby="selections-heading" on:submit=submit>
            {move || list.with(Vec::is_empty).then(|| view! { <p class="card-pad muted">{texts.none_yet}</p> })}
            <ul class="manage">
                <For
                    each=move || list.try_get().unwrap_or_default()
                    key=|one| (one.id, one.name.clone(), one.shared, one.pinned)
                    children=move |one| view! { <Row one problem /> }
                />
            </ul>
        </section>
    }
}

#[component]
fn Row(one: Selection, problem: RwSignal<Option<(String, String)>>) -> impl IntoView {
    let texts = SelectionTexts::here();
    let id = one.id.to_string();
    let (address, name) = (one.address(), one.name.clone());
    let shown = name.clone();
    let among = match one.among {
        Among::Contacts => texts.contacts,
        Among::Companies => texts.companies,
    };
    let seen = if one.shared { texts.shared } else { texts.own };
    let act = {
        let (id, name) = (id.clone(), name.clone());
        move |act: &'static str, label: &'static str| {
            view! {
                <form method="post" action=ACTION>
                    <input type="hidden" name="id" value=id.clone() />
                    <button class="btn sm" type="submit" name="act" value=act>
                        {label}<span class="vh">" "{name.clone()}</span>
                    </button>
                </form>
            }
        }
    };
    let error = Signal::derive({
        let id = id.clone();
        move || {
            let (of, text) = problem.try_get().flatten()?;
            (of == id).then_some(text)
        }
    });
    let pinning = if one.pinned {
        act("unpin", texts.unpin)
    } else {
        act("pin", texts.pin)
    };
    let can_write = viewer().is_some_and(|viewer| viewer.can_write());
    let sharing = (one.own && can_write).then(|| {
        if one.shared {
            act("unshare", texts.unshare)
        } else {
            act("share", texts.share)
        }
    });
    let removing = (one.own && can_write).then(|| act("remove", texts.remove));
    let renaming = (one.own && can_write).then(|| {
        view! {
            <details class="folds">
                <summary id=format!("arrange-{id}")>
                    {texts.rename}<span class="vh">" "{name.clone()}</span>
                    <Icon glyph=Glyph::ChevronDown size=IconSize::Sm />
                </summary>
                <form class="stack" method="post" action=ACTION novalidate>
                    <input type="hidden" name="act" value="rename" />
                    <input type="hidden" name="id" value=id.clone() />
                    <input type="hidden" name="was" value=name.clone() />
                    <Field id=format!("name-{id}") label=texts.name error>
                        <Input name="name" value=name.clone() required=true attr:maxlength="100" attr:autocomplete="off" />
                    </Field>
                    <div><Button kind="submit">{texts.do_save}</Button></div>
                </form>
            </details>
        }
    });
    view! {
        <li class="manage-row">
            <div class="manage-head">
                <Icon glyph=Glyph::Star size=IconSize::Sm />
                <a href=address>{shown}</a>
                <span class="small muted">{among}" · "{seen}</span>
                {one.pinned.then(|| view! { <span class="badge line">{texts.pinned}</span> })}
            </div>
            <div class="manage-acts">{can_write.then_some(pinning)}{sharing}{removing}</div>
            {renaming}
        </li>
    }
}
