//! Where the buttons and small forms of a plan go.

use kernel::{PlanId, Refusal, RowId, Said, Text, say};
use web::{Answer, Form, Path, Visit};

use super::plan::{Tried, again};
use super::seats::expert_field;
use super::wishes;
use crate::actions::{self, Edit};
use crate::state::Change;
use crate::{doors, paths};

/// What was done to a pair.
const fn done(change: Change) -> Text {
    match change {
        Change::PutIn => say("已加入并锁定", "Put in and locked"),
        Change::TakeOut => say("已移出，重新计算时不再选中", "Taken out; computing again will not choose them"),
        Change::Lock => say("已锁定，重新计算时保持不动", "Locked; computing again leaves them there"),
        Change::Unlock => say("已解除锁定", "Unlocked"),
    }
}

pub(crate) async fn edit(visit: Visit, Path(id): Path<PlanId>, form: Form) -> Answer {
    match edited(&visit, id, &form).await {
        Ok(Edit { change, subject, .. }) => {
            visit.done(&paths::plan_at(id, form.id::<RowId>("after").ok(), subject), done(change))
        }
        Err(web::Failed::Refused(Refusal::Breaches(mut breaches))) => {
            if let Ok(subject) = form.id::<RowId>("subject") {
                breaches.iter_mut().for_each(|breach| breach.field = expert_field(subject));
            }
            again(&visit, id, Tried { form, breaches }).await
        }
        Err(failed) => Err(failed),
    }
}

async fn edited(visit: &Visit, id: PlanId, form: &Form) -> Result<Edit, web::Failed> {
    let actor = visit.actor()?;
    let subject: RowId = form.id("subject")?;
    // Buttons name their expert, the form to put one in has a list to choose from.
    let field = if form.has("expert") { "expert".to_owned() } else { expert_field(subject) };
    let edit = Edit { change: form.word("do")?, subject, expert: form.id(&field)? };
    visit.site.db.write(move |tx| actions::edit(tx, &actor, id, edit)).await?;
    Ok(edit)
}

pub(crate) async fn compute(visit: Visit, Path(id): Path<PlanId>, form: Form) -> Answer {
    match recomputed(&visit, id, &form).await {
        Ok(()) => visit.done(&paths::plan(id), say("已重新计算", "Computed again")),
        Err(web::Failed::Refused(Refusal::Breaches(breaches))) => again(&visit, id, Tried { form, breaches }).await,
        Err(failed) => Err(failed),
    }
}

async fn recomputed(visit: &Visit, id: PlanId, form: &Form) -> Result<(), web::Failed> {
    let wishes = wishes::read(form).map_err(Refusal::Breaches)?;
    let actor = visit.actor()?;
    let asker = actor.clone();
    let question = visit.site.db.read(move |tx| actions::ask_again(tx, &asker, id, wishes)).await?;
    doors::computed(visit, actor, question).await.map(drop)
}

pub(crate) async fn commit(visit: Visit, Path(id): Path<PlanId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    match visit.site.db.write(move |tx| actions::commit(tx, &actor, id)).await {
        Ok(plan) => {
            let said: Said = say("已分派，{n} 位次专家已收到通知", "Assigned; {n} letter(s) to experts")
                .with(&[("n", &plan.pair_count)]);
            visit.done(&paths::plan(id), said)
        }
        Err(Refusal::Breaches(breaches)) => again(&visit, id, Tried { form, breaches }).await,
        Err(refusal) => Err(refusal.into()),
    }
}

pub(crate) async fn drop_it(visit: Visit, Path(id): Path<PlanId>, _form: Form) -> Answer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::drop_plan(tx, &actor, id)).await?;
    visit.done(paths::PANELS, say("方案已放弃，没有分派任何专家", "The plan is dropped; nobody was assigned"))
}
