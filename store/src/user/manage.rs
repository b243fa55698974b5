//! What administrators do with the firm's users.

use domain::user::Role;
use domain::{CommandId, Invalid, Problem, UserId};
use uuid::Uuid;

use crate::account::Moment;
use crate::auth::word;
use crate::link::LinkKind;
use crate::session::{Tx, unit};
use crate::{Error, Session, password};

/// A user, as administrators see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The user.
    pub id: UserId,
    /// Full name.
    pub name: String,
    /// E-mail.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// Has an account.
    pub active: bool,
    /// Has not chosen a password yet.
    pub invited: bool,
    /// When they were last here, if they have been of late.
    pub last_seen: Option<Moment>,
    /// There is a link that still works.
    pub link_open: bool,
    /// May see personal numbers in full. Administrators may anyhow.
    pub identity_reader: bool,
    /// May give others' tasks and meetings another owner. Administrators may anyhow.
    pub task_administrator: bool,
}

/// A hand-over that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandedOver {
    /// Contacts that have another owner now.
    pub contacts: u64,
    /// Companies that have another owner now.
    pub companies: u64,
    /// What it can be undone by.
    pub command: CommandId,
}

/// Everybody at the firm, by name; those without an account any more last.
///
/// # Errors
/// [`Error::Forbidden`] for anybody but an administrator.
pub async fn users(session: &Session) -> Result<Vec<User>, Error> {
    type Row = (
        Uuid,
        String,
        String,
        String,
        bool,
        bool,
        Option<String>,
        Option<i32>,
        bool,
        bool,
        bool,
    );
    let session = session.clone();
    unit(async move {
        let rows: Vec<Row> = sqlx::query_as(
            "select id, name, email, role, active, invited, last_seen, days_ago, link_open,
                identity_reader, task_administrator
             from auth.users()",
        )
        .fetch_all(&mut *session.begin_read().await?)
        .await?;
        let user = |(
            id,
            name,
            email,
            role,
            active,
            invited,
            seen,
            days,
            link_open,
            identity_reader,
            task_administrator,
        ): Row| {
            Ok(User {
                id: UserId(id),
                name,
                email,
                role: word(&role)?,
                active,
                invited,
                last_seen: seen
                    .zip(days)
                    .map(|(text, days_ago)| Moment { text, days_ago }),
                link_open,
                identity_reader,
                task_administrator,
            })
        };
        rows.into_iter().map(user).collect()
    })
    .await
}

/// How many contacts and companies a user owns, as far as the reader sees them.
///
/// # Errors
/// [`Error::NoSession`], or when the database is busy.
pub async fn owned(session: &Session, user: UserId) -> Result<(i64, i64), Error> {
    let session = session.clone();
    unit(async move {
        Ok(sqlx::query_as(
            "select (select count(*) from crm.contact where owner_id = $1),
                (select count(*) from crm.company where owner_id = $1)",
        )
        .bind(user.0)
        .fetch_one(&mut *session.begin_read().await?)
        .await?)
    })
    .await
}

/// Makes an account without a password. Gives it and the token of the link that leads to one.
///
/// # Errors
/// [`Error::Forbidden`] for anybody but an administrator, [`Error::Invalid`] for a taken e-mail.
pub async fn invite(
    session: &Session,
    name: String,
    email: String,
    role: Role,
) -> Result<(UserId, String), Error> {
    let session = session.clone();
    unit(async move {
        let (token, hash) = password::token()?;
        let mut tx = session.begin().await?;
        let id: Uuid = sqlx::query_scalar("select auth.invite_user($1, $2, $3, $4)")
            .bind(name)
            .bind(email)
            .bind(role.as_str())
            .bind(hash)
            .fetch_one(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok((UserId(id), token))
    })
    .await
}

/// Makes a new link for a user; the one before dies. Gives its kind and its token.
///
/// # Errors
/// [`Error::Forbidden`] for anybody but an administrator, [`Error::NotFound`] when there is no such
/// active user, [`Error::Invalid`] for oneself.
pub async fn new_link(session: &Session, user: UserId) -> Result<(LinkKind, String), Error> {
    let session = session.clone();
    unit(async move {
        let (token, hash) = password::token()?;
        let mut tx = session.begin().await?;
        let kind: Option<String> = sqlx::query_scalar("select auth.new_link($1, $2)")
            .bind(user.0)
            .bind(hash)
            .fetch_one(&mut *tx)
            .await?;
        tx.commit().await?;
        let kind = kind.ok_or(Error::NotFound)?;
        Ok((LinkKind::of(&kind), token))
    })
    .await
}

/// Gives a user another role, which ends their sessions.
///
/// # Errors
/// [`Error::Forbidden`] for anybody but an administrator, [`Error::NotFound`], and
/// [`Error::Invalid`] for oneself and the last administrator.
pub async fn set_role(session: &Session, user: UserId, role: Role) -> Result<(), Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin().await?;
        let known: bool = sqlx::query_scalar("select auth.set_role($1, $2)")
            .bind(user.0)
            .bind(role.as_str())
            .fetch_one(&mut *tx)
            .await?;
        found(known)?;
        Ok(tx.commit().await?)
    })
    .await
}

