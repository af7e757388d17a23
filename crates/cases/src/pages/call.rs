//! The page of a call: what it asks for, who was selected once it is published, a case to begin, and the office's part.

use kernel::{Actor, Breach, CaseCallId, CaseId, Refusal, Role, Text, Word, say};
use ui::{Field, Markup, html};
use web::{Answer, Cursor, Form, Path, Query, StatusCode, Visit};

use super::list::kinds;
use crate::lists::{self, Page, Passed, PublicCase, Wanted};
use crate::record::{CaseCall, CaseQuota};
use crate::state::Kind;
use crate::state::call::{CallState, steps_from};
use crate::{actions, export, paths, policy, rules, store, texts};

const ABOUT: Text = say("征集说明", "What it asks for");
const CUT_OFF: Text = say("企业验收截止", "Accepted by the enterprise until");
const EARLIER: Text = say("往届入选项目", "Projects selected before");
const BY_ENTERPRISES: Text = say("企业推荐", "Nomination by enterprises");
const QUOTA: Text = say("每校推荐名额", "Nominations of each university");
const YES: Text = say("可以", "Allowed");
const NO: Text = say("不可以", "Not allowed");
const NO_BOUND: Text = say("不限", "No bound");
const SELECTED: Text = say("入选名单", "Selected cases");
const NONE: Text = say("没有此类案例。", "No case of this kind.");

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    after: Cursor<CaseId>,
    kind: String,
}

/// What somebody just tried on this page, with everything that stood in the way.
#[derive(Default)]
pub(super) struct Tried {
    pub form: Form,
    pub breaches: Vec<Breach>,
}

struct Shown {
    call: CaseCall,
    actor: Option<Actor>,
    published: Page<PublicCase, CaseId>,
    passed: Vec<Passed>,
    quotas: Vec<CaseQuota>,
    names: lists::Names,
    own_quota: Option<(i64, Option<i64>)>,
    universities: Vec<(String, String)>,
}

pub(crate) async fn show(visit: Visit, Path(id): Path<CaseCallId>, Query(asked): Query<Asked>) -> Answer {
    let kind = Kind::parse(&asked.kind).ok();
    let shown = read(&visit, id, kind, asked.after.0).await?;
    let title = shown.call.series().said();
    let body = page(&visit, &shown, kind, &Tried::default());
    visit.page(title, body)
}

/// The page again, with what was tried and why it did not work.
pub(super) async fn again(visit: &Visit, id: CaseCallId, tried: Tried) -> Answer {
    let shown = read(visit, id, None, None).await?;
    let title = shown.call.series().said();
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, title, page(visit, &shown, None, &tried)))
}

async fn read(visit: &Visit, id: CaseCallId, kind: Option<Kind>, after: Option<CaseId>) -> Result<Shown, web::Failed> {
    let actor = visit.actor_or_public();
    let found = visit.site.db.read(move |tx| {
        let call = actions::view_call(tx, actor.as_ref(), id)?;
        let wanted = Wanted { call: Some(id), kind, after, ..Wanted::default() };
        let published = match call.state {
            CallState::Published => lists::published_cases(tx, wanted)?,
            CallState::Draft | CallState::Open | CallState::Reviewing | CallState::Decided => {
                Page { rows: Vec::new(), next: None }
            }
        };
        let is_office = actor.as_ref().is_some_and(policy::runs);
        let passed = match &actor {
            Some(actor) if call.state == CallState::Open => lists::passed_projects(tx, actor)?,
            Some(_) | None => Vec::new(),
        };
        let quotas = if is_office { store::quotas(tx, id)? } else { Vec::new() };
        let ids: Vec<_> = quotas.iter().map(|quota| quota.university_id).collect();
        let names = directory::organisation_names_both(tx, &ids)?;
        let own = actor.as_ref().filter(|actor| actor.wears(Role::UniversityAdministrator));
        let own_quota = match own.and_then(Actor::organisation_id) {
            Some(own) => Some(store::quota_of(tx, &call, own)?),
            None => None,
        };
        let universities = if is_office { universities(tx)? } else { Vec::new() };
        Ok::<_, Refusal>(Shown { call, actor, published, passed, quotas, names, own_quota, universities })
    });
    Ok(found.await?)
}

/// Universities to choose from; the API takes every one.
fn universities(tx: &mut db::Tx<'_>) -> Result<Vec<(String, String)>, db::DbError> {
    let sql = "SELECT id, name FROM organisation WHERE kind = 'university' AND state = 'verified' ORDER BY name, id LIMIT 2000";
    let rows: Vec<(kernel::OrganisationId, String)> = tx.query(sql, &[])?;
    Ok(rows.into_iter().map(|(id, name)| (id.to_string(), name)).collect())
}

