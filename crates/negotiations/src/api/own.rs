//! What programs of those who take part do.

use kernel::{AppointmentId, MatchRequestId, MeetingId, NegotiatorId, Refusal, RowId};
use web::{ApiAnswer, Cursor, Json, Method, Path, Query, Routes, Visit};

use super::bodies::{AnswerRequest, BookAppointment, Mine, MoveAppointment, RankRequest};
use super::{READ, WRITE, doc, done, seen};
use crate::actions::{self, JoinDraft, RequestDraft, TimeDraft};
use crate::kinds::Side;
use crate::lists::{self, Filter};
use crate::record::{Appointment, MatchRequest, Negotiator, NegotiatorTime};
use crate::state::negotiation::State;
use crate::{facts, policy, store};

pub(super) fn routes() -> Routes {
    let filter: &[(&str, &str)] = &[
        ("side", "university or enterprise"),
        ("q", "part of a name or subject"),
        ("after", "the last id of the page before"),
    ];
    let request = "/meetings/{id}/requests/{request}";
    let appointment = "/meetings/{id}/appointments/{appointment}";
    Routes::new()
        .api(
            Method::GET,
            "/meetings/{id}/negotiators",
            READ,
            doc("Who takes part, 50 a page").query(filter).answers::<Negotiator>(),
            people,
        )
        .api(
            Method::GET,
            "/meetings/{id}/negotiators/me",
            READ,
            doc("One's own requests, times and appointments").answer::<Mine>(),
            mine,
        )
        .api(
            Method::PUT,
            "/meetings/{id}/negotiators/me",
            WRITE,
            doc("Join, or change what is said there").body::<JoinDraft>().answer::<Negotiator>(),
            join,
        )
        .api(Method::DELETE, "/meetings/{id}/negotiators/me", WRITE, doc("Leave; appointments are called off"), leave)
        .api(
            Method::POST,
            "/meetings/{id}/negotiators/me/times",
            WRITE,
            doc("Say when one is not there, or what one would rather hear")
                .body::<TimeDraft>()
                .answer::<NegotiatorTime>(),
            add_time,
        )
        .api(Method::DELETE, "/meetings/{id}/negotiators/me/times/{row}", WRITE, doc("Take that back"), remove_time)
        .api(
            Method::POST,
            "/meetings/{id}/requests",
            WRITE,
            doc("Ask somebody to meet").body::<RequestDraft>().answer::<MatchRequest>(),
            ask,
        )
        .api(
            Method::POST,
            &format!("{request}/answer"),
            WRITE,
            doc("Accept, or decline with `no`").body::<AnswerRequest>().answer::<MatchRequest>(),
            answer,
        )
        .api(
            Method::POST,
            &format!("{request}/withdraw"),
            WRITE,
            doc("Take a request back").answer::<MatchRequest>(),
            withdraw,
        )
        .api(
            Method::POST,
            &format!("{request}/again"),
            WRITE,
            doc("Ask once more after it lapsed").answer::<MatchRequest>(),
            again,
        )
        .api(
            Method::POST,
            &format!("{request}/rank"),
            WRITE,
            doc("Say anew how much one wants it").body::<RankRequest>().answer::<MatchRequest>(),
            rank,
        )
        .api(
            Method::POST,
            "/meetings/{id}/appointments",
            WRITE,
            doc("Book one of the slots that are left").body::<BookAppointment>().answer::<Appointment>(),
            book,
        )
        .api(
            Method::POST,
            &format!("{appointment}/move"),
            WRITE,
            doc("Move an appointment; the two themselves not shortly before the meeting (M-04)")
                .body::<MoveAppointment>()
                .answer::<Appointment>(),
            move_it,
        )
        .api(
            Method::POST,
            &format!("{appointment}/cancel"),
            WRITE,
            doc("Call an appointment off").answer::<Appointment>(),
            cancel,
        )
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Asked {
    side: String,
    q: String,
    after: Cursor<NegotiatorId>,
}

async fn people(visit: Visit, Path(id): Path<MeetingId>, Query(asked): Query<Asked>) -> ApiAnswer {
    seen(&visit, move |tx, actor| {
        let meeting = db::get(tx, id)?;
        let setup = facts::setup(tx, id)?;
        if !policy::may(actor) {
            policy::permit_join(actor, &meeting, &setup)?;
        }
        let side = <Side as kernel::Word>::parse(&asked.side).ok();
        Ok(lists::negotiators(tx, id, &Filter { side, typed: asked.q, after: asked.after.0 })?.0)
    })
    .await
}

async fn mine(visit: Visit, Path(id): Path<MeetingId>) -> ApiAnswer {
    seen(&visit, move |tx, actor| {
        let actions::Mine { me, setup, .. } = actions::mine(tx, actor, id)?;
        let is_public = setup.state == State::Published;
        let appointments = if is_public { store::appointments_of(tx, me.id)? } else { Vec::new() };
        let mut requests = store::requests_of(tx, me.id)?;
        // What somebody declined on their own concerns them alone.
        let own = |it: &MatchRequest| {
            it.from_id == me.id || it.state != crate::state::request::State::Declined || it.answer.is_some()
        };
        requests.retain(own);
        Ok(Mine { times: store::times_of(tx, me.id)?, requests, appointments, me })
    })
    .await
}

async fn join(visit: Visit, Path(id): Path<MeetingId>, Json(body): Json<JoinDraft>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::join(tx, actor, id, &body)).await
}

