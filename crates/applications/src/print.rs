//! The printed documents of an application: its approval sheet, the university's reviews, the enterprise's evaluation.

use db::Tx;
use documents::templates::{application as sheet, review};
use kernel::{Actor, ApplicationId, Lang, Refusal, Text, Word, say};

use crate::checklist::Stored;
use crate::state::Step;
use crate::view::{self, View};
use crate::{UniversityReview, policy, texts};

/// The approval sheet (申报审批表), once the application has been handed in.
pub fn approval_sheet(tx: &mut Tx<'_>, actor: &Actor, id: ApplicationId) -> Result<Printed, Refusal> {
    let view = view::load(tx, actor, id)?;
    view.application.submitted_at.ok_or(Refusal::NotFound)?;
    Ok(Printed(view))
}

/// An application that was handed in, with what became of it as far as the reader may know.
pub struct Printed(View);

impl Printed {
    /// In the language of the reader; what people typed stays as it is.
    pub fn sheet(&self, lang: Lang) -> sheet::Application {
        let view = &self.0;
        let a = &view.application;
        let text = |name: &str, text: &str| (texts::label(name), text.to_owned());
        sheet::Application {
            id: a.id.to_string(),
            title: a.title.clone(),
            facts: facts(view, lang),
            starts_on: a.starts_on,
            ends_on: a.ends_on,
            members: view
                .members
                .iter()
                .map(|m| sheet::Member { name: m.name.clone(), unit: m.unit.clone(), duty: m.duty.clone() })
                .collect(),
            budget: view
                .budget
                .iter()
                .map(|l| sheet::BudgetLine { purpose: l.purpose.clone(), cash: l.cash, goods: l.goods })
                .collect(),
            texts: vec![
                text("summary", &a.summary),
                text("plan", &a.plan),
                text("expected_results", &a.expected_results),
            ],
            approvals: vec![school(), university(view, lang), enterprise(view, lang)],
            submitted_at: a.submitted_at.unwrap_or(a.created_at),
        }
    }
}

fn facts(view: &View, lang: Lang) -> Vec<(Text, String)> {
    let a = &view.application;
    vec![
        (texts::TYPE, a.project_type.text().get(lang).to_owned()),
        (texts::ITEM, view.item.title.clone()),
        (texts::ENTERPRISE, ui::named_text(lang, &view.enterprise, &view.enterprise_en).to_owned()),
        (texts::UNIVERSITY, ui::named_text(lang, &view.university, &view.university_en).to_owned()),
        (texts::PI, a.pi_name.clone()),
        (texts::label("school"), a.school.clone()),
    ]
}

const SEAL: Text = say("盖章", "Seal");

/// Decided on paper: the platform knows nothing of it.
fn school() -> sheet::Approval {
    sheet::Approval {
        level: say("院系意见", "School"),
        said: String::new(),
        signature: say("负责人（签字盖章）", "Head (signature and seal)"),
        decided_at: None,
    }
}

fn university(view: &View, lang: Lang) -> sheet::Approval {
    let last = view.reviews.last();
    sheet::Approval {
        level: say("高校审核意见", "University"),
        said: last.map_or(String::new(), |review| said(lang, review.step, &review.comment, &review.reviewer_name)),
        signature: SEAL,
        decided_at: last.map(|review| review.reviewed_at),
    }
}

/// The decision as the journal has it; the scores behind it are not the applicant's to read.
fn enterprise(view: &View, lang: Lang) -> sheet::Approval {
    let decided = view.trail.iter().rev().find_map(|entry| {
        let step = Step::parse(entry.step()).ok().filter(|step| crate::plan::is_decision(*step))?;
        Some((step, entry))
    });
    sheet::Approval {
        level: say("企业评审意见", "Enterprise"),
        said: decided.map_or(String::new(), |(step, entry)| said(lang, step, &entry.reason, &entry.person_name)),
        signature: SEAL,
        decided_at: decided.map(|(_, entry)| entry.at),
    }
}

