//! What a plan says to whoever decides: each subject with its experts and why they fit, how good the whole is, what binds, what
//! stays empty, what changed. Pure; page and API show the same.

mod certificate;
mod empty;

use std::collections::HashMap;

use kernel::{OrganisationId, PersonId, Refusal, RowId, Said, Word};
use serde::Serialize;
use utoipa::ToSchema;

use crate::actions::Loaded;
use crate::facts::{Asked, Expert, Facts};
use crate::fit::FULL;
use crate::record::{Contents, Pair, Subject, Wishes};
use crate::rules;
use crate::state::{Kind, State, is_open};
pub(crate) use certificate::{Certificate, Demand};

/// A plan as page and API show it.
#[derive(Serialize, ToSchema)]
#[schema(as = AssignmentPlan)]
pub(crate) struct View {
    pub id: kernel::PlanId,
    pub kind: Kind,
    pub state: State,
    pub state_since: kernel::Instant,
    pub revision: i64,
    pub made_by_name: String,
    pub created_at: kernel::Instant,
    /// Experts for each.
    pub per_item: u32,
    /// Reviews an expert has at most, those that wait already included.
    pub most: u32,
    pub seed: u32,
    pub is_fair: bool,
    pub lines: Vec<Line>,
    pub certificate: Certificate,
    /// Experts one more review of whom would help, the scarcest first.
    pub in_demand: Vec<Demand>,
    /// Pairs that may not be: membership, employer, a declared interest.
    pub conflicts: usize,
    /// Whether the pairs are those the engine found, without a change by hand since.
    pub is_as_computed: bool,
    pub instance_sha256: String,
    /// Everybody who can be asked, or is in the plan.
    #[serde(skip)]
    pub people: Vec<Named>,
    /// What changed since; while there is anything the plan cannot be carried out.
    pub changed: Vec<Change>,
}

/// A subject with its experts.
#[derive(Clone, Serialize, ToSchema)]
#[schema(as = AssignmentLine)]
pub(crate) struct Line {
    pub subject: RowId,
    pub title: String,
    pub house: OrganisationId,
    pub house_name: String,
    pub house_name_en: String,
    pub experts: Vec<Seat>,
    /// Of all its experts together.
    pub points: u32,
    /// Places that stay empty.
    pub empty: u32,
    pub why_empty: Option<Said>,
    /// Taken out by hand, not chosen again.
    pub barred: Vec<Named>,
    /// May never judge it: membership, employer, a declared interest.
    pub excluded: Vec<Named>,
}

/// An expert on a subject.
#[derive(Clone, Serialize, ToSchema)]
#[schema(as = AssignedExpert)]
pub(crate) struct Seat {
    pub expert: PersonId,
    pub name: String,
    #[serde(skip)]
    pub name_en: String,
    pub title: String,
    /// From 0 to 100: how well they fit.
    pub points: u32,
    pub reasons: Vec<Said>,
    pub locked: bool,
    pub by_hand: bool,
}

/// Somebody by name.
#[derive(Clone, Serialize, ToSchema)]
#[schema(as = AssignmentPerson)]
pub(crate) struct Named {
    pub expert: PersonId,
    pub name: String,
    #[serde(skip)]
    pub name_en: String,
}

/// What no longer is as the plan assumes.
#[derive(Clone, Serialize, ToSchema)]
#[schema(as = AssignmentChange)]
pub(crate) struct Change {
    pub subject: RowId,
    pub title: String,
    /// Nobody where the subject itself moved.
    pub expert: Option<Named>,
    pub what: Said,
}

/// How well each pair fits that the engine was told of.
type Points = HashMap<(RowId, PersonId), u32>;

/// The view of a plan; `names` are those of experts who are none any more.
pub(crate) fn of(loaded: &Loaded, names: &HashMap<PersonId, String>) -> Result<View, Refusal> {
    let Loaded { plan, contents, facts } = loaded;
    let wishes = plan.wishes();
    let instance = crate::instance::read(&plan.instance)?;
    let seen = Seen { contents, facts, names, wishes, points: points(&instance) };
    let lines: Vec<Line> = contents.subjects.iter().map(|subject| seen.line(subject)).collect();
    let is_as_computed = plan.is_as_computed(contents)?;
    let (certificate, in_demand) = certificate::of(&plan.answer()?, is_as_computed, &lines, &seen);
    // A plan that is over assumes nothing any more.
    let changed = if is_open(plan.state) { rules::changed(contents, facts, &wishes) } else { Vec::new() };
    Ok(View {
        id: plan.id,
        kind: plan.kind,
        state: plan.state,
        state_since: plan.state_since,
        revision: plan.revision,
        made_by_name: plan.made_by_name.clone(),
        created_at: plan.created_at,
        per_item: wishes.per_item,
        most: wishes.most,
        seed: wishes.seed,
        is_fair: wishes.is_fair,
        conflicts: lines.iter().map(|line| line.excluded.len()).sum(),
        certificate,
        in_demand,
        is_as_computed,
        instance_sha256: plan.instance_sha256.clone(),
        changed: changed.into_iter().map(|changed| seen.change(changed)).collect(),
        people: (facts.experts.iter().map(|expert| expert.id))
            .chain(names.keys().copied())
            .map(|id| seen.named(id))
            .collect(),
        lines,
    })
}

