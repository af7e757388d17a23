//! The list of assignment plans, and the form for a new one.

use kernel::{Breach, PlanId, Refusal, Text, Word, say};
use ui::{Field, Markup, html};
use web::{Answer, Cursor, Form, Query, StatusCode, Visit};

use super::wishes;
use crate::facts::SUBJECTS_MAX;
use crate::lists::{self, PlanRow};
use crate::state::Kind;
use crate::texts::{EXPERTS, PANELS, STATE, tone};
use crate::{actions, doors, paths};

const EMPTY: Text = say(
    "还没有分派方案。在上方填写要求后计算，预览无误再确认分派。",
    "No plan yet. Say above what you want, have it computed, look at it, then assign.",
);
const WAITING: Text = say(
    "{n} 份已提交的指南等待分派专家。计算只作预览，确认之前不会通知任何人。",
    "{n} submitted guideline(s) wait for experts. Computing only shows a plan; nobody is told before it is carried out.",
);
const CASES: Text = say("{n} 个评审中的案例等待分派专家。", "{n} case(s) under review wait for experts.");
const KIND: Text = say("分派对象", "What is judged");
const FIRST: Text = say("一次最多 {most} 份，提交最早的在前。", "At most {most} at once, those submitted first.");
const NOTHING: Text = say("没有等待分派专家的指南或案例。", "No guideline and no case waits for experts.");

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    after: Cursor<PlanId>,
}

pub(crate) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let body = page(&visit, asked.after.0, None, &[]).await?;
    visit.page(PANELS, body)
}

async fn page(
    visit: &Visit,
    after: Option<PlanId>,
    typed: Option<&Form>,
    breaches: &[Breach],
) -> Result<Markup, web::Failed> {
    let (lang, actor) = (visit.lang, visit.actor()?);
    let read = visit.site.db.read(move |tx| {
        let (rows, next) = lists::plans(tx, &actor, after)?;
        Ok::<_, Refusal>((rows, next, lists::waiting(tx)?))
    });
    let (rows, next, waiting) = read.await?;
    let row = |row: &PlanRow| {
        vec![
            html! { a href=(paths::plan(row.id)) { (ui::when(lang, row.created_at)) } },
            ui::theirs(lang, &row.made_by_name),
            html! { (row.kind.text().get(lang)) },
            ui::number(row.subjects),
            ui::number(row.pairs),
            ui::number(row.per_item),
            ui::number(row.most),
            ui::badge(lang, row.state.text(), tone(row.state)),
        ]
    };
    let heads = [
        say("编制时间", "Prepared"),
        say("编制人", "By"),
        KIND,
        say("份数", "How many"),
        EXPERTS,
        say("每份专家数", "For each"),
        say("每位上限", "At most"),
        STATE,
    ];
    let next = next.map(|id| format!("{}?after={id}", paths::PANELS));
    Ok(html! {
        (ui::heading(PANELS.get(lang), html! {}))
        (ui::breach_summary(lang, breaches))
        (ui::section(lang, say("新方案", "A new plan"), new(visit, waiting, typed, breaches)))
        (ui::section(lang, say("方案", "Plans"), ui::table(lang, PANELS, &heads, rows.iter().map(row).collect(), EMPTY)))
        (ui::pager(lang, next))
    })
}

fn new(visit: &Visit, (guidelines, cases): (i64, i64), typed: Option<&Form>, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    let compute = say("计算方案", "Compute a plan");
    if guidelines + cases == 0 {
        return ui::blocked(lang, compute, &NOTHING.into());
    }
    let usual = wishes::usual(visit.site.db.clock().now().day());
    let kinds = Kind::ALL.iter().map(|kind| (kind.word().to_owned(), kind.text().get(lang).to_owned())).collect();
    let first = if guidelines == 0 { Kind::Case } else { Kind::Guideline };
    let kind = typed.map_or(first.word(), |form| form.get("kind")).to_owned();
    html! {
        p { (WAITING.with(&[("n", &guidelines)]).get(lang)) }
        @if cases > 0 { p { (CASES.with(&[("n", &cases)]).get(lang)) } }
        @if guidelines.max(cases) > SUBJECTS_MAX as i64 { p { (FIRST.with(&[("most", &SUBJECTS_MAX)]).get(lang)) } }
        (ui::form(lang, &visit.csrf, paths::PANELS, "", html! {
            (Field::select("kind", KIND, kinds).value(kind).render(lang, breaches))
            (wishes::fields(lang, typed, &usual, breaches))
            (ui::actions(ui::submit(lang, compute)))
        }))
    }
}

pub(crate) async fn prepare(visit: Visit, form: Form) -> Answer {
    match prepared(&visit, &form).await {
        Ok(id) => visit.done(
            &paths::plan(id),
            say("方案已算出，尚未分派任何专家", "The plan is computed; nobody is assigned yet"),
        ),
        Err(web::Failed::Refused(Refusal::Breaches(breaches))) => {
            let body = page(&visit, None, Some(&form), &breaches).await?;
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, PANELS, body))
        }
        Err(failed) => Err(failed),
    }
}

async fn prepared(visit: &Visit, form: &Form) -> Result<PlanId, web::Failed> {
    let wishes = wishes::read(form).map_err(Refusal::Breaches)?;
    let kind = if form.has("kind") { form.word("kind")? } else { Kind::Guideline };
    let actor = visit.actor()?;
    let asker = actor.clone();
    let question = visit.site.db.read(move |tx| actions::ask(tx, &asker, kind, wishes)).await?;
    Ok(doors::computed(visit, actor, question).await?.id)
}
