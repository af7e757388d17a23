//! The pages: doors to the actions. Each works without JavaScript; htmx only saves a reload.

mod browse;
mod conflict;
mod edit;
mod editor;
mod files;
mod item;
mod items;
mod list;
mod new;
mod opinion;
mod panel;
mod review;
mod rounds;
mod show;
mod steps;
mod typed;
mod way;

use kernel::{Role, Word};
use web::{Access, Routes};

use crate::glance;
use crate::state::Step;

pub(crate) use browse::Asked as ItemQuery;
pub(crate) use files::{LETTER, download};
pub(crate) use item::load as load_item;
pub(crate) use list::Asked as GuidelineQuery;
pub(crate) use show::{load_view, pdf};
pub(crate) use steps::perform;

pub(crate) const INSIDE: Access = Access::Roles(&[
    Role::EnterpriseContact,
    Role::EnterpriseReviewer,
    Role::Expert,
    Role::ProgrammeOffice,
    Role::Ministry,
]);
const CONTACT: Access = Access::Roles(&[Role::EnterpriseContact]);
const OFFICE: Access = Access::Roles(&[Role::ProgrammeOffice]);
const EXPERT: Access = Access::Roles(&[Role::Expert]);

/// Every page of the slice with who may knock; what they may do behind it, the policy says.
pub(crate) fn routes() -> Routes {
    let routes = Routes::new()
        .kept("/items", browse::browse)
        .kept("/items/{id}", item::show)
        .about(glance::item)
        .get("/guidelines", INSIDE, list::list)
        .get("/guidelines/new", CONTACT, new::form)
        .post("/guidelines/new", CONTACT, new::create)
        .get("/guidelines/{id}", INSIDE, show::show)
        .about(glance::guideline)
        .get("/guidelines/{id}/reviews/pdf", INSIDE, show::pdf)
        .get("/guidelines/{id}/edit", CONTACT, edit::form)
        .post("/guidelines/{id}/edit", CONTACT, edit::send)
        .post("/guidelines/{id}/draft", CONTACT, edit::save_while_typing)
        .post("/guidelines/{id}/files", CONTACT, files::upload)
        .get("/guidelines/{id}/files/{file}", INSIDE, files::download)
        .post("/guidelines/{id}/files/{file}/remove", CONTACT, files::remove)
        .post("/guidelines/{id}/assign", OFFICE, steps::assign)
        .post("/guidelines/{id}/experts", OFFICE, steps::add_experts)
        .post("/guidelines/{id}/release", OFFICE, steps::release)
        .post("/guidelines/{id}/interest", EXPERT, review::declare)
        .post("/guidelines/{id}/review", EXPERT, review::send)
        .get("/rounds", OFFICE, rounds::list)
        .post("/rounds", OFFICE, rounds::create)
        .get("/rounds/{id}/publish", OFFICE, rounds::preview)
        .post("/rounds/{id}/publish", OFFICE, rounds::commit);
    Step::ALL.iter().fold(routes, |routes, step| match door_of(*step) {
        None => routes,
        Some(access) => {
            let step = *step;
            let path = format!("/guidelines/{{id}}/{}", step.word());
            routes.post(&path, access, move |visit, id, form| steps::take(step, visit, id, form))
        }
    })
}

/// Who knocks at the door of a step. Assigning has a form of its own, publishing belongs to the round or the platform.
fn door_of(step: Step) -> Option<Access> {
    match step {
        Step::Submit | Step::Resubmit | Step::Pause | Step::Resume | Step::Close => Some(CONTACT),
        Step::Return | Step::Reject | Step::Approve | Step::Revoke => Some(OFFICE),
        Step::ExpertReturn | Step::ExpertReject | Step::ExpertApprove => Some(EXPERT),
        Step::Assign | Step::Publish => None,
    }
}
