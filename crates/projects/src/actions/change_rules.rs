//! What a change must keep to at each step. The figures of a project are those it was established under; what belongs to a
//! yearly round (window, special case) is asked of the rule set that counts on the day.

use db::Tx;
use kernel::{Breach, Breaches, Day, Money, PersonId, ProjectType, Refusal, Role, Text, say};

use super::budget;
use crate::change::Step;
use crate::state::State;
use crate::wanted::Wanted;
use crate::{ChangeRequest, Project, rules};

/// Refuses to change a project that has ended or is being closed.
pub(super) fn project_is_open(project: &Project) -> Result<(), Breach> {
    match project.state {
        State::Established | State::Running | State::Overdue => Ok(()),
        State::Closing | State::ClosedPassed | State::ClosedFailed | State::Certified | State::Terminated => {
            Err(Breach::field(
                "",
                say(
                    "项目正在结题或已结束，不能再变更。",
                    "The project is being closed or has ended; it cannot be changed any more.",
                ),
            ))
        }
    }
}

/// Everything that stands in the way of a step, at once.
pub(crate) fn verdicts(
    tx: &mut Tx<'_>,
    project: &Project,
    request: &ChangeRequest,
    step: Step,
) -> Result<Breaches, Refusal> {
    if matches!(step, Step::Withdraw | Step::UniversityReject | Step::EnterpriseReject) {
        return Ok(Vec::new());
    }
    let mut found: Breaches = project_is_open(project).err().into_iter().collect();
    if request.reason.trim().is_empty() {
        found.push(Breach::field("reason", say("请写明变更理由。", "Please give the reason for the change.")));
    }
    found.extend(match Wanted::read(&request.wanted)? {
        Wanted::Postponement { closes_on } => postponement(tx, project, request, step, closes_on)?,
        Wanted::Pi { person_id, .. } => new_pi(tx, project, person_id)?,
        Wanted::Members { members } => {
            named(members.iter().enumerate().map(|(at, m)| (format!("members.{at}.name"), m.name.as_str())))
        }
        Wanted::Content { title, content } => {
            named([("title".to_owned(), title.as_str()), ("content".to_owned(), content.as_str())])
        }
        Wanted::Budget { cash, goods, plan } => money(tx, project, cash, goods, &plan)?,
        Wanted::Termination { settlement } => named([("settlement".to_owned(), settlement.as_str())]),
    });
    Ok(found)
}

fn named<'a>(texts: impl IntoIterator<Item = (String, &'a str)>) -> Breaches {
    let missing = say("此项必填", "This field is needed");
    texts
        .into_iter()
        .filter(|(_, text)| text.trim().is_empty())
        .map(|(field, _)| Breach::field(field, missing))
        .collect()
}

/// Rules. The window counts on the day the request is handed in, the mark when the university passes it.
fn postponement(
    tx: &mut Tx<'_>,
    project: &Project,
    request: &ChangeRequest,
    step: Step,
    closes_on: Day,
) -> Result<Breaches, Refusal> {
    let terms = rulesets::terms(tx, project.ruleset_id)?;
    let today = tx.now().day();
    let (_, of_the_day) = rulesets::applicable_on(tx, project.mode, request.submitted_at.map_or(today, |at| at.day()))?;
    let granted = u32::try_from(project.postponements).unwrap_or(u32::MAX);
    let mut verdicts = vec![
        rules::postponement_is_left(granted, &terms),
        rules::postponed_within_limit(project.closes_on, closes_on, &terms),
        lies_ahead(closes_on, today),
    ];
    match step {
        Step::Submit => verdicts.push(rules::in_postponement_window(today, &of_the_day)),
        Step::UniversityPass | Step::EnterpriseApprove => {
            verdicts.push(rules::special_case_is_marked(request.is_special_case, &of_the_day))
        }
        Step::UniversityReject | Step::EnterpriseReject | Step::Withdraw => {}
    }
    Ok(verdicts.into_iter().filter_map(Result::err).collect())
}

