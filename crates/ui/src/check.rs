//! One thing to check of many: the question, yes or no, and what is wrong where the answer is no. Short lines, so that a whole
//! list is gone through on a phone.

use kernel::{Breach, Lang, Said, Text, say};
use maud::{Markup, html};

use crate::breach::breaches_of;
use crate::field::{field_id, hint_id, message_id};

const YES: Text = say("是", "Yes");
const NO: Text = say("否", "No");
const WRONG: Text = say("问题说明", "What is wrong");
const NEEDED: Text = say("选“否”时必填", "needed with “No”");

/// A line of a checklist. It sends `name` as `yes` or `no`, and `name.comment`.
pub struct CheckLine<'a> {
    pub name: &'a str,
    pub question: Said,
    /// What is known beforehand, beside the answer.
    pub known: Markup,
    /// What to bear in mind when answering.
    pub hint: Option<&'a Said>,
    /// `yes`, `no` or nothing yet.
    pub value: &'a str,
    pub comment: &'a str,
}

/// The line with its messages. What is wrong is asked for only once the answer is no; a browser that cannot tell shows it
/// always.
pub fn check_line(lang: Lang, line: &CheckLine<'_>, breaches: &[Breach]) -> Markup {
    let comment = format!("{}.comment", line.name);
    let broken = breaches.iter().any(|breach| breach.field == line.name);
    let wrong = breaches.iter().any(|breach| breach.field == comment);
    let messages = message_id(line.name);
    let described = line.hint.map_or(messages.clone(), |_| format!("{} {messages}", hint_id(line.name)));
    html! {
        fieldset.check.broken[broken || wrong] #(field_id(line.name)) tabindex="-1" aria-describedby=(described) {
            legend { (line.question.get(lang)) }
            div.check-answer {
                @for (value, label) in [("yes", YES), ("no", NO)] {
                    label.option {
                        input type="radio" name=(line.name) value=(value) checked[line.value == value] required;
                        " " span { (label.get(lang)) }
                    }
                }
                (line.known)
            }
            @if let Some(hint) = line.hint { p.hint #(hint_id(line.name)) { (hint.get(lang)) } }
            (breaches_of(lang, line.name, breaches))
            div.check-why {
                label for=(field_id(&comment)) {
                    (WRONG.get(lang)) span.unseen { " (" (line.question.get(lang)) ")" } " " span.hint { (NEEDED.get(lang)) }
                }
                input type="text" id=(field_id(&comment)) name=(comment) value=(line.comment) maxlength="500"
                    aria-describedby=(message_id(&comment)) aria-invalid=[wrong.then_some("true")];
                (breaches_of(lang, &comment, breaches))
            }
        }
    }
}

/// Lines that belong together, under what they have in common.
pub fn checklist(lang: Lang, title: impl Into<Said>, lines: Markup) -> Markup {
    let title = title.into();
    html! { div.checklist { h3 { (title.get(lang)) } div.checks { (lines) } } }
}

/// The decision at the end of a long form, in sight from its beginning.
pub fn decision_bar(inner: Markup) -> Markup {
    html! { div.decision { (inner) } }
}
