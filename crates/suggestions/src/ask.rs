//! Asking: who or what fits, with the words that speak for it.

use std::collections::{HashMap, HashSet};

use applications::Application;
use applications::rules::right_kind_of_pi;
use db::{Db, Tx, params};
use guidelines::Item;
use kernel::{Actor, GuidelineId, ItemId, OrganisationId, ProjectId, Refusal, Role, RowId};
use matching::affinity::reasons::MOST_REASONS;
use matching::affinity::{Asks, Near, Query, Space};

use crate::engine::Suggestions;
use crate::known::Known;
use crate::policy;
use crate::record::{Kind, Refused};
use crate::store;

/// Items suggested at once.
const ITEMS: usize = 20;
/// Items of one enterprise among them.
const OF_ONE_ENTERPRISE: usize = 3;
/// Items that are ranked for them; some have closed or are for others.
const RANKED: usize = 200;
/// Own applications that say what somebody works on; each older one counts half of the one after it.
const OWN: i64 = 5;
/// Teachers and universities suggested at once.
const PARTNERS: usize = 10;
/// Teachers from whom universities are taken.
const NEAR: usize = 200;

/// An item that fits.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = SuggestedItem)]
pub struct Suggested {
    pub item: Item,
    pub enterprise: String,
    pub enterprise_en: String,
    /// Words that both sides use, the strongest first.
    pub reasons: Vec<String>,
}

/// What is suggested to a person.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = SuggestedItems)]
pub struct Items {
    pub items: Vec<Suggested>,
    pub refused: Vec<Refused>,
    /// Whether anything is known of the person: expertise, or an application.
    pub knows: bool,
}

/// A teacher who fits a guideline.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
pub struct SuggestedPerson {
    /// As `refuse` takes it.
    pub subject: String,
    pub name: String,
    pub university_id: OrganisationId,
    pub university: String,
    /// Empty where it has none.
    pub university_en: String,
    /// The project that is nearest.
    pub project_id: ProjectId,
    pub project: String,
    /// Words that the guideline and the project both use, the strongest first.
    pub reasons: Vec<String>,
}

/// A university that fits a guideline.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
pub struct SuggestedUniversity {
    pub university_id: OrganisationId,
    pub name: String,
    /// Empty where it has none.
    pub name_en: String,
    /// Teachers of it with a project near the guideline.
    pub teachers: usize,
    /// The nearest of their projects.
    pub project_id: ProjectId,
    pub project: String,
    pub reasons: Vec<String>,
}

/// Who fits a guideline.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = SuggestedPartners)]
pub struct ForGuideline {
    pub teachers: Vec<SuggestedPerson>,
    pub universities: Vec<SuggestedUniversity>,
    pub refused: Vec<Refused>,
}

/// What is known of somebody who asks.
struct Own {
    texts: Vec<(String, f64)>,
    /// Items that are not suggested: refused, or applied to.
    excluded: HashSet<String>,
    refused: Vec<Refused>,
}

/// Open items that fit the actor: by what they say they know, and by what they applied with.
pub fn for_person(suggestions: &Suggestions, db: &Db, actor: &Actor) -> Result<Items, Refusal> {
    let role = policy::may_ask(actor)?;
    let asker = actor.clone();
    let own = db.read_now(move |tx| own(tx, &asker))?;
    let knows = own.texts.iter().any(|(text, _)| !text.trim().is_empty());
    let ranked = if knows { suggestions.look(db, |known| rank(known, &own))? } else { Vec::new() };
    let refused = own.refused;
    db.read_now(move |tx| Ok(Items { items: told(tx, role, ranked)?, refused, knows }))
}

