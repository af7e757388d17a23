//! Handing in and taking back.

use db::Tx;
use kernel::{Actor, ApplicationId, Breach, Breaches, Instant, Refusal, RowId, say};
use limits::rules::may_be_member;

use super::attach::DOCUMENT;
use super::permit;
use super::standing::{Known, Offer};
use crate::policy::Permit;
use crate::rules::{self, Parts};
use crate::state::{State, Step};
use crate::typed::SUMMARY_MAX;
use crate::{Application, Member, eligibility, mails, store};

/// Hands an application in to the university, the first time or again after a return, or says everything that stands in
/// the way at once. The first time it takes a place of the year (rule A-03), which no two submissions pass together.
pub fn submit(tx: &mut Tx<'_>, actor: &Actor, id: ApplicationId) -> Result<Application, Refusal> {
    super::draft::hold(tx, id)?;
    let step = step_of(tx, id)?;
    let permit = permit(tx, actor, step, id)?;
    let offer = Offer::load(tx, permit.application().item_id)?;
    let documents = documents(tx, id)?;
    store::pass_gate(tx, permit.application().university_id, permit.application().round_id)?;
    let breaches = breaches(tx, actor, &permit, &offer, documents.is_some())?;
    if !breaches.is_empty() {
        return Err(Refusal::Breaches(breaches));
    }
    let application = hand_in(tx, actor, permit, &offer, documents.unwrap_or_default())?;
    mails::submitted(tx, &application)?;
    warn_of_missing_administrator(tx, &application)?;
    Ok(application)
}

/// Everything that would keep the application from being handed in now, without handing it in.
pub fn problems(tx: &mut Tx<'_>, actor: &Actor, id: ApplicationId) -> Result<Breaches, Refusal> {
    let step = step_of(tx, id)?;
    let permit = permit(tx, actor, step, id)?;
    let offer = Offer::load(tx, permit.application().item_id)?;
    let has_document = documents(tx, id)?.is_some();
    breaches(tx, actor, &permit, &offer, has_document)
}

/// Handing in for the first time, or again after a return.
fn step_of(tx: &mut Tx<'_>, id: ApplicationId) -> Result<Step, Refusal> {
    Ok(if store::get(tx, id)?.submitted_at.is_some() { Step::Resubmit } else { Step::Submit })
}

fn hand_in(
    tx: &mut Tx<'_>,
    actor: &Actor,
    permit: Permit,
    offer: &Offer,
    documents: Vec<String>,
) -> Result<Application, Refusal> {
    let now = tx.now();
    let mut application = permit.application().clone();
    let step = permit.step();
    if application.counted_year.is_none() {
        let year = i64::from(now.day().year());
        limits::take_year(tx, application.pi_id, year, offer.terms.applications_per_year_max.unwrap_or(u32::MAX))?;
        application.counted_year = Some(year);
    }
    application.submitted_at = Some(now);
    let application = store::save(tx, application)?;
    let permit = super::permit_for(tx, actor, step, application)?;
    store::advance(tx, actor, permit, "", documents)
}

/// Every rule at once, each beside its field.
fn breaches(
    tx: &mut Tx<'_>,
    actor: &Actor,
    permit: &Permit,
    offer: &Offer,
    has_document: bool,
) -> Result<Breaches, Refusal> {
    let application = permit.application();
    let known = Known::load(tx, actor, offer, application.id)?;
    let mut facts = known.facts(offer, tx.now());
    let again = permit.step() == Step::Resubmit;
    if again {
        // It came in time the first time; only a revoked guideline ends it.
        facts.is_published = offer.guideline.state != guidelines::state::State::Revoked;
        facts.deadline = None;
        facts.offers_left = facts.offers_left.max(1);
    }
    let mut all: Breaches = rules::one_pi_who_files(&[application.pi_id], actor.person_id).err().into_iter().collect();
    // A returned application holds its place of the year already.
    all.extend(eligibility::breaches(&facts).into_iter().filter(|breach| !(again && breach.rule == "A-03")));
    all.extend(rules::is_complete(&Parts {
        title: &application.title,
        summary: &application.summary,
        has_document,
        is_signed: application.is_signed,
    }));
    let (in_form, in_document) = (&application.pi_name, &application.document_pi_name);
    let name = rules::pi_name_matches_or_is_asked(in_form, in_document, application.asks_name_check);
    all.extend(name.err().map(|breach| Breach { field: "document_pi_name".into(), ..breach }));
    all.extend(period(application));
    all.extend(members(tx, application, &known)?);
    Ok(all)
}

