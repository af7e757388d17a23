//! Filing records of the new projects, chained to those that exist, as `projects` makes them.

use kernel::{FilingId, PersonId};
use projects::{Filing, Project, filing};

use super::ids::Ids;

/// Knows the end of the chain.
pub(crate) struct Files {
    ids: Ids,
    sequence: i64,
    prev: String,
}

impl Files {
    /// `head` is number and hash of the latest filing.
    pub(crate) fn new(seed: u64, head: &(i64, String)) -> Files {
        Files { ids: Ids::new(seed, "filing"), sequence: head.0, prev: head.1.clone() }
    }

    /// Files a project at the instant it was made; the platform does it. Rule P-04.
    pub(crate) fn file(&mut self, project: &Project) -> Filing {
        self.sequence += 1;
        let body = filing::body_of(project);
        let hash = filing::hash_of(self.sequence, project.created_at, &body, &self.prev);
        Filing {
            id: FilingId(self.ids.at(project.created_at)),
            project_id: project.id,
            sequence: self.sequence,
            number: project.number.clone(),
            body,
            prev_hash: std::mem::replace(&mut self.prev, hash.clone()),
            hash,
            filed_by: PersonId::nil(),
            filed_at: project.created_at,
        }
    }
}
