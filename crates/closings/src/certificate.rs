//! The closing certificate (结题证书): what it certifies, its number and the hash anybody can work out. Rule Z-08.

use db::{DbError, Tx, params};
use journal::Act;
use kernel::{Actor, CertificateId, Day, Instant, Mode, ProjectId, ProjectType, Refusal, check};
use projects::filing::TAKEN_OVER;
use sha2::{Digest, Sha256};

use crate::Certificate;
use crate::code::VerificationCode;
use crate::rules::certificate_may_be_issued;
use crate::store::{self, Dossier};

/// What is certified. The order of the fields is part of the hash; a new field goes to the end with a new `form`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[schema(as = CertificateBody)]
pub struct Body {
    /// Version of this form: 1.
    pub form: u8,
    pub number: String,
    /// The verification code, without hyphens.
    pub code: String,
    pub project_number: String,
    pub title: String,
    #[serde(rename = "type")]
    pub project_type: ProjectType,
    pub enterprise: String,
    pub university: String,
    pub pi: String,
    pub mode: Mode,
    pub established_on: Day,
    pub closed_on: Day,
    /// Hash of the project's filing record; empty for projects from before the register.
    pub filing_hash: String,
    pub issued_by: String,
    pub issued_at: Instant,
}

/// The number of the certificate of the project with this number.
pub fn number_of(project_number: &str) -> String {
    format!("ZS{project_number}")
}

/// Canonical JSON: fixed order of fields, no spaces, UTF-8.
pub(crate) fn canonical(body: &Body) -> Result<String, Refusal> {
    serde_json::to_string(body).map_err(Refusal::fault)
}

/// The text that is hashed.
pub(crate) fn hashed_text(body: &str) -> String {
    format!("xieyu certificate 1\n{body}\n")
}

/// SHA-256 of [`hashed_text`], hexadecimal: anybody can work it out with the tools of their system.
pub(crate) fn hash_of(body: &str) -> String {
    hex::encode(Sha256::digest(hashed_text(body)))
}

/// Whether the stored hash fits the stored content.
pub(crate) fn is_whole(certificate: &Certificate) -> bool {
    hash_of(&certificate.body) == certificate.hash
}

/// What can be said of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CertificateVerdict)]
pub enum Genuine {
    /// Its content fits its fingerprint, and the journal recorded that fingerprint when it was issued.
    Recorded,
    /// Its content fits its fingerprint; it comes from an earlier register, so the journal says nothing.
    TakenOver,
    /// Its content does not fit, or the journal recorded another fingerprint, or none although it was issued here.
    No,
}

const ISSUED: &str = "certificate.issue";

/// Compares a certificate with itself and with the journal's entry of its issue. Rule Z-08.
pub(crate) fn is_genuine(tx: &mut Tx<'_>, certificate: &Certificate) -> Result<Genuine, DbError> {
    let vouched = journal::vouches_for(tx, certificate.id.0, ISSUED, &certificate.hash)?;
    let taken_over = vouched.is_none() && journal::has(tx, certificate.project_id.0, TAKEN_OVER)?;
    Ok(judge(is_whole(certificate), vouched, taken_over))
}

const fn judge(is_whole: bool, vouched: Option<bool>, taken_over: bool) -> Genuine {
    match (is_whole, vouched) {
        (true, Some(true)) => Genuine::Recorded,
        (true, None) if taken_over => Genuine::TakenOver,
        (false, _) | (true, Some(false) | None) => Genuine::No,
    }
}

