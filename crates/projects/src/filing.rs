//! Filing records (备案): one per project, numbered without a gap, each chained to the one before by its hash. They are
//! written once; no statement of this slice changes or removes one. Rule P-04.

use db::{DbError, Tx, params};
use journal::Act;
use kernel::{Actor, FilingId, Instant, PersonId, ProjectId};
use sha2::{Digest, Sha256};

use crate::{Filing, Project, figures};

/// The hash before the first filing.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What the public reads of a project at its filing, and nothing more (rule P-06). The order of the fields is part of the hash.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[schema(as = FilingBody)]
pub struct Body {
    pub number: String,
    pub enterprise: String,
    #[serde(rename = "type")]
    pub project_type: kernel::ProjectType,
    pub title: String,
    pub university: String,
    pub pi: String,
    pub mode: kernel::Mode,
    pub established_on: kernel::Day,
}

/// The public columns of a project as canonical JSON: fixed order, no spaces, UTF-8.
pub fn body_of(project: &Project) -> String {
    let public = crate::rules::public(project);
    let body = Body {
        number: public.number,
        enterprise: public.enterprise,
        project_type: public.project_type,
        title: public.title,
        university: public.university,
        pi: public.pi,
        mode: public.mode,
        established_on: public.established_on,
    };
    serde_json::to_string(&body).unwrap_or_default()
}

/// SHA-256 of the parts, each on a line of its own: anybody can work it out with the tools of their system.
pub fn hash_of(sequence: i64, filed_at: Instant, body: &str, prev_hash: &str) -> String {
    hex::encode(Sha256::digest(hashed_text(sequence, filed_at, body, prev_hash)))
}

/// The text that is hashed, for those who check by themselves.
pub fn hashed_text(sequence: i64, filed_at: Instant, body: &str, prev_hash: &str) -> String {
    format!("xieyu filing 1\n{sequence}\n{filed_at}\n{body}\n{prev_hash}\n")
}

/// The next filing after `sequence` and `prev_hash`.
pub(crate) fn next(project: &Project, sequence: i64, prev_hash: &str, filed_by: PersonId, filed_at: Instant) -> Filing {
    let body = body_of(project);
    Filing {
        id: FilingId::at(filed_at),
        project_id: project.id,
        sequence,
        number: project.number.clone(),
        hash: hash_of(sequence, filed_at, &body, prev_hash),
        body,
        prev_hash: prev_hash.to_owned(),
        filed_by,
        filed_at,
    }
}

/// Files the project just before the commit, when the journal's head row is held: so the chain has no gap and no fork.
pub(crate) fn file_at_commit(tx: &mut Tx<'_>, actor: &Actor, project: &Project) {
    let (project, by) = (project.clone(), actor.clone());
    tx.defer(move |tx| {
        let (sequence, prev) = head(tx)?;
        let filing = next(&project, sequence + 1, &prev, by.person_id, tx.now());
        db::insert(tx, &filing)?;
        let detail = serde_json::json!({ "number": filing.number, "project": filing.project_id });
        let act = Act::new(&by, SUBJECT, filing.id.0, "file").documents([filing.hash]);
        journal::record(tx, act.detail(detail));
        figures::add(tx, "filings", 1)
    });
}

/// The subject of the journal's entry about a filing, and the act of that entry.
const SUBJECT: &str = "filing";
const FILED: &str = "filing.file";
/// The act by which a project comes from an earlier register, with its filing and certificate already made.
pub const TAKEN_OVER: &str = "project.import";

/// Number and hash of the latest filing.
pub(crate) fn head(tx: &mut Tx<'_>) -> Result<(i64, String), DbError> {
    let last = tx.first("SELECT sequence, hash FROM filing ORDER BY sequence DESC LIMIT 1", &[])?;
    Ok(last.unwrap_or_else(|| (0, GENESIS.to_owned())))
}

pub fn find(tx: &mut Tx<'_>, number: &str) -> Result<Option<Filing>, DbError> {
    db::find_where(tx, "WHERE number = $1", params![number])
}

pub fn of_project(tx: &mut Tx<'_>, id: ProjectId) -> Result<Option<Filing>, DbError> {
    db::find_where(tx, "WHERE project_id = $1", params![id])
}

/// The latest filings, for the public page.
pub fn latest(tx: &mut Tx<'_>, most: usize) -> Result<Vec<Filing>, DbError> {
    db::list(tx, "ORDER BY sequence DESC LIMIT $1", params![most])
}

/// Whether a filing is whole by itself: its hash fits its content.
pub fn is_whole(filing: &Filing) -> bool {
    hash_of(filing.sequence, filing.filed_at, &filing.body, &filing.prev_hash) == filing.hash
}

/// Whether a filing is whole, and the journal says that it was filed or that its project was taken over with it.
pub fn is_genuine(tx: &mut Tx<'_>, filing: &Filing) -> Result<bool, DbError> {
    if !is_whole(filing) {
        return Ok(false);
    }
    match journal::vouches_for(tx, filing.id.0, FILED, &filing.hash)? {
        Some(vouched) => Ok(vouched),
        None => journal::has(tx, filing.project_id.0, TAKEN_OVER),
    }
}

/// Where the chain of filings is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    pub sequence: i64,
    pub what: &'static str,
}

/// Walks the whole chain: every filing whole, none missing, each tied to the one before, each with its entry in the journal
/// or of a project that was taken over from an earlier register, and one for each that was counted.
pub fn verify(tx: &mut Tx<'_>) -> Result<Result<i64, Broken>, DbError> {
    let (mut at, mut prev, mut broken) = (0_i64, GENESIS.to_owned(), None);
    let sql = "SELECT f.sequence, f.filed_at, f.body, f.hash, f.prev_hash, f.number, e.documents, taken.seq FROM filing f \
               LEFT JOIN journal_entry e ON e.subject_id = f.id AND e.act = $1 \
               LEFT JOIN journal_entry taken ON taken.subject_id = f.project_id AND taken.act = $2 ORDER BY f.sequence";
    tx.each(sql, params![FILED, TAKEN_OVER], |row| {
        let (sequence, filed_at, body): (i64, Instant, String) = (row.next()?, row.next()?, row.next()?);
        let (hash, before, number): (String, String, String) = (row.next()?, row.next()?, row.next()?);
        let (entry, taken_over): (Option<String>, Option<i64>) = (row.next()?, row.next()?);
        let fault = if sequence != at + 1 {
            Some("a filing before this one is missing")
        } else if hash_of(sequence, filed_at, &body, &before) != hash {
            Some("the content does not fit its hash")
        } else if before != prev {
            Some("it is not tied to the filing before")
        } else if !body.contains(&number) {
            Some("it is kept under a number that is not its own")
        } else if entry.is_none() && taken_over.is_none() {
            Some("no entry of the journal says that it was filed")
        } else if entry.is_some_and(|documents| !journal::names(&documents, &hash)) {
            Some("the journal says that something else was filed")
        } else {
            None
        };
        if let (Some(what), None) = (fault, &broken) {
            broken = Some(Broken { sequence, what });
        }
        (at, prev) = (sequence, hash);
        Ok(())
    })?;
    let counted =
        tx.first::<(i64,)>("SELECT amount FROM programme_figure WHERE name = 'filings'", &[])?.map_or(0, |(n,)| n);
    Ok(match broken {
        Some(broken) => Err(broken),
        None if counted != at => Err(Broken { sequence: at + 1, what: "the last filings are missing" }),
        None => Ok(at),
    })
}
