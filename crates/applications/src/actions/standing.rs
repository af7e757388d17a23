//! Where somebody stands towards an item, before a word is written.

use std::sync::Arc;

use db::Tx;
use directory::UniversityProfile;
use guidelines::{Guideline, Item};
use kernel::{Actor, ApplicationId, ItemId, Refusal, Role};
use limits::rules::{Counts, tightest};
use rulesets::{Terms, UniversityLimits};

use crate::eligibility::{Eligibility, Facts, judge};
use crate::state::{State, Step};
use crate::store;

/// Judges the actor against an item: what the panel, the page and the API show.
pub fn standing(tx: &mut Tx<'_>, actor: &Actor, item: ItemId) -> Result<(Item, Eligibility), Refusal> {
    let offer = Offer::load(tx, item)?;
    if !guidelines::rules::visible_to_applicants(offer.guideline.state) {
        return Err(Refusal::NotFound);
    }
    let known = Known::load(tx, actor, &offer, ApplicationId::nil())?;
    let eligibility = judge(&known.facts(&offer, tx.now()));
    Ok((offer.item, eligibility))
}

/// An item with its guideline and the figures pinned to it.
pub(super) struct Offer {
    pub item: Item,
    pub guideline: Guideline,
    pub terms: Arc<Terms>,
}

impl Offer {
    pub fn load(tx: &mut Tx<'_>, item: ItemId) -> Result<Offer, Refusal> {
        let item = guidelines::get_item(tx, item)?;
        let guideline = guidelines::get_guideline(tx, item.guideline_id)?;
        let terms = rulesets::terms(tx, guideline.ruleset_id)?;
        Ok(Offer { item, guideline, terms })
    }

    /// Refuses to go on with a step that keeps an application to a revoked guideline alive.
    pub fn stands_for(&self, step: Step) -> Result<(), Refusal> {
        let keeps = matches!(step, Step::UniversityPass | Step::EnterpriseSelect | Step::EnterpriseReturn);
        let is_revoked = self.guideline.state == guidelines::state::State::Revoked;
        Ok(crate::rules::guideline_stands(keeps && is_revoked)?)
    }

    pub fn is_published(&self) -> bool {
        self.guideline.state == guidelines::state::State::Published
    }
}

/// What is known of a person with regard to an offer.
pub(super) struct Known {
    role: Option<Role>,
    is_member: bool,
    certificate_number: String,
    has_certificate_scan: bool,
    has_title_proof: bool,
    running: u32,
    this_year: u32,
    counts: Counts,
    pub limits: UniversityLimits,
    earlier: Vec<(ApplicationId, State)>,
}

impl Known {
    /// Loads with a constant number of statements. `except` is the application in question, which does not count.
    pub fn load(tx: &mut Tx<'_>, actor: &Actor, offer: &Offer, except: ApplicationId) -> Result<Known, Refusal> {
        let person = directory::person(tx, actor.person_id)?;
        let (certificate_number, has_certificate_scan, has_title_proof) =
            directory::qualification(tx, actor.person_id)?;
        let year = i64::from(tx.now().day().year());
        let hat = actor.hat.filter(|hat| matches!(hat.role, Role::Teacher | Role::Student));
        let mut known = Known {
            role: actor.role(),
            is_member: false,
            has_certificate_scan,
            has_title_proof,
            certificate_number,
            running: limits::running(tx, actor.person_id)?,
            this_year: limits::this_year(tx, actor.person_id, year)?,
            counts: Counts::default(),
            limits: UniversityLimits::default(),
            earlier: Vec::new(),
        };
        let earlier = store::of_person_to_item(tx, actor.person_id, offer.item.id)?;
        known.earlier = earlier.into_iter().filter(|a| a.id != except).map(|a| (a.id, a.state)).collect();
        if let Some(hat) = hat {
            let batch = store::Batch {
                university: hat.organisation_id,
                round: offer.guideline.round_id,
                year: store::batch_year(offer.guideline.mode, tx.now()),
                enterprise: offer.item.enterprise_id,
                kind: offer.item.project_type,
                except,
            };
            known.is_member = directory::membership_of(tx, actor.person_id, hat.organisation_id, hat.role)?.is_some();
            known.limits = own_limits(&directory::university_profile(tx, hat.organisation_id)?, &offer.terms);
            known.counts = store::counts(tx, &batch, actor.person_id, &person.email)?;
        }
        Ok(known)
    }

    pub fn facts<'a>(&'a self, offer: &'a Offer, now: kernel::Instant) -> Facts<'a> {
        Facts {
            now,
            is_published: offer.is_published(),
            offers_left: offer.item.offers_left(),
            deadline: offer.item.deadline_on,
            kind: offer.item.project_type,
            role: self.role,
            is_member: self.is_member,
            certificate_number: &self.certificate_number,
            has_certificate_scan: self.has_certificate_scan,
            has_title_proof: self.has_title_proof,
            running: self.running,
            this_year: self.this_year,
            counts: self.counts,
            limits: self.limits,
            earlier: &self.earlier,
            terms: &offer.terms,
        }
    }
}

/// The university's settings, never looser than the programme's. Rule A-08.
fn own_limits(profile: &UniversityProfile, terms: &Terms) -> UniversityLimits {
    let limit = |n: Option<i64>| n.and_then(|n| u32::try_from(n).ok());
    let own = UniversityLimits {
        applications_per_batch: limit(profile.per_person_and_round),
        memberships_per_batch: limit(profile.memberships_per_round),
        per_enterprise: limit(profile.per_enterprise_and_round),
        per_enterprise_and_type: limit(profile.per_enterprise_and_type),
    };
    tightest(&terms.university_limits, &own)
}
