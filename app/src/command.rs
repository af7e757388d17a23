//! What the command line offers.

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use kernel::{Actor, Clock, Day};

use crate::config::Config;
use crate::{
    demo_command, documents_command, export_command, import_command, journal_command, messages_command,
    negotiations_command, people_command, relay, schema, search_command, serve, statistics_command,
};

/// Xieyu 协育: runs the programme, matches the partners and holds the meeting.
#[derive(clap::Parser)]
#[command(version, propagate_version = true)]
pub struct Command {
    #[command(subcommand)]
    what: What,
}

/// Settings every command takes; they go before the configuration file's.
#[derive(Args, Clone, Debug, Default)]
pub struct Settings {
    /// Configuration file (TOML). Unknown keys stop the start.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Address to listen on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<String>,
    /// sqlite:FILE or postgres://… [default: sqlite:xieyu.db]
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
    /// Folder for uploaded files [default: files/]
    #[arg(long, value_name = "URL")]
    pub files: Option<String>,
    /// Folder for the search index [default: search/]
    #[arg(long, value_name = "FOLDER")]
    pub search: Option<String>,
}

/// How a demo is played.
#[derive(Args, Clone, Debug, Default)]
pub struct Play {
    /// Make the data and stop, without serving.
    #[arg(long)]
    pub only_data: bool,
    /// Only the cast, without guidelines and projects: for trying a whole journey oneself.
    #[arg(long)]
    pub cast_only: bool,
    /// Do not push a generated clip to the demo's live channel.
    #[arg(long)]
    pub no_clip: bool,
    /// Play as if this were today, such as 2023-05-08 for the legacy mode. Needs --cast-only.
    #[arg(long, value_name = "DAY", requires = "cast_only")]
    pub today: Option<Day>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Size {
    /// The cast and a few projects in every stage; seconds.
    Small,
    /// 99,000 projects since 2014, 1,700 enterprises, CNY 3.561 bn.
    National,
    /// 1,000,000 projects, for measuring.
    Million,
}

#[derive(Subcommand)]
enum What {
    /// Serve the platform.
    Serve {
        #[command(flatten)]
        settings: Settings,
    },
    /// Make a demo database in the current folder (when there is none yet) and serve it.
    Demo {
        #[arg(long, value_enum, default_value = "small")]
        size: Size,
        /// The same number gives the same data.
        #[arg(long, default_value_t = 2024)]
        seed: u64,
        #[command(flatten)]
        play: Play,
        #[command(flatten)]
        settings: Settings,
    },
    /// Bring the database's tables up to date.
    Migrate {
        #[command(flatten)]
        settings: Settings,
    },
    /// Read the configuration and say what it means.
    CheckConfig {
        #[command(flatten)]
        settings: Settings,
    },
    /// Write a printed document (PDF) to a file.
    Documents {
        #[command(subcommand)]
        what: documents_command::What,
    },
    /// Write a list to a file: xlsx, csv or json; `lists` shows what there is.
    #[command(args_conflicts_with_subcommands = true)]
    Export {
        #[command(subcommand)]
        what: Option<export_command::What>,
        #[command(flatten)]
        wanted: export_command::Wanted,
    },
    /// Look through a list and import all of it, or nothing.
    Import {
        #[command(subcommand)]
        what: import_command::What,
    },
    /// Check the journal.
    Journal {
        #[command(subcommand)]
        what: journal_command::What,
    },
    /// Reminders, digests and the outbox.
    Messages {
        #[command(subcommand)]
        what: messages_command::What,
    },
    /// Negotiation tables of a meeting.
    Negotiations {
        #[command(subcommand)]
        what: negotiations_command::What,
    },
    /// The first people of a platform.
    People {
        #[command(subcommand)]
        what: people_command::What,
    },
    /// Receive RTMP from an encoder on this computer and push it to a live channel; needs ffmpeg.
    Relay(relay::Relay),
    /// Match partners: timetables of meetings, experts for items, offers by preference; from files to files, without a database.
    Match {
        #[command(subcommand)]
        what: match_command::What,
    },
    /// Find projects, items, organisations and results as everybody may; `rebuild` builds the index anew.
    #[command(args_conflicts_with_subcommands = true)]
    Search {
        #[command(subcommand)]
        what: Option<search_command::What>,
        #[command(flatten)]
        words: search_command::Words,
    },
    /// Print the statistics of the programme, or of one enterprise or university, as of the end of a day.
    Statistics(statistics_command::Asked),
    /// Dated rule sets.
    Rulesets {
        #[command(subcommand)]
        what: Rulesets,
    },
}

#[derive(Subcommand)]
enum Rulesets {
    /// Import a rule set; one with the same name is never replaced.
    Import {
        file: PathBuf,
        #[command(flatten)]
        settings: Settings,
    },
    /// List the rule sets of the database.
    List {
        #[command(flatten)]
        settings: Settings,
    },
}

pub type Outcome = Result<(), Box<dyn Error + Send + Sync>>;

impl Command {
    /// # Errors
    /// Whatever the command could not do, in words.
    pub fn run(self) -> Result<ExitCode, Box<dyn Error + Send + Sync>> {
        let outcome: Outcome = match self.what {
            What::Match { what } => return Ok(match_command::run(&what)?.into()),
            What::Serve { settings } => serve::run(&Config::load(&settings)?, Clock::System, false),
            What::Demo { size, seed, play, settings } => demo_command::run(&settings, size, seed, &play),
            What::Migrate { settings } => migrate(&Config::load(&settings)?),
            What::CheckConfig { settings } => {
                println!("{}", Config::load(&settings)?.shown());
                Ok(())
            }
            What::Documents { what } => documents_command::run(what),
            What::Export { what, wanted } => export_command::run(what, &wanted),
            What::Import { what } => import_command::run(what),
            What::Journal { what } => journal_command::run(what),
            What::Messages { what } => messages_command::run(what),
            What::Negotiations { what } => negotiations_command::run(what),
            What::People { what } => people_command::run(what),
            What::Relay(relay) => relay::run(&relay),
            What::Search { what, words } => search_command::run(what, &words),
            What::Statistics(asked) => statistics_command::run(&asked),
            What::Rulesets { what: Rulesets::Import { file, settings } } => {
                import_ruleset(&Config::load(&settings)?, &file)
            }
            What::Rulesets { what: Rulesets::List { settings } } => list_rulesets(&Config::load(&settings)?),
        };
        outcome.map(|()| ExitCode::SUCCESS)
    }
}

fn migrate(config: &Config) -> Outcome {
    let db = db::Db::open(&config.database)?;
    let applied = schema::bring_up_to_date(&db)?;
    if applied.is_empty() {
        println!("{} is up to date", db.shown_address());
    }
    for name in applied {
        println!("applied {name}");
    }
    Ok(())
}

fn import_ruleset(config: &Config, file: &std::path::Path) -> Outcome {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let db = db::Db::open(&config.database)?;
    schema::bring_up_to_date(&db)?;
    let imported = db.write_now(move |tx| rulesets::store::import(tx, &Actor::system(), &text));
    match imported {
        Ok(id) => {
            println!("imported as {id}");
            Ok(())
        }
        Err(refusal) => Err(in_english(&refusal).into()),
    }
}

/// A refusal for a terminal: every breach on a line of its own.
pub(crate) fn in_english(refusal: &kernel::Refusal) -> String {
    match refusal.breaches() {
        [] => refusal.to_string(),
        breaches => breaches.iter().map(|b| b.said.en.clone()).collect::<Vec<_>>().join("\n"),
    }
}

fn list_rulesets(config: &Config) -> Outcome {
    let db = schema::open_to_read(&config.database)?;
    for set in db.read_now(rulesets::store::all)? {
        println!("{}  {:<8}  from {}  {}  sha256 {}", set.name, set.mode, set.valid_from, set.source, set.sha256);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn no_argument_of_any_command_stands_in_the_way_of_another() {
        super::Command::command().debug_assert();
    }
}
