//! The slice behind a real server, with sessions and tokens named after the cast: `lin.mei`, `lin.mei search:read`.

use porter::Named;
pub use porter::{Asker, Doors, Reply, session, stranger, token};

use crate::world::{CAST, World};

impl Doors for World {
    fn router(&self) -> axum::Router {
        let routes = searches::routes(&self.search);
        let porter = Named::of(CAST.iter().map(|name| (*name, self.actor(name))));
        let site = porter::site(&self.base.db, &self.files, porter, &routes);
        web::router(&site, routes)
    }
}

/// The address of the search page with these words.
pub fn search(typed: &str) -> String {
    at("/search", &[("q", typed)])
}

pub fn at(path: &str, pairs: &[(&str, &str)]) -> String {
    format!("{path}?{}", serde_urlencoded::to_string(pairs).expect("a query"))
}
