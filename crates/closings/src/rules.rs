//! What a closing, its conclusion and its certificate must hold. Rules Z-01 to Z-10; the order of the steps (Z-02) is the
//! table in [`crate::state`], the code of a certificate (Z-08) is in [`crate::code`].

use kernel::{Breach, Breaches, Day, Mode, Money, Said, Text, say, words};
use rulesets::{Batch, BatchFrom, Terms};

use crate::state::State;

/// Refuses to close before the agreed day while something promised is not listed as done; names each. From the agreed day
/// on nothing is refused here. Rule Z-01.
pub fn may_close_now(today: Day, agreed_on: Day, not_done: &[&str]) -> Breaches {
    if today >= agreed_on {
        return Breaches::new();
    }
    let text = say(
        "提前结题须完成全部成果，“{name}”尚未完成（约定结题日期 {day}）。",
        "Closing before {day} needs every deliverable done; “{name}” is not.",
    );
    let open = |(index, name): (usize, &&str)| {
        Breach::of("Z-01", format!("deliverables.{index}"), text.with(&[("name", name), ("day", &agreed_on)]))
    };
    not_done.iter().enumerate().map(open).collect()
}

words! {
    /// Who looks at a closing. Rule Z-02.
    pub enum Reviewer {
        University = "university" ("高校", "University"),
        Enterprise = "enterprise" ("企业", "Enterprise"),
        ExpertGroup = "expert_group" ("专家组", "Expert group"),
    }
}

/// Who looks at a closing, in order. Rule Z-02.
pub const fn order_of_review(mode: Mode) -> &'static [Reviewer] {
    match mode {
        Mode::Legacy => &[Reviewer::University, Reviewer::Enterprise, Reviewer::ExpertGroup],
        Mode::Rolling => &[Reviewer::Enterprise, Reviewer::University],
    }
}

/// Names every part of a closing that is missing. Rule Z-03.
pub fn closing_is_complete(summary: &str, has_report: bool, has_results_list: bool) -> Breaches {
    [
        (!summary.trim().is_empty(), "summary", say("请填写结题简述。", "Please write the closing summary.")),
        (has_report, "report", say("请上传结题报告。", "Please attach the closing report.")),
        (has_results_list, "results", say("请上传项目成果清单。", "Please attach the results list.")),
    ]
    .into_iter()
    .filter(|(present, _, _)| !present)
    .map(|(_, field, text)| Breach::of("Z-03", field, text))
    .collect()
}

/// What became of one thing promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivered<'a> {
    pub name: &'a str,
    /// How many outcomes are linked to it.
    pub outcomes: usize,
    /// Why it was not, or not fully, delivered; blank when there is nothing to say.
    pub deviation: &'a str,
}

/// Names every deliverable with neither an outcome nor a written deviation. Rule Z-04.
pub fn deliverables_are_answered(deliverables: &[Delivered]) -> Breaches {
    let text = say(
        "“{name}”没有对应成果，请关联成果或写明偏差原因。",
        "“{name}” has no outcome. Please link one or explain the deviation.",
    );
    let open = deliverables.iter().enumerate().filter(|(_, d)| d.outcomes == 0 && d.deviation.trim().is_empty());
    open.map(|(index, d)| Breach::of("Z-04", format!("deliverables.{index}"), text.with(&[("name", &d.name)])))
        .collect()
}

/// How a conclusion came into a closing. Rule Z-05.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// By the step of the enterprise's contact, which the journal holds.
    Platform,
    /// From a paper, a letter, an import: written into the record by somebody else.
    Elsewhere,
}

/// Refuses to build on an acceptance that the enterprise did not give on the platform. Rule Z-05.
pub fn accepted_on_platform(channel: Channel) -> Result<(), Breach> {
    match channel {
        Channel::Platform => return Ok(()),
        Channel::Elsewhere => {}
    }
    Err(Breach::of(
        "Z-05",
        "conclusion",
        say(
            "企业验收须在平台上完成，请企业联系人登录办理。",
            "Acceptance is given on the platform only; please let the enterprise's contact log in and give it.",
        ),
    ))
}

words! {
    /// The two conclusions there are. Rule Z-06.
    pub enum Conclusion {
        Passed = "passed" ("通过", "Passed"),
        NotPassed = "not_passed" ("不通过", "Not passed"),
    }
}

/// Refuses a result of the university without a conclusion of the enterprise, one that turns "not passed" into "passed",
/// and one that turns "passed" into "not passed" without a reason. Rule Z-06, 2024 mode.
pub fn university_may_publish(
    enterprise: Option<Conclusion>,
    university: Conclusion,
    reason: &str,
) -> Result<(), Breach> {
    let (field, text) = match (enterprise, university) {
        (Some(Conclusion::Passed), Conclusion::Passed) | (Some(Conclusion::NotPassed), Conclusion::NotPassed) => {
            return Ok(());
        }
        (Some(Conclusion::Passed), Conclusion::NotPassed) if !reason.trim().is_empty() => return Ok(()),
        (None, _) => (
            "conclusion",
            say(
                "企业尚未出具验收结论，不能公布。请先由企业验收。",
                "The enterprise has not written its conclusion, so nothing can be published. Please let it conclude first.",
            ),
        ),
        (Some(Conclusion::NotPassed), Conclusion::Passed) => (
            "conclusion",
            say(
                "企业结论为不通过，高校不能改为通过。如有异议，请退回重新验收。",
                "The enterprise concluded “not passed”; the university cannot turn this into “passed”. If you disagree, return the closing.",
            ),
        ),
        (Some(Conclusion::Passed), Conclusion::NotPassed) => (
            "reason",
            say(
                "企业结论为通过，改为不通过须写明理由。",
                "The enterprise concluded “passed”; please give the reason for “not passed”.",
            ),
        ),
    };
    Err(Breach::of("Z-06", field, text))
}

