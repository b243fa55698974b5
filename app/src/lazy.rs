//! Pages whose code the browser loads when they are first gone to (docs/adr/0009-small-wasm.md).
//!
//! Each chunk is one file. What the first page needs is in none of them; what several need lies in
//! one that they share. The server has no chunks: there these are plain functions.
#![allow(
    unsafe_code,
    reason = "wasm_split declares the functions of a chunk as foreign ones"
)]

mod later;

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use leptos_router::LazyRoute;

use crate::ui::{Empty, EmptyArt};
use crate::{
    categories, companies, contacts, customers, links, meetings, notices, projects, recent, search,
    selections, settings, tasks,
};
pub use later::{Later, Parts};

crate::texts! {
    /// When a chunk does not come.
    pub struct LazyWords {
        title: "Sidan kunde inte laddas" / "The page could not be loaded",
        hint: "Nätet är borta, eller så har Kundkort fått en ny version. Inget har gått förlorat."
            / "The network is gone, or Kundkort has a new version. Nothing is lost.",
        reload: "Ladda om" / "Reload",
        later: "Det gick inte att ladda den delen av sidan. Försök igen, eller ladda om sidan."
            / "That part of the page could not be loaded. Try again, or reload the page.",
    }
}

type Chunk = Result<AnyView, SplitLoaderError>;

