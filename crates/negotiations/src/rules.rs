//! What is refused whoever asks: pure functions with the number of the rule book.

mod appointments;
mod requests;
mod setup;

pub use appointments::{an_open_item_of_the_other_side, both_can, is_early_enough, is_free};
pub use requests::{may_meet, new_pair, takes_requests};
pub use setup::{SLOTS_MOST, TABLES_MOST, figures, last_tables_number, slots_fit};

#[cfg(test)]
mod tests;
