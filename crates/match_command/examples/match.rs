//! `xieyu match` alone, for measuring without building the whole platform.

use std::process::ExitCode;

use clap::Parser;

#[derive(Parser)]
struct Command {
    #[command(subcommand)]
    what: match_command::What,
}

fn main() -> ExitCode {
    let command = match Command::try_parse() {
        Ok(command) => command,
        Err(wrong) => {
            // 2 says that no plan can exist; options that are not understood are bad input.
            let is_wrong = wrong.use_stderr();
            let _ = wrong.print();
            return ExitCode::from(u8::from(is_wrong));
        }
    };
    match match_command::run(&command.what) {
        Ok(ended) => ended.into(),
        Err(reason) => {
            eprintln!("xieyu: {reason}");
            ExitCode::from(1)
        }
    }
}
