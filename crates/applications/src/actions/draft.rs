//! Beginning and writing a draft.

use db::{Tx, params};
use journal::Act;
use kernel::{Actor, ApplicationId, Breach, Breaches, ItemId, Refusal, Role, say};

use crate::state::State;
use crate::typed::{Difference, Typed};
use crate::{Application, policy, rules, store, typed};

/// Opens the actor's application to an item: the existing one, or a new draft that stands in the list at once (rules
/// The second value says whether it is new.
pub fn start(tx: &mut Tx<'_>, actor: &Actor, item: ItemId) -> Result<(Application, bool), Refusal> {
    if let Some(existing) = existing(tx, actor, item)? {
        return Ok((existing, false));
    }
    let item = guidelines::get_item(tx, item)?;
    let guideline = guidelines::get_guideline(tx, item.guideline_id)?;
    if !guidelines::rules::visible_to_applicants(guideline.state) {
        return Err(Refusal::NotFound);
    }
    let hat = actor.hat.filter(|hat| matches!(hat.role, Role::Teacher | Role::Student));
    let Some(hat) = hat else {
        return Err(Refusal::forbidden(say("以教师或学生身份登录的人员", "People acting as teacher or student")));
    };
    let is_published = guideline.state == guidelines::state::State::Published;
    kernel::check([
        rules::item_is_open(is_published, item.offers_left(), item.deadline_on, tx.now()),
        rules::right_kind_of_pi(item.project_type, hat.role),
    ])?;
    let membership = directory::membership_of(tx, actor.person_id, hat.organisation_id, hat.role)?;
    let membership = membership.ok_or_else(|| Breach::field("pi_id", NO_MEMBERSHIP))?;
    let person = directory::person(tx, actor.person_id)?;
    let now = tx.now();
    let application = Application {
        id: ApplicationId::at(now),
        item_id: item.id,
        enterprise_id: item.enterprise_id,
        university_id: hat.organisation_id,
        round_id: guideline.round_id,
        mode: guideline.mode,
        project_type: item.project_type,
        pi_id: actor.person_id,
        pi_name: person.name,
        school: membership.school,
        title: String::new(),
        summary: String::new(),
        plan: String::new(),
        expected_results: String::new(),
        starts_on: None,
        ends_on: None,
        document_pi_name: String::new(),
        asks_name_check: false,
        is_signed: false,
        state: State::Draft,
        state_since: now,
        revision: 1,
        created_at: now,
        saved_at: now,
        submitted_at: None,
        counted_year: None,
        passed_at: None,
        saved_from: String::new(),
    };
    if !insert_once(tx, &application)? {
        // Two clicks at the same moment: the other one made it, and that one is opened.
        return existing(tx, actor, item.id)?.map(|made| (made, false)).ok_or(Refusal::Overtaken);
    }
    journal::record(tx, Act::new(actor, store::SUBJECT, application.id.0, "start").born(State::Draft));
    Ok((application, true))
}

const NO_MEMBERSHIP: kernel::Text = say(
    "您在该高校的身份尚未生效，请联系学校管理员确认后再申请。",
    "Your role at this university is not active. Please ask its administrator to confirm it, then apply.",
);

fn existing(tx: &mut Tx<'_>, actor: &Actor, item: ItemId) -> Result<Option<Application>, Refusal> {
    let earlier = store::of_person_to_item(tx, actor.person_id, item)?;
    Ok(earlier.into_iter().find(|a| a.state != State::Withdrawn))
}

/// Inserts unless this person has an application to the item already; the unique index settles who was first.
fn insert_once(tx: &mut Tx<'_>, application: &Application) -> Result<bool, Refusal> {
    let columns = <Application as db::Record>::COLUMNS;
    let places: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "INSERT INTO application ({}) VALUES ({}) ON CONFLICT (pi_id, item_id) WHERE state <> 'withdrawn' DO NOTHING",
        columns.join(", "),
        places.join(", ")
    );
    Ok(tx.execute(&sql, &db::Record::values(application))? == 1)
}

/// What the form knew when it was opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// The revision shown in the form.
    pub revision: i64,
    /// Which opened form it is; empty for programs.
    pub tab: String,
}

/// What became of saving.
#[derive(Debug)]
pub enum Saved {
    /// Everything readable is stored; `breaches` name what could not be read.
    Stored { application: Box<Application>, breaches: Breaches },
    /// Another tab or device saved in between: nothing was stored, both versions are here.
    Conflict { application: Box<Application>, stored: Box<Typed>, differences: Vec<Difference> },
}

/// Stores what was typed so far. A form that is behind another tab is told apart from one that is behind itself. Rule A-10.
pub fn save(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: ApplicationId,
    typed: &Typed,
    version: &Version,
) -> Result<Saved, Refusal> {
    let saved = autosave(tx, actor, id, typed, version)?;
    if let Saved::Stored { application, .. } = &saved {
        let detail = serde_json::json!({ "revision": application.revision, "title": application.title });
        journal::record(tx, Act::new(actor, store::SUBJECT, application.id.0, "save").detail(detail));
    }
    Ok(saved)
}

/// Stores while typing: the same, but the journal keeps no line for every pause of the fingers.
pub fn autosave(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: ApplicationId,
    typed: &Typed,
    version: &Version,
) -> Result<Saved, Refusal> {
    let permit = policy::permit_edit(actor, store::get(tx, id)?)?;
    let stored = stored(tx, permit.application())?;
    let differences = typed::differences(typed, &stored);
    let application = permit.into_application();
    let is_behind =
        application.revision != version.revision && (version.tab.is_empty() || application.saved_from != version.tab);
    if is_behind && !differences.is_empty() {
        return Ok(Saved::Conflict { application: Box::new(application), stored: Box::new(stored), differences });
    }
    let (read, breaches) = typed::read(typed);
    if differences.is_empty() {
        return Ok(Saved::Stored { application: Box::new(application), breaches });
    }
    let application = Application { saved_from: version.tab.clone(), ..application };
    let application = store::write_draft(tx, application, typed, &read)?;
    Ok(Saved::Stored { application: Box::new(application), breaches })
}

fn stored(tx: &mut Tx<'_>, application: &Application) -> Result<Typed, Refusal> {
    let (members, budget) = (store::members(tx, application.id)?, store::budget(tx, application.id)?);
    Ok(store::as_typed(application, &members, &budget))
}

/// Locks the row of an application by touching it, so that what is read afterwards stays true until the commit.
pub(super) fn hold(tx: &mut Tx<'_>, id: ApplicationId) -> Result<(), Refusal> {
    let touched = tx.execute("UPDATE application SET revision = revision WHERE id = $1", params![id])?;
    if touched == 1 { Ok(()) } else { Err(Refusal::NotFound) }
}
