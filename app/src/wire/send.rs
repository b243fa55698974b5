//! The one client, in the browser.

use leptos::prelude::window;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestInit, Response};

use super::{Answer, BoxFuture};
use crate::error::Error;

/// Sends when it is first polled; given up when it is dropped before the answer.
pub fn send(path: &'static str, body: String) -> BoxFuture<Answer> {
    Box::pin(SendWrapper::new(async move {
        match exchange(path, &body).await {
            Ok((status, text)) if status < 400 => Answer(Ok(text)),
            Ok((_, text)) => Answer(Err(super::from_str(&text).unwrap_or(Error::Internal))),
            Err(_) => Answer(Err(Error::Offline)),
        }
    }))
}

async fn exchange(path: &str, body: &str) -> Result<(u16, String), JsValue> {
    let headers = Headers::new()?;
    headers.set("content-type", "application/json")?;
    headers.set("accept", "application/json")?;
    let abort = GiveUp(AbortController::new()?);
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_headers(&headers);
    request.set_body(&JsValue::from_str(body));
    request.set_signal(Some(&abort.0.signal()));
    let response = JsFuture::from(window().fetch_with_str_and_init(path, &request)).await?;
    let response: Response = response.dyn_into()?;
    let text = JsFuture::from(response.text()?).await?;
    Ok((response.status(), text.as_string().unwrap_or_default()))
}

/// Nobody waits for the answer any more: the server need not go on either.
struct GiveUp(AbortController);

impl Drop for GiveUp {
    fn drop(&mut self) {
        // Of an answer that has come this is without effect.
        self.0.abort();
    }
}
