//! The commands that keep firms and users, run by whoever runs the server.

#![expect(clippy::print_stdout, reason = "the answers of command line commands")]

use std::io::{IsTerminal, Read};

use anyhow::{Context, bail};
use domain::user::Role;

/// Shortest password that is accepted (NIST SP 800-63B-4 §3.1.1.2 asks for 15 where it stands alone).
const MIN_PASSWORD_CHARS: usize = 12;

/// Brings the database to this version.
///
/// # Errors
/// When the database cannot be reached or a migration fails.
pub async fn migrate(url: &str, web_password: Option<&str>) -> anyhow::Result<()> {
    store::admin::migrate(url, web_password)
        .await
        .context("the database could not be migrated")?;
    println!("The database is up to date.");
    Ok(())
}

/// Adds a firm.
///
/// # Errors
/// When the name is taken or the database cannot be reached.
pub async fn firm_add(url: &str, name: &str) -> anyhow::Result<()> {
    let id = store::admin::firm_add(url, name)
        .await
        .context("the firm could not be added")?;
    println!("{}\t{name}", id.0);
    Ok(())
}

/// Lists the firms.
///
/// # Errors
/// When the database cannot be reached.
pub async fn firm_list(url: &str) -> anyhow::Result<()> {
    for firm in store::admin::firm_list(url)
        .await
        .context("the firms could not be read")?
    {
        println!("{}\t{}", firm.id.0, firm.name);
    }
    Ok(())
}

/// Adds a user with the password on standard input.
///
/// # Errors
/// When the firm does not exist, the e-mail is taken or the password is too short.
pub async fn user_add(
    url: &str,
    firm: &str,
    name: &str,
    email: &str,
    role: Role,
) -> anyhow::Result<()> {
    let password = read_password()?;
    store::admin::user_add(url, firm, name, email, role, &password)
        .await
        .context("the user could not be added")?;
    println!("{email} can sign in.");
    Ok(())
}

/// Sets a new password from standard input.
///
/// # Errors
/// When there is no such user or the password is too short.
pub async fn user_passwd(url: &str, email: &str) -> anyhow::Result<()> {
    let password = read_password()?;
    store::admin::user_passwd(url, email, &password)
        .await
        .context("the password could not be set")?;
    println!("{email} has a new password; all sessions are ended.");
    Ok(())
}

/// Lets a user see personal numbers in full, or no longer.
///
/// # Errors
/// When there is no such user.
pub async fn user_identity_reader(url: &str, email: &str, may: bool) -> anyhow::Result<()> {
    store::admin::user_identity_reader(url, email, may)
        .await
        .context("the right could not be changed")?;
    let word = if may { "may" } else { "may not" };
    println!("{email} {word} see personal numbers in full.");
    Ok(())
}

/// Lists the users.
///
/// # Errors
/// When the database cannot be reached.
pub async fn user_list(url: &str) -> anyhow::Result<()> {
    for user in store::admin::user_list(url)
        .await
        .context("the users could not be read")?
    {
        let state = if user.active { "active" } else { "deactivated" };
        println!(
            "{}\t{}\t{}\t{}\t{state}",
            user.firm,
            user.email,
            user.name,
            user.role.as_str()
        );
    }
    Ok(())
}

/// Loads the demo firm, or fills a firm of another name; once.
///
/// # Errors
/// When the database cannot be reached or written.
pub async fn demo(url: &str, contacts: u32, firm: Option<String>, seed: u64) -> anyhow::Result<()> {
    let plan = demo::Plan::new(contacts, firm, seed);
    let report = demo::load(url, &plan)
        .await
        .context("the demo firm could not be loaded")?;
    println!("{report}");
    Ok(())
}

fn read_password() -> anyhow::Result<String> {
    let mut input = std::io::stdin();
    if input.is_terminal() {
        println!("Password (at least {MIN_PASSWORD_CHARS} characters; it is shown as you type):");
        let mut line = String::new();
        input.read_line(&mut line)?;
        return checked(&line);
    }
    let mut text = String::new();
    input.read_to_string(&mut text)?;
    checked(&text)
}

fn checked(text: &str) -> anyhow::Result<String> {
    let password = text.trim_end_matches(['\r', '\n']);
    if password.chars().count() < MIN_PASSWORD_CHARS {
        bail!("the password must have at least {MIN_PASSWORD_CHARS} characters");
    }
    Ok(password.to_owned())
}