fn own(tx: &mut Tx<'_>, actor: &Actor) -> Result<Own, Refusal> {
    let mut texts = Vec::new();
    if let Some(expertise) = directory::expertise(tx, actor.person_id)? {
        texts.extend([(expertise.majors, 2.0), (expertise.keywords, 2.0), (expertise.industries, 1.0)]);
    }
    let recent: Vec<Application> =
        db::list(tx, "WHERE pi_id = $1 ORDER BY id DESC LIMIT $2", params![actor.person_id, OWN])?;
    let mut counts = 1.0;
    for application in recent {
        texts.extend([(application.title, counts), (application.summary, counts / 2.0)]);
        counts /= 2.0;
    }
    let sql = "SELECT item_id FROM application WHERE pi_id = $1 AND state <> 'withdrawn'";
    let applied: Vec<(ItemId,)> = tx.query(sql, params![actor.person_id])?;
    let refused = store::refused(tx, RowId(actor.person_id.0))?;
    let items = refused.iter().filter(|it| it.kind == Kind::Item).map(|it| it.subject.clone());
    let excluded = applied.iter().map(|(id,)| id.to_string()).chain(items).collect();
    Ok(Own { texts, excluded, refused })
}

fn rank(known: &Known, own: &Own) -> Result<Vec<(ItemId, Vec<String>)>, Refusal> {
    let asks = Asks {
        texts: own.texts.iter().map(|(text, weight)| (text.as_str(), *weight)).collect(),
        excluded: own.excluded.iter().map(String::as_str).collect(),
        ..Asks::default()
    };
    let found =
        known.items.top(&asks, RANKED, &mut Space::default()).map_err(|fault| Refusal::fault(fault.to_string()))?;
    let told = found.into_iter().filter_map(|it| {
        let words = telling(it.reasons.into_iter().map(|reason| reason.words));
        if words.is_empty() { None } else { Some((it.id.parse().ok()?, words)) }
    });
    Ok(told.collect())
}

/// The words that say something: one character that both sides use says nothing, and nothing is suggested for it.
fn telling(words: impl Iterator<Item = String>) -> Vec<String> {
    words.filter(|words| words.chars().count() > 1).take(MOST_REASONS).collect()
}

/// What of a ranking can still be applied for, and by this role; a few of each enterprise.
fn told(tx: &mut Tx<'_>, role: Role, ranked: Vec<(ItemId, Vec<String>)>) -> Result<Vec<Suggested>, Refusal> {
    if ranked.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=ranked.len()).map(|n| format!("${n}")).collect();
    let values: Vec<kernel::Value> = ranked.iter().map(|(id, _)| kernel::ToValue::to_value(id)).collect();
    let items: Vec<Item> = db::list(tx, &format!("WHERE id IN ({})", places.join(", ")), &values)?;
    let by_id: HashMap<ItemId, Item> = items.into_iter().map(|item| (item.id, item)).collect();
    let today = tx.now().day();
    let mut of_enterprise: HashMap<OrganisationId, usize> = HashMap::new();
    let mut chosen: Vec<(Item, Vec<String>)> = Vec::new();
    for (id, reasons) in ranked {
        let Some(item) = by_id.get(&id) else { continue };
        let open = item.takes_applications_on(today) && item.selected < item.offers;
        if !open || right_kind_of_pi(item.project_type, role).is_err() {
            continue;
        }
        let count = of_enterprise.entry(item.enterprise_id).or_default();
        if *count < OF_ONE_ENTERPRISE && chosen.len() < ITEMS {
            *count += 1;
            chosen.push((item.clone(), reasons));
        }
    }
    let enterprises: Vec<OrganisationId> = chosen.iter().map(|(item, _)| item.enterprise_id).collect();
    let names = directory::organisation_names_both(tx, &enterprises)?;
    let told = chosen.into_iter().map(|(item, reasons)| {
        let (enterprise, enterprise_en) = names.get(&item.enterprise_id).cloned().unwrap_or_default();
        Suggested { item, enterprise, enterprise_en, reasons }
    });
    Ok(told.collect())
}

