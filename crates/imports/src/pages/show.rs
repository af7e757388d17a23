//! One list: how far it has got, what was found, what would be done, and the steps.

use kernel::{ImportId, Lang, Refusal, Said, Text, Word, say};
use ui::{Markup, Tone, html};
use web::{Answer, Cursor, IntoResponse, Path, Query, Visit};

use super::{faults, names, settings, steps};
use crate::desk::Desk;
use crate::lists::{self, Page};
use crate::progress::Stage;
use crate::record::{Import, ImportFault, ImportParty};
use crate::state::State;
use crate::store::{self, Report};
use crate::{actions, paths, texts};

/// What the address asks for.
#[derive(Debug, Default, serde::Deserialize)]
pub(crate) struct Asked {
    /// The fault behind which the page begins.
    #[serde(default)]
    after: Cursor<i64>,
    /// The same for names.
    #[serde(default)]
    names: Cursor<i64>,
}

/// What a page about a list is made of.
pub(super) struct Seen {
    pub(super) import: Import,
    pub(super) found: Option<Report>,
    pub(super) faults: Page<ImportFault, i64>,
    pub(super) names: Page<ImportParty, i64>,
    /// The latest import of exactly this file.
    pub(super) before: Option<Import>,
    /// The name of the organisation whose people the list holds.
    pub(super) organisation: String,
}

pub(super) async fn see(visit: &Visit, id: ImportId, asked: Asked) -> Result<Seen, Refusal> {
    let actor = visit.actor_or_public().ok_or(Refusal::NotFound)?;
    let seen = visit.site.db.read(move |tx| {
        let import = actions::seen(tx, &actor, id)?;
        let before = store::imported_before(tx, import.kind, import.organisation_id, &import.sha256)?;
        let organisation = match import.settings().people.organisation_id {
            Some(id) => directory::organisation(tx, id)?.name,
            None => String::new(),
        };
        Ok::<_, Refusal>(Seen {
            found: import.found(),
            faults: lists::faults(tx, id, asked.after.0)?,
            names: lists::names(tx, id, asked.names.0)?,
            before: before.filter(|before| before.id != id),
            organisation,
            import,
        })
    });
    seen.await
}

pub(super) async fn show(desk: Desk, visit: Visit, Path(id): Path<ImportId>, Query(asked): Query<Asked>) -> Answer {
    let seen = see(&visit, id, asked).await?;
    desk.look_through(&visit.site, &seen.import); // taken up again where an earlier process left it
    let body = markup(&visit, &desk, &seen, &[]);
    visit.page(title(&seen.import), body)
}

/// The part of the page that follows a list being worked on; the whole page is loaded once it is settled.
pub(super) async fn progress(desk: Desk, visit: Visit, Path(id): Path<ImportId>) -> Answer {
    let actor = visit.actor()?;
    let import = visit.site.db.read(move |tx| actions::seen(tx, &actor, id)).await?;
    match desk.progress(id) {
        Some(figures) => visit.part(under_way(visit.lang, id, figures)),
        None if import.state == State::Uploaded => {
            desk.look_through(&visit.site, &import);
            visit.part(under_way(visit.lang, id, (Stage::Reading, 0, 0)))
        }
        None => Ok(([("hx-refresh", "true")], "").into_response()),
    }
}

pub(super) fn title(import: &Import) -> Said {
    Said { zh: import.file_name.clone(), en: import.file_name.clone() }
}

pub(super) fn markup(visit: &Visit, desk: &Desk, seen: &Seen, wrong: &[kernel::Breach]) -> Markup {
    let (lang, import) = (visit.lang, &seen.import);
    let badge = ui::badge(lang, import.state.text(), texts::tone(import.state));
    let busy = desk.progress(import.id);
    html! {
        (ui::breadcrumbs(lang, &[(paths::LIST.into(), texts::IMPORTS.into())]))
        (ui::heading(&import.file_name, badge))
        (ui::breach_summary(lang, wrong))
        (facts(lang, seen))
        @match (busy, import.state) {
            (Some(figures), _) => { (under_way(lang, import.id, figures)) (give_up(visit, import)) },
            (None, State::Uploaded) => { (under_way(lang, import.id, (Stage::Reading, 0, 0))) (give_up(visit, import)) },
            (None, State::Checked) => (checked(visit, seen, wrong)),
            (None, State::Committed) => (committed(lang, seen)),
            (None, State::Discarded) => p { (visit.t(GIVEN_UP)) },
        }
    }
}

const GIVEN_UP: Text = say(
    "已放弃，没有写入任何内容；文件留作凭证。",
    "It was given up; nothing was written, and the file is kept as evidence.",
);

fn facts(lang: Lang, seen: &Seen) -> Markup {
    let import = &seen.import;
    let kib = u64::try_from(import.bytes).unwrap_or(0).div_ceil(1024);
    let mut lines = vec![
        (texts::KIND, html! { (import.kind.text().get(lang)) }),
        (say("大小", "Size"), html! { (ui::count(kib)) " KB" }),
        (texts::UPLOADED, ui::when(lang, import.created_at)),
    ];
    if let Some(found) = seen.found.as_ref().filter(|found| !found.sheet.is_empty()) {
        lines.push((say("工作表", "Sheet"), html! { (found.sheet) }));
    }
    if let Some(at) = import.committed_at {
        lines.push((say("导入于", "Imported"), ui::when(lang, at)));
    }
    if let Some(before) = &seen.before {
        let at = before.committed_at.unwrap_or(before.created_at);
        lines.push((SAME_FILE, html! { a href=(paths::import(before.id)) { (ui::when(lang, at)) } }));
    }
    ui::facts(lang, lines)
}

