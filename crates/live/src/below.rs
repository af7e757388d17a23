//! What a later slice answers below the address of a channel, beside playlists and segments: `live` checks that the channel is there
//! and that whoever asks may watch it, then hands the request over.

use std::pin::Pin;

use axum::http::request::Parts;
use web::{Response, Site};

/// What is asked for, of a channel that whoever asks may watch.
pub struct Asked {
    pub site: Site,
    /// The code of the channel.
    pub code: String,
    /// What stands behind it in the address.
    pub name: String,
    pub parts: Parts,
}

/// Answers below the address of a channel.
pub trait Below: Send + Sync {
    /// Whether this name is one of its own.
    fn answers(&self, name: &str) -> bool;
    fn answer(&self, asked: Asked) -> Pin<Box<dyn Future<Output = Response> + Send>>;
}
