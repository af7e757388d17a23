//! Live channels (直播频道) of a meeting: who may push video, what is watched and where it stands, which part of the agenda
//! runs, and the replay cut from the archive. The video itself is the work of [`origin`].
//!
//! Left out on purpose: what the audience says and how many they are. Later slices stand beside the player: see [`Panel`].

pub mod actions;
mod archive;
mod doors;
mod hub;
pub mod kinds;
mod panel;
pub mod paths;
pub mod policy;
pub mod programme;
mod record;
pub mod replay;
mod room;
pub mod store;
mod texts;
mod view;

pub use hub::Live;
pub use origin::state;
pub use panel::{Panel, stand_beside_player};
pub use record::{Broadcast, Channel, ChannelKey, Mark, Segment};

/// The tables of this slice.
pub const MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "0260-live", sql: include_str!("../migrations/0260-live.sql") }];
