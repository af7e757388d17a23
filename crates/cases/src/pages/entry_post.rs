//! Where the forms of a case go: writing, files, and the steps.

use kernel::{Breach, CaseId, FileId, MeetingId, Refusal, RowId, Text, Word, say};
use meetings::Words;
use web::{Answer, Form, Path, Visit};

use super::entry::{Tried, again, reason_field};
use crate::actions::{self, Content, LIMITS};
use crate::state::Step;
use crate::{paths, store};

const NOTHING: Text = say("请先选择文件", "Choose a file first");

pub(crate) async fn save(visit: Visit, Path(id): Path<CaseId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let revision = form.number("revision", 0, i64::MAX)?;
    let content = Content {
        title: Words::of(form.get("title_zh"), form.get("title_en")),
        summary: form.get("summary").to_owned(),
        novelty: form.get("novelty").to_owned(),
        influence: form.get("influence").to_owned(),
        by_enterprise: form.ticked("by_enterprise"),
    };
    let done = visit.site.db.write(move |tx| actions::save(tx, &actor, id, revision, &content).map(drop)).await;
    finish(&visit, id, form, None, done, say("已保存", "Saved")).await
}

pub(crate) async fn upload(visit: Visit, Path(id): Path<CaseId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let done = match form.file("material") {
        None => Err(Breach::field("material", NOTHING).into()),
        Some(file) => match visit.site.files.put(file.bytes.clone(), &file.name, &LIMITS).await {
            Ok(stored) => visit.site.db.write(move |tx| actions::attach(tx, &actor, id, &stored).map(drop)).await,
            Err(refused) => Err(refused.refusal("material")),
        },
    };
    finish(&visit, id, form, None, done, say("已上传", "Uploaded")).await
}

pub(crate) async fn remove(visit: Visit, Path((id, file)): Path<(CaseId, FileId)>, _form: Form) -> Answer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::detach(tx, &actor, id, file)).await?;
    visit.done(&paths::case(id), say("已移除", "Removed"))
}

/// The file itself, for whoever sees the case from inside.
pub(crate) async fn download(visit: Visit, Path((id, file)): Path<(CaseId, FileId)>) -> Answer {
    let actor = visit.actor()?;
    let found = visit.site.db.read(move |tx| {
        actions::view(tx, &actor, id)?;
        let belongs =
            |f: &files::Attachment| f.subject == store::CASE && f.subject_id == RowId(id.0) && f.removed_at.is_none();
        files::find(tx, file)?.filter(belongs).ok_or(Refusal::NotFound)
    });
    web::download(&visit, &found.await?).await
}

pub(crate) async fn step(visit: Visit, Path((id, word)): Path<(CaseId, String)>, form: Form) -> Answer {
    let step = Step::parse(&word).map_err(|_| Refusal::NotFound)?;
    let actor = visit.actor()?;
    let field = reason_field(step);
    let reason = form.get(if form.has(&field) { &field } else { "reason" }).to_owned();
    let done = match step {
        Step::Show => match form.id::<MeetingId>("meeting_id") {
            Ok(meeting) => visit.site.db.write(move |tx| actions::show_at(tx, &actor, id, meeting).map(drop)).await,
            Err(breach) => Err(breach.into()),
        },
        Step::Select | Step::NotSelect | Step::Reconsider => {
            visit.site.db.write(move |tx| actions::decide(tx, &actor, id, step, &reason).map(drop)).await
        }
        Step::HandIn
        | Step::TakeBack
        | Step::Nominate
        | Step::Decline
        | Step::Unnominate
        | Step::Submit
        | Step::Assign
        | Step::Publish => visit.site.db.write(move |tx| actions::step(tx, &actor, id, step, &reason).map(drop)).await,
    };
    finish(&visit, id, form, Some(step), done, step.text()).await
}

/// Back to the page: with a notice, or with every problem and what was typed.
pub(super) async fn finish(
    visit: &Visit,
    id: CaseId,
    form: Form,
    step: Option<Step>,
    done: Result<(), Refusal>,
    notice: Text,
) -> Answer {
    match done {
        Ok(()) => {
            let said = say("已办理：{zh}", "Done: {en}").with(&[("zh", &notice.zh), ("en", &notice.en)]);
            visit.done(&paths::case(id), said)
        }
        Err(Refusal::Breaches(mut breaches)) => {
            if let Some(step) = step {
                breaches.iter_mut().filter(|b| b.field == "reason").for_each(|b| b.field = reason_field(step));
            }
            again(visit, id, Tried { form, breaches }).await
        }
        Err(other) => Err(other.into()),
    }
}
