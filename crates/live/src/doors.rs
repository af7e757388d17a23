//! Doors of encoders and players. They stand aside of the platform's pages: no session, no cookie, no database work for what is
//! in memory.

mod deliver;
mod ingest;

pub use deliver::base;

use axum::extract::{Request, State};
use web::{Method, Routes, Site};

use crate::hub::Live;

/// The doors of encoders and players.
pub(crate) fn routes(live: &Live) -> Routes {
    let (pushed, fetched) = (live.clone(), live.clone());
    let ingest = ingest::Door::new(pushed);
    Routes::new()
        .aside(
            &[Method::PUT, Method::POST, Method::DELETE],
            "/ingest/{*path}",
            move |State(site): State<Site>, request: Request| {
                let door = ingest.clone();
                async move { door.answer(&site, request).await }
            },
        )
        .aside(&[Method::GET], "/live/{*path}", move |State(site): State<Site>, request: Request| {
            let live = fetched.clone();
            async move { deliver::answer(&live, &site, request).await }
        })
}
