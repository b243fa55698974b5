//! Signing in and out, and who is signed in.

use std::net::IpAddr;

use domain::notice::Waiting;
use domain::user::{Language, Role, Theme, Viewer};
use domain::{Problem, UserId};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::notice::counted;
use crate::session::unit;
use crate::{Error, Session, Store, password};

/// An attempt to sign in.
#[derive(Clone)]
pub struct SignIn {
    /// E-mail, as typed.
    pub email: String,
    /// Password, as typed.
    pub password: String,
    /// Stay signed in for 30 days instead of 12 hours.
    pub remember: bool,
    /// Where the attempt comes from.
    pub address: IpAddr,
    /// What the browser calls itself.
    pub user_agent: String,
}

/// Not derived: a password must not reach the log.
impl std::fmt::Debug for SignIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignIn")
            .field("email", &self.email)
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

/// Why somebody was not signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// No such user, another password, or a deactivated user: never said which.
    #[error("the e-mail and the password do not belong together")]
    WrongPair,
    /// Too many failures of late, for this account or from this address.
    #[error("too many attempts; try again in {minutes} minutes")]
    TooMany {
        /// Minutes until it may be tried again.
        minutes: u32,
    },
    /// The database could not be asked.
    #[error(transparent)]
    Store(#[from] Error),
}

impl From<sqlx::Error> for SignInError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// A user that anyone may sign in as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoUser {
    /// Full name.
    pub name: String,
    /// E-mail.
    pub email: String,
    /// What they may do.
    pub role: Role,
}

/// Signs in, and gives the token of the new session.
///
/// # Errors
/// [`SignInError::WrongPair`] alike for an unknown user, a wrong password and a deactivated user,
/// after the same work; [`SignInError::TooMany`] after five failures of an account or thirty of an
/// address in a quarter of an hour.
pub async fn sign_in(store: &Store, attempt: SignIn) -> Result<String, SignInError> {
    if cannot_be_stored(&attempt.email) {
        return Err(SignInError::WrongPair);
    }
    let pool = store.pool.clone();
    let answer = unit(async move {
        let salt: Vec<u8> = sqlx::query_scalar("select auth.sign_in_salt($1)")
            .bind(&attempt.email)
            .fetch_one(&pool)
            .await?;
        let derived = password::derive(attempt.password, salt).await?;
        let (token, token_hash) = password::token()?;
        let (outcome, minutes): (String, i32) = sqlx::query_as(
            "select outcome, minutes from auth.sign_in($1, $2, $3, $4::inet, $5, $6)",
        )
        .bind(&attempt.email)
        .bind(derived)
        .bind(token_hash)
        .bind(plain(attempt.address))
        .bind(&attempt.user_agent)
        .bind(attempt.remember)
        .fetch_one(&pool)
        .await?;
        Ok((outcome, minutes, token))
    })
    .await?;
    match answer {
        (outcome, _, token) if outcome == "ok" => Ok(token),
        (outcome, minutes, _) if outcome == "too_many" => Err(SignInError::TooMany {
            minutes: u32::try_from(minutes).unwrap_or(15),
        }),
        _ => Err(SignInError::WrongPair),
    }
}

/// PostgreSQL has no NUL in text, so nobody has an address with one.
fn cannot_be_stored(email: &str) -> bool {
    email.contains('\0')
}

/// An IPv4 address in IPv6 clothes would share its net, and so its counter, with all the others.
pub(crate) fn plain(address: IpAddr) -> String {
    address.to_canonical().to_string()
}

/// Ends the session at once. No error when it has ended already.
///
/// # Errors
/// When the database cannot be reached.
pub async fn sign_out(session: &Session) -> Result<(), Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin().await?;
        sqlx::query("select auth.sign_out()")
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    })
    .await
}

/// Who is signed in.
///
/// # Errors
/// [`Error::NoSession`] when nobody is.
pub async fn viewer(session: &Session) -> Result<Viewer, Error> {
    who(session, "(select 0 as reminders, 0 as notices)")
        .await
        .map(|(viewer, _)| viewer)
}

/// Who is signed in, and what waits for them: for every page.
///
/// # Errors
/// [`Error::NoSession`] when nobody is.
pub async fn arriving(session: &Session) -> Result<(Viewer, Waiting), Error> {
    who(session, "crm.waiting()").await
}

