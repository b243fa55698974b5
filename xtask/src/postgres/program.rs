//! The programs of the embedded PostgreSQL, and how they are called.

use crate::failure::Result;
use crate::identity::DatabaseUser;
use crate::tools::npm;
use std::path::PathBuf;
use std::process::Command;

/// An installed PostgreSQL and the user it runs as.
#[derive(Clone, Debug)]
pub struct Program {
    native: PathBuf,
    user: DatabaseUser,
}

impl Program {
    /// Finds or installs it.
    pub fn ready(user: DatabaseUser) -> Result<Self> {
        Ok(Self {
            native: npm::postgres()?,
            user,
        })
    }

    /// The user it runs as.
    pub fn user(&self) -> DatabaseUser {
        self.user
    }

    /// A call of `postgres`, `initdb` or `pg_ctl`.
    pub fn command(&self, name: &str) -> Command {
        let mut command = Command::new(self.native.join("bin").join(name));
        // The locale of the person must not decide the language of messages we read.
        command
            .env_clear()
            .env("LC_ALL", "C")
            .env("PATH", "/usr/bin:/bin");
        // The time zone too: with TZ unset the cluster would take the machine's.
        command.env("TZ", "UTC").current_dir("/");
        if cfg!(target_os = "linux") {
            command.env("LD_LIBRARY_PATH", self.native.join("lib"));
        }
        self.user.apply(&mut command);
        command
    }
}
