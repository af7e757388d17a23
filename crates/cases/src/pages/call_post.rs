//! Where the buttons and small forms of a call's page go.

use kernel::{Breach, CaseCallId, OrganisationId, ProjectId, Refusal, Said, Text, Word, say};
use web::{Answer, Form, Path, Visit};

use super::call::{Tried, again};
use crate::actions::{self, Begin};
use crate::paths;
use crate::state::call::CallStep;

const NUMBER: Text = say("请填写整数，或留空", "Enter a whole number, or nothing");

pub(crate) async fn step(visit: Visit, Path((id, word)): Path<(CaseCallId, String)>, form: Form) -> Answer {
    let step = CallStep::parse(&word).map_err(|_| Refusal::NotFound)?;
    let actor = visit.actor()?;
    let done = visit.site.db.write(move |tx| actions::step_call(tx, &actor, id, step).map(drop)).await;
    let text = step.text();
    let said = say("已办理：{zh}", "Done: {en}").with(&[("zh", &text.zh), ("en", &text.en)]);
    finish(&visit, id, form, done, said).await
}

pub(crate) async fn postpone(visit: Visit, Path(id): Path<CaseCallId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let done = match form.day("closes_on") {
        Ok(day) => visit.site.db.write(move |tx| actions::postpone(tx, &actor, id, day).map(drop)).await,
        Err(breach) => Err(breach.into()),
    };
    finish(&visit, id, form, done, say("截止日期已延长", "The closing day was moved").into()).await
}

pub(crate) async fn set_quota(visit: Visit, Path(id): Path<CaseCallId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let typed = form.get("own_quota");
    let quota = match (typed.is_empty(), typed.parse::<i64>()) {
        (true, _) => Ok(None),
        (false, Ok(quota)) => Ok(Some(quota)),
        (false, Err(_)) => Err(Breach::field("own_quota", NUMBER)),
    };
    let done = match (form.id::<OrganisationId>("university_id"), quota) {
        (Ok(university), Ok(quota)) => {
            visit.site.db.write(move |tx| actions::set_quota(tx, &actor, id, university, quota)).await
        }
        (university, quota) => Err(Refusal::Breaches(university.err().into_iter().chain(quota.err()).collect())),
    };
    finish(&visit, id, form, done, say("名额已设置", "The quota is set").into()).await
}

pub(crate) async fn begin(visit: Visit, Path(id): Path<CaseCallId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let wanted = Begin { kind: form.word("kind")?, project_id: form.id::<ProjectId>("project_id").ok() };
    match visit.site.db.write(move |tx| actions::begin(tx, &actor, id, wanted)).await {
        Ok(case) => Ok(web::see(&paths::case(case.id))),
        Err(Refusal::Breaches(breaches)) => again(&visit, id, Tried { form, breaches }).await,
        Err(other) => Err(other.into()),
    }
}

async fn finish(visit: &Visit, id: CaseCallId, form: Form, done: Result<(), Refusal>, notice: Said) -> Answer {
    match done {
        Ok(()) => visit.done(&paths::call(id), notice),
        Err(Refusal::Breaches(breaches)) => again(visit, id, Tried { form, breaches }).await,
        Err(other) => Err(other.into()),
    }
}
