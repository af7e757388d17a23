//! What the programme office's programs do.

use kernel::{AppointmentId, MeetingId, Refusal, RowId, SlotId, TableId, TimetableId};
use web::{ApiAnswer, Json, Method, Path, Routes, Visit, json};

use super::bodies::{
    Board, LockAppointment, NewZone, PublishTimetable, RemovedSlot, RemovedTable, SendTimetableLetters, SetupEdit,
    TableOwner, WholeSetup, WholeTimetable,
};
use super::{READ, WRITE, doc, done, seen};
use crate::actions::{self, Ask, GroupDraft, SlotsDraft, TablesDraft};
use crate::contents::{Contents, diff};
use crate::facts::Facts;
use crate::record::{Appointment, Group, Negotiation, Slot, Table, Timetable, Zone};
use crate::{paths, solving, store};

pub(super) fn routes() -> Routes {
    setup().and(timetables())
}

fn setup() -> Routes {
    let api = "/meetings/{id}/negotiations";
    Routes::new()
        .api(
            Method::GET,
            api,
            READ,
            doc("What the office laid down: figures, zones, tables, slots, groups; programme office only")
                .answer::<WholeSetup>(),
            show,
        )
        .api(
            Method::PUT,
            api,
            WRITE,
            doc("Set negotiations up, or change their figures").body::<SetupEdit>().answer::<Negotiation>(),
            set_up,
        )
        .api(
            Method::POST,
            "/meetings/{id}/negotiations/zones",
            WRITE,
            doc("Add a zone").body::<NewZone>().answer::<Zone>(),
            add_zone,
        )
        .api(
            Method::DELETE,
            "/meetings/{id}/negotiations/zones/{zone}",
            WRITE,
            doc("Take a zone away in which no table stands"),
            remove_zone,
        )
        .api(
            Method::POST,
            "/meetings/{id}/negotiations/tables",
            WRITE,
            doc("Add tables to a zone").body::<TablesDraft>().answers::<Table>(),
            add_tables,
        )
        .api(
            Method::PUT,
            "/meetings/{id}/negotiations/tables/{table}",
            WRITE,
            doc("Give a table to an enterprise, or back").body::<TableOwner>(),
            own_table,
        )
        .api(
            Method::POST,
            "/meetings/{id}/negotiations/tables/{table}/remove",
            WRITE,
            doc("Take a table away; what is arranged there moves in the same act").body::<RemovedTable>(),
            remove_table,
        )
        .api(
            Method::POST,
            "/meetings/{id}/negotiations/slots",
            WRITE,
            doc("Add slots to one day or to all").body::<SlotsDraft>().answers::<Slot>(),
            add_slots,
        )
        .api(
            Method::POST,
            "/meetings/{id}/negotiations/slots/{slot}/remove",
            WRITE,
            doc("Take a slot away; what is arranged then moves in the same act").body::<RemovedSlot>(),
            remove_slot,
        )
        .api(
            Method::POST,
            "/meetings/{id}/negotiations/groups",
            WRITE,
            doc("Add a minimum for a group").body::<GroupDraft>().answer::<Group>(),
            add_group,
        )
        .api(
            Method::DELETE,
            "/meetings/{id}/negotiations/groups/{group}",
            WRITE,
            doc("Take a minimum back"),
            remove_group,
        )
        .api(
            Method::POST,
            "/meetings/{id}/negotiations/open",
            WRITE,
            doc("Let people join and ask each other").answer::<Negotiation>(),
            open,
        )
        .api(
            Method::POST,
            "/meetings/{id}/negotiations/hide",
            WRITE,
            doc("Take the timetable back").answer::<Negotiation>(),
            hide,
        )
}

