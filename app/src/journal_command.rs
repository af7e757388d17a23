//! `xieyu journal`: verify the chain, check a receipt, show the public key.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use indicatif::{ProgressBar, ProgressStyle};
use journal::{Receipt, Signer, Verdict, check_receipt};
use kernel::Word;

use crate::command::{Outcome, Settings};
use crate::config::Config;
use crate::schema;

#[derive(Subcommand)]
pub enum What {
    /// Read the whole journal and name every entry that was changed, removed, swapped or inserted.
    Verify {
        /// Also check that the chain holds the entry of this receipt.
        #[arg(long, value_name = "FILE")]
        receipt: Vec<PathBuf>,
        #[command(flatten)]
        settings: Settings,
    },
    /// Check a receipt by itself, without the platform.
    CheckReceipt {
        file: PathBuf,
        /// The platform's public key, as it publishes it; without it, only the receipt's own key is used.
        #[arg(long, value_name = "HEX")]
        key: Option<String>,
    },
    /// Show the public key that receipts are checked with.
    Key {
        #[command(flatten)]
        settings: Settings,
    },
}

pub fn run(what: What) -> Outcome {
    match what {
        What::Verify { receipt, settings } => verify(&Config::load(&settings)?, &receipt),
        What::CheckReceipt { file, key } => check_file(&file, key.as_deref()),
        What::Key { settings } => {
            println!("{}", Signer::from_existing(Path::new(&Config::load(&settings)?.receipt_key))?.public_key());
            Ok(())
        }
    }
}

fn verify(config: &Config, receipts: &[PathBuf]) -> Outcome {
    let db = schema::open_to_read(&config.database)?;
    let (total,): (i64,) = db.read_now(|tx| tx.one("SELECT seq FROM journal_head WHERE id = 1", &[]))?;
    let bar = ProgressBar::new(total.max(0) as u64);
    bar.set_style(
        ProgressStyle::with_template("{bar:40} {pos}/{len} entries, {eta} left")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    let shown = bar.clone();
    let verdict = db.read_now(move |tx| journal::verify(tx, |done| shown.set_position(done as u64)))?;
    bar.finish_and_clear();
    let mut broken = report(&verdict);
    broken += filings(&db)?;
    broken += certificates(&db)?;
    broken += states(&db)?;
    for path in receipts {
        broken += held(&db, path)?;
    }
    if broken == 0 { Ok(()) } else { Err(format!("the journal is broken at {broken} place(s)").into()) }
}

fn report(verdict: &Verdict) -> usize {
    println!("{} entries, head {}", verdict.entries, verdict.head);
    for place in &verdict.broken {
        if place.last > place.seq {
            println!("entries {} to {}: {}", place.seq, place.last, place.kind.text().en);
        } else {
            println!("entry {}: {}", place.seq, place.kind.text().en);
        }
    }
    if verdict.broken.is_empty() {
        println!("the chain is whole");
    }
    verdict.broken.len()
}

/// The filings have a chain of their own, since each can be looked up and checked by its number.
fn filings(db: &db::Db) -> Result<usize, Box<dyn std::error::Error + Send + Sync>> {
    match db.read_now(projects::filing::verify)? {
        Ok(count) => {
            println!("{count} filings, their chain is whole");
            Ok(0)
        }
        Err(place) => {
            println!("filing {}: {}", place.sequence, place.what);
            Ok(1)
        }
    }
}

/// Certificates are compared with the journal's entries of their issue.
fn certificates(db: &db::Db) -> Result<usize, Box<dyn std::error::Error + Send + Sync>> {
    match db.read_now(closings::verify_certificates)? {
        Ok(count) => {
            println!("{count} certificates, each as it was issued");
            Ok(0)
        }
        Err(forged) => {
            for number in &forged {
                println!("certificate {number}: the content is not what was issued");
            }
            Ok(forged.len())
        }
    }
}

/// The tables whose states only move with an entry.
const MOVING: [&str; 31] = [
    "organisation",
    "membership",
    "guideline",
    "application",
    "agreement",
    "project",
    "midterm_report",
    "change_request",
    "instalment",
    "closing",
    "case_call",
    "case_submission",
    "award_list",
    "import",
    "meeting",
    "registration",
    "booth_request",
    "match_request",
    "appointment",
    "negotiation",
    "news",
    "table_ticket",
    "timetable",
    "allocation",
    "announcement",
    "assignment_plan",
    "decision_plan",
    "blocked_word",
    "comment",
    "poll",
    "question",
];

/// States are compared with the latest entries about them: a journal that was cut off, or a state changed by hand, shows here.
fn states(db: &db::Db) -> Result<usize, Box<dyn std::error::Error + Send + Sync>> {
    let mut all = Vec::new();
    for table in MOVING {
        all.extend(db.read_now(move |tx| journal::astray(tx, table))?);
    }
    for row in &all {
        println!("{} {}: it is “{}”, the journal says “{}”", row.table, row.id, row.state, row.recorded);
    }
    if all.is_empty() {
        println!("every state is the one the journal led to");
    }
    Ok(all.len())
}

/// 0 when the journal holds the receipt's entry unchanged, 1 when not.
fn held(db: &db::Db, path: &Path) -> Result<usize, Box<dyn std::error::Error + Send + Sync>> {
    let receipt = read(path)?;
    let (seq, hash) = (receipt.entry.seq, receipt.entry.hash);
    let is_held = db.read_now(move |tx| journal::holds(tx, seq, &hash))?;
    println!(
        "{}: entry {seq} {}",
        path.display(),
        if is_held { "is in the journal unchanged" } else { "is NOT in the journal as the receipt says" }
    );
    Ok(usize::from(!is_held))
}

fn check_file(path: &Path, key: Option<&str>) -> Outcome {
    let receipt = read(path)?;
    check_receipt(&receipt, key)?;
    let entry = &receipt.entry;
    println!("the receipt holds: entry {} of {}, {} by {}", entry.seq, entry.at, entry.act, entry.person_name);
    println!("subject {} {}, hash {}", entry.subject, entry.subject_id, entry.hash);
    if key.is_none() {
        println!("signed by {}; compare it with the key the platform publishes", receipt.public_key);
    }
    Ok(())
}

fn read(path: &Path) -> Result<Receipt, Box<dyn std::error::Error + Send + Sync>> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{} is no receipt: {error}", path.display()).into())
}

#[cfg(test)]
mod tests {
    /// The name of each table that has a state and says since when.
    fn with_states() -> Vec<&'static str> {
        let migrations = crate::schema::migrations();
        let tables = migrations.iter().flat_map(|migration| migration.sql.split("CREATE TABLE ").skip(1));
        let has_state = |table: &&str| {
            let columns = table.split("\n);").next().unwrap_or_default();
            columns.contains("\n  state TEXT") && columns.contains("\n  state_since TIME")
        };
        let mut names: Vec<_> = tables.filter(has_state).filter_map(|table| table.split(' ').next()).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn every_table_with_states_is_held_against_the_journal() {
        let mut known = super::MOVING.to_vec();
        known.sort_unstable();
        assert_eq!(known, with_states());
    }
}