macro_rules! pages {
    ($($(#[doc = $doc:literal])+ $route:ident = $view:ident + $preload:ident),+ $(,)?) => {$(
        $(#[doc = $doc])+
        pub struct $route;

        impl LazyRoute for $route {
            fn data() -> Self {
                Self
            }

            async fn view(_: Self) -> AnyView {
                $view().await.unwrap_or_else(|_| failed())
            }

            async fn preload() {
                // What does not come now is asked for again, and missed, when it is shown.
                let _ = $preload().await;
            }
        }
    )+};
}

pages! {
    /// `/contacts/{id}`.
    ContactRoute = contact_page + load_contact_page,
    /// `/companies`.
    CompaniesRoute = companies_page + load_companies_page,
    /// `/companies/{id}`.
    CompanyRoute = company_page + load_company_page,
    /// `/contacts/{id}/customer`.
    ContactCustomerRoute = contact_customer_page + load_contact_customer_page,
    /// `/companies/{id}/customer`.
    CompanyCustomerRoute = company_customer_page + load_company_customer_page,
    /// `/contacts/{id}/edit`.
    EditContactRoute = edit_contact_page + load_edit_contact_page,
    /// `/companies/{id}/edit`.
    EditCompanyRoute = edit_company_page + load_edit_company_page,
    /// `/contacts/new`.
    NewContactRoute = new_contact_page + load_new_contact_page,
    /// `/meetings`.
    MeetingsRoute = meetings_page + load_meetings_page,
    /// `/recent`.
    RecentRoute = recent_page + load_recent_page,
    /// `/contacts/{id}/link`.
    LinkToCompaniesRoute = link_to_companies + load_link_to_companies,
    /// `/companies/{id}/link`.
    LinkToContactsRoute = link_to_contacts + load_link_to_contacts,
    /// `/companies/new`.
    NewCompanyRoute = new_company_page + load_new_company_page,
    /// `/settings`.
    SettingsRoute = settings_page + load_settings_page,
    /// `/settings/categories`.
    CategoriesRoute = categories_page + load_categories_page,
    /// `/tasks`.
    MyTasksRoute = my_tasks_page + load_my_tasks_page,
    /// `/notices`.
    NoticesRoute = notices_page + load_notices_page,
    /// `/projects`.
    ProjectsRoute = projects_page + load_projects_page,
    /// `/projects/new`.
    NewProjectRoute = new_project_page + load_new_project_page,
    /// `/projects/{id}`.
    ProjectRoute = project_page + load_project_page,
    /// `/projects/{id}/edit`.
    EditProjectRoute = edit_project_page + load_edit_project_page,
    /// `/selections`.
    SelectionsRoute = selections_page + load_selections_page,
}

#[wasm_split(cards, wasm_split_path = leptos::wasm_split, preload(load_contact_page), fallible)]
fn contact_page() -> Chunk {
    Ok(view! { <contacts::ContactPage /> }.into_any())
}

#[wasm_split(companies, wasm_split_path = leptos::wasm_split, preload(load_companies_page), fallible)]
fn companies_page() -> Chunk {
    Ok(view! { <search::CompanySearch /> }.into_any())
}

#[wasm_split(cards, wasm_split_path = leptos::wasm_split, preload(load_company_page), fallible)]
fn company_page() -> Chunk {
    Ok(view! { <companies::CompanyPage /> }.into_any())
}

#[wasm_split(cards, wasm_split_path = leptos::wasm_split, preload(load_meetings_page), fallible)]
fn meetings_page() -> Chunk {
    Ok(view! { <meetings::MeetingsRoutePage /> }.into_any())
}

#[wasm_split(cards, wasm_split_path = leptos::wasm_split, preload(load_recent_page), fallible)]
fn recent_page() -> Chunk {
    Ok(view! { <recent::RecentPage /> }.into_any())
}

#[wasm_split(cards, wasm_split_path = leptos::wasm_split, preload(load_my_tasks_page), fallible)]
fn my_tasks_page() -> Chunk {
    Ok(view! { <tasks::MyTasksPage /> }.into_any())
}

#[wasm_split(cards, wasm_split_path = leptos::wasm_split, preload(load_notices_page), fallible)]
fn notices_page() -> Chunk {
    Ok(view! { <notices::NoticesPage /> }.into_any())
}

#[wasm_split(customers, wasm_split_path = leptos::wasm_split, preload(load_contact_customer_page), fallible)]
fn contact_customer_page() -> Chunk {
    Ok(view! { <customers::ContactCustomerPage /> }.into_any())
}

#[wasm_split(customers, wasm_split_path = leptos::wasm_split, preload(load_company_customer_page), fallible)]
fn company_customer_page() -> Chunk {
    Ok(view! { <customers::CompanyCustomerPage /> }.into_any())
}

#[wasm_split(forms, wasm_split_path = leptos::wasm_split, preload(load_new_contact_page), fallible)]
fn new_contact_page() -> Chunk {
    Ok(view! { <contacts::NewContactPage /> }.into_any())
}

#[wasm_split(forms, wasm_split_path = leptos::wasm_split, preload(load_edit_contact_page), fallible)]
fn edit_contact_page() -> Chunk {
    Ok(view! { <contacts::EditContactPage /> }.into_any())
}

#[wasm_split(forms, wasm_split_path = leptos::wasm_split, preload(load_edit_company_page), fallible)]
fn edit_company_page() -> Chunk {
    Ok(view! { <companies::EditCompanyPage /> }.into_any())
}

#[wasm_split(links, wasm_split_path = leptos::wasm_split, preload(load_link_to_companies), fallible)]
fn link_to_companies() -> Chunk {
    Ok(view! { <links::LinkToCompanies /> }.into_any())
}

#[wasm_split(links, wasm_split_path = leptos::wasm_split, preload(load_link_to_contacts), fallible)]
fn link_to_contacts() -> Chunk {
    Ok(view! { <links::LinkToContacts /> }.into_any())
}

#[wasm_split(forms, wasm_split_path = leptos::wasm_split, preload(load_new_company_page), fallible)]
fn new_company_page() -> Chunk {
    Ok(view! { <companies::NewCompanyPage /> }.into_any())
}

#[wasm_split(settings, wasm_split_path = leptos::wasm_split, preload(load_settings_page), fallible)]
fn settings_page() -> Chunk {
    Ok(view! { <settings::SettingsPage /> }.into_any())
}

#[wasm_split(managing, wasm_split_path = leptos::wasm_split, preload(load_categories_page), fallible)]
fn categories_page() -> Chunk {
    Ok(view! { <categories::CategoriesPage /> }.into_any())
}

#[wasm_split(managing, wasm_split_path = leptos::wasm_split, preload(load_selections_page), fallible)]
fn selections_page() -> Chunk {
    Ok(view! { <selections::SelectionsPage /> }.into_any())
}

#[wasm_split(projects, wasm_split_path = leptos::wasm_split, preload(load_projects_page), fallible)]
fn projects_page() -> Chunk {
    Ok(view! { <projects::ProjectsPage /> }.into_any())
}

#[wasm_split(projects, wasm_split_path = leptos::wasm_split, preload(load_new_project_page), fallible)]
fn new_project_page() -> Chunk {
    Ok(view! { <projects::NewProjectPage /> }.into_any())
}

#[wasm_split(cards, wasm_split_path = leptos::wasm_split, preload(load_project_page), fallible)]
fn project_page() -> Chunk {
    Ok(view! { <projects::ProjectWindowPage /> }.into_any())
}

#[wasm_split(projects, wasm_split_path = leptos::wasm_split, preload(load_edit_project_page), fallible)]
fn edit_project_page() -> Chunk {
    Ok(view! { <projects::EditProjectPage /> }.into_any())
}

/// In the place of a page whose code did not come. Its link loads the document anew.
fn failed() -> AnyView {
    let words = LazyWords::here();
    view! {
        <main class="page" id="content">
            <Empty art=EmptyArt::None title=words.title text=words.hint.into_any()>
                <a class="btn primary" href="" rel="external">{words.reload}</a>
            </Empty>
        </main>
    }
    .into_any()
}
