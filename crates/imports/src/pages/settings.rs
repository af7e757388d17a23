//! How a list is read and taken: the sheet, the columns, what the list leaves unsaid.

use kernel::{Breach, Role, Text, Word, say};
use sheets::Encoding;
use ui::{Field, Markup, html};
use web::Visit;

use super::show::Seen;
use crate::layout::Column;
use crate::paths;
use crate::record::Subject;
use crate::store::Report;
use crate::typed::fields_of;

pub(super) fn section(visit: &Visit, seen: &Seen, found: &Report, wrong: &[Breach]) -> Markup {
    let (lang, import) = (visit.lang, &seen.import);
    let how = import.how();
    let encodings = Encoding::ALL.iter().map(|e| (e.word().to_owned(), e.text().get(lang).to_owned()));
    let mut options = vec![(String::new(), say("自动识别", "Found out").get(lang).to_owned())];
    options.extend(encodings);
    let inner = html! {
        (taken(visit, seen, wrong))
        (ui::fields_row(html! {
            (sheet(visit, &how.sheet, found, wrong))
            (Field::select("encoding", say("文本编码（csv）", "Encoding (csv)"), options).value(&how.encoding).render(lang, wrong))
        }))
        @if !found.layout.columns.is_empty() { (columns(visit, seen, found, wrong)) }
        (ui::actions(ui::submit(lang, say("保存设置并重新检查", "Keep the settings and look again"))))
    };
    let form = ui::form(lang, &visit.csrf, &paths::part(import.id, "settings"), "", inner);
    ui::section(lang, say("设置", "Settings"), form)
}

const SHEET: Text = say("工作表", "Sheet");
const SHEET_HINT: Text =
    say("留空则读取唯一有名单表头的工作表", "Left empty, the only sheet with the headings of such a list is read");

/// The sheet: chosen from those there are; a hidden one that somebody named stays named.
fn sheet(visit: &Visit, named: &str, found: &Report, wrong: &[Breach]) -> Markup {
    if found.sheets.len() < 2 {
        return Field::text("sheet", SHEET).value(named).hint(SHEET_HINT).render(visit.lang, wrong);
    }
    let mut options = vec![(String::new(), say("自动选择", "Found out").get(visit.lang).to_owned())];
    let is_other = !named.is_empty() && !found.sheets.iter().any(|sheet| sheet == named);
    let other = is_other.then_some(named).into_iter();
    options.extend(found.sheets.iter().map(String::as_str).chain(other).map(|name| (name.to_owned(), name.to_owned())));
    Field::select("sheet", SHEET, options).value(named).hint(SHEET_HINT).render(visit.lang, wrong)
}

fn columns(visit: &Visit, seen: &Seen, found: &Report, wrong: &[Breach]) -> Markup {
    let lang = visit.lang;
    let mut options = vec![(String::new(), say("不读取", "Not read").get(lang).to_owned())];
    options.extend(
        fields_of(seen.import.kind).into_iter().map(|(word, text)| (word.to_owned(), text.get(lang).to_owned())),
    );
    let first = |at: usize| found.sample.first().and_then(|row| row.get(at)).map_or("", String::as_str);
    let one = |at: usize, column: &Column| {
        let heading = if column.heading.is_empty() { sheets::column_name(column.at) } else { column.heading.clone() };
        let label = COLUMN.with(&[("column", &sheets::column_name(column.at)), ("heading", &heading)]);
        let hint = say("如：{value}", "such as: {value}").with(&[("value", &first(at))]);
        let field = Field::select(format!("column.{}", column.at), label, options.clone()).value(&column.field);
        let field = if first(at).is_empty() { field } else { field.hint(hint) };
        field.render(lang, wrong)
    };
    html! {
        details {
            summary { (say("列对应", "Columns").get(lang)) }
            (ui::fields_row(html! { @for (at, column) in found.layout.columns.iter().enumerate() { (one(at, column)) } }))
        }
    }
}

const COLUMN: Text = say("{column} 列“{heading}”", "Column {column} “{heading}”");

/// What only some kinds of list ask for.
fn taken(visit: &Visit, seen: &Seen, wrong: &[Breach]) -> Markup {
    let (lang, settings) = (visit.lang, seen.import.settings());
    match seen.import.kind {
        Subject::Projects => {
            let day = settings.projects.established_on.map(|day| day.to_string()).unwrap_or_default();
            html! {
                (ui::fields_row(html! {
                    (Field::date("established_on", say("立项日期", "Established on")).value(day).hint(DAY_HINT).render(lang, wrong))
                    (Field::text("round", say("批次", "Round")).value(&settings.projects.round).render(lang, wrong))
                    (Field::text("document", say("文号", "Number of the document")).value(&settings.projects.document).hint(DOCUMENT_HINT).render(lang, wrong))
                }))
                (Field::checkbox("create_unknown", CREATE).checked(settings.projects.create_unknown).hint(CREATE_HINT).render(lang, wrong))
            }
        }
        Subject::Organisations => html! {},
        Subject::People => {
            let roles = Role::ALL.iter().map(|role| (role.word().to_owned(), role.text().get(lang).to_owned()));
            let mut options =
                vec![(String::new(), say("按名单中的“身份”列", "As the column of the list says").get(lang).to_owned())];
            options.extend(roles);
            let own = seen.import.organisation_id.is_some();
            let organisation =
                Field::text("organisation", say("所属单位", "Organisation")).value(&seen.organisation).hint(HOME_HINT);
            let organisation = if own { organisation.readonly() } else { organisation };
            html! {
                (ui::fields_row(html! {
                    (organisation.render(lang, wrong))
                    (Field::select("role", say("身份", "Role"), options).value(settings.people.role.map_or("", Word::word)).render(lang, wrong))
                }))
                (Field::checkbox("sends_letters", LETTERS).checked(settings.people.sends_letters).hint(LETTERS_HINT).render(lang, wrong))
            }
        }
    }
}

const DAY_HINT: Text = say("名单中没有立项时间时使用", "Used where the list says no day");
const DOCUMENT_HINT: Text = say(
    "如 教高司函〔2021〕14号；公开显示为项目来源",
    "Such as 教高司函〔2021〕14号; shown to everybody as the source",
);
const CREATE: Text = say("没有相近名称的单位一律新增", "Add every organisation that no known name comes close to");
const CREATE_HINT: Text = say("新增的单位标明“名单导入、未核验”", "They are marked as imported and not verified");
const HOME_HINT: Text =
    say("名单中没有“单位”列时使用；填写全称或代码", "Used where the list names none; its whole name or its code");
const LETTERS: Text = say("导入时发出邀请邮件", "Send letters of invitation when the list is imported");
const LETTERS_HINT: Text = say(
    "不发邮件时，账号以“已邀请”状态等待；数量在导入前显示",
    "Without letters the accounts wait as invited; the number is shown before anything is sent",
);
