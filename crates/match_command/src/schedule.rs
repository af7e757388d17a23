//! `xieyu match schedule`: a timetable for an event.

use std::path::{Path, PathBuf};

use clap::Args;
use matching::schedule::{self, Instance, Plan, Settings, Status};
use matching::{Steps, Watch, check};

use crate::outcome::{in_file, judged};
use crate::{Clock, Ended, Outcome, files};

/// Chooses and places the meetings of an event.
#[derive(Args, Clone, Debug)]
pub struct Schedule {
    /// The event: `.dzn` as published, or JSON.
    pub file: PathBuf,
    /// Seconds granted.
    #[arg(long, default_value_t = 5.0)]
    pub seconds: f64,
    /// Moves granted instead of seconds: the same plan on every machine.
    #[arg(long, conflicts_with = "seconds")]
    pub steps: Option<u64>,
    /// Searches side by side, each with a seed of its own.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=256))]
    pub threads: u32,
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How far the numbers of breaks of two participants may lie apart.
    #[arg(long)]
    pub fairness: Option<u32>,
    /// A plan people already hold: changing one of its meetings has a price.
    #[arg(long)]
    pub keep: Option<PathBuf>,
    /// Value that a change of a held meeting must bring.
    #[arg(long, requires = "keep")]
    pub price: Option<u32>,
    /// Where every meeting is held: the fewest breaks, proved.
    #[arg(long)]
    pub exact: bool,
    /// Writes the clauses and steps of the exact arm there (iCNF), and does nothing else.
    #[arg(long, requires = "exact", hide = true)]
    pub dimacs: Option<PathBuf>,
    /// Where the plan goes; to the terminal where nothing is given.
    #[arg(long)]
    pub out: Option<PathBuf>,
}

/// Does it.
pub fn run(asked: &Schedule) -> Outcome {
    if !(0.0..=1e9).contains(&asked.seconds) {
        return Err("--seconds must be a number from 0 to 1,000,000,000".to_owned());
    }
    let event = event(&asked.file, asked.fairness, asked.keep.as_deref(), asked.price)?;
    if let Some(dimacs) = &asked.dimacs {
        let written = schedule::exact::sequence(&event).map_err(|fault| in_file(&asked.file, &fault))?;
        files::write(Some(dimacs), &written.unwrap_or_default())?;
        return Ok(Ended::Solved);
    }
    let clock = Clock::granting(asked.seconds)?;
    let steps = asked.steps.map(Steps);
    let watch: &dyn Watch = steps.as_ref().map_or(&clock, |steps| steps);
    let settings = Settings { seed: asked.seed, threads: asked.threads as usize };
    let mut plan = if asked.exact {
        schedule::exact::solve_or_search(&event, &settings, watch).map_err(|fault| in_file(&asked.file, &fault))?
    } else {
        schedule::solve(&event, &settings, watch)
    };
    plan.seconds = if asked.steps.is_some() { 0.0 } else { asked.seconds };
    files::write(asked.out.as_deref(), &files::plan(&plan)?)?;
    eprintln!("{}, {:.2} s", plan.in_words(), clock.seconds());
    match plan.status {
        Status::Infeasible => Ok(Ended::Infeasible),
        Status::Unknown => {
            let file = asked.file.display();
            Err(format!(
                "{file}: no plan that holds everything was found in what was granted, nor a proof that there is none"
            ))
        }
        Status::Optimal | Status::Feasible => Ok(Ended::Solved),
    }
}

/// A timetable and its event.
#[derive(Args, Clone, Debug)]
pub struct Judged {
    pub instance: PathBuf,
    pub plan: PathBuf,
    /// How far the numbers of breaks of two participants may lie apart, where the plan was made with it.
    #[arg(long)]
    pub fairness: Option<u32>,
    /// The plan people held before, where this one was made against it.
    #[arg(long)]
    pub keep: Option<PathBuf>,
    /// Value of a change, as the plan was made with.
    #[arg(long)]
    pub price: Option<u32>,
}

fn read_plan(file: &Path) -> Result<Plan, String> {
    check::read_plan(&files::text(file)?).map_err(|fault| in_file(file, &fault))
}

/// An event with what the command line adds to it: fairness, the plan people hold, and the price of changing it.
fn event(file: &Path, fairness: Option<u32>, keep: Option<&Path>, price: Option<u32>) -> Result<Instance, String> {
    let (text, name) = (files::text(file)?, files::name(file));
    let mut event = schedule::read(&name, &text).map_err(|fault| in_file(file, &fault))?;
    event.fairness = fairness.or(event.fairness);
    if let Some(held) = keep {
        event.hold(&read_plan(held)?).map_err(|fault| in_file(held, &fault))?;
    }
    event.price_of_change = price.unwrap_or(event.price_of_change);
    Ok(event)
}

/// Judges one.
pub fn check(asked: &Judged) -> Outcome {
    let event = event(&asked.instance, asked.fairness, asked.keep.as_deref(), asked.price)?;
    let wrong = check::schedule::judge(&event, &read_plan(&asked.plan)?);
    let told: Vec<String> = wrong.iter().map(|reason| format!("{}: {reason}", asked.plan.display())).collect();
    Ok(judged(&told))
}

/// An event.
#[derive(Args, Clone, Debug)]
pub struct Event {
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    #[arg(long, default_value_t = 4_000)]
    pub requests: u32,
    #[arg(long, default_value_t = 80)]
    pub tables: u32,
    #[arg(long, default_value_t = 24)]
    pub slots: u32,
    #[arg(long, default_value_t = 300)]
    pub enterprises: u32,
    #[arg(long, default_value_t = 500)]
    pub universities: u32,
    /// Percent of their time that people have blocked.
    #[arg(long, default_value_t = 10)]
    pub blocked: u32,
    #[arg(long)]
    pub out: Option<PathBuf>,
}

/// Makes one.
pub fn generate(asked: &Event) -> Outcome {
    let size = schedule::EventSize {
        requests: asked.requests,
        tables: asked.tables,
        slots: asked.slots,
        hosts: asked.enterprises,
        guests: asked.universities,
        blocked_percent: asked.blocked,
    };
    let event = schedule::generate(&size, asked.seed).map_err(|fault| fault.to_string())?;
    files::write(asked.out.as_deref(), &schedule::write(&event))?;
    Ok(Ended::Solved)
}