fn said(lang: Lang, step: Step, why: &str, who: &str) -> String {
    let head = match lang {
        Lang::Zh => format!("{}（{who}）", step.text().zh),
        Lang::En => format!("{} ({who})", step.text().en),
    };
    if why.is_empty() { head } else { format!("{head}\n{why}") }
}

/// The university's reviews (高校审核表), every round of them, for those who may read them.
pub fn university_reviews(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: ApplicationId,
    lang: Lang,
) -> Result<review::Sheets, Refusal> {
    let view = view::load(tx, actor, id)?;
    let last = view.reviews.last().filter(|_| has_checklists(actor, &view)).ok_or(Refusal::NotFound)?;
    Ok(review::Sheets {
        id: format!("university-review {id}"),
        title: say("高校审核表", "University Review Sheet"),
        subject: view.application.title.clone(),
        subject_is: review::PROJECT,
        heads: review::CHECKS,
        facts: facts(&view, lang),
        made_at: last.reviewed_at,
        reviews: view.reviews.iter().enumerate().map(|(at, one)| university_review(lang, at + 1, one)).collect(),
    })
}

fn university_review(lang: Lang, nth: usize, found: &UniversityReview) -> review::Review {
    let stored: Vec<Stored> = serde_json::from_str(&found.answers).unwrap_or_default();
    let point = |answer: &Stored| review::Point {
        what: answer.check.text().get(lang).to_owned(),
        found: if answer.yes { say("是", "Yes") } else { say("否", "No") }.get(lang).to_owned(),
        note: answer.comment.clone(),
    };
    review::Review {
        heading: say("第 {n} 次审核", "Review {n}").with(&[("n", &nth)]).get(lang).to_owned(),
        points: stored.iter().map(point).collect(),
        conclusion: found.step.text().get(lang).to_owned(),
        opinion: found.comment.clone(),
        reviewer: found.reviewer_name.clone(),
        reviewed_at: Some(found.reviewed_at),
    }
}

/// The enterprise's evaluation (企业评审表): scores and notes, for those who may read them.
pub fn evaluation(tx: &mut Tx<'_>, actor: &Actor, id: ApplicationId, lang: Lang) -> Result<review::Sheets, Refusal> {
    let view = view::load(tx, actor, id)?;
    let last = view.evaluations.iter().map(|e| e.saved_at).max();
    let made_at = last.filter(|_| has_evaluation(&view)).ok_or(Refusal::NotFound)?;
    let point = |e: &crate::Evaluation| review::Point {
        what: e.reviewer_name.clone(),
        found: e.score.to_string(),
        note: e.note.clone(),
    };
    let mean = crate::actions::mean_tenths(view.evaluations.iter().map(|e| e.score)).unwrap_or(0);
    let decision = enterprise(&view, lang);
    Ok(review::Sheets {
        id: format!("evaluation {id}"),
        title: say("企业评审表", "Enterprise Evaluation Sheet"),
        subject: view.application.title.clone(),
        subject_is: review::PROJECT,
        heads: review::SCORES,
        facts: facts(&view, lang),
        made_at,
        reviews: vec![review::Review {
            points: view.evaluations.iter().map(point).collect(),
            conclusion: say("平均分 {mean}", "Mean score {mean}")
                .with(&[("mean", &format!("{}.{}", mean / 10, mean % 10))])
                .get(lang)
                .to_owned(),
            opinion: decision.said,
            reviewed_at: decision.decided_at.or(Some(made_at)),
            ..review::Review::default()
        }],
    })
}

/// Whether there is a sheet of scores that this reader may have: the view holds no scores that its reader may not see.
pub(crate) fn has_evaluation(view: &View) -> bool {
    !view.evaluations.is_empty()
}

/// Whether there is a review sheet that this reader may have.
pub(crate) fn has_checklists(actor: &Actor, view: &View) -> bool {
    !view.reviews.is_empty() && policy::reads_checklists(actor, &view.application)
}
