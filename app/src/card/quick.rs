//! The large buttons beside the name: call, write, website. Only those that lead somewhere.

use domain::point::{Point, PointKind};
use leptos::prelude::*;

use super::facts::web_href;
use crate::contacts::texts::CardTexts;
use crate::ui::{Glyph, Icon};

/// The buttons of a card with these contact points and this website.
pub fn quick_acts(points: &[Point], website: &str) -> AnyView {
    let texts = CardTexts::here();
    let first = |kind| {
        let point = points.iter().find(|point| point.kind == kind);
        point.map(|point| point.target.clone())
    };
    let call = first(PointKind::Phone)
        .map(|number| view! { <a href=format!("tel:{number}")><Icon glyph=Glyph::Phone />{texts.call}</a> });
    let write = first(PointKind::Email)
        .map(|address| view! { <a href=format!("mailto:{address}")><Icon glyph=Glyph::Mail />{texts.write}</a> });
    let website = web_href(website).map(|href| {
        view! {
            <a href=href rel="noopener noreferrer" target="_blank">
                <Icon glyph=Glyph::Globe />{texts.visit_website}
            </a>
        }
    });
    view! { <nav class="quick" aria-label=texts.quick>{call}{write}{website}</nav> }.into_any()
}
