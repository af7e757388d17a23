//! The review by the university. Rules U-02, A-07, A-12.

use db::Tx;
use kernel::{Actor, ApplicationId, Breach, Breaches, Refusal, ReviewId, RowId, Text, say};

use super::attach::DOCUMENT;
use super::permit_for;
use super::standing::Offer;
use crate::checklist::{Answer, Check, Decision, Stage, checklist, recorded, review_is_complete};
use crate::rules::pi_name_matches;
use crate::state::Step;
use crate::typed::{SUMMARY_MAX, TEXT_MAX};
use crate::{Application, UniversityReview, mails, store};

const SAY_WHY: Text = say(
    "请写明退回或不通过的理由，申请人会看到。",
    "Please say why it is returned or rejected; the applicant will read it.",
);

/// Records the checklist and passes, returns or rejects an application. Every check is answered, every "no" has a comment.
pub fn review(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: ApplicationId,
    step: Step,
    answers: &[Answer],
    comment: &str,
) -> Result<Application, Refusal> {
    let application = store::get(tx, id)?;
    let is_ours = matches!(step, Step::UniversityPass | Step::UniversityReturn | Step::UniversityReject);
    if !is_ours {
        return Err(Breach::field("step", say("请选择通过、退回或不予通过。", "Choose pass, return or reject.")).into());
    }
    let permit = permit_for(tx, actor, step, application)?;
    Offer::load(tx, permit.application().item_id)?.stands_for(step)?;
    let breaches = breaches(step, permit.application(), answers, comment);
    if !breaches.is_empty() {
        return Err(Refusal::Breaches(breaches));
    }
    let mut application = permit.application().clone();
    let now = tx.now();
    let review = UniversityReview {
        id: ReviewId::at(now),
        application_id: id,
        step,
        answers: recorded(Stage::Application, answers).to_string(),
        comment: comment.to_owned(),
        reviewer_id: actor.person_id,
        reviewer_name: actor.name.clone(),
        reviewed_at: now,
    };
    db::insert(tx, &review)?;
    if step == Step::UniversityPass {
        application.passed_at = Some(now);
        application = store::save(tx, application)?;
    }
    let documents = files::list_for(tx, store::SUBJECT, RowId(id.0))?.into_iter().map(|f| f.sha256).collect();
    let permit = permit_for(tx, actor, step, application)?;
    let application = store::advance(tx, actor, permit, comment, documents)?;
    mails::reviewed(tx, &application, &review)?;
    Ok(application)
}

fn breaches(step: Step, application: &Application, answers: &[Answer], comment: &str) -> Breaches {
    let passes = step == Step::UniversityPass;
    let decision = if passes { Decision::Pass } else { Decision::NotPass };
    let mut all = review_is_complete(Stage::Application, decision, answers);
    if passes {
        all.extend(name_is_settled(application, answers));
    } else if comment.trim().is_empty() {
        all.push(Breach::field("comment", SAY_WHY));
    }
    if comment.chars().count() > SUMMARY_MAX {
        all.push(Breach::field(
            "comment",
            say("意见最多 2000 字，请精简。", "The comment has at most 2,000 characters. Please shorten it."),
        ));
    }
    all
}

/// Whether the names are equal, or the reviewer's "yes" to that check says that they mean one person. Rule A-07.
fn name_is_settled(application: &Application, answers: &[Answer]) -> Option<Breach> {
    let answered = answers.iter().find(|answer| answer.check == Check::PiEqual);
    let confirmed = answered.is_some_and(|answer| answer.yes);
    let verdict = pi_name_matches(&application.pi_name, &application.document_pi_name, confirmed);
    verdict.err().map(|breach| Breach { field: Check::PiEqual.field(), ..breach })
}

/// What the platform can answer by itself: the administrator sees it ticked and may change it. `None` where only a person
/// can tell. Rule book 6.5.
pub fn prechecked(application: &Application, files: &[files::Attachment]) -> Vec<(Check, Option<bool>)> {
    let has_document = files.iter().any(|file| file.purpose == DOCUMENT);
    let found = |check: Check| match check {
        Check::TitleWording => (!title_is_plain(&application.title)).then_some(false),
        Check::SummaryComplete => {
            Some(!application.summary.trim().is_empty() && application.summary.chars().count() <= TEXT_MAX)
        }
        Check::PiEqual => Some(pi_name_matches(&application.pi_name, &application.document_pi_name, false).is_ok()),
        // One column holds the one principal investigator, so there is never another number of them.
        Check::OnePi => Some(true),
        Check::Signed => Some(application.is_signed && has_document),
        Check::SealOfDepartment => None,
        Check::FieldsFilled
        | Check::ClosingDateSensible
        | Check::AmountsEqual
        | Check::SealsPresent
        | Check::ClausesClear
        | Check::ClosingSummaryComplete
        | Check::ResultsMatch
        | Check::ReportAttached => None,
    };
    checklist(Stage::Application).iter().map(|check| (*check, found(*check))).collect()
}

/// Free of what never belongs into a title: control or replacement characters, doubled punctuation, spaces at the ends,
/// question marks left by a broken encoding.
pub(crate) fn title_is_plain(title: &str) -> bool {
    let strange =
        |c: char| c.is_control() || matches!(c, '\u{FFFD}' | '?' | '？' | '□' | '\u{200B}'..='\u{200F}' | '\u{FEFF}');
    let doubled =
        title.chars().zip(title.chars().skip(1)).any(|(a, b)| a == b && "，。、；：,;:-—".contains(a) && a != '—');
    !title.is_empty() && title.trim() == title && !title.chars().any(strange) && !doubled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_with_wrong_characters_is_noticed() {
        assert!(title_is_plain("面向新工科的光电实验课程建设"));
        for bad in ["", " 题目", "光电\u{FFFD}课程", "光电??课程", "光电，，课程", "光电\u{200B}课程"]
        {
            assert!(!title_is_plain(bad), "{bad:?}");
        }
    }
}
