//! `xieyu export`: lists as files, with the rights of whoever may read the database.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand};
use db::Db;
use exports::{Choice, Headings, List, Plan, ROWS};
use indicatif::{ProgressBar, ProgressStyle};
use kernel::{Actor, Refusal, Word};
use sheets::Output;

use crate::command::{Outcome, Settings, in_english};
use crate::config::Config;
use crate::{schema, site};

#[derive(Subcommand)]
pub enum What {
    /// Show the lists that can be written, with their columns.
    Lists,
    /// Write every dataset of the open data, with the dictionary, into a folder.
    OpenData {
        #[arg(long, value_name = "FOLDER")]
        folder: PathBuf,
        #[command(flatten)]
        settings: Settings,
    },
}

/// A list and how it is written.
#[derive(Args, Clone, Debug)]
pub struct Wanted {
    /// The list, such as projects; `xieyu export lists` names them all.
    list: Option<String>,
    /// xlsx, csv or json [default: by the ending of FILE]
    #[arg(long, default_value = "", hide_default_value = true)]
    format: String,
    /// Columns by commas, in the order wanted [default: the usual ones]
    #[arg(long, default_value = "", hide_default_value = true)]
    columns: String,
    /// Language of headings and words: zh, en or both
    #[arg(long, default_value = "zh")]
    headings: String,
    /// Narrows the list as its page does, such as year=2021; may be given again.
    #[arg(long, value_name = "NAME=VALUE")]
    filter: Vec<String>,
    /// File to write.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    settings: Settings,
}

pub fn run(what: Option<What>, wanted: &Wanted) -> Outcome {
    match what {
        Some(What::Lists) => {
            show_lists();
            Ok(())
        }
        Some(What::OpenData { folder, settings }) => open_data(&folder, &Config::load(&settings)?),
        None => write(wanted),
    }
}

/// What a database is read for here belongs to no house, so the people of one are left to those who administer it.
fn lists() -> impl Iterator<Item = List> {
    site::exported().into_iter().filter(|list| list.key != "people")
}

fn show_lists() {
    for list in lists() {
        println!("{:<16} {}", list.key, list.title.en);
        for column in &list.columns {
            let mark = if column.is_usual { '*' } else { ' ' };
            println!("  {mark} {:<18} {:<8} {}", column.key, column.kind.word(), column.heading.en);
        }
    }
    println!("* taken along where no columns are named");
}

fn write(wanted: &Wanted) -> Outcome {
    let named = wanted.list.as_deref().unwrap_or_default();
    let list = lists().find(|list| list.key == named);
    let list: Arc<List> =
        Arc::new(list.ok_or_else(|| format!("there is no list {named:?}; `xieyu export lists` names them"))?);
    let file = wanted.output.as_deref().ok_or("say where to: --output FILE")?;
    let plan = plan(&list, file, wanted)?;
    let db = schema::open_to_read(&Config::load(&wanted.settings)?.database)?;
    // What is not whole never carries the name of the whole.
    let part = PathBuf::from(format!("{}.part", file.display()));
    let rows = fill(&db, &plan, &part).inspect_err(|_| drop(std::fs::remove_file(&part)))?;
    std::fs::rename(&part, file).map_err(|error| format!("{}: {error}", file.display()))?;
    println!("{rows} rows in {}", file.display());
    Ok(())
}

fn open_data(folder: &Path, config: &Config) -> Outcome {
    let db = schema::open_to_read(&config.database)?;
    let bar = ProgressBar::new_spinner();
    bar.set_message("reading everything that is public");
    bar.enable_steady_tick(std::time::Duration::from_millis(100));
    let made = open_data::write_folder(&db, folder, &config.open_data, &config.base_url);
    bar.finish_and_clear();
    for file in made.map_err(|refusal| in_english(&refusal))? {
        println!("{:>9} rows  {}  {}", file.rows, file.sha256, folder.join(file.name()).display());
    }
    Ok(())
}

fn plan(list: &Arc<List>, file: &Path, wanted: &Wanted) -> Result<Plan, Box<dyn std::error::Error + Send + Sync>> {
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let format = if wanted.format.is_empty() { ending } else { wanted.format.clone() };
    let mut pairs = vec![("format".to_owned(), format), ("headings".to_owned(), wanted.headings.clone())];
    if !wanted.columns.is_empty() {
        pairs.push(("columns".to_owned(), wanted.columns.clone()));
    }
    for filter in &wanted.filter {
        let (name, value) = filter.split_once('=').ok_or_else(|| format!("--filter {filter}: write NAME=VALUE"))?;
        if !list.filters.iter().any(|(known, _)| *known == name) {
            let known: Vec<&str> = list.filters.iter().map(|(name, _)| *name).collect();
            return Err(format!("--filter {filter}: {} is narrowed by {}", list.key, known.join(", ")).into());
        }
        pairs.push((name.to_owned(), value.to_owned()));
    }
    let usual = Choice::usual(list, Output::Xlsx, Headings::Zh);
    let (choice, asked) = Choice::read(list, &pairs, usual).map_err(|faults| in_english(&Refusal::Breaches(faults)))?;
    let base_url = Config::load(&wanted.settings)?.base_url;
    Ok(Plan::new(list.clone(), Some(Actor::system()), asked, choice, &base_url))
}

/// Writes every row; each batch is a reading of its own, so that the platform goes on beside.
fn fill(db: &Db, plan: &Plan, path: &Path) -> Result<u64, Box<dyn std::error::Error + Send + Sync>> {
    let bar = ProgressBar::no_length();
    bar.set_style(
        ProgressStyle::with_template("{pos} rows, {per_sec}").unwrap_or_else(|_| ProgressStyle::default_spinner()),
    );
    let mut out = BufWriter::new(File::create(path).map_err(|error| format!("{}: {error}", path.display()))?);
    let mut writer = plan.writer();
    let (mut after, mut rows) = (String::new(), 0u64);
    loop {
        let (asked, place) = (plan.clone(), after.clone());
        let batch = db.read_now(move |tx| asked.batch(tx, &place, ROWS)).map_err(|refusal| in_english(&refusal))?;
        for row in &batch.rows {
            writer.row(row)?;
        }
        out.write_all(&writer.ready())?;
        rows += batch.rows.len() as u64;
        bar.set_position(rows);
        match batch.next {
            Some(next) => after = next,
            None => break,
        }
    }
    out.write_all(&writer.end())?;
    out.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
    bar.finish_and_clear();
    Ok(rows)
}
