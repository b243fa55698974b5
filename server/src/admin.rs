//! The commands that keep firms and users, run by whoever runs the server.

#![expect(clippy::print_stdout, reason = "the answers of command line commands")]

use std::collections::BTreeSet;
use std::io::{IsTerminal, Read};
use std::path::Path;

use anyhow::{Context, bail};
use domain::Problem;
use domain::password::{MAX_CHARS, MIN_CHARS, check};
use domain::user::Role;
use store::seal::Fault;

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

/// Verifies the journal, against the seals in the database and those that were kept outside.
///
/// # Errors
/// When something does not fit, or the database or the file cannot be read.
pub async fn verify(url: &str, kept: Option<&Path>) -> anyhow::Result<()> {
    let (seals, faults) = store::seal::verify(url)
        .await
        .context("the journal could not be read")?;
    let mut found: Vec<String> = faults.iter().map(fault).collect();
    if let Some(file) = kept {
        let lines = std::fs::read_to_string(file)
            .with_context(|| format!("{} could not be read", file.display()))?;
        let there: BTreeSet<String> = seals.iter().map(ToString::to_string).collect();
        let gone = lines.lines().filter(|line| !there.contains(*line));
        found.extend(gone.map(|line| format!("kept outside, but not in the database: {line}")));
    }
    if !found.is_empty() {
        bail!("the journal does not fit:\n  {}", found.join("\n  "));
    }
    let days = seals.len();
    let changes: i64 = seals.iter().map(|seal| seal.changes).sum();
    println!("The journal is whole: {days} sealed days, {changes} changes in them.");
    Ok(())
}

fn fault(fault: &Fault) -> String {
    let (firm, day) = (fault.tenant.0, &fault.day);
    let problem = match &*fault.problem {
        "changed" => "was changed after it was written",
        "missing" => "changes that were sealed are missing",
        "added" => "changes were added after the day was sealed",
        _ => "changes are not those that were sealed",
    };
    match &fault.change {
        Some((at, seq, table)) => {
            format!("firm {firm}, {day}: change {seq} of {at} ({table}): {problem}")
        }
        None => format!("firm {firm}, {day}: {problem}"),
    }
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
    let password = read_password(&[email, name, firm])?;
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
    let password = read_password(&[email])?;
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

/// As hard to guess as one that is chosen in the browser. `own` are words that whoever guesses knows.
fn read_password(own: &[&str]) -> anyhow::Result<String> {
    let mut input = std::io::stdin();
    if input.is_terminal() {
        println!("Password (at least {MIN_CHARS} characters; it is shown as you type):");
        let mut line = String::new();
        input.read_line(&mut line)?;
        return checked(&line, own);
    }
    let mut text = String::new();
    input.read_to_string(&mut text)?;
    checked(&text, own)
}

fn checked(text: &str, own: &[&str]) -> anyhow::Result<String> {
    let password = text.trim_end_matches(['\r', '\n']);
    match check(password, own) {
        Ok(()) => Ok(password.to_owned()),
        Err(Problem::PasswordShort { .. }) => {
            bail!("the password must have at least {MIN_CHARS} characters")
        }
        Err(Problem::TooLong { .. }) => {
            bail!("the password must have at most {MAX_CHARS} characters")
        }
        Err(_) => bail!("the password is easy to guess; a sentence is not"),
    }
}

#[cfg(test)]
mod tests {
    use super::checked;

    #[test]
    fn a_password_is_as_good_as_one_from_the_browser() {
        assert_eq!(
            checked("hjortron på myren\r\n", &[]).unwrap(),
            "hjortron på myren"
        );
        for (password, said) in [
            ("elva tecken", "at least 12"),
            ("Lösenord1234", "easy to guess"),
            ("eva@alfa.example", "easy to guess"),
            (&*"hjortron ".repeat(30), "at most 200"),
        ] {
            let error = checked(password, &["eva@alfa.example"]).unwrap_err();
            assert!(error.to_string().contains(said), "{error}");
        }
    }
}