fn lies_ahead(closes_on: Day, today: Day) -> Result<(), Breach> {
    if closes_on > today {
        return Ok(());
    }
    Err(Breach::field(
        "new_closing_on",
        say("新的结题日期应在今天之后。", "The new closing date must lie after today."),
    ))
}

/// Rule X-09: the new leader fits the type and has room below the limit, asked at every step anew.
fn new_pi(tx: &mut Tx<'_>, project: &Project, person: PersonId) -> Result<Breaches, Refusal> {
    if Some(person) == project.pi_id || person == PersonId::nil() {
        return Ok(vec![Breach::of(
            "X-09",
            "new_pi_id",
            say(
                "请填写新负责人（须与现负责人不同）。",
                "Please name the new principal investigator, somebody else than now.",
            ),
        )]);
    }
    let terms = rulesets::terms(tx, project.ruleset_id)?;
    let wanted_role = if project.project_type == ProjectType::JointFund { Role::Student } else { Role::Teacher };
    let other_role = if wanted_role == Role::Student { Role::Teacher } else { Role::Student };
    let mut found = Vec::new();
    if directory::membership_of(tx, person, project.university_id, wanted_role)?.is_none() {
        found.push(match directory::membership_of(tx, person, project.university_id, other_role)? {
            Some(_) => in_field(applications::rules::right_kind_of_pi(project.project_type, other_role)),
            None => Some(Breach::of("X-09", "new_pi_id", NOT_OF_THE_HOUSE)),
        });
    }
    let running = limits::running(tx, person)?;
    // Both consents are the steps themselves: nothing takes effect before both sides have taken theirs.
    let consents = rules::new_pi_is_agreed(true, true, limits::rules::below_running_limit(running, &terms));
    Ok(found.into_iter().flatten().chain(consents).collect())
}

/// What is asked for with what the register says: both sides read the name of the person who takes the project over, whatever
/// a program typed beside the id. Somebody of another house is no answer, so nothing is told about them. Rule X-09.
pub(super) fn as_registered(tx: &mut Tx<'_>, project: &Project, wanted: Wanted) -> Result<Wanted, Refusal> {
    let Wanted::Pi { person_id, .. } = wanted else { return Ok(wanted) };
    if Some(person_id) == project.pi_id {
        return Ok(Wanted::Pi { person_id, name: project.pi_name.clone() });
    }
    let mut belongs = false;
    for role in [Role::Teacher, Role::Student] {
        belongs |= directory::membership_of(tx, person_id, project.university_id, role)?.is_some();
    }
    if !belongs {
        return Err(Breach::of("X-09", "new_pi_id", NOT_OF_THE_HOUSE).into());
    }
    Ok(Wanted::Pi { person_id, name: directory::person(tx, person_id)?.name })
}

const NOT_OF_THE_HOUSE: Text =
    say("新负责人应为本校在册人员。", "The new principal investigator must belong to the same university.");

fn in_field(verdict: Result<(), Breach>) -> Option<Breach> {
    verdict.err().map(|breach| Breach { field: "new_pi_id".into(), ..breach })
}

fn money(
    tx: &mut Tx<'_>,
    project: &Project,
    cash: Money,
    goods: Money,
    plan: &[crate::wanted::PlanLine],
) -> Result<Breaches, Refusal> {
    let mut found = budget::check(tx, project, cash, goods, plan)?;
    // What the guideline promised counts for the whole life of the project, not only on the day of signing. Rule C-04.
    let promised = match project.item_id {
        Some(item) => guidelines::get_item(tx, item)?.cash_each,
        None => Money::ZERO,
    };
    let terms = rulesets::terms(tx, project.ruleset_id)?;
    found.extend(agreements::rules::cash_keeps_promise(cash, promised, project.project_type, &terms).err());
    if cash == project.cash && goods == project.goods && plan.is_empty() {
        found.push(Breach::field("cash", say("金额和计划都没有变化。", "Neither the amounts nor the plan change.")));
    }
    Ok(found)
}
