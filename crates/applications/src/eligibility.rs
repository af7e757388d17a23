//! Whether somebody may apply to an item, told before a word is written: the two meters and every single condition with
//! its rule, whether it holds, and what to do where it does not.

use directory::rules::teacher_is_proven;
use kernel::{ApplicationId, Breach, Day, Instant, ProjectType, Role, Said, Text, say};
use limits::rules::{Counts, below_running_limit, below_yearly_limit, within_university_limits};
use rulesets::{Terms, UniversityLimits};

use crate::rules::{is_first_to_item, item_is_open, right_kind_of_pi};
use crate::state::State;

/// Everything the conditions ask for.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    pub now: Instant,
    pub is_published: bool,
    /// Offers of the item that nobody is selected for yet.
    pub offers_left: i64,
    pub deadline: Option<Day>,
    pub kind: ProjectType,
    /// The hat worn, if any.
    pub role: Option<Role>,
    /// The role at the university is active.
    pub is_member: bool,
    pub certificate_number: &'a str,
    pub has_certificate_scan: bool,
    pub has_title_proof: bool,
    pub running: u32,
    pub this_year: u32,
    pub counts: Counts,
    pub limits: UniversityLimits,
    /// The person's other applications to the item.
    pub earlier: &'a [(ApplicationId, State)],
    pub terms: &'a Terms,
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = EligibilityVerdict)]
pub struct Verdict {
    /// `A-04`; empty for what is no numbered rule.
    pub rule: &'static str,
    pub what: Said,
    pub holds: bool,
    /// What stands in the way and what to do; absent when it holds.
    pub why: Option<Said>,
}

/// A limit and how much of it is used; `max` is absent where there is no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = LimitUsed)]
pub struct Used {
    pub used: u32,
    pub max: Option<u32>,
}

/// Where somebody stands towards an item.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Eligibility {
    pub may_apply: bool,
    /// Projects led now. Rule A-02.
    pub running: Used,
    /// Applications handed in this year. Rule A-03.
    pub this_year: Used,
    pub verdicts: Vec<Verdict>,
    /// The application that is there already. Rule A-11.
    pub existing: Option<ApplicationId>,
}

/// Judges all conditions at once.
pub fn judge(facts: &Facts<'_>) -> Eligibility {
    let verdicts = verdicts(facts);
    let existing = facts.earlier.iter().find(|(_, state)| *state != State::Withdrawn).map(|(id, _)| *id);
    Eligibility {
        may_apply: verdicts.iter().all(|v| v.holds),
        running: Used { used: facts.running, max: facts.terms.running_projects_max },
        this_year: Used { used: facts.this_year, max: facts.terms.applications_per_year_max },
        verdicts,
        existing,
    }
}

/// The breaches that keep an application from being handed in; A-11 is left to the index and A-01 to the permit.
pub fn breaches(facts: &Facts<'_>) -> Vec<Breach> {
    let checks = [
        item_is_open(facts.is_published, facts.offers_left, facts.deadline, facts.now),
        kind_of_pi(facts),
        proven(facts),
        member(facts),
        below_running_limit(facts.running, facts.terms),
        below_yearly_limit(facts.this_year, facts.terms),
    ];
    let university = within_university_limits(&facts.counts, &facts.limits);
    checks.into_iter().filter_map(Result::err).chain(university).collect()
}

fn verdicts(facts: &Facts<'_>) -> Vec<Verdict> {
    let states: Vec<State> = facts.earlier.iter().map(|(_, state)| *state).collect();
    let university = within_university_limits(&facts.counts, &facts.limits);
    vec![
        verdict(
            "A-09",
            say("指南开放申请、尚有名额且未截止", "The item is open, has offers left and is before its deadline"),
            item_is_open(facts.is_published, facts.offers_left, facts.deadline, facts.now),
        ),
        verdict("", say("在高校的身份有效", "The role at the university is active"), member(facts)),
        verdict("A-04", say("申请人身份符合项目类型", "The applicant's role fits the project type"), kind_of_pi(facts)),
        verdict("A-05", say("教师资格或职称已证明", "Teacher certificate or title is proven"), proven(facts)),
        verdict(
            "A-02",
            say("在研项目未达上限", "Fewer running projects than allowed"),
            below_running_limit(facts.running, facts.terms),
        ),
        verdict(
            "A-03",
            say("本年度申请未达上限", "Fewer applications this year than allowed"),
            below_yearly_limit(facts.this_year, facts.terms),
        ),
        verdict(
            "A-08",
            say("符合学校限额", "Within the university's own limits"),
            university.into_iter().next().map_or(Ok(()), Err),
        ),
        verdict("A-11", say("尚未申请过该项目", "No application to this item yet"), is_first_to_item(&states)),
    ]
}

