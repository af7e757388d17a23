//! `xieyu negotiations`: a timetable computed beside the server, kept as a proposal that the office adopts on its page.

use std::time::Duration;

use clap::Subcommand;
use db::Db;
use indicatif::{ProgressBar, ProgressStyle};
use kernel::{Actor, MeetingId, Refusal, TimetableId, Word};
use negotiations::actions::{self, Ask};
use negotiations::contents::Contents;
use negotiations::state::timetable::State;
use negotiations::{Timetable, solving, store};

use crate::command::{Outcome, Settings};
use crate::config::Config;
use crate::schema;

#[derive(Subcommand)]
pub enum What {
    /// Compute a timetable of accepted requests; what is locked, has begun or was held stays.
    Plan {
        /// Id of the meeting, as it stands in the address of its page.
        #[arg(long, value_name = "ID")]
        meeting: MeetingId,
        #[arg(long, default_value_t = 10)]
        seconds: i64,
        /// Decides between equally good timetables.
        #[arg(long, default_value_t = 1)]
        seed: i64,
        /// Take the result into effect at once.
        #[arg(long)]
        adopt: bool,
        #[command(flatten)]
        settings: Settings,
    },
}

pub fn run(what: What) -> Outcome {
    let What::Plan { meeting, seconds, seed, adopt, settings } = what;
    let config = Config::load(&settings)?;
    let db = schema::open_to_read(&config.database)?;
    let wishes = Ask { seed, seconds };
    let question = db.write_now(move |tx| actions::ask(tx, &Actor::system(), meeting, wishes)).map_err(in_words)?;
    let id = question.timetable.id;
    let done = std::thread::scope(|scope| {
        let work = scope.spawn(|| solving::run(&db, &Actor::system(), question));
        let bar = ProgressBar::new(1_000).with_style(style());
        while !work.is_finished() {
            std::thread::sleep(Duration::from_millis(200));
            bar.set_position(look(&db, meeting, id)?.spent.unsigned_abs());
        }
        bar.finish_and_clear();
        look(&db, meeting, id)
    });
    let timetable = done.map_err(in_words)?;
    tell(&timetable)?;
    if adopt && timetable.state == State::Proposed {
        db.write_now(move |tx| actions::adopt(tx, &Actor::system(), meeting, id).map(drop)).map_err(in_words)?;
        println!("adopted");
    }
    Ok(())
}

fn look(db: &Db, meeting: MeetingId, id: TimetableId) -> Result<Timetable, Refusal> {
    db.read_now(move |tx| store::timetable(tx, meeting, id))
}

fn tell(it: &Timetable) -> Outcome {
    println!("timetable {} ({}): {}", it.ordinal, it.id, it.state.text().en);
    let contents = Contents::read(it).map_err(in_words)?;
    if let Some(found) = &contents.certificate {
        println!(
            "{} of {} requests placed, value {} of at most {}, {} missing to minima (at least {}), {} breaks (at least {}){}",
            found.placed,
            found.requests,
            found.value,
            found.value_bound,
            found.minima_missed,
            found.minima_bound,
            found.breaks,
            found.breaks_bound,
            if found.is_optimal { ", proved to be the best" } else { "" }
        );
    }
    Ok(())
}

fn in_words(refusal: Refusal) -> String {
    match refusal.breaches() {
        [] => refusal.to_string(),
        breaches => breaches.iter().map(|it| it.said.en.clone()).collect::<Vec<_>>().join("; "),
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{bar:40} {percent} %").unwrap_or_else(|_| ProgressStyle::default_bar())
}
