//! Receipts hold offline, and every change to one is found.

use db::Tx;
use journal::{Receipt, ReceiptFault, Signer, check_receipt, receipt_for};
use testing::TestDb;

use crate::{LAMP, acts};

fn receipt(base: &TestDb) -> Receipt {
    let id = acts(base, 3);
    let signer = Signer::from_bytes(&[7; 32]);
    let find = move |tx: &mut Tx<'_>| receipt_for(tx, &signer, id.0, "lamp.look");
    base.db.read_now(find).expect("the journal can be read").expect("there is such an entry")
}

testing::both_databases! {
    with [journal::MIGRATIONS, LAMP];

    fn a_receipt_holds_by_itself_after_a_trip_through_json(base: TestDb) {
        let text = serde_json::to_string(&receipt(&base)).expect("a receipt is JSON");
        let back: Receipt = serde_json::from_str(&text).expect("a receipt is read back");
        assert_eq!(check_receipt(&back, None), Ok(()));
        assert_eq!(check_receipt(&back, Some(&Signer::from_bytes(&[7; 32]).public_key())), Ok(()));
        assert_eq!(back.entry.reason, "look 2");
    }

    fn a_changed_receipt_does_not_hold(base: TestDb) {
        let mut changed = receipt(&base);
        changed.entry.person_name = "Somebody Else".into();
        assert_eq!(check_receipt(&changed, None), Err(ReceiptFault::Changed));
        changed.entry.hash = changed.entry.computed_hash();
        assert_eq!(check_receipt(&changed, None), Err(ReceiptFault::Signature));
    }

    fn a_receipt_signed_by_somebody_else_does_not_hold(base: TestDb) {
        let forged = Signer::from_bytes(&[8; 32]).receipt(receipt(&base).entry);
        let key = Signer::from_bytes(&[7; 32]).public_key();
        assert_eq!(check_receipt(&forged, Some(&key)), Err(ReceiptFault::OtherKey));
    }

    fn what_cannot_be_read_is_said_to_be_so(base: TestDb) {
        let mut odd = receipt(&base);
        odd.signature = "zz".into();
        assert_eq!(check_receipt(&odd, None), Err(ReceiptFault::Unreadable));
    }
}

#[test]
fn a_key_file_is_made_once_and_read_afterwards() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("receipt.key");
    let first = Signer::from_file(&path).expect("a key is made").public_key();
    assert_eq!(Signer::from_file(&path).expect("the key is read").public_key(), first);
    std::fs::write(&path, "not a key").expect("a file can be written");
    assert!(Signer::from_file(&path).is_err());
}
