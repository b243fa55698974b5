//! Banners, waiting and empty places.

use leptos::prelude::*;

use super::Part;
use super::words::DevWords;
use crate::ui::{
    Banner, BannerKind, Button, Empty, EmptyArt, ErrorSummary, FieldProblem, Glyph, HitSkeleton,
    LinkButton, Look, Progress,
};

#[component]
pub fn Messages() -> impl IntoView {
    let words = DevWords::here();
    let problems = vec![
        FieldProblem {
            id: "f-error".to_owned(),
            text: words.fill_street.to_owned(),
        },
        FieldProblem {
            id: "f-default".to_owned(),
            text: words.fill_postcode.to_owned(),
        },
    ];
    view! {
        <Part title=words.message>
            <div class="specimens wider">
                <Banner still=true>
                    <p>{words.info}</p>
                </Banner>
                <Banner still=true kind=BannerKind::Ok>
                    <p>{words.ok}</p>
                </Banner>
                <Banner still=true kind=BannerKind::Warn>
                    <p>{words.warn}</p>
                    <p class="actions">
                        <a href="#content">{words.new_contact}</a>
                    </p>
                </Banner>
                <Banner still=true kind=BannerKind::Error>
                    <p>{words.failed_title}</p>
                </Banner>
                <ErrorSummary still=true title=words.error problems=problems />
            </div>
        </Part>
    }
}

#[component]
pub fn Waiting() -> impl IntoView {
    let words = DevWords::here();
    view! {
        <Part title=words.wait>
            <div class="specimens wider">
                <div class="card clip" aria-busy="true">
                    <HitSkeleton label=words.fetching rows=4 />
                </div>
                <Progress id="progress" label=words.importing shown="64 %" value=64 max=100 />
            </div>
        </Part>
    }
}

#[component]
pub fn Nothing() -> impl IntoView {
    let words = DevWords::here();
    view! {
        <Part title=words.empty>
            <div class="specimens wider">
                <div class="card">
                    <Empty title=words.first_title text=words.first_text.into_any() art=EmptyArt::Cards>
                        <LinkButton href="#content" look=Look::Primary icon=Glyph::UserPlus>
                            {words.new_contact}
                        </LinkButton>
                    </Empty>
                </div>
                <div class="card">
                    <Empty title=words.none_title text=words.none_text.into_any()>
                        <Button>{words.search_all}</Button>
                    </Empty>
                </div>
                <div class="card">
                    <Empty
                        title=words.failed_title
                        text=words.failed_text.into_any()
                        art=EmptyArt::Icon(Glyph::CircleAlert)
                    >
                        <Button icon=Glyph::Refresh>{words.retry}</Button>
                    </Empty>
                </div>
            </div>
        </Part>
    }
}
