//! One list: what is on it, and its publication by the Department.

use agreements::{EstablishmentList, ForList};
use kernel::{Actor, Breach, ListId, Refusal, RowId, Text, Word, say};
use ui::{Field, Kind, Markup, TimelineEntry, Tone, html};
use web::{Answer, Form, Path, Visit};

use super::plan::{SHOWN, cells, not_all, parts};
use crate::actions;
use crate::plan::Plan;
use crate::policy::{self, Step};
use crate::{paths, store, texts};

const HINT: Text = say("如 教高司函〔2021〕14号", "Such as 教高司函〔2021〕14号");
const WHAT: Text = say(
    "公布后名单上的项目全部立项：平台给出编号、生成备案记录和付款计划，并通知负责人、高校和企业。",
    "Publishing establishes every project on the list: the platform numbers and files them, writes their payment plans, and tells principal investigators, universities and enterprises.",
);
const EMPTY: Text = say("名单上没有项目。", "There is no project on the list.");
const PDF: Text = say("下载名单（PDF）", "Download the list (PDF)");
const TRAIL: Text = say("办理记录", "What happened");
const REMAKE: Text = say("重新编制…", "Make it anew…");

struct View {
    list: EstablishmentList,
    /// What would be established; `None` once it is published.
    plan: Option<Plan>,
    rows: Vec<ForList>,
    trail: Vec<journal::Entry>,
}

async fn load(visit: &Visit, id: ListId) -> Result<(Actor, View), web::Failed> {
    let actor = visit.actor()?;
    let viewer = actor.clone();
    let view = visit
        .site
        .db
        .read(move |tx| {
            if !policy::may_view(&viewer) {
                return Err(Refusal::NotFound);
            }
            let list = store::get_list(tx, id)?;
            let plan = if list.published_at.is_none() { Some(actions::on_list(tx, &list)?) } else { None };
            Ok(View { rows: agreements::on_list(tx, id)?, trail: journal::trail(tx, RowId(id.0).0)?, plan, list })
        })
        .await?;
    Ok((actor, view))
}

pub(crate) async fn show(visit: Visit, Path(id): Path<ListId>) -> Answer {
    let (actor, view) = load(&visit, id).await?;
    let body = render(&visit, &actor, &view, &Form::default(), &[]);
    visit.page(texts::list_said(&view.list), body)
}

/// The list to print; pages and API answer with it.
pub(crate) async fn pdf(visit: Visit, Path(id): Path<ListId>) -> Answer {
    let (actor, lang) = (visit.actor()?, visit.lang);
    let list = visit.site.db.read(move |tx| crate::print::printed(tx, &actor, id, lang)).await?;
    web::pdf(&format!("establishment-list-{id}.pdf"), move || list.pdf(lang)).await
}

pub(crate) async fn publish(visit: Visit, Path(id): Path<ListId>, form: Form) -> Answer {
    let (actor, number, seen) = (visit.actor()?, form.get("document_number").to_owned(), form.get("seen").to_owned());
    match visit.site.db.write(move |tx| actions::publish(tx, &actor, id, &number, &seen)).await {
        Ok(published) => {
            let said = say(
                "名单已公布，{n} 个项目立项，{out} 个未列入",
                "Published: {n} project(s) established, {out} left out",
            );
            visit.done(
                &paths::list(id),
                said.with(&[("n", &published.projects.len()), ("out", &published.left_out.len())]),
            )
        }
        Err(Refusal::Breaches(breaches)) => {
            let (actor, view) = load(&visit, id).await?;
            let body = render(&visit, &actor, &view, &form, &breaches);
            Ok(visit.page_with(web::StatusCode::UNPROCESSABLE_ENTITY, texts::list_said(&view.list), body))
        }
        Err(other) => Err(other.into()),
    }
}

fn render(visit: &Visit, actor: &Actor, view: &View, typed: &Form, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    html! {
        (ui::breadcrumbs(lang, &[(paths::HOME.into(), texts::ESTABLISHMENT.into())]))
        (ui::heading(texts::list_said(&view.list).get(lang), match view.list.published_at {
            Some(_) => ui::badge(lang, texts::PUBLISHED, Tone::Good),
            None => ui::badge(lang, texts::NOT_PUBLISHED, Tone::Info),
        }))
        (ui::breach_summary(lang, breaches))
        (ui::actions(ui::link_button(lang, &paths::list_pdf(view.list.id), PDF)))
        @match &view.plan {
            Some(plan) => { (parts(lang, plan)) (press(visit, actor, view, plan, typed, breaches)) }
            None => (published(visit, view)),
        }
        (ui::section(lang, TRAIL, ui::timeline(lang, view.trail.iter().map(|entry| TimelineEntry {
            at: entry.at,
            who: entry.person_name.clone(),
            what: Step::parse(entry.step()).map_or(entry.step(), |step| step.text().get(lang)).to_owned(),
            note: entry.reason.clone(),
        }).collect())))
    }
}

fn published(visit: &Visit, view: &View) -> Markup {
    let lang = visit.lang;
    let heads =
        [texts::TITLE, texts::UNIVERSITY, texts::ENTERPRISE, texts::PI, texts::CASH, texts::GOODS, texts::AGREED_AT];
    let (cash, goods) = (view.rows.iter().map(|row| row.cash).sum(), view.rows.iter().map(|row| row.goods).sum());
    html! {
        (ui::facts(lang, vec![
            (texts::DOCUMENT_NUMBER, html! { (view.list.document_number) }),
            (texts::PUBLISHED, html! { @if let Some(at) = view.list.published_at { (ui::when(lang, at)) } }),
            (texts::INCLUDED, html! { (ui::count(view.rows.len() as u64)) }),
            (texts::CASH, html! { (ui::wan(lang, cash)) }),
            (texts::GOODS, html! { (ui::wan(lang, goods)) }),
        ]))
        (ui::table(lang, texts::INCLUDED, &heads, view.rows.iter().take(SHOWN).map(|row| cells(lang, row)).collect(), EMPTY))
        (not_all(lang, view.rows.len()))
    }
}

fn press(visit: &Visit, actor: &Actor, view: &View, plan: &Plan, typed: &Form, breaches: &[Breach]) -> Markup {
    let (lang, label) = (visit.lang, Step::PublishList.text());
    let remake = html! {
        @if policy::may(actor, Step::MakeList) { (ui::link_button(lang, &paths::plan(view.list.round_id, view.list.ordinal), REMAKE)) }
    };
    if !policy::may(actor, Step::PublishList) {
        return html! { (ui::blocked(lang, label, &say("由高等教育司公布。", "The Department of Higher Education publishes it.").into())) (remake) };
    }
    ui::form(
        lang,
        &visit.csrf,
        &paths::publish(view.list.id),
        &format!("list-{}", view.list.id),
        html! {
            p { (WHAT.get(lang)) }
            (ui::hidden("seen", &plan.digest()))
            (Field::text("document_number", texts::DOCUMENT_NUMBER).value(typed.get("document_number")).hint(HINT).required().render(lang, breaches))
            (ui::submit_as(lang, "publish", "yes", label, Kind::Primary))
        },
    )
}
