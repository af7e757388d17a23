//! What is asked of the index, and what it answers.

use std::fmt;
use std::str::FromStr;

use kernel::{Mode, ProjectType, Word};
use uuid::Uuid;

use crate::entry::{Kind, Standing};
use crate::syntax::Query;

/// How hits are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The best first; newer ones first among equals.
    #[default]
    Best,
    Newest,
}

/// A question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub query: Query,
    /// Only things of these organisations.
    pub enterprise: Option<Uuid>,
    pub university: Option<Uuid>,
    /// Only things that appeared after this instant, in milliseconds.
    pub since: Option<i64>,
    /// Only things that had appeared by this instant, in milliseconds.
    pub until: Option<i64>,
    pub order: Order,
    /// Hits of one page, 100 at most; 0 asks for counts only.
    pub limit: usize,
    pub after: Option<After>,
    /// The last word is still being typed.
    pub is_typing: bool,
}

/// One thing found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub kind: Kind,
    pub id: Uuid,
}

/// The last hit of a page: the next page begins behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct After {
    pub(crate) score: u32,
    pub(crate) since: i64,
    pub(crate) id: u128,
    pub(crate) kind: u8,
}

impl fmt::Display for After {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}_{}_{}", self.score, self.since, Uuid::from_u128(self.id).simple(), self.kind)
    }
}
impl FromStr for After {
    type Err = ();
    fn from_str(text: &str) -> Result<After, ()> {
        let parts: Vec<&str> = text.splitn(4, '_').collect();
        let [score, since, id, kind] = parts[..] else { return Err(()) };
        let id = Uuid::try_parse(id).map_err(drop)?.as_u128();
        let (score, since) = (score.parse().map_err(drop)?, since.parse().map_err(drop)?);
        let kind: u8 = kind.parse().map_err(drop)?;
        if usize::from(kind) >= Kind::ALL.len() { Err(()) } else { Ok(After { score, since, id, kind }) }
    }
}

/// How many hits there are of each value. A fact's own filter does not narrow its own counts, so that another value can be
/// chosen; the ten largest of organisations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    pub kinds: Vec<(Kind, u64)>,
    pub years: Vec<(u16, u64)>,
    pub types: Vec<(ProjectType, u64)>,
    pub provinces: Vec<(u8, u64)>,
    pub standings: Vec<(Standing, u64)>,
    pub modes: Vec<(Mode, u64)>,
    pub enterprises: Vec<(Uuid, u64)>,
    pub universities: Vec<(Uuid, u64)>,
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub total: u64,
    pub hits: Vec<Hit>,
    pub next: Option<After>,
    pub facets: Facets,
    /// Nothing fits exactly; these nearly do.
    pub is_near: bool,
}
