//! One's own account: name, password, and where one is signed in.

use std::net::IpAddr;

use uuid::Uuid;

use crate::auth::plain;
use crate::password::{self, Verifier, verifier};
use crate::session::unit;
use crate::{Error, Session};

/// A moment, in the firm's own time zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// `2026-11-24 08:12`.
    pub text: String,
    /// How many days ago, as days are counted there: 0 is today.
    pub days_ago: i32,
}

/// A browser that is signed in to the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// The session.
    pub id: Uuid,
    /// The one that asks.
    pub here: bool,
    /// Where it signed in from.
    pub address: String,
    /// What the browser calls itself.
    pub user_agent: String,
    /// When it was last in use, to within five minutes.
    pub last_seen: Moment,
}

/// A change of password.
#[derive(Clone)]
pub struct PasswordChange {
    /// The password until now, as typed.
    pub current: String,
    /// The new one, checked already.
    pub new: String,
    /// Where the attempt comes from.
    pub address: IpAddr,
}

/// Not derived: passwords must not reach the log.
impl std::fmt::Debug for PasswordChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PasswordChange")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

/// How a change of password ended.
#[derive(Clone, PartialEq, Eq)]
pub enum PasswordChanged {
    /// Done; the session goes on under this token, and every other one has ended.
    Done {
        /// The new token.
        token: String,
        /// The session outlives the browser.
        remember: bool,
    },
    /// Not the current password.
    Wrong,
    /// Too many wrong ones of late.
    TooMany {
        /// Minutes until it may be tried again.
        minutes: u32,
    },
}

/// Sets the name of whoever is signed in.
///
/// # Errors
/// [`Error::NoSession`], or [`Error::Invalid`] for the name.
pub async fn set_name(session: &Session, name: String) -> Result<(), Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin().await?;
        sqlx::query(
            "update auth.user_account set name = $1 where id = (select auth.user_id()) and name <> $1",
        )
        .bind(name)
        .execute(&mut *tx)
        .await?;
        Ok(tx.commit().await?)
    })
    .await
}

/// Where one is signed in, the latest first.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn devices(session: &Session) -> Result<Vec<Device>, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        let rows: Vec<(Uuid, bool, String, String, String, i32)> = sqlx::query_as(
            "select s.id, s.id = me.session_id, coalesce(host(s.address), ''), s.user_agent,
                to_char(s.last_seen_at at time zone t.time_zone, 'YYYY-MM-DD HH24:MI'),
                (now() at time zone t.time_zone)::date - (s.last_seen_at at time zone t.time_zone)::date
             from auth.session s cross join auth.ctx() me join auth.tenant t on t.id = s.tenant_id
             where s.closed_at is null and s.expires_at > now() and s.kind <> 'job'
             order by s.id = me.session_id desc, s.last_seen_at desc, s.id",
        )
        .fetch_all(&mut *tx)
        .await?;
        let device = |(id, here, address, user_agent, text, days_ago)| Device {
            id,
            here,
            address,
            user_agent,
            last_seen: Moment { text, days_ago },
        };
        Ok(rows.into_iter().map(device).collect())
    })
    .await
}

/// Ends one of one's own sessions. No error when it has ended already.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn close(session: &Session, id: Uuid) -> Result<(), Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin().await?;
        // Only one's own are visible, also to an administrator, who may close others'.
        sqlx::query("select auth.close_session(id) from auth.session where id = $1")
            .bind(id)
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    })
    .await
}

/// Ends every session of whoever asks, this one too.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn sign_out_everywhere(session: &Session) -> Result<(), Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin().await?;
        sqlx::query("select auth.sign_out_everywhere()")
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    })
    .await
}

/// Changes one's password.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn change_password(
    session: &Session,
    change: PasswordChange,
) -> Result<PasswordChanged, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin_read().await?;
        let salt: Vec<u8> = sqlx::query_scalar(
            "select auth.sign_in_salt(u.email) from auth.user_account u where u.id = (select auth.user_id())",
        )
        .fetch_one(&mut *tx)
        .await?;
        drop(tx);
        let derived = password::derive(change.current, salt).await?;
        let Verifier { salt, verifier } = verifier(&change.new).await?;
        let (token, token_hash) = password::token()?;
        let mut tx = session.begin().await?;
        let (outcome, minutes, remember): (String, i32, bool) = sqlx::query_as(
            "select outcome, minutes, remember from auth.change_password($1, $2, $3, $4, $5::inet)",
        )
        .bind(derived)
        .bind(salt)
        .bind(verifier)
        .bind(token_hash)
        .bind(plain(change.address))
        .fetch_one(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(match outcome.as_str() {
            "ok" => PasswordChanged::Done { token, remember },
            "too_many" => PasswordChanged::TooMany {
                minutes: u32::try_from(minutes).unwrap_or(15),
            },
            _ => PasswordChanged::Wrong,
        })
    })
    .await
}
