//! What is done at the tables.

use kernel::{AppointmentId, MeetingId};
use web::{ApiAnswer, Json, Method, Path, Routes, Visit};

use super::bodies::{ConfirmOutcome, OfTicket};
use super::{WRITE, doc, done};
use crate::actions::{self, Outcome};
use crate::record::{Appointment, Ticket};
use crate::store;

pub(super) fn routes() -> Routes {
    let appointment = "/meetings/{id}/appointments/{appointment}";
    let table = "/meetings/{id}/tables/{number}";
    Routes::new()
        .api(
            Method::POST,
            &format!("{appointment}/note"),
            WRITE,
            doc("Write down that the two met and what came of it").body::<Outcome>().answer::<Appointment>(),
            note,
        )
        .api(
            Method::POST,
            &format!("{appointment}/confirm"),
            WRITE,
            doc("The other side confirms it").body::<ConfirmOutcome>().answer::<Appointment>(),
            confirm,
        )
        .api(
            Method::POST,
            &format!("{appointment}/no-show"),
            WRITE,
            doc("Say that the other one did not come; the place is free").answer::<Appointment>(),
            no_show,
        )
        .api(
            Method::POST,
            &format!("{appointment}/take"),
            WRITE,
            doc("Take an offered place").answer::<Appointment>(),
            take,
        )
        .api(
            Method::POST,
            &format!("{appointment}/application"),
            WRITE,
            doc("Open the draft application that follows an intention (M-05)").answer::<Appointment>(),
            application,
        )
        .api(
            Method::POST,
            &format!("{table}/refill"),
            WRITE,
            doc("Offer the free place at a table to the best request of people who are there").answer::<Appointment>(),
            refill,
        )
        .api(Method::POST, &format!("{table}/queue"), WRITE, doc("Take a ticket").answer::<Ticket>(), queue_up)
        .api(
            Method::POST,
            &format!("{table}/leave"),
            WRITE,
            doc("Leave the queue").body::<OfTicket>().answer::<Ticket>(),
            leave_queue,
        )
        .api(Method::POST, &format!("{table}/call"), WRITE, doc("Call the next ticket").answer::<Ticket>(), call_next)
        .api(
            Method::POST,
            &format!("{table}/sit"),
            WRITE,
            doc("Sit down with whoever was called").body::<OfTicket>().answer::<Appointment>(),
            sit_down,
        )
}

async fn note(
    visit: Visit,
    Path((id, appointment)): Path<(MeetingId, AppointmentId)>,
    Json(body): Json<Outcome>,
) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::note(tx, actor, id, appointment, &body)).await
}

async fn confirm(
    visit: Visit,
    Path((id, appointment)): Path<(MeetingId, AppointmentId)>,
    Json(body): Json<ConfirmOutcome>,
) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::confirm(tx, actor, id, (appointment, body.revision))).await
}

async fn no_show(visit: Visit, Path((id, appointment)): Path<(MeetingId, AppointmentId)>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::no_show(tx, actor, id, appointment)).await
}

async fn take(visit: Visit, Path((id, appointment)): Path<(MeetingId, AppointmentId)>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::take(tx, actor, id, appointment)).await
}

async fn application(visit: Visit, Path((id, appointment)): Path<(MeetingId, AppointmentId)>) -> ApiAnswer {
    done(&visit, move |tx, actor| Ok(actions::open_application(tx, actor, id, appointment)?.0)).await
}

async fn refill(visit: Visit, Path((id, number)): Path<(MeetingId, i64)>) -> ApiAnswer {
    done(&visit, move |tx, actor| {
        let table = store::table_called(tx, id, number)?;
        actions::offer(tx, actor, id, table.id)
    })
    .await
}

async fn queue_up(visit: Visit, Path((id, number)): Path<(MeetingId, i64)>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::queue_up(tx, actor, id, number)).await
}

async fn leave_queue(visit: Visit, Path((id, _)): Path<(MeetingId, i64)>, Json(body): Json<OfTicket>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::leave_queue(tx, actor, id, body.ticket)).await
}

async fn call_next(visit: Visit, Path((id, number)): Path<(MeetingId, i64)>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::call_next(tx, actor, id, number)).await
}

async fn sit_down(visit: Visit, Path((id, number)): Path<(MeetingId, i64)>, Json(body): Json<OfTicket>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::sit_down(tx, actor, id, number, body.ticket)).await
}
