//! A list arrives: its bytes are kept and it is looked through in the background.

use std::time::Duration;

use kernel::{Breach, Refusal, Word, say};
use web::{Answer, Failed, Form, StatusCode, Visit, see};

use crate::actions::{self, NewImport};
use crate::checked::Settings;
use crate::desk::Desk;
use crate::reading::HowToRead;
use crate::record::{Import, Subject};
use crate::{lists, paths, policy, shelf, texts};

/// Most lists are looked through within this time, so that the next page holds the result at once.
pub(super) const A_MOMENT: Duration = Duration::from_millis(1_500);

pub(super) async fn submit(desk: Desk, visit: Visit, form: Form) -> Answer {
    match uploaded(&desk, &visit, &form).await {
        Ok(import) => Ok(see(&paths::import(import.id))),
        Err(Failed::Refused(Refusal::Breaches(faults))) => again(&visit, &faults, form.get("kind")).await,
        Err(failed) => Err(failed),
    }
}

async fn uploaded(desk: &Desk, visit: &Visit, form: &Form) -> Result<Import, Failed> {
    let kind = form.word::<Subject>("kind")?;
    let file = form.file("file").ok_or_else(|| Breach::field("file", say("请选择文件", "Choose a file")))?;
    take(desk, visit, kind, &file.name, file.bytes.clone()).await
}

/// Keeps a list and begins to look it through; waits a moment for the result. The page and the API take lists alike.
pub(crate) async fn take(
    desk: &Desk,
    visit: &Visit,
    kind: Subject,
    name: &str,
    bytes: Vec<u8>,
) -> Result<Import, Failed> {
    let actor = visit.actor()?;
    if !policy::may_upload(&actor, kind, policy::house_of(&actor)) {
        return Err(Refusal::forbidden(policy::who(kind)).into());
    }
    if bytes.is_empty() {
        return Err(Breach::field("file", sheets::Refused::Kind(sheets::Found::Nothing).said()).into());
    }
    let (files, amount) = (visit.site.files.clone(), bytes.len() as u64);
    let kept = tokio::task::spawn_blocking(move || shelf::keep(&files, &bytes)).await;
    let sha256 = kept.map_err(Refusal::fault)?.map_err(Refusal::fault)?;
    let new = NewImport {
        subject: kind,
        file_name: name.to_owned(),
        sha256,
        bytes: amount,
        how: HowToRead::default(),
        settings: Settings::default(),
    };
    let import = visit.site.db.write(move |tx| actions::upload(tx, &actor, &new)).await?;
    desk.look_through(&visit.site, &import);
    desk.settled(import.id, A_MOMENT).await;
    Ok(import)
}

async fn again(visit: &Visit, faults: &[Breach], kind: &str) -> Answer {
    let actor = visit.actor()?;
    let page = visit.site.db.read(move |tx| Ok::<_, Refusal>(lists::imports(tx, &actor, None)?)).await?;
    let kind = Subject::parse(kind).map(Word::word).unwrap_or_default();
    let body = super::list::markup(visit, &visit.actor()?, &page, faults, kind);
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, texts::IMPORTS, body))
}
