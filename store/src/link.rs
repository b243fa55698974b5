//! Links that let somebody choose a password: an invitation, or a new password.

use std::net::IpAddr;

use domain::user::Language;

use crate::auth::plain;
use crate::password::{self, Verifier, verifier};
use crate::session::unit;
use crate::{Error, Store};

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// The first password, with the name; good for seven days.
    Invite,
    /// Another password; good for thirty minutes.
    Password,
}

impl LinkKind {
    pub(crate) fn of(word: &str) -> Self {
        if word == "invite" {
            Self::Invite
        } else {
            Self::Password
        }
    }
}

/// Whose link it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkAccount {
    /// What it is for.
    pub kind: LinkKind,
    /// The name that the account has now.
    pub name: String,
    /// E-mail, the name to sign in with.
    pub email: String,
    /// Name of the firm.
    pub firm: String,
}

/// Why a link does not work.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// It never was, has been used or replaced, or has run out: never said which.
    #[error("the link is good for nothing")]
    Gone,
    /// Too many links from this address that were none.
    #[error("too many attempts; try again in {minutes} minutes")]
    TooMany {
        /// Minutes until it may be tried again.
        minutes: u32,
    },
    /// The database could not be asked.
    #[error(transparent)]
    Store(#[from] Error),
}

/// A link that is used.
#[derive(Clone)]
pub struct UseLink {
    /// The token in its address.
    pub token: String,
    /// Name of whoever was invited, checked already.
    pub name: String,
    /// The language that they read the page in.
    pub language: Language,
    /// The new password, checked already.
    pub password: String,
    /// Where it is used.
    pub address: IpAddr,
    /// What the browser calls itself.
    pub user_agent: String,
}

/// Not derived: neither token nor password may reach the log.
impl std::fmt::Debug for UseLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UseLink")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

/// Whose link it is.
///
/// # Errors
/// [`LinkError`]; the same for every link that does not work.
pub async fn look(store: &Store, token: &str, address: IpAddr) -> Result<LinkAccount, LinkError> {
    let (pool, hash) = (store.pool.clone(), password::token_hash(token));
    type Row = (
        String,
        i32,
        Option<String>,
        Option<String>,
        Option<String>,
        Option<String>,
    );
    let (outcome, minutes, kind, name, email, firm): Row = unit(async move {
        Ok(sqlx::query_as(
            "select outcome, minutes, kind, name, email, firm from auth.link_account($1, $2::inet)",
        )
        .bind(hash)
        .bind(plain(address))
        .fetch_one(&pool)
        .await?)
    })
    .await?;
    refused(&outcome, minutes)?;
    Ok(LinkAccount {
        kind: LinkKind::of(&kind.unwrap_or_default()),
        name: name.unwrap_or_default(),
        email: email.unwrap_or_default(),
        firm: firm.unwrap_or_default(),
    })
}

/// Uses a link up: sets the password, ends every session of the account, and gives the token of a new one.
///
/// # Errors
/// [`LinkError`]; of two at once, one finds it gone.
pub async fn accept(store: &Store, link: UseLink) -> Result<String, LinkError> {
    let pool = store.pool.clone();
    let (outcome, minutes, token) = unit(async move {
        let Verifier { salt, verifier } = verifier(&link.password).await?;
        let (token, session_hash) = password::token()?;
        let (outcome, minutes): (String, i32) = sqlx::query_as(
            "select outcome, minutes from auth.use_link($1, $2, $3, $4, $5, $6, $7::inet, $8)",
        )
        .bind(password::token_hash(&link.token))
        .bind(&link.name)
        .bind(link.language.as_str())
        .bind(salt)
        .bind(verifier)
        .bind(session_hash)
        .bind(plain(link.address))
        .bind(&link.user_agent)
        .fetch_one(&pool)
        .await?;
        Ok((outcome, minutes, token))
    })
    .await?;
    refused(&outcome, minutes)?;
    Ok(token)
}

fn refused(outcome: &str, minutes: i32) -> Result<(), LinkError> {
    match outcome {
        "ok" => Ok(()),
        "too_many" => Err(LinkError::TooMany {
            minutes: u32::try_from(minutes).unwrap_or(15),
        }),
        _ => Err(LinkError::Gone),
    }
}
