//! What is wrong in a list: one row per cell, with the whole report to download.

use kernel::{Lang, Said, Text, say};
use ui::{Markup, Tone, html};

use super::show::Seen;
use crate::paths;
use crate::record::ImportFault;
use crate::store::Report;

pub(super) fn section(lang: Lang, seen: &Seen, found: &Report) -> Markup {
    if found.faults + found.notes == 0 && seen.names.rows.is_empty() {
        return html! {};
    }
    let id = seen.import.id;
    let heads = [
        say("级别", "Level"),
        say("工作表", "Sheet"),
        say("位置", "Cell"),
        say("列", "Column"),
        say("内容", "Value"),
        say("原因", "Reason"),
    ];
    let rows = seen.faults.rows.iter().map(|fault| row(lang, fault)).collect();
    let report = |format: &str| format!("{}?format={format}", paths::part(id, "report"));
    let inner = html! {
        p {
            (AMOUNT.with(&[("faults", &found.faults), ("notes", &found.notes)]).get(lang)) " "
            a href=(report("xlsx")) { (DOWNLOAD.get(lang)) " (xlsx)" } " · "
            a href=(report("csv")) { (DOWNLOAD.get(lang)) " (csv)" }
        }
        (ui::table(lang, TITLE, &heads, rows, say("没有问题。", "Nothing is wrong.")))
        (ui::pager(lang, seen.faults.next.map(|next| format!("{}?after={next}#faults", paths::import(id)))))
    };
    html! { div #faults { (ui::section(lang, TITLE, inner)) } }
}

const TITLE: Text = say("问题与提示", "Faults and notes");
const AMOUNT: Text = say("必须改正 {faults} 条，提示 {notes} 条。", "{faults} to correct, {notes} to note.");
const DOWNLOAD: Text = say("下载报告", "Download the report");

fn row(lang: Lang, fault: &ImportFault) -> Vec<Markup> {
    let (level, tone) = match fault.is_note {
        true => (say("提示", "Note"), Tone::Info),
        false => (say("必须改正", "To correct"), Tone::Bad),
    };
    let said = Said { zh: fault.zh.clone(), en: fault.en.clone() };
    vec![
        ui::badge(lang, level, tone),
        html! { (fault.sheet) },
        html! { (fault.place) },
        html! { (fault.heading) },
        html! { (fault.value) },
        html! { (said.get(lang)) @if !fault.rule.is_empty() { " " (ui::rule_badge(lang, &fault.rule)) } },
    ]
}
