//! Making the files: all rows of all datasets as they are at one moment, in little memory.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

use db::{Db, Tx};
use exports::{List, ROWS};
use files::Files;
use journal::Act;
use kernel::{Actor, Instant, Refusal, RowId};
use serde_json::json;
use sha2::{Digest, Sha256};
use sheets::{Column, Output, Value, Writer};

use crate::dataset::{self, Dataset, Source, datasets};
use crate::record::{Format, OpenFile};
use crate::settings::Settings;
use crate::{grants, store};

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    pub dataset: &'static str,
    pub format: Format,
    pub rows: u64,
    pub bytes: u64,
    pub sha256: String,
}

impl Made {
    pub fn name(&self) -> String {
        format!("{}.{}", self.dataset, self.format)
    }
}

/// Where the files lie: apart from what people brought, since old ones are deleted.
pub fn shelf(files: &Files) -> Files {
    files.apart("open-data")
}

/// Makes every dataset anew, keeps the files and lists them; what `made_at` tells is the moment of the rows. Takes as long as
/// reading them all: call it beside the threads that answer.
pub fn make(db: &Db, files: &Files, settings: &Settings, base_url: &str, by: &Actor) -> Result<Vec<OpenFile>, Refusal> {
    let folder = tempfile::tempdir().map_err(Refusal::fault)?;
    let (made_at, made) = write_all(db, folder.path(), settings, base_url)?;
    let files = shelf(files);
    for file in &made {
        files.keep_file_now(&folder.path().join(file.name()), &file.sha256).map_err(Refusal::fault)?;
    }
    let by = by.clone();
    let (listed, gone) = db.write_now(move |tx| list(tx, &by, made_at, &made))?;
    for sha256 in gone {
        // What is left behind costs room and nothing else: the next making tries it again.
        if let Err(error) = files.forget_now(&sha256) {
            tracing::warn!(%error, sha256, "an old file of open data could not be deleted");
        }
    }
    Ok(listed)
}

fn list(tx: &mut Tx<'_>, by: &Actor, made_at: Instant, made: &[Made]) -> Result<(Vec<OpenFile>, Vec<String>), Refusal> {
    let rows: Vec<OpenFile> = rows(made, made_at);
    for row in &rows {
        db::insert(tx, row)?;
    }
    let gone = store::drop_old(tx)?;
    let detail = json!({ "made": rows.iter().map(|row| json!({ "name": row.name(), "rows": row.row_count })).collect::<Vec<_>>() });
    let act = Act::new(by, "open_data", RowId::at(made_at).0, "make").documents(rows.iter().map(|r| r.sha256.clone()));
    journal::record(tx, act.detail(detail));
    Ok((rows, gone))
}

fn rows(made: &[Made], made_at: Instant) -> Vec<OpenFile> {
    (0i64..).zip(made).map(|(sort, file)| row(file, made_at, sort)).collect()
}

fn row(file: &Made, made_at: Instant, sort: i64) -> OpenFile {
    OpenFile {
        id: RowId::at(made_at),
        dataset: file.dataset.to_owned(),
        format: file.format,
        row_count: i64::try_from(file.rows).unwrap_or(i64::MAX),
        bytes: i64::try_from(file.bytes).unwrap_or(i64::MAX),
        sha256: file.sha256.clone(),
        made_at,
        sort,
    }
}

/// Writes every dataset, the dictionary and the description of the package into a folder, without listing them.
pub fn write_folder(db: &Db, folder: &Path, settings: &Settings, base_url: &str) -> Result<Vec<Made>, Refusal> {
    std::fs::create_dir_all(folder).map_err(Refusal::fault)?;
    let (made_at, made) = write_all(db, folder, settings, base_url)?;
    let listed = rows(&made, made_at);
    let texts = [
        ("dictionary.json", crate::dictionary::dictionary()),
        ("datapackage.json", crate::dictionary::package(settings, &listed, None)),
    ];
    for (name, content) in texts {
        let text = serde_json::to_string_pretty(&content).map_err(Refusal::fault)?;
        std::fs::write(folder.join(name), text + "\n").map_err(Refusal::fault)?;
    }
    Ok(made)
}

/// All in one transaction that only reads, so that the files agree with each other.
fn write_all(db: &Db, folder: &Path, settings: &Settings, base_url: &str) -> Result<(Instant, Vec<Made>), Refusal> {
    let (folder, settings, base_url) = (folder.to_owned(), settings.clone(), base_url.to_owned());
    db.read_now(move |tx| {
        tx.hold_still()?;
        let mut made = Vec::new();
        for dataset in datasets() {
            for format in dataset.formats() {
                made.extend(write(tx, &folder, &dataset, *format, &settings, &base_url)?);
            }
        }
        Ok::<_, Refusal>((tx.now(), made))
    })
}

fn write(
    tx: &mut Tx<'_>,
    folder: &Path,
    dataset: &Dataset,
    format: Format,
    settings: &Settings,
    base_url: &str,
) -> Result<Option<Made>, Refusal> {
    let path = folder.join(format!("{}.{format}", dataset.name));
    let file = File::create(&path).map_err(Refusal::fault)?;
    let mut out = Counted { out: BufWriter::new(file), sum: Sha256::new(), bytes: 0 };
    let rows = match &dataset.source {
        Source::List(list) => write_list(tx, &mut out, list, format, base_url)?,
        Source::Grants => grants::write(tx, &mut out, settings, base_url)?,
    };
    out.flush().map_err(Refusal::fault)?;
    if rows == 0 && matches!(dataset.source, Source::Grants) {
        std::fs::remove_file(&path).map_err(Refusal::fault)?;
        return Ok(None);
    }
    let sha256 = hex::encode(out.sum.finalize());
    Ok(Some(Made { dataset: dataset.name, format, rows, bytes: out.bytes, sha256 }))
}

/// Names of columns instead of headings, and words instead of what people read for them: it is read by programs.
fn write_list(
    tx: &mut Tx<'_>,
    out: &mut dyn Write,
    list: &Arc<List>,
    format: Format,
    base_url: &str,
) -> Result<u64, Refusal> {
    let output = match format {
        Format::Csv => Output::Csv,
        Format::Json => Output::Json,
    };
    let columns = list.columns.iter().map(|column| Column {
        key: column.key.to_owned(),
        heading: column.key.to_owned(),
        width: column.width,
    });
    let mut writer = Writer::new(output, list.key, columns.collect());
    let plan = dataset::plan(list, base_url);
    let (mut after, mut rows) = (String::new(), 0u64);
    loop {
        let batch = plan.batch(tx, &after, ROWS)?;
        for row in batch.rows {
            let row: Vec<Value> = row.into_iter().map(for_programs).collect();
            writer.row(&row).map_err(Refusal::fault)?;
            rows += 1;
        }
        out.write_all(&writer.ready()).map_err(Refusal::fault)?;
        match batch.next {
            Some(next) => after = next,
            None => break,
        }
    }
    out.write_all(&writer.end()).map_err(Refusal::fault)?;
    Ok(rows)
}

fn for_programs(value: Value) -> Value {
    match value {
        Value::Word { word, .. } => Value::Text(word.to_owned()),
        Value::At(at) => Value::Text(at.to_string()),
        Value::Empty | Value::Text(_) | Value::Whole(_) | Value::Money(_) | Value::Day(_) => value,
    }
}

/// Counts and sums up what goes through.
struct Counted {
    out: BufWriter<File>,
    sum: Sha256,
    bytes: u64,
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.out.write(bytes)?;
        self.sum.update(&bytes[..count]);
        self.bytes += count as u64;
        Ok(count)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
