//! Evidence of reports and change requests.

use ::files::{Attachment, Limits, Stored};
use journal::Receipt;
use kernel::{Breach, ChangeId, FileId, ProjectId, Refusal, ReportId, Text, say};
use ui::{Field, Markup, html};
use web::{Answer, Failed, Form, Path, Query, Visit, saved_as};

use super::{change, report};
use crate::{actions, paths, policy, store};

const FILES: Text = say("附件", "Files");
const HINT: Text = say(
    "PDF、图片、docx 或 xlsx，单个不超过 20 MB；按内容识别格式。",
    "PDF, picture, docx or xlsx, at most 20 MB each; the format is told by the content.",
);
const UPLOADED: Text = say("文件已上传", "The file was uploaded");

/// Checks and stores the file of a form.
async fn stored(visit: &Visit, form: &Form) -> Result<Stored, Refusal> {
    let Some(file) = form.file("file") else {
        return Err(Breach::field("file", say("请选择文件", "Choose a file")).into());
    };
    visit
        .site
        .files
        .put(file.bytes.clone(), &file.name, &Limits::default())
        .await
        .map_err(|refused| refused.refusal("file"))
}

pub(crate) async fn upload_to_report(
    visit: Visit,
    Path((project, id)): Path<(ProjectId, ReportId)>,
    form: Form,
) -> Answer {
    let actor = visit.actor()?;
    let done = match stored(&visit, &form).await {
        Ok(stored) => visit.site.db.write(move |tx| actions::attach_to_report(tx, &actor, id, &stored).map(drop)).await,
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(()) => visit.done(&paths::report(project, id), UPLOADED),
        Err(Refusal::Breaches(breaches)) => report::again(&visit, id, None, &breaches).await,
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn upload_to_change(visit: Visit, Path(id): Path<ChangeId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let done = match stored(&visit, &form).await {
        Ok(stored) => visit.site.db.write(move |tx| actions::attach_to_change(tx, &actor, id, &stored).map(drop)).await,
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(()) => visit.done(&paths::change(id), UPLOADED),
        Err(Refusal::Breaches(breaches)) => change::again(&visit, id, None, &breaches).await,
        Err(other) => Err(other.into()),
    }
}

/// A file of a report or a change request of this project, for those who see its inside.
pub(crate) async fn download(visit: Visit, Path((id, file)): Path<(ProjectId, FileId)>) -> Answer {
    let actor = visit.actor()?;
    let attachment = visit
        .site
        .db
        .read(move |tx| {
            let viewer = store::viewer(tx, &actor)?;
            policy::inside(&viewer, store::get(tx, id)?)?;
            let found = ::files::find(tx, file)?.ok_or(Refusal::NotFound)?;
            let belongs = match found.subject.as_str() {
                "midterm_report" => {
                    let report = store::report(tx, ReportId(found.subject_id.0))?;
                    report.project_id == id && policy::may_read_report(&actor, &report)
                }
                "change_request" => {
                    let request = store::change(tx, ChangeId(found.subject_id.0))?;
                    request.project_id == id && policy::may_read_change(&actor, &request)
                }
                _ => false,
            };
            if belongs && found.removed_at.is_none() { Ok(found) } else { Err(Refusal::NotFound) }
        })
        .await?;
    web::download(&visit, &attachment).await
}

/// Which act a receipt is wanted of.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    act: String,
}

impl Asked {
    fn act(&self) -> &str {
        if self.act.is_empty() { "submit" } else { &self.act }
    }
}

/// The signed journal entry of handing a report in: it verifies without the platform.
pub(crate) async fn report_receipt_of(visit: &Visit, id: ReportId, asked: &Asked) -> Result<Receipt, Failed> {
    let (actor, signer) = (visit.actor()?, visit.site.signer.clone());
    let act = format!("midterm_report.{}", asked.act());
    let found = visit.site.db.read(move |tx| {
        report::load(tx, &actor, id)?;
        journal::receipt_for(tx, &signer, id.0, &act)?.ok_or(Refusal::NotFound)
    });
    Ok(found.await?)
}

/// The same for a change request.
pub(crate) async fn change_receipt_of(visit: &Visit, id: ChangeId, asked: &Asked) -> Result<Receipt, Failed> {
    let (actor, signer) = (visit.actor()?, visit.site.signer.clone());
    let act = format!("change_request.{}", asked.act());
    let found = visit.site.db.read(move |tx| {
        let request = store::change(tx, id)?;
        let viewer = store::viewer(tx, &actor)?;
        policy::inside(&viewer, store::get(tx, request.project_id)?)?;
        if !policy::may_read_change(&actor, &request) {
            return Err(Refusal::NotFound);
        }
        journal::receipt_for(tx, &signer, id.0, &act)?.ok_or(Refusal::NotFound)
    });
    Ok(found.await?)
}

pub(crate) async fn report_receipt(
    visit: Visit,
    Path((_, id)): Path<(ProjectId, ReportId)>,
    Query(asked): Query<Asked>,
) -> Answer {
    saved(&report_receipt_of(&visit, id, &asked).await?, &format!("midterm_report-{id}.json"))
}

pub(crate) async fn change_receipt(visit: Visit, Path(id): Path<ChangeId>, Query(asked): Query<Asked>) -> Answer {
    saved(&change_receipt_of(&visit, id, &asked).await?, &format!("change_request-{id}.json"))
}

fn saved(receipt: &Receipt, name: &str) -> Answer {
    let body = serde_json::to_vec_pretty(receipt).map_err(Refusal::fault)?;
    saved_as(body, "application/json", name)
}

/// The files of a thing, with a form for another where `upload_to` is given.
pub(crate) fn list(
    visit: &Visit,
    project: ProjectId,
    files: &[Attachment],
    upload_to: Option<String>,
    breaches: &[Breach],
) -> Markup {
    let lang = visit.lang;
    ui::section(
        lang,
        FILES,
        html! {
            @if files.is_empty() { p.muted { (say("没有附件。", "No files.").get(lang)) } }
            @else { ul.stack { @for f in files { li { a href=(paths::file(project, f.id)) { (f.name) } " " span.muted { "SHA-256 " (&f.sha256[..12.min(f.sha256.len())]) "…" } } } } }
            @if let Some(path) = upload_to {
                (ui::multipart_form(lang, &visit.csrf, &path, "", html! {
                    (Field::file("file", FILES, ".pdf,.png,.jpg,.jpeg,.docx,.xlsx").hint(HINT).render(lang, breaches))
                    (ui::submit_as(lang, "upload", "file", say("上传", "Upload"), ui::Kind::Secondary))
                }))
            }
        },
    )
}
