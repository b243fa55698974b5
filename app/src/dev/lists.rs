//! Hit list, cards, facts, tabs and tables.

use leptos::prelude::*;

use super::Part;
use super::words::DevWords;
use crate::ui::{
    Avatar, AvatarSize, Badge, Card, Fact, Facts, FlikKind, Glyph, Highlight, Hit, HitList, Hue,
    Line, LoadMore, SortHead, Tab, Table, Tabs, Tone,
};

const PEOPLE: [(&str, &str, &str); 8] = [
    (
        "Anders Söderberg",
        "Driftchef, Mälarhus Förvaltning AB",
        "Västerås",
    ),
    ("Birgitta Söderberg", "Inget företag", "Ludvika"),
    (
        "Karin Söderström",
        "Inköpschef, Norrsken Fastigheter AB",
        "Stockholm",
    ),
    ("Per-Olof Södergren", "Inget företag", "Leksand"),
    (
        "Sofia Palm Söderqvist",
        "HR-chef, Dala Trä & Bygg AB",
        "Borlänge",
    ),
    (
        "Tomas Västersöder",
        "Vaktmästare, Mälarhus Förvaltning AB",
        "Västerås",
    ),
    (
        "Łukasz Söder-Şahin",
        "Ekonomiansvarig på fastighetsförvaltningen i norra Dalarna AB",
        "Mora",
    ),
    (
        "Åsa Öhrnström Söderlund af Ugglas-Hammarskjöld",
        "VD",
        "Älvdalen",
    ),
];

#[component]
pub fn Hits() -> impl IntoView {
    let words = DevWords::here();
    let chosen = RwSignal::new("hit-2".to_owned());
    let rows = PEOPLE
        .into_iter()
        .enumerate()
        .map(move |(n, (name, title, town))| {
            let lower = name.to_lowercase();
            let ranges: Vec<_> = lower
                .match_indices("söder")
                .map(|(at, found)| (at, at + found.len()))
                .collect();
            let hue = Hue::number(u8::try_from(n).unwrap_or(0));
            let badges =
                (n % 2 == 1).then(|| view! { <Badge text=words.customer tone=Tone::Hjortron /> });
            view! {
                <Hit
                    id=format!("hit-{n}")
                    href="#content"
                    position=n + 1
                    of=Some(8)
                    selected=Signal::derive(move || chosen.with(|id| *id == format!("hit-{n}")))
                    avatar=view! { <Avatar name hue /> }.into_any()
                    name=view! { <Highlight text=name ranges /> }.into_any()
                    badges=badges.into_any()
                    sub=title.into_any()
                    end="070-174 06 05"
                    sub2=town
                />
            }
        });
    view! {
        <Part title=words.hit>
            <div class="card narrow-list">
                <HitList
                    id="hits"
                    label=words.hits
                    on_move=move |id| chosen.set(id)
                >
                    {rows.collect_view()}
                    <LoadMore href="#content" label=words.more_hits />
                </HitList>
            </div>
        </Part>
    }
}

#[component]
pub fn Cards() -> impl IntoView {
    let words = DevWords::here();
    let tabs = vec![
        Tab {
            id: "companies",
            href: "?tab=companies".into(),
            label: words.companies.into(),
            count: Some(2),
        },
        Tab {
            id: "comment",
            href: "?tab=comment".into(),
            label: words.comment.into(),
            count: None,
        },
    ];
    view! {
        <Part title=words.card>
            <Card label=words.customer kind=FlikKind::Customer number=Some("20418".into()) labelled_by="card-name">
                <header class="kort-head">
                    <Avatar name="Karin Söderström" hue=Hue::number(3) size=AvatarSize::Xl />
                    <div class="who">
                        <h2 id="card-name">"Karin Söderström"</h2>
                        <p class="muted">"Inköpschef, Norrsken Fastigheter AB"</p>
                    </div>
                </header>
                <div class="kort-facts">
                    <Facts>
                        <Fact label=words.phone>
                            <Line kind=words.mobile>
                                <a href="tel:+46701740612">"070-174 06 12"</a>
                            </Line>
                            <Line kind=words.switchboard>
                                <a href="tel:+46846500420">"08-465 004 20"</a>
                            </Line>
                        </Fact>
                        <Fact label=words.address>
                            <Line kind=words.invoice>"Tallstigen 3, 793 31 Leksand"</Line>
                        </Fact>
                        <Fact label=words.categories tight=true>
                            <Badge text="Inköpare" />
                            <Badge text="Serviceavtal" />
                        </Fact>
                        <Fact label=words.owner>
                            <Line>
                                <Avatar name="Johan Ek" hue=Hue::number(5) size=AvatarSize::Sm />
                                "Johan Ek"
                            </Line>
                        </Fact>
                    </Facts>
                </div>
            </Card>
            <div class="card">
                <Tabs label=words.parts tabs current="companies" />
            </div>
        </Part>
    }
}

#[component]
pub fn Tables() -> impl IntoView {
    let words = DevWords::here();
    let rows = PEOPLE
        .into_iter()
        .take(3)
        .enumerate()
        .map(|(n, (name, title, town))| {
            let hue = Hue::number(u8::try_from(n).unwrap_or(0));
            view! {
                <tr>
                    <td>
                        <span class="row">
                            <Avatar name hue size=AvatarSize::Sm />
                            <a href="#content">{name}</a>
                        </span>
                    </td>
                    <td>{title}</td>
                    <td class="num">"070-174 06 05"</td>
                    <td class="muted r">{town}</td>
                </tr>
            }
        });
    view! {
        <Part title=words.table>
            <div class="card">
                <Table caption=words.contacts>
                    <thead>
                        <tr>
                            <SortHead label=words.name href="#content" ascending=Some(true) />
                            <SortHead label=words.role href="#content" ascending=None />
                            <th scope="col">{words.phone}</th>
                            <th scope="col" class="r">
                                {words.address}
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </Table>
            </div>
            <p class="row small muted">
                <crate::ui::Icon glyph=Glyph::Info />
                {words.info}
            </p>
        </Part>
    }
}
