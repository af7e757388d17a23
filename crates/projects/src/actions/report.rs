//! Mid-term reports and reports of major events.

use db::Tx;
use files::{Attachment, Stored};
use journal::Act;
use kernel::{Actor, Breach, Day, Money, ProjectId, Refusal, ReportId, RowId, Word, say, within};

use super::change_rules::project_is_open;
use crate::report::{State, Step};
use crate::{MajorEvent, MidtermReport, Project, mails, policy, rules, store};

/// Characters of each text of a mid-term report, of the note given with a step, and of a major event.
pub(crate) const TEXT_MAX: usize = 8_000;
pub(crate) const NOTE_MAX: usize = 2_000;
pub(crate) const EVENT_TITLE_MAX: usize = 100;
pub(crate) const EVENT_MAX: usize = 4_000;

/// What a mid-term report says.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct ReportText {
    #[serde(default)]
    pub progress: String,
    /// Spent so far, in fen.
    pub money_used: Option<Money>,
    #[serde(default)]
    pub risks: String,
    #[serde(default)]
    pub next_steps: String,
}

/// Begins a mid-term report. While one is open no second is begun.
pub fn start_report(tx: &mut Tx<'_>, actor: &Actor, id: ProjectId) -> Result<MidtermReport, Refusal> {
    let viewer = store::viewer(tx, actor)?;
    let project = policy::permit_reporting(&viewer, store::get(tx, id)?)?.into_subject();
    let open = store::reports(tx, id)?.into_iter().any(|r| r.state != State::Accepted);
    let said = say("已有一份中期报告未完成，请先完成。", "A mid-term report is open already. Please finish it first.");
    kernel::check([project_is_open(&project), if open { Err(Breach::field("", said)) } else { Ok(()) }])?;
    let now = tx.now();
    let report = MidtermReport {
        id: ReportId::at(now),
        project_id: project.id,
        pi_id: actor.person_id,
        university_id: project.university_id,
        enterprise_id: project.enterprise_id,
        progress: String::new(),
        money_used: None,
        risks: String::new(),
        next_steps: String::new(),
        submitted_at: None,
        state: State::Draft,
        state_since: now,
        revision: 0,
        created_at: now,
    };
    store::insert_first(tx, &report)?;
    journal::record(
        tx,
        Act::new(actor, "midterm_report", report.id.0, "start")
            .born(report.state)
            .detail(serde_json::json!({ "project": id })),
    );
    Ok(report)
}

/// Keeps what was typed; incomplete is fine.
pub fn save_report(tx: &mut Tx<'_>, actor: &Actor, id: ReportId, text: ReportText) -> Result<MidtermReport, Refusal> {
    let (_, report) = to_write(tx, actor, id)?;
    let texts = [("progress", &text.progress), ("risks", &text.risks), ("next_steps", &text.next_steps)];
    kernel::check(texts.map(|(field, text)| within(field, text, TEXT_MAX)))?;
    let saved = MidtermReport {
        progress: text.progress,
        money_used: text.money_used,
        risks: text.risks,
        next_steps: text.next_steps,
        ..report
    };
    db::save(tx, &saved)?;
    journal::record(tx, Act::new(actor, "midterm_report", id.0, "save"));
    Ok(MidtermReport { revision: saved.revision + 1, ..saved })
}

/// Ties an uploaded file to a report that is being written.
pub fn attach_to_report(tx: &mut Tx<'_>, actor: &Actor, id: ReportId, stored: &Stored) -> Result<Attachment, Refusal> {
    to_write(tx, actor, id)?;
    let attachment = files::attach(tx, actor, stored, "midterm_report", RowId(id.0), "evidence")?;
    journal::record(tx, Act::new(actor, "midterm_report", id.0, "attach").documents([stored.sha256.clone()]));
    Ok(attachment)
}

pub(crate) fn to_write(tx: &mut Tx<'_>, actor: &Actor, id: ReportId) -> Result<(Project, MidtermReport), Refusal> {
    let report = store::report(tx, id)?;
    let project = store::get(tx, report.project_id)?;
    let viewer = store::viewer(tx, actor)?;
    let team = store::team_of_report(tx, &project, &report)?;
    let report = policy::permit_report_step(&viewer, Step::Submit, &project, report, &team)?.into_subject();
    match report.state {
        State::Draft | State::Returned => Ok((project, report)),
        State::Submitted | State::Accepted => {
            Err(report.state.after(Step::Submit).err().map_or(Refusal::Overtaken, Refusal::from))
        }
    }
}

