//! Checking certificates: for everybody.

use kernel::Refusal;
use web::{ApiAnswer, Failed, Path, Visit};

use crate::certificate::{self, Body, Genuine};
use crate::look_up::read_typed;
use crate::print::find_certificate;
use crate::{Certificate, pages};

/// What the check finds.
#[derive(serde::Serialize, utoipa::ToSchema)]
#[schema(as = CertificateCheck)]
pub(crate) struct Check {
    /// The content fits the fingerprint it was issued with.
    pub is_whole: bool,
    /// What the journal says to it.
    pub verdict: Genuine,
    /// SHA-256 of `xieyu certificate 1`, a line feed, `body`, a line feed.
    pub hash: String,
    /// The certified content, byte for byte.
    pub body: String,
    /// The same, taken apart.
    pub certificate: Body,
    /// Address of the page.
    pub url: String,
}

pub(super) async fn check(visit: Visit, Path(typed): Path<String>) -> ApiAnswer {
    let found = find(&visit, &typed).await?;
    let checked = found.clone();
    let verdict = visit.site.db.read(move |tx| certificate::is_genuine(tx, &checked)).await?;
    let body: Body = serde_json::from_str(&found.body).map_err(Refusal::fault)?;
    web::json(&Check {
        is_whole: verdict != Genuine::No,
        verdict,
        url: format!("{}/certificates/{}", visit.site.base_url, found.code),
        hash: found.hash,
        body: found.body,
        certificate: body,
    })
}

/// The certificate to print.
pub(super) async fn pdf(visit: Visit, Path(typed): Path<String>) -> ApiAnswer {
    let found = find(&visit, &typed).await?;
    pages::print(&visit, found).await
}

/// By code, number or project number; look-ups that find nothing are counted.
async fn find(visit: &Visit, typed: &str) -> Result<Certificate, Failed> {
    let meant = match read_typed(typed) {
        Ok(meant) => meant,
        Err(breach) => {
            pages::failed_look_up(visit)?;
            return Err(breach.into());
        }
    };
    match visit.site.db.read(move |tx| find_certificate(tx, meant)).await? {
        Some(found) => Ok(found),
        None => {
            pages::failed_look_up(visit)?;
            Err(Failed::Refused(Refusal::NotFound))
        }
    }
}
