//! The channels that are in memory: what is pushed goes in, what players fetch comes out, and neither waits for the database
//! except to keep what is new safe.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::time::Duration;

use kernel::{Instant, Refusal};
use web::Site;

use crate::below::Below;
use crate::room::Room;

/// How often silence is looked for, and after how many looks what the database says of channels is read again.
const LOOK: Duration = Duration::from_secs(1);
const LOOKS_UNTIL_READ: u32 = 10;
/// Codes that no channel has are remembered so long, so that guessing does not reach the database, and so many of them.
const ABSENT_FOR: i64 = 5;
const ABSENT_MOST: usize = 1_000;

/// All live channels of this copy of the program. Cloning is cheap.
#[derive(Clone, Default)]
pub struct Live(Arc<Rooms>);

#[derive(Default)]
struct Rooms {
    rooms: RwLock<HashMap<String, Arc<Room>>>,
    absent: Mutex<HashMap<String, Instant>>,
    /// One channel at a time is read from the archive.
    opening: tokio::sync::Mutex<()>,
    below: OnceLock<Box<dyn Below>>,
}

impl Live {
    pub fn new() -> Live {
        Live::default()
    }

    /// Lets a later slice answer below the addresses of channels. The first call counts.
    pub fn stand_below(&self, below: impl Below + 'static) {
        let _ = self.0.below.set(Box::new(below));
    }

    pub(crate) fn below(&self, name: &str) -> Option<&dyn Below> {
        self.0.below.get().map(Box::as_ref).filter(|below| below.answers(name))
    }

    fn known(&self, code: &str) -> Option<Arc<Room>> {
        self.0.rooms.read().unwrap_or_else(PoisonError::into_inner).get(code).cloned()
    }

    fn all(&self) -> Vec<Arc<Room>> {
        self.0.rooms.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    fn is_absent(&self, code: &str, now: Instant) -> bool {
        let absent = self.0.absent.lock().unwrap_or_else(PoisonError::into_inner);
        absent.get(code).is_some_and(|since| (0..ABSENT_FOR).contains(&now.seconds_since(*since)))
    }

    fn note_absent(&self, code: &str, now: Instant) {
        let mut absent = self.0.absent.lock().unwrap_or_else(PoisonError::into_inner);
        if absent.len() >= ABSENT_MOST {
            absent.clear();
        }
        absent.insert(code.to_owned(), now);
    }

    /// The channel with this code: from memory, and when it is asked for the first time from the database with the window of its
    /// archive.
    pub(crate) async fn room(&self, site: &Site, code: &str) -> Result<Option<Arc<Room>>, Refusal> {
        if let Some(room) = self.known(code) {
            return Ok(Some(room));
        }
        let now = site.db.clock().now();
        if code.len() > 40 || self.is_absent(code, now) {
            return Ok(None);
        }
        let _one = self.0.opening.lock().await;
        if let Some(room) = self.known(code) {
            return Ok(Some(room));
        }
        let Some(room) = Room::open(site, code).await? else {
            self.note_absent(code, now);
            return Ok(None);
        };
        let room = Arc::new(room);
        self.0.rooms.write().unwrap_or_else(PoisonError::into_inner).insert(code.to_owned(), room.clone());
        Ok(Some(room))
    }

    /// Reads again what the database says of a channel, after somebody changed it.
    pub async fn changed(&self, site: &Site, code: &str) {
        self.0.absent.lock().unwrap_or_else(PoisonError::into_inner).remove(code);
        if let Some(room) = self.known(code) {
            room.read_settings(site).await;
        }
    }

    /// Looks at every channel in memory: publishes what waited, and notes who has fallen silent.
    pub async fn look(&self, site: &Site) {
        for room in self.all() {
            room.look(site).await;
        }
    }

    /// Looks every second until `shutdown` is ready. Begins with the channels whose broadcast did not end before the last stop.
    pub async fn keep(&self, site: Site, shutdown: impl Future<Output = ()> + Send) {
        let mut shutdown = std::pin::pin!(shutdown);
        match site.db.read(|tx| Ok::<_, Refusal>(crate::store::on_air(tx)?)).await {
            Ok(codes) => {
                for code in codes {
                    if let Err(error) = self.room(&site, &code).await {
                        tracing::error!(%error, code, "a channel could not be restored, it is tried again when asked for");
                    }
                }
            }
            Err(error) => tracing::error!(%error, "running broadcasts could not be read"),
        }
        let mut looks = 0;
        loop {
            self.look(&site).await;
            looks += 1;
            if looks >= LOOKS_UNTIL_READ {
                looks = 0;
                for room in self.all() {
                    room.read_settings(&site).await;
                }
            }
            tokio::select! {
                () = &mut shutdown => return,
                () = tokio::time::sleep(LOOK) => {}
            }
        }
    }
}
