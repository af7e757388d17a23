//! Rounds: seeing them, opening a legacy one, and publishing its approved guidelines as plan, preview, commit.

use std::sync::Arc;

use db::Tx;
use kernel::{Breach, Mode, Refusal, RoundId, Text, Word, say};
use rulesets::{RulesetHeader, StoredRuleset, Terms};
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, Response, StatusCode, Visit};

use crate::paths;
use crate::record::Round;
use crate::rounds::{NewRound, create_round, publish_plan, publish_round, rounds};
use crate::texts::{GUIDELINES, ROUND, ROUNDS, title_of};

const MODE: Text = say("模式", "Mode");
const OPEN: Text = say("征集时间", "Takes guidelines");
const FIRST: Text = say("第一批立项截止", "First list until");
const SECOND: Text = say("第二批立项截止", "Second list until");
const ALWAYS: Text = say("随时", "any day");
const PUBLISH: Text = say("预览并发布", "Preview and publish");
const EMPTY: Text = say("还没有批次。", "No rounds yet.");
const NEW: Text = say("新建老模式批次", "Open a legacy round");
const NAME: Text = say("批次名称", "Name of the round");
const YEAR: Text = say("年度（决定立项截止日）", "Year (decides the cut-off days)");
const OPENS: Text = say("开放日", "First day");
const CLOSES: Text = say("截止日（含当日）", "Last day, included");
const CREATE: Text = say("新建批次", "Open the round");
const CREATED: Text = say("批次已建立", "The round is open");

/// A round with the figures that count for its agreements. Rule C-08.
type Line = (Round, Option<Arc<Terms>>);

fn load(tx: &mut Tx<'_>) -> Result<Vec<Line>, Refusal> {
    let sets = rulesets::store::all(tx)?;
    let header = |set: &StoredRuleset| RulesetHeader {
        name: set.name.clone(),
        valid_from: set.valid_from,
        source: set.source.clone(),
        mode: set.mode,
    };
    let headers: Vec<RulesetHeader> = sets.iter().map(header).collect();
    let mut lines = Vec::new();
    for round in rounds(tx)? {
        let counts = match round.mode {
            Mode::Rolling => None,
            Mode::Legacy => rulesets::applicable(&headers, round.opens_on, Mode::Legacy),
        };
        let set = counts.and_then(|header| sets.iter().find(|set| set.name == header.name));
        // Read once for the life of the process: the number of statements does not grow with the rounds.
        let terms = set.map(|set| rulesets::terms(tx, set.id)).transpose()?;
        lines.push((round, terms));
    }
    Ok(lines)
}

pub(crate) async fn list(visit: Visit) -> Answer {
    let lines = visit.site.db.read(load).await?;
    Ok(render(&visit, StatusCode::OK, &lines, &Form::default(), &[]))
}

fn render(visit: &Visit, status: StatusCode, lines: &[Line], typed: &Form, breaches: &[Breach]) -> Response {
    let lang = visit.lang;
    let cut_off = |(round, terms): &Line, second: bool| {
        let cut_offs = terms.as_ref().and_then(|terms| terms.agreement_cut_offs);
        let year = i16::try_from(round.year).unwrap_or(i16::MAX);
        html! { @if let Some(c) = cut_offs { (ui::day(lang, if second { c.second } else { c.first }.in_year(year))) } }
    };
    let row = |line: &Line| {
        let round = &line.0;
        vec![
            html! { (super::new::round_name(lang, round)) },
            html! { (round.mode.text().get(lang)) },
            html! { @match round.closes_on { Some(last) => { (ui::day(lang, round.opens_on)) " – " (ui::day(lang, last)) }, None => (ALWAYS.get(lang)) } },
            cut_off(line, false),
            cut_off(line, true),
            html! { @if round.mode == Mode::Legacy { (ui::link_button(lang, &paths::publish_round(round.id), PUBLISH)) } },
        ]
    };
    let body = html! {
        (ui::breadcrumbs(lang, &[(paths::GUIDELINES.into(), GUIDELINES.into())]))
        (ui::heading(ROUNDS.get(lang), html! {}))
        (ui::breach_summary(lang, breaches))
        (ui::table(lang, ROUNDS, &[ROUND, MODE, OPEN, FIRST, SECOND, say("操作", "Action")], lines.iter().map(row).collect(), EMPTY))
        (ui::section(lang, NEW, new_form(visit, typed, breaches)))
    };
    visit.page_with(status, ROUNDS, body)
}

