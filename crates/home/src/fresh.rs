//! A value that holds while the platform stands still: public figures are asked for thousands of times a second and change
//! rarely.

use std::sync::{Arc, Mutex, PoisonError};

use web::Standing;

/// Keeps a value for one standing. Several callers may compute it at once when somebody has acted; the last one is kept.
pub(crate) struct Fresh<T>(Mutex<Option<(Standing, Arc<T>)>>);

impl<T> Fresh<T> {
    pub(crate) const fn new() -> Fresh<T> {
        Fresh(Mutex::new(None))
    }

    /// The value at `standing`, which must have been asked for before.
    pub(crate) async fn get<E>(
        &self,
        standing: Option<Standing>,
        make: impl AsyncFnOnce() -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((at, value)) = kept
            && Some(at) == standing
        {
            return Ok(value);
        }
        let value = Arc::new(make().await?);
        if let Some(standing) = standing {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((standing, value.clone()));
        }
        Ok(value)
    }
}
