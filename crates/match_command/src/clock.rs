//! Time granted to a search, and the key that ends it.

use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use matching::Watch;

/// Seconds granted where nothing is said, to what is solved sooner.
pub(crate) const GRANTED: f64 = 600.0;

static STOP: AtomicBool = AtomicBool::new(false);
static LISTENING: Once = Once::new();

/// Is set by the first Ctrl-C from now on: the search ends, and its plan is written. A second one ends the program.
fn stopped_by_key() -> &'static AtomicBool {
    LISTENING.call_once(|| {
        // Without this thread Ctrl-C ends the program, as it does everywhere.
        let _ = std::thread::Builder::new().name("ctrl-c".to_owned()).spawn(|| {
            let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
            while runtime.block_on(tokio::signal::ctrl_c()).is_ok() {
                if STOP.swap(true, Ordering::Relaxed) {
                    std::process::exit(130);
                }
            }
        });
    });
    &STOP
}

/// Grants time from its making on; the first Ctrl-C ends the search at once.
pub struct Clock {
    began: Instant,
    granted: Duration,
    stop: &'static AtomicBool,
}

impl Clock {
    /// Begins now.
    ///
    /// # Errors
    /// Seconds that no clock counts: below 0, endless, or no number.
    pub fn granting(seconds: f64) -> Result<Self, String> {
        Ok(Self { stop: stopped_by_key(), ..Self::without_key(seconds)? })
    }

    /// Begins now, for what has no plan before its end: Ctrl-C ends the program, as it does everywhere.
    ///
    /// # Errors
    /// As [`Self::granting`].
    pub fn without_key(seconds: f64) -> Result<Self, String> {
        static NEVER: AtomicBool = AtomicBool::new(false);
        let granted = Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())?;
        Ok(Self { began: Instant::now(), granted, stop: &NEVER })
    }

    /// Since its making.
    pub fn seconds(&self) -> f64 {
        self.began.elapsed().as_secs_f64()
    }
}

impl Watch for Clock {
    fn spent(&self, _steps: u64) -> f64 {
        if self.stop.load(Ordering::Relaxed) || self.granted.is_zero() {
            return 1.0;
        }
        self.began.elapsed().as_secs_f64() / self.granted.as_secs_f64()
    }
}
