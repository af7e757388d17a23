//! What the printed agreement says: one of its versions, or what it says now.

use db::Tx;
use documents::templates::agreement::{self as printed, Version};
use kernel::{Actor, AgreementId, Instant, Refusal, Word};

use crate::content::Content;
use crate::policy::may_view;
use crate::record::Agreement;
use crate::state::State;
use crate::store;

/// A text of an agreement with the version it belongs to, `None` for a draft.
pub(crate) struct Text {
    pub agreement: Agreement,
    pub content: Content,
    pub version: Option<(i64, String)>,
    pub made_at: Instant,
}

/// Version `number`, for somebody who may see it; without a number the draft while it is one, and then its current version.
pub(crate) fn text(tx: &mut Tx<'_>, actor: &Actor, id: AgreementId, number: Option<i64>) -> Result<Text, Refusal> {
    let agreement = store::get(tx, id)?;
    if !may_view(actor, &agreement) {
        return Err(Refusal::NotFound);
    }
    let current = (agreement.state != State::Draft && agreement.version > 0).then_some(agreement.version);
    let Some(number) = number.or(current) else {
        let content = store::content_of(tx, &agreement)?;
        return Ok(Text { content, version: None, made_at: agreement.state_since, agreement });
    };
    let version = store::versions(tx, id)?.into_iter().find(|version| version.number == number);
    let version = version.ok_or(Refusal::NotFound)?;
    let content = Content::read(&version.body).map_err(Refusal::fault)?;
    Ok(Text { agreement, content, version: Some((version.number, version.hash)), made_at: version.made_at })
}

/// The same, ready to be printed.
pub fn printed(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: AgreementId,
    number: Option<i64>,
) -> Result<printed::Agreement, Refusal> {
    let Text { content, version, made_at, .. } = text(tx, actor, id, number)?;
    let party = |party: crate::content::Party| printed::Party { name: party.name, code: party.code };
    Ok(printed::Agreement {
        id: format!("agreement {id} {}", version.as_ref().map_or(0, |(number, _)| *number)),
        title: content.title,
        mode: content.mode.text(),
        enterprise: party(content.enterprise),
        university: party(content.university),
        pi_name: content.pi_name,
        starts_on: content.starts_on,
        closes_on: content.closes_on,
        cash: content.cash,
        goods: content.goods,
        payments: content.payments.into_iter().map(payment).collect(),
        deliverables: content.deliverables.into_iter().map(deliverable).collect(),
        ip_terms: content.ip_terms,
        duties: content.duties,
        files: content.files.into_iter().map(|f| printed::File { name: f.name, sha256: f.sha256 }).collect(),
        version: version.map(|(number, hash)| Version { number, hash }),
        made_at,
    })
}

fn payment(line: crate::content::Payment) -> printed::Payment {
    printed::Payment { kind: line.kind.text(), amount: line.amount, due_on: line.due_on, note: line.note }
}

fn deliverable(one: crate::content::Promised) -> printed::Deliverable {
    printed::Deliverable { number: one.number, kind: one.kind.text(), what: one.what, due_on: one.due_on }
}
