//! Phone, e-mail, address and owner, as they stand on a card.

use domain::address::{Address, AddressKind};
use domain::point::{Label, Point, PointKind};
use domain::user::Colleague;
use leptos::prelude::*;

use crate::contacts::texts::CardTexts;
use crate::i18n;
use crate::ui::{Avatar, AvatarSize, CopyButton, Fact, Glyph, Hue, Icon, IconSize, Line};

/// Phone numbers: click to call.
#[component]
pub fn PhoneFact(
    /// Every contact point of the card.
    points: Vec<Point>,
) -> impl IntoView {
    let texts = CardTexts::here();
    let lines = points_of(points, PointKind::Phone);
    view! { <Fact label=texts.phone>{or_none(lines, texts.no_phone)}</Fact> }
}

/// E-mail addresses: click to write.
#[component]
pub fn EmailFact(
    /// Every contact point of the card.
    points: Vec<Point>,
) -> impl IntoView {
    let texts = CardTexts::here();
    let lines = points_of(points, PointKind::Email);
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
            let value = one_line(&address);
            let shown = value.clone();
            view! {
                <div class="with-copy">
                    <Line kind=address_kind_word(address.kind)>{shown}</Line>
                    <CopyButton value />
                </div>
            }
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
    view! { <Fact label=CardTexts::here().website>{website_line(website)}</Fact> }.into_any()
}

/// A website without its scheme, as a link.
pub(super) fn website_line(website: String) -> AnyView {
    let shown = website
        .trim_start_matches("https://")
        .trim_start_matches("http://")
        .to_owned();
    let line = match web_href(&website) {
        Some(href) => view! { <a class="trunc" href=href rel="noopener noreferrer" target="_blank">{shown}</a> }.into_any(),
        None => shown.into_any(),
    };
    view! { <Line>{line}</Line> }.into_any()
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
    let seen = private.map(visibility);
    view! {
        <Fact label=texts.owner>
            <Line><Avatar name=owner.name.clone() hue=Hue::of(owner.id.0.as_bytes()) size=AvatarSize::Sm />{owner.name}</Line>
            {seen}
        </Fact>
    }
}

/// Who sees the card, with an eye or a lock.
pub(super) fn visibility(private: bool) -> AnyView {
    let glyph = if private { Glyph::Lock } else { Glyph::Eye };
    view! {
        <span class="line muted small"><Icon glyph size=IconSize::Sm />{who_sees(private)}</span>
    }
    .into_any()
}

/// Who sees the card, in words.
pub(super) fn who_sees(private: bool) -> &'static str {
    let texts = CardTexts::here();
    if private { texts.hidden } else { texts.visible }
}

fn points_of(points: Vec<Point>, kind: PointKind) -> Vec<AnyView> {
    points
        .into_iter()
        .filter(move |point| point.kind == kind)
        .map(|point| {
            let value = point.value.clone();
            view! { <div class="with-copy">{point_line(point)}<CopyButton value /></div> }
                .into_any()
        })
        .collect()
}

/// A number to call, or an address to write to, with what it is used for.
pub(super) fn point_line(point: Point) -> AnyView {
    // «Arbete» on an e-mail address is what everyone takes for granted.
    let kind = match (point.kind, point.label) {
        (PointKind::Email, Label::Work) => "",
        (_, label) => i18n::label(label),
    };
    let Point {
        value, target, at, ..
    } = point;
    let link = match point.kind {
        PointKind::Phone => view! { <a href=format!("tel:{target}")>{value}</a> }.into_any(),
        PointKind::Email => {
            view! { <a class="trunc" href=format!("mailto:{target}")>{value}</a> }.into_any()
        }
    };
    if at.is_empty() {
        return view! { <Line kind>{link}</Line> }.into_any();
    }
    // At which company: under the number where there is no room beside it.
    let kind = match kind {
        "" => at,
        kind => format!("{kind}, {at}"),
    };
    view! { <span class="line at">{link}<span class="kind">{kind}</span></span> }.into_any()
}

/// What an address is used for, where it does not go without saying.
pub(super) fn address_kind_word(kind: AddressKind) -> &'static str {
    match kind {
        AddressKind::Post => "",
        other => i18n::address_kind(other),
    }
}

fn or_none<V: IntoView + 'static>(lines: Vec<V>, none: &'static str) -> AnyView {
    if lines.is_empty() {
        return view! { <span class="faint">{none}</span> }.into_any();
    }
    lines.into_iter().collect_view().into_any()
}

pub(super) fn one_line(address: &Address) -> String {
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
