//! What is left of a person who closed their account: the name, which the journal keeps as well, and nothing to reach or to
//! recognise them by.

use db::{DbError, Tx, params};
use kernel::{OrganisationId, PersonId, Role, RowId};

use crate::record::Person;

/// Takes personal data away and closes the account. The certificate stays where a decision rested on it. Rule A-05.
pub(crate) fn close_person(tx: &mut Tx<'_>, person: &Person, keeps_proofs: bool) -> Result<bool, DbError> {
    let now = tx.now();
    // The address stays unique and reaches nobody.
    let nobody = format!("closed:{}", person.id);
    let certificate = if keeps_proofs { person.certificate_number.as_str() } else { "" };
    let title = if keeps_proofs { person.title.as_str() } else { "" };
    let sql = "UPDATE person SET email = $1, phone = '', name_en = '', title = $2, certificate_number = $3, password_hash = '', \
               closed_at = $4, revision = revision + 1 WHERE id = $5 AND closed_at IS NULL";
    Ok(tx.execute(sql, params![nobody, title, certificate, now, person.id])? == 1)
}

/// Sessions, tokens, links, letters, the calendar and the expertise of a person: none of them is evidence of anything.
pub(crate) fn forget_traces(tx: &mut Tx<'_>, person: &Person) -> Result<(), DbError> {
    let mut addresses: Vec<String> = tx
        .query::<(String,)>("SELECT email FROM email_change WHERE person_id = $1", params![person.id])?
        .into_iter()
        .map(|(email,)| email)
        .collect();
    addresses.push(person.email.clone());
    addresses.extend(super::former_addresses(tx, person.id)?);
    mail::forget_all_of(tx, person.id, &addresses)?;
    for table in
        ["session", "api_token", "account_link", "email_change", "former_address", "calendar_feed", "expertise"]
    {
        tx.execute(&format!("DELETE FROM {table} WHERE person_id = $1"), params![person.id])?;
    }
    Ok(())
}

/// The papers a person showed of their qualification; answers the hashes whose bytes nothing else needs: no attachment, and no
/// form of somebody who is just registering.
pub(crate) fn forget_proofs(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<String>, DbError> {
    let mut alone = Vec::new();
    for hash in files::erase(tx, "person", RowId(person.0))? {
        let kept = "SELECT COUNT(*) FROM kept_upload WHERE sha256 = $1";
        if tx.one::<(i64,)>(kept, params![hash])?.0 == 0 {
            alone.push(hash);
        }
    }
    Ok(alone)
}

/// Organisations whose last administrator this person is.
pub(crate) fn administered_alone(
    tx: &mut Tx<'_>,
    person: PersonId,
) -> Result<Vec<(OrganisationId, String, Role)>, DbError> {
    let sql = "SELECT o.id, o.name, m.role, o.kind FROM membership m JOIN organisation o ON o.id = m.organisation_id \
               WHERE m.person_id = $1 AND m.state = 'active' AND NOT EXISTS (SELECT 1 FROM membership other \
               WHERE other.organisation_id = m.organisation_id AND other.role = m.role AND other.state = 'active' AND other.person_id <> $1) \
               ORDER BY o.id";
    let all: Vec<(OrganisationId, String, Role, crate::OrganisationKind)> = tx.query(sql, params![person])?;
    let alone = all.into_iter().filter(|(_, _, role, kind)| *role == kind.administering_role());
    Ok(alone.map(|(id, name, role, _)| (id, name, role)).collect())
}
