//! `xieyu match allocate`: quotas by preferences on both sides.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use matching::allocate::{Instance, NoPlan, Plan, Size, Wishes, read_document, solve};

use crate::clock::stopped_by_key;
use crate::outcome::in_file;
use crate::{Clock, Ended, Outcome};

/// What an allocation is made from and how.
#[derive(Args, Clone, Debug)]
pub struct Allocate {
    /// A document (.json).
    file: PathBuf,
    /// The published seed of the lottery that breaks ties.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many of each waiting list are written.
    #[arg(long, default_value_t = 10)]
    waiting: u32,
    /// Write every proposal into the plan.
    #[arg(long)]
    log: bool,
    /// Time granted.
    #[arg(long, default_value_t = 600.0)]
    seconds: f64,
    /// Where to write the plan.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// Allocates.
///
/// # Errors
/// A file that cannot be read or has faults.
pub fn run(wanted: &Allocate) -> Outcome {
    let instance = read(&wanted.file)?;
    let clock =
        Clock::new(Duration::try_from_secs_f64(wanted.seconds).map_err(|error| error.to_string())?, stopped_by_key());
    let wishes = Wishes { seed: wanted.seed, waiting: wanted.waiting, log: wanted.log };
    let plan = match solve(&instance, wishes, &clock) {
        Ok(plan) => Plan { seconds: Some(clock.seconds()), ..plan },
        Err(NoPlan::Infeasible(cause)) => {
            println!("infeasible: {cause}");
            return Ok(Ended::Infeasible);
        }
        Err(other) => return Err(format!("{}: {other}", wanted.file.display())),
    };
    println!("{} {} in {:.3} s", plan.instance, plan.status, plan.seconds.unwrap_or(0.0));
    println!("{} of {} applicants placed, seed {}", plan.objective.placed, instance.applicants.len(), plan.seed);
    println!("by choice {:?}", plan.objective.by_choice);
    if let Some(out) = &wanted.out {
        let text = serde_json::to_string(&plan).map_err(|error| error.to_string())?;
        fs::write(out, text).map_err(|error| format!("{}: {error}", out.display()))?;
    }
    Ok(Ended::Solved)
}

fn read(file: &Path) -> Result<Instance, String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let name = file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    read_document(&name, &text).map_err(|fault| in_file(file, &fault))
}

/// Judges a plan.
///
/// # Errors
/// Files that cannot be read.
pub fn check(instance: &Path, plan: &Path) -> Outcome {
    let text = fs::read_to_string(plan).map_err(|error| format!("{}: {error}", plan.display()))?;
    let broken = matching::check::allocate::check(&read(instance)?, &text).map_err(|fault| in_file(plan, &fault))?;
    broken.iter().for_each(|what| println!("{what}"));
    if broken.is_empty() {
        println!("holds");
        return Ok(Ended::Solved);
    }
    Ok(Ended::Wrong)
}

/// How large a generated allocation is.
#[derive(Args, Clone, Debug)]
pub struct Generate {
    /// Where the numbers come from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Applicants.
    #[arg(long, default_value_t = 1_000)]
    applicants: u32,
    /// Offers.
    #[arg(long, default_value_t = 150)]
    offers: u32,
    /// Choices of an applicant.
    #[arg(long, default_value_t = 10)]
    choices: u32,
    /// Where to write it (.json); otherwise it is printed.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// Writes an instance.
///
/// # Errors
/// A file that cannot be written.
pub fn generate(wanted: &Generate) -> Outcome {
    let size = Size { applicants: wanted.applicants, offers: wanted.offers, choices: wanted.choices };
    let text = matching::allocate::generate(wanted.seed, size);
    match &wanted.out {
        Some(out) => fs::write(out, text).map_err(|error| format!("{}: {error}", out.display()))?,
        None => print!("{text}"),
    }
    Ok(Ended::Solved)
}