fn verdict(rule: &'static str, what: Text, outcome: Result<(), Breach>) -> Verdict {
    let why = outcome.err().map(|breach| breach.said);
    Verdict { rule, what: what.into(), holds: why.is_none(), why }
}

fn kind_of_pi(facts: &Facts<'_>) -> Result<(), Breach> {
    match facts.role {
        Some(role) => right_kind_of_pi(facts.kind, role),
        None => Err(Breach::of(
            "A-04",
            "pi_id",
            say("请先切换到教师或学生身份。", "Please act as teacher or student first."),
        )),
    }
}

/// Only teachers need a proof; a student applies with the student role alone.
fn proven(facts: &Facts<'_>) -> Result<(), Breach> {
    match facts.role {
        Some(Role::Teacher) => {
            teacher_is_proven(facts.certificate_number, facts.has_certificate_scan, facts.has_title_proof)
                .map_err(|breach| Breach { field: "pi_id".into(), said: where_to_prove(breach.said), ..breach })
        }
        Some(
            Role::Student
            | Role::UniversityAdministrator
            | Role::UniversityFinance
            | Role::EnterpriseContact
            | Role::EnterpriseReviewer
            | Role::Expert
            | Role::ProgrammeOffice
            | Role::Province
            | Role::Ministry
            | Role::Operator,
        )
        | None => Ok(()),
    }
}

/// The place where the proof is added, since the form itself has none.
fn where_to_prove(said: Said) -> Said {
    Said {
        zh: format!("{}在“账号 → 教师资格证明”中补充。", said.zh),
        en: format!("{} The place is “Account → Proof of qualification”.", said.en),
    }
}

fn member(facts: &Facts<'_>) -> Result<(), Breach> {
    let said = say(
        "您的教师或学生身份尚未被学校确认，请联系学校管理员确认后再申请。",
        "Your role as teacher or student is not confirmed by a university. Please ask its administrator, then apply.",
    );
    // Whoever acts as something else is told to change the role; nothing is wrong with their role as teacher.
    let is_asked = matches!(facts.role, Some(Role::Teacher | Role::Student));
    if facts.is_member || !is_asked { Ok(()) } else { Err(Breach::field("pi_id", said)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(terms: &Terms) -> Facts<'_> {
        Facts {
            now: Day::new(2024, 9, 2).unwrap().begins(),
            is_published: true,
            offers_left: 1,
            deadline: None,
            kind: ProjectType::Curriculum,
            role: Some(Role::Teacher),
            is_member: true,
            certificate_number: "2015",
            has_certificate_scan: true,
            has_title_proof: false,
            running: 2,
            this_year: 1,
            counts: Counts::default(),
            limits: UniversityLimits::default(),
            earlier: &[],
            terms,
        }
    }

    #[test]
    fn a_02_a_03_the_meters_say_two_of_three_and_one_of_three() {
        let terms = Terms::sample();
        let stands = judge(&facts(&terms));
        assert!(stands.may_apply);
        assert_eq!(
            (stands.running, stands.this_year),
            (Used { used: 2, max: Some(3) }, Used { used: 1, max: Some(3) })
        );
        assert_eq!(breaches(&facts(&terms)), []);
    }

    #[test]
    fn everything_that_stands_in_the_way_is_said_at_once() {
        let terms = Terms::sample();
        let bad = Facts {
            is_published: false,
            role: Some(Role::Student),
            is_member: false,
            running: 3,
            this_year: 3,
            counts: Counts { applications: 1, ..Counts::default() },
            limits: UniversityLimits { applications_per_batch: Some(1), ..UniversityLimits::default() },
            earlier: &[(ApplicationId::nil(), State::Draft)],
            ..facts(&terms)
        };
        let stands = judge(&bad);
        let broken: Vec<_> = stands.verdicts.iter().filter(|v| !v.holds).map(|v| v.rule).collect();
        assert_eq!(broken, ["A-09", "", "A-04", "A-02", "A-03", "A-08", "A-11"]);
        assert_eq!(stands.existing, Some(ApplicationId::nil()));
    }

    #[test]
    fn a_05_a_teacher_without_any_proof_is_told_a_student_is_not_asked() {
        let terms = Terms::sample();
        let unproven = Facts { has_certificate_scan: false, ..facts(&terms) };
        assert_eq!(breaches(&unproven)[0].rule, "A-05");
        let student = Facts { role: Some(Role::Student), kind: ProjectType::JointFund, ..unproven };
        assert_eq!(breaches(&student), []);
    }
}
