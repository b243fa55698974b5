//! `/settings/categories`: for administrators. Every form works without JavaScript; with it, the page
//! stays where it is and what was done can be undone from the toast.

use domain::category::Managed;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos_meta::Title;

use super::api::{list_managed_categories, manage_category};
use super::row::{NewForm, Row};
use super::texts::CategoryTexts;
use crate::boot::boot;
use crate::error::Error;
use crate::form_body::{FormBody, Refused, focus_soon, take};
use crate::i18n;
use crate::settings::categories_navigation;
use crate::ui::{Banner, BannerKind, Glyph, Icon, IconSize};
use crate::undo::{Acts, Saved};
use crate::wire::{awaited, load};

/// Where the forms go.
pub(super) const ACTION: &str = "/settings/categories";

/// `/settings/categories`.
#[component]
pub fn CategoriesPage() -> impl IntoView {
    let texts = CategoryTexts::here();
    let first = load(|| Some(()), |()| list_managed_categories());
    view! {
        <Title text=texts.title />
        <main class="page settings" id="content">
            <div class="settings-grid">
                {categories_navigation()}
                <div class="settings-body">
                    <a class="crumb only-phone" href="/settings" rel="external">
                        <Icon glyph=Glyph::ArrowLeft size=IconSize::Sm />
                        {texts.settings}
                    </a>
                    <h1 tabindex="-1" id="categories-heading">{texts.title}</h1>
                    <Saved />
                    {awaited(|| ().into_any(), move || {
                        Box::pin(async move {
                            match first.await {
                                Ok(rows) => view! { <Managing rows /> }.into_any(),
                                Err(error) => failed(&error),
                            }
                        })
                    })}
                </div>
            </div>
        </main>
    }
}

fn failed(error: &Error) -> AnyView {
    let text = match error {
        Error::Forbidden => CategoryTexts::here().forbidden,
        other => i18n::failure(other),
    };
    view! { <Banner kind=BannerKind::Error><p>{text}</p></Banner> }.into_any()
}

/// Why the form that was sent last did not pass.
#[derive(Clone)]
pub(super) struct Problem {
    /// `act` and `id` of the form.
    pub form: (String, String),
    pub error: Error,
    /// What stood in it, when it was posted without JavaScript.
    pub typed: FormBody,
}

impl Problem {
    fn of(refused: Refused) -> Self {
        let typed = FormBody::read(&refused.body);
        Self {
            form: (typed.get("act").to_owned(), typed.get("id").to_owned()),
            error: refused.error,
            typed,
        }
    }
}

#[component]
fn Managing(rows: Vec<Managed>) -> impl IntoView {
    let texts = CategoryTexts::here();
    let rows = RwSignal::new(rows);
    let refused = boot().refused.and_then(|kept| kept.read());
    let problem = RwSignal::new(refused.map(Problem::of));
    let acts = Acts::here();
    let again = move || async move {
        if let Ok(found) = list_managed_categories().await {
            let _ = rows.try_set(found);
        }
    };
    crate::live::Live::here().on_change(move |_| spawn_local_scoped(again()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        let Some((form, body)) = take(&event) else {
            return;
        };
        problem.set(None);
        spawn_local_scoped(async move {
            let sent = FormBody::read(&body);
            match manage_category(body).await {
                Ok(done) => {
                    again().await;
                    let (text, focus) = match sent.get("act") {
                        "create" => (texts.created, "new-name".to_owned()),
                        "merge" => (texts.merged, format!("edit-{}", sent.get("into"))),
                        "retire" => (texts.is_retired, format!("edit-{}", sent.get("id"))),
                        "restore" => (texts.is_restored, format!("edit-{}", sent.get("id"))),
                        _ => (texts.changed, format!("edit-{}", sent.get("id"))),
                    };
                    form.reset();
                    focus_soon(vec![focus, "categories-heading".to_owned()]);
                    acts.done(text, done, Vec::new());
                }
                Err(error) => {
                    let refused = Problem {
                        form: (sent.get("act").to_owned(), sent.get("id").to_owned()),
                        error,
                        typed: FormBody::default(),
                    };
                    let _ = problem.try_set(Some(refused));
                }
            }
        });
    };
    view! {
        <div class="stack" on:submit=submit>
            <p class="muted">{texts.intro}</p>
            <NewForm problem />
            <section class="card" aria-labelledby="categories-heading">
                {move || {
                    rows.with(Vec::is_empty).then(|| view! { <p class="card-pad muted">{texts.none_yet}</p> })
                }}
                <ul class="manage">
                    <For
                        each=move || rows.try_get().unwrap_or_default()
                        // Drawn anew when something in it has changed, and not otherwise: others may be open.
                        key=|row| (row.category.id, row.version, row.contacts, row.companies)
                        children=move |row| view! { <Row row rows problem /> }
                    />
                </ul>
            </section>
        </div>
    }
}
