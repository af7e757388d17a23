//! How far a list has got: figures that one thread raises and others read.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};

kernel::words! {
    /// What is being done with a list.
    pub enum Stage {
        Reading = "reading" ("读取文件", "Reading the file"),
        Comparing = "comparing" ("与登记信息比对", "Comparing with the register"),
        Writing = "writing" ("写入", "Writing"),
        Indexing = "indexing" ("建立检索", "Indexing"),
        Recording = "recording" ("记入日志与备案", "Recording and filing"),
        Done = "done" ("完成", "Done"),
    }
}

/// Figures of one run. Cloning shares them.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<Figures>);

#[derive(Debug, Default)]
struct Figures {
    stage: AtomicU8,
    done: AtomicU64,
    total: AtomicU64,
    stopped: AtomicBool,
}

impl Progress {
    pub fn begin(&self, stage: Stage, total: u64) {
        let at = <Stage as kernel::Word>::ALL.iter().position(|s| *s == stage).unwrap_or(0);
        self.0.done.store(0, Ordering::Relaxed);
        self.0.total.store(total, Ordering::Relaxed);
        self.0.stage.store(u8::try_from(at).unwrap_or(0), Ordering::Relaxed);
    }
    pub fn set(&self, done: u64) {
        self.0.done.store(done, Ordering::Relaxed);
    }
    pub fn add(&self, done: u64) {
        self.0.done.fetch_add(done, Ordering::Relaxed);
    }
    /// Stage, done and total.
    pub fn now(&self) -> (Stage, u64, u64) {
        let stage = usize::from(self.0.stage.load(Ordering::Relaxed));
        let stage = <Stage as kernel::Word>::ALL.get(stage).copied().unwrap_or(Stage::Reading);
        (stage, self.0.done.load(Ordering::Relaxed), self.0.total.load(Ordering::Relaxed))
    }
    /// Asks the run to stop at the next row.
    pub fn stop(&self) {
        self.0.stopped.store(true, Ordering::Relaxed);
    }
    pub fn is_stopped(&self) -> bool {
        self.0.stopped.load(Ordering::Relaxed)
    }
}
