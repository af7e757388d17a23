//! What a person does with a list that was looked through.

use std::io::Cursor;

use directory::OrganisationKind;
use directory::names::Names;
use kernel::{Breach, ImportId, Refusal, Said, Text, say};
use ui::{Field, Kind, Markup, html};
use web::{Answer, Failed, Form, Path, StatusCode, Visit, see};

use super::show::{self, Asked, Seen};
use crate::desk::Desk;
use crate::parties::Choices;
use crate::record::Import;
use crate::store::Report;
use crate::{actions, names_file, paths, typed};

/// Import and give up, with the reason in sight where a list cannot be imported.
pub(super) fn buttons(visit: &Visit, seen: &Seen, found: &Report, wrong: &[Breach]) -> Markup {
    let (lang, import) = (visit.lang, &seen.import);
    let ready = found.is_ready() && !found.is_known();
    let letters = found.counts.letters;
    let inner = html! {
        (ui::hidden("fingerprint", &import.fingerprint))
        @if letters > 0 {
            (ui::hidden("letters_amount", &letters.to_string()))
            (Field::checkbox("letters", LETTERS.with(&[("n", &letters)])).render(lang, wrong))
        }
        (ui::submit_as(lang, "go", "1", IMPORT.with(&[("n", &(found.counts.new + found.counts.changed))]), Kind::Primary))
    };
    html! {
        (ui::actions(html! {
            @if ready { (ui::form(lang, &visit.csrf, &paths::part(import.id, "commit"), "", inner)) }
            @else { (ui::blocked(lang, say("整份导入", "Import all of it"), &why_not(found))) }
            (ui::step_button(&paths::part(import.id, "discard"), &visit.csrf, say("放弃", "Give it up")).render(lang))
        }))
    }
}

const IMPORT: Text = say("整份导入（{n} 条变化）", "Import all of it ({n} changes)");
const LETTERS: Text = say("同意发出 {n} 封邀请邮件", "Yes, send {n} letters of invitation");

fn why_not(found: &Report) -> Said {
    let said = match (found.is_ready(), found.faults > 0 || !found.unreadable.is_empty()) {
        (true, _) => {
            say("名单与登记信息相同，没有需要导入的内容。", "The register says the same; there is nothing to import.")
        }
        (false, true) => say("先改正问题，再重新上传。", "Correct the faults first and bring the list again."),
        (false, false) => say("先确认单位名称。", "Say first what the names mean."),
    };
    said.into()
}

pub(super) async fn settings(desk: Desk, visit: Visit, Path(id): Path<ImportId>, form: Form) -> Answer {
    let done = change(&desk, &visit, id, &form).await;
    settle(&desk, &visit, id, done).await
}

async fn change(desk: &Desk, visit: &Visit, id: ImportId, form: &Form) -> Result<(), Failed> {
    let actor = visit.actor()?;
    let reader = actor.clone();
    let (import, registers) =
        visit.site.db.read(move |tx| Ok::<_, Refusal>((actions::seen(tx, &reader, id)?, registers(tx)?))).await?;
    let layout = import.found().unwrap_or_default().layout;
    let named =
        |typed: &str| registers.iter().find_map(|(_, names)| names.find(typed)).map(directory::names::Found::id);
    let (how, settings) = (typed::how(form, &import, &layout), typed::settings(form, &import, named));
    let (how, settings) = match (how, settings) {
        (Ok(how), Ok(settings)) => (how, settings),
        (how, settings) => {
            let faults = [how.err(), settings.err()].into_iter().flatten().flatten().collect();
            return Err(Refusal::Breaches(faults).into());
        }
    };
    let import = visit.site.db.write(move |tx| actions::change(tx, &actor, id, &how, &settings)).await?;
    again(desk, visit, &import).await;
    Ok(())
}

/// Every organisation that names may mean.
fn registers(tx: &mut db::Tx<'_>) -> Result<Vec<(OrganisationKind, Names)>, Refusal> {
    use kernel::Word;
    let read = OrganisationKind::ALL.iter().map(|kind| Ok((*kind, Names::read(tx, *kind)?)));
    read.collect()
}

async fn again(desk: &Desk, visit: &Visit, import: &Import) {
    desk.look_through(&visit.site, import);
    desk.settled(import.id, super::upload::A_MOMENT).await;
}

pub(super) async fn names(desk: Desk, visit: Visit, Path(id): Path<ImportId>, form: Form) -> Answer {
    let done = explain(&desk, &visit, id, &form).await;
    settle(&desk, &visit, id, done).await
}

async fn explain(desk: &Desk, visit: &Visit, id: ImportId, form: &Form) -> Result<(), Failed> {
    let actor = visit.actor()?;
    let reader = actor.clone();
    let registers = visit.site.db.read(move |tx| {
        actions::seen(tx, &reader, id)?;
        registers(tx)
    });
    let registers = registers.await?;
    let choices: Choices = match form.file("names_file") {
        Some(file) => {
            let known: Vec<(OrganisationKind, &Names)> = registers.iter().map(|(kind, names)| (*kind, names)).collect();
            names_file::read(Cursor::new(file.bytes.clone()), &known)?
        }
        None => typed::choices(form, &registers)?,
    };
    let import = visit.site.db.write(move |tx| actions::choose(tx, &actor, id, &choices)).await?;
    again(desk, visit, &import).await;
    Ok(())
}

pub(super) async fn commit(desk: Desk, visit: Visit, Path(id): Path<ImportId>, form: Form) -> Answer {
    let done = begin(&desk, &visit, id, &form).await;
    settle(&desk, &visit, id, done).await
}

async fn begin(desk: &Desk, visit: &Visit, id: ImportId, form: &Form) -> Result<(), Failed> {
    let actor = visit.actor()?;
    let reader = actor.clone();
    let import = visit.site.db.read(move |tx| actions::seen(tx, &reader, id)).await?;
    let letters = if form.ticked("letters") { form.get("letters_amount").parse().ok() } else { None };
    actions::agreed(&import, form.get("fingerprint"), letters)?;
    desk.commit(&visit.site, &actor, &import);
    desk.settled(id, super::upload::A_MOMENT).await;
    Ok(())
}

pub(super) async fn discard(desk: Desk, visit: Visit, Path(id): Path<ImportId>, _: Form) -> Answer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::discard(tx, &actor, id)).await?;
    desk.stop(id);
    visit.done(paths::LIST, say("已放弃该名单，没有写入任何内容。", "The list was given up; nothing was written."))
}

/// Back to the list, or the same page with what is wrong.
async fn settle(desk: &Desk, visit: &Visit, id: ImportId, done: Result<(), Failed>) -> Answer {
    match done {
        Ok(()) => Ok(see(&paths::import(id))),
        Err(Failed::Refused(Refusal::Breaches(wrong))) => {
            let seen = show::see(visit, id, Asked::default()).await?;
            let body = show::markup(visit, desk, &seen, &wrong);
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, show::title(&seen.import), body))
        }
        Err(failed) => Err(failed),
    }
}
