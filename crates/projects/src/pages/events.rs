//! Reporting a major event. Rule X-10.

use kernel::{ProjectId, Refusal, say};
use web::{Answer, Form, Path, Visit};

use super::reports;
use crate::{actions, paths};

pub(crate) async fn report(visit: Visit, Path(id): Path<ProjectId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let (title, what, on) =
        (form.text("title", actions::EVENT_TITLE_MAX), form.text("what", actions::EVENT_MAX), form.day("happened_on"));
    let (Ok(title), Ok(what), Ok(on)) = (&title, &what, &on) else {
        let breaches: Vec<_> = [title.err(), what.err(), on.err()].into_iter().flatten().collect();
        return reports::again(&visit, id, &form, &breaches).await;
    };
    let (title, what, on) = (title.clone(), what.clone(), *on);
    match visit.site.db.write(move |tx| actions::report_event(tx, &actor, id, &title, &what, on)).await {
        Ok(_) => visit.done(
            &paths::reports(id),
            say("重大事项已报告高校（转交学院）和企业", "University, for the school as well, and enterprise were told"),
        ),
        Err(Refusal::Breaches(breaches)) => reports::again(&visit, id, &form, &breaches).await,
        Err(other) => Err(other.into()),
    }
}