fn new_form(visit: &Visit, typed: &Form, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    ui::form(
        lang,
        &visit.csrf,
        paths::ROUNDS,
        "round-new",
        html! {
            (Field::text("name", NAME).value(typed.get("name")).required().maxlength(100).render(lang, breaches))
            (ui::fields_row(html! {
                (Field::number("year", YEAR).value(typed.get("year")).required().render(lang, breaches))
                (Field::date("opens_on", OPENS).value(typed.get("opens_on")).required().render(lang, breaches))
                (Field::date("closes_on", CLOSES).value(typed.get("closes_on")).required().render(lang, breaches))
            }))
            (ui::actions(ui::submit(lang, CREATE)))
        },
    )
}

pub(crate) async fn create(visit: Visit, form: Form) -> Answer {
    let actor = visit.actor()?;
    let made = match new_round(&form) {
        Err(breaches) => Err(Refusal::Breaches(breaches)),
        Ok(new) => visit.site.db.write(move |tx| create_round(tx, &actor, new)).await,
    };
    match made {
        Ok(_) => visit.done(paths::ROUNDS, CREATED),
        Err(Refusal::Breaches(breaches)) => {
            let lines = visit.site.db.read(load).await?;
            Ok(render(&visit, StatusCode::UNPROCESSABLE_ENTITY, &lines, &form, &breaches))
        }
        Err(other) => Err(other.into()),
    }
}

fn new_round(form: &Form) -> Result<NewRound, Vec<Breach>> {
    let parts = (form.text("name", 100), form.number("year", 2014, 2100), form.day("opens_on"), form.day("closes_on"));
    match parts {
        (Ok(name), Ok(year), Ok(opens_on), Ok(closes_on)) => Ok(NewRound { name, year, opens_on, closes_on }),
        (name, year, opens, closes) => {
            Err([name.err(), year.err(), opens.err(), closes.err()].into_iter().flatten().collect())
        }
    }
}

const PLAN: Text = say("发布预览", "Preview of the publication");
const WILL: Text = say(
    "将同时发布 {n} 份指南、{items} 个项目，申报者随即可见。",
    "{n} guideline(s) with {items} item(s) will be published together and seen by applicants at once.",
);
const STAY: Text = say(
    "本批次另有 {n} 份指南尚未评审完毕，不会随本次发布。",
    "{n} further guideline(s) of this round are not decided yet and stay behind.",
);
const NONE: Text =
    say("本批次没有已通过、待发布的指南。", "No approved guideline of this round waits for publication.");
const COMMIT: Text = say("确认发布", "Publish now");
const PUBLISHED: Text = say("已发布 {n} 份指南", "{n} guideline(s) published");

pub(crate) async fn preview(visit: Visit, Path(id): Path<RoundId>) -> Answer {
    let actor = visit.actor()?;
    let (plan, names) = visit
        .site
        .db
        .read(move |tx| {
            let plan = publish_plan(tx, &actor, id)?;
            let enterprises: Vec<_> = plan.guidelines.iter().map(|g| g.enterprise_id).collect();
            let names = directory::organisation_names_both(tx, &enterprises)?;
            Ok::<_, Refusal>((plan, names))
        })
        .await?;
    let lang = visit.lang;
    let row = |g: &crate::Guideline| {
        vec![
            html! { a href=(paths::guideline(g.id)) { (title_of(lang, &g.title)) } },
            names.get(&g.enterprise_id).map_or(html! {}, |(zh, en)| ui::named(lang, zh, en)),
        ]
    };
    let heads = [say("指南", "Guideline"), crate::texts::ENTERPRISE];
    let body = html! {
        (ui::breadcrumbs(lang, &[(paths::ROUNDS.into(), ROUNDS.into())]))
        (ui::heading(&plan.round.name, html! { (PLAN.get(lang)) }))
        @if plan.undecided > 0 { (ui::alert(ui::Tone::Warn, html! { p { (STAY.with(&[("n", &plan.undecided)]).get(lang)) } })) }
        (ui::table(lang, PLAN, &heads, plan.guidelines.iter().map(row).collect(), NONE))
        @if !plan.guidelines.is_empty() {
            p { (WILL.with(&[("n", &plan.guidelines.len()), ("items", &plan.items)]).get(lang)) }
            (ui::step_button(&paths::publish_round(id), &visit.csrf, COMMIT).primary().field("plan", &plan.fingerprint).render(lang))
        }
    };
    visit.page(PLAN, body)
}

pub(crate) async fn commit(visit: Visit, Path(id): Path<RoundId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let seen = form.get("plan").to_owned();
    let done = visit.site.db.write(move |tx| publish_round(tx, &actor, id, &seen)).await?;
    visit.done(paths::ROUNDS, PUBLISHED.with(&[("n", &done.guidelines.len())]))
}
