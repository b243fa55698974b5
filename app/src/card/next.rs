//! «Härnäst»: the next meeting and the task that is due first, on the preview and the card.

use domain::edit::Holder;
use domain::overview::{NextMeeting, NextTask, Overview};
use leptos::prelude::*;

use super::tabs::{MEETINGS, TASKS};
use crate::i18n;
use crate::ui::{Glyph, Icon, IconSize};

crate::texts! {
    /// Words of what is next.
    pub struct NextTexts {
        next: "Härnäst" / "Next",
        due: "klar senast" / "due",
    }
}

/// What is next; nothing when there is nothing.
pub fn whats_next(holder: Holder, overview: &Overview) -> Option<AnyView> {
    let meeting = overview
        .next_meeting
        .clone()
        .map(|next| meeting(holder, next));
    let task = overview.next_task.clone().map(|next| task(holder, next));
    (meeting.is_some() || task.is_some()).then(|| {
        view! {
            <section class="latest-note next">
                <h2>{NextTexts::here().next}</h2>
                <ul class="card card-pad">{meeting}{task}</ul>
            </section>
        }
        .into_any()
    })
}

fn meeting(holder: Holder, next: NextMeeting) -> AnyView {
    let at = next.at.map(|at| format!(" {}", i18n::time(&at)));
    view! {
        <li>
            <Icon glyph=Glyph::Calendar size=IconSize::Sm />
            <a href=format!("{}?tab={MEETINGS}", holder.path())>{next.subject}</a>
            <span class="muted">{i18n::short_date(next.on)}{at}</span>
        </li>
    }
    .into_any()
}

fn task(holder: Holder, next: NextTask) -> AnyView {
    let due = next
        .due_on
        .map(|due| format!("{} {}", NextTexts::here().due, i18n::short_date(due)));
    view! {
        <li>
            <Icon glyph=Glyph::ListChecks size=IconSize::Sm />
            <a href=format!("{}?tab={TASKS}", holder.path())>{next.subject}</a>
            <span class="muted">{due}</span>
        </li>
    }
    .into_any()
}
