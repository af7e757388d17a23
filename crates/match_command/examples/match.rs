//! `xieyu match` alone, for measuring without building the whole platform.

use std::process::ExitCode;

use clap::Parser;

#[derive(Parser)]
struct Command {
    #[command(subcommand)]
    what: match_command::What,
}

fn main() -> ExitCode {
    match match_command::run(&Command::parse().what) {
        Ok(ended) => ended.into(),
        Err(reason) => {
            eprintln!("xieyu: {reason}");
            ExitCode::from(1)
        }
    }
}
