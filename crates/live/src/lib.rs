//! Live channels (直播频道) of a meeting: who may push video, what is watched and where it stands, which part of the agenda
//! runs, and the replay cut from the archive. The video itself is the work of [`origin`].
//!
//! Left out on purpose: what the audience says and how many they are. Later slices stand beside the player: see [`Panel`].

pub mod actions;
mod api;
mod archive;
mod below;
mod doors;
mod hub;
pub mod kinds;
mod pages;
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

pub use below::{Asked, Below};
pub use doors::base;
pub use hub::Live;
pub use origin::{playlist as pushed, state};
pub use panel::{Panel, stand_beside_player};
pub use record::{Broadcast, Channel, ChannelKey, Mark, Segment};

/// The tables of this slice.
pub const MIGRATIONS: &[db::Migration] =
    &[db::Migration { name: "0260-live", sql: include_str!("../migrations/0260-live.sql") }];

/// The way from a meeting to its channels.
pub const BESIDE: meetings::Beside = meetings::Beside {
    label: texts::LIVE,
    path: paths::channels,
    is_there: |tx, actor, meeting| Ok(policy::sees(actor, meeting) && !store::channels(tx, meeting.id)?.is_empty()),
    of_office: (texts::LIVE, paths::channels),
};

/// Every door of the slice; they share what `live` holds in memory.
pub fn routes(live: &Live) -> web::Routes {
    pages::routes(live).and(api::routes(live)).and(doors::routes(live))
}