fn timetables() -> Routes {
    Routes::new()
        .api(
            Method::GET,
            "/meetings/{id}/negotiations/board",
            READ,
            doc("The timetable in effect; programme office only").answer::<Board>(),
            board,
        )
        .api(
            Method::POST,
            "/meetings/{id}/negotiations/publish",
            WRITE,
            doc("Publish what is in effect and draft the letters").body::<PublishTimetable>().answer::<Timetable>(),
            publish,
        )
        .api(
            Method::GET,
            "/meetings/{id}/timetables",
            READ,
            doc("Versions, the latest first").answers::<Timetable>(),
            list,
        )
        .api(
            Method::POST,
            "/meetings/{id}/timetables",
            WRITE,
            doc("Compute a timetable; ask for the version until its state is no longer `computing`")
                .creates()
                .body::<Ask>()
                .answer::<Timetable>(),
            compute,
        )
        .api(
            Method::GET,
            "/meetings/{id}/timetables/{version}",
            READ,
            doc("A version with its certificate, what has no place and why, and its letters")
                .answer::<WholeTimetable>(),
            version,
        )
        .api(
            Method::POST,
            "/meetings/{id}/timetables/{version}/stop",
            WRITE,
            doc("Stop a computation").answer::<Timetable>(),
            stop,
        )
        .api(
            Method::POST,
            "/meetings/{id}/timetables/{version}/adopt",
            WRITE,
            doc("Take a proposal into effect; 409 when anything changed since").answer::<Timetable>(),
            adopt,
        )
        .api(
            Method::POST,
            "/meetings/{id}/timetables/{version}/drop",
            WRITE,
            doc("Drop a proposal").answer::<Timetable>(),
            drop_it,
        )
        .api(
            Method::POST,
            "/meetings/{id}/timetables/{version}/send",
            WRITE,
            doc("Send the letters of a published version").body::<SendTimetableLetters>(),
            send,
        )
        .api(Method::POST, "/meetings/{id}/timetables/{version}/silent", WRITE, doc("Send none of them"), silent)
        .api(
            Method::POST,
            "/meetings/{id}/appointments/{appointment}/lock",
            WRITE,
            doc("Lock or unlock an appointment").body::<LockAppointment>().answer::<Appointment>(),
            lock,
        )
}

async fn show(visit: Visit, Path(id): Path<MeetingId>) -> ApiAnswer {
    seen(&visit, move |tx, actor| {
        let (_, negotiation) = actions::office(tx, actor, id)?;
        let (zones, tables) = (store::zones(tx, id)?, store::tables(tx, id)?);
        Ok(WholeSetup { negotiation, zones, tables, slots: store::slots(tx, id)?, groups: store::groups(tx, id)? })
    })
    .await
}

async fn set_up(visit: Visit, Path(id): Path<MeetingId>, Json(body): Json<SetupEdit>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::set_up(tx, actor, id, body.revision, body.setup)).await
}

async fn add_zone(visit: Visit, Path(id): Path<MeetingId>, Json(body): Json<NewZone>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::add_zone(tx, actor, id, &body.name)).await
}

async fn remove_zone(visit: Visit, Path((id, zone)): Path<(MeetingId, RowId)>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::remove_zone(tx, actor, id, zone)).await
}

async fn add_tables(visit: Visit, Path(id): Path<MeetingId>, Json(body): Json<TablesDraft>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::add_tables(tx, actor, id, body)).await
}

async fn own_table(
    visit: Visit,
    Path((id, table)): Path<(MeetingId, TableId)>,
    Json(body): Json<TableOwner>,
) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::own_table(tx, actor, id, table, body.organisation_id)).await
}

async fn remove_table(
    visit: Visit,
    Path((id, table)): Path<(MeetingId, TableId)>,
    Json(body): Json<RemovedTable>,
) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::remove_table(tx, actor, id, table, body.to)).await
}

async fn add_slots(visit: Visit, Path(id): Path<MeetingId>, Json(body): Json<SlotsDraft>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::add_slots(tx, actor, id, &body)).await
}

