//! The firms that are measured, and ten that only stand beside them.

use anyhow::Result;
use demo::Plan;

/// Contacts of each firm beside.
const BESIDE: u32 = 10_000;

/// The firm of a size.
pub fn firm_name(contacts: u32) -> String {
    format!("Mätfirman {contacts} AB")
}

/// Fills what is missing. The biggest first: it is loaded without the indexes, which are then made of few rows.
pub async fn fill(owner: &str, sizes: &[u32]) -> Result<()> {
    let measured = sizes
        .iter()
        .rev()
        .map(|size| Plan::new(*size, Some(firm_name(*size)), 1));
    for plan in measured.chain(Plan::beside(BESIDE)) {
        let report = demo::load(owner, &plan).await?;
        crate::report::say(&report.to_string());
    }
    Ok(())
}
