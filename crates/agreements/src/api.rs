//! The API of agreements: the same actions as the pages.

use applications::checklist::{Answer, Check};
use kernel::{AgreementId, ApplicationId, FileId, Refusal};
use web::{Access, ApiAnswer, Cursor, Doc, FileBody, Json, Method, Path, Query, Routes, Visit};

use crate::actions::{self, Seen};
use crate::content::Content;
use crate::edit::Edit;
use crate::pages::{ReceiptQuery, view};
use crate::record::{Agreement, AgreementVersion, Deliverable, PaymentLine};
use crate::{lists, paths, store};

const READ: Access = Access::Token("agreements:read");
const WRITE: Access = Access::Token("agreements:write");

/// An agreement with everything that belongs to it.
#[derive(serde::Serialize, utoipa::ToSchema)]
#[schema(as = WholeAgreement)]
struct Whole {
    agreement: Agreement,
    payments: Vec<PaymentLine>,
    deliverables: Vec<Deliverable>,
    files: Vec<files::Attachment>,
}

/// A version with its content read.
#[derive(serde::Serialize, utoipa::ToSchema)]
struct WholeVersion {
    version: AgreementVersion,
    content: Content,
}

/// The reason of a step.
#[derive(serde::Deserialize, utoipa::ToSchema)]
#[schema(as = AgreementReason)]
struct Because {
    #[serde(default)]
    reason: String,
}

/// The university's decision.
#[derive(serde::Deserialize, utoipa::ToSchema)]
struct UniversityDecision {
    /// The version that was looked at.
    version: i64,
    passes: bool,
    #[serde(default)]
    seal: bool,
    /// The whole checklist, whatever is decided. Rule U-02.
    #[serde(default)]
    checks: Vec<Checked>,
    #[serde(default)]
    reason: String,
}

/// One answer of the checklist.
#[derive(serde::Deserialize, utoipa::ToSchema)]
struct Checked {
    check: Check,
    yes: bool,
    #[serde(default)]
    comment: String,
}

/// The enterprise's decision.
#[derive(serde::Deserialize, utoipa::ToSchema)]
struct EnterpriseDecision {
    /// The version that was looked at.
    version: i64,
    confirms: bool,
    #[serde(default)]
    seal: bool,
    #[serde(default)]
    reason: String,
}

