//! The file, a batch at a time: as its reader takes what is ready, the next rows are read. Between two batches nothing of the
//! database is held, so a slow reader keeps nobody waiting, and when the reader is gone nothing more is read. One that takes
//! nothing for a while loses its seat, and the file breaks off.

use std::time::Duration;

use db::Db;
use futures_util::stream;
use kernel::Refusal;
use sheets::Writer;
use web::Answer;

use crate::ROWS;
use crate::desk::Seat;
use crate::listed::Batch;
use crate::patience::Held;
use crate::plan::Plan;

/// Rows of the first batch: the first byte leaves after a page's worth of reading.
const FIRST: usize = 50;
/// A reader that takes nothing for so long, at the latest for twice as long, is given up.
const PATIENCE: Duration = Duration::from_secs(60);

struct Run {
    plan: Plan,
    db: Db,
    writer: Writer,
    /// Read and not written yet.
    batch: Batch,
    _seat: Seat,
}

/// Answers with the file. What stands in the way is said before the first byte; what happens later breaks the file off, so
/// that nobody takes a part for the whole.
pub(crate) async fn file(plan: Plan, db: &Db, seat: Seat, name: &str) -> Answer {
    let (first, media_type) = (plan.clone(), plan.choice().output.media_type());
    let batch = db.read(move |tx| first.batch(tx, "", FIRST)).await?;
    let run = Run { writer: plan.writer(), db: db.clone(), plan, batch, _seat: seat };
    let held = Held::new(run);
    tokio::spawn(held.watch(PATIENCE));
    web::streamed(stream::try_unfold(Some(held), piece), media_type, name)
}

/// Why a file ends before its end.
#[derive(Debug, thiserror::Error)]
enum Broken {
    #[error("the rows could not be read")]
    Rows(#[source] Refusal),
    #[error("the file would be too large")]
    Size(#[from] sheets::Refused),
    #[error("its reader took nothing for too long")]
    GivenUp,
    #[error("the writer stopped")]
    Stopped(#[from] tokio::task::JoinError),
}

type Piece = (Vec<u8>, Option<Held<Run>>);

async fn piece(held: Option<Held<Run>>) -> Result<Option<Piece>, Broken> {
    let Some(held) = held else { return Ok(None) };
    let made = match held.take() {
        Some(run) => next(run).await,
        None => Err(Broken::GivenUp),
    };
    if let Err(broken) = &made {
        tracing::error!(error = broken as &dyn std::error::Error, "an export breaks off");
    }
    let (bytes, run) = made?;
    let goes_on = run.is_some();
    run.into_iter().for_each(|run| held.put_back(run));
    Ok(Some((bytes, goes_on.then_some(held))))
}

/// Writes the batch at hand and reads the next; after the last there is nothing to go on with.
async fn next(mut run: Run) -> Result<(Vec<u8>, Option<Run>), Broken> {
    let rows = std::mem::take(&mut run.batch.rows);
    // Packing is work of some milliseconds: it is done beside the threads that answer.
    let (writer, ready) = tokio::task::spawn_blocking(move || write(run.writer, &rows)).await??;
    run.writer = writer;
    let Some(after) = run.batch.next.take() else {
        let mut last = ready;
        last.extend(run.writer.end());
        return Ok((last, None));
    };
    let plan = run.plan.clone();
    run.batch = run.db.read(move |tx| plan.batch(tx, &after, ROWS)).await.map_err(Broken::Rows)?;
    Ok((ready, Some(run)))
}

fn write(mut writer: Writer, rows: &[Vec<sheets::Value>]) -> Result<(Writer, Vec<u8>), sheets::Refused> {
    for row in rows {
        writer.row(row)?;
    }
    let ready = writer.ready();
    Ok((writer, ready))
}