/// Lets a user see personal numbers in full, or no longer.
///
/// # Errors
/// [`Error::Forbidden`] for anybody but an administrator, [`Error::NotFound`], and
/// [`Error::Invalid`] for oneself.
pub async fn set_identity_reader(session: &Session, user: UserId, may: bool) -> Result<(), Error> {
    set_right(
        session,
        "select auth.set_identity_reader($1, $2)",
        user,
        may,
    )
    .await
}

/// Lets a user give others' tasks and meetings another owner, or no longer.
///
/// # Errors
/// As [`set_identity_reader`].
pub async fn set_task_administrator(
    session: &Session,
    user: UserId,
    may: bool,
) -> Result<(), Error> {
    set_right(
        session,
        "select auth.set_task_administrator($1, $2)",
        user,
        may,
    )
    .await
}

async fn set_right(
    session: &Session,
    statement: &'static str,
    user: UserId,
    may: bool,
) -> Result<(), Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin().await?;
        let known: bool = sqlx::query_scalar(statement)
            .bind(user.0)
            .bind(may)
            .fetch_one(&mut *tx)
            .await?;
        found(known)?;
        Ok(tx.commit().await?)
    })
    .await
}

/// Takes an account into use again.
///
/// # Errors
/// [`Error::Forbidden`] for anybody but an administrator, [`Error::NotFound`].
pub async fn activate(session: &Session, user: UserId) -> Result<(), Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin().await?;
        set_active(&mut tx, user, true).await?;
        Ok(tx.commit().await?)
    })
    .await
}

/// Takes an account out of use: its sessions end at once. With an heir, what the user owns is
/// handed over first, in a command of its own, so that it can be undone by itself.
///
/// # Errors
/// [`Error::Forbidden`] for anybody but an administrator, [`Error::NotFound`], and
/// [`Error::Invalid`] for oneself, the last administrator and an heir who cannot be one.
pub async fn deactivate(
    session: &Session,
    user: UserId,
    heir: Option<UserId>,
) -> Result<Option<HandedOver>, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin().await?;
        set_active(&mut tx, user, false).await?;
        let handed = match heir {
            Some(heir) => Some(move_all(&mut tx, user, heir).await?),
            None => None,
        };
        tx.commit().await?;
        Ok(handed)
    })
    .await
}

/// Gives everything that a user owns to another: one command, one statement for each kind.
///
/// # Errors
/// [`Error::Forbidden`] for anybody but an administrator, [`Error::Invalid`] for an heir who
/// cannot be one.
pub async fn hand_over(session: &Session, from: UserId, to: UserId) -> Result<HandedOver, Error> {
    let session = session.clone();
    unit(async move {
        let mut tx = session.begin().await?;
        sqlx::query("select auth.administrator()")
            .execute(&mut *tx)
            .await?;
        let handed = move_all(&mut tx, from, to).await?;
        tx.commit().await?;
        Ok(handed)
    })
    .await
}

async fn set_active(tx: &mut Tx, user: UserId, active: bool) -> Result<(), Error> {
    let known: bool = sqlx::query_scalar("select auth.set_active($1, $2)")
        .bind(user.0)
        .bind(active)
        .fetch_one(&mut **tx)
        .await?;
    found(known)
}

async fn move_all(tx: &mut Tx, from: UserId, to: UserId) -> Result<HandedOver, Error> {
    let command = CommandId(Uuid::now_v7());
    // A user may own very much; it goes on when nobody waits for the answer any more.
    sqlx::query(
        "select set_config('app.command', $1, true), set_config('statement_timeout', '120s', true),
            set_config('transaction_timeout', '300s', true)",
    )
    .bind(command.to_string())
    .execute(&mut **tx)
    .await?;
    let fit: bool = sqlx::query_scalar(
        "select exists (select from auth.user_account
            where id = $1 and id <> $2 and deactivated_at is null and role <> 'read_only')",
    )
    .bind(to.0)
    .bind(from.0)
    .fetch_one(&mut **tx)
    .await?;
    if !fit {
        return Err(Error::Invalid(Invalid::one("heir", Problem::Gone)));
    }
    let mut moved = [0; 5];
    for (moved, statement) in moved.iter_mut().zip([
        "update crm.contact set owner_id = $2 where owner_id = $1",
        "update crm.company set owner_id = $2 where owner_id = $1",
        // What is done and over stays with whoever did it.
        "update crm.task set owner_id = $2 where owner_id = $1 and status not in ('done', 'cancelled')",
        "update crm.meeting set owner_id = $2 where owner_id = $1 and (ends > now() or rrule <> '')",
        "update crm.project set owner_id = $2 where owner_id = $1 and status not in ('finished', 'dropped')",
    ]) {
        *moved = sqlx::query(statement)
            .bind(from.0)
            .bind(to.0)
            .execute(&mut **tx)
            .await?
            .rows_affected();
    }
    let [contacts, companies, ..] = moved;
    Ok(HandedOver {
        contacts,
        companies,
        command,
    })
}

fn found(known: bool) -> Result<(), Error> {
    if known { Ok(()) } else { Err(Error::NotFound) }
}
