//! The account of a project: what was pledged, agreed, given and received, and every part of the plan.

use directory::EnglishNames;
use kernel::{Lang, ProjectId, Text, Word, say};
use ui::{Markup, TimelineEntry, Tone, html};
use web::{Answer, Path, Visit};

use super::file;
use crate::ledger::{Ledger, Line};
use crate::policy::{self, Act};
use crate::state::{Kind, State, Step};
use crate::store::{ARRIVAL_PROOF, PAYMENT_PROOF};
use crate::view::{self, Account};
use crate::{Instalment, paths, texts};

const SUMS: Text = say("双边台账", "Two-sided account");
const PLAN: Text = say("拨付与交付计划", "Plan of payments and deliveries");
const GIVEN: Text = say("企业登记", "Reported by the enterprise");
const ARRIVED: Text = say("高校财务确认", "Confirmed by the finance office");
const NEXT: Text = say("办理", "Next step");
const TRAIL: Text = say("计划的制定与变更", "How the plan came about");
const EMPTY: Text = say(
    "本项目没有拨付计划。协议确认立项时按协议的付款计划生成；早年导入的项目没有。",
    "This project has no plan. It is made from the agreement at establishment; projects imported from old lists have none.",
);
const COUNTS: Text = say(
    "经费仅在高校财务凭凭证确认后计为到账（X-02），软硬件凭盖章接收单计为签收（X-03）。",
    "Cash counts once the finance office has confirmed it with a proof (X-02), goods with a stamped receipt (X-03).",
);

pub(super) async fn show(visit: Visit, Path(id): Path<ProjectId>) -> Answer {
    let actor = visit.actor()?;
    let (viewer, lang) = (actor.clone(), visit.lang);
    let read = visit.site.db.read(move |tx| {
        let account = view::account(tx, &viewer, id)?;
        let parties = [account.project.enterprise_id, account.project.university_id];
        Ok::<_, kernel::Refusal>((directory::english_names(tx, lang, parties)?, account))
    });
    let (names, account) = read.await?;
    let body = render(&visit, &actor, &account, &names);
    visit.page(texts::FUNDING, body)
}

fn render(visit: &Visit, actor: &kernel::Actor, account: &Account, names: &EnglishNames) -> Markup {
    let (lang, project) = (visit.lang, &account.project);
    html! {
        (crumbs(lang, project, false))
        (ui::heading(texts::FUNDING.get(lang), html! { (ui::badge(lang, project.state.text(), Tone::Neutral)) }))
        p.lead {
            (project.number) " · " (ui::theirs(lang, &project.title)) " · "
            a href=(paths::organisation(project.enterprise_id)) { (names.shown(lang, project.enterprise_id, &project.enterprise_name)) }
            " → " (names.shown(lang, project.university_id, &project.university_name))
        }
        (late(lang, account))
        (ui::section(lang, SUMS, html! { (sums(lang, &account.ledger)) p.hint { (COUNTS.get(lang)) } }))
        (ui::section(lang, PLAN, plan(lang, actor, account)))
        (ui::section(lang, TRAIL, ui::timeline(lang, account.trail.iter().map(|entry| line(lang, entry)).collect())))
    }
}

/// The way back; with the account itself on the page of one part.
pub(super) fn crumbs(lang: Lang, project: &projects::Project, with_account: bool) -> Markup {
    let mut crumbs = vec![
        (projects::paths::REGISTER.to_owned(), texts::PROJECTS.into()),
        (paths::project(project.id), kernel::Said { zh: project.title.clone(), en: project.title.clone() }),
    ];
    if with_account {
        crumbs.push((paths::ledger(project.id), texts::FUNDING.into()));
    }
    ui::breadcrumbs(lang, &crumbs)
}

fn late(lang: Lang, account: &Account) -> Markup {
    let late: Vec<&Instalment> = account.instalments.iter().filter(|i| i.late_at.is_some()).collect();
    html! {
        @if let Some(first) = late.iter().map(|i| i.due_on).min() {
            (ui::alert(Tone::Bad, html! {
                p { (say("{n} 期逾期未到位，最早应于 {day} 到位（X-01）。", "{n} part(s) of the plan are late, the first was due on {day} (X-01).")
                    .with(&[("n", &late.len()), ("day", &ui::day_text(lang, first))]).get(lang)) }
            }))
        }
    }
}