fn page(visit: &Visit, shown: &Shown, kind: Option<Kind>, tried: &Tried) -> Markup {
    let (lang, call) = (visit.lang, &shown.call);
    let is_office = shown.actor.as_ref().is_some_and(policy::runs);
    html! {
        (ui::breadcrumbs(lang, &[(paths::CASES.into(), texts::CASES.into())]))
        (ui::heading(call.series().get(lang), ui::badge(lang, call.state.text(), texts::call_tone(call.state))))
        (ui::breach_summary(lang, &tried.breaches))
        (facts(visit, shown))
        @if !call.about().is_empty() { (ui::section(lang, ABOUT, ui::prose(call.about().get(lang)))) }
        @if call.state == CallState::Published { (ui::section(lang, SELECTED, selected(visit, shown, kind))) }
        @if shown.actor.is_some() && call.state != CallState::Draft { (ui::section(lang, texts::ENTRIES, begin(visit, shown, tried))) }
        @if is_office { (office(visit, shown, tried)) }
    }
}

fn facts(visit: &Visit, shown: &Shown) -> Markup {
    let (lang, call) = (visit.lang, &shown.call);
    let may = |yes: bool| html! { (if yes { YES } else { NO }.get(lang)) };
    let bound = |quota: Option<i64>| html! { @match quota { Some(quota) => (quota), None => (NO_BOUND.get(lang)) } };
    let mut lines = vec![
        (texts::YEAR, html! { (call.year) }),
        (texts::KIND, kinds(visit, call)),
        (texts::CLOSES, ui::day(lang, call.closes_on)),
    ];
    if call.takes_projects {
        lines.extend([
            (CUT_OFF, html! { @if let Some(by) = call.accepted_by { (ui::when(lang, by)) " " } (ui::rule_badge(lang, "K-03")) }),
            (EARLIER, html! { (may(call.takes_earlier)) " " (ui::rule_badge(lang, "K-04")) }),
            (BY_ENTERPRISES, may(call.by_enterprises)),
        ]);
    }
    lines.push((QUOTA, html! { (bound(call.quota)) " " (ui::rule_badge(lang, "K-05")) }));
    if let Some((used, quota)) = shown.own_quota {
        let said = say("已用 {used}，名额 ", "{used} used of ").with(&[("used", &used)]);
        lines.push((say("本校名额", "Our quota"), html! { (said.get(lang)) (bound(quota)) }));
    }
    html! {
        (ui::facts(lang, lines))
        p { (texts::FREE.get(lang)) " " (ui::rule_badge(lang, "K-06")) }
    }
}

fn selected(visit: &Visit, shown: &Shown, kind: Option<Kind>) -> Markup {
    let (lang, call) = (visit.lang, &shown.call);
    let row = |case: &PublicCase| {
        let title = meetings::Words::of(&case.title_zh, &case.title_en);
        vec![
            html! { a href=(paths::case(case.id)) { (texts::words(lang, &title)) } },
            html! { (case.kind.text().get(lang)) },
            html! { (case.year) },
            ui::named(lang, &case.university, &case.university_en),
            ui::named(lang, &case.enterprise, &case.enterprise_en),
            ui::theirs(lang, &case.author),
        ]
    };
    let heads = [texts::TITLE, texts::KIND, texts::YEAR, texts::UNIVERSITY, texts::ENTERPRISE, texts::AUTHOR];
    let all =
        (ui::Tab {
            href: paths::call(call.id), label: say("全部", "All").into(), count: None, active: kind.is_none()
        },);
    let mut tabs = vec![all.0];
    tabs.extend(call.kinds().map(|one| ui::Tab {
        href: paths::call_kind(call.id, one),
        label: one.text().into(),
        count: None,
        active: kind == Some(one),
    }));
    let next = shown.published.next.map(|id| match kind {
        Some(kind) => format!("{}&after={id}", paths::call_kind(call.id, kind)),
        None => format!("{}?after={id}", paths::call(call.id)),
    });
    let id = call.id.to_string();
    html! {
        @if tabs.len() > 2 { (ui::tabs(lang, &tabs)) }
        (ui::actions(exports::link_with(visit, export::KEY, &[("call", &id)])))
        (ui::table(lang, SELECTED, &heads, shown.published.rows.iter().map(row).collect(), NONE))
        (ui::pager(lang, next))
    }
}

