//! The enterprise's decision on one application. Rules S-01 to S-03.

use kernel::{ApplicationId, Breach, Refusal, Word, say};
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, Visit};

use crate::actions::{self, Decided};
use crate::state::Step;
use crate::view::View;
use crate::{paths, texts};

/// The form of one decision, with the way to deciding on all applications together.
pub fn form(visit: &Visit, view: &View, breaches: &[Breach], typed: Option<&Form>) -> Markup {
    let lang = visit.lang;
    let get = |name: &str| typed.map_or("", |form| form.get(name)).to_owned();
    let options = [Step::EnterpriseSelect, Step::EnterpriseReturn, Step::EnterpriseReject];
    let options = options.map(|step| (step.word().to_owned(), step.text().get(lang).to_owned())).to_vec();
    ui::section(
        lang,
        say("企业决定", "Decision of the enterprise"),
        html! {
            p { a href=(paths::ranking(view.item.id)) { (say("与该指南项目的全部申请一起评审和决定", "Evaluate and decide together with all applications to this item").get(lang)) } }
            @if view.terms.four_eyes { p.hint { (say("选中须由两位人员签署。", "A selection needs the signatures of two persons.").get(lang)) } }
            (ui::breaches_of(lang, "item_id", breaches)) (ui::breaches_of(lang, "top_n", breaches))
            (ui::form(lang, &visit.csrf, &paths::decide(view.application.id), &format!("decide-{}", view.application.id), html! {
                (Field::radio("step", say("决定", "Decision"), options).value(get("step")).required().render(lang, breaches))
                (Field::area("reason", texts::REASON).value(get("reason")).rows(3).hint(say("退回和不予选中必须写明理由，申请人会看到。", "A reason is needed to return or decline; the applicant will read it.")).render(lang, breaches))
                (ui::actions(ui::submit(lang, say("确认决定", "Decide"))))
            }))
        },
    )
}

pub async fn send(visit: Visit, Path(id): Path<ApplicationId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let step = form.word::<Step>("step");
    let (decider, reason) = (actor.clone(), form.get("reason").to_owned());
    let decided = match step {
        Ok(step) => visit.site.db.write(move |tx| actions::decide(tx, &decider, id, step, &reason)).await,
        Err(breach) => Err(breach.into()),
    };
    match decided {
        Ok(Decided::Done(a)) => visit.done(
            &paths::application(a.id),
            say("决定已生效，申请人已收到通知", "The decision stands; the applicant was told"),
        ),
        Ok(Decided::AwaitsSecond(plan)) => {
            visit.done(&paths::plan(plan.id), say("已签署，等待第二人签署", "Signed; a second person has to sign"))
        }
        Err(Refusal::Breaches(breaches)) => super::show::again(&visit, &actor, id, &breaches, &form).await,
        Err(other) => Err(other.into()),
    }
}