pub(crate) fn routes() -> Routes {
    let doc = |summary: &'static str| Doc::new("agreements", summary);
    Routes::new()
        .api(
            Method::GET,
            "/agreements",
            READ,
            doc("Agreements you may see, the newest first")
                .answers::<Agreement>()
                .query(&[("after", "id of the last one of the page before")]),
            list,
        )
        .api(
            Method::POST,
            "/applications/{id}/agreement",
            WRITE,
            doc("Begin the agreement of a selected application").creates().answer::<Agreement>(),
            begin,
        )
        .api(
            Method::GET,
            "/agreements/{id}",
            READ,
            doc("An agreement with its plan, deliverables and documents").answer::<Whole>(),
            show,
        )
        .api(Method::PUT, "/agreements/{id}", WRITE, doc("Write the draft").body::<Edit>().answer::<Agreement>(), edit)
        .api(
            Method::GET,
            "/agreements/{id}/pdf",
            READ,
            doc("A version to print, sign and seal")
                .pdf()
                .query(&[("version", "its number; without it the draft while it is one, then the current version")]),
            crate::pages::text::pdf,
        )
        .api(
            Method::GET,
            "/agreements/{id}/versions",
            READ,
            doc("All versions").answers::<AgreementVersion>(),
            versions,
        )
        .api(
            Method::GET,
            "/agreements/{id}/versions/{number}",
            READ,
            doc("One version with its content").answer::<WholeVersion>(),
            version,
        )
        .api(
            Method::POST,
            "/agreements/{id}/files",
            WRITE,
            doc("Upload a signed document: its bytes are the body").creates().file().answer::<files::Attachment>(),
            upload,
        )
        .api(
            Method::GET,
            "/agreements/{id}/files/{file}",
            READ,
            doc("One signed document, of an earlier version as well").hands_out_file(),
            crate::pages::download,
        )
        .api(
            Method::DELETE,
            "/agreements/{id}/files/{file}",
            WRITE,
            doc("Take a document off the draft").answers::<files::Attachment>(),
            remove,
        )
        .api(
            Method::GET,
            "/agreements/{id}/receipt",
            READ,
            doc("The signed receipt of an act")
                .query(&[("act", "submit (the default), university_pass, enterprise_confirm, report and so on")])
                .answer::<journal::Receipt>(),
            receipt,
        )
        .api(
            Method::POST,
            "/agreements/{id}/submit",
            WRITE,
            doc("Submit to the university").answer::<Agreement>(),
            submit,
        )
        .api(
            Method::POST,
            "/agreements/{id}/university-review",
            WRITE,
            doc("Confirm or return for the university").body::<UniversityDecision>().answer::<Agreement>(),
            university,
        )
        .api(
            Method::POST,
            "/agreements/{id}/enterprise-review",
            WRITE,
            doc("Confirm or return for the enterprise").body::<EnterpriseDecision>().answer::<Agreement>(),
            enterprise,
        )
        .api(
            Method::POST,
            "/agreements/{id}/report",
            WRITE,
            doc("Report to the expert group (legacy mode)").answer::<Agreement>(),
            report,
        )
        .api(
            Method::POST,
            "/agreements/{id}/revise",
            WRITE,
            doc("Take back in order to change").body::<Because>().answer::<Agreement>(),
            revise,
        )
        .api(
            Method::POST,
            "/agreements/{id}/withdraw",
            WRITE,
            doc("Withdraw for good").body::<Because>().answer::<Agreement>(),
            withdraw,
        )
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct After {
    after: Cursor<AgreementId>,
}

async fn list(visit: Visit, Query(After { after }): Query<After>) -> ApiAnswer {
    let actor = visit.actor()?;
    web::json(&visit.site.db.read(move |tx| lists::records(tx, &actor, after.0)).await?)
}

async fn begin(visit: Visit, Path(id): Path<ApplicationId>) -> ApiAnswer {
    let begun = crate::pages::begin::begun(&visit, id).await?;
    web::found(&format!("/api/v1{}", paths::show(begun.id)), &begun)
}

async fn show(visit: Visit, Path(id): Path<AgreementId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let whole = visit
        .site
        .db
        .read(move |tx| {
            let agreement = view::seen(tx, &actor, id)?;
            Ok::<_, Refusal>(Whole {
                payments: store::payment_lines(tx, id)?,
                deliverables: store::deliverables(tx, id)?,
                files: store::signed_documents(tx, id)?,
                agreement,
            })
        })
        .await?;
    web::json(&whole)
}

async fn edit(visit: Visit, Path(id): Path<AgreementId>, Json(typed): Json<Edit>) -> ApiAnswer {
    let actor = visit.actor()?;
    web::json(&visit.site.db.write(move |tx| actions::edit(tx, &actor, id, &typed)).await?)
}

async fn versions(visit: Visit, Path(id): Path<AgreementId>) -> ApiAnswer {
    let actor = visit.actor()?;
    let all = visit
        .site
        .db
        .read(move |tx| {
            view::seen(tx, &actor, id)?;
            Ok::<_, Refusal>(store::versions(tx, id)?)
        })
        .await?;
    web::json(&all)
}

async fn version(visit: Visit, Path((id, number)): Path<(AgreementId, i64)>) -> ApiAnswer {
    let actor = visit.actor()?;
    let whole = visit
        .site
        .db
        .read(move |tx| {
            view::seen(tx, &actor, id)?;
            let version = store::versions(tx, id)?
                .into_iter()
                .find(|version| version.number == number)
                .ok_or(Refusal::NotFound)?;
            let content = Content::read(&version.body).map_err(Refusal::fault)?;
            Ok::<_, Refusal>(WholeVersion { version, content })
        })
        .await?;
    web::json(&whole)
}

async fn upload(visit: Visit, Path(id): Path<AgreementId>, file: FileBody) -> ApiAnswer {
    let actor = visit.actor()?;
    let viewer = actor.clone();
    visit.site.db.read(move |tx| crate::policy::edit_permit(&viewer, store::get(tx, id)?).map(drop)).await?;
    let stored = file.store(&visit, &files::Limits::default()).await?;
    let attached = visit.site.db.write(move |tx| actions::attach(tx, &actor, id, &stored)).await?;
    web::found(&format!("/api/v1{}", paths::file(id, attached.id)), &attached)
}

async fn remove(visit: Visit, Path((id, file)): Path<(AgreementId, FileId)>) -> ApiAnswer {
    let actor = visit.actor()?;
    let left = visit.site.db.write(move |tx| {
        actions::remove_file(tx, &actor, id, file)?;
        Ok::<_, Refusal>(store::signed_documents(tx, id)?)
    });
    web::json(&left.await?)
}

async fn receipt(visit: Visit, Path(id): Path<AgreementId>, Query(asked): Query<ReceiptQuery>) -> ApiAnswer {
    web::json(&crate::pages::receipt_of(&visit, id, &asked).await?)
}

async fn submit(visit: Visit, Path(id): Path<AgreementId>) -> ApiAnswer {
    let actor = visit.actor()?;
    web::json(&visit.site.db.write(move |tx| actions::submit(tx, &actor, id)).await?)
}

async fn university(visit: Visit, Path(id): Path<AgreementId>, Json(said): Json<UniversityDecision>) -> ApiAnswer {
    let (actor, seen) = (visit.actor()?, Some(Seen(said.version)));
    let decided = visit
        .site
        .db
        .write(move |tx| {
            let answers: Vec<Answer> =
                said.checks.into_iter().map(|c| Answer { check: c.check, yes: c.yes, comment: c.comment }).collect();
            if said.passes {
                actions::university_pass(tx, &actor, id, seen, &answers, said.seal)
            } else {
                actions::university_return(tx, &actor, id, seen, &answers, &said.reason)
            }
        })
        .await?;
    web::json(&decided)
}

async fn enterprise(visit: Visit, Path(id): Path<AgreementId>, Json(said): Json<EnterpriseDecision>) -> ApiAnswer {
    let (actor, seen) = (visit.actor()?, Some(Seen(said.version)));
    let decided = visit
        .site
        .db
        .write(move |tx| {
            if said.confirms {
                actions::enterprise_confirm(tx, &actor, id, seen, said.seal)
            } else {
                actions::enterprise_return(tx, &actor, id, seen, &said.reason)
            }
        })
        .await?;
    web::json(&decided)
}

async fn report(visit: Visit, Path(id): Path<AgreementId>) -> ApiAnswer {
    let actor = visit.actor()?;
    web::json(&visit.site.db.write(move |tx| actions::report(tx, &actor, id)).await?)
}

async fn revise(visit: Visit, Path(id): Path<AgreementId>, Json(Because { reason }): Json<Because>) -> ApiAnswer {
    let actor = visit.actor()?;
    web::json(&visit.site.db.write(move |tx| actions::revise(tx, &actor, id, &reason)).await?)
}

async fn withdraw(visit: Visit, Path(id): Path<AgreementId>, Json(Because { reason }): Json<Because>) -> ApiAnswer {
    let actor = visit.actor()?;
    web::json(&visit.site.db.write(move |tx| actions::withdraw(tx, &actor, id, &reason)).await?)
}
