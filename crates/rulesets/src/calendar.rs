//! When the lists of the legacy mode appeared: tells the batch of a project whose number does not.

use std::sync::OnceLock;

use kernel::Day;
use serde::Deserialize;

use crate::parts::Batch;

const FILE: &str = include_str!("../../../rulesets/legacy-batches.toml");

/// From when on a project was established in this batch, until the next one begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BatchFrom {
    pub batch: Batch,
    pub from: Day,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Calendar {
    batches: Vec<BatchFrom>,
}

/// The batches of the legacy mode from 2019 batch 2 on, in order.
pub fn legacy_batches() -> &'static [BatchFrom] {
    static READ: OnceLock<Vec<BatchFrom>> = OnceLock::new();
    READ.get_or_init(|| read(FILE).expect("the file is part of the program and read by a test"))
}

fn read(text: &str) -> Result<Vec<BatchFrom>, toml::de::Error> {
    toml::from_str::<Calendar>(text).map(|calendar| calendar.batches)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calendar_is_read_and_goes_forward_in_days_and_batches() {
        let all = legacy_batches();
        assert!(all.windows(2).all(|pair| pair[0].from < pair[1].from && pair[0].batch < pair[1].batch), "{all:?}");
        let ends = [all[0], all[all.len() - 1]].map(|b| (b.batch.to_string(), b.from.to_string()));
        assert_eq!(ends, [("2019-2".into(), "2020-06-01".into()), ("2024-1".into(), "2024-04-17".into())]);
    }
}
