//! The origin of live video: what an encoder pushes becomes objects that any cache can hold.
//!
//! Pure: it reads no clock, no socket, no file and no database; bytes and instants come in, playlists and names come out.

pub mod state;
