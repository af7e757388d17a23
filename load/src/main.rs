//! Measures the platform as its visitors meet it: over HTTP, on this machine only. What is measured and what must be
//! reached stands in `docs/performance.md`. Prints what ran, on what, and medians with their spread, as Markdown.

mod answer;
mod audience;
mod channel;
mod client;
mod data;
mod exports;
mod lists;
mod machine;
mod peers;
mod public;
mod questions;
mod roles;
mod search;
mod server;
mod start;
mod stats;
mod target;
mod words;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser;

type Fault = Box<dyn std::error::Error + Send + Sync>;

/// Measures the platform over HTTP on this machine.
#[derive(Parser)]
struct Command {
    #[command(subcommand)]
    what: What,
}

/// Which server is measured: one that runs, or one this program starts and ends.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Settings {
    /// A running server, such as http://127.0.0.1:8080. Without it one is started on a free port.
    #[arg(long, value_name = "URL")]
    base: Option<String>,
    /// The program to start [default: `xieyu` beside this program].
    #[arg(long, value_name = "FILE")]
    binary: Option<std::path::PathBuf>,
    /// Database of the started server [default: a demo of the size below in target/load/, made when absent].
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Size of the demo that is made.
    #[arg(long, default_value = "national", value_parser = ["small", "national", "million"])]
    size: String,
    /// No single measurement goes on longer than this.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=120))]
    minutes: u64,
}

/// How hard public pages are asked for.
#[derive(clap::Args, Clone, Debug)]
struct Pace {
    /// Connections at once.
    #[arg(long, default_value_t = 32, value_parser = clap::value_parser!(u16).range(1..=2000))]
    connections: u16,
    /// Seconds for each round of a page.
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u64).range(1..=600))]
    seconds: u64,
    /// Rounds of each page.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=100))]
    rounds: u32,
}

impl Pace {
    fn effort(&self) -> public::Effort {
        public::Effort { connections: self.connections, seconds: self.seconds, rounds: self.rounds }
    }
}

#[derive(clap::Subcommand)]
enum What {
    /// W-1: every list with every filter that matters, for everybody and for each role.
    Lists {
        #[command(flatten)]
        settings: Settings,
        /// How often each address is asked.
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=1000))]
        rounds: u32,
    },
    /// W-2: builds the search index, then asks it in all the ways people type, as everybody and as each role.
    Search {
        #[command(flatten)]
        settings: Settings,
        /// How often each question is asked.
        #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=1000))]
        rounds: u32,
    },
    /// W-3: public pages over kept connections, the server on one core.
    Public {
        #[command(flatten)]
        settings: Settings,
        #[command(flatten)]
        pace: Pace,
    },
    /// W-3 beside a peer: pretalx, installed into target/load/pretalx by load/peers/pretalx.sh.
    Peers {
        #[command(flatten)]
        settings: Settings,
        #[command(flatten)]
        pace: Pace,
    },
    /// W-6: the whole register as xlsx, csv and JSON.
    Exports {
        #[command(flatten)]
        settings: Settings,
        /// How often each format is downloaded.
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=100))]
        times: u32,
    },
    /// W-7: from the start of the process to its first answers.
    Start {
        #[command(flatten)]
        settings: Settings,
        /// How often it is started.
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=100))]
        times: u32,
    },
    /// L-1: viewers of a channel, each with playlist and newest segment every two seconds.
    Viewers {
        #[command(flatten)]
        settings: Settings,
        #[command(flatten)]
        crowd: audience::Crowd,
    },
    /// L-2: event streams of a channel and how late their frames are; with --rate 200 it is L-3.
    Events {
        #[command(flatten)]
        settings: Settings,
        #[command(flatten)]
        crowd: audience::Crowd,
    },
    /// L-3: the same with 200 comments a second.
    Comments {
        #[command(flatten)]
        settings: Settings,
        #[command(flatten)]
        crowd: audience::Crowd,
    },
    /// L-4: all event streams break at once and come back.
    Reconnect {
        #[command(flatten)]
        settings: Settings,
        #[command(flatten)]
        crowd: audience::Crowd,
    },
    /// All of them but the live ones, which need a channel, with their defaults.
    All {
        #[command(flatten)]
        settings: Settings,
    },
}

fn main() -> ExitCode {
    let command = Command::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let ran = runtime.map_err(Fault::from).and_then(|runtime| runtime.block_on(run(command.what)));
    match ran {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("load: {fault}");
            ExitCode::FAILURE
        }
    }
}

async fn run(what: What) -> Result<(), Fault> {
    println!("{}", machine::described());
    match what {
        What::Lists { settings, rounds } => lists::measure(&settings, rounds).await,
        What::Search { settings, rounds } => search::measure(&settings, rounds).await,
        What::Public { settings, pace } => public::measure(&settings, pace.effort()).await,
        What::Peers { settings, pace } => peers::measure(&settings, pace.effort()).await,
        What::Exports { settings, times } => exports::measure(&settings, times).await,
        What::Start { settings, times } => start::measure(&settings, times).await,
        What::Viewers { settings, crowd } => audience::viewers(&settings, &crowd).await,
        What::Events { settings, crowd } => audience::measure(&settings, &crowd, "L-2 Event streams").await,
        What::Comments { settings, crowd } => audience::measure(&settings, &crowd.talkative(), "L-3 Comments").await,
        What::Reconnect { settings, crowd } => audience::reconnect(&settings, &crowd).await,
        What::All { settings } => {
            start_unless_given(&settings).await?;
            lists::measure(&settings, 5).await?;
            exports::measure(&settings, 5).await?;
            search::measure(&settings, 20).await?;
            let effort = public::Effort { connections: 32, seconds: 4, rounds: 3 };
            public::measure(&settings, effort).await?;
            peers::measure(&settings, effort).await
        }
    }
}

/// The start of a server that runs already cannot be measured.
async fn start_unless_given(settings: &Settings) -> Result<(), Fault> {
    if settings.base.is_some() {
        println!("W-7 is left out: with --base the server runs already.");
        return Ok(());
    }
    start::measure(settings, 5).await
}

impl Settings {
    fn deadline(&self) -> Instant {
        Instant::now() + Duration::from_secs(self.minutes * 60)
    }
}