fn period(application: &Application) -> Option<Breach> {
    let (starts, ends) = (application.starts_on?, application.ends_on?);
    let said =
        say("计划结束日期须晚于开始日期，请更正。", "The planned end must come after the start. Please correct it.");
    (ends <= starts).then(|| Breach::field("ends_on", said))
}

/// A member is named and can be written to; the university's limits count for members too. Rule A-08.
fn members(tx: &mut Tx<'_>, application: &Application, known: &Known) -> Result<Breaches, Refusal> {
    let members = store::members(tx, application.id)?;
    let pi_email = directory::person(tx, application.pi_id)?.email;
    let mut all = Breaches::new();
    for (i, member) in members.iter().enumerate() {
        all.extend(member_form(i, member, &members, &pi_email));
        if known.limits.memberships_per_batch.is_some() || known.limits.applications_per_batch.is_some() {
            let counts = store::member_counts(tx, &batch_of(application, tx.now()), &member.email)?;
            all.extend(may_be_member(&format!("members.{i}.email"), &counts, &known.limits).err());
        }
    }
    Ok(all)
}

fn batch_of(application: &Application, now: Instant) -> store::Batch {
    store::Batch {
        university: application.university_id,
        round: application.round_id,
        year: store::batch_year(application.mode, now),
        enterprise: application.enterprise_id,
        kind: application.project_type,
        except: application.id,
    }
}

fn member_form(i: usize, member: &Member, all: &[Member], pi_email: &str) -> Breaches {
    let field = |name: &str| format!("members.{i}.{name}");
    let mut breaches = Breaches::new();
    if member.name.is_empty() {
        breaches.push(Breach::field(field("name"), say("请填写成员姓名。", "Please enter the member's name.")));
    }
    let is_address = member.email.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    if !is_address {
        breaches.push(Breach::field(
            field("email"),
            say("请填写成员的电子邮箱。", "Please enter the member's e-mail address."),
        ));
    } else if member.email == pi_email {
        breaches.push(Breach::of(
            "A-01",
            field("email"),
            say(
                "负责人不必再列为成员，请删除此行。",
                "The principal investigator is not a member as well. Please remove this row.",
            ),
        ));
    } else if all.iter().take(i).any(|other| other.email == member.email) {
        breaches.push(Breach::field(
            field("email"),
            say(
                "该成员已在上面列出，请删除重复的一行。",
                "This member is listed above. Please remove one of the rows.",
            ),
        ));
    }
    breaches
}

/// Hashes of all attached files, or `None` while the application document is missing. Rule A-06.
fn documents(tx: &mut Tx<'_>, id: ApplicationId) -> Result<Option<Vec<String>>, Refusal> {
    let attached = files::list_for(tx, store::SUBJECT, RowId(id.0))?;
    let has_document = attached.iter().any(|file| file.purpose == DOCUMENT);
    Ok(has_document.then(|| attached.into_iter().map(|file| file.sha256).collect()))
}

/// Tells the programme office when nobody can review: whoever applies does not count. Rule U-01.
fn warn_of_missing_administrator(tx: &mut Tx<'_>, application: &Application) -> Result<(), Refusal> {
    let administrators = directory::people_with(tx, application.university_id, kernel::Role::UniversityAdministrator)?;
    let team = store::team(tx, application.id)?;
    let open = store::open_at(tx, application.university_id)?;
    let others = administrators.iter().filter(|person| !team.contains(**person)).count();
    let count = u32::try_from(others).unwrap_or(u32::MAX);
    if let Some(missing) = directory::rules::administrator_missing(open, count) {
        mails::administrator_missing(tx, application, missing.said())?;
    }
    Ok(())
}

/// Takes an application back before it is selected. Its place of the year is free again: a withdrawn application can
/// never be established.
pub fn withdraw(tx: &mut Tx<'_>, actor: &Actor, id: ApplicationId, reason: &str) -> Result<Application, Refusal> {
    super::draft::hold(tx, id)?;
    let permit = permit(tx, actor, Step::Withdraw, id)?;
    kernel::within("reason", reason, SUMMARY_MAX)?;
    let before = permit.application().state;
    let application = store::advance(tx, actor, permit, reason, Vec::new())?;
    if let Some(year) = application.counted_year {
        limits::give_back_year(tx, application.pi_id, year)?;
    }
    match before {
        State::Draft => {} // nobody else knew of it
        State::UniversityReview
        | State::UniversityReturned
        | State::UniversityRejected
        | State::EnterpriseReview
        | State::EnterpriseReturned
        | State::EnterpriseRejected
        | State::Selected
        | State::Withdrawn => {
            mails::withdrawn(tx, &application, before)?;
        }
    }
    Ok(application)
}
