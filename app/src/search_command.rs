//! `xieyu search`: asks the index as everybody may, and builds it anew.

use std::path::Path;

use clap::Subcommand;
use indicatif::{ProgressBar, ProgressStyle};
use kernel::{Lang, Word};
use searches::{Answered, NoAnswer, NotReady, Search, Wanted};

use crate::command::{Outcome, Settings};
use crate::config::Config;
use crate::schema;

#[derive(Subcommand)]
pub enum What {
    /// Read everything from the database again. Running copies do it themselves, and answer from their old index meanwhile.
    Rebuild {
        #[command(flatten)]
        settings: Settings,
    },
}

/// What is looked for.
#[derive(clap::Args, Clone, Debug)]
pub struct Words {
    /// Words and conditions, as on the search page: "enterprise:华为 type:T2 year:2021..2023".
    pub words: Option<String>,
    /// Go on after the place that the answer before gave.
    #[arg(long, value_name = "PLACE")]
    pub after: Option<String>,
    #[command(flatten)]
    pub settings: Settings,
}

/// Prints what everybody may find.
pub fn find(asked: &Words) -> Outcome {
    let config = Config::load(&asked.settings)?;
    let typed = asked.words.clone().unwrap_or_default();
    let after = web::Cursor::read(asked.after.as_deref().unwrap_or_default()).map_err(|breach| breach.said.en)?;
    let db = schema::open_to_read(&config.database)?;
    let search = Search::look_into(Path::new(&config.search))
        .map_err(|error| format!("{error}; start the platform, or run `xieyu search rebuild`"))?;
    let wanted = Wanted { q: typed.clone(), after, ..Wanted::default() };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    match runtime.block_on(searches::find(&search, &db, None, Lang::Zh, &wanted)) {
        Ok(answered) => {
            print(&config, &answered);
            Ok(())
        }
        Err(NoAnswer::Fault(fault)) => {
            Err(format!("the search cannot be read\n{}", fault.in_words(&typed, Lang::En)).into())
        }
        Err(NoAnswer::Refused(refusal)) => Err(crate::command::in_english(&refusal).into()),
        Err(NoAnswer::NotReady(NotReady::Building(..) | NotReady::Off)) => Err("the index is not built yet".into()),
    }
}

fn print(config: &Config, answered: &Answered) {
    let found = &answered.found;
    println!("{} found{}", found.total, if found.is_near { ", nothing fits exactly" } else { "" });
    for row in &answered.rows {
        let facts: Vec<&str> = row.facts.iter().map(|fact| fact.text.as_str()).collect();
        println!("{}  {}  {}", row.kind.text().zh, row.title.text, row.state);
        println!("    {}\n    {}{}", facts.join(" · "), config.base_url, row.href);
    }
    if let Some(next) = found.next {
        println!("more: --after {next}");
    }
}

/// Builds the index anew, or asks the copies that run to do so.
pub fn rebuild(config: &Config) -> Outcome {
    let folder = Path::new(&config.search);
    let db = schema::open_to_read(&config.database)?;
    if folder.is_dir() {
        let running = searches::ask_running(folder)?;
        if running > 0 {
            println!(
                "asked {running} running copies to build their index anew; they answer from the old one meanwhile"
            );
            return Ok(());
        }
    }
    let search = Search::open(folder)?;
    let Some(index) = search.index() else { return Ok(()) };
    let bar = ProgressBar::new(0);
    bar.set_style(
        ProgressStyle::with_template("{bar:40} {pos}/{len} read, {eta} left")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    let began = std::time::Instant::now();
    let shown = bar.clone();
    searches::rebuild(&db, index, &move |done, all| {
        shown.set_length(all);
        shown.set_position(done);
        true
    })?;
    bar.finish_and_clear();
    println!("{} things in {} in {:.1} s", index.docs(), index.folder().display(), began.elapsed().as_secs_f64());
    Ok(())
}

pub fn run(what: Option<What>, asked: &Words) -> Outcome {
    match what {
        Some(What::Rebuild { settings }) => rebuild(&Config::load(&settings)?),
        None => find(asked),
    }
}
