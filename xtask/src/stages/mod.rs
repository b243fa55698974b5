//! `cargo xtask test` and `check`: stages in order, each with its time, the first failure ends it.

mod browser;
mod rust;
mod scratch;

use crate::args::Test;
use crate::failure::{Failure, Result, fail};
use crate::say::{say, step};
pub use scratch::Scratch;
use std::time::{Duration, Instant};

/// One step of the tests.
struct Stage {
    name: &'static str,
    /// Part of `check`.
    quick: bool,
    /// Whether `-- ARGUMENTS` make sense.
    takes_arguments: bool,
    run: fn(&mut Scratch, &[String]) -> Result,
}

const STAGES: &[Stage] = &[
    Stage {
        name: "fmt",
        quick: true,
        takes_arguments: false,
        run: rust::format,
    },
    Stage {
        name: "clippy-server",
        quick: true,
        takes_arguments: false,
        run: rust::clippy_server,
    },
    Stage {
        name: "clippy-wasm",
        quick: true,
        takes_arguments: false,
        run: rust::clippy_wasm,
    },
    Stage {
        name: "deny",
        quick: true,
        takes_arguments: false,
        run: rust::deny,
    },
    Stage {
        name: "unit",
        quick: false,
        takes_arguments: true,
        run: rust::unit,
    },
    Stage {
        name: "store",
        quick: false,
        takes_arguments: true,
        run: rust::store,
    },
    Stage {
        name: "app",
        quick: false,
        takes_arguments: true,
        run: rust::app,
    },
    Stage {
        name: "server",
        quick: false,
        takes_arguments: true,
        run: rust::server,
    },
    Stage {
        name: "build",
        quick: false,
        takes_arguments: false,
        run: browser::build,
    },
    Stage {
        name: "faults",
        quick: false,
        takes_arguments: false,
        run: browser::faults,
    },
    Stage {
        name: "e2e",
        quick: false,
        takes_arguments: true,
        run: browser::tests,
    },
];

/// `cargo xtask test`.
pub fn test(options: &Test) -> Result {
    let stages = select(&options.stages)?;
    if !options.arguments.is_empty() {
        let [one] = stages.as_slice() else {
            return fail("what stands after -- goes to one test program: name one stage before it");
        };
        if !one.takes_arguments {
            return fail(format!("{} takes no arguments", one.name));
        }
    }
    run(&stages, &options.arguments)
}

/// `cargo xtask check`.
pub fn check() -> Result {
    let stages: Vec<&Stage> = STAGES.iter().filter(|stage| stage.quick).collect();
    run(&stages, &[])
}

fn select(names: &[String]) -> Result<Vec<&'static Stage>> {
    if names.is_empty() {
        return Ok(STAGES.iter().collect());
    }
    for name in names {
        if !STAGES.iter().any(|stage| stage.name == name) {
            let known: Vec<&str> = STAGES.iter().map(|stage| stage.name).collect();
            return fail(format!(
                "there is no stage `{name}`; there are: {}",
                known.join(" ")
            ));
        }
    }
    // In their own order, whatever order they were named in.
    Ok(STAGES
        .iter()
        .filter(|stage| names.iter().any(|name| name == stage.name))
        .collect())
}

fn run(stages: &[&Stage], arguments: &[String]) -> Result {
    let mut scratch = Scratch::default();
    let mut times = Vec::new();
    let mut failed = None;
    for stage in stages {
        step(format!("Stage {}", stage.name));
        let started = Instant::now();
        let result = (stage.run)(&mut scratch, arguments);
        times.push((stage.name, started.elapsed()));
        match result {
            Ok(()) => say(format!(
                "  {} took {}",
                stage.name,
                readable(started.elapsed())
            )),
            Err(Failure::Stopped) => return Err(Failure::Stopped),
            Err(Failure::Message(text)) => {
                failed = Some((stage.name, text));
                break;
            }
        }
    }
    drop(scratch);
    say(summary(
        stages,
        &times,
        failed.as_ref().map(|(name, _)| *name),
    ));
    match failed {
        None => Ok(()),
        Some((name, text)) => fail(format!("stage {name}: {text}")),
    }
}

/// The table at the end. Its last line is one that CI can count.
fn summary(stages: &[&Stage], times: &[(&str, Duration)], bad: Option<&str>) -> String {
    let mut lines = vec![String::new()];
    for stage in stages {
        let time = times
            .iter()
            .find(|(name, _)| *name == stage.name)
            .map(|(_, time)| *time);
        let outcome = match time {
            None => "not run".to_owned(),
            Some(time) if bad == Some(stage.name) => format!("FAILED after {}", readable(time)),
            Some(time) => format!("ok, {}", readable(time)),
        };
        lines.push(format!("  {:<14} {outcome}", stage.name));
    }
    let failed = usize::from(bad.is_some());
    let (good, rest) = (times.len() - failed, stages.len() - times.len());
    lines.push(format!(
        "stages: {good} passed, {failed} failed, {rest} skipped"
    ));
    lines.join("\n")
}

fn readable(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        return format!("{:.1} s", time.as_secs_f32());
    }
    format!("{} min {} s", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: &[&str]) -> Vec<String> {
        list.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn stages_run_in_their_own_order() {
        let chosen = select(&names(&["e2e", "fmt", "e2e"])).unwrap();
        assert_eq!(
            chosen.iter().map(|stage| stage.name).collect::<Vec<_>>(),
            ["fmt", "e2e"]
        );
        assert_eq!(select(&[]).unwrap().len(), STAGES.len());
    }

    #[test]
    fn unknown_stages_list_the_known() {
        let said = select(&names(&["e2"])).err().unwrap().to_string();
        assert!(
            said.contains("no stage `e2`") && said.contains("e2e"),
            "{said}"
        );
    }

    #[test]
    fn arguments_need_one_stage_that_takes_them() {
        for stages in [names(&[]), names(&["store", "app"]), names(&["fmt"])] {
            let test = Test {
                stages,
                arguments: names(&["filter"]),
            };
            assert!(matches!(super::test(&test), Err(Failure::Message(_))));
        }
    }

    #[test]
    fn the_help_lists_every_stage() {
        let line: Vec<&str> = STAGES.iter().map(|stage| stage.name).collect();
        assert!(crate::args::HELP.contains(&line.join(" ")));
    }

    #[test]
    fn the_summary_counts_every_stage() {
        let stages: Vec<&Stage> = STAGES.iter().take(3).collect();
        let times = [
            ("fmt", Duration::from_secs(1)),
            ("clippy-server", Duration::from_secs(61)),
        ];
        let said = summary(&stages, &times, Some("clippy-server"));
        assert!(
            said.contains("clippy-server  FAILED after 1 min 1 s"),
            "{said}"
        );
        assert!(said.contains("clippy-wasm    not run"), "{said}");
        assert!(
            said.ends_with("stages: 1 passed, 1 failed, 1 skipped"),
            "{said}"
        );
    }
}