fn points(instance: &matching::assign::Instance) -> Points {
    let of_item = instance.item_of_pairs();
    let mut points = Points::new();
    for (pair, &item) in of_item.iter().enumerate() {
        let subject = instance.items[item as usize].id.parse();
        let expert = instance.experts[instance.expert[pair] as usize].id.parse();
        if let (Ok(subject), Ok(expert)) = (subject, expert) {
            let millionths = i64::from(instance.affinity[pair]) * i64::from(FULL);
            points.insert((subject, expert), (millionths / i64::from(matching::assign::UNIT)) as u32);
        }
    }
    points
}

/// What a view is made from.
pub(crate) struct Seen<'l> {
    contents: &'l Contents,
    facts: &'l Facts,
    names: &'l HashMap<PersonId, String>,
    wishes: Wishes,
    points: Points,
}

impl Seen<'_> {
    fn line(&self, subject: &Subject) -> Line {
        let asked = self.facts.subject(subject.id);
        let mut experts: Vec<Seat> = self.contents.on(subject.id).map(|pair| self.seat(pair, asked)).collect();
        experts.sort_by_key(|seat| (std::cmp::Reverse(seat.points), seat.expert));
        let empty = self.wishes.per_item.saturating_sub(experts.len() as u32);
        let barred = self.contents.barred.iter().filter(|barred| barred.subject == subject.id);
        Line {
            subject: subject.id,
            title: subject.title.clone(),
            house: subject.house,
            house_name: subject.house_name.clone(),
            house_name_en: subject.house_name_en.clone(),
            points: experts.iter().map(|seat| seat.points).sum(),
            empty,
            why_empty: asked.filter(|_| empty > 0).map(|asked| self.why_empty(asked)),
            barred: barred.map(|barred| self.named(barred.expert)).collect(),
            excluded: asked.map(|asked| self.excluded(asked)).unwrap_or_default(),
            experts,
        }
    }

    fn excluded(&self, asked: &Asked) -> Vec<Named> {
        let experts = self.facts.experts.iter().filter(|expert| rules::independent(expert, asked).is_err());
        experts.map(|expert| self.named(expert.id)).collect()
    }

    fn seat(&self, pair: &Pair, asked: Option<&Asked>) -> Seat {
        let expert = self.facts.expert(pair.expert);
        let fit = expert.zip(asked).map(|(expert, asked)| expert.fits(asked)).unwrap_or_default();
        let Named { name, name_en, .. } = self.named(pair.expert);
        Seat {
            expert: pair.expert,
            name,
            name_en,
            title: expert.map(|expert| expert.title.clone()).unwrap_or_default(),
            points: self.points.get(&(pair.subject, pair.expert)).copied().unwrap_or(fit.points),
            reasons: fit.reasons.iter().map(crate::fit::Reason::said).collect(),
            locked: pair.locked,
            by_hand: pair.by_hand,
        }
    }

    fn named(&self, id: PersonId) -> Named {
        match self.facts.expert(id) {
            Some(known) => Named { expert: id, name: known.name.clone(), name_en: known.name_en.clone() },
            None => {
                let name = self.names.get(&id).cloned().unwrap_or_default();
                Named { expert: id, name, name_en: String::new() }
            }
        }
    }

    fn change(&self, changed: rules::Changed) -> Change {
        let subject = self.contents.subjects.iter().find(|subject| subject.id == changed.subject);
        Change {
            subject: changed.subject,
            title: subject.map(|subject| subject.title.clone()).unwrap_or_default(),
            expert: changed.expert.map(|expert| self.named(expert)),
            what: changed.said,
        }
    }
}

/// Experts who could be put in for a subject, those who fit best first.
pub(crate) fn candidates(loaded: &Loaded, subject: RowId) -> Vec<(&Expert, u32)> {
    let Loaded { plan, contents, facts } = loaded;
    let Some(asked) = facts.subject(subject) else { return Vec::new() };
    let on_it: Vec<&Expert> = contents.on(subject).filter_map(|pair| facts.expert(pair.expert)).collect();
    let most = plan.wishes().most;
    let may = |expert: &&Expert| {
        let is_new = !on_it.iter().any(|other| other.id == expert.id);
        is_new && rules::obstacles(expert, asked, &on_it, contents.load(expert.id), most).is_empty()
    };
    let mut found: Vec<(&Expert, u32)> =
        facts.experts.iter().filter(may).map(|expert| (expert, expert.fits(asked).points)).collect();
    found.sort_by_key(|(expert, points)| (std::cmp::Reverse(*points), expert.id));
    found
}

/// What an act on a plan is called in its trail.
pub(crate) fn act(step: &str) -> Said {
    use crate::state::{Change, Step};
    let known = Step::parse(step).map(Word::text).or_else(|_| Change::parse(step).map(Word::text));
    match (known, step) {
        (Ok(text), _) => text.into(),
        (Err(_), "prepare") => kernel::say("编制方案", "Prepared").into(),
        (Err(_), _) => kernel::say("重新计算", "Computed again").into(),
    }
}
