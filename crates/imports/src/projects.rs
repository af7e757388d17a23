//! Establishment lists and closing lists (立项名单、结题名单).

mod check;
mod compare;
mod fields;
mod kinds;
mod row;
mod settings;
mod write;

pub use check::{Analysis, analyse};
pub use fields::ProjectField;
pub use settings::ProjectSettings;
pub use write::write;
