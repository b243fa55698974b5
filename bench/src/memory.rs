//! How much memory the server holds after all that.

use anyhow::{Context, Result};
use std::fs;
use std::process::Command;

use crate::places::Places;
use crate::report::{Amount, Report, say};

/// The name of the figure, for the targets.
pub const RESIDENT: &str = "server, resident";

/// Looks at the running server.
pub fn measure(places: &Places, report: &mut Report) -> Result<()> {
    say("\nMemory");
    let mut amount = |what: &str, kilobytes: f64| {
        report.amount(Amount {
            what: what.to_owned(),
            value: kilobytes * 1024.0 / 1e6,
            unit: "MB",
            floor: None,
        });
    };
    match fs::read_to_string(format!("/proc/{}/status", places.process)) {
        Ok(status) => {
            amount(RESIDENT, line(&status, "VmRSS:")?);
            amount("server, resident at most", line(&status, "VmHWM:")?);
        }
        // No Linux.
        Err(_) => {
            let id = places.process.to_string();
            let said = Command::new("ps")
                .args(["-o", "rss=", "-p", &id])
                .output()?;
            let said = String::from_utf8(said.stdout)?;
            amount(RESIDENT, said.trim().parse().context("ps said no size")?);
        }
    }
    Ok(())
}

/// A size of /proc/…/status, in kilobytes.
fn line(status: &str, name: &str) -> Result<f64> {
    let value = status
        .lines()
        .find_map(|line| line.strip_prefix(name))
        .and_then(|rest| rest.split_whitespace().next())
        .with_context(|| format!("/proc says nothing of {name}"))?;
    Ok(value.parse()?)
}

#[cfg(test)]
mod tests {
    #[test]
    fn reads_a_status() {
        let status = "Name:\tserver\nVmHWM:\t   90112 kB\nVmRSS:\t   51200 kB\n";
        assert_eq!(super::line(status, "VmRSS:").unwrap(), 51_200.0);
        assert!(super::line(status, "VmSwap:").is_err());
    }
}
