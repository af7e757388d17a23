//! The figures that count today.

use std::sync::Arc;

use db::Tx;
use kernel::{Mode, Refusal};
use rulesets::Terms;

/// The figures of the 2024 mode once it has begun, of the legacy mode before.
pub(crate) fn terms_today(tx: &mut Tx<'_>) -> Result<Arc<Terms>, Refusal> {
    let today = tx.now().day();
    let found = rulesets::applicable_on(tx, Mode::Rolling, today);
    found.or_else(|_| rulesets::applicable_on(tx, Mode::Legacy, today)).map(|(_, terms)| terms)
}
