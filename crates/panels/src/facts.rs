//! What is known now of subjects and experts: read in one go, with a constant number of statements. Everything that decides about
//! a pair is a pure function of these.

mod cases_asked;
mod experts;
mod guidelines_asked;

use std::collections::HashMap;

use db::{DbError, Tx};
use kernel::{OrganisationId, PersonId, RowId, ToValue, Value};

use crate::fit::{Asks, Fit, Knows, fit};
use crate::state::Kind;

/// Subjects of one plan; the others take the next one.
pub const SUBJECTS_MAX: usize = 200;

/// Something that needs experts, as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub id: RowId,
    pub kind: Kind,
    pub title: String,
    pub house: OrganisationId,
    pub house_name: String,
    pub house_name_en: String,
    pub revision: i64,
    /// A second organisation it has to do with: the enterprise of a case.
    pub other_house: Option<House>,
    /// People who may not judge it, whatever their organisation: the author and the team of its project.
    pub team: Vec<PersonId>,
    /// Still waits for experts.
    pub is_open: bool,
    pub asks: Asks,
}

/// An organisation with its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct House {
    pub id: OrganisationId,
    pub name: String,
    pub name_en: String,
}

/// An active expert, as they are now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expert {
    pub id: PersonId,
    pub name: String,
    pub name_en: String,
    pub title: String,
    /// Reviews that wait for them.
    pub waiting: u32,
    /// Where they belong besides the expert group, oldest first.
    pub houses: Vec<(OrganisationId, String)>,
    /// Where they say that they work.
    pub employer: String,
    /// Organisations in which they declared an interest.
    pub interests: Vec<OrganisationId>,
    pub knows: Knows,
}

/// Everything that bears on a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// In the order of the plan.
    pub subjects: Vec<Asked>,
    /// In the order of their ids.
    pub experts: Vec<Expert>,
    /// More subjects wait than one plan holds.
    pub has_more: bool,
}

impl Facts {
    pub fn subject(&self, id: RowId) -> Option<&Asked> {
        self.subjects.iter().find(|subject| subject.id == id)
    }

    pub fn expert(&self, id: PersonId) -> Option<&Expert> {
        self.experts.binary_search_by_key(&id, |expert| expert.id).ok().map(|at| &self.experts[at])
    }
}

impl Asked {
    /// The organisations it has to do with.
    pub fn houses(&self) -> impl Iterator<Item = (OrganisationId, &str, &str)> {
        let own = (self.house, self.house_name.as_str(), self.house_name_en.as_str());
        let other = self.other_house.as_ref().map(|it| (it.id, it.name.as_str(), it.name_en.as_str()));
        std::iter::once(own).chain(other)
    }
}

impl Expert {
    pub fn fits(&self, subject: &Asked) -> Fit {
        fit(&self.knows, &subject.asks)
    }

    /// The names of the places where they belong or work.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        let own = self.houses.iter().map(|(_, name)| name.as_str());
        own.chain([self.employer.as_str()]).filter(|name| !name.is_empty())
    }
}

/// What waits for experts now, the longest waiting first, and who can be asked.
pub(crate) fn waiting(tx: &mut Tx<'_>, kind: Kind) -> Result<Facts, DbError> {
    let (subjects, has_more) = match kind {
        Kind::Guideline => guidelines_asked::waiting(tx)?,
        Kind::Case => cases_asked::waiting(tx)?,
    };
    Ok(Facts { subjects, experts: experts::active(tx)?, has_more })
}

/// The subjects of a plan as they are now, and who can be asked.
pub(crate) fn of(tx: &mut Tx<'_>, kind: Kind, ids: &[RowId]) -> Result<Facts, DbError> {
    let found = match kind {
        Kind::Guideline => guidelines_asked::these(tx, ids)?,
        Kind::Case => cases_asked::these(tx, ids)?,
    };
    let mut found: HashMap<RowId, Asked> = found.into_iter().map(|subject| (subject.id, subject)).collect();
    let subjects = ids.iter().filter_map(|id| found.remove(id)).collect();
    Ok(Facts { subjects, experts: experts::active(tx)?, has_more: false })
}

/// `$1, $2, …` for a list of ids, with its values.
fn places<T: ToValue>(ids: &[T]) -> (String, Vec<Value>) {
    let places: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    (places.join(", "), ids.iter().map(ToValue::to_value).collect())
}
