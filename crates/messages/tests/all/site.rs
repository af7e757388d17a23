//! The slice behind a real server, with sessions and tokens named after the cast: `lin.mei`, `lin.mei messages:read`.

use porter::{Asker, FORM, Named};
pub use porter::{Doors, Reply, session, stranger, token};

use crate::world::World;

impl Doors for World {
    fn router(&self) -> axum::Router {
        let routes = messages::routes();
        let c = &self.cast;
        let people = [
            ("lin.mei", &c.lin_mei),
            ("zhou.yuan", &c.zhou_yuan),
            ("wang.jianguo", &c.wang_jianguo),
            ("zhao.lei", &c.zhao_lei),
            ("wu.min", &c.wu_min),
            ("tang.yun", &c.tang_yun),
        ];
        let porter = Named::of(people.map(|(name, actor)| (name, actor.clone())));
        let site = porter::site(&self.base.db, &self.files, porter, &routes);
        web::router(&site, routes)
    }
}

impl World {
    /// What a mail program or another stranger sends.
    pub fn post_by_stranger(&self, path: &str, body: &str) -> Reply {
        self.send(Asker::default(), "POST", path, FORM, body.to_owned())
    }
}
