//! Which documents may be hits at all: alive, known to the reader, and with the facts asked for.

use uuid::Uuid;

use super::asked::Asked;
use crate::entry::Reader;
use crate::index::Live;
use crate::segment::Facet;
use crate::syntax::{Fact, Part};

/// Whose inner texts a reader may read, for one segment.
pub(crate) struct Scope<'a> {
    live: &'a Live,
    /// By the place of the document's facts: everything of its kind.
    sees_all: Vec<bool>,
    /// Places of the reader's groups among the segment's audiences.
    groups: Vec<u32>,
    reads: Reads,
}

/// How much of what only an audience may read the reader may, within one segment: a term's list of such documents is
/// followed, looked into at a few places, or not at all.
pub(crate) enum Reads {
    Nothing,
    /// These documents, ascending.
    Few(Vec<u32>),
    /// What `inner` says.
    Some,
    Everything,
}

impl<'a> Scope<'a> {
    pub(crate) fn new(live: &'a Live, reader: &Reader) -> Scope<'a> {
        let columns = &live.segment.columns;
        let sees_all: Vec<bool> = columns.known.iter().map(|facet| reader.sees_all.contains(&facet.kind)).collect();
        let place = |group| columns.audiences.iter().position(|audience| audience == group).map(|at| at as u32);
        let groups: Vec<u32> = reader.groups.iter().filter_map(place).collect();
        let reads = match sees_all.iter().filter(|sees| **sees).count() {
            0 if groups.is_empty() => Reads::Nothing,
            0 => Reads::Few(docs_of(live, &groups)),
            n if n == sees_all.len() => Reads::Everything,
            _ => Reads::Some,
        };
        Scope { live, sees_all, groups, reads }
    }

    /// Whether the reader may read what only the document's audience may.
    #[inline]
    pub(crate) fn inner(&self, doc: u32) -> bool {
        if matches!(self.reads, Reads::Nothing) {
            return false;
        }
        let (columns, at) = (&self.live.segment.columns, doc as usize);
        self.sees_all[columns.facet[at] as usize]
            || columns.audience_of(at).iter().any(|audience| self.groups.contains(audience))
    }

    /// Whether the reader may know the document.
    #[inline]
    pub(crate) fn visible(&self, doc: u32) -> bool {
        !self.live.dead.bits.has(doc) && (self.live.segment.columns.open[doc as usize] == 1 || self.inner(doc))
    }
    pub(crate) fn reads(&self) -> &Reads {
        &self.reads
    }
}

fn docs_of(live: &Live, groups: &[u32]) -> Vec<u32> {
    let by_audience = live.segment.by_audience();
    let mut docs: Vec<u32> = groups.iter().flat_map(|group| by_audience.docs(*group)).copied().collect();
    docs.sort_unstable();
    docs.dedup();
    docs
}

/// The dimensions of a facet, in the order of [`Facts`].
pub(crate) const DIMENSIONS: usize = 6;

/// The facts asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    wanted: [Vec<Fact>; DIMENSIONS],
    unwanted: Vec<Fact>,
}

const fn dimension(fact: &Fact) -> usize {
    match fact {
        Fact::Kind(_) => 0,
        Fact::Year(_) => 1,
        Fact::Type(_) => 2,
        Fact::Province(_) => 3,
        Fact::Standing(_) => 4,
        Fact::Mode(_) => 5,
    }
}

fn holds(fact: &Fact, facet: &Facet) -> bool {
    match fact {
        Fact::Kind(any) => any.contains(&facet.kind),
        Fact::Year(any) => any.iter().any(|(from, to)| (*from..=*to).contains(&facet.year)),
        Fact::Type(any) => facet.project_type.is_some_and(|kind| any.contains(&kind)),
        Fact::Province(any) => any.contains(&facet.province) && facet.province != 0,
        Fact::Standing(any) => facet.standing.is_some_and(|standing| any.contains(&standing)),
        Fact::Mode(any) => facet.mode.is_some_and(|mode| any.contains(&mode)),
    }
}

impl Facts {
    pub(crate) fn of(asked: &Asked) -> Facts {
        let mut facts = Facts::default();
        for part in &asked.query.wanted {
            if let Part::Fact(fact) = part {
                facts.wanted[dimension(fact)].push(fact.clone());
            }
        }
        let unwanted = asked.query.unwanted.iter().filter_map(|part| match part {
            Part::Fact(fact) => Some(fact.clone()),
            Part::Text(..) | Part::Number { .. } => None,
        });
        facts.unwanted = unwanted.collect();
        facts
    }

    /// Whether something is asked of a dimension.
    pub(crate) fn asks(&self, dimension: usize) -> bool {
        !self.wanted[dimension].is_empty()
    }

    /// Whether a facet fits, one dimension left out of account.
    pub(crate) fn fit(&self, facet: &Facet, without: Option<usize>) -> bool {
        let fits =
            |n: usize, any: &Vec<Fact>| any.is_empty() || Some(n) == without || any.iter().any(|f| holds(f, facet));
        self.wanted.iter().enumerate().all(|(n, any)| fits(n, any)) && !self.unwanted.iter().any(|f| holds(f, facet))
    }
}

/// The organisations and instants asked for, for one segment.
pub(crate) struct Among {
    enterprise: Option<Option<u32>>,
    university: Option<Option<u32>>,
    since: Option<i64>,
    until: Option<i64>,
}

impl Among {
    pub(crate) fn new(live: &Live, asked: &Asked) -> Among {
        let known = &live.segment.columns.organisations;
        let place = |id: Uuid| known.iter().position(|o| *o == id.as_u128()).map(|at| at as u32);
        Among {
            enterprise: asked.enterprise.map(place),
            university: asked.university.map(place),
            since: asked.since,
            until: asked.until,
        }
    }

    #[inline]
    pub(crate) fn has(&self, live: &Live, doc: u32) -> bool {
        let (columns, at) = (&live.segment.columns, doc as usize);
        self.enterprise.is_none_or(|wanted| wanted == Some(columns.enterprise[at]))
            && self.university.is_none_or(|wanted| wanted == Some(columns.university[at]))
            && self.since.is_none_or(|since| columns.since[at] > since)
            && self.until.is_none_or(|until| columns.since[at] <= until)
    }
}
