//! What a page must have before it is drawn: one kind of resource for everything that is asked.

use std::convert::Infallible;
use std::fmt;
use std::future::IntoFuture;
use std::str::FromStr;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::server::codee::string::FromToStringCodec;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{BoxFuture, Call};
use crate::error::Error;

/// What the server answered, as it crossed the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer(pub(super) Result<String, Error>);

/// How an error is told from a value in the page that the server draws.
const FAILED: char = '!';

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Ok(text) => f.write_str(text),
            Err(error) => write!(
                f,
                "{FAILED}{}",
                serde_json::to_string(error).unwrap_or_default()
            ),
        }
    }
}

impl FromStr for Answer {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(match text.strip_prefix(FAILED) {
            Some(error) => Err(super::from_str(error).unwrap_or(Error::Internal)),
            None => Ok(text.to_owned()),
        }))
    }
}

impl Answer {
    /// An answer to be sent.
    #[cfg(feature = "ssr")]
    pub fn of<T: Serialize>(said: Result<T, Error>) -> Self {
        Self(said.and_then(|value| serde_json::to_string(&value).map_err(|_| Error::Internal)))
    }

    /// There is nothing to ask for.
    #[must_use]
    pub fn nothing() -> Self {
        Self(Err(Error::NotFound))
    }

    /// What it says.
    ///
    /// # Errors
    /// What the server said was wrong; [`Error::Internal`] for an answer of another version.
    pub fn read<T: DeserializeOwned>(self) -> Result<T, Error> {
        super::from_str(&self.0?).map_err(|_| Error::Internal)
    }
}

/// What is asked: compared by what it says, to know when to ask anew.
#[derive(Clone)]
pub struct Question {
    key: String,
    ask: Arc<dyn Fn() -> BoxFuture<Answer> + Send + Sync>,
}

impl PartialEq for Question {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Question {
    /// `ask` is what is done for it; what it depends on is all in `about`.
    pub fn new(
        about: &impl Serialize,
        ask: impl Fn() -> BoxFuture<Answer> + Send + Sync + 'static,
    ) -> Self {
        Self {
            key: serde_json::to_string(about).unwrap_or_default(),
            ask: Arc::new(ask),
        }
    }
}

type Questions = Box<dyn Fn() -> Question + Send + Sync>;
type Read<T> = fn(Answer) -> Result<T, Error>;

/// Something that is being asked for, or has been answered.
pub struct Loaded<T: 'static> {
    answer: Resource<Answer, FromToStringCodec>,
    read: Read<T>,
}

impl<T> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Loaded<T> {}

impl<T> Loaded<T> {
    /// Asks again; what is there stays until the new answer comes.
    pub fn refetch(self) {
        self.answer.refetch();
    }
}

impl<T: 'static> IntoFuture for Loaded<T> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<Result<T, Error>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { (self.read)(self.answer.await) })
    }
}

/// Asks whenever what `of` gives has changed. `None`: not found, without asking.
pub fn load<S, T>(
    of: impl Fn() -> Option<S> + Send + Sync + 'static,
    ask: fn(S) -> Call<T>,
) -> Loaded<T>
where
    S: Serialize + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + 'static,
{
    load_as(questions(of, ask), Answer::read)
}

/// The same where the answer decides about the page as a whole: its title, or that there is none.
pub fn load_blocking<S, T>(
    of: impl Fn() -> Option<S> + Send + Sync + 'static,
    ask: fn(S) -> Call<T>,
) -> Loaded<T>
where
    S: Serialize + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + 'static,
{
    Loaded {
        answer: Resource::new_str_blocking(questions(of, ask), fetch),
        read: Answer::read,
    }
}

/// Asks any question, and reads the answer in any way.
pub fn load_as<T>(questions: Questions, read: Read<T>) -> Loaded<T> {
    Loaded {
        answer: Resource::new_str(questions, fetch),
        read,
    }
}

fn questions<S, T>(
    of: impl Fn() -> Option<S> + Send + Sync + 'static,
    ask: fn(S) -> Call<T>,
) -> Questions
where
    S: Serialize + Clone + Send + Sync + 'static,
    T: Serialize + Send + 'static,
{
    Box::new(move || {
        let asked = of();
        Question::new(&asked.clone(), move || match asked.clone() {
            Some(asked) => ask(asked).raw(),
            None => Box::pin(async { Answer::nothing() }),
        })
    })
}

fn fetch(question: Question) -> BoxFuture<Answer> {
    (question.ask)()
}

/// Shows what was read once more, unless it is what is shown: then nothing is drawn again, and focus and whatever is
/// open stay.
pub fn renew<T: PartialEq + Send + Sync + 'static>(shown: RwSignal<T>, fresh: T) {
    let _ = shown.try_maybe_update(|shown| {
        let changed = *shown != fresh;
        *shown = fresh;
        (changed, ())
    });
}

/// Draws what has to be awaited: `fallback` until it is there the first time, and then what there
/// is until the next is there.
pub fn awaited(
    fallback: fn() -> AnyView,
    view: impl Fn() -> BoxFuture<AnyView> + Send + Sync + 'static,
) -> AnyView {
    boxed(fallback, Box::new(view))
}

fn boxed(
    fallback: fn() -> AnyView,
    view: Box<dyn Fn() -> BoxFuture<AnyView> + Send + Sync>,
) -> AnyView {
    view! { <Transition fallback>{move || Suspend::new(view())}</Transition> }.into_any()
}
