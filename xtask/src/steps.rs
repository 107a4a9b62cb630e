//! A list of steps that are announced, timed and summed up.

use std::time::{Duration, Instant};

use crate::failure::{Failure, Result};

/// What was done so far, and how it went.
#[derive(Default)]
pub struct Steps(Vec<Step>);

struct Step {
    name: &'static str,
    took: Duration,
    ended: Ended,
}

enum Ended {
    Well,
    Badly,
    NotRun,
}

impl Steps {
    /// Does `work` under a heading. `None` means that it failed, which is remembered.
    pub fn run<T>(&mut self, name: &'static str, work: impl FnOnce() -> Result<T>) -> Option<T> {
        println!("\n==> {name}");
        let begun = Instant::now();
        let outcome = work();
        let took = begun.elapsed();
        let ended = match &outcome {
            Ok(_) => Ended::Well,
            Err(failure) => {
                println!("xtask: {failure}");
                Ended::Badly
            }
        };
        println!(
            "<== {name}: {} after {:.1} s",
            ended.word(),
            took.as_secs_f64()
        );
        self.0.push(Step { name, took, ended });
        outcome.ok()
    }

    /// Does `work` only if what it `needs` is there; otherwise the step counts as failed.
    pub fn run_with<N, T>(
        &mut self,
        needs: Option<&N>,
        name: &'static str,
        work: impl FnOnce(&N) -> Result<T>,
    ) -> Option<T> {
        if let Some(needs) = needs {
            return self.run(name, || work(needs));
        }
        self.0.push(Step {
            name,
            took: Duration::ZERO,
            ended: Ended::NotRun,
        });
        None
    }

    /// Lists every step with its time; one that did not end well is a failure of the whole.
    pub fn sum_up(&self) -> Result {
        println!("\n==> summary");
        for Step { name, took, ended } in &self.0 {
            println!("{:>8.1} s  {:<8} {name}", took.as_secs_f64(), ended.word());
        }
        let total: Duration = self.0.iter().map(|step| step.took).sum();
        println!("{:>8.1} s  in all", total.as_secs_f64());
        match self
            .0
            .iter()
            .filter(|step| !matches!(step.ended, Ended::Well))
            .count()
        {
            0 => Ok(()),
            bad => Err(Failure::new(format!(
                "{bad} of {} steps did not pass",
                self.0.len()
            ))),
        }
    }
}

impl Ended {
    const fn word(&self) -> &'static str {
        match self {
            Self::Well => "ok",
            Self::Badly => "FAILED",
            Self::NotRun => "NOT RUN",
        }
    }
}