/// Walks all certificates: their count, or the numbers of those that are not genuine, that nobody issued, that stand under
/// another number, or that were issued and are gone.
pub fn verify(tx: &mut Tx<'_>) -> Result<Result<u64, Vec<String>>, DbError> {
    let (mut count, mut forged) = (0, Vec::new());
    let sql = "SELECT c.number, c.code, c.body, c.hash, e.documents, taken.seq FROM certificate c \
               LEFT JOIN journal_entry e ON e.subject_id = c.id AND e.act = $1 \
               LEFT JOIN journal_entry taken ON taken.subject_id = c.project_id AND taken.act = $2 ORDER BY c.id";
    tx.each(sql, params![ISSUED, TAKEN_OVER], |row| {
        let (number, code, body, hash): (String, String, String, String) =
            (row.next()?, row.next()?, row.next()?, row.next()?);
        let (entry, taken_over): (Option<String>, Option<i64>) = (row.next()?, row.next()?);
        count += 1;
        let vouched = entry.map(|documents| journal::names(&documents, &hash));
        let is_whole = hash_of(&body) == hash && body.contains(&number) && body.contains(&code);
        if judge(is_whole, vouched, taken_over.is_some()) == Genuine::No {
            forged.push(number);
        }
        Ok(())
    })?;
    let lost = "SELECT e.subject_id FROM journal_entry e WHERE e.act = $1 AND NOT EXISTS (SELECT 1 FROM certificate c WHERE c.id = e.subject_id)";
    for (id,) in tx.query::<(CertificateId,)>(lost, params![ISSUED])? {
        forged.push(format!("{id} (issued, but no longer there)"));
    }
    Ok(if forged.is_empty() { Ok(count) } else { Err(forged) })
}

/// The row of a certificate that certifies `body`, with its hash. Registers that are taken over use it directly.
pub fn sealed(id: CertificateId, project_id: ProjectId, body: Body) -> Result<Certificate, Refusal> {
    let text = canonical(&body)?;
    Ok(Certificate {
        id,
        project_id,
        number: body.number,
        code: body.code,
        issued_at: body.issued_at,
        issued_by: body.issued_by,
        hash: hash_of(&text),
        body: text,
    })
}

/// Issues the certificate of a closing that has just been published as passed, in the same transaction. A second one is
/// refused by the rule, and by the key of the table if two try at once.
pub(crate) fn issue(tx: &mut Tx<'_>, actor: &Actor, dossier: &Dossier) -> Result<Certificate, Refusal> {
    let known = store::certificate_of_project(tx, dossier.project.id)?;
    check([certificate_may_be_issued(dossier.closing.state, known.is_some())])?;
    let code = unused_code(tx)?;
    let certificate = sealed(CertificateId::at(tx.now()), dossier.project.id, body(tx, dossier, code)?)?;
    db::insert(tx, &certificate)?;
    let act = Act::new(actor, "certificate", certificate.id.0, "issue").documents([certificate.hash.clone()]);
    journal::record(tx, act.detail(serde_json::json!({ "number": certificate.number, "project": dossier.project.id })));
    Ok(certificate)
}

fn body(tx: &mut Tx<'_>, dossier: &Dossier, code: VerificationCode) -> Result<Body, Refusal> {
    let (closing, project) = (&dossier.closing, &dossier.project);
    let now = tx.now();
    Ok(Body {
        form: 1,
        number: number_of(&project.number),
        code: code.plain(),
        project_number: project.number.clone(),
        title: project.title.clone(),
        project_type: project.project_type,
        enterprise: project.enterprise_name.clone(),
        university: project.university_name.clone(),
        pi: project.pi_name.clone(),
        mode: project.mode,
        established_on: project.established_on,
        closed_on: closing.published_at.unwrap_or(now).day(),
        filing_hash: projects::filing::of_project(tx, project.id)?.map(|filing| filing.hash).unwrap_or_default(),
        issued_by: issuer(tx, dossier)?,
        issued_at: now,
    })
}

/// The expert group in legacy mode; in 2024 mode the platform, after the university has published.
fn issuer(tx: &mut Tx<'_>, dossier: &Dossier) -> Result<String, Refusal> {
    let sql = "SELECT name FROM organisation WHERE kind = 'expert_group' ORDER BY id LIMIT 1";
    Ok(match dossier.closing.mode {
        Mode::Legacy => {
            tx.first::<(String,)>(sql, &[])?.map_or_else(|| "产学合作协同育人项目专家组".to_owned(), |(name,)| name)
        }
        Mode::Rolling => dossier.project.university_name.clone(),
    })
}

/// Sixty random bits that no certificate bears yet. That a code is taken is as likely as winning every lottery of a
/// year; asking costs one statement and saves the publication from failing for it.
fn unused_code(tx: &mut Tx<'_>) -> Result<VerificationCode, Refusal> {
    loop {
        let code = VerificationCode::from_random(rand::random());
        if tx.first::<(CertificateId,)>("SELECT id FROM certificate WHERE code = $1", params![code])?.is_none() {
            return Ok(code);
        }
    }
}
