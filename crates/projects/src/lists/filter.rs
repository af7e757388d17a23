//! What a list asks for.

use kernel::{Mode, OrganisationId, PersonId, ProjectId, ProjectType, Value};

use crate::Project;
use crate::facet::place;
use crate::policy::Scope;
use crate::state::State;

/// The last row of the page before: its year and identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct After {
    pub year: i64,
    pub id: ProjectId,
}

impl std::fmt::Display for After {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}_{}", self.year, self.id)
    }
}
impl std::str::FromStr for After {
    type Err = ();
    fn from_str(text: &str) -> Result<After, ()> {
        let (year, id) = text.split_once('_').ok_or(())?;
        Ok(After { year: year.parse().map_err(drop)?, id: id.parse().map_err(drop)? })
    }
}

/// Rows of a page at most: their identifiers are handed in one by one.
const MOST: usize = 500;

/// What a list asks for. Empty parts ask nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub year: Option<i64>,
    pub kind: Option<ProjectType>,
    pub province: Option<String>,
    pub states: Vec<State>,
    pub mode: Option<Mode>,
    /// Any of these; at most 20.
    pub enterprises: Option<Vec<OrganisationId>>,
    pub universities: Option<Vec<OrganisationId>>,
    pub pi: Option<PersonId>,
    /// The whole number.
    pub number: Option<String>,
    /// Words of the title, in any order.
    pub title: String,
    pub after: Option<After>,
    /// Rows of a page; 0 stands for 50.
    pub page: usize,
}

impl Filter {
    /// Narrows the list to what a scope sees. What the reader asked for stays within it.
    pub fn within(mut self, scope: Scope) -> Filter {
        match scope {
            Scope::All => {}
            Scope::Province(code) => {
                self.province = if self.province.is_none() || self.province.as_ref() == Some(&code) {
                    Some(code)
                } else {
                    Some("none".into())
                }
            }
            Scope::University(id) => self.universities = Some(only(self.universities, id)),
            Scope::Enterprise(id) => self.enterprises = Some(only(self.enterprises, id)),
            Scope::Pi(person) => self.pi = Some(person),
        }
        self
    }
    pub(crate) fn page(&self) -> usize {
        if self.page == 0 { 50 } else { self.page.min(MOST) }
    }
    pub(crate) fn asks_facets(&self) -> bool {
        self.year.is_some()
            || self.kind.is_some()
            || self.province.is_some()
            || !self.states.is_empty()
            || self.mode.is_some()
    }
    /// Whether a project with this facet fits the year, type, province, state and mode asked for.
    pub(crate) fn fits_facet(&self, facet: i64) -> bool {
        self.year.is_none_or(|year| facet / 100_000 == year)
            && self.mode.is_none_or(|mode| facet / 10_000 % 10 == place(mode))
            && self.kind.is_none_or(|kind| facet / 1_000 % 10 == place(kind))
            && self.province.as_ref().is_none_or(|code| code.parse() == Ok(facet / 10 % 100))
            && (self.states.is_empty() || self.states.iter().any(|state| facet % 10 == place(*state)))
    }
    /// Whether a project fits everything but the title.
    pub(crate) fn fits(&self, p: &Project) -> bool {
        let among = |ids: &Option<Vec<OrganisationId>>, id| ids.as_ref().is_none_or(|ids| ids.contains(&id));
        self.year.is_none_or(|y| y == p.year)
            && self.kind.is_none_or(|k| k == p.project_type)
            && self.province.as_ref().is_none_or(|code| *code == p.province)
            && (self.states.is_empty() || self.states.contains(&p.state))
            && self.mode.is_none_or(|m| m == p.mode)
            && among(&self.enterprises, p.enterprise_id)
            && among(&self.universities, p.university_id)
            && self.pi.is_none_or(|pi| p.pi_id == Some(pi))
    }
}

fn only(asked: Option<Vec<OrganisationId>>, own: OrganisationId) -> Vec<OrganisationId> {
    if asked.is_none_or(|ids| ids.contains(&own)) { vec![own] } else { Vec::new() }
}

/// Collects conditions and their values.
#[derive(Default)]
pub(crate) struct Where {
    parts: Vec<String>,
    pub(crate) values: Vec<Value>,
}

impl Where {
    /// Adds a condition; each `?` takes the next value.
    pub(crate) fn and(&mut self, condition: &str, values: &[Value]) {
        let mut text = condition.to_owned();
        for value in values {
            self.values.push(value.clone());
            text = text.replacen('?', &format!("${}", self.values.len()), 1);
        }
        self.parts.push(text);
    }
    pub(crate) fn text(&self) -> String {
        if self.parts.is_empty() { String::new() } else { format!("WHERE {}", self.parts.join(" AND ")) }
    }
}
