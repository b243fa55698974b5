//! What whoever runs the server does to firms and users, as the owner of the tables.
//!
//! Each opens a connection of its own: these are commands, not part of serving.

use domain::user::Role;
use domain::{Problem, TenantId, UserId};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::auth::word;
use crate::connect::{options, reach};
use crate::password::{Verifier, verifier};
use crate::{Error, password};

pub use crate::migrate::migrate;

/// A firm that uses Kundkort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Firm {
    /// The firm.
    pub id: TenantId,
    /// Its name.
    pub name: String,
    /// Anyone may sign in as its users.
    pub demo: bool,
}

/// A user, as the command line lists them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The user.
    pub id: UserId,
    /// Name of the firm.
    pub firm: String,
    /// Full name.
    pub name: String,
    /// E-mail.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// May sign in.
    pub active: bool,
}

/// Adds a firm.
///
/// # Errors
/// [`Error::Setup`] when there is one of the name, [`Error::Invalid`] for the name.
pub async fn firm_add(url: &str, name: &str) -> Result<TenantId, Error> {
    let mut owner = owner(url).await?;
    // Firms are told apart by name on the command line only, so this is no constraint.
    let taken: bool = sqlx::query_scalar("select exists (select from auth.tenant where name = $1)")
        .bind(name)
        .fetch_one(&mut owner)
        .await?;
    if taken {
        return Err(Error::Setup(format!("there is a firm «{name}» already")));
    }
    new_firm(&mut owner, name, false).await
}

/// Adds a firm with its customer series, on a connection of the owner; `demo` opens its users to anyone.
///
/// # Errors
/// [`Error::Invalid`] for the name.
pub async fn new_firm(owner: &mut PgConnection, name: &str, demo: bool) -> Result<TenantId, Error> {
    let id = sqlx::query_scalar(
        "with firm as (insert into auth.tenant (name, demo) values ($1, $2) returning id),
            series as (insert into crm.customer_series (tenant_id) select id from firm)
         select id from firm",
    )
    .bind(name)
    .bind(demo)
    .fetch_one(owner)
    .await?;
    Ok(TenantId(id))
}

/// The firms, in the order they were added.
///
/// # Errors
/// When the database cannot be reached.
pub async fn firm_list(url: &str) -> Result<Vec<Firm>, Error> {
    let rows: Vec<(i64, String, bool)> =
        sqlx::query_as("select id, name, demo from auth.tenant order by id")
            .fetch_all(&mut owner(url).await?)
            .await?;
    Ok(rows
        .into_iter()
        .map(|(id, name, demo)| Firm {
            id: TenantId(id),
            name,
            demo,
        })
        .collect())
}

/// Adds a user to the firm of a name.
///
/// # Errors
/// [`Error::Setup`] for an unknown firm, [`Error::Invalid`] when the e-mail is taken.
pub async fn user_add(
    url: &str,
    firm: &str,
    name: &str,
    email: &str,
    role: Role,
    password: &str,
) -> Result<UserId, Error> {
    let mut owner = owner(url).await?;
    let tenant: Option<i64> = sqlx::query_scalar("select id from auth.tenant where name = $1")
        .bind(firm)
        .fetch_optional(&mut owner)
        .await?;
    let tenant = tenant.ok_or_else(|| Error::Setup(format!("there is no firm «{firm}»")))?;
    new_user(&mut owner, TenantId(tenant), name, email, role, password).await
}

/// Adds a user, on a connection of the owner.
///
/// # Errors
/// [`Error::Invalid`] when the e-mail is taken by anybody in any firm.
pub async fn new_user(
    owner: &mut PgConnection,
    tenant: TenantId,
    name: &str,
    email: &str,
    role: Role,
    password: &str,
) -> Result<UserId, Error> {
    if !email.contains('@') {
        return Err(Error::Invalid(domain::Invalid::one(
            "email",
            Problem::Email,
        )));
    }
    let Verifier { salt, verifier } = verifier(password).await?;
    let id = sqlx::query_scalar(
        "insert into auth.user_account (tenant_id, name, email, role, salt, verifier)
         values ($1, $2, $3, $4, $5, $6) returning id",
    )
    .bind(tenant.0)
    .bind(name)
    .bind(email)
    .bind(role.as_str())
    .bind(salt)
    .bind(verifier)
    .fetch_one(owner)
    .await?;
    Ok(UserId(id))
}

