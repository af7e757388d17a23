//! Where the forms of an instalment go.

use kernel::{Breach, Breaches, InstalmentId, ProjectId, Refusal, Text, say};
use web::{Answer, Failed, Form, Path, Visit};

use super::{file, part};
use crate::actions::{self, Arrived, Given, NOTE_MAX, REASON_MAX};
use crate::{Instalment, paths};

type Asked = Path<(ProjectId, InstalmentId)>;

pub(super) async fn pay(visit: Visit, Path((project, id)): Asked, form: Form) -> Answer {
    let actor = visit.actor()?;
    let mut problems = kept(file::keep(&visit, id, &form, "proof").await)?;
    let given = read(&form, &mut problems).map(|(on, note)| Given { on, note });
    let Some(given) = given.filter(|_| problems.is_empty()) else {
        return part::again(&visit, id, &form, &problems).await;
    };
    let done = visit.site.db.write(move |tx| actions::pay(tx, &actor, id, given)).await;
    answer(
        &visit,
        project,
        id,
        &form,
        done,
        say("已登记，等待高校财务确认", "Reported; the finance office confirms it"),
    )
    .await
}

pub(super) async fn receive(visit: Visit, Path((project, id)): Asked, form: Form) -> Answer {
    let actor = visit.actor()?;
    let mut problems = kept(file::keep(&visit, id, &form, "proof").await)?;
    problems.extend(kept(file::keep(&visit, id, &form, "receipt").await)?);
    let is_stamped = form.ticked("is_stamped");
    let arrived = read(&form, &mut problems).map(|(on, note)| Arrived { on, note, is_stamped });
    let Some(arrived) = arrived.filter(|_| problems.is_empty()) else {
        return part::again(&visit, id, &form, &problems).await;
    };
    let done = visit.site.db.write(move |tx| actions::receive(tx, &actor, id, arrived)).await;
    answer(&visit, project, id, &form, done, say("已确认到位", "Confirmed as received")).await
}

pub(super) async fn dispute(visit: Visit, Path((project, id)): Asked, form: Form) -> Answer {
    let actor = visit.actor()?;
    let reason = match form.text("reason", REASON_MAX) {
        Ok(reason) => reason,
        Err(breach) => return part::again(&visit, id, &form, &[breach]).await,
    };
    let done = visit.site.db.write(move |tx| actions::dispute(tx, &actor, id, &reason)).await;
    answer(&visit, project, id, &form, done, say("已退回企业核对", "Back to the enterprise")).await
}

pub(super) async fn confirm_late(visit: Visit, Path((project, id)): Asked, form: Form) -> Answer {
    let actor = visit.actor()?;
    let note = match form.optional("because", REASON_MAX) {
        Ok(note) => note,
        Err(breach) => return part::again(&visit, id, &form, &[breach]).await,
    };
    let done = visit.site.db.write(move |tx| actions::confirm_late(tx, &actor, id, &note)).await;
    answer(&visit, project, id, &form, done, say("已确认，并记入企业信用记录", "Confirmed; a credit event is written"))
        .await
}

/// Day and note, every problem with them added to `problems`.
fn read(form: &Form, problems: &mut Breaches) -> Option<(kernel::Day, String)> {
    let (on, note) = (form.day("on"), form.optional("note", NOTE_MAX));
    match (on, note) {
        (Ok(on), Ok(note)) => Some((on, note)),
        (on, note) => {
            problems.extend(on.err());
            problems.extend(note.err());
            None
        }
    }
}

/// A file that cannot be taken is a problem among others; every other refusal ends the request.
fn kept(kept: Result<(), Failed>) -> Result<Vec<Breach>, Failed> {
    match kept {
        Ok(()) => Ok(Vec::new()),
        Err(Failed::Refused(Refusal::Breaches(breaches))) => Ok(breaches),
        Err(other) => Err(other),
    }
}

async fn answer(
    visit: &Visit,
    project: ProjectId,
    id: InstalmentId,
    form: &Form,
    done: Result<Instalment, Refusal>,
    notice: Text,
) -> Answer {
    match done {
        Ok(_) => visit.done(&paths::instalment(project, id), notice),
        Err(Refusal::Breaches(breaches)) => part::again(visit, id, form, &breaches).await,
        Err(other) => Err(other.into()),
    }
}
