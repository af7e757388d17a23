//! What an organisation and a membership may be, and the steps between. Two machines, one file each.

pub mod membership;
pub mod organisation;

pub use membership::{State as MembershipState, Step as MembershipStep};
pub use organisation::{State as OrganisationState, Step as OrganisationStep};
