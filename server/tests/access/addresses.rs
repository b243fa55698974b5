//! Every address that the server answers at, from where the server itself takes them.

use std::collections::BTreeSet;

use http::Method;
use leptos::server_fn::axum::server_fn_paths;
use server::router::{endpoints, pages};

/// Method and path of each: endpoints, pages and server functions.
pub fn all() -> BTreeSet<String> {
    let endpoints = endpoints()
        .into_iter()
        .map(|endpoint| line(&endpoint.method, endpoint.path));
    let pages = pages()
        .into_iter()
        .map(|page| line(&Method::GET, page.path()));
    let functions = server_fn_paths().map(|(path, method)| line(&method, path));
    endpoints.chain(pages).chain(functions).collect()
}

fn line(method: &Method, path: &str) -> String {
    format!("{method} {path}")
}

/// GET is what an image or a link on another site can send, with the reader's cookie.
#[tokio::test]
async fn no_server_function_is_reached_by_get() {
    let functions: Vec<_> = server_fn_paths().collect();
    assert!(functions.len() >= 9, "{functions:?}");
    for (path, method) in functions {
        assert_eq!(method, Method::POST, "{path}");
        assert!(
            path.starts_with("/api/"),
            "{path} is outside the guard of server functions"
        );
    }
}

/// Addresses that the router has besides those lists: files of the build, and the one route that
/// all server functions share. Another one belongs in `endpoints()`, where the table finds it.
#[test]
fn the_router_has_no_address_that_is_in_no_list() {
    let source = include_str!("../../src/router.rs");
    let found: BTreeSet<&str> = ["route(\"", "route_service(\"", "nest_service(\"", "nest(\""]
        .iter()
        .flat_map(|call| source.split(call).skip(1))
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let known = [
        "/api/{*function}",
        "/apple-touch-icon.png",
        "/dev.css",
        "/favicon.svg",
        "/fonts",
        "/icons.svg",
        "/manifest.webmanifest",
        "/pkg",
        "/sign-in",
    ];
    assert_eq!(found, BTreeSet::from(known));
}
