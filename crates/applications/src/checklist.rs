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

/// Names every check without an answer and every "no" without a comment. Rule U-02.
pub fn checklist_is_full(stage: Stage, answers: &[Answer]) -> Breaches {
    checklist(stage).iter().filter_map(|check| what_is_missing(*check, answers)).collect()
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

/// Names every comment that is too long to be kept.
pub fn comments_fit(answers: &[Answer]) -> Breaches {
    let fits = |answer: &Answer| within(format!("{}.comment", answer.check.field()), &answer.comment, COMMENT_MAX);
    answers.iter().filter_map(|answer| fits(answer).err()).collect()
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

    #[test]
    fn u_02_a_full_list_passes_at_every_stage_and_one_answer_less_does_not() {
        for stage in Stage::ALL.iter().copied() {
            let mut answers = all(stage, true, "");
            assert_eq!(checklist_is_full(stage, &answers), [], "{stage}");
            let left_out = answers.pop().expect("a check");
            let breaches = checklist_is_full(stage, &answers);
            assert_eq!(breaches.len(), 1);
            assert_eq!((breaches[0].rule, breaches[0].field.clone()), ("U-02", format!("checks.{}", left_out.check)));
        }
    }

    #[test]
    fn u_02_each_no_needs_a_comment() {
        assert_eq!(checklist_is_full(Stage::Application, &all(Stage::Application, false, " ")).len(), 6);
        assert_eq!(checklist_is_full(Stage::Application, &all(Stage::Application, false, "题目有错别字")), []);
        let first = &checklist_is_full(Stage::Agreement, &all(Stage::Agreement, false, ""))[0];
        assert_eq!(first.field, "checks.fields_filled.comment");
    }

    #[test]
    fn every_check_belongs_to_exactly_one_stage() {
        for check in Check::ALL {
            assert_eq!(Stage::ALL.iter().filter(|s| checklist(**s).contains(check)).count(), 1, "{check}");
        }
    }
}