/// The batch of a legacy project whose number does not say it: of the batches of its round's year, or of all where no round is
/// known, the one whose list had appeared on the day of establishment. `None` for what is older than the calendar. Rule Z-07.
pub fn batch_established(round_year: Option<i64>, established_on: Day, calendar: &[BatchFrom]) -> Option<Batch> {
    let of_round = |b: &&BatchFrom| round_year.is_none_or(|year| i64::from(b.batch.year) == year);
    let known = || calendar.iter().filter(of_round);
    let appeared = known().rfind(|b| b.from <= established_on);
    // A round is named after its year; its first list may have come before the day the calendar gives it.
    let first = known().next().filter(|_| round_year.is_some());
    appeared.or(first).map(|b| b.batch)
}

/// Refuses a closing of a batch whose last chance has gone; its last day still counts. The figures are those of the day
/// of filing. Rule Z-07, legacy mode.
pub fn last_chance_not_missed(batch: Batch, today: Day, terms: &Terms) -> Result<(), Breach> {
    let missed = |l: &rulesets::LastChance| (l.first_batch..=l.last_batch).contains(&batch) && today > l.last_day;
    let Some(last) = terms.last_chance.filter(missed) else { return Ok(()) };
    let said = say(
        "{batch} 批次项目的最后一次结题机会已于 {day} 结束，不再受理。如有疑问请联系项目办公室。",
        "The last round for projects of batch {batch} ended on {day}; closings are no longer taken. Questions go to the programme office.",
    );
    Err(Breach::of("Z-07", "", said.with(&[("batch", &batch), ("day", &last.last_day)])))
}

/// Refuses a certificate for a closing that has not passed, and a second one. Rule Z-08.
pub fn certificate_may_be_issued(state: State, is_issued: bool) -> Result<(), Breach> {
    let text = match (state, is_issued) {
        (State::Passed, false) => return Ok(()),
        (State::Passed, true) => say(
            "该项目已颁发结题证书，每个项目只颁发一次。",
            "This project has its certificate; each project gets one.",
        ),
        (
            State::Draft
            | State::UniversityReview
            | State::EnterpriseReview
            | State::Returned
            | State::Concluded
            | State::ExpertReview
            | State::Audited
            | State::Failed,
            _,
        ) => say("只有公布为结题通过的项目才能颁发证书。", "Only a project published as passed gets a certificate."),
    };
    Err(Breach::of("Z-08", "", text))
}

/// Cash that was agreed but has not arrived when a project closes. Rule Z-09.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CashMissing {
    pub missing: Money,
    pub is_explained: bool,
}

impl CashMissing {
    /// Recognition at provincial grade is refused while cash is missing, explained or not.
    pub const ALLOWS_PROVINCIAL_RECOGNITION: bool = false;

    /// What the applicant reads beside the field `cash_explanation`.
    pub fn said(&self) -> Said {
        let text = if self.is_explained {
            say(
                "尚有 {missing} 元未到账（已说明），不能申报省级认定。",
                "CNY {missing} have not arrived (explained); recognition at provincial grade is not possible.",
            )
        } else {
            say(
                "尚有 {missing} 元未到账，请说明原因；未到账项目不能申报省级认定。",
                "CNY {missing} have not arrived: please explain. Recognition at provincial grade is not possible while cash is missing.",
            )
        };
        text.with(&[("missing", &self.missing)])
    }
}

/// Says how much cash is missing at closing and whether that is explained; `None` when all has arrived. Rule Z-09.
pub fn cash_missing(agreed: Money, received: Money, explanation: &str) -> Option<CashMissing> {
    (received < agreed)
        .then(|| CashMissing { missing: agreed.less(received), is_explained: !explanation.trim().is_empty() })
}

/// An enterprise that has not answered a closing for too long. Rule Z-10.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnterpriseSilent {
    pub days: i32,
}

impl EnterpriseSilent {
    /// What university and programme office read.
    pub fn said(&self) -> Said {
        const TEXT: Text = say(
            "企业已 {days} 天未处理结题验收，请督促。",
            "The enterprise has not answered the closing for {days} days; please follow up.",
        );
        TEXT.with(&[("days", &self.days)])
    }
}

/// Says whether the enterprise has been silent for as many days as allowed since the closing came to it. Rule Z-10.
pub fn enterprise_silent(with_enterprise_since: Day, today: Day, terms: &Terms) -> Option<EnterpriseSilent> {
    let days = today.days_since(with_enterprise_since);
    (days >= i32::try_from(terms.acceptance_silence_days).unwrap_or(i32::MAX)).then_some(EnterpriseSilent { days })
}

#[cfg(test)]
mod tests;
