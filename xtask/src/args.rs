//! The command line. Six commands with few options: read by hand, so that xtask compiles in seconds.

mod words;

use crate::failure::{Result, fail};
use std::path::PathBuf;
use words::{Value, Words};

/// Fewest and most contacts that `server demo` loads.
const CONTACTS: std::ops::RangeInclusive<u32> = 100..=2_000_000;

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum Task {
    /// Build and serve.
    Run(Run),
    /// Everything that CI runs, or some of it.
    Test(Test),
    /// The quick part of `test`.
    Check,
    /// Fill a firm.
    Seed(Seed),
    /// Measure.
    Bench(Bench),
    /// Kill the server and the database under people who work.
    Faults(Faults),
    /// Say what there is.
    Help,
}

/// `cargo xtask run`.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    /// Port on 127.0.0.1.
    pub port: u16,
    /// Where the database lives; `None` is the usual place.
    pub data: Option<PathBuf>,
    /// Contacts in the demo firm; 0 loads no demo firm.
    pub demo: u32,
}

/// `cargo xtask test`.
#[derive(Debug, PartialEq, Eq, Default)]
pub struct Test {
    /// Names of stages; none is all.
    pub stages: Vec<String>,
    /// What stands after `--`, for the test program.
    pub arguments: Vec<String>,
}

/// `cargo xtask seed`.
#[derive(Debug, PartialEq, Eq)]
pub struct Seed {
    /// How many contacts.
    pub contacts: u32,
    /// The firm to fill; `None` is the demo firm.
    pub firm: Option<String>,
    /// Where the database lives; `None` is the usual place.
    pub data: Option<PathBuf>,
}

/// `cargo xtask bench`.
#[derive(Debug, PartialEq, Eq)]
pub struct Bench {
    /// Contacts of each firm that is measured.
    pub sizes: Vec<u32>,
    /// What is measured; none is all.
    pub only: Vec<String>,
    /// Where the database lives; `None` is the usual place.
    pub data: Option<PathBuf>,
}

/// `cargo xtask faults`.
#[derive(Debug, PartialEq, Eq)]
pub struct Faults {
    /// How often something is killed.
    pub rounds: u32,
    /// What the people do and when something is killed follows from it.
    pub seed: u64,
}

/// Reads the command line without the program's name.
pub fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Task> {
    let mut words = Words::of(arguments);
    let Some(command) = words.next() else {
        return Ok(Task::Help);
    };
    match command.as_str() {
        "run" => run(words),
        "test" => Ok(test(words)),
        "check" => words.none("check").map(|()| Task::Check),
        "seed" => seed(words),
        "bench" => bench(words),
        "faults" => faults(words),
        "help" | "--help" | "-h" => Ok(Task::Help),
        other => fail(format!(
            "there is no command `{other}`: cargo xtask help lists them"
        )),
    }
}

fn run(mut words: Words) -> Result<Task> {
    let mut run = Run {
        port: 3000,
        data: None,
        demo: 5000,
    };
    while let Some((name, value)) = words.option()? {
        match name.as_str() {
            "--port" => run.port = value.number(1..=65_535)?,
            "--data" => run.data = Some(PathBuf::from(value.text()?)),
            "--demo" => run.demo = value.contacts_or_none()?,
            other => return unknown("run", other),
        }
    }
    Ok(Task::Run(run))
}

fn seed(mut words: Words) -> Result<Task> {
    let mut seed = Seed {
        contacts: 0,
        firm: None,
        data: None,
    };
    while let Some((name, value)) = words.option()? {
        match name.as_str() {
            "--contacts" => seed.contacts = value.number(CONTACTS)?,
            "--firm" => seed.firm = Some(value.text()?),
            "--data" => seed.data = Some(PathBuf::from(value.text()?)),
            other => return unknown("seed", other),
        }
    }
    if seed.contacts == 0 {
        return fail("seed needs --contacts NUMBER");
    }
    Ok(Task::Seed(seed))
}

fn bench(mut words: Words) -> Result<Task> {
    let mut bench = Bench {
        sizes: vec![10_000, 100_000, 1_000_000],
        only: Vec::new(),
        data: None,
    };
    while let Some((name, value)) = words.option()? {
        match name.as_str() {
            "--sizes" => {
                let each = |value: Value| value.number(CONTACTS);
                bench.sizes = value.list()?.into_iter().map(each).collect::<Result<_>>()?;
            }
            "--only" => {
                let each = |value: Value| value.one_of(crate::bench::PARTS);
                bench.only = value.list()?.into_iter().map(each).collect::<Result<_>>()?;
            }
            "--data" => bench.data = Some(PathBuf::from(value.text()?)),
            other => return unknown("bench", other),
        }
    }
    Ok(Task::Bench(bench))
}

fn faults(mut words: Words) -> Result<Task> {
    let mut faults = Faults {
        rounds: 20,
        seed: 1,
    };
    while let Some((name, value)) = words.option()? {
        match name.as_str() {
            "--rounds" => faults.rounds = value.number(1..=10_000)?,
            "--seed" => faults.seed = value.number(1..=u64::MAX)?,
            other => return unknown("faults", other),
        }
    }
    Ok(Task::Faults(faults))
}

