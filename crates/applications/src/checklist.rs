//! What a university administrator checks at each stage (rule book section 6.5), and rule U-02: the whole list is
//! answered and each "no" is explained. Agreements and closings use the same lists.

use kernel::{Breach, Breaches, Text, Word, say, within, words};

words! {
    /// At which stage a university reviews.
    pub enum Stage {
        Application = "application" ("申请", "Application"),
        Agreement = "agreement" ("协议", "Agreement"),
        Closing = "closing" ("结题", "Closing"),
    }
}

words! {
    /// One thing to check.
    pub enum Check {
        TitleWording = "title_wording" ("题目无错别字，表述清楚", "The title is free of wrong characters and clear"),
        SummaryComplete = "summary_complete" ("简述完整", "The summary is complete"),
        PiEqual = "pi_equal" ("申报书负责人与页面一致", "The principal investigator in the document is the one on the page"),
        OnePi = "one_pi" ("仅有一位负责人", "There is exactly one principal investigator"),
        Signed = "signed" ("负责人已签字", "The principal investigator has signed"),
        SealOfDepartment = "seal_of_department" ("公章与管理员所在部门一致", "The seal is that of the administrator's department"),
        FieldsFilled = "fields_filled" ("各栏填写完整", "All fields are filled"),
        ClosingDateSensible = "closing_date_sensible" ("结题日期合理，不短于一个项目周期", "The closing date is sensible and not shorter than one project cycle"),
        AmountsEqual = "amounts_equal" ("经费与软硬件价值和协议文本一致", "Cash and goods value equal those in the document"),
        SealsPresent = "seals_present" ("双方公章或合同章齐全", "The seals of both sides are present"),
        ClausesClear = "clauses_clear" ("拨付、成果、版权、权责约定清楚", "Payment, results, copyright and duties are clearly written"),
        ClosingSummaryComplete = "closing_summary_complete" ("结题简述完整", "The closing summary is complete"),
        ResultsMatch = "results_match" ("报告成果与申报一致", "The results in the report match the application"),
        ReportAttached = "report_attached" ("结题报告附件齐全", "The closing report is attached"),
    }
}

impl Check {
    /// The name of its field in a form: `checks.pi_equal`.
    pub fn field(self) -> String {
        format!("checks.{}", self.word())
    }
}

/// What has to be checked at a stage, in the order of the form.
pub const fn checklist(stage: Stage) -> &'static [Check] {
    use Check::*;
    match stage {
        Stage::Application => &[TitleWording, SummaryComplete, PiEqual, OnePi, Signed, SealOfDepartment],
        Stage::Agreement => &[FieldsFilled, ClosingDateSensible, AmountsEqual, SealsPresent, ClausesClear],
        Stage::Closing => &[ClosingSummaryComplete, ResultsMatch, ReportAttached],
    }
}

/// Characters of a comment on one check at most.
pub const COMMENT_MAX: usize = 500;

/// What the administrator answered to one check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub check: Check,
    pub yes: bool,
    pub comment: String,
}

/// What a university decides with the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It goes on to the next.
    Pass,
    /// It goes back, or is refused.
    NotPass,
}

/// Names everything that keeps a university from deciding: a check without an answer, a "no" without a comment, and, when
/// it is to pass, every "no". What is wrong is corrected first, so that nobody passes what they found wrong. Alike for
/// applications, agreements and closings. Rule U-02.
pub fn review_is_complete(stage: Stage, decision: Decision, answers: &[Answer]) -> Breaches {
    let missing = checklist(stage).iter().filter_map(|check| what_is_missing(*check, answers)).chain(too_long(answers));
    match decision {
        Decision::NotPass => missing.collect(),
        Decision::Pass => missing.chain(in_the_way(stage, answers)).collect(),
    }
}

/// Every check of the stage that was answered no.
fn in_the_way(stage: Stage, answers: &[Answer]) -> impl Iterator<Item = Breach> {
    const NO_PASS: Text = say(
        "“{check}”选择了否，不能通过；请退回修改，或更正选择。",
        "“{check}” was answered no, so it cannot be passed. Please return it, or correct the answer.",
    );
    let is_no = move |answer: &&Answer| !answer.yes && checklist(stage).contains(&answer.check);
    answers.iter().filter(is_no).map(|answer| Breach::of("U-02", answer.check.field(), about(answer.check, NO_PASS)))
}