fn sums(lang: Lang, ledger: &Ledger) -> Markup {
    let row = |line: &Line| {
        vec![
            html! { (line.kind.text().get(lang)) },
            html! { @if let Some(pledged) = line.pledged { (ui::amount(lang, pledged)) } },
            ui::amount(lang, line.agreed),
            ui::amount(lang, line.paid),
            ui::amount(lang, line.received),
            ui::amount(lang, line.missing),
        ]
    };
    let heads = [texts::KIND, texts::PLEDGED, texts::AGREED, texts::PAID, texts::RECEIVED, texts::MISSING];
    ui::table(lang, SUMS, &heads, vec![row(&ledger.cash), row(&ledger.goods)], EMPTY)
}

fn plan(lang: Lang, actor: &kernel::Actor, account: &Account) -> Markup {
    let heads = [texts::NUMBER, texts::KIND, texts::AMOUNT, texts::DUE_ON, texts::STATE, GIVEN, ARRIVED, NEXT];
    let rows = account.instalments.iter().map(|i| vec![
        html! { a href=(paths::instalment(i.project_id, i.id)) { (numbered(lang, i)) } @if !i.note.is_empty() { br; span.muted { (i.note) } } },
        html! { (view::kind(lang, i)) },
        ui::amount(lang, i.amount),
        ui::day(lang, i.due_on),
        texts::badges(lang, i, account.today),
        side(lang, i, i.paid_on, &i.paid_note, account, PAYMENT_PROOF),
        side(lang, i, i.received_on, &i.received_note, account, ARRIVAL_PROOF),
        next(lang, actor, i, &account.team),
    ]);
    ui::table(lang, PLAN, &heads, rows.collect(), EMPTY)
}

pub(super) fn numbered(lang: Lang, i: &Instalment) -> String {
    say("第 {n} 期", "No. {n}").with(&[("n", &i.sort)]).get(lang).to_owned()
}

/// What one side has confirmed, with its proofs.
fn side(lang: Lang, i: &Instalment, on: Option<kernel::Day>, note: &str, account: &Account, purpose: &str) -> Markup {
    html! {
        @if let Some(on) = on { (ui::day(lang, on)) @if !note.is_empty() { br; span.muted { (note) } } }
        @for proof in account.proofs_of(i.id, purpose) { br; (file::link(i, proof)) }
    }
}

/// The next step: a way to its form for the one whose turn it is, the reason for everybody else.
fn next(lang: Lang, actor: &kernel::Actor, i: &Instalment, team: &kernel::Team) -> Markup {
    let step = match i.state {
        State::Pledged | State::Agreed => Step::Pay,
        State::Paid => Step::Receive,
        State::Received => return html! {},
    };
    let label = label(step, i.kind);
    let href = paths::instalment(i.project_id, i.id);
    html! {
        @if policy::may(actor, Act::Step(step), i, team) && i.state.after(step).is_ok() { (ui::link_button(lang, &href, label)) }
        @else { (ui::blocked(lang, label, &waits(actor, i, Act::Step(step), team))) }
    }
}

/// What a step is called for money and for goods.
pub(super) const fn label(step: Step, kind: Kind) -> Text {
    match (step, kind) {
        (Step::Agree, Kind::Cash | Kind::Goods) => say("写入协议", "Write into the agreement"),
        (Step::Pay, Kind::Cash) => say("登记拨付", "Report as paid"),
        (Step::Pay, Kind::Goods) => say("登记交付", "Report as delivered"),
        (Step::Receive, Kind::Cash) => say("确认到账", "Confirm the arrival"),
        (Step::Receive, Kind::Goods) => say("确认签收", "Confirm the receipt"),
        (Step::Dispute, Kind::Cash) => say("未到账，退回企业", "Not arrived, back to the enterprise"),
        (Step::Dispute, Kind::Goods) => say("未收到，退回企业", "Not received, back to the enterprise"),
    }
}

/// Why a button cannot be used and who can (P-5).
pub(super) fn waits(actor: &kernel::Actor, i: &Instalment, act: Act, team: &kernel::Team) -> kernel::Said {
    let who = policy::who_else(actor, act, i, team);
    kernel::Said {
        zh: format!("第 {} 期由{}办理。", i.sort, who.zh),
        en: format!("No. {} is up to {}.", i.sort, who.en),
    }
}

fn line(lang: Lang, entry: &journal::Entry) -> TimelineEntry {
    let what = match entry.step() {
        "replan_support" => say("变更经费预算，调整计划", "Plan changed with the budget"),
        _ => say("按协议生成计划", "Plan made from the agreement"),
    };
    TimelineEntry {
        at: entry.at,
        who: entry.person_name.clone(),
        what: what.get(lang).to_owned(),
        note: entry.reason.clone(),
    }
}
