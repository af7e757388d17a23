//! The one binary: `xieyu serve | demo | migrate | check-config | documents | export | import | journal | match | messages | people | rulesets | search | statistics`.

use std::process::ExitCode;

use clap::Parser;
use xieyu::command::Command;
use xieyu::config::ConfigError;

fn main() -> ExitCode {
    match Command::parse().run() {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("xieyu: {failure}");
            let mut cause = failure.source();
            while let Some(error) = cause {
                eprintln!("  because: {error}");
                cause = error.source();
            }
            ExitCode::from(if failure.is::<ConfigError>() { 2 } else { 1 })
        }
    }
}
