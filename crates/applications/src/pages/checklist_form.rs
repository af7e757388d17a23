//! The checklist of a university as a form: its rows, what was answered, and what was found wrong as a text. Agreements and
//! closings use the same.

use kernel::{Breach, Lang, Said, Text, Word, say};
use ui::{Markup, html};
use web::Form;

use crate::checklist::{Answer, Check, Stage, checklist};

/// One check, with what the platform found by itself; `None` where only a person can tell.
pub struct Row {
    pub check: Check,
    pub found: Option<bool>,
    /// What the platform has to say about it, besides whether it seems to hold.
    pub hint: Option<Said>,
}

impl Row {
    pub fn new(check: Check, found: Option<bool>) -> Row {
        Row { check, found, hint: None }
    }
}

/// The rows; what was typed before comes first, then what the platform found. What it could not tell or doubts stands
/// above what it found in order, which only has to be confirmed.
pub fn rows(lang: Lang, rows: &[Row], breaches: &[Breach], typed: Option<&Form>) -> Markup {
    let (confirmed, open): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.found == Some(true));
    let group = |title: Text, rows: &[&Row]| {
        let lines = html! { @for row in rows { (one(lang, row, breaches, typed)) } };
        html! { @if !rows.is_empty() { (ui::checklist(lang, title.with(&[("n", &rows.len())]), lines)) } }
    };
    html! {
        (group(say("请您核对（{n} 项）", "For you to check ({n})"), &open))
        (group(say("平台核对符合，请确认（{n} 项）", "Found in order by the platform, please confirm ({n})"), &confirmed))
    }
}

fn one(lang: Lang, row: &Row, breaches: &[Breach], typed: Option<&Form>) -> Markup {
    let name = row.check.field();
    let value = match (typed.filter(|form| form.has(&name)), row.found) {
        (Some(form), _) => form.get(&name),
        (None, Some(true)) => "yes",
        (None, Some(false)) => "no",
        (None, None) => "",
    };
    let doubt = say("平台核对：可能有问题", "The platform doubts it");
    let line = ui::CheckLine {
        name: &name,
        question: row.check.text().into(),
        known: html! { @if row.found == Some(false) { (ui::badge(lang, doubt, ui::Tone::Warn)) } },
        hint: row.hint.as_ref(),
        value,
        comment: typed.map_or("", |form| form.get(&format!("{name}.comment"))),
    };
    ui::check_line(lang, &line, breaches)
}

/// The answers a form sent; a check without yes or no has no answer.
pub fn answers(stage: Stage, form: &Form) -> Vec<Answer> {
    let answer = |check: &Check| {
        let name = check.field();
        let yes = match form.get(&name) {
            "yes" => true,
            "no" => false,
            _ => return None,
        };
        Some(Answer { check: *check, yes, comment: form.get(&format!("{name}.comment")).to_owned() })
    };
    checklist(stage).iter().filter_map(answer).collect()
}

/// What was answered no becomes part of the reason, so that it is read in one place.
pub fn reason(lang: Lang, typed: &str, answers: &[Answer]) -> String {
    let line = |answer: &Answer| match lang {
        Lang::Zh => format!("{}：{}", answer.check.text().zh, answer.comment.trim()),
        Lang::En => format!("{}: {}", answer.check.text().en, answer.comment.trim()),
    };
    let noes = answers.iter().filter(|answer| !answer.yes).map(line);
    let typed = Some(typed.to_owned()).filter(|typed| !typed.is_empty());
    typed.into_iter().chain(noes).collect::<Vec<_>>().join("\n")
}
