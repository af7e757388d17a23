//! What waits for somebody among agreements.

use applications::of_team;
use db::{DbError, Tx, params};
use kernel::{
    Actor, AgreementId, ApplicationId, Day, Instant, Mode, OrganisationId, Role, RulesetId, Text, Todo, Value, say,
};

use crate::paths;
use crate::state::State;

/// Everything about agreements that waits for `actor` in the role worn now, the oldest due first.
pub fn todo(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Todo>, DbError> {
    let mut all = of_pi(tx, actor)?;
    if let Some(hat) = actor.hat {
        match hat.role {
            Role::UniversityAdministrator => all.extend(of_university(tx, actor, hat.organisation_id)?),
            Role::EnterpriseContact => all.extend(of_enterprise(tx, actor, hat.organisation_id)?),
            Role::Teacher
            | Role::Student
            | Role::UniversityFinance
            | Role::EnterpriseReviewer
            | Role::Expert
            | Role::ProgrammeOffice
            | Role::Province
            | Role::Ministry
            | Role::Operator => {}
        }
    }
    all.sort_by_key(|todo| (todo.due.unwrap_or(far()), todo.since));
    all.truncate(200);
    Ok(all)
}

fn far() -> Day {
    Instant::from_millis(253_370_000_000_000).day()
}

type Waiting = (AgreementId, String, State, Mode, Instant, RulesetId, i64);

const WAITING: &str = "SELECT agreement.id, agreement.title, agreement.state, agreement.mode, agreement.state_since, guideline.ruleset_id, round.year \
     FROM agreement JOIN item ON item.id = agreement.item_id JOIN guideline ON guideline.id = item.guideline_id \
     JOIN round ON round.id = agreement.round_id";

fn waiting(tx: &mut Tx<'_>, condition: &str, values: &[Value]) -> Result<Vec<Todo>, DbError> {
    let sql = format!("{WAITING} WHERE {condition} ORDER BY agreement.state_since LIMIT 200");
    let rows: Vec<Waiting> = tx.query(&sql, values)?;
    rows.into_iter().map(|row| line(tx, row)).collect()
}

fn line(tx: &mut Tx<'_>, (id, title, state, mode, since, ruleset, year): Waiting) -> Result<Todo, DbError> {
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

fn of_pi(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Todo>, DbError> {
    let mut all = waiting(tx, "agreement.pi_id = $1 AND agreement.state = 'draft'", params![actor.person_id])?;
    let sql = "SELECT application.id, application.title, application.state_since FROM application \
               WHERE application.pi_id = $1 AND application.state = 'selected' \
               AND NOT EXISTS (SELECT 1 FROM agreement WHERE agreement.application_id = application.id) ORDER BY application.state_since LIMIT 200";
    let selected: Vec<(ApplicationId, String, Instant)> = tx.query(sql, params![actor.person_id])?;
    all.extend(selected.into_iter().map(|(id, title, since)| Todo {
        what: say("申请已入选，请起草合作协议", "Selected: please begin the agreement").into(),
        subject: title,
        href: paths::application(id),
        since,
        due: None,
    }));
    Ok(all)
}

/// What waits for another administrator, because it is the actor's own, is not in the list.
fn of_university(tx: &mut Tx<'_>, actor: &Actor, university: OrganisationId) -> Result<Vec<Todo>, DbError> {
    let condition = format!(
        "agreement.university_id = $1 AND (agreement.state = 'university_review' \
         OR (agreement.state IN ('agreed', 'university_confirmed') AND agreement.mode = $2)) AND NOT {}",
        of_team("agreement.pi_id", "agreement.application_id", 3)
    );
    waiting(tx, &condition, params![university, Mode::Rolling, actor.person_id])
}

fn of_enterprise(tx: &mut Tx<'_>, actor: &Actor, enterprise: OrganisationId) -> Result<Vec<Todo>, DbError> {
    let condition = format!(
        "agreement.enterprise_id = $1 AND (agreement.state = 'enterprise_review' \
         OR (agreement.state = 'agreed' AND agreement.mode = $2)) AND NOT {}",
        of_team("agreement.pi_id", "agreement.application_id", 3)
    );
    waiting(tx, &condition, params![enterprise, Mode::Legacy, actor.person_id])
}
