//! The inside of a project, for its parties.

use db::Tx;
use directory::EnglishNames;
use journal::Entry;
use kernel::{Actor, Lang, Refusal, Text, say};
use ui::{Markup, StageAt, html};
use web::Visit;

use super::trail;
use crate::change::State as ChangeState;
use crate::report::State as ReportState;
use crate::state::State;
use crate::{ChangeRequest, MidtermReport, Project, ProjectContent, ProjectMember, paths, policy, store, texts};

pub(crate) struct Inside {
    actor: Actor,
    members: Vec<ProjectMember>,
    reports: Vec<MidtermReport>,
    changes: Vec<ChangeRequest>,
    content: Option<ProjectContent>,
    trail: Vec<Entry>,
}

impl Inside {
    pub(crate) fn load(tx: &mut Tx<'_>, actor: &Actor, project: &Project) -> Result<Inside, Refusal> {
        Ok(Inside {
            actor: actor.clone(),
            members: store::members(tx, project.id)?,
            reports: store::reports(tx, project.id)?,
            changes: store::changes(tx, project.id)?,
            content: store::content(tx, project.id)?,
            trail: journal::trail(tx, project.id.0)?,
        })
    }
}

pub(crate) fn markup(visit: &Visit, p: &Project, names: &EnglishNames, inside: &Inside) -> Markup {
    let lang = visit.lang;
    html! {
        (ui::progress_steps(lang, &stages(p.state)))
        @if p.late_since.is_some() { (ui::alert(ui::Tone::Warn, html! { p { (LATE.get(lang)) " " a href=(paths::funding(p.id)) { (FUNDING.get(lang)) } } })) }
        (ui::actions(steps(visit, p, &inside.actor)))
        (ui::section(lang, say("约定与期限", "Terms and dates"), html! { (ui::facts(lang, vec![
            (say("开始日期", "Starts on"), ui::day(lang, p.starts_on)),
            (say("结题日期", "Closes on"), closing_day(lang, p)),
            (say("经费", "Cash"), ui::amount(lang, p.cash)),
            (say("软硬件价值", "Value of goods"), ui::amount(lang, p.goods)),
            (say("合作协议", "Agreement"), html! { @if let Some(id) = p.agreement_id { a href=(paths::agreement(id)) { (say("查看协议", "See the agreement").get(lang)) } } }),
            (FUNDING, html! { a href=(paths::funding(p.id)) { (say("查看经费与软硬件台账", "See the ledger").get(lang)) } }),
        ])) }))
        @if let Some(content) = &inside.content { (ui::section(lang, say("变更后的建设内容", "Content since its change"), ui::prose(&content.content))) }
        (members(lang, p, names, inside))
        (ui::section(lang, texts::REPORTS, reports(lang, p, inside)))
        (ui::section(lang, texts::CHANGES, changes(lang, p, inside)))
        (trail::timeline(lang, &inside.trail))
    }
}

const LATE: Text = say("有款项或软硬件逾期未到位。", "Money or goods are late.");
const FUNDING: Text = say("经费与软硬件", "Money and goods");

fn closing_day(lang: Lang, p: &Project) -> Markup {
    html! {
        (ui::day(lang, p.closes_on))
        @if p.closes_on != p.agreed_closes_on { " " span.muted { (say("（协议原定", "(agreed: ").get(lang)) (ui::day(lang, p.agreed_closes_on)) (say("）", ")").get(lang)) } }
    }
}

/// The stages of a running project's life.
fn stages(state: State) -> [(Text, StageAt); 5] {
    let at = match state {
        State::Established => 0,
        State::Running | State::Overdue | State::Terminated => 1,
        State::Closing => 2,
        State::ClosedPassed | State::ClosedFailed => 3,
        State::Certified => 4,
    };
    let end = match state {
        State::Certified => StageAt::Done,
        State::Established
        | State::Running
        | State::Overdue
        | State::Closing
        | State::ClosedPassed
        | State::ClosedFailed
        | State::Terminated => StageAt::Current,
    };
    let stage = |n: usize| {
        if n < at {
            StageAt::Done
        } else if n == at {
            end
        } else {
            StageAt::Todo
        }
    };
    [
        (say("立项备案", "Established and filed"), stage(0)),
        (if state == State::Terminated { say("已终止", "Terminated") } else { say("在研", "Running") }, stage(1)),
        (say("结题", "Closing"), stage(2)),
        (
            if state == State::ClosedFailed {
                say("未通过", "Not passed")
            } else {
                say("公布结果", "Result published")
            },
            stage(3),
        ),
        (say("结题证书", "Certificate"), stage(4)),
    ]
}

/// What can be done next, and by whom. Closing is a later slice: its door finds the closing that was begun or begins it.
fn steps(visit: &Visit, p: &Project, actor: &Actor) -> Markup {
    let lang = visit.lang;
    let (leads, closable) =
        (policy::leads(actor, p), matches!(p.state, State::Running | State::Overdue | State::Closing));
    html! {
        (ui::link_button(lang, &paths::reports(p.id), texts::REPORTS))
        (ui::link_button(lang, &paths::changes(p.id), texts::CHANGES))
        (ui::link_button(lang, &paths::funding(p.id), FUNDING))
        @if leads && closable { (ui::step_button(&paths::closing(p.id), &visit.csrf, if p.state == State::Closing { CLOSING } else { CLOSE }).primary().render(lang)) }
        @else { (ui::blocked(lang, CLOSE, &texts::why_not(kernel::Word::text(p.state), texts::PI, !closable))) }
    }
}

const CLOSE: Text = say("申请结题", "Apply for closing");
const CLOSING: Text = say("查看结题申请", "See the closing");

fn members(lang: Lang, p: &Project, names: &EnglishNames, inside: &Inside) -> Markup {
    let heads = [say("姓名", "Name"), say("单位", "Organisation"), say("分工", "Duty")];
    let university = names.shown(lang, p.university_id, &p.university_name);
    let theirs = |text: &str| ui::theirs(lang, text);
    let mut rows = vec![vec![theirs(&p.pi_name), university, html! { (texts::PI.get(lang)) }]];
    rows.extend(inside.members.iter().map(|m| vec![theirs(&m.name), theirs(&m.organisation), theirs(&m.duty)]));
    ui::section(
        lang,
        say("项目组", "People"),
        ui::table(lang, say("项目组成员", "Members of the project"), &heads, rows, say("没有成员", "No members")),
    )
}

fn reports(lang: Lang, p: &Project, inside: &Inside) -> Markup {
    let accepted = inside.reports.iter().filter(|r| r.state == ReportState::Accepted).count();
    let said = say("已接收 {n} 份中期报告", "{n} mid-term report(s) accepted").with(&[("n", &accepted)]);
    html! {
        p { (said.get(lang)) " · " a href=(paths::reports(p.id)) { (texts::REPORTS.get(lang)) } }
        @for r in inside.reports.iter().filter(|r| r.state != ReportState::Accepted) {
            p { a href=(paths::report(p.id, r.id)) { (say("中期报告", "Mid-term report").get(lang)) } " " (texts::report_badge(lang, r.state)) }
        }
    }
}

fn changes(lang: Lang, p: &Project, inside: &Inside) -> Markup {
    let shown = inside.changes.iter().filter(|c| c.state != ChangeState::Draft || inside.actor.is(c.requested_by));
    html! {
        ul.stack { @for c in shown { li { a href=(paths::change(c.id)) { (kernel::Word::text(c.kind).get(lang)) } " " (texts::change_badge(lang, c.state)) } } }
        p { a href=(paths::changes(p.id)) { (texts::CHANGES.get(lang)) } }
    }
}
