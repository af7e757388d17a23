//! The pages: doors to the actions. Each works without JavaScript.

mod board;
mod certificate;
mod frame;
mod mine;
mod office;
mod people;
mod person;
mod requests;
mod screen;
mod setup;
mod sheets;
mod table;
mod timetable;
mod timetables;

use kernel::Role;
use suggestions::Suggestions;
use web::{Access, Path, Query, Routes, Visit};

const OFFICE: Access = Access::Roles(&[Role::ProgrammeOffice]);

/// Every page of the slice with who may knock; what they may do behind it, the policy says.
pub(crate) fn routes(suggestions: &Suggestions) -> Routes {
    taking_part(suggestions).and(on_the_day()).and(setting_up()).and(timetabling())
}

fn taking_part(suggestions: &Suggestions) -> Routes {
    use Access::SignedIn;
    let suggestions = suggestions.clone();
    Routes::new()
        .get("/meetings/{id}/negotiations", SignedIn, mine::show)
        .post("/meetings/{id}/negotiations/join", SignedIn, mine::join)
        .post("/meetings/{id}/negotiations/leave", SignedIn, mine::leave)
        .post("/meetings/{id}/negotiations/times", SignedIn, mine::add_time)
        .post("/meetings/{id}/negotiations/times/{row}/remove", SignedIn, mine::remove_time)
        .get("/meetings/{id}/negotiators", SignedIn, move |visit: Visit, path: Path<_>, query: Query<_>| {
            people::show(suggestions.clone(), visit, path, query)
        })
        .get("/meetings/{id}/negotiators/{who}", SignedIn, person::show)
        .post("/meetings/{id}/negotiators/{who}", SignedIn, person::ask)
        .post("/meetings/{id}/requests/{request}/answer", SignedIn, requests::answer)
        .post("/meetings/{id}/requests/{request}/withdraw", SignedIn, requests::withdraw)
        .post("/meetings/{id}/requests/{request}/again", SignedIn, requests::again)
        .post("/meetings/{id}/requests/{request}/rank", SignedIn, requests::rank)
        .post("/meetings/{id}/requests/{request}/book", SignedIn, requests::book)
        .post("/meetings/{id}/appointments/{appointment}/cancel", SignedIn, requests::cancel)
        .post("/meetings/{id}/appointments/{appointment}/move", SignedIn, requests::move_it)
}

fn on_the_day() -> Routes {
    use Access::SignedIn;
    Routes::new()
        .get("/meetings/{id}/tables", Access::Public, screen::show)
        .get("/meetings/{id}/tables/{number}", SignedIn, table::show)
        .post("/meetings/{id}/tables/{number}/queue", SignedIn, table::queue_up)
        .post("/meetings/{id}/tables/{number}/leave", SignedIn, table::leave_queue)
        .post("/meetings/{id}/tables/{number}/call", SignedIn, table::call_next)
        .post("/meetings/{id}/tables/{number}/sit", SignedIn, table::sit_down)
        .post("/meetings/{id}/tables/{number}/refill", SignedIn, table::refill)
        .post("/meetings/{id}/appointments/{appointment}/note", SignedIn, table::note)
        .post("/meetings/{id}/appointments/{appointment}/confirm", SignedIn, table::confirm)
        .post("/meetings/{id}/appointments/{appointment}/no-show", SignedIn, table::no_show)
        .post("/meetings/{id}/appointments/{appointment}/take", SignedIn, table::take)
        .post("/meetings/{id}/appointments/{appointment}/application", SignedIn, table::open_application)
}

fn setting_up() -> Routes {
    Routes::new()
        .get("/meetings/{id}/negotiations/setup", OFFICE, setup::show)
        .post("/meetings/{id}/negotiations/setup", OFFICE, setup::save)
        .post("/meetings/{id}/negotiations/setup/zones", OFFICE, setup::add_zone)
        .post("/meetings/{id}/negotiations/setup/zones/{zone}/remove", OFFICE, setup::remove_zone)
        .post("/meetings/{id}/negotiations/setup/tables", OFFICE, setup::add_tables)
        .post("/meetings/{id}/negotiations/setup/tables/{table}/own", OFFICE, setup::own_table)
        .post("/meetings/{id}/negotiations/setup/tables/{table}/remove", OFFICE, setup::remove_table)
        .post("/meetings/{id}/negotiations/setup/slots", OFFICE, setup::add_slots)
        .post("/meetings/{id}/negotiations/setup/slots/{slot}/remove", OFFICE, setup::remove_slot)
        .post("/meetings/{id}/negotiations/setup/groups", OFFICE, setup::add_group)
        .post("/meetings/{id}/negotiations/setup/groups/{group}/remove", OFFICE, setup::remove_group)
        .post("/meetings/{id}/negotiations/open", OFFICE, setup::open)
        .post("/meetings/{id}/negotiations/hide", OFFICE, setup::hide)
        .get("/meetings/{id}/negotiations/sheets", OFFICE, sheets::show)
}

fn timetabling() -> Routes {
    Routes::new()
        .get("/meetings/{id}/negotiations/board", OFFICE, board::show)
        .post("/meetings/{id}/appointments/{appointment}/lock", OFFICE, board::lock)
        .get("/meetings/{id}/timetables", OFFICE, timetables::show)
        .post("/meetings/{id}/timetables", OFFICE, timetables::compute)
        .post("/meetings/{id}/negotiations/publish", OFFICE, timetables::publish)
        .get("/meetings/{id}/timetables/{version}", OFFICE, timetable::show)
        .get("/meetings/{id}/timetables/{version}/progress", OFFICE, timetable::progress)
        .post("/meetings/{id}/timetables/{version}/stop", OFFICE, timetable::stop)
        .post("/meetings/{id}/timetables/{version}/adopt", OFFICE, timetable::adopt)
        .post("/meetings/{id}/timetables/{version}/drop", OFFICE, timetable::drop_it)
        .post("/meetings/{id}/timetables/{version}/send", OFFICE, timetable::send)
        .post("/meetings/{id}/timetables/{version}/silent", OFFICE, timetable::silent)
        .get("/meetings/{id}/timetables/{version}/instance", OFFICE, timetable::instance)
        .get("/meetings/{id}/timetables/{version}/result", OFFICE, timetable::result)
}