/// The answers to the checks of this stage, as JSON for journal and record; answers to others are dropped.
pub fn recorded(stage: Stage, answers: &[Answer]) -> serde_json::Value {
    let ours = answers.iter().filter(|answer| checklist(stage).contains(&answer.check));
    ours.map(|a| serde_json::json!({ "check": a.check, "yes": a.yes, "comment": a.comment.trim() })).collect()
}

fn what_is_missing(check: Check, answers: &[Answer]) -> Option<Breach> {
    let field = check.field();
    match answers.iter().find(|answer| answer.check == check) {
        None => Some(Breach::of(
            "U-02",
            field,
            about(check, say("请核对“{check}”并选择是或否。", "Please check and answer: {check}.")),
        )),
        Some(answer) if !answer.yes && answer.comment.trim().is_empty() => {
            let text = say(
                "“{check}”选择了否，请写明问题，以便申请人修改。",
                "“{check}” was answered no: please say what is wrong, so that it can be corrected.",
            );
            Some(Breach::of("U-02", format!("{field}.comment"), about(check, text)))
        }
        Some(_) => None,
    }
}

/// Every comment that is too long to be kept.
fn too_long(answers: &[Answer]) -> impl Iterator<Item = Breach> {
    let fits = |answer: &Answer| within(format!("{}.comment", answer.check.field()), &answer.comment, COMMENT_MAX);
    answers.iter().filter_map(move |answer| fits(answer).err())
}

fn about(check: Check, text: Text) -> kernel::Said {
    kernel::Said { zh: text.zh.replace("{check}", check.text().zh), en: text.en.replace("{check}", check.text().en) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(stage: Stage, yes: bool, comment: &str) -> Vec<Answer> {
        checklist(stage).iter().map(|check| Answer { check: *check, yes, comment: comment.into() }).collect()
    }

    /// The fields of the breaches, all of them of rule U-02.
    fn fields(stage: Stage, decision: Decision, answers: &[Answer]) -> Vec<String> {
        let breaches = review_is_complete(stage, decision, answers);
        assert!(breaches.iter().all(|breach| breach.rule == "U-02"));
        breaches.into_iter().map(|breach| breach.field).collect()
    }

    #[test]
    fn u_02_a_full_list_passes_at_every_stage_and_one_answer_less_does_not() {
        for stage in Stage::ALL.iter().copied() {
            let mut answers = all(stage, true, "");
            for decision in [Decision::Pass, Decision::NotPass] {
                assert_eq!(review_is_complete(stage, decision, &answers), [], "{stage}");
            }
            let left_out = answers.pop().expect("a check");
            for decision in [Decision::Pass, Decision::NotPass] {
                assert_eq!(fields(stage, decision, &answers), [format!("checks.{}", left_out.check)], "{stage}");
            }
        }
    }

    #[test]
    fn u_02_each_no_needs_a_comment() {
        let decided = |stage, comment| fields(stage, Decision::NotPass, &all(stage, false, comment));
        assert_eq!(decided(Stage::Application, " ").len(), 6);
        assert_eq!(decided(Stage::Application, "题目有错别字"), Vec::<String>::new());
        assert_eq!(decided(Stage::Agreement, "")[0], "checks.fields_filled.comment");
    }

    #[test]
    fn u_02_nothing_is_passed_with_a_no_at_any_stage_however_well_explained() {
        for stage in Stage::ALL.iter().copied() {
            let mut answers = all(stage, true, "");
            let check = answers[0].check;
            answers[0] = Answer { check, yes: false, comment: "已核实，问题不大".into() };
            assert_eq!(fields(stage, Decision::Pass, &answers), [check.field()], "{stage}");
            assert_eq!(fields(stage, Decision::NotPass, &answers), Vec::<String>::new(), "{stage}");
        }
    }

    #[test]
    fn answers_to_checks_of_another_stage_are_not_recorded() {
        let answers = [all(Stage::Closing, true, ""), all(Stage::Agreement, false, "x")].concat();
        let kept = recorded(Stage::Closing, &answers);
        assert_eq!(kept.as_array().map(Vec::len), Some(checklist(Stage::Closing).len()));
    }

    #[test]
    fn every_check_belongs_to_exactly_one_stage() {
        for check in Check::ALL {
            assert_eq!(Stage::ALL.iter().filter(|s| checklist(**s).contains(check)).count(), 1, "{check}");
        }
    }
}
