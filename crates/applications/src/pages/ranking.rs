//! All applications to one item on one page: scores, notes and decisions in one sitting.

use kernel::{Actor, ApplicationId, Breach, Breaches, ItemId, Refusal, Text, say};
use ui::{Field, Kind, Markup, html};
use web::{Answer, Form, Path, Query, StatusCode, Visit};

use super::ranking_table;
use crate::actions::{self, Choice, Choices, Score};
use crate::lists::{self, Ranked};
use crate::state::{State, Step};
use crate::{paths, texts};

const TITLE: Text = say("评审与排序", "Evaluate and rank");

/// How the rows are ordered.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    pub sort: String,
}

pub async fn show(visit: Visit, Path(id): Path<ItemId>, Query(asked): Query<Asked>) -> Answer {
    page(&visit, id, &asked.sort, &[], None, StatusCode::OK).await
}

async fn page(
    visit: &Visit,
    id: ItemId,
    sort: &str,
    breaches: &[Breach],
    typed: Option<&Form>,
    status: StatusCode,
) -> Answer {
    let actor = visit.actor()?;
    let reader = actor.clone();
    let (item, mut rows) = visit.site.db.read(move |tx| lists::ranking(tx, &reader, id)).await?;
    match sort {
        "received" => rows.sort_by_key(|r| (r.application.submitted_at, r.application.id)),
        "university" => rows.sort_by(|a, b| a.university.cmp(&b.university).then(b.mean_tenths.cmp(&a.mean_tenths))),
        _ => {} // best first, as the list comes
    }
    let body = body(visit, &actor, &item, &rows, sort, breaches, typed);
    Ok(visit.page_with(status, TITLE, body))
}

fn body(
    visit: &Visit,
    actor: &Actor,
    item: &guidelines::Item,
    rows: &[Ranked],
    sort: &str,
    breaches: &[Breach],
    typed: Option<&Form>,
) -> Markup {
    let lang = visit.lang;
    let open = rows.iter().filter(|r| r.application.state == State::EnterpriseReview).count();
    let scored =
        rows.iter().filter(|r| r.application.state == State::EnterpriseReview && r.mean_tenths.is_some()).count();
    let tile = |n: usize| ui::count(n as u64);
    html! {
        (ui::breadcrumbs(lang, &[(paths::item(item.id), kernel::Said { zh: item.title.clone(), en: item.title.clone() })]))
        (ui::heading(TITLE.get(lang), html! {}))
        (ui::breach_summary(lang, breaches))
        (ui::tiles(lang, vec![
            (say("待决定", "To decide"), tile(open), None),
            (say("其中已评分", "Of these scored"), tile(scored), None),
            (say("名额", "Offers"), item.offers.to_string(), None),
            (say("剩余名额", "Offers left"), (item.offers - item.selected).to_string(), None),
        ]))
        (ui::actions(ui::link_button(lang, &paths::allocations(item.guideline_id), say("按轮次分配整个指南的名额", "Give out the offers of the whole guideline in rounds"))))
        (ui::tabs(lang, &[tab(item.id, "score", say("按得分", "By score"), sort), tab(item.id, "received", say("按提交时间", "By time"), sort), tab(item.id, "university", say("按高校", "By university"), sort)]))
        (ui::form(lang, &visit.csrf, &paths::ranking(item.id), &format!("ranking-{}", item.id), html! {
            button.unseen tabindex="-1" aria-hidden="true" name="then" value="scores" { "scores" }
            (ranking_table::table(lang, actor, rows, breaches, typed))
            (ui::actions(ui::submit_as(lang, "then", "scores", say("保存评分", "Save the scores"), Kind::Primary)))
            (decisions(visit, actor, item, breaches, typed))
        }))
    }
}

fn tab(item: ItemId, word: &str, label: Text, sort: &str) -> ui::Tab {
    let active = sort == word || (word == "score" && !matches!(sort, "received" | "university"));
    ui::Tab { href: format!("{}?sort={word}", paths::ranking(item)), label: label.into(), count: None, active }
}

