//! The word list as it is looked through, made anew when it changed.

use std::sync::{Arc, Mutex, PoisonError};

use db::{DbError, Tx};
use kernel::Instant;

use crate::rules::pace::Pace;
use crate::rules::words::WordList;
use crate::state::Effect;

/// How many words there are, and when the last of them changed.
type Standing = (i64, Option<Instant>);

/// What every text is held against: the list as it was made last, and the pace of one person.
#[derive(Default)]
pub struct Listed {
    list: Mutex<Option<(Standing, Arc<WordList<Effect>>)>>,
    pace: Pace,
}

impl Listed {
    pub fn with(pace: Pace) -> Listed {
        Listed { list: Mutex::default(), pace }
    }

    pub(crate) fn pace(&self) -> Pace {
        self.pace
    }

    /// The list as it stands in the database.
    pub fn now(&self, tx: &mut Tx<'_>) -> Result<Arc<WordList<Effect>>, DbError> {
        let standing: Standing = tx.one("SELECT COUNT(*), MAX(state_since) FROM blocked_word", &[])?;
        let mut kept = self.list.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, list)) = kept.as_ref()
            && *known == standing
        {
            return Ok(list.clone());
        }
        let sql = "SELECT word, effect FROM blocked_word WHERE state IN ('listed', 'leaving') ORDER BY effect, id";
        let words: Vec<(String, Effect)> = tx.query(sql, &[])?;
        let list = Arc::new(WordList::new(words.iter().map(|(word, effect)| (word.as_str(), *effect))));
        *kept = Some((standing, list.clone()));
        Ok(list)
    }
}
