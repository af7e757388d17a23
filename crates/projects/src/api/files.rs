//! Evidence of reports and change requests.

use ::files::{Attachment, Limits};
use kernel::{ChangeId, ReportId};
use web::{ApiAnswer, FileBody, Method, Path, Routes, Visit, json};

use super::{WRITE, doc};
use crate::actions;

pub(super) fn routes() -> Routes {
    Routes::new()
        .api(
            Method::POST,
            "/reports/{id}/files",
            WRITE,
            doc("Attach evidence to a mid-term report: its bytes are the body").file().answer::<Attachment>(),
            to_report,
        )
        .api(
            Method::POST,
            "/changes/{id}/files",
            WRITE,
            doc("Attach evidence to a change request: its bytes are the body").file().answer::<Attachment>(),
            to_change,
        )
}

async fn to_report(visit: Visit, Path(id): Path<ReportId>, file: FileBody) -> ApiAnswer {
    let (actor, viewer) = (visit.actor()?, visit.actor()?);
    visit.site.db.read(move |tx| actions::report_to_write(tx, &viewer, id).map(drop)).await?;
    let stored = file.store(&visit, &Limits::default()).await?;
    json(&visit.site.db.write(move |tx| actions::attach_to_report(tx, &actor, id, &stored)).await?)
}

async fn to_change(visit: Visit, Path(id): Path<ChangeId>, file: FileBody) -> ApiAnswer {
    let (actor, viewer) = (visit.actor()?, visit.actor()?);
    visit.site.db.read(move |tx| actions::change_to_write(tx, &viewer, id)).await?;
    let stored = file.store(&visit, &Limits::default()).await?;
    json(&visit.site.db.write(move |tx| actions::attach_to_change(tx, &actor, id, &stored)).await?)
}
