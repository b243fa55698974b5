//! Who we are: PostgreSQL refuses to run as root, so as root it gets an unprivileged user.

use crate::failure::{Attempt, Result, fail};
use crate::process::capture;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

/// Whether this process runs as root.
pub fn is_root() -> bool {
    static ROOT: OnceLock<bool> = OnceLock::new();
    *ROOT.get_or_init(|| {
        capture(Command::new("id").arg("-u"), "id").is_ok_and(|answer| answer == "0")
    })
}

/// The user that runs PostgreSQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseUser {
    /// We are not root: ourselves.
    Ourselves,
    /// We are root: this user and group.
    Other(u32, u32),
}

impl DatabaseUser {
    /// The user for the cluster in `folder`: whoever owns it, if it is there.
    pub fn for_cluster(folder: &Path) -> Result<Self> {
        if !is_root() {
            return Ok(Self::Ourselves);
        }
        if let Ok(data) = folder.metadata()
            && data.uid() != 0
        {
            return Ok(Self::Other(data.uid(), data.gid()));
        }
        for name in ["postgres", "nobody"] {
            if let Some((user, group)) = look_up(name) {
                return Ok(Self::Other(user, group));
            }
        }
        fail("PostgreSQL cannot run as root, and there is neither a user `postgres` nor `nobody`")
    }

    /// Makes `command` run as this user.
    pub fn apply(self, command: &mut Command) {
        if let Self::Other(user, group) = self {
            command.uid(user).gid(group);
        }
    }

    /// Creates `folder`, and everything above it, for this user alone (mode 0700), unless it is there.
    pub fn create_private(self, folder: &Path) -> Result {
        use std::io::ErrorKind;
        use std::os::unix::fs::{DirBuilderExt, lchown};
        if let Some(parent) = folder.parent() {
            std::fs::create_dir_all(parent).attempt(format_args!("create {}", parent.display()))?;
        }
        match std::fs::DirBuilder::new().mode(0o700).create(folder) {
            Ok(()) => {}
            // Not handed over: under /tmp it may be a link that somebody else has laid there.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(()),
            Err(error) => return fail(format!("cannot create {}: {error}", folder.display())),
        }
        if let Self::Other(user, group) = self {
            lchown(folder, Some(user), Some(group))
                .attempt(format_args!("hand over {}", folder.display()))?;
        }
        Ok(())
    }

    /// Fails unless this user can walk down to `folder`: as root we might have chosen /root.
    pub fn check_reachable(self, folder: &Path) -> Result {
        let Self::Other(user, group) = self else {
            return Ok(());
        };
        for above in folder.ancestors().skip(1).filter(|path| path.exists()) {
            let data = above
                .metadata()
                .attempt(format_args!("look at {}", above.display()))?;
            let open = match (data.uid() == user, data.gid() == group) {
                (true, _) => data.mode() & 0o100,
                (_, true) => data.mode() & 0o010,
                _ => data.mode() & 0o001,
            };
            if open == 0 {
                return fail(format!(
                    "PostgreSQL cannot run as root, and its user cannot enter {}: choose another folder with --data",
                    above.display()
                ));
            }
        }
        Ok(())
    }
}

fn look_up(name: &str) -> Option<(u32, u32)> {
    let ask = |flag| {
        capture(Command::new("id").args([flag, name]), "id")
            .ok()?
            .parse()
            .ok()
    };
    Some((ask("-u")?, ask("-g")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_folder_above_is_named() {
        let root = std::env::temp_dir().join(format!("xtask-reach-{}", std::process::id()));
        DatabaseUser::Ourselves.create_private(&root).unwrap();
        let error = DatabaseUser::Other(4_000_000, 4_000_000)
            .check_reachable(&root.join("postgres"))
            .unwrap_err();
        assert!(
            error.to_string().contains(&root.display().to_string()),
            "{error}"
        );
        DatabaseUser::Ourselves
            .check_reachable(&root.join("postgres"))
            .unwrap();
        std::fs::remove_dir(&root).unwrap();
    }
}