const SAME_FILE: Text = say("同一文件此前已导入", "The same file was imported before");

fn under_way(lang: Lang, id: ImportId, (stage, done, total): (Stage, u64, u64)) -> Markup {
    let href = paths::part(id, "progress");
    html! {
        div.alert.info #import-progress role="status" hx-get=(href) hx-trigger="load delay:700ms" hx-swap="outerHTML" {
            p { (stage.text().get(lang)) "…" @if total > 0 { " " (done * 100 / total) "%" } }
            @if total > 0 { progress max=(total) value=(done.min(total)) aria-hidden="true" {} }
            p { a href=(paths::import(id)) { (RELOAD.get(lang)) } }
        }
    }
}

/// A list that is being looked through can be given up; one that is being imported cannot.
fn give_up(visit: &Visit, import: &Import) -> Markup {
    if import.state != State::Uploaded {
        return html! {};
    }
    let path = paths::part(import.id, "discard");
    ui::actions(ui::step_button(&path, &visit.csrf, say("放弃", "Give it up")).render(visit.lang))
}

const RELOAD: Text = say("刷新进度", "See how far it has got");

fn checked(visit: &Visit, seen: &Seen, wrong: &[kernel::Breach]) -> Markup {
    let lang = visit.lang;
    let Some(found) = &seen.found else { return html! {} };
    html! {
        @if found.looked_again { (ui::alert(Tone::Warn, html! { p { (visit.t(CHANGED)) } })) }
        @for (zh, en) in &found.unreadable {
            (ui::alert(Tone::Bad, html! { p { (Said { zh: zh.clone(), en: en.clone() }.get(lang)) } }))
        }
        @if found.unreadable.is_empty() {
            (ui::section(lang, say("导入后会怎样", "What importing would do"), html! {
                (figures(lang, found)) (verdict(lang, seen, found)) (steps::buttons(visit, seen, found, wrong))
            }))
            @if found.faults > 0 { (faults::section(lang, seen, found)) }
            @if found.counts.open > 0 { (names::section(visit, seen, wrong)) }
            @if found.faults == 0 { (faults::section(lang, seen, found)) }
        } @else { (steps::buttons(visit, seen, found, wrong)) }
        (settings::section(visit, seen, found, wrong))
    }
}

const CHANGED: Text = say(
    "检查之后登记信息有变化，没有导入；以下是重新检查的结果，请再次确认。",
    "The register changed after the list was looked through, so nothing was imported. This is what was found anew; please confirm it again.",
);

fn committed(lang: Lang, seen: &Seen) -> Markup {
    let Some(found) = &seen.found else { return html! {} };
    let (href, label) = texts::outcome(seen.import.kind);
    html! {
        (figures(lang, found))
        p { (ui::link_button(lang, href, label)) }
        (faults::section(lang, seen, found))
    }
}

/// The figures of the check; the same page says what they were once the list is imported.
fn figures(lang: Lang, found: &Report) -> Markup {
    let counts = &found.counts;
    let all = [
        (say("数据行", "Rows"), counts.rows, true),
        (say("新增", "New"), counts.new, true),
        (say("更新", "Changed"), counts.changed, true),
        (say("已有且相同", "Known and the same"), counts.unchanged, true),
        (say("必须改正", "To correct"), found.faults, true),
        (say("待确认名称", "Names to confirm"), counts.open, counts.open > 0),
        (say("新增单位（未核验）", "Organisations added, not verified"), counts.created, counts.created > 0),
        (say("记住的别名", "Names remembered"), counts.remembered, counts.remembered > 0),
        (say("将发出的邮件", "Letters to go out"), counts.letters, counts.letters > 0),
    ];
    let shown = all.into_iter().filter(|(_, _, shown)| *shown);
    html! {
        (ui::tiles(lang, shown.map(|(label, n, _)| (label, ui::count(n), None)).collect()))
        @if !found.created.is_empty() {
            details {
                summary { (say("新增的单位", "Organisations that are added").get(lang)) }
                ul { @for name in &found.created { li { (ui::theirs(lang, name)) } } }
            }
        }
        @if !found.readers.is_empty() {
            details {
                summary { (say("收件人（前 10 位）", "Who is written to (the first ten)").get(lang)) }
                ul { @for reader in &found.readers { li { (reader) } } }
            }
        }
    }
}

fn verdict(lang: Lang, seen: &Seen, found: &Report) -> Markup {
    let (tone, said) = match (found.is_ready(), found.is_known()) {
        (true, true) => (Tone::Good, NOTHING_NEW),
        (true, false) => (Tone::Info, READY),
        (false, _) if found.faults > 0 => (Tone::Bad, FAULTY),
        (false, _) => (Tone::Warn, OPEN),
    };
    html! {
        (ui::alert(tone, html! {
            p { (said.get(lang)) @if seen.before.is_some() && found.is_known() { " " (BEFORE.get(lang)) } }
        }))
    }
}

const NOTHING_NEW: Text = say(
    "登记信息与名单完全相同：导入不会改变任何内容。",
    "The register says the same as the list: importing it would change nothing.",
);
const BEFORE: Text = say("同一文件此前已经导入。", "The same file was imported before.");
const READY: Text = say("没有问题，可以整份导入。", "Nothing stands in the way; the whole list can be imported.");
const FAULTY: Text = say(
    "名单中有必须改正的问题，一条也不会导入。请按下表改正后重新上传。",
    "Faults have to be corrected; nothing is imported. Correct them as listed below and bring the list again.",
);
const OPEN: Text = say(
    "有的单位名称无法对应，请在下面逐一确认；确认结果会被记住。",
    "Some names of organisations are not known; say below what each means. It is remembered.",
);
