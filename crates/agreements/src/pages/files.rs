//! Signed documents and receipts.

use ::files::{Attachment, Limits};
use kernel::{Actor, AgreementId, Breach, FileId, Refusal, Text, say};
use ui::{Field, Markup, html};
use web::{Answer, Failed, Form, Path, Query, Visit, saved_as};

use super::view::{self, View};
use crate::policy::edit_permit;
use crate::store::{SIGNED_DOCUMENT, SUBJECT};
use crate::{actions, paths, texts};

const UPLOAD: Text = say("上传", "Upload");
const REMOVE: Text = say("移除", "Remove");
const HINT: Text = say(
    "PDF、图片、docx 或 xlsx，单个不超过 20 MB；按内容识别格式。",
    "PDF, picture, docx or xlsx, at most 20 MB each; the format is told by the content.",
);
const NONE: Text = say("尚未上传签章文本。", "No signed document yet.");
const CHOOSE: Text = say("请选择文件", "Choose a file");

pub(crate) async fn upload(visit: Visit, Path(id): Path<AgreementId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    // Whoever may not write this draft stores nothing.
    let viewer = actor.clone();
    visit.site.db.read(move |tx| edit_permit(&viewer, crate::store::get(tx, id)?).map(drop)).await?;
    let Some(file) = form.file("file") else {
        return super::edit::again(&visit, id, None, &[Breach::field("file", CHOOSE)]).await;
    };
    let stored = match visit
        .site
        .files
        .put(file.bytes.clone(), &file.name, &Limits::default())
        .await
        .map_err(|refused| refused.refusal("file"))
    {
        Ok(stored) => stored,
        Err(Refusal::Breaches(breaches)) => return super::edit::again(&visit, id, None, &breaches).await,
        Err(other) => return Err(other.into()),
    };
    match visit.site.db.write(move |tx| actions::attach(tx, &actor, id, &stored)).await {
        Err(Refusal::Breaches(breaches)) => super::edit::again(&visit, id, None, &breaches).await,
        attached => {
            attached?;
            visit.done(&paths::edit(id), say("文件已上传", "The file was uploaded"))
        }
    }
}

pub(crate) async fn remove(visit: Visit, Path((id, file)): Path<(AgreementId, FileId)>, _form: Form) -> Answer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::remove_file(tx, &actor, id, file)).await?;
    visit.done(&paths::edit(id), say("文件已移除", "The file was removed"))
}

/// Removed files are answered too: earlier versions hold them.
pub(crate) async fn download(visit: Visit, Path((id, file)): Path<(AgreementId, FileId)>) -> Answer {
    let actor = visit.actor()?;
    let attachment = visit
        .site
        .db
        .read(move |tx| {
            view::seen(tx, &actor, id)?;
            let found = ::files::find(tx, file)?;
            found
                .filter(|a| a.subject == SUBJECT && a.subject_id.0 == id.0 && a.purpose == SIGNED_DOCUMENT)
                .ok_or(Refusal::NotFound)
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

/// The signed entry of the journal about one act: it verifies without the platform.
pub(crate) async fn receipt_of(visit: &Visit, id: AgreementId, asked: &Asked) -> Result<journal::Receipt, Failed> {
    let (actor, signer) = (visit.actor()?, visit.site.signer.clone());
    let act = format!("{SUBJECT}.{}", asked.act());
    let found = visit.site.db.read(move |tx| {
        view::seen(tx, &actor, id)?;
        journal::receipt_for(tx, &signer, id.0, &act)?.ok_or(Refusal::NotFound)
    });
    Ok(found.await?)
}

pub(crate) async fn receipt(visit: Visit, Path(id): Path<AgreementId>, Query(asked): Query<Asked>) -> Answer {
    let receipt = receipt_of(&visit, id, &asked).await?;
    let act = asked.act().replace(|c: char| !c.is_ascii_lowercase() && c != '_', "");
    let body = serde_json::to_vec_pretty(&receipt).map_err(Refusal::fault)?;
    saved_as(body, "application/json", &format!("agreement-{id}-{act}.json"))
}

/// The documents, for reading.
pub(crate) fn attached(visit: &Visit, _actor: &Actor, view: &View) -> Markup {
    let lang = visit.lang;
    ui::section(
        lang,
        texts::SIGNED,
        html! {
            @if view.files.is_empty() { p.muted { (NONE.get(lang)) } }
            @else { ul.stack { @for file in &view.files { li { (link(view, file)) } } } }
        },
    )
}

fn link(view: &View, file: &Attachment) -> Markup {
    html! {
        a href=(paths::file(view.agreement.id, file.id)) { (file.name) }
        " " span.muted { "SHA-256 " (&file.sha256[..file.sha256.len().min(12)]) "…" }
    }
}

/// The documents, for adding and removing.
pub(crate) fn upload_form(visit: &Visit, actor: &Actor, view: &View, breaches: &[Breach]) -> Markup {
    let (lang, id) = (visit.lang, view.agreement.id);
    ui::section(
        lang,
        texts::SIGNED,
        html! {
            @if view.files.is_empty() { p.muted { (NONE.get(lang)) } }
            @for file in &view.files {
                div.actions {
                    (link(view, file)) " "
                    @if actor.is(view.agreement.pi_id) { (ui::step_button(&paths::remove_file(id, file.id), &visit.csrf, REMOVE).render(lang)) }
                }
            }
            (ui::multipart_form(lang, &visit.csrf, &paths::files(id), "", html! {
                (Field::file("file", texts::SIGNED, ".pdf,.png,.jpg,.jpeg,.docx,.xlsx").hint(HINT).render(lang, breaches))
                (ui::submit_as(lang, "upload", "file", UPLOAD, ui::Kind::Secondary))
            }))
        },
    )
}
