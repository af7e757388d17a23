//! Uploading, showing and taking away the files of a guideline. Each is kept at once, whatever else is wrong.

use files::{Attachment, Kind, Limits, Reading, Stored};
use kernel::{FileId, GuidelineId, Lang, Refusal, RowId, Text, say};
use ui::{Markup, html};
use web::{Answer, Form, Path, Visit};

use super::edit::load;
use super::typed::Typed;
use crate::actions::{self, ANNEX, COMMITMENT_LETTER};
use crate::{paths, texts};

/// What a commitment letter may be: a scan with the seal.
pub(crate) const LETTER: Limits = Limits { most_bytes: 20 * 1024 * 1024, kinds: &[Kind::Pdf, Kind::Png, Kind::Jpeg] };
const NONE: Text = say("还没有文件。", "No files yet.");
const NAME: Text = say("文件", "File");
const PURPOSE: Text = say("用途", "Purpose");
const ADDED: Text = say("上传时间", "Uploaded");
const REMOVE: Text = say("移除", "Remove");
const NOTHING: Text = say("请先选择文件", "Choose a file first");
const UPLOADED: Text = say("已上传", "Uploaded");
const REMOVED: Text = say("已移除", "Removed");
const OTHER: Text = say("其他附件", "Further file");

/// The files with their links; with buttons where they may be taken away.
pub(crate) fn list(lang: Lang, csrf: &str, id: GuidelineId, files: &[Attachment], removable: bool) -> Markup {
    let row = |file: &Attachment| {
        let purpose = if file.purpose == COMMITMENT_LETTER { texts::label(COMMITMENT_LETTER) } else { OTHER };
        let remove =
            html! { @if removable { (ui::step_button(&paths::remove_file(id, file.id), csrf, REMOVE).render(lang)) } };
        vec![
            html! { a href=(paths::file(id, file.id)) { (file.name) } },
            html! { (purpose.get(lang)) },
            ui::when(lang, file.uploaded_at),
            remove,
        ]
    };
    ui::table(lang, NAME, &[NAME, PURPOSE, ADDED, say("操作", "Action")], files.iter().map(row).collect(), NONE)
}

pub(crate) async fn upload(visit: Visit, Path(id): Path<GuidelineId>, form: Form) -> Answer {
    let mut breaches = Vec::new();
    let mut kept: Vec<(Stored, Reading, &'static str)> = Vec::new();
    for (purpose, limits) in [(COMMITMENT_LETTER, LETTER), (ANNEX, Limits::default())] {
        let Some(file) = form.file(purpose) else { continue };
        match visit.site.files.put(file.bytes.clone(), &file.name, &limits).await {
            Ok(stored) => {
                let reading = visit.site.files.reading_of(&stored).await.map_err(Refusal::from)?;
                kept.push((stored, reading, purpose));
            }
            Err(refused) => match refused.refusal(purpose) {
                Refusal::Breaches(wrong) => breaches.extend(wrong),
                other => return Err(other.into()),
            },
        }
    }
    if kept.is_empty() && breaches.is_empty() {
        breaches.push(kernel::Breach::field(COMMITMENT_LETTER, NOTHING));
    }
    let actor = visit.actor()?;
    let draft = visit.site.db.write(move |tx| {
        for (stored, reading, purpose) in &kept {
            actions::attach(tx, &actor, id, stored, purpose, reading)?;
        }
        load(tx, &actor, id)
    });
    let draft = draft.await?;
    if breaches.is_empty() {
        return visit.done(&format!("{}#f-commitment_letter", paths::edit(id)), UPLOADED);
    }
    let typed = Typed::of(&draft.content);
    let above = ui::breach_summary(visit.lang, &breaches);
    Ok(super::edit::render_with(&visit, web::StatusCode::UNPROCESSABLE_ENTITY, &draft, &typed, &breaches, above))
}

pub(crate) async fn remove(visit: Visit, Path((id, file)): Path<(GuidelineId, FileId)>, _form: Form) -> Answer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::remove_file(tx, &actor, id, file)).await?;
    visit.done(&paths::edit(id), REMOVED)
}

/// The file itself, for whoever sees the guideline from inside.
pub(crate) async fn download(visit: Visit, Path((id, file)): Path<(GuidelineId, FileId)>) -> Answer {
    let actor = visit.actor()?;
    let found = visit.site.db.read(move |tx| {
        actions::view(tx, &actor, id)?;
        let found = files::find(tx, file)?;
        found
            .filter(|f| f.subject == "guideline" && f.subject_id == RowId(id.0) && f.removed_at.is_none())
            .ok_or(Refusal::NotFound)
    });
    let file = found.await?;
    web::download(&visit, &file).await
}
