//! The one binary: `xieyu serve | demo | migrate | check-config | journal | rulesets`.

mod command;
mod config;
mod demo_command;
mod jobs;
mod journal_command;
mod schema;
mod serve;
mod site;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let command = command::Command::parse();
    match command.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xieyu: {failure}");
            let mut cause = std::error::Error::source(failure.as_ref());
            while let Some(error) = cause {
                eprintln!("  because: {error}");
                cause = error.source();
            }
            ExitCode::from(if failure.is::<config::ConfigError>() { 2 } else { 1 })
        }
    }
}