/// `waiting` gives the two numbers.
async fn who(session: &Session, waiting: &'static str) -> Result<(Viewer, Waiting), Error> {
    type Row = (
        Uuid,
        String,
        String,
        String,
        String,
        String,
        String,
        bool,
        i32,
        i32,
    );
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin().await?;
        let row: Row = sqlx::query_as(AssertSqlSafe(format!(
            "select u.id, u.name, u.email, u.role, u.language, u.theme, t.name,
                u.role = 'administrator' or u.identity_reader, w.reminders, w.notices
             from auth.ctx() me
             join auth.user_account u on u.tenant_id = me.tenant_id and u.id = me.user_id
             join auth.tenant t on t.id = me.tenant_id
             cross join {waiting} w
             cross join lateral (select auth.touch_session()) touched",
        )))
        .fetch_one(&mut *tx)
        .await?;
        tx.commit().await?;
        let (id, name, email, role, language, theme, firm, reads_identity, reminders, notices) =
            row;
        let viewer = Viewer {
            id: UserId(id),
            name,
            email,
            role: word(&role)?,
            language: word(&language)?,
            theme: word(&theme)?,
            firm,
            reads_identity,
        };
        Ok((viewer, counted(reminders, notices)))
    })
    .await
}

/// A word of the database, which has checked it.
pub(crate) fn word<T: std::str::FromStr<Err = Problem>>(text: &str) -> Result<T, Error> {
    text.parse()
        .map_err(|_| Error::Setup(format!("the database is newer than the server: «{text}»")))
}

/// Sets the user's interface language.
///
/// # Errors
/// [`Error::NoSession`] when nobody is signed in.
pub async fn set_language(session: &Session, language: Language) -> Result<(), Error> {
    set(
        session,
        "update auth.user_account set language = $1 where id = (select auth.user_id())",
        language.as_str(),
    )
    .await
}

/// Sets the user's theme.
///
/// # Errors
/// [`Error::NoSession`] when nobody is signed in.
pub async fn set_theme(session: &Session, theme: Theme) -> Result<(), Error> {
    set(
        session,
        "update auth.user_account set theme = $1 where id = (select auth.user_id())",
        theme.as_str(),
    )
    .await
}

async fn set(session: &Session, statement: &'static str, value: &'static str) -> Result<(), Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin().await?;
        sqlx::query(statement).bind(value).execute(&mut *tx).await?;
        Ok(tx.commit().await?)
    })
    .await
}

/// The users that anyone may sign in as: none unless a demo firm is loaded.
///
/// # Errors
/// When the database cannot be reached.
pub async fn demo_users(store: &Store) -> Result<Vec<DemoUser>, Error> {
    let pool = store.pool.clone();
    unit(async move {
        let rows: Vec<(String, String, String)> =
            sqlx::query_as("select name, email, role from auth.demo_users()")
                .fetch_all(&pool)
                .await?;
        rows.into_iter()
            .map(|(name, email, role)| {
                Ok(DemoUser {
                    name,
                    email,
                    role: word(&role)?,
                })
            })
            .collect()
    })
    .await
}

/// Signs in a user of the demo firm, without a password.
///
/// # Errors
/// [`SignInError::WrongPair`] for anybody else.
pub async fn demo_sign_in(
    store: &Store,
    email: &str,
    address: IpAddr,
    user_agent: &str,
) -> Result<String, SignInError> {
    if cannot_be_stored(email) {
        return Err(SignInError::WrongPair);
    }
    let (pool, email, user_agent) = (store.pool.clone(), email.to_owned(), user_agent.to_owned());
    let (known, token) = unit(async move {
        let (token, token_hash) = password::token()?;
        let known: bool = sqlx::query_scalar("select auth.demo_sign_in($1, $2, $3::inet, $4)")
            .bind(email)
            .bind(token_hash)
            .bind(plain(address))
            .bind(user_agent)
            .fetch_one(&pool)
            .await?;
        Ok((known, token))
    })
    .await?;
    if known {
        Ok(token)
    } else {
        Err(SignInError::WrongPair)
    }
}
