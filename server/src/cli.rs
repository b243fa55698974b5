//! What can be said on the command line and in the environment.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use domain::user::Role;

use crate::{admin, serve};

/// Kundkort, a customer register for contacts and private customers.
#[derive(Debug, Parser)]
#[command(version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: Serve,
}

/// How to serve.
#[derive(Debug, Clone, Args)]
pub struct Serve {
    /// PostgreSQL as the role `kundkort_web`, for example `postgres://kundkort_web:…@localhost/kundkort`.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// Address and port to listen on.
    #[arg(long, env = "KUNDKORT_ADDR", default_value = "127.0.0.1:3000")]
    pub addr: SocketAddr,
    /// The address users see, without a path; with https, cookies are `__Host-` and secure.
    #[arg(long, env = "KUNDKORT_ORIGIN")]
    pub origin: Option<String>,
    /// A proxy in front sets X-Forwarded-For; its last entry is the client's address.
    #[arg(long, env = "KUNDKORT_TRUST_PROXY")]
    pub trust_proxy: bool,
    /// What personal numbers are kept with: 32 random bytes in base64 (`openssl rand -base64 32`).
    /// Keep a copy: without it nobody can read them any more.
    #[arg(long, env = "KUNDKORT_IDENTITY_KEY", hide_env_values = true)]
    pub identity_key: Option<String>,
    /// A file that the seals of the journal are added to, which `verify` compares with. Keep it on another
    /// machine than the database.
    #[arg(long, env = "KUNDKORT_SEALS")]
    pub seals: Option<PathBuf>,
    /// Shows the component page `/dev/ui`.
    #[arg(long, env = "KUNDKORT_DEV")]
    pub dev: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves over HTTP (what happens without a command, too).
    Serve,
    /// Brings the database to this version.
    Migrate {
        #[command(flatten)]
        owner: Owner,
        /// Password given to the role `kundkort_web`; without it, that role is left as it is.
        #[arg(long, env = "KUNDKORT_WEB_PASSWORD", hide_env_values = true)]
        web_password: Option<String>,
    },
    /// Proves that nobody has tampered with the journal, or names the first change that does not fit.
    Verify {
        #[command(flatten)]
        owner: Owner,
        /// The file that `serve --seals` adds to.
        #[arg(long, env = "KUNDKORT_SEALS")]
        seals: Option<PathBuf>,
    },
    /// Firms that use Kundkort.
    #[command(subcommand)]
    Firm(FirmCommand),
    /// People who sign in.
    #[command(subcommand)]
    User(UserCommand),
    /// Loads the demo firm, once.
    Demo {
        #[command(flatten)]
        owner: Owner,
        /// How many contacts.
        #[arg(long, default_value_t = 5_000, value_parser = clap::value_parser!(u32).range(100..=2_000_000))]
        contacts: u32,
        /// Name of another firm to fill; without it, the demo firm.
        #[arg(long)]
        firm: Option<String>,
        /// The same seed gives the same people.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
}

/// The role that owns the tables.
#[derive(Debug, Clone, Args)]
pub struct Owner {
    /// PostgreSQL as the role that owns the tables (needs CREATEROLE, not superuser).
    #[arg(
        long = "owner-url",
        env = "MIGRATION_DATABASE_URL",
        hide_env_values = true
    )]
    pub url: String,
}

#[derive(Debug, Subcommand)]
enum FirmCommand {
    /// Adds a firm.
    Add {
        #[command(flatten)]
        owner: Owner,
        /// Its name.
        name: String,
    },
    /// Lists the firms.
    List {
        #[command(flatten)]
        owner: Owner,
    },
}

#[derive(Debug, Subcommand)]
enum UserCommand {
    /// Adds a user; the password is read from standard input.
    Add {
        #[command(flatten)]
        owner: Owner,
        /// Name of the firm.
        #[arg(long)]
        firm: String,
        /// Full name.
        #[arg(long)]
        name: String,
        /// What they may do: administrator, user or `read_only`.
        #[arg(long, default_value = "user", value_parser = role)]
        role: Role,
        /// May see personal numbers in full, as administrators may.
        #[arg(long)]
        identity_reader: bool,
        /// E-mail, the name to sign in with.
        email: String,
    },
    /// Lets a user see personal numbers in full, or with `--no` no longer.
    IdentityReader {
        #[command(flatten)]
        owner: Owner,
        /// E-mail of the user.
        email: String,
        /// Takes the right away.
        #[arg(long)]
        no: bool,
    },
    /// Sets a new password, read from standard input, and ends the user's sessions.
    Passwd {
        #[command(flatten)]
        owner: Owner,
        /// E-mail of the user.
        email: String,
    },
    /// Lists the users.
    List {
        #[command(flatten)]
        owner: Owner,
    },
}

fn role(text: &str) -> Result<Role, String> {
    text.parse()
        .map_err(|_| "one of: administrator, user, read_only".to_owned())
}

impl Cli {
    /// Does what was asked.
    ///
    /// # Errors
    /// With one line that says what to do.
    pub async fn run(self) -> anyhow::Result<()> {
        match self.command {
            None | Some(Command::Serve) => serve::run(self.serve).await,
            Some(Command::Migrate {
                owner,
                web_password,
            }) => admin::migrate(&owner.url, web_password.as_deref()).await,
            Some(Command::Verify { owner, seals }) => {
                admin::verify(&owner.url, seals.as_deref()).await
            }
            Some(Command::Firm(FirmCommand::Add { owner, name })) => {
                admin::firm_add(&owner.url, &name).await
            }
            Some(Command::Firm(FirmCommand::List { owner })) => admin::firm_list(&owner.url).await,
            Some(Command::User(UserCommand::Add {
                owner,
                firm,
                name,
                role,
                identity_reader,
                email,
            })) => {
                admin::user_add(&owner.url, &firm, &name, &email, role).await?;
                if identity_reader {
                    admin::user_identity_reader(&owner.url, &email, true).await?;
                }
                Ok(())
            }
            Some(Command::User(UserCommand::IdentityReader { owner, email, no })) => {
                admin::user_identity_reader(&owner.url, &email, !no).await
            }
            Some(Command::User(UserCommand::Passwd { owner, email })) => {
                admin::user_passwd(&owner.url, &email).await
            }
            Some(Command::User(UserCommand::List { owner })) => admin::user_list(&owner.url).await,
            Some(Command::Demo {
                owner,
                contacts,
                firm,
                seed,
            }) => admin::demo(&owner.url, contacts, firm, seed).await,
        }
    }
}
