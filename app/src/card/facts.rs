//! Phone, e-mail, address and owner, as they stand on a card.

use domain::address::{Address, AddressKind};
use domain::point::{Label, Point, PointKind};
use domain::user::Colleague;
use leptos::prelude::*;

use crate::contacts::texts::CardTexts;
use crate::i18n;
use crate::ui::{Avatar, AvatarSize, Fact, Glyph, Hue, Icon, IconSize, Line, Text};

/// Phone numbers: click to call.
#[component]
pub fn PhoneFact(
    /// Every contact point of the card.
    points: Vec<Point>,
) -> impl IntoView {
    let texts = CardTexts::here();
    let lines = points_of(points, PointKind::Phone)
        .map(|(point, kind)| view! { <Line kind><a href=format!("tel:{}", point.target)>{point.value}</a></Line> })
        .collect::<Vec<_>>();
    view! { <Fact label=texts.phone>{or_none(lines, texts.no_phone)}</Fact> }
}

/// E-mail addresses: click to write.
#[component]
pub fn EmailFact(
    /// Every contact point of the card.
    points: Vec<Point>,
) -> impl IntoView {
    let texts = CardTexts::here();
    let lines = points_of(points, PointKind::Email)
        .map(|(point, kind)| {
            view! { <Line kind><a class="trunc" href=format!("mailto:{}", point.target)>{point.value}</a></Line> }
        })
        .collect::<Vec<_>>();
    view! { <Fact label=texts.email>{or_none(lines, texts.no_email)}</Fact> }
}

/// Postal addresses.
#[component]
pub fn AddressFact(
    /// The addresses of the card.
    addresses: Vec<Address>,
) -> impl IntoView {
    let texts = CardTexts::here();
    let lines = addresses
        .into_iter()
        .map(|address| {
            let kind = match address.kind {
                AddressKind::Post => "",
                other => i18n::address_kind(other),
            };
            view! { <Line kind=kind>{one_line(&address)}</Line> }
        })
        .collect::<Vec<_>>();
    view! { <Fact label=texts.address>{or_none(lines, texts.no_address)}</Fact> }
}

/// The website, when there is one.
#[component]
pub fn WebsiteFact(
    /// As it is saved.
    website: String,
) -> impl IntoView {
    if website.is_empty() {
        return ().into_any();
    }
    let shown = website
        .trim_start_matches("https://")
        .trim_start_matches("http://")
        .to_owned();
    let line = match web_href(&website) {
        Some(href) => view! { <a class="trunc" href=href rel="noopener noreferrer" target="_blank">{shown}</a> }.into_any(),
        None => shown.into_any(),
    };
    view! { <Fact label=CardTexts::here().website><Line>{line}</Line></Fact> }.into_any()
}

/// Where a website leads: only on the web, whatever an import has brought (`javascript:` …).
pub fn web_href(website: &str) -> Option<String> {
    let on_the_web = website.starts_with("https://") || website.starts_with("http://");
    on_the_web.then(|| website.to_owned())
}

/// The owner, and who else sees the card.
#[component]
pub fn OwnerFact(
    /// The owner.
    owner: Colleague,
    /// Who sees the card; `None` where it goes without saying.
    #[prop(optional_no_strip)]
    private: Option<bool>,
) -> impl IntoView {
    let texts = CardTexts::here();
    let seen = private.map(|private| {
        let (glyph, text) = if private {
            (Glyph::Lock, texts.hidden)
        } else {
            (Glyph::Eye, texts.visible)
        };
        view! { <span class="line muted small"><Icon glyph size=IconSize::Sm />{text}</span> }
    });
    view! {
        <Fact label=texts.owner>
            <Line><Avatar name=owner.name.clone() hue=Hue::of(owner.id.0.as_bytes()) size=AvatarSize::Sm />{owner.name}</Line>
            {seen}
        </Fact>
    }
}

fn points_of(points: Vec<Point>, kind: PointKind) -> impl Iterator<Item = (Point, Text)> {
    points
        .into_iter()
        .filter(move |point| point.kind == kind)
        .map(|point| {
            // «Arbete» on an e-mail address is what everyone takes for granted.
            let word = match (point.kind, point.label) {
                (PointKind::Email, Label::Work) => "",
                (_, label) => i18n::label(label),
            };
            (point, Text::Borrowed(word))
        })
}

fn or_none<V: IntoView + 'static>(lines: Vec<V>, none: &'static str) -> AnyView {
    if lines.is_empty() {
        return view! { <span class="faint">{none}</span> }.into_any();
    }
    lines.into_iter().collect_view().into_any()
}

fn one_line(address: &Address) -> String {
    let town = [address.postcode.as_str(), address.city.as_str()].join(" ");
    let street = address.street.replace('\n', ", ");
    let country = if address.country == domain::address::HOME_COUNTRY {
        ""
    } else {
        &address.country
    };
    [street.as_str(), town.trim(), country]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}
