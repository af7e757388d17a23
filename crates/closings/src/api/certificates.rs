//! Checking certificates: for everybody.

use kernel::Refusal;
use web::{ApiAnswer, Failed, Path, Visit};

use crate::certificate::{self, Body, Genuine};
use crate::look_up::{Typed, read_typed};
use crate::{pages, store};

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
    let meant = match read_typed(&typed) {
        Ok(meant) => meant,
        Err(breach) => {
            pages::failed_look_up(&visit)?;
            return Err(breach.into());
        }
    };
    let found = visit
        .site
        .db
        .read(move |tx| {
            let found = match meant {
                Typed::Code(code) => store::certificate_by_code(tx, &code)?,
                Typed::Number(number) => store::certificate_by_number(tx, &number)?,
            };
            let Some(found) = found else { return Ok::<_, Refusal>(None) };
            let verdict = certificate::is_genuine(tx, &found)?;
            Ok(Some((found, verdict)))
        })
        .await?;
    let Some((found, verdict)) = found else {
        pages::failed_look_up(&visit)?;
        return Err(Failed::Refused(Refusal::NotFound));
    };
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
