//! Which of several applications to one guideline is the dearest.

use applications::Application;
use kernel::{ApplicationId, Breach, Breaches, GuidelineId, Refusal, Text, Word, say};
use ui::{Kind, Markup, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use crate::{actions, paths, texts};

const TITLE: Text = say("志愿次序", "Order of wishes");
const HOW: Text = say(
    "您向同一指南提交了多项申请。名额分配时每位负责人最多入选一项：请用 1、2、3…… 排出次序，1 为最希望入选的一项。没有排序时按提交先后。",
    "You have several applications to one guideline. When offers are given out, everybody gets one at most: number yours 1, 2, 3 …, 1 being the one you want most. Without an order, the one handed in first comes first.",
);

pub async fn show(visit: Visit, Path(id): Path<GuidelineId>) -> Answer {
    page(&visit, id, &[], None, StatusCode::OK).await
}

async fn page(visit: &Visit, id: GuidelineId, breaches: &[Breach], typed: Option<&Form>, status: StatusCode) -> Answer {
    let actor = visit.actor()?;
    let own = visit.site.db.read(move |tx| actions::own_applications(tx, &actor, id)).await?;
    if own.is_empty() {
        return Err(Refusal::NotFound.into());
    }
    let body = body(visit, id, &own, breaches, typed);
    Ok(visit.page_with(status, TITLE, body))
}

fn body(visit: &Visit, id: GuidelineId, own: &[Application], breaches: &[Breach], typed: Option<&Form>) -> Markup {
    let lang = visit.lang;
    let heads = [texts::CHOICE, texts::TITLE, say("状态", "State")];
    let row = |(index, it): (usize, &Application)| {
        let name = format!("place.{}", it.id);
        let value = typed.map_or_else(|| (index + 1).to_string(), |form| form.get(&name).to_owned());
        let label = format!("{} · {}", texts::CHOICE.get(lang), it.title);
        vec![
            super::number_cell(lang, &name, &value, &label, breaches),
            html! { a href=(applications::paths::application(it.id)) { (ui::theirs(lang, &it.title)) } },
            html! { (it.state.text().get(lang)) },
        ]
    };
    let rows = own.iter().enumerate().map(row).collect();
    html! {
        (ui::breadcrumbs(lang, &[(applications::paths::LIST.into(), say("我的申请", "My applications").into())]))
        (ui::heading(TITLE.get(lang), html! {}))
        (ui::breach_summary(lang, breaches))
        p { (HOW.get(lang)) }
        (ui::form(lang, &visit.csrf, &paths::wishes(id), &format!("wishes-{id}"), html! {
            (ui::table(lang, TITLE, &heads, rows, say("没有申请", "No applications")))
            (ui::actions(ui::submit_as(lang, "then", "save", say("保存次序", "Save the order"), Kind::Primary)))
        }))
    }
}

pub async fn save(visit: Visit, Path(id): Path<GuidelineId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let mut breaches = Breaches::new();
    let order = order(&form, &mut breaches);
    if breaches.is_empty() {
        match visit.site.db.write(move |tx| actions::order_wishes(tx, &actor, id, &order)).await {
            Ok(_) => return visit.done(&paths::wishes(id), say("志愿次序已保存", "The order is saved")),
            Err(Refusal::Breaches(more)) => breaches.extend(more),
            Err(other) => return Err(other.into()),
        }
    }
    page(&visit, id, &breaches, Some(&form), StatusCode::UNPROCESSABLE_ENTITY).await
}

/// The applications by the numbers typed; two with the same number are a fault of the second.
fn order(form: &Form, breaches: &mut Breaches) -> Vec<ApplicationId> {
    const TWICE: Text = say("次序 {n} 已用过，请另选一个数", "{n} is taken; choose another number");
    let mut numbered: Vec<(i64, ApplicationId)> = Vec::new();
    for (field, _) in form.pairs() {
        let Some(id) = field.strip_prefix("place.").and_then(|id| id.parse().ok()) else { continue };
        match form.number(field, 1, 1_000) {
            Ok(n) if numbered.iter().any(|(other, _)| *other == n) => {
                breaches.push(Breach::field(field.clone(), TWICE.with(&[("n", &n)])));
            }
            Ok(n) => numbered.push((n, id)),
            Err(breach) => breaches.push(breach),
        }
    }
    numbered.sort_unstable();
    numbered.into_iter().map(|(_, id)| id).collect()
}
