//! The checklist of a university as a form: its rows, what was answered, and what was found wrong as a text. Agreements and
//! closings use the same.

use kernel::{Breach, Lang, Said, Text, Word, say};
use ui::{Field, Markup, html};
use web::Form;

use crate::checklist::{Answer, Check, Stage, checklist};

const YES: Text = say("是", "Yes");
const NO: Text = say("否", "No");
const COMMENT_MAX: u32 = 500;

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

/// The rows; what was typed before comes first, then what the platform found.
pub fn rows(lang: Lang, rows: &[Row], breaches: &[Breach], typed: Option<&Form>) -> Markup {
    html! { @for row in rows { (one(lang, row, breaches, typed)) } }
}

fn one(lang: Lang, row: &Row, breaches: &[Breach], typed: Option<&Form>) -> Markup {
    let (check, name) = (row.check, row.check.field());
    let value = match (typed.filter(|form| form.has(&name)), row.found) {
        (Some(form), _) => form.get(&name).to_owned(),
        (None, Some(true)) => "yes".into(),
        (None, Some(false)) => "no".into(),
        (None, None) => String::new(),
    };
    let hint = row.hint.clone().unwrap_or_else(|| seems(row.found).into());
    let options = vec![("yes".to_owned(), YES.get(lang).to_owned()), ("no".to_owned(), NO.get(lang).to_owned())];
    let comment = format!("{name}.comment");
    let typed_comment = typed.map_or("", |form| form.get(&comment)).to_owned();
    let label = say("说明（{check}）", "What is wrong ({check})");
    let label =
        Said { zh: label.zh.replace("{check}", check.text().zh), en: label.en.replace("{check}", check.text().en) };
    html! {
        (Field::radio(name.clone(), check.text(), options).value(value).hint(hint).required().render(lang, breaches))
        (Field::text(comment, label).value(typed_comment).maxlength(COMMENT_MAX)
            .hint(say("选择“否”时必填", "Needed with “No”")).render(lang, breaches))
    }
}

const fn seems(found: Option<bool>) -> Text {
    match found {
        Some(true) => say("平台核对：符合，请确认", "Checked by the platform: holds. Please confirm"),
        Some(false) => say("平台核对：可能有问题", "Checked by the platform: may be wrong"),
        None => say("请人工核对", "Please check it yourself"),
    }
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
