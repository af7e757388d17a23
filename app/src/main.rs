//! The one binary: `xieyu serve | demo | migrate | check-config | documents | export | import | journal | match | messages | people | relay | rulesets | search | statistics`.

use std::process::ExitCode;

use clap::Parser;
use xieyu::command::Command;
use xieyu::config::ConfigError;

fn main() -> ExitCode {
    end_quietly_when_nobody_reads();
    let command = match Command::try_parse() {
        Ok(command) => command,
        Err(wrong) => {
            let _ = wrong.print();
            return ExitCode::from(on_wrong_options(&wrong, std::env::args().nth(1).as_deref()));
        }
    };
    match command.run() {
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

/// Options that are not understood end with 2, as everywhere; below `match` 2 says that no plan can exist, and bad input is 1.
fn on_wrong_options(wrong: &clap::Error, subcommand: Option<&str>) -> u8 {
    match (wrong.use_stderr(), subcommand) {
        (false, _) => 0,
        (true, Some("match")) => 1,
        (true, _) => 2,
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
