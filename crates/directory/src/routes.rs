//! Every door of the directory and who may knock.

use axum::http::HeaderMap;
use kernel::Role;
use web::{Access, Form, Path, Routes, Visit};

use crate::actions::Keeper;
use crate::api;
use crate::pages::{
    Gate, account, account_close, account_email, account_expertise, added, calendar, confirm, evidence, invitations,
    limits, log_in, log_out, organisation, organisation_edit, organisation_steps, organisations, outbox, password,
    people, proof, register, register_enterprise, register_person, tokens,
};
use crate::paths;

const ADMINISTRATORS: Access =
    Access::Roles(&[Role::ProgrammeOffice, Role::UniversityAdministrator, Role::EnterpriseContact]);
const OFFICE: Access = Access::Roles(&[Role::ProgrammeOffice]);
const CONTACT: Access = Access::Roles(&[Role::EnterpriseContact]);

/// All doors of the directory. The counters against guessing live as long as these.
pub fn routes() -> Routes {
    let gate = Gate::new();
    let pages = accounts(&gate).and(own_account(&gate)).and(registering(&gate)).and(organisation_pages());
    pages.and(api::routes(&gate))
}

/// The doors by which an account is closed. They exist only where somebody says what the later slices hold of a person.
pub fn closing_routes(keeper: Keeper) -> Routes {
    let gate = Gate::new();
    let pages = gate.clone();
    Routes::new()
        .get(paths::CLOSE_ACCOUNT, Access::SignedIn, move |visit: Visit| account_close::show(keeper, visit))
        .post(paths::CLOSE_ACCOUNT, Access::SignedIn, move |visit: Visit, form: Form| {
            account_close::close(keeper, pages.clone(), visit, form)
        })
        .and(api::account_close::routes(&gate, keeper))
}

fn own_account(gate: &Gate) -> Routes {
    let gate = gate.clone();
    Routes::new()
        .post("/account/email", Access::SignedIn, move |visit: Visit, headers: HeaderMap, form: Form| {
            account_email::ask(gate.clone(), visit, headers, form)
        })
        .post("/account/email/cancel", Access::SignedIn, account_email::cancel)
        .get("/email/{secret}", Access::Public, account_email::show)
        .post("/email/{secret}", Access::Public, account_email::confirm)
}

fn accounts(gate: &Gate) -> Routes {
    let [log_in_gate, reset, new_password, change, answer, prove] = [(); 6].map(|()| gate.clone());
    Routes::new()
        .get(paths::LOGIN, Access::Public, log_in::show)
        .post(paths::LOGIN, Access::Public, move |visit: Visit, headers: HeaderMap, form: Form| {
            log_in::submit(log_in_gate.clone(), visit, headers, form)
        })
        .post(paths::LOGOUT, Access::Public, log_out::log_out)
        .post(paths::ACTING_AS, Access::SignedIn, log_out::wear)
        .get(paths::PASSWORD, Access::Public, password::ask)
        .post(paths::PASSWORD, Access::Public, move |visit: Visit, form: Form| {
            password::send(reset.clone(), visit, form)
        })
        .get("/password/{secret}", Access::Public, password::open)
        .post("/password/{secret}", Access::Public, move |visit: Visit, path: Path<String>, form: Form| {
            password::set(new_password.clone(), visit, path, form)
        })
        .get("/confirm/{secret}", Access::Public, confirm::show)
        .post("/confirm/{secret}", Access::Public, confirm::confirm)
        .get("/invitations/{secret}", Access::Public, invitations::show)
        .post("/invitations/{secret}", Access::Public, move |visit: Visit, path: Path<String>, form: Form| {
            invitations::answer(answer.clone(), visit, path, form)
        })
        .get(paths::ACCOUNT, Access::SignedIn, account::show)
        .post(paths::ACCOUNT, Access::SignedIn, account::save)
        .post("/account/password", Access::SignedIn, move |visit: Visit, headers: HeaderMap, form: Form| {
            account::change_password(change.clone(), visit, headers, form)
        })
        .get("/account/proof", Access::SignedIn, proof::show)
        .post("/account/proof", Access::SignedIn, move |visit: Visit, form: Form| {
            proof::save(prove.clone(), visit, form)
        })
        .post("/account/logout-everywhere", Access::SignedIn, log_out::everywhere)
        .post("/account/sessions/{id}", Access::SignedIn, account::end_session)
        .post(paths::EXPERTISE, Access::SignedIn, account_expertise::save)
        .get(paths::CALENDAR, Access::SignedIn, calendar::show)
        .post(paths::CALENDAR, Access::SignedIn, calendar::make)
        .post("/account/calendar/revoke", Access::SignedIn, calendar::revoke)
        .get(paths::TOKENS, Access::SignedIn, tokens::show)
        .post(paths::TOKENS, Access::SignedIn, tokens::make)
        .post("/tokens/{id}/revoke", Access::SignedIn, tokens::revoke)
        .get(paths::OUTBOX, Access::Demo, outbox::show)
}

fn registering(gate: &Gate) -> Routes {
    let [enterprise, person] = [(); 2].map(|()| gate.clone());
    Routes::new()
        .get(paths::REGISTER, Access::Public, register::show)
        .get(paths::REGISTER_ENTERPRISE, Access::Public, register_enterprise::show)
        .post(paths::REGISTER_ENTERPRISE, Access::Public, move |visit: Visit, form: Form| {
            register_enterprise::submit(enterprise.clone(), visit, form)
        })
        .post("/register/enterprise/check", Access::Public, register_enterprise::check)
        .get(paths::REGISTER_PERSON, Access::Public, register_person::show)
        .post(paths::REGISTER_PERSON, Access::Public, move |visit: Visit, form: Form| {
            register_person::submit(person.clone(), visit, form)
        })
}

fn organisation_pages() -> Routes {
    Routes::new()
        .kept(paths::ORGANISATIONS, organisations::show)
        .get("/organisations/new", OFFICE, added::show)
        .post("/organisations/new", OFFICE, added::submit)
        .kept("/organisations/{id}", organisation::show)
        .about(crate::glance::look)
        .get("/organisations/{id}/edit", CONTACT, organisation_edit::show)
        .post("/organisations/{id}/edit", CONTACT, organisation_edit::save)
        .post("/organisations/{id}/files", CONTACT, evidence::upload)
        .post("/organisations/{id}/remove-file", CONTACT, evidence::remove)
        .get("/organisations/{id}/files/{file}", Access::SignedIn, evidence::hand_out)
        .post("/organisations/{id}/waive-capital", OFFICE, organisation_steps::waive_capital)
        .post("/organisations/{id}/credit", OFFICE, organisation_steps::note_credit_event)
        .post("/organisations/{id}/settle", OFFICE, organisation_steps::settle)
        .get("/organisations/{id}/limits", Access::Roles(&[Role::UniversityAdministrator]), limits::show)
        .post("/organisations/{id}/limits", Access::Roles(&[Role::UniversityAdministrator]), limits::save)
        .get("/organisations/{id}/people", ADMINISTRATORS, people::show)
        .post("/organisations/{id}/people", ADMINISTRATORS, people::invite)
        .post("/organisations/{id}/{step}", Access::SignedIn, organisation_steps::step)
        .post("/memberships/{id}", Access::SignedIn, people::step)
        .get("/people/files/{id}", Access::SignedIn, evidence::hand_out_proof)
}
