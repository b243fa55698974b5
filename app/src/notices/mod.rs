//! «Aviseringar» (S10): what the reader is told because a colleague has named them, and reminders that
//! are due.

pub mod api;
mod texts;
mod waiting;

use domain::note::plain;
use domain::notice::{Notice, NoticeCursor, Notices, Reminder};
use domain::search::{form_encode, query_pairs};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use crate::i18n;
use crate::live::Live;
use crate::ui::{Avatar, AvatarSize, Button, Empty, EmptyArt, Hue, LinkButton, Look, Skeleton};
use crate::ui::{Toast, use_toasts};
use crate::wire::{awaited, load, renew};
use api::{mark_notices_read, read_notices};
pub use texts::NoticeTexts;
pub use waiting::{Waits, allow_notifications, notice_count, reminder_count};

/// Where they are, and where the form goes.
const ACTION: &str = "/notices";

/// `/notices`.
#[component]
pub fn NoticesPage() -> impl IntoView {
    let texts = NoticeTexts::here();
    let query = use_location().search;
    let before = Memo::new(move |_| {
        let query = query.get();
        let said = query_pairs(&query).find(|(name, _)| name == "before");
        said.and_then(|(_, before)| before.parse::<NoticeCursor>().ok())
    });
    let page = load(move || Some(before.get()), read_notices);
    view! {
        <Title text=texts.title />
        <main class="page narrow" id="content">
            {awaited(|| view! { <Skeleton /> }.into_any(), move || Box::pin(async move {
                match page.await {
                    Ok(page) => shown(page, before.get_untracked()),
                    Err(_) => failed(),
                }
            }))}
        </main>
    }
}

fn shown(page: Notices, before: Option<NoticeCursor>) -> AnyView {
    let texts = NoticeTexts::here();
    let (first, asked) = (before.is_none(), StoredValue::new(before));
    let page = RwSignal::new(page);
    let toasts = use_toasts();
    let waits = Waits::here();
    // A note may be changed, deleted or hidden on any card, and a new one may name the reader.
    Live::here().on_change(move |_| {
        let Some(asked) = asked.try_get_value() else {
            return;
        };
        spawn_local_scoped(async move {
            if let Ok(fresh) = read_notices(asked).await {
                renew(page, fresh);
            }
        });
    });
    let read_all = move |event: SubmitEvent| {
        event.prevent_default();
        spawn_local_scoped(async move {
            match mark_notices_read().await {
                Ok(()) => {
                    let _ = page.try_update(|page| {
                        page.notices.iter_mut().for_each(|one| one.unread = false);
                    });
                    waits.into_iter().for_each(Waits::all_read);
                    toasts.show(Toast::done(texts.all_read));
                }
                Err(error) => toasts.show(Toast::failed(i18n::failure(&error))),
            }
        });
    };
    let any_unread = move || page.with(|page| page.notices.iter().any(|notice| notice.unread));
    let button = move || {
        any_unread().then(|| {
            view! { <Button kind="submit">{texts.read_all}</Button> }
        })
    };
    let body = move || {
        page.with(|page| {
            let empty = page.notices.is_empty() && page.reminders.is_empty();
            if empty && first {
                return nothing();
            }
            let titled = !page.reminders.is_empty() && !page.notices.is_empty();
            view! {
                {reminders(&page.reminders)}
                {titled.then(|| view! { <h2 class="section">{texts.mentions}</h2> })}
                {notices(&page.notices)}
                {more(page.next.as_ref(), first)}
            }
            .into_any()
        })
    };
    view! {
        <form class="page-title" method="post" action=ACTION on:submit=read_all>
            <h1 tabindex="-1">{texts.title}</h1>
            {button}
        </form>
        {body}
    }
    .into_any()
}

fn reminders(due: &[Reminder]) -> Option<AnyView> {
    let texts = NoticeTexts::here();
    let row = |reminder: &Reminder| {
        view! {
            <li>
                <a href=reminder.href.clone()>{reminder.subject.clone()}</a>
                <span class="muted">" "{texts.on}" "{reminder.card.clone()}</span>
            </li>
        }
    };
    (!due.is_empty()).then(|| {
        view! {
            <section class="due-now">
                <div class="row">
                    <h2 class="section">{texts.reminders}</h2>
                    <a class="btn quiet sm end" href="/tasks">{texts.my_tasks}</a>
                </div>
                <ul class="card">{due.iter().map(row).collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}

fn notices(all: &[Notice]) -> Option<AnyView> {
    (!all.is_empty()).then(|| {
        view! { <ul class="card feed notices">{all.iter().map(row).collect_view()}</ul> }.into_any()
    })
}

fn row(notice: &Notice) -> AnyView {
    let texts = NoticeTexts::here();
    let (by, name) = notice.by.clone();
    let when = format!("{} {}", i18n::short_date(notice.on), i18n::time(&notice.at));
    let unread = notice.unread.then(|| {
        view! { <span class="unread-dot" aria-hidden="true"></span><span class="vh">{texts.unread}": "</span> }
    });
    view! {
        <li class=notice.unread.then_some("is-unread")>
            <Avatar name=name.clone() hue=Hue::of(by.0.as_bytes()) size=AvatarSize::Sm />
            <div class="meta">
                // The server marks it as read and leads on to the note.
                <a href=format!("{ACTION}/{}", notice.id) rel="external">
                    {unread}<b>{name}</b>" "{texts.named_you}" "<b>{notice.card.clone()}</b>
                </a>
            </div>
            <div class="row"><span class="when">{when}</span></div>
            <p class="body prose">{plain(&notice.body)}</p>
        </li>
    }
    .into_any()
}

fn more(next: Option<&NoticeCursor>, first: bool) -> Option<AnyView> {
    let texts = NoticeTexts::here();
    let older = next.map(|next| {
        let href = format!("{ACTION}?before={}", form_encode(&next.to_string()));
        view! { <a class="btn sm" href=href>{texts.older}</a> }
    });
    let back = (!first).then(|| view! { <a class="btn quiet sm" href=ACTION>{texts.newest}</a> });
    (older.is_some() || back.is_some())
        .then(|| view! { <div class="toolbar">{older}{back}</div> }.into_any())
}

fn nothing() -> AnyView {
    let texts = NoticeTexts::here();
    view! {
        <Empty art=EmptyArt::None title=texts.none text=texts.none_hint.into_any()>
            <LinkButton href="/contacts" look=Look::Primary>{texts.to_contacts}</LinkButton>
        </Empty>
    }
    .into_any()
}

fn failed() -> AnyView {
    let texts = NoticeTexts::here();
    view! {
        <h1 tabindex="-1">{texts.title}</h1>
        <div class="empty small">
            <h2>{texts.failed}</h2>
            <a class="btn" href="" rel="external">{texts.again}</a>
        </div>
    }
    .into_any()
}
