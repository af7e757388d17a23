//! The API's doors of this slice.

use journal::Receipt;
use web::{ApiAnswer, Json, Visit, json};

pub(crate) async fn figures(visit: Visit) -> ApiAnswer {
    // What was read before was found to hold now.
    let now = visit.site.db.clock().now();
    json(&crate::Figures { as_of: now, ..crate::front::front(&visit).await?.figures.clone() })
}

pub(crate) async fn todo(visit: Visit) -> ApiAnswer {
    let actor = visit.actor()?;
    json(&visit.site.db.read(move |tx| crate::of_hat(tx, &actor)).await?)
}

/// The platform's public key.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct ReceiptKey {
    /// `ed25519`
    algorithm: &'static str,
    /// Hexadecimal.
    public_key: String,
}

pub(crate) async fn receipt_key(visit: Visit) -> ApiAnswer {
    json(&ReceiptKey { algorithm: "ed25519", public_key: visit.site.signer.public_key() })
}

pub(crate) async fn check_receipt(visit: Visit, Json(receipt): Json<Receipt>) -> ApiAnswer {
    json(&crate::receipts::holds(&visit, receipt).await??)
}
