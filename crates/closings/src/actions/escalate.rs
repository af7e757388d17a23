//! Enterprises that do not answer. Rule Z-10.

use db::Tx;
use journal::Act;
use kernel::{Actor, Mode, Refusal, Word};

use crate::rules::enterprise_silent;
use crate::{lists, mails, store};

/// Tells university and programme office of every closing the enterprise has not answered for as long as allowed, once per
/// submission. Answers how many there were; call again while it answers as many as it takes at once.
pub fn escalate_silent(tx: &mut Tx<'_>) -> Result<usize, Refusal> {
    let mut told = 0;
    for mode in Mode::ALL {
        told += of_mode(tx, *mode)?;
    }
    Ok(told)
}

fn of_mode(tx: &mut Tx<'_>, mode: Mode) -> Result<usize, Refusal> {
    let now = tx.now();
    let terms = match rulesets::applicable_on(tx, mode, now.day()) {
        Ok((_, terms)) => terms,
        // No rule set of this mode counts yet, so nothing of it can be waiting.
        Err(Refusal::Breaches(_)) => return Ok(0),
        Err(other) => return Err(other),
    };
    // The rule counts calendar days, so whatever came before the end of that day may be silent.
    let latest = now.day().plus_days(1 - i32::try_from(terms.acceptance_silence_days).unwrap_or(i32::MAX)).begins();
    let mut told = 0;
    for closing in lists::untold_before(tx, mode, latest)? {
        let Some(silent) = enterprise_silent(closing.state_since.day(), now.day(), &terms) else { continue };
        if !store::note_silence(tx, closing.id, now)? {
            continue;
        }
        let act = Act::new(&Actor::system(), store::SUBJECT, closing.id.0, "escalate");
        journal::record(tx, act.detail(serde_json::json!({ "days": silent.days, "mode": mode.word() })));
        mails::silent(tx, &closing, silent)?;
        told += 1;
    }
    Ok(told)
}
