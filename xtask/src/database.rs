//! The database of a data folder: a private cluster, or the one `DATABASE_URL` names.

use crate::failure::{Attempt, Failure, Result, fail};
use crate::postgres::{Cluster, Purpose, url};
use crate::site::Site;
use crate::{lock, process};
use std::env;
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// A data folder that no other command uses meanwhile.
pub struct Folder {
    path: PathBuf,
    /// Held as long as this lives; the kernel gives it back even after SIGKILL.
    _lock: File,
}

impl Folder {
    /// Makes the folder if need be, and takes it.
    pub fn take(path: PathBuf) -> Result<Self> {
        let name = path.display().to_string();
        match Self::try_take(path)? {
            Some(folder) => Ok(folder),
            None => fail(format!(
                "another cargo xtask uses {name}: stop it, or choose another folder with --data"
            )),
        }
    }

    /// The same, unless another command uses it.
    pub fn try_take(path: PathBuf) -> Result<Option<Self>> {
        fs::create_dir_all(&path).attempt(format_args!(
            "create {} (--data names another folder)",
            path.display()
        ))?;
        let lock = lock::try_now(&path.join("lock"))?;
        Ok(lock.map(|lock| Self { path, _lock: lock }))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The password of the web role: made once, kept for this user alone.
    fn web_password(&self) -> Result<String> {
        if let Ok(given) = env::var("KUNDKORT_WEB_PASSWORD") {
            return Ok(given);
        }
        self.secret("web-password", random_password)
    }

    /// What the server keeps personal numbers with: made once, kept for this user alone. Whoever loses
    /// it loses the numbers.
    pub fn identity_key(&self) -> Result<String> {
        match env::var(IDENTITY_KEY) {
            Ok(given) if !given.is_empty() => Ok(given),
            _ => self.secret("identity-key", random_identity_key),
        }
    }

    /// A secret in a file of the folder, that only this user can read.
    fn secret(&self, name: &str, make: fn() -> Result<String>) -> Result<String> {
        let file = self.path.join(name);
        if let Ok(text) = fs::read_to_string(&file)
            && !text.trim().is_empty()
        {
            return Ok(text.trim().to_owned());
        }
        let secret = make()?;
        OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&file)
            .and_then(|mut out| out.write_all(secret.as_bytes()))
            .attempt(format_args!("write {}", file.display()))?;
        Ok(secret)
    }
}

/// The server's environment variable for it.
pub const IDENTITY_KEY: &str = "KUNDKORT_IDENTITY_KEY";

/// 32 random bytes in base64.
pub fn random_identity_key() -> Result<String> {
    Ok(base64(&random_bytes::<32>()?))
}

/// The database that the person names.
fn given() -> Option<String> {
    env::var("DATABASE_URL")
        .ok()
        .filter(|address| !address.is_empty())
}

fn random_password() -> Result<String> {
    let bytes = random_bytes::<24>()?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn random_bytes<const LENGTH: usize>() -> Result<[u8; LENGTH]> {
    let mut bytes = [0_u8; LENGTH];
    File::open("/dev/urandom")
        .and_then(|mut source| source.read_exact(&mut bytes))
        .attempt("read /dev/urandom")?;
    Ok(bytes)
}

/// Base64 (RFC 4648 §4).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let value = (0..3).fold(0_u32, |value, at| {
            value << 8 | u32::from(three.get(at).copied().unwrap_or_default())
        });
        for place in 0..4 {
            let digit = DIGITS[(value >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= three.len() {
                char::from(digit)
            } else {
                '='
            });
        }
    }
    text
}

/// A database that is up, and the addresses of its two roles.
pub struct Database {
    cluster: Option<Cluster>,
    owner: String,
    web: String,
    password: String,
}

impl Database {
    /// The database `DATABASE_URL` names, else the private one in `folder`.
    pub fn of(folder: &Folder) -> Result<Self> {
        let password = folder.web_password()?;
        let Some(owner) = given() else {
            return Self::private(&folder.path, Purpose::Data, &[], password);
        };
        let web = url::for_web_role(&owner, &password)?;
        Ok(Self {
            cluster: None,
            owner,
            web,
            password,
        })
    }

    /// A private cluster in `folder`, whatever `DATABASE_URL` says, with settings of its own.
    pub fn separate(folder: &Path, purpose: Purpose, settings: &[(&str, &str)]) -> Result<Self> {
        Self::private(folder, purpose, settings, random_password()?)
    }

