//! The projects and organisations behind a figure: what it counts, one page at a time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use kernel::{Day, OrganisationId, ProjectId, ProjectType};

use crate::count::{NAMED_IN_FLOWS, Party, Side, Sums, each};
use crate::engine::Look;
use crate::facts::Fact;
use crate::rules::{Outcome, Support};

/// Rows of a page.
pub(crate) const PAGE: usize = 50;

/// The last row of the page before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct After {
    established: Day,
    id: ProjectId,
}

impl std::fmt::Display for After {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}_{}", self.established, self.id)
    }
}
impl std::str::FromStr for After {
    type Err = ();
    fn from_str(text: &str) -> Result<After, ()> {
        let (day, id) = text.split_once('_').ok_or(())?;
        Ok(After { established: day.parse().map_err(drop)?, id: id.parse().map_err(drop)? })
    }
}

/// Which enterprises are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    One(OrganisationId),
    /// All that flows do not name.
    Others,
}

/// Which projects are meant: of those established by the end of a day, how they stood then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrowed {
    pub as_of: Day,
    pub enterprise: Option<Among>,
    pub university: Option<OrganisationId>,
    pub year: Option<i16>,
    pub kind: Option<ProjectType>,
    /// 0 where none is known.
    pub province: Option<u8>,
    pub industry: Option<u8>,
    pub outcome: Option<Outcome>,
    /// Ended, in this year or in any.
    pub ended: Option<Option<i16>>,
    /// Ended with support due: that came so, or in whatever way.
    pub support: Option<Option<Support>>,
    pub is_decided: bool,
    pub after: Option<After>,
}

/// A page of projects, newest first, with what all of them come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub sums: Sums,
    pub rows: Vec<Row>,
    pub next: Option<After>,
}

/// A project of a list and how it had ended by the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    pub id: ProjectId,
    pub outcome: Outcome,
    pub ended: Option<Day>,
}

/// Finds one page.
pub(crate) fn projects(look: &Look<'_>, narrowed: &Narrowed) -> Found {
    let facts = look.facts();
    let party = match (narrowed.enterprise, narrowed.university) {
        (Some(Among::One(id)), _) => Some(Party { side: Side::Enterprise, id }),
        (_, Some(id)) => Some(Party { side: Side::University, id }),
        (_, None) => None,
    };
    let named: Vec<Option<u32>> = match narrowed.enterprise {
        Some(Among::Others) => {
            let asked = crate::Asked { as_of: narrowed.as_of, party };
            let figures = look.figures(&asked);
            figures.enterprises.iter().take(NAMED_IN_FLOWS).map(|(id, _)| facts.enterprises.place(*id)).collect()
        }
        Some(Among::One(_)) | None => Vec::new(),
    };
    let university = narrowed.university.map(|id| facts.universities.place(id));
    let fits = |fact: &Fact| {
        narrowed.fits(fact)
            && !named.contains(&Some(fact.enterprise))
            && university.is_none_or(|place| place == Some(fact.university))
            && narrowed.industry.is_none_or(|section| section == facts.industry(fact.enterprise))
    };
    let mut found = Found::default();
    // The newest that follow, the oldest of them on top; one more than a page, to see whether another follows.
    let mut newest: BinaryHeap<Reverse<(After, Outcome, Option<Day>)>> = BinaryHeap::with_capacity(PAGE + 2);
    each(facts, narrowed.as_of, party, |fact| {
        if !fits(fact) {
            return;
        }
        found.sums.add(fact);
        let place = After { established: fact.established, id: fact.id };
        let is_ahead = narrowed.after.is_none_or(|after| place < after);
        if is_ahead && (newest.len() <= PAGE || newest.peek().is_some_and(|oldest| place > oldest.0.0)) {
            let outcome = fact.outcome_at(narrowed.as_of);
            newest.push(Reverse((place, outcome, fact.ended.filter(|_| outcome != Outcome::Open))));
            if newest.len() > PAGE + 1 {
                newest.pop();
            }
        }
    });
    let mut all = newest.into_sorted_vec();
    let more = all.len() > PAGE;
    all.truncate(PAGE);
    found.next = all.last().filter(|_| more).map(|last| last.0.0);
    found.rows = all.into_iter().map(|Reverse((at, outcome, ended))| Row { id: at.id, outcome, ended }).collect();
    found
}

impl Narrowed {
    /// Whether a project fits everything but its parties.
    fn fits(&self, fact: &Fact) -> bool {
        let ended = || fact.ended.filter(|ended| *ended <= self.as_of);
        self.year.is_none_or(|year| fact.established.year() == year)
            && self.kind.is_none_or(|kind| fact.kind == kind)
            && self.province.is_none_or(|code| fact.province == code)
            && self.outcome.is_none_or(|outcome| fact.outcome_at(self.as_of) == outcome)
            && self.ended.is_none_or(|year| ended().is_some_and(|day| year.is_none_or(|year| day.year() == year)))
            && self.support.is_none_or(|wanted| {
                let came = ended().and_then(|_| fact.arrivals.support_at(self.as_of));
                came.is_some() && (wanted.is_none() || came == wanted)
            })
            && (!self.is_decided || fact.days_to_decide.is_some())
    }
}

/// The last organisation of the page before: its projects and its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rank {
    pub projects: u64,
    pub id: OrganisationId,
}

impl std::fmt::Display for Rank {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}_{}", self.projects, self.id)
    }
}
impl std::str::FromStr for Rank {
    type Err = ();
    fn from_str(text: &str) -> Result<Rank, ()> {
        let (projects, id) = text.split_once('_').ok_or(())?;
        Ok(Rank { projects: projects.parse().map_err(drop)?, id: id.parse().map_err(drop)? })
    }
}

/// One page of organisations that are in their order, the place of its first row, and where the next page begins.
pub(crate) fn ranked(
    all: &[(OrganisationId, Sums)],
    after: Option<Rank>,
) -> (usize, &[(OrganisationId, Sums)], Option<Rank>) {
    let key = |projects: u64, id: OrganisationId| (Reverse(projects), id);
    let from = after
        .map_or(0, |last| all.partition_point(|(id, sums)| key(sums.projects, *id) <= key(last.projects, last.id)));
    let rest = &all[from..];
    let rows = &rest[..rest.len().min(PAGE)];
    let next = rows.last().filter(|_| rest.len() > PAGE).map(|(id, sums)| Rank { projects: sums.projects, id: *id });
    (from, rows, next)
}
