//! One function per thing that is done to a project.

mod advance;
mod create;

pub use advance::advance;
pub use create::{NewMember, NewProject, create};