/// The way to one's own cases, and a form to begin one.
fn begin(visit: &Visit, shown: &Shown, tried: &Tried) -> Markup {
    const BEGIN: Text = say("开始撰写案例", "Begin a case");
    const NO_PROJECT: Text = say("您没有已通过结题的项目", "You lead no project whose closing passed");
    let (lang, call) = (visit.lang, &shown.call);
    let today = visit.site.db.clock().now().day();
    let closed = rules::takes_entries(call.state, call.closes_on, today).err();
    let role = shown.actor.as_ref().and_then(Actor::role);
    let own = match role {
        Some(Role::UniversityAdministrator) if call.takes_universities => Some(Kind::University),
        Some(Role::EnterpriseContact) if call.takes_enterprises => Some(Kind::Enterprise),
        Some(_) | None => None,
    };
    let leads = matches!(role, Some(Role::Teacher | Role::Student)) && call.takes_projects;
    let options = shown.passed.iter().map(|it| (it.id.to_string(), format!("{} {}", it.number, it.title)));
    html! {
        (ui::actions(ui::link_button(lang, &paths::entries_of(call.id), say("查看与我有关的案例", "See the cases that concern me"))))
        @if let (Some(why), true) = (&closed, leads || own.is_some()) { (ui::blocked(lang, BEGIN, &why.said)) }
        @else if leads && shown.passed.is_empty() { (ui::blocked(lang, BEGIN, &NO_PROJECT.into())) }
        @else if leads {
            (ui::form(lang, &visit.csrf, &paths::begin(call.id), "", html! {
                (ui::hidden("kind", Kind::Project.word()))
                (Field::select("project_id", texts::PROJECT, options.collect()).value(tried.form.get("project_id")).required().render(lang, &tried.breaches))
                (ui::actions(ui::submit(lang, BEGIN)))
            }))
        }
        @else if let Some(kind) = own {
            (ui::step_button(&paths::begin(call.id), &visit.csrf, BEGIN).primary().field("kind", kind.word()).render(lang))
        }
    }
}

fn office(visit: &Visit, shown: &Shown, tried: &Tried) -> Markup {
    let (lang, call) = (visit.lang, &shown.call);
    let steps = steps_from(call.state).map(|step| {
        let action = paths::call_step(call.id, step);
        let sure = say("确定“{zh}”吗？此步骤不能撤回。", "{en}: are you sure? It cannot be taken back.")
            .with(&[("zh", &step.text().zh), ("en", &step.text().en)]);
        ui::step_button(&action, &visit.csrf, step.text()).primary().confirm(sure).render(lang)
    });
    let steps: Vec<Markup> = steps.collect();
    html! {
        (ui::section(lang, say("项目办公室", "The programme office"), html! {
            (ui::actions(html! {
                @if call.state == CallState::Draft { (ui::link_button(lang, &paths::edit_call(call.id), say("修改征集", "Edit the call"))) }
                @if call.state != CallState::Draft { (ui::link_button(lang, &paths::ranking(call.id), texts::RANKING)) }
                @for step in &steps { (step) }
            }))
            @if call.state == CallState::Open { (postpone(visit, call, tried)) }
        }))
        @if matches!(call.state, CallState::Draft | CallState::Open) { (ui::section(lang, say("推荐名额", "Quotas"), quotas(visit, shown, tried))) }
    }
}

fn postpone(visit: &Visit, call: &CaseCall, tried: &Tried) -> Markup {
    let lang = visit.lang;
    ui::form(
        lang,
        &visit.csrf,
        &paths::postpone(call.id),
        "",
        html! {
            (Field::date("closes_on", say("延长至", "Move the closing day to")).value(tried.form.get("closes_on")).render(lang, &tried.breaches))
            (ui::actions(ui::submit_as(lang, "do", "postpone", say("延长", "Move"), ui::Kind::Secondary)))
        },
    )
}

fn quotas(visit: &Visit, shown: &Shown, tried: &Tried) -> Markup {
    const OWN: Text = say("本校名额", "Own quota");
    const USED: Text = say("已用", "Used");
    const AS_CALL: Text = say("同征集", "as the call");
    let (lang, call) = (visit.lang, &shown.call);
    let row = |it: &CaseQuota| {
        let name = shown.names.get(&it.university_id);
        vec![
            html! { @if let Some((zh, en)) = name { (ui::named(lang, zh, en)) } },
            html! { @match it.own_quota { Some(quota) => (ui::number(quota)), None => (AS_CALL.get(lang)) } },
            ui::number(it.used),
        ]
    };
    let heads = [texts::UNIVERSITY, OWN, USED];
    html! {
        (ui::table(lang, OWN, &heads, shown.quotas.iter().map(row).collect(), say("所有高校都按征集的名额。", "Every university has the quota of the call.")))
        (ui::form(lang, &visit.csrf, &paths::quotas(call.id), "", html! {
            (ui::fields_row(html! {
                (Field::select("university_id", texts::UNIVERSITY, shown.universities.clone()).value(tried.form.get("university_id")).render(lang, &tried.breaches))
                (Field::number("own_quota", OWN).value(tried.form.get("own_quota")).hint(say("留空则按征集的名额", "Empty for the quota of the call")).render(lang, &tried.breaches))
            }))
            (ui::actions(ui::submit_as(lang, "do", "quota", say("设置名额", "Set the quota"), ui::Kind::Secondary)))
        }))
    }
}
