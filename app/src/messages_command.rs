//! `xieyu messages`: what `serve` does by itself, done now, and the outbox for a terminal.

use clap::{Args, Subcommand};
use kernel::{Lang, LetterId, Refusal, Word};
use mail::{LetterFilter, LetterState};

use crate::command::{Outcome, Settings, in_english};
use crate::config::Config;
use crate::schema;

#[derive(Subcommand)]
pub enum What {
    /// Remind everybody of the deadlines that are near; who was reminded already is left alone. Begins at 07:00 Beijing time.
    SendReminders {
        #[command(flatten)]
        settings: Settings,
    },
    /// Write the digests that are due.
    Digest {
        #[command(flatten)]
        settings: Settings,
    },
    /// List letters, the newest first.
    Outbox(Wanted),
    /// Send a letter again that was given up.
    Retry {
        letter: LetterId,
        #[command(flatten)]
        settings: Settings,
    },
}

#[derive(Args)]
pub struct Wanted {
    /// Only letters to this address, or to addresses that begin so.
    #[arg(long, default_value = "")]
    address: String,
    /// Only letters in this state: waiting, held, retrying, failed, sent, recalled, set_aside.
    #[arg(long)]
    state: Option<String>,
    /// Go on after this letter.
    #[arg(long, value_name = "LETTER")]
    after: Option<LetterId>,
    #[command(flatten)]
    settings: Settings,
}

pub fn run(what: What) -> Outcome {
    match what {
        What::SendReminders { settings } => {
            let config = Config::load(&settings)?;
            let days = config.reminder_days.clone();
            done(&config, "reminded", async |db| messages::remind_due(db, &days).await)
        }
        What::Digest { settings } => {
            done(&Config::load(&settings)?, "digests written", async |db| messages::send_digests(db).await)
        }
        What::Outbox(wanted) => outbox(&wanted),
        What::Retry { letter, settings } => retry(&Config::load(&settings)?, letter),
    }
}

fn done(config: &Config, what: &str, work: impl AsyncFnOnce(&db::Db) -> Result<u64, Refusal>) -> Outcome {
    let db = schema::open_to_read(&config.database)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let count = runtime.block_on(work(&db)).map_err(|refusal| in_english(&refusal))?;
    println!("{count} {what}");
    Ok(())
}

fn outbox(wanted: &Wanted) -> Outcome {
    let config = Config::load(&wanted.settings)?;
    let state = wanted.state.as_deref().map(state_of).transpose()?;
    let filter = LetterFilter { address: wanted.address.clone(), state, after: wanted.after };
    let db = schema::open_to_read(&config.database)?;
    let now = db.clock().now();
    let letters = db.read_now(move |tx| mail::letters(tx, &filter, 50))?;
    for letter in &letters {
        let occasion = messages::occasion(&letter.kind);
        println!("{}  {}  {:<9}  {}", letter.id, letter.created_at, letter.state(now), letter.to_address);
        println!("    {}", occasion.get(Lang::En));
        if let Some(failed) = &letter.failed {
            println!("    {failed}");
        }
    }
    if letters.len() == 50
        && let Some(last) = letters.last()
    {
        println!("more: --after {}", last.id);
    }
    Ok(())
}

fn state_of(word: &str) -> Result<LetterState, String> {
    let known = || LetterState::ALL.iter().map(|state| state.word()).collect::<Vec<_>>().join(", ");
    LetterState::parse(word).map_err(|_| format!("there is no state {word:?}; letters are {}", known()))
}

fn retry(config: &Config, letter: LetterId) -> Outcome {
    let db = schema::open_to_read(&config.database)?;
    let tried = db.write_now(move |tx| messages::retry(tx, letter));
    tried.map_err(|refusal| in_english(&refusal))?;
    println!("{letter} will be sent again");
    Ok(())
}
