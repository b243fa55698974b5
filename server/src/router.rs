//! Every address the server answers at. The access test reads the same lists.

use std::sync::LazyLock;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, get, post};
use domain::{CompanyId, ContactId, ProjectId};
use http::{Method, StatusCode};
use leptos_axum::{AxumRouteListing, LeptosRoutes, generate_route_list};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::timeout::TimeoutLayer;

use crate::state::AppState;
use crate::{
    bulk, calendar, cards, companies, contacts, customers, documents, guard, headers, health,
    links, live, managing, meetings, notes, notices, origin, projects, settings, sign_in,
    take_along, tasks, undo,
};

/// Longest body of a form or server function, in bytes.
pub const MAX_BODY: usize = 1024 * 1024;
/// Longest time for an answer; the database gives up before that.
pub const MAX_TIME: Duration = Duration::from_secs(20);

/// Who may reach an address at all. What they see there is decided in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anyone.
    Public,
    /// Whoever is signed in; others are sent to the sign-in page.
    SignedIn,
    /// Whoever is signed in; a script asks, and others get 401.
    Script,
}

/// An address outside the application's own pages and server functions.
pub struct Endpoint {
    /// GET or POST.
    pub method: Method,
    /// Path, as axum writes it.
    pub path: &'static str,
    /// Who may reach it.
    pub access: Access,
    handler: fn() -> MethodRouter<AppState>,
}

macro_rules! endpoints {
    ($($access:ident $method:ident $path:literal => $handler:expr),+ $(,)?) => {
        vec![$(Endpoint {
            method: endpoints!(@method $method),
            path: $path,
            access: Access::$access,
            handler: || $method($handler),
        }),+]
    };
    (@method get) => { Method::GET };
    (@method post) => { Method::POST };
}

/// All of them.
#[must_use]
pub fn endpoints() -> Vec<Endpoint> {
    endpoints![
        Public get "/healthz" => health::live,
        Public get "/readyz" => health::ready,
        Public post "/sign-in" => sign_in::sign_in,
        Public post "/sign-in/demo" => sign_in::demo,
        Public post "/sign-out" => sign_in::sign_out,
        Public post "/language" => settings::language,
        SignedIn post "/theme" => settings::theme,
        Public get "/invite/{token}" => settings::invite::page,
        Public post "/invite/{token}" => settings::invite::accept,
        SignedIn get "/settings" => settings::account::index,
        SignedIn get "/settings/account" => settings::account::page,
        SignedIn post "/settings/account" => settings::account::save_name,
        SignedIn get "/settings/appearance" => settings::account::appearance,
        SignedIn get "/settings/security" => settings::security::page,
        SignedIn post "/settings/security" => settings::security::act,
        SignedIn get "/settings/calendar" => settings::calendar::page,
        SignedIn post "/settings/calendar" => settings::calendar::act,
        SignedIn get "/settings/users" => settings::users::page,
        SignedIn post "/settings/users" => settings::users::invite,
        SignedIn get "/settings/users/{id}" => settings::user::page,
        SignedIn post "/settings/users/{id}" => settings::user::act,
        SignedIn get "/settings/firm" => settings::firm::page,
        SignedIn post "/settings/firm" => settings::firm::save,
        SignedIn get "/settings/series" => settings::series::page,
        SignedIn post "/settings/series" => settings::series::raise,
        // The application's own routes for those; nothing else is there.
        SignedIn get "/settings/{section}" => documents::not_found,
        SignedIn get "/settings/{section}/{id}" => documents::not_found,
        SignedIn get "/" => start,
        SignedIn post "/contacts/new" => contacts::create,
        SignedIn post "/contacts/{id}/edit" => cards::save::<ContactId>,
        SignedIn post "/contacts/{id}/trash" => cards::trash::<ContactId>,
        SignedIn post "/contacts/{id}/restore" => cards::restore::<ContactId>,
        SignedIn post "/companies/{id}/edit" => cards::save::<CompanyId>,
        SignedIn post "/companies/{id}/trash" => cards::trash::<CompanyId>,
        SignedIn post "/companies/{id}/restore" => cards::restore::<CompanyId>,
        SignedIn post "/settings/categories" => managing::categories,
        SignedIn post "/selections" => managing::selections,
        SignedIn post "/bulk" => bulk::bulk,
        SignedIn post "/tasks" => tasks::manage,
        SignedIn post "/projects" => projects::manage,
        SignedIn post "/projects/{id}" => meetings::of_card::<ProjectId>,
        SignedIn post "/projects/{id}/notes" => notes::post::<ProjectId>,
        SignedIn post "/projects/{id}/trash" => cards::trash::<ProjectId>,
        SignedIn post "/projects/{id}/restore" => cards::restore::<ProjectId>,
        SignedIn post "/undo" => undo::undo,
        SignedIn post "/contacts/{id}/link" => links::of_contact,
        SignedIn post "/companies/new" => companies::create,
        SignedIn post "/companies/{id}/link" => links::of_company,
        SignedIn post "/contacts/{id}/notes" => notes::post::<ContactId>,
        SignedIn post "/companies/{id}/notes" => notes::post::<CompanyId>,
        SignedIn get "/notices/{id}" => notices::open,
        SignedIn post "/notices" => notices::read_all,
        SignedIn post "/contacts/{id}/customer" => customers::of_contact,
        SignedIn post "/companies/{id}/customer" => customers::of_company,
        SignedIn get "/customers/export.csv" => customers::csv,
        SignedIn get "/customers/export.xlsx" => customers::excel,
        SignedIn post "/contacts/{id}" => meetings::of_card::<ContactId>,
        SignedIn post "/companies/{id}" => meetings::of_card::<CompanyId>,
        SignedIn post "/meetings" => meetings::mine,
        SignedIn get "/meetings/{id}/invitation.ics" => calendar::invitation,
        // A calendar program asks, with nothing but the address.
        Public get "/calendar/{file}" => calendar::feed,
        SignedIn get "/contacts/{id}/card.vcf" => take_along::card,
        SignedIn get "/contacts/{id}/qr.svg" => take_along::qr,
        // Neither compressed nor timed: the one leaves event streams alone, the other ends with the head.
        Script get "/events" => live::events,
    ]
}

