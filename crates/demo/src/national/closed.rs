//! Closings with their results and certificates.

use agreements::ResultKind;
use closings::code::VerificationCode;
use closings::{
    Certificate, CertificateBody, Closing, Conclusion, Outcome, State, certificate_number, sealed_certificate,
};
use kernel::{CertificateId, ClosingId, Day, Instant, Mode, PersonId, ProjectType, Refusal, RowId};
use projects::{Filing, Project};

use super::dice::Dice;
use super::fates::Closed;
use super::ids::Ids;
use super::titles;

/// Writes closings; knows who issues the certificates of legacy mode.
pub(crate) struct Closings {
    dice: Dice,
    closing_ids: Ids,
    outcome_ids: Ids,
    certificate_ids: Ids,
    expert_group: String,
}

impl Closings {
    pub(crate) fn new(seed: u64, expert_group: &str) -> Closings {
        Closings {
            dice: Dice::new(seed, "closings"),
            closing_ids: Ids::new(seed, "closing"),
            outcome_ids: Ids::new(seed, "outcome"),
            certificate_ids: Ids::new(seed, "certificate"),
            expert_group: expert_group.to_owned(),
        }
    }

    pub(crate) fn closing(&mut self, project: &Project, pi: PersonId, closed: &Closed) -> Closing {
        let submitted = at(closed.submitted, 9);
        let state_since = closed.published.or(closed.concluded).map_or(submitted, |day| at(day, 14));
        let conclusion = match closed.state {
            State::Failed => Conclusion::NotPassed,
            State::Draft
            | State::UniversityReview
            | State::EnterpriseReview
            | State::Returned
            | State::Concluded
            | State::ExpertReview
            | State::Audited
            | State::Passed => Conclusion::Passed,
        };
        let is_audited = matches!(closed.state, State::Audited | State::Passed | State::Failed);
        Closing {
            id: ClosingId(self.closing_ids.at(submitted)),
            project_id: project.id,
            enterprise_id: project.enterprise_id,
            university_id: project.university_id,
            province: project.province.clone(),
            pi_id: pi,
            mode: project.mode,
            summary: format!("项目“{}”按协议完成，形成{}。", project.title, titles::result(project.project_type)),
            missing_cash_reason: String::new(),
            conclusion: closed.concluded.map(|_| conclusion),
            conclusion_text: match closed.concluded {
                None => String::new(),
                Some(_) if conclusion == Conclusion::Passed => "成果符合协议约定，同意通过验收。".to_owned(),
                Some(_) => "约定成果未能完成，不予通过。".to_owned(),
            },
            concluded_at: closed.concluded.map(|day| at(day, 11)),
            audited_conclusion: is_audited.then_some(conclusion),
            audit_reason: String::new(),
            published_at: closed.published.map(|day| at(day, 14)),
            published_year: closed.published.map(|day| i64::from(day.year())),
            submitted_at: Some(submitted),
            // Older silence has been told already; nobody gets thousands of letters on the first start.
            silence_told_at: (closed.state == State::EnterpriseReview).then_some(submitted.plus_days(30)),
            state: closed.state,
            state_since,
            revision: 1,
            created_at: submitted,
            saved_from: String::new(),
        }
    }

    /// What the project brought forth. Without an agreement nothing was promised by number.
    pub(crate) fn outcome(&mut self, project: &Project, closing: &Closing) -> Outcome {
        let is_done = closing.state != State::Failed;
        Outcome {
            id: RowId(self.outcome_ids.at(closing.created_at)),
            closing_id: closing.id,
            deliverable_id: None,
            kind: result_kind(project.project_type),
            number: "R1".to_owned(),
            promised: String::new(),
            what: titles::result(project.project_type).to_owned(),
            is_done,
            deviation: if is_done { String::new() } else { "未在期限内完成。".to_owned() },
            accepted: closing.conclusion.map(|conclusion| conclusion == Conclusion::Passed),
            accepted_note: String::new(),
            sort: 1,
        }
    }

    /// The certificate, where one was issued. Rule Z-08.
    pub(crate) fn certificate(
        &mut self,
        project: &Project,
        filing: &Filing,
        closed: &Closed,
    ) -> Result<Option<Certificate>, Refusal> {
        let (Some(certified), Some(published)) = (closed.certified, closed.published) else { return Ok(None) };
        let issued_at = at(certified, 15);
        let issued_by = match project.mode {
            Mode::Legacy => self.expert_group.clone(),
            Mode::Rolling => project.university_name.clone(),
        };
        let body = CertificateBody {
            form: 1,
            number: certificate_number(&project.number),
            code: VerificationCode::from_random(self.dice.next()).plain(),
            project_number: project.number.clone(),
            title: project.title.clone(),
            project_type: project.project_type,
            enterprise: project.enterprise_name.clone(),
            university: project.university_name.clone(),
            pi: project.pi_name.clone(),
            mode: project.mode,
            established_on: project.established_on,
            closed_on: published,
            filing_hash: filing.hash.clone(),
            issued_by,
            issued_at,
        };
        sealed_certificate(CertificateId(self.certificate_ids.at(issued_at)), project.id, body).map(Some)
    }
}

fn at(day: Day, hour: i64) -> Instant {
    Instant::beijing(day, hour, 0, 0)
}

const fn result_kind(kind: ProjectType) -> ResultKind {
    match kind {
        ProjectType::FourNew => ResultKind::Report,
        ProjectType::Curriculum => ResultKind::Course,
        ProjectType::TeacherTraining => ResultKind::Training,
        ProjectType::PracticeBase => ResultKind::Laboratory,
        ProjectType::Innovation => ResultKind::Course,
        ProjectType::JointFund => ResultKind::Software,
    }
}
