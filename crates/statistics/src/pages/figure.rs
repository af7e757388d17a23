//! A part of a page: pictures, and beneath them the table they are drawn from, to be taken along.

use kernel::{Lang, Text, Word, say};
use sheets::Output;
use ui::{Markup, html};

use super::show::Told;
use crate::charts::Source;
use crate::count::Side;
use crate::tables::{Cell, Grid, SHOWN, Table, grid};

const SAVE: Text = say("保存图片", "Save the picture");
const DOWNLOAD: Text = say("下载数据", "Download the data");
const NOTHING: Text = say("这一天没有可统计的项目。", "There was nothing to count on this day.");

pub(super) fn part(lang: Lang, told: &Told, table: Table) -> Markup {
    let about = match table {
        Table::Industries => Some(say(
            "按企业登记的行业门类（GB/T 4754）统计；名单导入的企业没有登记行业。",
            "By the section of GB/T 4754 that the enterprise registered with; those that only a list names have none.",
        )),
        Table::Provinces => Some(say("按承担高校所在省份统计。", "By the province of the university.")),
        Table::Flows => Some(say(
            "从立项最多的 10 家企业（其余合并）经项目类型到高校所在省份。",
            "From the ten enterprises with the most projects, the others together, by type to the university's province.",
        )),
        Table::Years | Table::Types | Table::Enterprises | Table::Universities | Table::Record => None,
    };
    html! {
        section.part id=(table) {
            h2 { (table.text().get(lang)) }
            @if let Some(about) = about { p.hint { (about.get(lang)) } }
            (pictures(lang, told, table))
            (data(lang, told, table))
        }
    }
}

/// The pictures of a table. Without JavaScript nothing is drawn and nothing is missing.
pub(super) fn pictures(lang: Lang, told: &Told, table: Table) -> Markup {
    let source = Source { figures: &told.figures, names: &told.names, to: &told.to, lang };
    html! {
        div.charts {
            @for (n, chart) in source.of(table).into_iter().enumerate() {
                (ui::chart(lang, &format!("{table}-{n}"), chart.heading, &chart.said, SAVE, &chart.data))
            }
        }
    }
}

/// The table and its downloads. Long ones fold once the picture is drawn.
pub(super) fn data(lang: Lang, told: &Told, table: Table) -> Markup {
    let shown = grid(table, &told.figures, &told.names, &told.to, SHOWN);
    let is_long = shown.rows.len() > 15;
    let side = match table {
        Table::Enterprises => Some(Side::Enterprise),
        Table::Universities => Some(Side::University),
        Table::Years | Table::Types | Table::Provinces | Table::Industries | Table::Flows | Table::Record => None,
    };
    let beyond = side.map(|side| (side, told.figures.parties(side).len())).filter(|(_, n)| *n > SHOWN);
    html! {
        details.stat-data open data-folds[is_long] {
            summary { (say("数据表：", "Table: ").get(lang)) (table.text().get(lang)) }
            (of_grid(lang, table.text(), &shown))
            @if let Some((side, n)) = beyond {
                p { a href=(told.to.organisations(side)) { (say("全部 {n} 家", "All {n}").with(&[("n", &ui::count(n as u64))]).get(lang)) } }
            }
        }
        p.stat-files {
            (DOWNLOAD.get(lang)) " "
            @for output in Output::ALL {
                a href=(told.to.table(table, output.word())) download {
                    (output.word()) span.unseen { " · " (table.text().get(lang)) }
                } " "
            }
        }
    }
}

/// A table whose figures lead to what they count.
pub(super) fn of_grid(lang: Lang, caption: Text, grid: &Grid) -> Markup {
    let heads: Vec<Text> = grid.columns.iter().map(|(_, heading)| *heading).collect();
    let rows = grid.rows.iter().map(|row| row.iter().map(|cell| of_cell(lang, cell)).collect()).collect();
    html! { div.stat-table { (ui::table(lang, caption, &heads, rows, NOTHING)) } }
}

fn of_cell(lang: Lang, cell: &Cell) -> Markup {
    match cell {
        Cell::Said { zh, en, href: Some(href) } => html! { a href=(href) { (ui::named(lang, zh, en)) } },
        Cell::Said { zh, en, href: None } => ui::named(lang, zh, en),
        Cell::Count { n, href } => ui::number(html! { a href=(href) { (ui::count(*n)) } }),
        Cell::Money { amount, href } => ui::number(html! { a href=(href) { (ui::wan(lang, *amount)) } }),
        Cell::Year(year) => html! { (year) },
    }
}
