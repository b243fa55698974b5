//! The firms that are measured, and ten that only stand beside them.

mod activities;

use anyhow::Result;
use demo::Plan;

/// Contacts of each firm beside.
const BESIDE: u32 = 10_000;

/// The firm of a size.
pub fn firm_name(contacts: u32) -> String {
    format!("Mätfirman {contacts} AB")
}

/// Fills what is missing. The biggest first: it is loaded without the indexes, which are then made of few rows.
/// What has happened to the contacts comes last, and only where it is `wanted`: it is many times as much.
pub async fn fill(owner: &str, superuser: &str, sizes: &[u32], wanted: bool) -> Result<()> {
    let measured = sizes
        .iter()
        .rev()
        .map(|size| Plan::new(*size, Some(firm_name(*size)), 1));
    for plan in measured.chain(Plan::beside(BESIDE)) {
        let report = demo::load(owner, &plan).await?;
        crate::report::say(&report.to_string());
    }
    if !wanted {
        return Ok(());
    }
    for size in sizes.iter().rev() {
        activities::fill(superuser, &firm_name(*size)).await?;
    }
    Ok(())
}
