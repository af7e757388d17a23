//! Files of an application: up, down, away.

use files::Limits;
use kernel::{ApplicationId, Breaches, FileId, Refusal, RowId, say};
use web::{Answer, Form, Path, StatusCode, Visit};

use super::draft::{conflict_page, form_page, store, version};
use crate::actions::{self, PURPOSES, Saved};
use crate::typed::Typed;
use crate::{paths, policy};

/// Takes the chosen files and, since it is the same form, what was typed as well. A file that is not taken does not keep
/// the others or the text from being stored.
pub async fn upload(visit: Visit, Path(id): Path<ApplicationId>, form: Form) -> Answer {
    let typed = Typed::from_pairs(form.pairs());
    let saved = store(&visit, id, &typed, &version(&form)).await?;
    let (taken, mut breaches) = take_files(&visit, id, &form).await?;
    match saved {
        Saved::Conflict { differences, .. } => conflict_page(&visit, id, &typed, &differences).await,
        Saved::Stored { breaches: unreadable, .. } => {
            if taken == 0 && breaches.is_empty() {
                breaches.push(kernel::Breach::field(
                    actions::DOCUMENT,
                    say("请先选择文件，再按“上传”。", "Please choose a file first, then upload."),
                ));
            }
            breaches.extend(unreadable);
            if breaches.is_empty() {
                return visit.done(
                    &paths::application(id),
                    say("文件已上传，填写的内容已保存", "The file is uploaded, what you typed is saved"),
                );
            }
            form_page(&visit, id, &typed, &version(&form), &breaches, None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Stores the chosen files, each for itself: how many were taken, and why others were not.
pub async fn take_files(visit: &Visit, id: ApplicationId, form: &Form) -> Result<(usize, Breaches), web::Failed> {
    let (mut taken, mut breaches) = (0, Breaches::new());
    for (purpose, _) in PURPOSES {
        for file in form.files(purpose) {
            let stored = match visit.site.files.put(file.bytes.clone(), &file.name, &Limits::default()).await {
                Ok(stored) => stored,
                Err(files::Refused::Store(cause)) => return Err(Refusal::fault(cause).into()),
                Err(refused) => {
                    breaches.push(refused.breach(purpose));
                    continue;
                }
            };
            let actor = visit.actor()?;
            match visit.site.db.write(move |tx| actions::attach(tx, &actor, id, purpose, &stored)).await {
                Ok(_) => taken += 1,
                Err(Refusal::Breaches(more)) => breaches.extend(more),
                Err(other) => return Err(other.into()),
            }
        }
    }
    Ok((taken, breaches))
}

/// Takes a file away; what was typed in the same form is stored first.
pub async fn remove(visit: Visit, Path((id, file)): Path<(ApplicationId, FileId)>, form: Form) -> Answer {
    let typed = Typed::from_pairs(form.pairs());
    let saved = store(&visit, id, &typed, &version(&form)).await?;
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::remove_file(tx, &actor, id, file)).await?;
    match saved {
        Saved::Conflict { differences, .. } => conflict_page(&visit, id, &typed, &differences).await,
        Saved::Stored { breaches, .. } if !breaches.is_empty() => {
            form_page(&visit, id, &typed, &version(&form), &breaches, None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Saved::Stored { .. } => visit.done(&paths::application(id), say("文件已删除", "The file is removed")),
    }
}

/// Hands a file to somebody who may see the application it belongs to.
pub async fn download(visit: Visit, Path((id, file)): Path<(ApplicationId, FileId)>) -> Answer {
    let actor = visit.actor()?;
    let found = visit.site.db.read(move |tx| {
        let application = crate::store::get(tx, id)?;
        let file = files::find(tx, file)?
            .filter(|f| f.subject == crate::store::SUBJECT && f.subject_id == RowId(id.0) && f.removed_at.is_none());
        file.filter(|_| policy::may_view(&actor, &application)).ok_or(Refusal::NotFound)
    });
    let found = found.await?;
    web::download(&visit, &found).await
}
