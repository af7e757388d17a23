//! From a question to a proposal, beside the threads that answer pages: with progress that everybody sees, a limit of time, and a stop
//! that works from every copy of the program.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use db::Db;
use kernel::{Actor, Refusal};
use matching::Watch;
use matching::schedule::{Instance, Plan, Settings, solve};

use crate::actions::{self, Question, Solved};
use crate::contents::Contents;

/// How often a computation says that it is alive and hears whether it was stopped.
const BEAT: Duration = Duration::from_millis(400);

/// What a computation shares with whoever listens.
#[derive(Default)]
pub struct Progress {
    stopped: AtomicBool,
    /// In thousandths.
    spent: AtomicU64,
    heard: Mutex<String>,
    over: AtomicBool,
}

impl Progress {
    fn heard(&self) -> String {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Grants a time, or steps where a test wants the same bytes on every machine; counts a part of the whole.
struct Granted<'p> {
    progress: &'p Progress,
    began: Instant,
    seconds: f64,
    /// The part of the whole that this search is.
    part: (f64, f64),
}

impl Watch for Granted<'_> {
    fn spent(&self, _steps: u64) -> f64 {
        if self.progress.stopped.load(Ordering::Relaxed) {
            return 1.0;
        }
        let spent = self.began.elapsed().as_secs_f64() / self.seconds;
        let (from, to) = self.part;
        let whole = (from + spent.min(1.0) * (to - from)) * 1_000.0;
        self.progress.spent.fetch_max(whole as u64, Ordering::Relaxed);
        spent
    }

    fn hear(&self, words: &dyn Fn() -> String) {
        *self.progress.heard.lock().unwrap_or_else(PoisonError::into_inner) = words();
    }
}

/// Computes and keeps a proposal. Takes a thread until it is done, stopped, or out of time.
pub fn run(db: &Db, actor: &Actor, question: Question) {
    let id = question.timetable.id;
    let progress = Progress::default();
    let solved = std::thread::scope(|scope| {
        scope.spawn(|| listen(db, id, &progress));
        let solved = computed(question, &progress);
        progress.over.store(true, Ordering::Relaxed);
        solved
    });
    if progress.stopped.load(Ordering::Relaxed) {
        return;
    }
    let actor = actor.clone();
    let kept = match solved {
        Ok(solved) => db.write_now(move |tx| actions::keep(tx, &actor, &solved).map(drop)),
        Err(refusal) => Err(refusal),
    };
    match kept {
        // Stopped in the last moment.
        Ok(()) | Err(Refusal::Overtaken | Refusal::NotOpen { .. }) => {}
        Err(error) => tracing::error!(%error, timetable = %id, "a timetable could not be computed or kept"),
    }
}

/// Writes how far it is, and hears whether somebody stopped it.
fn listen(db: &Db, id: kernel::TimetableId, progress: &Progress) {
    let mut last = Instant::now();
    while !progress.over.load(Ordering::Relaxed) {
        std::thread::sleep(Duration::from_millis(20));
        if last.elapsed() < BEAT {
            continue;
        }
        last = Instant::now();
        let (spent, heard) = (progress.spent.load(Ordering::Relaxed) as i64, progress.heard());
        let heard: String = heard.chars().take(200).collect();
        // A database that is away for a moment stops no search.
        if let Ok(false) = db.write_now(move |tx| actions::beat(tx, id, spent, &heard)) {
            progress.stopped.store(true, Ordering::Relaxed);
            return;
        }
    }
}

/// Finds the places. With favourite times, the first half of the time goes to a timetable that leaves all of them free; the second half
/// begins there, and enters one only for what it could not hold otherwise.
pub fn computed(question: Question, progress: &Progress) -> Result<Solved, Refusal> {
    let Question { timetable, facts, asked } = question;
    let settings = Settings { seed: timetable.seed as u64, threads: 1 };
    let seconds = timetable.seconds as f64;
    let search = |instance: &Instance, seconds: f64, part: (f64, f64)| {
        solve(instance, &settings, &Granted { progress, began: Instant::now(), seconds, part })
    };
    let mut instance = asked.instance.clone();
    let plan = match asked.without_favourites() {
        None => search(&instance, seconds, (0.0, 1.0)),
        Some(gentle) => {
            let first = search(&gentle, seconds / 2.0, (0.0, 0.5));
            if first.cause.is_none() {
                instance.hold(&first).map_err(|fault| Refusal::fault(fault.to_string()))?;
                instance.price_of_change = instance.price_of_change.max(1);
            }
            search(&instance, seconds / 2.0, (0.5, 1.0))
        }
    };
    let plan = judged(&instance, plan)?;
    let contents = Contents::of_plan(&facts, &asked, &plan);
    let result = serde_json::to_string(&plan).map_err(Refusal::fault)?;
    Ok(Solved { timetable, contents, result })
}

/// No plan is kept that the judge finds wrong.
fn judged(instance: &Instance, plan: Plan) -> Result<Plan, Refusal> {
    let wrong = matching::check::schedule::judge(instance, &plan);
    if wrong.is_empty() { Ok(plan) } else { Err(Refusal::fault(format!("a wrong timetable: {}", wrong.join("; ")))) }
}
