//! What is taken along, by whom and how: everything between a question and its rows.

use std::sync::Arc;

use db::Tx;
use kernel::{Actor, Day, Lang, Refusal, Word};
use sheets::{Column, Writer};

use crate::choice::{Choice, Headings};
use crate::column::Reader;
use crate::listed::{Asked, Batch, List};

/// Cheap to clone: a copy goes to each thread that reads a batch.
#[derive(Clone)]
pub struct Plan(Arc<Parts>);

struct Parts {
    list: Arc<List>,
    actor: Option<Actor>,
    asked: Asked,
    choice: Choice,
    reader: Reader,
}

impl Plan {
    pub fn new(list: Arc<List>, actor: Option<Actor>, asked: Asked, choice: Choice, base_url: &str) -> Plan {
        let lang = match choice.headings {
            Headings::Zh | Headings::Both => Lang::Zh,
            Headings::En => Lang::En,
        };
        let reader = Reader { lang, base_url: base_url.to_owned() };
        Plan(Arc::new(Parts { list, actor, asked, choice, reader }))
    }
    pub fn choice(&self) -> &Choice {
        &self.0.choice
    }
    /// Reads the rows from this place on; the beginning is the empty text.
    pub fn batch(&self, tx: &mut Tx<'_>, after: &str, rows: usize) -> Result<Batch, Refusal> {
        let parts = &self.0;
        let asked = parts.asked.from(after);
        (parts.list.read)(tx, parts.actor.as_ref(), &asked, rows, &parts.choice.columns, &parts.reader)
    }
    pub fn writer(&self) -> Writer {
        let parts = &self.0;
        let columns = parts.choice.columns.iter().filter_map(|place| parts.list.columns.get(*place));
        let columns = columns.map(|column| Column {
            key: column.key.to_owned(),
            heading: parts.choice.heading(column.heading),
            width: column.width,
        });
        Writer::new(parts.choice.output, self.title(), columns.collect())
    }
    fn title(&self) -> &'static str {
        self.0.list.title.get(self.0.reader.lang)
    }
    /// `项目-2026-11-26.xlsx`
    pub fn file_name(&self, today: Day) -> String {
        format!("{}-{today}.{}", self.title(), self.0.choice.output.word())
    }
}
