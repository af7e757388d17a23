//! What waits for somebody among agreements.

use applications::of_team;
use db::{DbError, Tx, params};
use kernel::{Actor, AgreementId, ApplicationId, Day, Instant, Mode, Role, RulesetId, Text, Todo, Value, Waiting, say};

use crate::paths;
use crate::state::State;

/// Everything about agreements that waits for `actor` in the role worn now, the oldest due first.
pub fn todo(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Todo>, DbError> {
    let mut all = selected(tx, actor)?;
    for (condition, values) in agreements_of(actor) {
        all.extend(waiting_agreements(tx, &condition, &values)?);
    }
    all.sort_by_key(|todo| (todo.due.unwrap_or(far()), todo.since));
    all.truncate(Todo::MOST);
    Ok(all)
}

/// The same to be counted.
pub fn waiting(actor: &Actor) -> Vec<Waiting> {
    let agreements = agreements_of(actor).into_iter();
    let agreements =
        agreements.map(|(condition, values)| Waiting::of(&format!("agreement WHERE {condition}"), &values));
    agreements.chain([Waiting::of(SELECTED, params![actor.person_id])]).collect()
}

/// Selected applications without an agreement.
const SELECTED: &str = "application WHERE application.pi_id = $1 AND application.state = 'selected' \
     AND NOT EXISTS (SELECT 1 FROM agreement WHERE agreement.application_id = application.id)";

/// Which agreements wait for somebody: as the one who leads, and in the role worn now. What waits for another
/// administrator, because it is the actor's own, is left out.
fn agreements_of(actor: &Actor) -> Vec<(String, Vec<Value>)> {
    let own = ("agreement.pi_id = $1 AND agreement.state = 'draft'".to_owned(), params![actor.person_id].to_vec());
    let of_others =
        |condition: &str| format!("{condition} AND NOT {}", of_team("agreement.pi_id", "agreement.application_id", 3));
    let in_role = actor.hat.and_then(|hat| match hat.role {
        Role::UniversityAdministrator => Some((
            of_others(
                "agreement.university_id = $1 AND (agreement.state = 'university_review' \
                 OR (agreement.state IN ('agreed', 'university_confirmed') AND agreement.mode = $2))",
            ),
            params![hat.organisation_id, Mode::Rolling, actor.person_id].to_vec(),
        )),
        Role::EnterpriseContact => Some((
            of_others(
                "agreement.enterprise_id = $1 AND (agreement.state = 'enterprise_review' \
                 OR (agreement.state = 'agreed' AND agreement.mode = $2))",
            ),
            params![hat.organisation_id, Mode::Legacy, actor.person_id].to_vec(),
        )),
        Role::Teacher
        | Role::Student
        | Role::UniversityFinance
        | Role::EnterpriseReviewer
        | Role::Expert
        | Role::ProgrammeOffice
        | Role::Province
        | Role::Ministry
        | Role::Operator => None,
    });
    std::iter::once(own).chain(in_role).collect()
}

fn far() -> Day {
    Instant::from_millis(253_370_000_000_000).day()
}

type Line = (AgreementId, String, State, Mode, Instant, RulesetId, i64);

const LINE: &str = "SELECT agreement.id, agreement.title, agreement.state, agreement.mode, agreement.state_since, guideline.ruleset_id, round.year \
     FROM agreement JOIN item ON item.id = agreement.item_id JOIN guideline ON guideline.id = item.guideline_id \
     JOIN round ON round.id = agreement.round_id";

fn waiting_agreements(tx: &mut Tx<'_>, condition: &str, values: &[Value]) -> Result<Vec<Todo>, DbError> {
    let sql = format!("{LINE} WHERE {condition} ORDER BY agreement.state_since LIMIT {}", Todo::MOST);
    let rows: Vec<Line> = tx.query(&sql, values)?;
    rows.into_iter().map(|row| line(tx, row)).collect()
}

fn line(tx: &mut Tx<'_>, (id, title, state, mode, since, ruleset, year): Line) -> Result<Todo, DbError> {
    let due = due(tx, state, mode, since, ruleset, year);
    let href = match (state, mode) {
        (State::Draft, _) => paths::edit(id),
        (State::Agreed, Mode::Rolling) => paths::establish(id),
        (State::Agreed, Mode::Legacy)
        | (
            State::UniversityReview
            | State::EnterpriseReview
            | State::ExpertFiling
            | State::UniversityConfirmed
            | State::Established
            | State::NotIncluded
            | State::Withdrawn,
            _,
        ) => paths::show(id),
    };
    Ok(Todo { what: what(state, mode).into(), subject: title, href, since, due })
}

const fn what(state: State, mode: Mode) -> Text {
    match (state, mode) {
        (State::Draft, _) => say("完善并提交合作协议", "Complete and submit the agreement"),
        (State::UniversityReview, _) => say("审核合作协议", "Review the agreement"),
        (State::EnterpriseReview, _) => say("确认合作协议", "Confirm the agreement"),
        (State::Agreed | State::UniversityConfirmed, Mode::Rolling) => {
            say("确认立项并备案", "Confirm the establishment and file it")
        }
        (State::Agreed, Mode::Legacy) => say("上报专家组备案", "Report to the expert group"),
        (
            State::ExpertFiling
            | State::UniversityConfirmed
            | State::Established
            | State::NotIncluded
            | State::Withdrawn,
            _,
        ) => say("查看合作协议", "Look at the agreement"),
    }
}

/// Legacy rounds end with the second cut-off; reviews of the 2024 mode are due after the working days of rule U-03. A rule set
/// that cannot be read makes no list fail: the line then has no due day.
fn due(tx: &mut Tx<'_>, state: State, mode: Mode, since: Instant, ruleset: RulesetId, year: i64) -> Option<Day> {
    let terms = rulesets::terms(tx, ruleset).ok()?;
    let review = since.day().plus_workdays(terms.review_reminder_workdays);
    match (mode, state) {
        (Mode::Legacy, _) => {
            let cut_off =
                terms.agreement_cut_offs.map(|cut| cut.second.in_year(i16::try_from(year).unwrap_or(i16::MAX)))?;
            Some(if state == State::UniversityReview || state == State::EnterpriseReview {
                review.min(cut_off)
            } else {
                cut_off
            })
        }
        (Mode::Rolling, State::Draft) => None,
        (
            Mode::Rolling,
            State::UniversityReview
            | State::EnterpriseReview
            | State::Agreed
            | State::ExpertFiling
            | State::UniversityConfirmed
            | State::Established
            | State::NotIncluded
            | State::Withdrawn,
        ) => Some(review),
    }
}

/// Selected applications whose agreement is still to be begun.
fn selected(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Todo>, DbError> {
    let sql = format!(
        "SELECT application.id, application.title, application.state_since FROM {SELECTED} ORDER BY application.state_since LIMIT {}",
        Todo::MOST
    );
    let selected: Vec<(ApplicationId, String, Instant)> = tx.query(&sql, params![actor.person_id])?;
    let line = |(id, title, since)| Todo {
        what: say("申请已入选，请起草合作协议", "Selected: please begin the agreement").into(),
        subject: title,
        href: paths::application(id),
        since,
        due: None,
    };
    Ok(selected.into_iter().map(line).collect())
}

/// What a principal investigator who wants to leave has to finish first: agreements on their way to a project.
pub fn under_way(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Todo>, DbError> {
    let sql = format!(
        "SELECT id, title, state_since FROM agreement WHERE pi_id = $1 AND state NOT IN ($2, $3, $4) ORDER BY state_since LIMIT {}",
        Todo::MOST
    );
    let ended = params![actor.person_id, State::Established, State::NotIncluded, State::Withdrawn];
    let rows: Vec<(AgreementId, String, Instant)> = tx.query(&sql, ended)?;
    let what = say("合作协议尚未办结，请先撤回或办完", "An agreement is under way: withdraw or finish it first");
    let line = |(id, subject, since)| Todo { what: what.into(), subject, href: paths::show(id), since, due: None };
    Ok(rows.into_iter().map(line).chain(selected(tx, actor)?).collect())
}
