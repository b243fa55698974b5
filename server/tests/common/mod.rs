//! A server without a socket: the router, over a database of the test's own.
#![allow(dead_code, reason = "each test program uses a part of it")]

pub mod form;
pub mod html;
pub mod request;
pub mod sheet;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use leptos::config::LeptosOptions;
use server::live::Live;
use server::router::router;
use server::state::{AppState, Config};
use sqlx::{AssertSqlSafe, PgConnection};
use store::Store;
use store::testing::TestDb;
use tower::ServiceExt;

pub use request::Ask;

/// Where the server believes that it is.
pub const ORIGIN: &str = "http://crm.test";
/// The same with TLS, as in production.
pub const SECURE_ORIGIN: &str = "https://crm.test";

/// 32 bytes in base64.
pub const IDENTITY_KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

/// A server and its database.
pub struct Site {
    pub db: TestDb,
    pub store: Store,
    pub router: Router,
}

impl Site {
    /// A server in development, over an empty database.
    pub async fn new() -> Self {
        Self::with(ORIGIN, true).await
    }

    /// A server at an origin, with or without development pages.
    pub async fn with(origin: &str, dev: bool) -> Self {
        let db = TestDb::new().await.expect("a test database");
        let key = store::identity::IdentityKey::read(IDENTITY_KEY).expect("a key");
        let store = db.store().await.expect("the web role");
        let store = store.with_identity_key(key);
        let router = router(state(store.clone(), origin, dev));
        Self { db, store, router }
    }

    /// Asks, and reads the whole answer.
    pub async fn ask(&self, request: impl Into<Request<Body>>) -> Answer {
        ask(&self.router, request).await
    }

    /// A connection that sees every row, to look at what was written.
    pub async fn definer(&self) -> PgConnection {
        let mut owner = self.db.owner().await.expect("the owner");
        // The owner may be under the policies; this role is not, in any installation.
        sqlx::query("set role kundkort_definer")
            .execute(&mut owner)
            .await
            .expect("set role");
        owner
    }

    /// One number, of a query as the role that sees every row.
    pub async fn number(&self, query: &'static str) -> i64 {
        sqlx::query_scalar(query)
            .fetch_one(&mut self.definer().await)
            .await
            .expect(query)
    }

    /// Removes the database.
    pub async fn close(self) {
        drop(self.router);
        self.db.drop().await.expect("removed");
    }
}

/// Asks a router, and reads the whole answer.
pub async fn ask(router: &Router, request: impl Into<Request<Body>>) -> Answer {
    let response = router
        .clone()
        .oneshot(request.into())
        .await
        .expect("a router does not fail");
    let (parts, mut body) = response.into_parts();
    let endless = parts
        .headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind == "text/event-stream");
    let bytes = if endless {
        // What it says first.
        let frame = body.frame().await.expect("a frame").expect("a frame");
        frame.into_data().expect("data")
    } else {
        to_bytes(body, usize::MAX).await.expect("the whole body")
    };
    let bytes = bytes.to_vec();
    let kind = parts.headers.get(header::CONTENT_TYPE);
    let workbook = kind.is_some_and(|kind| kind == WORKBOOK);
    let body = match String::from_utf8(bytes) {
        Ok(body) => body,
        // What is in it, so that leaks are found in it too.
        Err(other) if workbook => sheet::text(other.into_bytes()),
        Err(other) => panic!("{other}"),
    };
    Answer {
        status: parts.status,
        headers: parts.headers,
        body,
    }
}

/// What an Excel file says that it is.
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What the handlers share.
pub fn state(store: Store, origin: &str, dev: bool) -> AppState {
    // An empty site: no file of the build is needed, and none is asked for.
    let root = std::env::temp_dir().join("kundkort-no-site");
    let leptos = LeptosOptions::builder()
        .output_name("kundkort")
        .site_root(root.to_string_lossy().to_string())
        .hash_files(false)
        .build();
    let config = Arc::new(Config {
        origin: origin.to_owned(),
        trust_proxy: false,
        // No test is decided by how busy the machine is.
        max_time: Duration::from_secs(300),
        dev,
    });
    AppState {
        live: Live::new(store.clone()),
        store,
        leptos,
        config,
    }
}

/// What the server answered.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// Where it sends the reader.
    pub fn location(&self) -> &str {
        self.header(header::LOCATION.as_str())
    }

    /// The cookies it sets.
    pub fn cookies(&self) -> Vec<&str> {
        self.headers
            .get_all(header::SET_COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .collect()
    }

    /// The value of the session cookie it sets.
    pub fn token(&self) -> Option<String> {
        let cookie = self
            .cookies()
            .into_iter()
            .find(|cookie| cookie.contains("HttpOnly"))?;
        let (_, rest) = cookie.split_once('=')?;
        Some(rest.split(';').next()?.to_owned()).filter(|token| !token.is_empty())
    }

    /// The nonce of this answer's scripts.
    pub fn nonce(&self) -> Option<&str> {
        self.header("content-security-policy")
            .split_once("'nonce-")?
            .1
            .split('\'')
            .next()
    }

    /// The body without what differs between two answers to the same question.
    pub fn comparable(&self) -> String {
        let body = self.nonce().map_or_else(
            || self.body.clone(),
            |nonce| self.body.replace(nonce, "NONCE"),
        );
        // The key of a form, which is another one each time.
        let key = body
            .split_once("name=\"once\" value=\"")
            .and_then(|(_, rest)| rest.split('"').next())
            .map(str::to_owned);
        match key.filter(|key| !key.is_empty()) {
            Some(key) => body.replace(&key, "KEY"),
            None => body,
        }
    }

    /// Everything it says: headers and body.
    pub fn everything(&self) -> String {
        let headers: String = self
            .headers
            .iter()
            .map(|(name, value)| format!("{name}: {}\n", String::from_utf8_lossy(value.as_bytes())))
            .collect();
        headers + &self.body
    }
}

/// A fingerprint of everything the firms have and of who may reach it: every table of `crm`,
/// `journal` and `auth`. Sessions, failed sign-ins and what one opened last are left out: they come with asking.
pub async fn fingerprint(definer: &mut PgConnection) -> String {
    let tables: Vec<String> = sqlx::query_scalar(
        "select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname in ('crm', 'journal', 'auth') and c.relkind in ('r', 'p') and not c.relispartition
            and c.relname not in ('sign_in_failure', 'session', 'recent', '_sqlx_migrations') order by 1",
    )
    .fetch_all(&mut *definer)
    .await
    .expect("the tables");
    assert!(tables.len() > 15, "{tables:?}");
    let parts: Vec<String> = tables
        .iter()
        .map(|table| format!("(select md5(coalesce(string_agg(x::text, ';' order by x::text), '')) from {table} x)"))
        .collect();
    sqlx::query_scalar(AssertSqlSafe(format!(
        "select concat_ws(' ', {})",
        parts.join(", ")
    )))
    .fetch_one(definer)
    .await
    .expect("a fingerprint")
}
