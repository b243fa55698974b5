//! Where things are: the checkout, its build folder, the cache of tools, the data folder.

use crate::failure::{Attempt, Result, fail};
use crate::identity;
use std::env;
use std::ffi::OsString;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// The root of the checkout.
pub fn checkout() -> Result<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    match here.parent() {
        Some(root) if root.join("Cargo.lock").is_file() => Ok(root.to_owned()),
        _ => fail(format!(
            "the checkout has moved from {}: run cargo xtask again",
            here.display()
        )),
    }
}

/// Cargo's build folder.
pub fn target() -> Result<PathBuf> {
    let root = checkout()?;
    Ok(env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir)))
}

/// The folder with the tools, shared by every checkout of this user. Root has one of its own that others
/// can read, since the user PostgreSQL runs as cannot enter root's home.
pub fn cache() -> Result<PathBuf> {
    cache_from(&|name| env::var_os(name), identity::is_root())
}

fn cache_from(variable: &dyn Fn(&str) -> Option<OsString>, root: bool) -> Result<PathBuf> {
    let set = |name| {
        variable(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    if let Some(folder) = set("KUNDKORT_CACHE") {
        return std::path::absolute(&folder).attempt("understand KUNDKORT_CACHE");
    }
    if root {
        return Ok(PathBuf::from("/var/cache/kundkort"));
    }
    if let Some(folder) = set("XDG_CACHE_HOME") {
        return Ok(folder.join("kundkort"));
    }
    match set("HOME") {
        Some(home) => Ok(home.join(".cache/kundkort")),
        None => fail("HOME is not set: set it, or KUNDKORT_CACHE to a folder for the tools"),
    }
}

/// The data folder: the one given, else `data` in the checkout. As root, when others cannot enter the
/// checkout (it is in /root), a folder under /var/lib instead.
pub fn data(given: Option<&Path>) -> Result<PathBuf> {
    if let Some(folder) = given {
        return std::path::absolute(folder).attempt("understand --data");
    }
    let root = checkout()?;
    if !identity::is_root() || open_to_others(&root) {
        return Ok(root.join("data"));
    }
    let name = root.file_name().unwrap_or_default().to_string_lossy();
    let mark = fingerprint(root.as_os_str().as_encoded_bytes());
    Ok(PathBuf::from(format!(
        "/var/lib/kundkort/{name}-{:08x}",
        mark >> 32
    )))
}

fn open_to_others(folder: &Path) -> bool {
    folder
        .ancestors()
        .all(|above| above.metadata().is_ok_and(|data| data.mode() & 0o001 != 0))
}

/// A short name for some content; the same on every machine and with every compiler (FNV-1a).
pub fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache_with(pairs: &[(&str, &str)], root: bool) -> String {
        let variable = |name: &str| {
            pairs
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| OsString::from(value))
        };
        match cache_from(&variable, root) {
            Ok(folder) => folder.display().to_string(),
            Err(failure) => failure.to_string(),
        }
    }

    #[test]
    fn the_cache_follows_the_user() {
        assert_eq!(
            cache_with(&[("HOME", "/home/k")], false),
            "/home/k/.cache/kundkort"
        );
        let xdg = [("HOME", "/home/k"), ("XDG_CACHE_HOME", "/c")];
        assert_eq!(cache_with(&xdg, false), "/c/kundkort");
        assert_eq!(cache_with(&xdg, true), "/var/cache/kundkort");
        assert_eq!(cache_with(&[("KUNDKORT_CACHE", "/k")], true), "/k");
        assert_eq!(
            cache_with(&[("KUNDKORT_CACHE", ""), ("HOME", "/h")], false),
            "/h/.cache/kundkort"
        );
        assert!(cache_with(&[], false).starts_with("HOME is not set"));
    }

    #[test]
    fn fingerprints_are_fixed() {
        assert_eq!(fingerprint(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint(b"a"), 0xaf63_dc4c_8601_ec8c);
    }
}
