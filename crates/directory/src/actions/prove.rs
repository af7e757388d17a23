//! A teacher who was invited, or whose papers changed, shows the qualification afterwards.

use db::Tx;
use files::Stored;
use journal::Act;
use kernel::{Actor, Breach, Refusal, RowId, say};

use super::PERSON_PROOFS;
use super::accounts::set_qualification;
use crate::store;

/// What somebody shows of their own qualification; what stays empty or `None` is left as it is.
#[derive(Clone, Debug, Default)]
pub struct Qualification {
    pub certificate_number: String,
    pub title: String,
    /// In the order of [`PERSON_PROOFS`].
    pub proofs: [Option<Stored>; 2],
}

/// Adds to one's own qualification. Afterwards number and scan, or a proof of title, must be there. Rule A-05.
pub fn prove_qualification(tx: &mut Tx<'_>, actor: &Actor, shown: &Qualification) -> Result<(), Refusal> {
    let nothing =
        shown.certificate_number.is_empty() && shown.title.is_empty() && shown.proofs.iter().all(Option::is_none);
    if nothing {
        let said = say("请填写资格证编号或选择文件。", "Give the certificate's number or choose a file.");
        return Err(Breach::field("certificate_number", said).into());
    }
    let (number, has_scan, has_title) = store::qualification(tx, actor.person_id)?;
    let number = if shown.certificate_number.is_empty() { number } else { shown.certificate_number.clone() };
    let [scan, title] = &shown.proofs;
    crate::rules::teacher_is_proven(&number, has_scan || scan.is_some(), has_title || title.is_some())?;
    set_qualification(tx, actor.person_id, &shown.certificate_number, &shown.title)?;
    for (proof, (purpose, _)) in shown.proofs.iter().zip(PERSON_PROOFS) {
        if let Some(proof) = proof {
            files::attach(tx, actor, proof, "person", RowId(actor.person_id.0), purpose)?;
        }
    }
    let act = Act::new(actor, "person", actor.person_id.0, "prove_qualification");
    journal::record(tx, act.documents(shown.proofs.iter().flatten().map(|proof| proof.sha256.clone())));
    Ok(())
}
