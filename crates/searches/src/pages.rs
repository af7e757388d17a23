//! The doors of the search.

mod facets;
mod hits;
mod saved;
mod show;
mod suggest;

use web::{Access, Form, Path, Query, Routes, Visit};

use crate::engine::Search;
use crate::{feed, paths};

pub(crate) fn routes(search: &Search) -> Routes {
    let [page, list, atom] = [(); 3].map(|()| search.clone());
    Routes::new()
        .get(paths::SEARCH, Access::Public, move |visit: Visit, query: Query<_>| show::show(page.clone(), visit, query))
        .get(paths::SUGGEST, Access::Public, move |visit: Visit, query: Query<_>| {
            suggest::show(list.clone(), visit, query)
        })
        .get(paths::SAVED, Access::SignedIn, saved::list)
        .post(paths::SAVED, Access::SignedIn, saved::save)
        .post("/searches/{id}", Access::SignedIn, saved::update)
        .post("/searches/{id}/delete", Access::SignedIn, saved::delete)
        .post("/searches/{id}/feed", Access::SignedIn, |visit: Visit, path: Path<_>, form: Form| {
            saved::feed(visit, path, form)
        })
        .get("/feeds/{secret}", Access::Public, move |visit: Visit, path: Path<String>| {
            feed::show(atom.clone(), visit, path)
        })
}
