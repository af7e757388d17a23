//! The stage of the small demo: a clock that the story moves, files, and the cast.

use std::error::Error;

use cast::Cast;
use db::{Db, Tx};
use files::{Files, Limits, Reading, Stored};
use kernel::{Clock, Day, Instant, Refusal};

pub(crate) type Outcome<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;

/// Where the story is told. Every act happens at the stage's time, so that the journal reads like years of work.
pub(crate) struct Stage {
    db: Db,
    clock: Clock,
    files: Files,
    pub cast: Cast,
    /// The real day on which the demo is made.
    pub today: Day,
}

impl Stage {
    /// Opens the database of `real` once more with a clock that starts in spring 2023, and lets the cast enter.
    pub fn set(real: &Db, address: &str, files: &Files) -> Outcome<Stage> {
        let today = real.clock().now().day();
        let start = Day::new(2023, 3, 1).ok_or("there is a 1 March 2023")?;
        let clock = Clock::set_to(Instant::beijing(start, 9, 0, 0));
        Stage::enter(Db::open_with(address, clock.clone())?, clock, files, today)
    }

    /// Lets the cast enter, with everything they proved when they registered.
    pub fn enter(db: Db, clock: Clock, files: &Files, today: Day) -> Outcome<Stage> {
        let cast = db.write_now(cast::seed)?;
        let stage = Stage { db, clock, files: files.clone(), cast, today };
        let scan = stage.pdf("教师资格证.pdf", &["教师资格证"])?;
        let cast = stage.cast.clone();
        stage.act(move |tx| Ok(cast::give_proofs(tx, &cast, &scan)?))?;
        Ok(stage)
    }

    /// Moves to 10:00 of a day in Beijing.
    pub fn on(&self, day: Day) {
        self.clock.move_to(Instant::beijing(day, 10, 0, 0));
    }
    /// Moves to 10:00 so many days before today.
    pub fn days_ago(&self, days: i32) {
        self.on(self.today.plus_days(-days));
    }
    pub fn day(&self) -> Day {
        self.clock.now().day()
    }

    /// Does one act, a quarter of an hour after the one before.
    pub fn act<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> Outcome<T> {
        let done = self.db.write_now(act)?;
        self.clock.move_to(self.clock.now().plus_seconds(900));
        Ok(done)
    }

    pub fn look<T: Send + 'static>(
        &self,
        look: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> Outcome<T> {
        Ok(self.db.read_now(look)?)
    }

    /// A document of the demo, stored like any upload.
    pub fn pdf(&self, name: &str, lines: &[&str]) -> Outcome<Stored> {
        let stored = self.files.put_now(&files::tiny_pdf(lines), name, &Limits::default());
        stored.map_err(|refused| format!("{name}: {refused:?}").into())
    }

    /// A picture of the demo.
    pub fn picture(&self, name: &str, bytes: &[u8]) -> Outcome<Stored> {
        let limits = Limits { kinds: &[files::Kind::Png], ..Limits::default() };
        self.files.put_now(bytes, name, &limits).map_err(|refused| format!("{name}: {refused:?}").into())
    }

    /// What a stored file says.
    pub fn reading(&self, stored: &Stored) -> Outcome<Reading> {
        self.files.reading_of_now(stored).map_err(|error| error.to_string().into())
    }
}