async fn leave(visit: Visit, Path(id): Path<MeetingId>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::leave(tx, actor, id)).await
}

async fn add_time(visit: Visit, Path(id): Path<MeetingId>, Json(body): Json<TimeDraft>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::add_time(tx, actor, id, &body)).await
}

async fn remove_time(visit: Visit, Path((id, row)): Path<(MeetingId, RowId)>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::remove_time(tx, actor, id, row)).await
}

/// Requests whose time is over lapse before anything else is done with them.
async fn up_to_date<T: serde::Serialize + Send + 'static>(
    visit: &Visit,
    id: MeetingId,
    act: impl FnOnce(&mut db::Tx<'_>, &kernel::Actor) -> Result<T, Refusal> + Send + 'static,
) -> ApiAnswer {
    visit.site.db.write(move |tx| actions::expire(tx, id)).await?;
    done(visit, act).await
}

async fn ask(visit: Visit, Path(id): Path<MeetingId>, Json(body): Json<RequestDraft>) -> ApiAnswer {
    up_to_date(&visit, id, move |tx, actor| actions::ask_to_meet(tx, actor, id, &body)).await
}

async fn answer(
    visit: Visit,
    Path((id, request)): Path<(MeetingId, MatchRequestId)>,
    Json(body): Json<AnswerRequest>,
) -> ApiAnswer {
    up_to_date(&visit, id, move |tx, actor| actions::answer(tx, actor, id, request, (body.answer, &body.reply))).await
}

async fn withdraw(visit: Visit, Path((id, request)): Path<(MeetingId, MatchRequestId)>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::withdraw(tx, actor, id, request)).await
}

async fn again(visit: Visit, Path((id, request)): Path<(MeetingId, MatchRequestId)>) -> ApiAnswer {
    up_to_date(&visit, id, move |tx, actor| actions::ask_again(tx, actor, id, request)).await
}

async fn rank(
    visit: Visit,
    Path((id, request)): Path<(MeetingId, MatchRequestId)>,
    Json(body): Json<RankRequest>,
) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::rank(tx, actor, id, (request, body.revision), body.rank)).await
}

async fn book(visit: Visit, Path(id): Path<MeetingId>, Json(body): Json<BookAppointment>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::book(tx, actor, id, body.request, body.slot, body.table)).await
}

async fn move_it(
    visit: Visit,
    Path((id, appointment)): Path<(MeetingId, AppointmentId)>,
    Json(body): Json<MoveAppointment>,
) -> ApiAnswer {
    done(&visit, move |tx, actor| {
        actions::move_appointment(tx, actor, id, (appointment, body.revision), body.slot, body.table)
    })
    .await
}

async fn cancel(visit: Visit, Path((id, appointment)): Path<(MeetingId, AppointmentId)>) -> ApiAnswer {
    done(&visit, move |tx, actor| actions::cancel(tx, actor, id, appointment)).await
}
