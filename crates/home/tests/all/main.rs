//! What the home of everybody shows, over the whole small demo.

mod waiting;
