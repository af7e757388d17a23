//! The one binary: `xieyu serve | demo | migrate | check-config | documents | export | import | journal | match | messages | people | rulesets | search | statistics`.

use std::process::ExitCode;

use clap::Parser;
use xieyu::command::Command;
use xieyu::config::ConfigError;

fn main() -> ExitCode {
    end_quietly_when_nobody_reads();
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

/// `xieyu … | head` ends when `head` has read enough: whoever reads is gone, and nothing is wrong.
fn end_quietly_when_nobody_reads() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let said = panic.payload_as_str().unwrap_or_default();
        if said.starts_with("failed printing to stdout") && said.contains("Broken pipe") {
            std::process::exit(0);
        }
        usual(panic);
    }));
}