fn test(words: Words) -> Task {
    let mut words: Vec<String> = words.rest();
    let split = words.iter().position(|word| word == "--");
    let arguments = split
        .map(|at| words.split_off(at).split_off(1))
        .unwrap_or_default();
    Task::Test(Test {
        stages: words,
        arguments,
    })
}

fn unknown<T>(command: &str, name: &str) -> Result<T> {
    fail(format!(
        "{command} has no option {name}: cargo xtask help lists them"
    ))
}

/// What `cargo xtask help` prints.
pub const HELP: &str = "\
cargo xtask COMMAND

  run    Build everything and serve Kundkort with a database and a demo firm
           --port PORT      on http://127.0.0.1:PORT (3000)
           --data DIR       the database's folder (data in the checkout)
           --demo CONTACTS  contacts of the demo firm, 100 to 2000000, or 0 for none (5000)
  test   Everything that CI runs: [STAGE…] [-- ARGUMENTS for the test program]
           fmt clippy-server clippy-wasm deny unit store app server build faults e2e
  check  The quick part: fmt clippy-server clippy-wasm deny
  seed   Fill a firm with contacts
           --contacts NUMBER, --firm NAME (the demo firm), --data DIR
  bench  Measure the release, beside what is the least it could take (docs/BENCH.md)
           --sizes N,N,…    contacts of the firms measured (10000,100000,1000000)
           --only PART,…    search card tabs save live create page memory (all)
           --data DIR       the database's folder, kept for the next time
  faults Kill the server and PostgreSQL while eight people work; nothing confirmed may be lost
           --rounds N       how often (20)
           --seed N         what they do (1)
  help   This

With DATABASE_URL set, run and seed use that PostgreSQL (18 or later) instead of a private one.
The tools are kept in KUNDKORT_CACHE, or ~/.cache/kundkort (root: /var/cache/kundkort).";

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> std::result::Result<Task, String> {
        parse(line.split_whitespace().map(str::to_owned)).map_err(|failure| failure.to_string())
    }

    #[test]
    fn run_has_defaults() {
        assert_eq!(
            parsed("run"),
            Ok(Task::Run(Run {
                port: 3000,
                data: None,
                demo: 5000
            }))
        );
    }

    #[test]
    fn run_takes_options_in_both_forms() {
        let wanted = Run {
            port: 8080,
            data: Some(PathBuf::from("/d")),
            demo: 1_000_000,
        };
        assert_eq!(
            parsed("run --port 8080 --data=/d --demo=1_000_000"),
            Ok(Task::Run(wanted))
        );
        let none = Run {
            port: 3000,
            data: None,
            demo: 0,
        };
        assert_eq!(parsed("run --demo 0"), Ok(Task::Run(none)));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (line, part) in [
            (
                "run --port 70000",
                "--port must be a number from 1 to 65535, not `70000`",
            ),
            ("run --port", "--port needs a value"),
            ("run --demo 5", "--demo must be a number from 100"),
            ("run --prot 1", "run has no option --prot"),
            ("run 3000", "`3000` is out of place"),
            ("rum", "there is no command `rum`"),
            ("bench --sizes 10", "--sizes must be a number from 100"),
            (
                "bench --only search,cards",
                "--only must be of search,card,tabs,save,live,create,page,memory, not `cards`",
            ),
            ("bench 10000", "`10000` is out of place"),
            ("faults --rounds 0", "--rounds must be a number from 1"),
            ("seed", "seed needs --contacts"),
            ("seed --contacts many", "not `many`"),
            ("seed --firm= --contacts 100", "--firm needs a value"),
            ("check now", "check takes no options"),
        ] {
            let said = parsed(line).unwrap_err();
            assert!(said.contains(part), "{line}: {said}");
        }
    }

    #[test]
    fn test_passes_on_what_follows_two_dashes() {
        let words = |list: &[&str]| {
            list.iter()
                .map(|word| (*word).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(parsed("test"), Ok(Task::Test(Test::default())));
        assert_eq!(
            parsed("test store -- journal --nocapture"),
            Ok(Task::Test(Test {
                stages: words(&["store"]),
                arguments: words(&["journal", "--nocapture"])
            }))
        );
        assert_eq!(
            parsed("test e2e --"),
            Ok(Task::Test(Test {
                stages: words(&["e2e"]),
                arguments: Vec::new()
            }))
        );
    }

    #[test]
    fn bench_takes_lists() {
        let bench = Bench {
            sizes: vec![10_000, 1_000_000],
            only: vec!["search".into(), "page".into()],
            data: None,
        };
        assert_eq!(
            parsed("bench --sizes 10000,1_000_000 --only=search,page"),
            Ok(Task::Bench(bench))
        );
    }

    #[test]
    fn help_is_the_default() {
        assert_eq!(parsed(""), Ok(Task::Help));
        assert_eq!(parsed("--help"), Ok(Task::Help));
    }

    #[test]
    fn seed_fills_a_firm_of_any_name() {
        let seed = Seed {
            contacts: 100,
            firm: Some("Öst".into()),
            data: None,
        };
        assert_eq!(
            parsed("seed --contacts 100 --firm Öst"),
            Ok(Task::Seed(seed))
        );
    }
}
