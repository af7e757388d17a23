//! What can be told. Each is an act of the journal, of which both houses learn anyway as soon as they see its subject; acts of
//! judging and of preparing are not among them.

use kernel::words;

words! {
    /// A kind of event, by the name of its act in the journal.
    pub enum Kind {
        Ping = "ping" ("测试", "Test"),
        ApplicationSubmit = "application.submit" ("申请提交", "Application handed in"),
        ApplicationResubmit = "application.resubmit" ("申请重新提交", "Application handed in again"),
        ApplicationPass = "application.university_pass" ("申请通过高校审核", "Application passed by the university"),
        ApplicationSelect = "application.enterprise_select" ("申请入选", "Application selected"),
        ApplicationReject = "application.enterprise_reject" ("申请未选中", "Application not selected"),
        ApplicationWithdraw = "application.withdraw" ("申请撤回", "Application withdrawn"),
        AgreementSubmit = "agreement.submit" ("协议提交", "Agreement handed in"),
        AgreementPass = "agreement.university_pass" ("协议通过高校审核", "Agreement passed by the university"),
        AgreementConfirm = "agreement.enterprise_confirm" ("企业确认协议", "Agreement confirmed by the enterprise"),
        ProjectEstablish = "project.establish" ("项目立项", "Project established"),
        ProjectStart = "project.start" ("项目开始", "Project started"),
        ProjectPassed = "project.close_passed" ("项目结题通过", "Project closed, passed"),
        ProjectFailed = "project.close_failed" ("项目结题未通过", "Project closed, not passed"),
        ProjectTerminate = "project.terminate" ("项目终止", "Project terminated"),
        InstalmentPay = "instalment.pay" ("登记拨付或交付", "Payment or delivery reported"),
        InstalmentReceive = "instalment.receive" ("确认到账或签收", "Receipt confirmed"),
        InstalmentDispute = "instalment.dispute" ("未到账退回", "Reported as not arrived"),
        ClosingSubmit = "closing.submit" ("结题提交", "Closing handed in"),
        ClosingPassed = "closing.publish_passed" ("结题公布通过", "Closing published as passed"),
        ClosingFailed = "closing.publish_failed" ("结题公布未通过", "Closing published as not passed"),
        GuidelinePublish = "guideline.publish" ("指南发布", "Guideline published"),
    }
}

impl Kind {
    /// Those that can be chosen; a test is sent by its button.
    pub fn offered() -> impl Iterator<Item = Kind> {
        <Kind as kernel::Word>::ALL.iter().copied().filter(|kind| *kind != Kind::Ping)
    }
    /// The table of the subject: `application` of `application.submit`.
    pub fn subject(self) -> &'static str {
        let word = kernel::Word::word(self);
        word.split_once('.').map_or(word, |(subject, _)| subject)
    }
}