/// From choices to a preview; nothing is decided on this page.
fn decisions(
    visit: &Visit,
    actor: &Actor,
    item: &guidelines::Item,
    breaches: &[Breach],
    typed: Option<&Form>,
) -> Markup {
    let lang = visit.lang;
    const PREVIEW: Text = say("预览所选决定", "Preview the chosen decisions");
    if !actor.represents(item.enterprise_id) {
        let who = crate::policy::who(Step::EnterpriseSelect);
        let why =
            kernel::Said { zh: format!("可以办理的人：{}", who.zh), en: format!("Who can do it: {}", who.en) };
        return ui::actions(ui::blocked(lang, PREVIEW, &why));
    }
    let get = |name: &str| typed.map_or("", |form| form.get(name)).to_owned();
    ui::fieldset(
        lang,
        say("批量决定", "Decide many at once"),
        html! {
            p.hint { (say("先预览：列出每一项决定、例外和通知数，确认后一次执行。", "First a preview lists every decision, the exceptions and the letters; then all is carried out at once.").get(lang)) }
            (Field::area("reason", say("共同理由", "Common reason")).value(get("reason")).rows(2)
                .hint(say("用于未单独填写理由的退回和不予选中。", "For every return or decline without a reason of its own.")).render(lang, breaches))
            (ui::fields_row(Field::number("top_n", say("选中得分最高的几项", "Select the best by score")).value(get("top_n")).render(lang, breaches)))
            (ui::actions(html! {
                (ui::submit_as(lang, "then", "preview", PREVIEW, Kind::Secondary))
                (ui::submit_as(lang, "then", "best", say("预览：选中前几名，其余不予选中", "Preview: select the best, decline the rest"), Kind::Secondary))
            }))
        },
    )
}

pub async fn send(visit: Visit, Path(id): Path<ItemId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let mut breaches = Breaches::new();
    let scores = scores(&form, &mut breaches);
    if breaches.is_empty() {
        let (scorer, given) = (actor.clone(), scores.clone());
        match visit.site.db.write(move |tx| actions::evaluate(tx, &scorer, &given)).await {
            Ok(_) => {}
            Err(Refusal::Breaches(more)) => breaches.extend(more),
            Err(other) => return Err(other.into()),
        }
    }
    let choices = match form.get("then") {
        "preview" => Some(chosen(&form)),
        "best" => best(&form, &mut breaches),
        _ => None,
    };
    if breaches.is_empty() {
        let Some(choices) = choices else {
            return visit.done(&paths::ranking(id), say("评分已保存", "The scores are saved"));
        };
        match visit.site.db.write(move |tx| actions::prepare_plan(tx, &actor, id, &choices)).await {
            Ok(plan) => return Ok(web::see(&paths::plan(plan.id))),
            Err(Refusal::Breaches(more)) => breaches.extend(more),
            Err(other) => return Err(other.into()),
        }
    }
    page(&visit, id, "", &breaches, Some(&form), StatusCode::UNPROCESSABLE_ENTITY).await
}

/// The ids of the rows that a form sent for `kind`.
fn ids<'a>(form: &'a Form, kind: &'a str) -> impl Iterator<Item = ApplicationId> + 'a {
    form.pairs().iter().filter_map(move |(key, _)| key.strip_prefix(kind)?.strip_prefix('.')?.parse().ok())
}

/// Scores that were typed; an empty one with a note is asked for.
fn scores(form: &Form, breaches: &mut Breaches) -> Vec<Score> {
    let mut all = Vec::new();
    for id in ids(form, "score") {
        let (field, note) = (format!("score.{id}"), form.get(&format!("note.{id}")).to_owned());
        if form.get(&field).is_empty() && note.is_empty() {
            continue;
        }
        match form.number(&field, 0, 100) {
            Ok(score) => all.push(Score { application_id: id, score, note }),
            Err(breach) => breaches.push(breach),
        }
    }
    all
}

fn chosen(form: &Form) -> Choices {
    let common = form.get("reason");
    let choice = |id: ApplicationId| {
        let step = form.word::<Step>(&format!("decision.{id}")).ok().filter(|step| crate::plan::is_decision(*step))?;
        let own = form.get(&format!("reason.{id}")).to_owned();
        let reason = if own.is_empty() && step != Step::EnterpriseSelect { common.to_owned() } else { own };
        Some(Choice { application_id: id, step, reason })
    };
    Choices::Chosen(ids(form, "decision").filter_map(choice).collect())
}

fn best(form: &Form, breaches: &mut Breaches) -> Option<Choices> {
    match form.number("top_n", 0, 1_000) {
        Ok(take) => {
            Some(Choices::Best { take: u32::try_from(take).unwrap_or(0), reason: form.get("reason").to_owned() })
        }
        Err(breach) => {
            breaches.push(breach);
            None
        }
    }
}

/// Marks what a row shows when it is no longer open.
pub(super) fn is_open(row: &Ranked) -> bool {
    row.application.state == State::EnterpriseReview
}

/// Title of a row, linked to its application.
pub(super) fn title(lang: kernel::Lang, row: &Ranked) -> Markup {
    let a = &row.application;
    html! { a href=(paths::application(a.id)) { @if a.title.is_empty() { (texts::NO_TITLE.get(lang)) } @else { (a.title) } } }
}