/// Sets a new password, and ends all of the user's sessions.
///
/// # Errors
/// [`Error::Setup`] when there is no such user.
pub async fn user_passwd(url: &str, email: &str, password: &str) -> Result<(), Error> {
    let Verifier { salt, verifier } = verifier(password).await?;
    let known: bool = sqlx::query_scalar(
        "with account as (
            update auth.user_account set salt = $2, verifier = $3
            where email_key = lower($1 collate \"pg_c_utf8\") collate \"C\" returning tenant_id, id),
         ended as (
            update auth.session s set closed_at = now() from account a
            where s.tenant_id = a.tenant_id and s.user_id = a.id and s.closed_at is null)
         select exists (select from account)",
    )
    .bind(email)
    .bind(salt)
    .bind(verifier)
    .fetch_one(&mut owner(url).await?)
    .await?;
    if known {
        Ok(())
    } else {
        Err(Error::Setup(format!("there is no user «{email}»")))
    }
}

/// Lets a user see personal numbers in full, or no longer. Administrators may anyhow.
///
/// # Errors
/// [`Error::Setup`] when there is no such user.
pub async fn user_identity_reader(url: &str, email: &str, may: bool) -> Result<(), Error> {
    let changed = sqlx::query(
        "update auth.user_account set identity_reader = $2
         where email_key = lower($1 collate \"pg_c_utf8\") collate \"C\"",
    )
    .bind(email)
    .bind(may)
    .execute(&mut owner(url).await?)
    .await?
    .rows_affected();
    if changed == 1 {
        Ok(())
    } else {
        Err(Error::Setup(format!("there is no user «{email}»")))
    }
}

/// Every user of every firm.
///
/// # Errors
/// When the database cannot be reached.
pub async fn user_list(url: &str) -> Result<Vec<Account>, Error> {
    let rows: Vec<(Uuid, String, String, String, String, bool)> = sqlx::query_as(
        "select u.id, t.name, u.name, u.email, u.role, u.deactivated_at is null
         from auth.user_account u join auth.tenant t on t.id = u.tenant_id
         order by t.id, crm.sort_key(u.name) collate \"C\"",
    )
    .fetch_all(&mut owner(url).await?)
    .await?;
    let account = |(id, firm, name, email, role, active): (_, _, _, _, String, _)| {
        Ok(Account {
            id: UserId(id),
            firm,
            name,
            email,
            role: word(&role)?,
            active,
        })
    };
    rows.into_iter().map(account).collect()
}

/// Lets this connection of the owner act as a user of a firm until it is closed, with a session of
/// an hour: everything it writes is journalled as that user's. Gives the token.
///
/// # Errors
/// When there is no such user.
pub async fn act_as(
    owner: &mut PgConnection,
    tenant: TenantId,
    user: UserId,
) -> Result<String, Error> {
    let (token, token_hash) = password::token()?;
    sqlx::query(
        "insert into auth.session (tenant_id, user_id, token_hash, kind, expires_at)
         values ($1, $2, $3, 'job', now() + interval '1 hour')",
    )
    .bind(tenant.0)
    .bind(user.0)
    .bind(token_hash)
    .execute(&mut *owner)
    .await?;
    sqlx::query(
        "select set_config('app.session', $1, false), set_config('app.source', 'seed', false)",
    )
    .bind(&token)
    .execute(owner)
    .await?;
    Ok(token)
}

/// A connection of the owner.
///
/// # Errors
/// When the database cannot be reached.
pub async fn owner(url: &str) -> Result<PgConnection, Error> {
    reach(&options(url)?).await
}