/// Pages of the application that are shown to anyone.
pub const PUBLIC_PAGES: &[&str] = &["/sign-in", "/dev/ui"];

/// The application's own pages.
///
/// Found once and before anything is drawn: while Leptos looks for them, whatever another thread
/// begins to load is never answered (leptos issue 4773).
pub fn pages() -> Vec<AxumRouteListing> {
    static PAGES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| generate_route_list(app::App));
    PAGES.clone()
}

/// The whole server.
pub fn router(state: AppState) -> Router {
    let max_time = state.config.max_time;
    let signed_in = from_fn_with_state(state.clone(), guard::documents);
    // Pages that need more than the application itself can find have a handler of their own.
    let handled: Vec<&str> = endpoints()
        .into_iter()
        .filter(|endpoint| endpoint.method == Method::GET)
        .map(|endpoint| endpoint.path)
        .collect();
    let (public_pages, pages): (Vec<_>, Vec<_>) = pages()
        .into_iter()
        .filter(|page| !handled.contains(&page.path()))
        .partition(|page| PUBLIC_PAGES.contains(&page.path()));
    let public_pages = public_pages
        .into_iter()
        .filter(|page| page.path() == "/dev/ui" && state.config.dev)
        .collect();

    let mut open = Router::new()
        .leptos_routes_with_handler(public_pages, get(documents::page))
        .route("/sign-in", get(sign_in::page));
    let mut closed = Router::new().leptos_routes_with_handler(pages, get(documents::page));
    let mut functions = Router::new().route("/api/{*function}", post(server_function));
    for endpoint in endpoints() {
        let router = match endpoint.access {
            Access::Public => &mut open,
            Access::SignedIn => &mut closed,
            Access::Script => &mut functions,
        };
        *router = std::mem::take(router).route(endpoint.path, (endpoint.handler)());
    }
    let functions =
        functions.route_layer(from_fn_with_state(state.clone(), guard::server_functions));

    open.merge(closed.route_layer(signed_in))
        .merge(functions)
        .merge(files(&state))
        .fallback(documents::not_found)
        .layer(from_fn_with_state(state.clone(), origin::check))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            max_time,
        ))
        .layer(CatchPanicLayer::new())
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(state.clone(), headers::add))
        .with_state(state)
}

/// `GET /`: the contacts.
async fn start() -> Redirect {
    Redirect::to("/contacts")
}

async fn server_function(request: Request) -> Response {
    leptos_axum::handle_server_fns(request)
        .await
        .into_response()
}

/// The built site: code and style under hashed names for a year, the rest for an hour.
fn files(state: &AppState) -> Router<AppState> {
    let root = state.leptos.site_root.to_string();
    let directory = |path: &str| {
        ServeDir::new(format!("{root}{path}"))
            .precompressed_br()
            .precompressed_gzip()
            .append_index_html_on_directories(false)
    };
    let immutable = |path: &'static str| {
        Router::<()>::new()
            .fallback_service(directory(path))
            .layer(map_response(async |mut response: Response| {
                if response.status().is_success() {
                    response
                        .headers_mut()
                        .insert(http::header::CACHE_CONTROL, headers::IMMUTABLE);
                }
                response
            }))
    };
    let single = |path: &'static str| {
        ServeFile::new(format!("{root}{path}"))
            .precompressed_br()
            .precompressed_gzip()
    };
    Router::new()
        .nest_service("/pkg", immutable("/pkg"))
        .nest_service("/fonts", immutable("/fonts"))
        .route_service("/favicon.svg", single("/favicon.svg"))
        .route_service("/icons.svg", single("/icons.svg"))
        .route_service("/apple-touch-icon.png", single("/apple-touch-icon.png"))
        .route_service("/dev.css", single("/dev.css"))
        .route_service("/manifest.webmanifest", single("/manifest.webmanifest"))
}
