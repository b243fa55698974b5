//! Checkbox, radio button, switch, segment, filters, badges, chips and avatars.

use leptos::prelude::*;

use super::words::DevWords;
use super::{Part, State};
use crate::ui::{
    Avatar, Badge, Check, Chip, Choice, Count, Filter, FilterMany, Glyph, Hue, Kbd, Radio,
    RemovableChip, Segment, SegmentItem, Switch, Tone,
};

#[component]
pub fn Choices() -> impl IntoView {
    let words = DevWords::here();
    let among = RwSignal::new("contacts".to_owned());
    view! {
        <Part title=words.choice>
            <div class="specimens wide">
                <State name="checkbox">
                    <div class="stack gap-1">
                        <Check name="c1" label=words.unticked />
                        <Check name="c2" label=words.ticked checked=true />
                        <Check name="c3" label=words.mixed mixed=true />
                        <Check name="c4" label=words.disabled disabled=true hint=words.only_reading />
                    </div>
                </State>
                <State name="radio">
                    <fieldset class="stack gap-1">
                        <legend class="vh">{words.option}</legend>
                        <Radio name="r1" value="fill" label=words.fill_empty checked=true />
                        <Radio name="r1" value="skip" label=words.skip_row />
                    </fieldset>
                </State>
                <State name="switch">
                    <div class="stack gap-2">
                        <Switch name="s1" label=words.link_mail checked=true />
                        <Switch name="s2" label=words.private hint=words.private_hint />
                    </div>
                </State>
                <State name="segment">
                    <Segment
                        name="among"
                        legend=words.among
                        selected=among
                        items=vec![
                            SegmentItem {
                                value: "contacts",
                                label: words.contacts.into(),
                                icon: Some(Glyph::UsersRound),
                            },
                            SegmentItem {
                                value: "companies",
                                label: words.companies.into(),
                                icon: Some(Glyph::Building),
                            },
                        ]
                        on:change=move |event| among.set(event_target_value(&event))
                    />
                </State>
            </div>
        </Part>
    }
}

fn choice(value: &str, label: &'static str, count: &'static str) -> Choice {
    Choice {
        value: value.to_owned(),
        label: label.into(),
        count: Some(count.into()),
    }
}

#[component]
pub fn Filters() -> impl IntoView {
    let words = DevWords::here();
    let populations = || {
        vec![
            choice("all", words.all_contacts, "2\u{a0}306"),
            choice("mine", words.my_contacts, "412"),
            choice("customers", words.customers, "688"),
        ]
    };
    let categories = ["Beslutsfattare", "Inköpare", "Styrelse"]
        .map(|name| choice(name, name, "12"))
        .to_vec();
    let (plain, set) = (
        RwSignal::new("all".to_owned()),
        RwSignal::new("mine".to_owned()),
    );
    let chosen = RwSignal::new(vec!["Styrelse".to_owned()]);
    view! {
        <Part title=words.filter>
            <form class="specimens wide" action="/dev/ui">
                <State name="default">
                    <Filter
                        id="fi-1"
                        name="p1"
                        label=words.population
                        choices=populations()
                        selected=plain
                    />
                </State>
                <State name="set">
                    <Filter id="fi-2" name="p2" label=words.population choices=populations() selected=set />
                </State>
                <State name="many">
                    <FilterMany
                        id="fi-3"
                        name="category"
                        label=words.categories
                        choices=categories
                        selected=chosen
                        on_clear=move |()| chosen.set(Vec::new())
                    />
                </State>
            </form>
        </Part>
    }
}

#[component]
pub fn Small() -> impl IntoView {
    let words = DevWords::here();
    let initials = [
        "Karin Söderström",
        "Johan Ek",
        "Maryam Haddad",
        "Anna Lindqvist",
        "Linnéa Södergren",
        "Maja Söderblom",
        "Elin Söderberg",
        "Ibrahim Öztürk",
    ];
    let avatars = (0..)
        .zip(initials)
        .map(|(n, name)| view! { <Avatar name hue=Hue::number(n) /> });
    view! {
        <Part title=words.badge>
            <div class="row wrap">
                <Badge text=words.customer tone=Tone::Hjortron icon=Glyph::Receipt />
                <Badge text=words.private tone=Tone::Line icon=Glyph::Lock />
                <Badge text=words.not_started />
                <Badge text=words.in_progress tone=Tone::Is />
                <Badge text=words.done tone=Tone::Mossa />
                <Badge text=words.late tone=Tone::Lingon icon=Glyph::CircleAlert />
                <Badge text=words.project tone=Tone::Ljung />
                <Badge text=words.main_company tone=Tone::Gran />
                <Chip name="chip" value="a" label=words.in_progress count="1" checked=true />
                <Chip name="chip" value="b" label=words.done count="17" />
                <RemovableChip label="Styrelse" on_remove=|()| () />
                <Count n="12" />
                <Kbd key="Ctrl K" />
                {avatars.collect_view()}
                <Avatar name="Norrsken Fastigheter" hue=Hue::number(4) org=true />
            </div>
        </Part>
    }
}
