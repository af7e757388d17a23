//! The figures of the programme, dated. A rule set is a text file with a day from which it counts; the rules of every
//! slice take their figures from here and never from code. A guideline item keeps the rule set it was published under;
//! what belongs to a yearly round (postponement, closing) is asked of the set that counts on the day itself.

mod built_in;
mod calendar;
mod parse;
mod parts;
pub mod store;
mod terms;

pub use built_in::built_in;
pub use calendar::{BatchFrom, legacy_batches};
pub use parse::{Ruleset, RulesetError, RulesetHeader, applicable, parse};
pub use parts::{Batch, CutOffs, FlagWords, LastChance, MonthDay, PerType, UniversityLimits, Window};
pub use store::{StoredRuleset, applicable_on, import_built_in, terms, terms_of_text};
pub use terms::{Nonsense, Terms};

/// The table of rule sets.
pub const MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "0050-rulesets", sql: include_str!("../migrations/0050-rulesets.sql") }];
