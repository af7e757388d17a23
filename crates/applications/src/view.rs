//! One application with everything its page shows, loaded with a constant number of statements.

use std::sync::Arc;

use db::Tx;
use files::Attachment;
use guidelines::Item;
use journal::Entry;
use kernel::{Actor, ApplicationId, Refusal, RowId};
use rulesets::Terms;

use crate::policy::Ties;
use crate::{Application, BudgetLine, Evaluation, Member, UniversityReview, policy, store};

/// What a page about one application knows.
pub struct View {
    pub application: Application,
    pub item: Item,
    pub terms: Arc<Terms>,
    pub enterprise: String,
    /// Empty where there is none; so is that of the university.
    pub enterprise_en: String,
    pub university: String,
    pub university_en: String,
    pub members: Vec<Member>,
    pub budget: Vec<BudgetLine>,
    pub files: Vec<Attachment>,
    pub reviews: Vec<UniversityReview>,
    /// What ties the reader to the application besides the hat.
    pub ties: Ties,
    /// Only for those who may read scores: the enterprise's people, the programme office, the ministry.
    pub evaluations: Vec<Evaluation>,
    /// On the waiting list of the item, from 1.
    pub waiting_place: Option<usize>,
    /// The reader leads other applications to the same guideline that are not decided either.
    pub competes_with_own: bool,
    pub trail: Vec<Entry>,
}

/// Loads an application for somebody who may see it.
pub fn load(tx: &mut Tx<'_>, actor: &Actor, id: ApplicationId) -> Result<View, Refusal> {
    let application = store::get(tx, id)?;
    if !policy::may_view(actor, &application) {
        return Err(Refusal::NotFound);
    }
    let item = guidelines::get_item(tx, application.item_id)?;
    let guideline = guidelines::get_guideline(tx, item.guideline_id)?;
    let terms = rulesets::terms(tx, guideline.ruleset_id)?;
    let mut names = directory::organisation_names_both(tx, &[application.enterprise_id, application.university_id])?;
    let (enterprise, enterprise_en) = names.remove(&application.enterprise_id).unwrap_or_default();
    let (university, university_en) = names.remove(&application.university_id).unwrap_or_default();
    let ties = store::ties(tx, actor, &application)?;
    let sees_scores =
        policy::sees_judgement(actor, application.enterprise_id, ties.applied || ties.team.has(actor)).is_ok();
    let evaluations = store::evaluations(tx, id)?.into_iter().filter(|_| sees_scores).collect();
    let mut trail = journal::trail(tx, id.0)?;
    // Scores and the author's saving are nobody else's business.
    trail.retain(|entry| match entry.step() {
        "evaluate" => sees_scores,
        "save" | "attach" | "remove_file" => actor.is(application.pi_id),
        _ => true,
    });
    Ok(View {
        enterprise,
        enterprise_en,
        university,
        university_en,
        members: store::members(tx, id)?,
        budget: store::budget(tx, id)?,
        files: files::list_for(tx, store::SUBJECT, RowId(id.0))?,
        reviews: store::reviews(tx, id)?,
        evaluations,
        waiting_place: store::waiting_place(tx, id, application.item_id)?,
        competes_with_own: actor.is(application.pi_id) && store::others_of(tx, &application, item.guideline_id)? > 0,
        trail,
        item,
        terms,
        ties,
        application,
    })
}
