//! The interface of Kundkort: routes, server functions and views, by feature.

// Views are deeply nested generic types.
#![recursion_limit = "512"]

pub mod boot;
pub mod bulk;
pub mod card;
pub mod categories;
pub mod companies;
pub mod contacts;
pub mod customers;
#[cfg(debug_assertions)]
pub mod dev;
#[cfg(not(debug_assertions))]
pub mod dev {
    //! No component page in a release: it would be a fifth of what a browser loads.
    pub use crate::not_found::NotFoundPage as UiPage;
}
pub mod edit;
pub mod error;
pub mod form_body;
pub mod history;
pub mod i18n;
pub mod layout;
pub mod lazy;
pub mod links;
pub mod live;
pub mod meetings;
pub mod not_found;
pub mod notes;
pub mod notices;
pub mod palette;
pub mod projects;
pub mod recent;
pub mod search;
pub mod selections;
pub mod settings;
#[cfg(feature = "ssr")]
pub mod shell;
pub mod sign_in;
#[cfg(feature = "ssr")]
pub mod ssr;
pub mod tasks;
pub mod ui;
pub mod undo;
pub mod wire;

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::{Lazy, SsrMode, path};

/// The application, the same on the server and in the browser.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    #[cfg(not(feature = "ssr"))]
    boot::provide_from_page();
    if boot::boot().missing {
        return view! { <Title formatter=page_title /><not_found::NotFoundPage /> }.into_any();
    }
    if boot::boot().resending {
        return view! { <Title formatter=page_title /><sign_in::ResendPage /> }.into_any();
    }

    view! {
        <Title formatter=page_title />
        <Router>
            <Routes fallback=not_found::NotFoundPage>
                <Route path=path!("/sign-in") view=sign_in::SignInPage ssr=SsrMode::Async />
                <Route path=path!("/invite/:token") view=settings::InvitePage ssr=SsrMode::Async />
                <Route path=path!("/dev/ui") view=dev::UiPage ssr=SsrMode::Async />
                <ParentRoute path=path!("") view=layout::Frame ssr=SsrMode::Async>
                    <ParentRoute path=path!("/contacts") view=search::ContactSearch ssr=SsrMode::Async>
                        <Route path=path!("") view=|| () ssr=SsrMode::Async />
                        <Route path=path!("/new") view={Lazy::<lazy::NewContactRoute>::new()} ssr=SsrMode::Async />
                    </ParentRoute>
                    <Route path=path!("/contacts/:id/edit") view={Lazy::<lazy::EditContactRoute>::new()} ssr=SsrMode::Async />
                    <ParentRoute path=path!("/contacts/:id") view={Lazy::<lazy::ContactRoute>::new()} ssr=SsrMode::Async>
                        <Route path=path!("") view=|| () ssr=SsrMode::Async />
                        <Route path=path!("/link") view={Lazy::<lazy::LinkToCompaniesRoute>::new()} ssr=SsrMode::Async />
                    </ParentRoute>
                    <Route path=path!("/contacts/:id/customer") view={Lazy::<lazy::ContactCustomerRoute>::new()} ssr=SsrMode::Async />
                    <ParentRoute path=path!("/companies") view={Lazy::<lazy::CompaniesRoute>::new()} ssr=SsrMode::Async>
                        <Route path=path!("") view=|| () ssr=SsrMode::Async />
                        <Route path=path!("/new") view={Lazy::<lazy::NewCompanyRoute>::new()} ssr=SsrMode::Async />
                    </ParentRoute>
                    <Route path=path!("/companies/:id/edit") view={Lazy::<lazy::EditCompanyRoute>::new()} ssr=SsrMode::Async />
                    <ParentRoute path=path!("/companies/:id") view={Lazy::<lazy::CompanyRoute>::new()} ssr=SsrMode::Async>
                        <Route path=path!("") view=|| () ssr=SsrMode::Async />
                        <Route path=path!("/link") view={Lazy::<lazy::LinkToContactsRoute>::new()} ssr=SsrMode::Async />
                    </ParentRoute>
                    <Route path=path!("/meetings") view={Lazy::<lazy::MeetingsRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/recent") view={Lazy::<lazy::RecentRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/companies/:id/customer") view={Lazy::<lazy::CompanyCustomerRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/tasks") view={Lazy::<lazy::MyTasksRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/notices") view={Lazy::<lazy::NoticesRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/projects") view={Lazy::<lazy::ProjectsRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/projects/new") view={Lazy::<lazy::NewProjectRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/projects/:id") view={Lazy::<lazy::ProjectRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/projects/:id/edit") view={Lazy::<lazy::EditProjectRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/selections") view={Lazy::<lazy::SelectionsRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/bulk") view=bulk::BulkPage ssr=SsrMode::Async />
                    <Route path=path!("/settings/categories") view={Lazy::<lazy::CategoriesRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/settings") view={Lazy::<lazy::SettingsRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/settings/:section") view={Lazy::<lazy::SettingsRoute>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/settings/:section/:id") view={Lazy::<lazy::SettingsRoute>::new()} ssr=SsrMode::Async />
                </ParentRoute>
            </Routes>
        </Router>
    }
    .into_any()
}

/// The title of a page, with the name of the program.
fn page_title(title: String) -> String {
    let title = if title.is_empty() {
        "Kundkort".to_owned()
    } else {
        format!("{title} – Kundkort")
    };
    // leptos_meta (0.8.7) writes it into the document as it is, and people's names are in it.
    if cfg!(feature = "ssr") {
        title.replace('&', "&amp;").replace('<', "&lt;")
    } else {
        title
    }
}

/// Tells the tests, and no one else, that the page has come alive. Called in the browser when it has.
pub fn mark_hydrated() {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-hydrated", "true");
    }
}
