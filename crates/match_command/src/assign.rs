//! `xieyu match assign`: experts to items.

use std::path::{Path, PathBuf};

use clap::Args;
use matching::assign::{Instance, NoPlan, Plan, Settings, Size, Wishes, read_document, read_list, read_matrix, solve};

use crate::clock::GRANTED;
use crate::outcome::{in_file, judged};
use crate::{Clock, Ended, Outcome, Pair, files};

/// What an assignment is made from and how.
#[derive(Args, Clone, Debug)]
pub struct Assign {
    /// A document (.json), a matrix (.in) or a list of item,expert,affinity (.csv).
    file: PathBuf,
    /// Experts of every item.
    #[arg(long)]
    per_item: Option<u32>,
    /// Items of every expert at most.
    #[arg(long)]
    max_load: Option<u32>,
    /// Items of every expert at least.
    #[arg(long)]
    min_load: Option<u32>,
    /// Serve the worst-served item as well as can be.
    #[arg(long)]
    fair: bool,
    /// The published seed that decides between equally good plans; 0 keeps the order of the file.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Seconds granted; 600 where nothing is said.
    #[arg(long)]
    seconds: Option<f64>,
    /// Where to write the plan.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// Assigns.
///
/// # Errors
/// A file that cannot be read or has faults.
pub fn run(assign: &Assign) -> Outcome {
    let mut instance = read(&assign.file)?;
    let settings = Settings { per_item: assign.per_item, min_load: assign.min_load, max_load: assign.max_load };
    if assign.min_load.unwrap_or(0) > assign.max_load.unwrap_or(u32::MAX) {
        return Err("the least load is above the largest".to_owned());
    }
    instance.set_all(settings.per_item, settings.min_load, settings.max_load);
    let instance = instance.checked().map_err(|fault| in_file(&assign.file, &fault))?;
    let clock = Clock::granting(assign.seconds.unwrap_or(GRANTED))?;
    let wishes = Wishes { fair: assign.fair, seed: assign.seed };
    let plan = match solve(&instance, wishes, &clock) {
        Ok(plan) => Plan { settings: settings.any(), seconds: assign.seconds, ..plan },
        Err(NoPlan::Infeasible(cause)) => {
            println!("infeasible: {cause}");
            return Ok(Ended::Infeasible);
        }
        Err(other) => return Err(format!("{}: {other}", assign.file.display())),
    };
    tell(&plan, clock.seconds());
    if let Some(out) = &assign.out {
        let text = serde_json::to_string(&plan).map_err(|error| error.to_string())?;
        files::write(Some(out), &text)?;
    }
    Ok(Ended::Solved)
}

fn tell(plan: &Plan, taken: f64) {
    let (objective, bound) = (&plan.objective, &plan.bound);
    println!("{} {} in {:.3} s, seed {}", plan.instance, plan.status, taken, plan.seed);
    println!("total {} of at most {}, {} places empty", objective.total, bound.total, objective.empty);
    match bound.worst {
        Some(worst) => println!("worst-served {} of at most {worst}", objective.worst),
        None => println!("worst-served {}", objective.worst),
    }
    println!("loads {} to {}, {} experts short", objective.loads.0, objective.loads.1, plan.shortages.len());
}

/// Reads an instance by the ending of its name.
///
/// # Errors
/// The file, the line and what is wrong.
pub(crate) fn read(file: &Path) -> Result<Instance, String> {
    let (text, name) = (files::text(file)?, files::name(file));
    let read = match file.extension().and_then(|ending| ending.to_str()) {
        Some("json") => read_document(&name, &text),
        Some("in") => read_matrix(&name, &text),
        Some("csv") => read_list(&name, &text),
        _ => return Err(format!("{}: an assignment is .json, .in or .csv", file.display())),
    };
    read.map_err(|fault| in_file(file, &fault))
}

/// Judges a plan.
///
/// # Errors
/// Files that cannot be read.
pub fn check(pair: &Pair) -> Outcome {
    let text = files::text(&pair.plan)?;
    let broken =
        matching::check::assign::check(&read(&pair.instance)?, &text).map_err(|fault| in_file(&pair.plan, &fault))?;
    Ok(judged(&broken))
}

/// How large a generated assignment is.
#[derive(Args, Clone, Debug)]
pub struct Generate {
    /// Where the numbers come from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Items.
    #[arg(long, default_value_t = 1_000)]
    items: u32,
    /// Experts.
    #[arg(long, default_value_t = 100)]
    experts: u32,
    /// Pairs of an item.
    #[arg(long, default_value_t = 50)]
    top: u32,
    /// Where to write it (.csv); otherwise it is printed.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// Writes an instance.
///
/// # Errors
/// A file that cannot be written.
pub fn generate(wanted: &Generate) -> Outcome {
    let size = Size { items: wanted.items, experts: wanted.experts, top: wanted.top };
    let text = matching::assign::generate(wanted.seed, size);
    files::write(wanted.out.as_deref(), &text)?;
    Ok(Ended::Solved)
}
