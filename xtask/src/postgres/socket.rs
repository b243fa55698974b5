//! Where the socket is: a folder that only its user can enter, with a path short enough.

use crate::failure::{Attempt, Failure, Result, fail};
use crate::identity::DatabaseUser;
use crate::places;
use crate::process::capture;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Longest path of a socket that every system takes is 103 bytes; its name in the folder takes 18.
const LONGEST_SOCKET_FOLDER: usize = 85;

/// A private folder for the socket: in the data folder, or where that path is too long for a socket,
/// a folder under /tmp that is named after it.
pub fn folder_for(data: &Path, user: DatabaseUser) -> Result<PathBuf> {
    let near = data.join("socket");
    let name = near.as_os_str().as_encoded_bytes();
    // PostgreSQL splits this setting at commas.
    let usable =
        name.len() <= LONGEST_SOCKET_FOLDER && !name.contains(&b',') && !name.contains(&b'"');
    let chosen = if usable {
        near
    } else {
        PathBuf::from(format!("/tmp/kundkort-{:016x}", places::fingerprint(name)))
    };
    user.create_private(&chosen)?;
    check_private(&chosen, user)?;
    Ok(chosen)
}

/// The socket trusts whoever reaches it, so nobody else may have made its folder.
fn check_private(folder: &Path, user: DatabaseUser) -> Result {
    use std::os::unix::fs::MetadataExt;
    let found = folder
        .symlink_metadata()
        .attempt(format_args!("look at {}", folder.display()))?;
    let owner = match user {
        DatabaseUser::Other(user, _) => user,
        DatabaseUser::Ourselves => {
            let id = capture(Command::new("id").arg("-u"), "id")?;
            id.parse()
                .map_err(|_| Failure::Message(format!("`id -u` said {id}")))?
        }
    };
    if found.is_dir() && found.uid() == owner && found.mode() & 0o077 == 0 {
        return Ok(());
    }
    fail(format!(
        "{} is not a private folder of the database's user: remove it",
        folder.display()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn long_folders_get_a_short_socket() {
        let deep = std::env::temp_dir()
            .join(format!("xtask-socket-{}", std::process::id()))
            .join("x".repeat(80));
        let chosen = folder_for(&deep, DatabaseUser::Ourselves).unwrap();
        assert!(chosen.as_os_str().len() <= LONGEST_SOCKET_FOLDER);
        assert_eq!(chosen, folder_for(&deep, DatabaseUser::Ourselves).unwrap());
        fs::set_permissions(&chosen, fs::Permissions::from_mode(0o755)).unwrap();
        let said = folder_for(&deep, DatabaseUser::Ourselves)
            .unwrap_err()
            .to_string();
        assert!(said.contains("not a private folder"), "{said}");
        fs::remove_dir(&chosen).unwrap();
    }

    #[test]
    fn a_link_laid_by_another_is_refused() {
        let deep = std::env::temp_dir()
            .join(format!("xtask-link-{}", std::process::id()))
            .join("x".repeat(80));
        let chosen = folder_for(&deep, DatabaseUser::Ourselves).unwrap();
        fs::remove_dir(&chosen).unwrap();
        std::os::unix::fs::symlink(std::env::temp_dir(), &chosen).unwrap();
        let said = folder_for(&deep, DatabaseUser::Ourselves)
            .unwrap_err()
            .to_string();
        assert!(said.contains("not a private folder"), "{said}");
        fs::remove_file(&chosen).unwrap();
    }
}
