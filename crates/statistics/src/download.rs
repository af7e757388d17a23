//! Every table to take along: xlsx, csv or JSON, written while it is sent.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::response::Response;
use db::{Db, DbError};
use kernel::{Breach, Day, Lang, Refusal, Text, Word, say};
use sheets::{Output, Refused, Writer};
use tokio::sync::mpsc::channel;
use web::{Answer, Path, Query, Visit};

use crate::asked::{Typed, as_of};
use crate::count::{Asked, Figures};
use crate::engine::{NoFigures, Statistics};
use crate::paths::To;
use crate::tables::{self, Names, Table};
use crate::{pages, texts};

/// Rows written between two looks at what is ready.
const TOGETHER: usize = 500;
/// Pieces on their way.
const AHEAD: usize = 4;

const FORMATS: Text = say("可选 xlsx、csv 或 json。", "Choose xlsx, csv or json.");

pub(crate) async fn show(
    statistics: Statistics,
    visit: Visit,
    Path(table): Path<String>,
    Query(typed): Query<Typed>,
) -> Answer {
    let table = Table::parse(&table).map_err(|_| Refusal::NotFound)?;
    let today = visit.site.db.clock().now().day();
    let output = match typed.format.as_str() {
        "" => Ok(Output::Csv),
        word => Output::parse(word).map_err(|_| Refusal::from(Breach::field("format", FORMATS))),
    }?;
    let asked = Asked {
        as_of: as_of(&typed.as_of, today).map_err(Refusal::from)?,
        party: typed.party().map_err(Refusal::from)?,
    };
    let counted = asked.clone();
    let figures = match statistics.look(&visit.site.db, move |look| look.figures(&counted)).await {
        Ok(figures) => figures,
        Err(no) => return pages::not_ready(&visit, texts::TITLE, no),
    };
    let name = format!("{}-{}.{}", table.text().get(visit.lang), asked.as_of, output.word());
    stream(&visit, table, output, figures, today, &name)
}

fn stream(visit: &Visit, table: Table, output: Output, figures: Arc<Figures>, today: Day, name: &str) -> Answer {
    let (give, mut take) = channel::<Result<Bytes, std::io::Error>>(AHEAD);
    let (db, lang) = (visit.site.db.clone(), visit.lang);
    tokio::task::spawn_blocking(move || {
        let sent = write_table(&db, table, output, lang, &figures, today, &mut |piece| {
            // Nobody takes it any more: the rest need not be written.
            give.blocking_send(Ok(piece.into())).is_ok()
        });
        if let Err(error) = sent {
            let _ = give.blocking_send(Err(std::io::Error::other(error)));
        }
    });
    let pieces = futures_util::stream::poll_fn(move |context| take.poll_recv(context));
    let saved = web::saved_as(Vec::new(), output.media_type(), name)?;
    Ok(Response::from_parts(saved.into_parts().0, Body::from_stream(pieces)))
}

/// Why a table was not written to its end.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    #[error(transparent)]
    Database(#[from] DbError),
    #[error("{0}")]
    Sheet(String),
    #[error(transparent)]
    NoFigures(#[from] NoFigures),
}

impl From<Refused> for NotWritten {
    fn from(refused: Refused) -> NotWritten {
        NotWritten::Sheet(refused.said().en)
    }
}

/// Writes a whole table and hands its pieces to `send` until that says nobody wants more.
pub fn write_table(
    db: &Db,
    table: Table,
    output: Output,
    lang: Lang,
    figures: &Figures,
    today: Day,
    send: &mut dyn FnMut(Vec<u8>) -> bool,
) -> Result<(), NotWritten> {
    let to = To::new(&figures.asked, today);
    let ids = tables::named(table, figures, usize::MAX);
    let names: Names = db.read_now(move |tx| directory::organisation_names_both(tx, &ids))?;
    let grid = tables::grid(table, figures, &names, &to, usize::MAX);
    let mut writer = Writer::new(output, table.text().get(lang), grid.columns(lang));
    for rows in grid.rows.chunks(TOGETHER) {
        for row in rows {
            let values: Vec<sheets::Value> = row.iter().map(|cell| cell.value(lang)).collect();
            writer.row(&values)?;
        }
        let ready = writer.ready();
        if !ready.is_empty() && !send(ready) {
            return Ok(());
        }
    }
    send(writer.end());
    Ok(())
}
