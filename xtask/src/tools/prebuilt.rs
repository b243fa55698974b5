//! Released binaries, where their page can be reached within a few seconds. Whatever goes wrong here is
//! no failure: the tool is compiled instead.

use crate::process;
use crate::say::step;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Where one tool is released. `{version}` and `{target}` stand in the address for what they say.
#[derive(Clone, Copy, Debug)]
pub struct Release {
    /// The address of the archive (`.tar.gz`).
    pub address: &'static str,
    /// The targets it is released for, as (operating system, architecture, name in the address).
    pub targets: &'static [(&'static str, &'static str, &'static str)],
}

impl Release {
    /// The address for this machine.
    fn here(&self, version: &str) -> Option<String> {
        let (_, _, target) = self.targets.iter().find(|(system, machine, _)| {
            (*system, *machine) == (std::env::consts::OS, std::env::consts::ARCH)
        })?;
        Some(
            self.address
                .replace("{version}", version)
                .replace("{target}", target),
        )
    }

    /// Downloads `program` to `bin/program` in `folder`. Says whether that went well.
    pub fn fetch(&self, program: &str, version: &str, folder: &Path) -> bool {
        let Some(address) = self.here(version) else {
            return false;
        };
        let archive = folder.join("archive.tar.gz");
        let unpacked = folder.join("unpacked");
        let mut curl = Command::new("curl");
        curl.args([
            "--fail",
            "--location",
            "--silent",
            "--connect-timeout",
            "4",
            "--max-time",
            "300",
        ]);
        curl.arg("--output").arg(&archive).arg(&address);
        if !process::succeeds_within(&mut curl, Duration::from_secs(310)) {
            return false;
        }
        step(format!(
            "Downloaded {program} {version} from its release page"
        ));
        let placed = place(&archive, &unpacked, program, &folder.join("bin"));
        let _ = fs::remove_file(&archive);
        let _ = fs::remove_dir_all(&unpacked);
        placed && super::answers_version(&folder.join("bin").join(program), version)
    }
}

fn place(archive: &Path, unpacked: &Path, program: &str, bin: &Path) -> bool {
    let made = fs::create_dir_all(unpacked).and_then(|()| fs::create_dir_all(bin));
    let mut tar = Command::new("tar");
    tar.arg("-xzf").arg(archive).arg("-C").arg(unpacked);
    if made.is_err() || !process::succeeds_within(&mut tar, Duration::from_secs(60)) {
        return false;
    }
    let Some(found) = find(unpacked, program, 3) else {
        return false;
    };
    fs::rename(found, bin.join(program)).is_ok()
}

/// The program somewhere in the archive's folders.
fn find(folder: &Path, program: &str, depth: usize) -> Option<std::path::PathBuf> {
    let direct = folder.join(program);
    if direct.is_file() {
        return Some(direct);
    }
    if depth == 0 {
        return None;
    }
    let below = fs::read_dir(folder)
        .ok()?
        .flatten()
        .map(|entry| entry.path());
    below
        .filter(|path| path.is_dir())
        .find_map(|path| find(&path, program, depth - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: (&str, &str, &str) = (std::env::consts::OS, std::env::consts::ARCH, "here");

    fn folder(name: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn archive(folder: &Path) {
        fs::create_dir_all(folder.join("tool-1.2.3")).unwrap();
        let program = folder.join("tool-1.2.3/tool");
        fs::write(&program, "#!/bin/sh\necho tool 1.2.3\n").unwrap();
        process::run(Command::new("chmod").arg("+x").arg(&program), "chmod").unwrap();
        let mut tar = Command::new("tar");
        tar.current_dir(folder)
            .args(["-czf", "tool-1.2.3-here.tar.gz", "tool-1.2.3"]);
        process::run(&mut tar, "tar").unwrap();
    }

    #[test]
    fn a_release_is_unpacked_and_checked() {
        let from = folder("release-from");
        archive(&from);
        let address = format!(
            "file://{}/tool-{{version}}-{{target}}.tar.gz",
            from.display()
        );
        let release = Release {
            address: address.leak(),
            targets: &[HERE],
        };
        let to = folder("release-to");
        assert!(release.fetch("tool", "1.2.3", &to));
        assert!(to.join("bin/tool").is_file() && !to.join("archive.tar.gz").exists());
        assert!(!release.fetch("tool", "1.2.4", &to), "not released");
        let other = Release {
            targets: &[("plan9", "mips", "x")],
            ..release
        };
        assert!(!other.fetch("tool", "1.2.3", &to), "not for this machine");
        fs::remove_dir_all(&from).unwrap();
        fs::remove_dir_all(&to).unwrap();
    }
}