async fn remove_slot(
    visit: Visit,
    Path((id, slot)): Path<(MeetingId, SlotId)>,
    Json(body): Json<RemovedSlot>,
) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::remove_slot(tx, actor, id, slot, body.to)).await
}

async fn add_group(visit: Visit, Path(id): Path<MeetingId>, Json(body): Json<GroupDraft>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::add_group(tx, actor, id, &body)).await
}

async fn remove_group(visit: Visit, Path((id, group)): Path<(MeetingId, RowId)>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::remove_group(tx, actor, id, group)).await
}

async fn open(visit: Visit, Path(id): Path<MeetingId>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::open(tx, actor, id)).await
}

async fn hide(visit: Visit, Path(id): Path<MeetingId>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::hide(tx, actor, id)).await
}

async fn board(visit: Visit, Path(id): Path<MeetingId>) -> ApiAnswer {
    seen(&visit, move |tx, actor| {
        let preview = actions::preview(tx, actor, id)?;
        Ok(Board {
            board_revision: preview.facts.setup.board_revision,
            fingerprint: preview.fingerprint,
            letters: preview.letters.len(),
            changes: preview.changes,
            appointments: preview.facts.appointments,
        })
    })
    .await
}

async fn publish(visit: Visit, Path(id): Path<MeetingId>, Json(body): Json<PublishTimetable>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::publish(tx, actor, id, body.fingerprint.as_deref())).await
}

async fn list(visit: Visit, Path(id): Path<MeetingId>) -> ApiAnswer {
    seen(&visit, move |tx, actor| {
        actions::office(tx, actor, id)?;
        Ok(store::timetables(tx, id)?)
    })
    .await
}

async fn compute(visit: Visit, Path(id): Path<MeetingId>, Json(body): Json<Ask>) -> ApiAnswer {
    let actor = visit.actor()?;
    let asker = actor.clone();
    let question = visit.site.db.write(move |tx| actions::ask(tx, &asker, id, body)).await?;
    let timetable = question.timetable.clone();
    let db = visit.site.db.clone();
    // Nobody waits for it: it writes down itself how far it is and what it found.
    drop(tokio::task::spawn_blocking(move || solving::run(&db, &actor, question)));
    web::found(&format!("/api/v1{}", paths::timetable(id, timetable.id)), &timetable)
}

async fn version(visit: Visit, Path((id, version)): Path<(MeetingId, TimetableId)>) -> ApiAnswer {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        let (meeting, setup) = actions::office(tx, &actor, id)?;
        let timetable = store::timetable(tx, id, version)?;
        let contents = Contents::read(&timetable)?;
        let in_effect = Contents::in_effect(&Facts::load(tx, meeting, setup)?);
        let changes = diff(&in_effect.places, &contents.places);
        Ok::<_, Refusal>(WholeTimetable { letters: store::letters(tx, version)?, timetable, contents, changes })
    });
    json(&read.await?)
}

async fn stop(visit: Visit, Path((id, version)): Path<(MeetingId, TimetableId)>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::stop(tx, actor, id, version)).await
}

async fn adopt(visit: Visit, Path((id, version)): Path<(MeetingId, TimetableId)>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::adopt(tx, actor, id, version)).await
}

async fn drop_it(visit: Visit, Path((id, version)): Path<(MeetingId, TimetableId)>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::drop_plan(tx, actor, id, version)).await
}

async fn send(
    visit: Visit,
    Path((id, version)): Path<(MeetingId, TimetableId)>,
    Json(body): Json<SendTimetableLetters>,
) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::send_letters(tx, actor, id, version, body.count)).await
}

async fn silent(visit: Visit, Path((id, version)): Path<(MeetingId, TimetableId)>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::drop_letters(tx, actor, id, version)).await
}

async fn lock(
    visit: Visit,
    Path((id, appointment)): Path<(MeetingId, AppointmentId)>,
    Json(body): Json<LockAppointment>,
) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::lock(tx, actor, id, appointment, body.is_locked)).await
}
