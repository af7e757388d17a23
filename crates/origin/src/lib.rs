//! The origin of live video: what an encoder pushes as HLS becomes playlists and objects of our own that any cache can hold.
//!
//! Pure: it reads no clock, no socket, no file and no database; bytes and instants come in, playlists and bytes come out. An
//! encoder's names, numbers and clock are never repeated to players: names carry an epoch that only grows, numbers are those
//! of the rendition since it began, and programme time is our own and never runs backwards.
//!
//! Left out on purpose: transcoding, low latency parts, encryption, byte ranges.

mod author;
mod boxes;
mod channel;
mod content;
mod feed;
mod name;
pub mod playlist;
mod refused;
mod rendition;
pub mod replay;
pub mod state;
mod timeline;
pub mod token;
mod ts;

pub use author::{Line, VariantLine, date_time, init_name, master, segment_name};
pub use channel::{Channel, Health, Kept, Publisher, Push, RENDITIONS_MOST, Refusal, Restored, Taken};
pub use content::{BODY_MOST, Blob};
pub use feed::{Init, Lengths, Piece};
pub use name::is_rendition;
pub use refused::Refused;
pub use rendition::{Segment, Window};

/// An instant, or a length of time, in microseconds; instants count from 1970-01-01 in UTC.
pub type Micros = i64;
