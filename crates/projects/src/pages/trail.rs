//! The journal's entries as people read them.

use journal::Entry;
use kernel::{Lang, Role, Word, say};
use ui::{Markup, TimelineEntry};

use crate::{change, report, state};

/// The acts about a project or a part of it, oldest first.
pub(crate) fn timeline(lang: Lang, entries: &[Entry]) -> Markup {
    ui::section(
        lang,
        say("过程记录", "What happened"),
        ui::timeline(lang, entries.iter().map(|e| line(lang, e)).collect()),
    )
}

fn line(lang: Lang, entry: &Entry) -> TimelineEntry {
    let role =
        entry.acting_as.as_deref().and_then(|word| Role::parse(word).ok()).map_or("", |role| role.text().get(lang));
    let who = if role.is_empty() { entry.person_name.clone() } else { format!("{} · {role}", entry.person_name) };
    TimelineEntry { at: entry.at, who, what: what(lang, entry), note: entry.reason.clone() }
}

fn what(lang: Lang, entry: &Entry) -> String {
    let step = entry.step();
    let known = match entry.subject.as_str() {
        "project" => state::Step::parse(step).ok().map(Word::text),
        "midterm_report" => report::Step::parse(step).ok().map(Word::text),
        "change_request" => change::Step::parse(step).ok().map(Word::text),
        _ => None,
    };
    let other = match step {
        "establish" => say("立项备案", "Established and filed"),
        "report_event" => say("报告重大事项", "Reported a major event"),
        "plan_support" => say("生成支持计划", "Planned the support"),
        "replan_support" => say("调整支持计划", "Changed the plan of the support"),
        "import" => say("由名单导入", "Imported from a list"),
        "fill_in" => say("按名单补充登记", "Completed from a list"),
        "start" => say("新建", "Began"),
        "save" => say("保存", "Saved"),
        "attach" => say("上传文件", "Uploaded a file"),
        _ => return known.map_or_else(|| step.to_owned(), |text| text.get(lang).to_owned()),
    };
    known.unwrap_or(other).get(lang).to_owned()
}
