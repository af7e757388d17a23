//! `xieyu match allocate`: quotas by preferences on both sides.

use std::path::{Path, PathBuf};

use clap::Args;
use matching::allocate::{Instance, NoPlan, Plan, Size, Wishes, read_document, solve};

use crate::clock::GRANTED;
use crate::outcome::{in_file, judged};
use crate::{Clock, Ended, Outcome, Pair, files};

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
    /// Seconds granted; 600 where nothing is said.
    #[arg(long)]
    seconds: Option<f64>,
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
    let clock = Clock::without_key(wanted.seconds.unwrap_or(GRANTED))?;
    let wishes = Wishes { seed: wanted.seed, waiting: wanted.waiting, log: wanted.log };
    let plan = match solve(&instance, wishes, &clock) {
        Ok(plan) => Plan { seconds: wanted.seconds, ..plan },
        Err(NoPlan::Infeasible(cause)) => {
            println!("infeasible: {cause}");
            return Ok(Ended::Infeasible);
        }
        Err(other) => return Err(format!("{}: {other}", wanted.file.display())),
    };
    println!("{} {} in {:.3} s", plan.instance, plan.status, clock.seconds());
    println!("{} of {} applicants placed, seed {}", plan.objective.placed, instance.applicants.len(), plan.seed);
    println!("by choice {:?}", plan.objective.by_choice);
    if let Some(out) = &wanted.out {
        let text = serde_json::to_string(&plan).map_err(|error| error.to_string())?;
        files::write(Some(out), &text)?;
    }
    Ok(Ended::Solved)
}

fn read(file: &Path) -> Result<Instance, String> {
    let (text, name) = (files::text(file)?, files::name(file));
    read_document(&name, &text).map_err(|fault| in_file(file, &fault))
}

/// Judges a plan.
///
/// # Errors
/// Files that cannot be read.
pub fn check(pair: &Pair) -> Outcome {
    let text = files::text(&pair.plan)?;
    let broken =
        matching::check::allocate::check(&read(&pair.instance)?, &text).map_err(|fault| in_file(&pair.plan, &fault))?;
    Ok(judged(&broken))
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
    files::write(wanted.out.as_deref(), &text)?;
    Ok(Ended::Solved)
}
