//! The pages: doors to the actions. Each works without JavaScript, except that it takes a player to see moving pictures.

mod channels;
mod console;
mod head;
mod lines;
mod player;
mod produce;
mod replay;

use kernel::Role;
use web::{Access, Form, Path, Routes, Visit};

use crate::hub::Live;

const OFFICE: Access = Access::Roles(&[Role::ProgrammeOffice]);

/// Every page of the slice with who may knock; what they may do behind it, the policy says.
pub(crate) fn routes(live: &Live) -> Routes {
    let at = || live.clone();
    let (listed, shown, console, health) = (at(), at(), at(), at());
    Routes::new()
        .get("/meetings/{id}/live", Access::Public, move |visit: Visit, path: Path<_>| {
            channels::show(listed.clone(), visit, path)
        })
        .get("/meetings/{id}/live/{code}", Access::Public, move |visit: Visit, path: Path<_>| {
            player::show(shown.clone(), visit, path)
        })
        .get("/meetings/{id}/live/{code}/edit", OFFICE, channels::edit)
        .get("/meetings/{id}/live/{code}/console", OFFICE, move |visit: Visit, path: Path<_>| {
            console::show(console.clone(), visit, path)
        })
        .get("/meetings/{id}/live/{code}/console/health", OFFICE, move |visit: Visit, path: Path<_>| {
            console::health_part(health.clone(), visit, path)
        })
        .get("/meetings/{id}/live/{code}/replay/{mark}", Access::Public, replay::show)
        .get("/meetings/{id}/live/{code}/replay/{mark}/download", Access::Public, replay::download)
        .and(producing(live))
}

/// What the producer's forms do.
fn producing(live: &Live) -> Routes {
    let at = || live.clone();
    let (made, saved, issued, revoked, slate, ended, released) = (at(), at(), at(), at(), at(), at(), at());
    let (marked, paused, shifted, withdrawn) = (at(), at(), at(), at());
    Routes::new()
        .post("/meetings/{id}/live", OFFICE, move |visit: Visit, path: Path<_>, form: Form| {
            channels::create(made.clone(), visit, path, form)
        })
        .post("/meetings/{id}/live/{code}/edit", OFFICE, move |visit: Visit, path: Path<_>, form: Form| {
            channels::save(saved.clone(), visit, path, form)
        })
        .post("/meetings/{id}/live/{code}/keys", OFFICE, move |visit: Visit, path: Path<_>, form: Form| {
            console::issue(issued.clone(), visit, path, form)
        })
        .post("/meetings/{id}/live/{code}/keys/{key}/revoke", OFFICE, move |visit: Visit, path: Path<_>| {
            produce::revoke(revoked.clone(), visit, path)
        })
        .post("/meetings/{id}/live/{code}/slate", OFFICE, move |visit: Visit, path: Path<_>, form: Form| {
            produce::slate(slate.clone(), visit, path, form)
        })
        .post("/meetings/{id}/live/{code}/end", OFFICE, move |visit: Visit, path: Path<_>| {
            produce::end(ended.clone(), visit, path)
        })
        .post("/meetings/{id}/live/{code}/copies/{copy}/release", OFFICE, move |visit: Visit, path: Path<_>| {
            produce::release(released.clone(), visit, path)
        })
        .post("/meetings/{id}/live/{code}/marks", OFFICE, move |visit: Visit, path: Path<_>, form: Form| {
            produce::mark(marked.clone(), visit, path, form)
        })
        .post("/meetings/{id}/live/{code}/pause", OFFICE, move |visit: Visit, path: Path<_>| {
            produce::pause(paused.clone(), visit, path)
        })
        .post(
            "/meetings/{id}/live/{code}/marks/{mark}/shift",
            OFFICE,
            move |visit: Visit, path: Path<_>, form: Form| produce::shift(shifted.clone(), visit, path, form),
        )
        .post("/meetings/{id}/live/{code}/marks/{mark}/withdraw", OFFICE, move |visit: Visit, path: Path<_>| {
            produce::withdraw(withdrawn.clone(), visit, path)
        })
}
