//! What this copy of the program holds in memory, and how it keeps up with the database: whoever asks takes in first what happened
//! since the last question.

use std::sync::{Arc, PoisonError, RwLock};

use db::{Db, DbError};
use kernel::Refusal;
use tokio::sync::Semaphore;

use crate::known::{Known, News, anew, news};

/// The suggestions of a running platform. Cloning is cheap.
#[derive(Clone, Default)]
pub struct Suggestions(Arc<RwLock<Option<Known>>>);

/// How many ask at once: each question goes over all texts.
static SEATS: Semaphore = Semaphore::const_new(2);

impl Suggestions {
    /// With nothing read yet: the first question reads it.
    pub fn new() -> Suggestions {
        Suggestions::default()
    }

    /// Asks on a thread that may wait.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        db: &Db,
        ask: impl FnOnce(&Suggestions, &Db) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let _seat = SEATS.acquire().await.map_err(Refusal::fault)?;
        let (suggestions, db) = (self.clone(), db.clone());
        tokio::task::spawn_blocking(move || ask(&suggestions, &db)).await.map_err(Refusal::fault)?
    }

    /// Looks at what is known now.
    pub(crate) fn look<T>(&self, db: &Db, look: impl FnOnce(&Known) -> Result<T, Refusal>) -> Result<T, Refusal> {
        self.catch_up(db)?;
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        match known.as_ref() {
            Some(known) => look(known),
            None => Err(Refusal::fault("suggestions were read and are not there")),
        }
    }

    fn catch_up(&self, db: &Db) -> Result<(), DbError> {
        let at = || self.0.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(|known| known.position.clone());
        let told = match at() {
            Some(from) => db.read_now(move |tx| news(tx, &from))?,
            None => News::Lost,
        };
        if matches!(told, News::Nothing) {
            return Ok(());
        }
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        // Somebody else may have taken it in while this one waited.
        let told = match known.as_ref().map(|known| known.position.clone()) {
            Some(from) => db.read_now(move |tx| news(tx, &from))?,
            None => News::Lost,
        };
        match (told, known.as_mut()) {
            (News::Nothing, _) => {}
            (News::Some { position, guidelines, projects }, Some(known)) => {
                known.follow(position, &guidelines, projects)?;
            }
            (News::Lost | News::Some { .. }, _) => {
                let began = std::time::Instant::now();
                let read = anew(db)?;
                tracing::info!(
                    items = read.items.len(),
                    projects = read.led.len(),
                    seconds = began.elapsed().as_secs_f32(),
                    "what suggestions are made from is read"
                );
                *known = Some(read);
            }
        }
        Ok(())
    }
}
