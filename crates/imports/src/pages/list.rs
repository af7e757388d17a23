//! The lists brought so far, and the form to bring another.

use kernel::{Actor, ImportId, Lang, Refusal, Text, Word, say};
use ui::{Field, Markup, html};
use web::{Answer, Cursor, Query, Visit};

use crate::lists::{self, Page};
use crate::record::{Import, Subject};
use crate::{paths, policy, texts};

/// What the address asks for.
#[derive(Debug, Default, serde::Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    after: Cursor<ImportId>,
}

pub(super) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let actor = visit.actor()?;
    let page = visit.site.db.read(move |tx| Ok::<_, Refusal>(lists::imports(tx, &actor, asked.after.0)?)).await?;
    let body = markup(&visit, &visit.actor()?, &page, &[], "");
    visit.page(texts::IMPORTS, body)
}

const LEAD: Text = say(
    "历年立项与结题名单、高校名单、人员名单可由 xlsx、xls 或 csv 文件导入。上传后先检查，不写入任何内容；逐条列出问题，全部改正后整份导入，或一条也不导入。",
    "Establishment and closing lists of earlier years, the list of universities and lists of people come from xlsx, xls or csv files. A list is looked through first and nothing is written; every fault is named, and then all of it is imported, or nothing.",
);

/// The page, with what is wrong with the upload just tried.
pub(super) fn markup(
    visit: &Visit,
    actor: &Actor,
    page: &Page<Import, ImportId>,
    faults: &[kernel::Breach],
    kind: &str,
) -> Markup {
    let lang = visit.lang;
    html! {
        (ui::heading(visit.t(texts::IMPORTS), html! {}))
        p.lead { (visit.t(LEAD)) }
        (ui::breach_summary(lang, faults))
        (ui::section(lang, say("上传名单", "Bring a list"), upload(visit, actor, faults, kind)))
        (ui::section(lang, say("已上传", "Lists so far"), rows(lang, page)))
        (ui::pager(lang, page.next.map(|next| format!("{}?after={next}", paths::LIST))))
    }
}

fn upload(visit: &Visit, actor: &Actor, faults: &[kernel::Breach], kind: &str) -> Markup {
    let lang = visit.lang;
    let house = policy::house_of(actor);
    let mine: Vec<Subject> =
        Subject::ALL.iter().copied().filter(|subject| policy::may_upload(actor, *subject, house)).collect();
    let options = mine.iter().map(|s| (s.word().to_owned(), s.text().get(lang).to_owned())).collect();
    let chosen = if kind.is_empty() { mine.first().map_or("", |first| first.word()) } else { kind };
    let form = html! {
        (Field::radio("kind", texts::KIND, options).value(chosen).required().render(lang, faults))
        (Field::file("file", texts::FILE, ".xlsx,.xls,.csv,.tsv,.txt").hint(FILE_HINT).required().render(lang, faults))
        (ui::actions(ui::submit(lang, say("上传并检查", "Upload and look through"))))
    };
    html! {
        (ui::multipart_form(lang, &visit.csrf, paths::LIST, "", form))
        p {
            (visit.t(SAMPLES))
            @for (at, subject) in mine.iter().enumerate() {
                @if at > 0 { " · " } @else { " " }
                a href=(paths::sample(subject)) { (subject.text().get(lang)) }
            }
        }
    }
}

const FILE_HINT: Text = say(
    "表头上方可有标题行，单元格可合并，数字可为全角；最大 24 MB、20 万行、256 列",
    "Titles above the headings, merged cells and full-width digits are read; at most 24 MB, 200,000 rows, 256 columns",
);
const SAMPLES: Text =
    say("示例名单（内容均为虚构，可下载后导入试用）：", "Sample lists, all invented, to download and try:");

fn rows(lang: Lang, page: &Page<Import, ImportId>) -> Markup {
    let heads = [texts::FILE, texts::KIND, say("行数", "Rows"), say("问题", "Faults"), texts::STATE, texts::UPLOADED];
    let rows = page.rows.iter().map(|import| row(lang, import)).collect();
    ui::table(lang, texts::IMPORTS, &heads, rows, say("还没有上传过名单。", "No list was brought yet."))
}

fn row(lang: Lang, import: &Import) -> Vec<Markup> {
    let found = import.found();
    let figure = |of: fn(&crate::Report) -> u64| match &found {
        Some(found) => ui::number(i64::try_from(of(found)).unwrap_or(i64::MAX)),
        None => html! {},
    };
    vec![
        html! { a href=(paths::import(import.id)) { (import.file_name) } },
        html! { (import.kind.text().get(lang)) },
        figure(|found| found.counts.rows),
        figure(|found| found.faults + found.unreadable.len() as u64),
        ui::badge(lang, import.state.text(), texts::tone(import.state)),
        ui::when(lang, import.created_at),
    ]
}