/// Teachers and universities whose projects are near a guideline.
pub fn for_guideline(
    suggestions: &Suggestions,
    db: &Db,
    actor: &Actor,
    id: GuidelineId,
) -> Result<ForGuideline, Refusal> {
    let asker = actor.clone();
    let (texts, refused, may_read) = db.read_now(move |tx| {
        let guideline = guidelines::get_guideline(tx, id)?;
        policy::may_see_partners(&asker, &guideline)?;
        let items = guidelines::items_of(tx, id)?;
        let may_read = policy::may_refuse_partners(&asker, &guideline).is_ok();
        Ok::<_, Refusal>((asked_for(&items), store::refused(tx, RowId(guideline.enterprise_id.0))?, may_read))
    })?;
    let mut found = suggestions.look(db, |known| {
        let texts = texts.iter().map(|(text, weight)| (text.as_str(), *weight));
        let query = Query::new(texts).map_err(|fault| Refusal::fault(fault.to_string()))?;
        let near = known.people.top(&query, NEAR + refused.len(), &mut Space::default());
        Ok(partners(known, near, &refused))
    })?;
    // Whom an enterprise does not want is its own matter.
    found.refused = if may_read { refused } else { Vec::new() };
    db.read_now(move |tx| named(tx, found))
}

/// Puts the English names of the universities in, where they have one.
fn named(tx: &mut Tx<'_>, mut found: ForGuideline) -> Result<ForGuideline, Refusal> {
    let mut ids: Vec<OrganisationId> = found.teachers.iter().map(|it| it.university_id).collect();
    ids.extend(found.universities.iter().map(|it| it.university_id));
    let names = directory::organisation_names_both(tx, &ids)?;
    let english = |id: OrganisationId| names.get(&id).map(|(_, en)| en.clone()).unwrap_or_default();
    found.teachers.iter_mut().for_each(|it| it.university_en = english(it.university_id));
    found.universities.iter_mut().for_each(|it| it.name_en = english(it.university_id));
    Ok(found)
}

fn asked_for(items: &[Item]) -> Vec<(String, f64)> {
    let of = |item: &Item| [(item.title.clone(), 2.0), (item.majors.clone(), 1.0), (item.goals.clone(), 1.0)];
    items.iter().flat_map(of).collect()
}

fn partners(known: &Known, near: Vec<Near>, refused: &[Refused]) -> ForGuideline {
    let without = |kind: Kind| -> HashSet<&str> {
        refused.iter().filter(|it| it.kind == kind).map(|it| it.subject.as_str()).collect()
    };
    let (not_these, not_there) = (without(Kind::Person), without(Kind::University));
    let mut found = ForGuideline::default();
    let mut universities: HashMap<OrganisationId, (f64, f64, SuggestedUniversity)> = HashMap::new();
    for one in near {
        let Some(led) = known.led.get(&one.document) else { continue };
        let reasons = telling(one.reasons.into_iter().map(|(words, _)| words));
        if reasons.is_empty() || not_these.contains(&*led.leader) {
            continue;
        }
        // Each further teacher of a university counts half of the one before.
        let (score, share, university) = universities.entry(led.university).or_insert_with(|| {
            let first = SuggestedUniversity {
                university_id: led.university,
                name: led.university_name.clone(),
                name_en: String::new(),
                teachers: 0,
                project_id: led.project,
                project: led.title.clone(),
                reasons: reasons.clone(),
            };
            (0.0, 1.0, first)
        });
        *score += one.score * *share;
        *share /= 2.0;
        university.teachers += 1;
        if found.teachers.len() < PARTNERS && !not_there.contains(&*led.university.to_string()) {
            found.teachers.push(SuggestedPerson {
                subject: led.leader.clone(),
                name: led.leader_name.clone(),
                university_id: led.university,
                university: led.university_name.clone(),
                university_en: String::new(),
                project_id: led.project,
                project: led.title.clone(),
                reasons,
            });
        }
    }
    let mut ordered: Vec<_> = universities.into_values().collect();
    ordered.retain(|(.., it)| !not_there.contains(&*it.university_id.to_string()));
    ordered.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.2.name.cmp(&b.2.name)));
    found.universities = ordered.into_iter().take(PARTNERS).map(|(.., it)| it).collect();
    found
}
