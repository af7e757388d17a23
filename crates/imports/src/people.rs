//! Lists of people: name, e-mail, role, organisation. They are invited by letter, or an account waits without a password; in
//! both cases the role counts only when its person accepts it.

mod check;
mod fields;
mod row;

pub use check::{Analysis, analyse, write};
pub use fields::PersonField;
pub use row::PeopleSettings;
