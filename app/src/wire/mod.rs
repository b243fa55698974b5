//! How the browser asks the server: JSON both ways, and as little code for it as possible.
//!
//! Leptos makes a client of its own for each server function and a resource of its own for each
//! type. Here one client and one resource serve all of them, which takes a third from what a
//! browser must load (docs/adr/0009-small-wasm.md). [`api!`] declares what can be asked.

mod call;
mod codec;
mod json;
mod load;
#[cfg(not(feature = "ssr"))]
mod send;

pub use call::Call;
pub use codec::{Json, JsonText};
pub use json::{Wrong, from_str};
pub use load::{Answer, Loaded, Question, awaited, load, load_as, load_blocking, renew};

use std::pin::Pin;

/// A future whose type is the same whatever it does.
pub type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Declares server functions: what the server does, and how the browser asks for it.
///
/// ```ignore
/// api! {
///     /// The card of a contact.
///     pub fn read_contact(id: ContactId) -> ContactCard = "read_contact" {
///         store::contact::card(&session()?, id).await.map_err(report)
///     }
/// }
/// ```
/// Gives a function that returns a [`Call`]; awaiting it gives `Result<ContactCard, Error>`.
/// `session` and `report` of [`crate::ssr`] are at hand in the body, which only the server has.
#[macro_export]
macro_rules! api {
    ($(
        $(#[doc = $doc:literal])+
        pub fn $name:ident($($argument:ident: $kind:ty),* $(,)?) -> $out:ty = $path:literal $body:block
    )+) => {$(
        #[cfg(feature = "ssr")]
        mod $name {
            #![allow(missing_docs, reason = "what the server macro makes")]
            #![allow(unused_imports, reason = "not every function needs everything at hand")]
            use super::*;
            use $crate::ssr::{report, session};
            use leptos::prelude::*;

            #[server(endpoint = $path, input = $crate::wire::Json, output = $crate::wire::Json)]
            pub async fn $name($($argument: $kind),*) -> Result<$out, $crate::error::Error> $body
        }

        $(#[doc = $doc])+
        #[must_use = "nothing is asked until it is awaited"]
        pub fn $name($($argument: $kind),*) -> $crate::wire::Call<$out> {
            #[cfg(feature = "ssr")]
            return $crate::wire::Call::of($name::$name($($argument),*));
            #[cfg(not(feature = "ssr"))]
            {
                #[derive(serde::Serialize)]
                struct Arguments { $($argument: $kind),* }
                $crate::wire::Call::to(concat!("/api/", $path), &Arguments { $($argument),* })
            }
        }
    )+};
}
