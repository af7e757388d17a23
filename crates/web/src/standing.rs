//! Where the platform stands. What the public reads changes by acts and by the day, by nothing else: while both stand still,
//! what was read before holds.

use std::sync::atomic::{AtomicU64, Ordering};

use db::Db;
use kernel::Day;

/// The last entry of the journal and the day in Beijing. An act moves the first in its own transaction, in this copy or in
/// another one; whoever hears that their act is done finds it moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub seq: i64,
    pub day: Day,
}

/// Asks the database, once for all who wait: an answer serves everybody who came before its question was put. It is exact,
/// and however many come, one question is on its way.
#[derive(Default)]
pub(crate) struct Watch {
    came: AtomicU64,
    last: tokio::sync::Mutex<Heard>,
}

#[derive(Default)]
struct Heard {
    /// How many had come when the question was put.
    serves: u64,
    /// Nothing when the database did not answer.
    seq: Option<i64>,
}

impl Watch {
    /// Nothing while the database does not answer: who reads on learns why.
    pub(crate) async fn standing(&self, db: &Db) -> Option<Standing> {
        let place = self.came.fetch_add(1, Ordering::SeqCst);
        let mut heard = self.last.lock().await;
        if heard.serves <= place {
            let serves = self.came.load(Ordering::SeqCst);
            let seq = db.read(|tx| tx.one::<(i64,)>("SELECT seq FROM journal_head WHERE id = 1", &[])).await;
            *heard = Heard { serves, seq: seq.ok().map(|(seq,)| seq) };
        }
        Some(Standing { seq: heard.seq?, day: db.clock().now().day() })
    }
}