/// Takes a step with a mid-term report; a return needs a note.
pub fn step_report(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: ReportId,
    step: Step,
    note: &str,
) -> Result<MidtermReport, Refusal> {
    let report = store::report(tx, id)?;
    let project = store::get(tx, report.project_id)?;
    let viewer = store::viewer(tx, actor)?;
    let team = store::team_of_report(tx, &project, &report)?;
    let report = policy::permit_report_step(&viewer, step, &project, report, &team)?.into_subject();
    let after = report.state.after(step)?;
    let asked = needs(step, &report, &project, note);
    kernel::check(asked.into_iter().chain([within("note", note, NOTE_MAX)]))?;
    let report = match step {
        Step::Submit | Step::Resubmit => {
            let sent = MidtermReport { submitted_at: Some(tx.now()), ..report };
            db::save(tx, &sent)?;
            MidtermReport { revision: sent.revision + 1, ..sent }
        }
        Step::Accept | Step::Return => report,
    };
    let documents: Vec<String> =
        files::list_for(tx, "midterm_report", RowId(id.0))?.into_iter().map(|f| f.sha256).collect();
    journal::advance(
        tx,
        Act::new(actor, "midterm_report", id.0, step.word())
            .moved(report.state, after)
            .because(note)
            .documents(documents),
    )?;
    let moved = MidtermReport { state: after, state_since: tx.now(), ..report };
    mails::report_moved(tx, &project, &moved, note)?;
    Ok(moved)
}

fn needs(step: Step, report: &MidtermReport, project: &Project, note: &str) -> Vec<Result<(), Breach>> {
    match step {
        Step::Submit | Step::Resubmit => vec![
            missing("progress", &report.progress),
            missing("risks", &report.risks),
            missing("next_steps", &report.next_steps),
            money_used(report.money_used, project.cash),
        ],
        Step::Return => vec![missing("note", note)],
        Step::Accept => Vec::new(),
    }
}

/// No more can be spent than was agreed.
fn money_used(used: Option<Money>, agreed: Money) -> Result<(), Breach> {
    match used {
        None => {
            let said = say("请填写已使用经费，没有使用请填 0。", "Please enter the money used so far; 0 if none.");
            Err(Breach::field("money_used", said))
        }
        Some(used) if used > agreed => {
            let said = say(
                "已使用经费 {used} 元超过协议经费 {agreed} 元，请核对。",
                "CNY {used} were used, CNY {agreed} agreed. Please check.",
            );
            Err(Breach::field("money_used", said.with(&[("used", &used), ("agreed", &agreed)])))
        }
        Some(_) => Ok(()),
    }
}

fn missing(field: &str, text: &str) -> Result<(), Breach> {
    if text.trim().is_empty() { Err(Breach::field(field, say("此项必填", "This field is needed"))) } else { Ok(()) }
}

/// Reports a major event: it is shown on the project and goes by mail to school, university and enterprise at once. Rule X-10.
pub fn report_event(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: ProjectId,
    title: &str,
    what: &str,
    happened_on: Day,
) -> Result<MajorEvent, Refusal> {
    let viewer = store::viewer(tx, actor)?;
    let project = policy::permit_reporting(&viewer, store::get(tx, id)?)?.into_subject();
    let today = tx.now().day();
    let future = say("发生日期不能晚于今天。", "The event cannot lie in the future.");
    kernel::check([
        missing("title", title),
        missing("what", what),
        within("title", title, EVENT_TITLE_MAX),
        within("what", what, EVENT_MAX),
        if happened_on > today { Err(Breach::field("happened_on", future)) } else { Ok(()) },
    ])?;
    let school = store::school_of(tx, actor.person_id, project.university_id)?;
    let reached = mails::event_reported(tx, &project, actor, &school, title, what, happened_on)?;
    kernel::check(rules::major_event_reaches_all(&reached.parties).into_iter().map(Err))?;
    let now = tx.now();
    let event = MajorEvent {
        id: RowId::at(now),
        project_id: id,
        title: title.to_owned(),
        what: what.to_owned(),
        happened_on,
        school,
        reported_by: actor.person_id,
        reported_at: now,
        told: reached.people as i64,
    };
    db::insert(tx, &event)?;
    journal::record(
        tx,
        Act::new(actor, "project", id.0, "report_event")
            .because(title)
            .detail(serde_json::json!({ "event": event.id, "told": event.told })),
    );
    Ok(event)
}