    fn private(
        folder: &Path,
        purpose: Purpose,
        settings: &[(&str, &str)],
        password: String,
    ) -> Result<Self> {
        let cluster = Cluster::start(folder, purpose, settings)?;
        let owner = cluster.owner_url();
        let web = url::for_web_role(&owner, &password)?;
        Ok(Self {
            cluster: Some(cluster),
            owner,
            web,
            password,
        })
    }

    /// The database of a folder that another command has taken; a private one ends with that command.
    pub fn of_another(folder: &Path) -> Result<Self> {
        let owner = given().map_or_else(|| Cluster::running_in(folder), Ok)?;
        Ok(Self {
            cluster: None,
            web: owner.clone(),
            owner,
            password: String::new(),
        })
    }

    /// The address of the role that owns the tables.
    pub fn owner_url(&self) -> &str {
        &self.owner
    }

    /// The address of the role the server works as.
    pub fn web_url(&self) -> &str {
        &self.web
    }

    /// The address of the superuser of a private cluster: the floor that row-level security is measured from.
    pub fn superuser_url(&self) -> Option<String> {
        self.cluster.as_ref().map(Cluster::superuser_url)
    }

    /// Brings the schema to this version.
    pub fn migrate(&self, site: &Site) -> Result {
        let mut command = site.command()?;
        command
            .arg("migrate")
            .env("MIGRATION_DATABASE_URL", &self.owner);
        command.env("KUNDKORT_WEB_PASSWORD", &self.password);
        let result = process::run(&mut command, "server migrate");
        match result {
            // The server calls it by the variable that it has it from.
            Err(Failure::Message(_)) if self.cluster.is_none() => fail(
                "the database that DATABASE_URL names cannot be used: the line above says why (its \
                 MIGRATION_DATABASE_URL is your DATABASE_URL)",
            ),
            other => other,
        }
    }

    /// Loads the demo firm, or fills the firm of that name.
    pub fn demo(&self, site: &Site, contacts: u32, firm: Option<&str>) -> Result {
        let mut command = site.command()?;
        command.args(["demo", "--contacts", &contacts.to_string()]);
        if let Some(firm) = firm {
            command.args(["--firm", firm]);
        }
        command.env("MIGRATION_DATABASE_URL", &self.owner);
        process::run(&mut command, "server demo")
    }

    /// Kills the private cluster, as a crash would.
    pub fn kill(&mut self) {
        if let Some(cluster) = &mut self.cluster {
            cluster.kill();
        }
    }

    /// Starts the private cluster in `folder` again, after [`Self::kill`].
    pub fn start_again(&mut self, folder: &Path, purpose: Purpose) -> Result {
        self.cluster = Some(Cluster::start(folder, purpose, &[])?);
        Ok(())
    }

    /// Fails when the private cluster has ended.
    pub fn check(&mut self) -> Result {
        self.cluster.as_mut().map_or(Ok(()), Cluster::check)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn fresh(name: &str) -> PathBuf {
        let folder = env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    #[test]
    fn one_command_at_a_time() {
        let path = fresh("lock");
        let first = Folder::take(path.clone()).unwrap();
        let refused = Folder::take(path.clone()).err().unwrap().to_string();
        assert!(refused.starts_with("another cargo xtask uses"), "{refused}");
        drop(first);
        drop(Folder::take(path.clone()).unwrap());
        fs::remove_dir_all(&path).unwrap();
    }

    #[test]
    fn the_password_stays_and_is_private() {
        let path = fresh("password");
        let folder = Folder::take(path.clone()).unwrap();
        let password = folder.web_password().unwrap();
        assert_eq!(password.len(), 48);
        assert_eq!(folder.web_password().unwrap(), password);
        let mode = path
            .join("web-password")
            .metadata()
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
        fs::remove_dir_all(&path).unwrap();
    }

    #[test]
    fn the_key_of_personal_numbers_stays_and_is_private() {
        let path = fresh("identity");
        let folder = Folder::take(path.clone()).unwrap();
        let key = folder.identity_key().unwrap();
        assert_eq!(key.len(), 44);
        assert_eq!(folder.identity_key().unwrap(), key);
        let file = path.join("identity-key");
        let mode = file.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        fs::remove_dir_all(&path).unwrap();
    }

    #[test]
    fn writes_base64() {
        // RFC 4648 §10.
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
