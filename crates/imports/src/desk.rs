//! Lists being worked on: in the background, one after the other, with figures that pages and programs follow.
//!
//! One list at a time, since a list of two hundred thousand rows takes memory: so does the sum of all that were uploaded.
//! What was left over when a process ended is taken up again by whoever looks at the list next.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use db::Db;
use files::Files;
use kernel::{Actor, Breach, ImportId, Refusal, Text, say};
use tokio::sync::{Semaphore, watch};
use web::Site;

use crate::checked::{Checked, check};
use crate::progress::{Progress, Stage};
use crate::record::Import;
use crate::state::State;
use crate::{actions, shelf, store};

/// The lists this process works on. Cloning shares them.
#[derive(Clone)]
pub struct Desk(Arc<Inner>);

struct Inner {
    runs: Mutex<HashMap<ImportId, Run>>,
    turn: Arc<Semaphore>,
}

#[derive(Clone)]
struct Run {
    progress: Progress,
    ended: watch::Receiver<bool>,
}

impl Default for Desk {
    fn default() -> Desk {
        Desk(Arc::new(Inner { runs: Mutex::new(HashMap::new()), turn: Arc::new(Semaphore::new(1)) }))
    }
}

/// What a run needs of the platform.
struct Tools {
    db: Db,
    files: Files,
}

impl Desk {
    fn runs(&self) -> MutexGuard<'_, HashMap<ImportId, Run>> {
        self.0.runs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stage, done and total of a list that is being worked on.
    pub fn progress(&self, id: ImportId) -> Option<(Stage, u64, u64)> {
        self.runs().get(&id).map(|run| run.progress.now())
    }

    /// Looks a list through that waits for it, unless that is being done already.
    pub fn look_through(&self, site: &Site, import: &Import) {
        if import.state == State::Uploaded {
            let id = import.id;
            self.begin(site, id, move |tools, progress| look_until_settled(tools, id, false, progress));
        }
    }

    /// Imports a list as it was seen. What stands in the way by then is found by looking through it anew.
    pub fn commit(&self, site: &Site, actor: &Actor, import: &Import) {
        let (actor, import) = (actor.clone(), import.clone());
        self.begin(site, import.id, move |tools, progress| commit(tools, &actor, &import, progress));
    }

    /// Stops looking through a list that was given up.
    pub fn stop(&self, id: ImportId) {
        if let Some(run) = self.runs().get(&id) {
            run.progress.stop();
        }
    }

    /// Waits until a list is worked on no more, so long at most.
    pub async fn settled(&self, id: ImportId, most: Duration) {
        let run = self.runs().get(&id).cloned();
        if let Some(mut run) = run {
            // Whoever asked looks at the list afterwards, whether it was settled in time or not.
            let _ = tokio::time::timeout(most, run.ended.wait_for(|ended| *ended)).await;
        }
    }

    fn begin(&self, site: &Site, id: ImportId, work: impl FnOnce(&Tools, &Progress) + Send + 'static) {
        let (tell, ended) = watch::channel(false);
        let progress = Progress::default();
        let mut runs = self.runs();
        if runs.contains_key(&id) {
            return;
        }
        runs.insert(id, Run { progress: progress.clone(), ended });
        drop(runs);
        let (desk, tools) = (self.clone(), Tools { db: site.db.clone(), files: site.files.clone() });
        tokio::spawn(async move {
            let turn = desk.0.turn.clone().acquire_owned().await;
            let ran = tokio::task::spawn_blocking(move || work(&tools, &progress)).await;
            if let Err(error) = ran {
                tracing::error!(%error, import = %id, "a list was dropped by a fault");
            }
            drop(turn);
            desk.runs().remove(&id);
            let _ = tell.send(true); // nobody may be waiting
        });
    }
}

fn read(tools: &Tools, import: &Import, progress: &Progress) -> Result<Checked, Refusal> {
    let bytes = shelf::read(&tools.files, &import.sha256)?;
    let source = std::io::Cursor::new(bytes);
    check(&tools.db, import.kind, source, &import.how(), &import.settings(), &import.choices(), progress)
}

/// Looks a list through until what was found is kept: somebody may say something anew meanwhile.
fn look_until_settled(tools: &Tools, id: ImportId, again: bool, progress: &Progress) {
    loop {
        match look_once(tools, id, again, progress) {
            Err(Refusal::Overtaken) if !progress.is_stopped() => {}
            // Given up meanwhile, or settled by another copy of the platform.
            Ok(()) | Err(Refusal::Overtaken | Refusal::NotOpen { .. }) => return,
            Err(error) => return tracing::error!(%error, import = %id, "what was found in a list could not be kept"),
        }
    }
}

fn look_once(tools: &Tools, id: ImportId, again: bool, progress: &Progress) -> Result<(), Refusal> {
    let import = tools.db.read_now(move |tx| store::get(tx, id))?;
    if import.state != State::Uploaded {
        return Ok(());
    }
    let found = read(tools, &import, progress);
    if progress.is_stopped() {
        return Ok(());
    }
    let revision = import.revision;
    let kept = match found {
        Ok(checked) => tools.db.write_now(move |tx| actions::keep_check(tx, id, revision, &checked, again)),
        Err(refusal) => {
            let refusal = readable(refusal, id);
            let bytes = shelf::read(&tools.files, &import.sha256).unwrap_or_default();
            let sheets = crate::opening::sheet_names(std::io::Cursor::new(bytes));
            tools.db.write_now(move |tx| actions::keep_refusal(tx, id, revision, &refusal, sheets))
        }
    };
    kept.map(drop)
}

/// Whatever kept a list from being read is told to whoever brought it; a fault is written down for the operator as well.
fn readable(refusal: Refusal, id: ImportId) -> Refusal {
    if refusal.breaches().is_empty() {
        tracing::error!(error = %refusal, import = %id, "a list could not be read");
        return Breach::field("file", FAULT).into();
    }
    refusal
}

const FAULT: Text = say(
    "平台读取名单时出现故障，已记录。请稍后在“设置”中重新检查。",
    "The platform failed while reading the list; this is recorded. Check it again later, under “Settings”.",
);

fn commit(tools: &Tools, actor: &Actor, import: &Import, progress: &Progress) {
    let id = import.id;
    let written = read(tools, import, progress).and_then(|checked| {
        if checked.fingerprint() != import.fingerprint {
            return Err(Refusal::Overtaken);
        }
        let (actor, import, progress) = (actor.clone(), import.clone(), progress.clone());
        tools.db.write_now(move |tx| actions::commit(tx, &actor, &import, &checked, &progress))
    });
    let Err(error) = written else { return };
    tracing::warn!(%error, import = %id, "a list was not imported, it is looked through anew");
    match tools.db.write_now(move |tx| actions::look_again(tx, id)) {
        Ok(_) => look_until_settled(tools, id, true, progress),
        Err(error) => tracing::error!(%error, import = %id, "a list could not be opened anew"),
    }
}
