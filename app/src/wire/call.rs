//! One question to the server.

use std::future::IntoFuture;
#[cfg(not(feature = "ssr"))]
use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Answer, BoxFuture};
use crate::error::Error;

/// A question that is asked when it is awaited. The server answers itself without a detour.
pub struct Call<T> {
    #[cfg(feature = "ssr")]
    run: BoxFuture<Result<T, Error>>,
    #[cfg(not(feature = "ssr"))]
    raw: BoxFuture<Answer>,
    #[cfg(not(feature = "ssr"))]
    of: PhantomData<fn() -> T>,
}

#[cfg(feature = "ssr")]
impl<T: Serialize + Send + 'static> Call<T> {
    /// What a function on this server says.
    pub fn of(run: impl Future<Output = Result<T, Error>> + Send + 'static) -> Self {
        Self { run: Box::pin(run) }
    }

    /// The answer as it crosses the wire.
    pub fn raw(self) -> BoxFuture<Answer> {
        Box::pin(async move { Answer::of(self.run.await) })
    }
}

#[cfg(not(feature = "ssr"))]
impl<T> Call<T> {
    /// What the server at `path` says to these arguments.
    pub fn to<A: Serialize>(path: &'static str, arguments: &A) -> Self {
        let body = serde_json::to_string(arguments).unwrap_or_default();
        Self {
            raw: super::send::send(path, body),
            of: PhantomData,
        }
    }

    /// The answer as it crosses the wire.
    pub fn raw(self) -> BoxFuture<Answer> {
        self.raw
    }
}

impl<T: DeserializeOwned + Send + 'static> IntoFuture for Call<T> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<Result<T, Error>>;

    fn into_future(self) -> Self::IntoFuture {
        #[cfg(feature = "ssr")]
        return self.run;
        #[cfg(not(feature = "ssr"))]
        Box::pin(async move { self.raw.await.read() })
    }
}
