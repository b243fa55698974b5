//! Requests, as a browser on our own page would send them unless told otherwise.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use domain::search::form_encode;
use http::{Method, Request};
use serde::Serialize;

/// A request.
#[derive(Debug, Clone)]
pub struct Ask {
    method: Method,
    uri: String,
    headers: Vec<(&'static str, String)>,
    body: String,
    from: Option<SocketAddr>,
}

impl Ask {
    /// Reads a page.
    pub fn get(uri: impl Into<String>) -> Self {
        Self::new(Method::GET, uri, Vec::new(), String::new())
    }

    /// Posts a form.
    pub fn form(uri: impl Into<String>, fields: &[(&str, &str)]) -> Self {
        Self::body(uri, "application/x-www-form-urlencoded", encode(fields))
    }

    /// Calls a server function.
    pub fn json(uri: impl Into<String>, arguments: &impl Serialize) -> Self {
        Self::body(
            uri,
            "application/json",
            serde_json::to_string(arguments).expect("JSON"),
        )
    }

    /// Posts a body of any kind, from a page of the site.
    pub fn body(uri: impl Into<String>, kind: &str, body: String) -> Self {
        let headers = vec![
            ("origin", super::ORIGIN.to_owned()),
            ("sec-fetch-site", "same-origin".to_owned()),
            ("content-type", kind.to_owned()),
        ];
        Self::new(Method::POST, uri, headers, body)
    }

    /// Any other method.
    pub fn method(self, method: Method) -> Self {
        Self { method, ..self }
    }

    fn new(
        method: Method,
        uri: impl Into<String>,
        mut headers: Vec<(&'static str, String)>,
        body: String,
    ) -> Self {
        headers.push(("host", "crm.test".to_owned()));
        Self {
            method,
            uri: uri.into(),
            headers,
            body,
            from: None,
        }
    }

    /// With the cookie of a session.
    pub fn signed_in(self, token: &str) -> Self {
        self.with("cookie", &format!("kundkort={token}"))
    }

    /// With a header more, or another value of one.
    pub fn with(self, name: &'static str, value: &str) -> Self {
        let mut ask = self.without(name);
        ask.headers.push((name, value.to_owned()));
        ask
    }

    /// Without a header.
    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(found, _)| *found != name);
        self
    }

    /// From an address.
    pub fn from(mut self, address: [u8; 4]) -> Self {
        self.from = Some(SocketAddr::from((address, 40_000)));
        self
    }

    /// Whether a text is in the request itself, so that an echo of it says nothing.
    pub fn says(&self, text: &str) -> bool {
        self.uri.contains(text) || self.body.contains(text)
    }
}

impl From<Ask> for Request<Body> {
    fn from(ask: Ask) -> Self {
        let mut request = Request::builder().method(ask.method).uri(&ask.uri);
        for (name, value) in &ask.headers {
            request = request.header(*name, value);
        }
        let mut request = request.body(Body::from(ask.body)).expect("a request");
        if let Some(from) = ask.from {
            request.extensions_mut().insert(ConnectInfo(from));
        }
        request
    }
}

/// A form's body.
pub fn encode(fields: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", form_encode(name), form_encode(value)))
        .collect();
    pairs.join("&")
}
