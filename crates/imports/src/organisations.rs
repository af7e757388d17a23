//! Lists of organisations: the ministry's list of universities (name, code, authority, place, level, remark), and lists of
//! enterprises with their credit codes.

mod check;
mod fields;
mod row;

pub use check::{Analysis, analyse, write};
pub use fields::OrganisationField;
