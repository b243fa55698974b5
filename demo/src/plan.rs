//! What to load, and what was loaded.

use std::fmt;
use std::time::Duration;

/// The firm that the sign-in page lets anyone into.
pub const DEMO_FIRM: &str = "Bergslagens Värme & Ventilation AB";

/// A firm to be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Its name. A firm of that name that is there already is left alone.
    pub firm: String,
    /// Anyone may sign in as its users; only for [`DEMO_FIRM`].
    pub demo: bool,
    /// How many contacts, those of the design among them.
    pub contacts: u64,
    /// How many companies.
    pub companies: u64,
    /// The same seed gives the same firm.
    pub seed: u64,
    /// Sets indexes and foreign keys aside meanwhile, and journals only contacts and companies, not
    /// their phones, addresses and notes: for a large firm.
    pub aside: bool,
}

/// From so many contacts on it is worth setting indexes aside; putting them back reads the rows of
/// every other firm too. The rest of the journal would take a million contacts beyond five minutes.
const LARGE: u64 = 50_000;

impl Plan {
    /// The demo firm, or another one of the given name, with one company to five contacts.
    #[must_use]
    pub fn new(contacts: u32, firm: Option<String>, seed: u64) -> Self {
        let contacts = u64::from(contacts.max(100));
        let firm = firm.unwrap_or_else(|| DEMO_FIRM.to_owned());
        Self {
            demo: firm == DEMO_FIRM,
            firm,
            contacts,
            companies: contacts / 5,
            seed,
            aside: contacts >= LARGE,
        }
    }

    /// Ten small firms to stand beside the one that is measured.
    #[must_use]
    pub fn beside(contacts: u32) -> Vec<Self> {
        let plan = |number: u32| {
            Self::new(
                contacts,
                Some(format!("Grannfirman {number} AB")),
                u64::from(number) + 100,
            )
        };
        (1..=10).map(plan).collect()
    }

    /// Where its people have their e-mail.
    #[must_use]
    pub fn domain(&self) -> String {
        if self.demo {
            "bergslagensvarme.example".to_owned()
        } else {
            crate::company::internet_domain(&self.firm)
        }
    }
}

/// What a load did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Name of the firm.
    pub firm: String,
    /// Rows by table; empty when the firm was there already.
    pub rows: Vec<(&'static str, u64)>,
    /// Steps and how long each took.
    pub steps: Vec<(&'static str, Duration)>,
}

impl Report {
    /// How long it took in all.
    #[must_use]
    pub fn took(&self) -> Duration {
        self.steps.iter().map(|(_, took)| *took).sum()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.rows.is_empty() {
            return write!(f, "«{}» is there already.", self.firm);
        }
        let listed = |pairs: Vec<String>| pairs.join(", ");
        let rows = listed(
            self.rows
                .iter()
                .map(|(table, count)| format!("{table} {count}"))
                .collect(),
        );
        let steps = listed(
            self.steps
                .iter()
                .map(|(step, took)| format!("{step} {:.1} s", took.as_secs_f64()))
                .collect(),
        );
        writeln!(
            f,
            "«{}» was loaded in {:.1} s.",
            self.firm,
            self.took().as_secs_f64()
        )?;
        writeln!(f, "Rows: {rows}.")?;
        write!(f, "Time: {steps}.")
    }
}
