//! The bar over the list: how many are ticked, and what can be done with them.

use domain::search::{Among, Population, Search};
use leptos::prelude::*;

use super::ask::Ask;
use super::jobs::{Job, Jobs};
use super::texts::{self, BulkTexts};
use super::ticks::Ticks;
use crate::i18n::number;
use crate::lazy::Later;
use crate::ui::{Glyph, Icon, IconSize, Menu};

/// What the bar is about.
#[derive(Clone, Copy)]
pub struct Ticking {
    /// The search whose hits they are.
    search: Memo<Search>,
    /// What is ticked.
    ticks: Ticks,
    /// How many hits there are, and whether there are more than that.
    count: Signal<(u32, bool)>,
    /// How many are ticked, in words, for those who do not see it.
    said: RwSignal<String>,
}

/// The bar. Always there for what it says; drawn when there is something to say.
#[component]
pub fn BulkBar(
    /// The search whose hits they are.
    search: Memo<Search>,
    /// How many hits there are, and whether there are more than that.
    #[prop(into)]
    count: Signal<(u32, bool)>,
) -> impl IntoView {
    let Some(ticks) = Ticks::here() else {
        return ().into_any();
    };
    let later = Later::here();
    let said = RwSignal::new(String::new());
    let ticking = Ticking {
        search,
        ticks,
        count,
        said,
    };
    Effect::new(move |_| {
        if ticks.any() {
            later.need();
        }
    });
    view! {
        <div class="bulk">
            <p class="vh" role="status">{move || said.get()}</p>
            {move || later.get().map(|parts| (parts.bulk)(ticking))}
        </div>
    }
    .into_any()
}

/// What can be done with what is ticked, and how far what goes on has come.
pub fn acts_on_ticked(ticking: Ticking) -> AnyView {
    let Ticking {
        search,
        ticks,
        count,
        said,
    } = ticking;
    let jobs = Jobs::here();
    let asking = RwSignal::new(None::<&'static str>);
    let going_on = Memo::new(move |_| jobs.now().is_some());
    let any = Memo::new(move |_| ticks.any());
    Effect::new(move |_| {
        let now = if any.get() {
            ticked(ticks, count)
        } else {
            String::new()
        };
        let _ = said.try_set(now);
    });
    let act = Callback::new(move |(act, value): (&'static str, String)| {
        jobs.start(search.get_untracked(), ticks, act, value);
    });
    let dialog = move || {
        asking.try_get().flatten().map(|word| {
            let subject = {
                let (ids, all) = ticks.chosen();
                match (all, count.get_untracked()) {
                    (false, _) => u32::try_from(ids.len()).ok(),
                    (true, (count, more)) => (!more).then_some(count),
                }
            };
            let among = search.get_untracked().among;
            view! { <Ask word among subject act asking /> }
        })
    };
    view! {
        {move || going_on.get().then(|| progress(jobs))}
        {move || (any.get() && !going_on.get()).then(|| bar(search, ticks, count, act, asking))}
        {dialog}
    }
    .into_any()
}

/// «3 markerade», «Alla 1 240 träffar är markerade».
fn ticked(ticks: Ticks, count: Signal<(u32, bool)>) -> String {
    let texts = BulkTexts::here();
    let (found, more) = count.try_get().unwrap_or_default();
    match (ticks.is_all(), ticks.count()) {
        (true, _) if more => texts.every_ticked.to_owned(),
        (true, _) => texts.all_ticked.replace("{}", &number(found)),
        (false, 1) => texts.one_ticked.to_owned(),
        (false, some) => {
            let some = u32::try_from(some).unwrap_or(u32::MAX);
            texts.some_ticked.replace("{}", &number(some))
        }
    }
}

fn bar(
    search: Memo<Search>,
    ticks: Ticks,
    count: Signal<(u32, bool)>,
    act: Callback<(&'static str, String)>,
    asking: RwSignal<Option<&'static str>>,
) -> AnyView {
    let texts = BulkTexts::here();
    let all = move || {
        let (found, more) = count.try_get().unwrap_or_default();
        let left = more || ticks.count() < found as usize;
        (left && !ticks.is_all()).then(|| {
            let label = if more {
                texts.tick_every.to_owned()
            } else {
                texts.tick_all.replace("{}", &number(found))
            };
            view! { <button class="btn link sm" type="button" on:click=move |_| ticks.tick_all()>{label}</button> }
        })
    };
    let now = search.get_untracked();
    let acts = if now.population == Population::Trash {
        press("restore", act)
    } else {
        view! {
            <button class="btn sm" type="button" aria-haspopup="dialog" on:click=move |_| asking.set(Some("owner"))>
                <Icon glyph=Glyph::User size=IconSize::Sm />{texts.owner}
            </button>
            <Menu id="bulk-acts" label=texts.more_acts class="btn sm icon-only">
                {item("add_category", Glyph::Plus, move || asking.set(Some("add_category")))}
                {item("remove_category", Glyph::Close, move || asking.set(Some("remove_category")))}
                {(now.among == Among::Contacts).then(|| view! {
                    {item("hide", Glyph::Lock, move || act.run(("hide", String::new())))}
                    {item("show", Glyph::Eye, move || act.run(("show", String::new())))}
                })}
                {item("trash", Glyph::Trash, move || act.run(("trash", String::new())))}
            </Menu>
        }
        .into_any()
    };
    view! {
        <div class="bulkbar" role="group" aria-label=texts.ticked>
            <span class="grow" aria-hidden="true">{move || ticked(ticks, count)}</span>
            {all}
            {acts}
            <button class="btn quiet sm icon-only" type="button" aria-label=texts.untick on:click=move |_| ticks.clear()>
                <Icon glyph=Glyph::Close size=IconSize::Sm />
            </button>
        </div>
    }
    .into_any()
}

fn press(word: &'static str, act: Callback<(&'static str, String)>) -> AnyView {
    view! {
        <button class="btn sm" type="button" on:click=move |_| act.run((word, String::new()))>
            {texts::label(word)}
        </button>
    }
    .into_any()
}

fn item(word: &'static str, glyph: Glyph, press: impl Fn() + 'static) -> AnyView {
    view! {
        <button role="menuitem" tabindex="-1" type="button" on:click=move |_| press()>
            <Icon glyph size=IconSize::Sm />{texts::label(word)}
        </button>
    }
    .into_any()
}

/// How far it has come, and a way to stop it. It goes on when one leaves.
fn progress(jobs: Jobs) -> AnyView {
    let texts = BulkTexts::here();
    let of = move |part: fn(&Job) -> u32| jobs.now().as_ref().map(part).unwrap_or_default();
    let done = move || of(|job| job.progress.done + job.progress.refused);
    let total = move || of(|job| job.progress.total);
    let shown = move || match total() {
        0 => texts.counting.to_owned(),
        total => format!(
            "{} {} {} {}",
            texts.working,
            number(done()),
            texts.of,
            number(total)
        ),
    };
    view! {
        <div class="bulkbar">
            <span id="bulk-going-on">{shown}</span>
            <progress class="grow" max=move || total().max(1).to_string() value=move || done().to_string() aria-labelledby="bulk-going-on"></progress>
            <button class="btn sm" type="button" on:click=move |_| jobs.stop()>{texts.stop}</button>
        </div>
    }
    .into_any()
}
