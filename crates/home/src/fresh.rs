//! A value that may be a little old: public figures are asked for thousands of times a second and change rarely.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Keeps a value for a while. Several callers may compute it at once when it has grown old; the last one is kept.
pub(crate) struct Fresh<T> {
    lasts: Duration,
    kept: Mutex<Option<(Instant, Arc<T>)>>,
}

impl<T> Fresh<T> {
    pub(crate) const fn lasting(lasts: Duration) -> Fresh<T> {
        Fresh { lasts, kept: Mutex::new(None) }
    }

    pub(crate) async fn get<E>(&self, make: impl AsyncFnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((made, value)) = kept
            && made.elapsed() < self.lasts
        {
            return Ok(value);
        }
        let value = Arc::new(make().await?);
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), value.clone()));
        Ok(value)
    }
}
