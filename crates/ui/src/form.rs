//! Forms. Every form carries the token that shows it came from our page, and is checked by the server alone (`novalidate`),
//! so that all problems are shown at once and in the reader's language.

use kernel::{Lang, Said, Text, say};
use maud::{Markup, html};

const SAVING: Text = say("正在保存…", "Saving…");
const SAVED: Text = say("已保存", "Saved");
const NOT_SAVED: Text = say("未能保存到服务器，已暂存在本机浏览器中", "Not saved on the server; kept in this browser");
const FOUND: Text = say("本机浏览器中有未提交的内容：", "This browser holds text that was not sent, from ");
const RESTORE: Text = say("恢复", "Restore it");
const DISCARD: Text = say("丢弃", "Discard it");

/// A hidden value.
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

/// A form that posts to `action`. `id` names it in the page and names its draft in the browser: make it unique to the thing
/// edited (`application-0190…`), or empty for a form whose text is not worth keeping.
pub fn form(lang: Lang, csrf: &str, action: &str, id: &str, inner: Markup) -> Markup {
    html! {
        form method="post" action=(action) id=[some(id)] data-draft=[some(id)] novalidate {
            (hidden("_csrf", csrf)) (keep_words(lang, id)) (inner)
        }
    }
}

/// The same with files.
pub fn multipart_form(lang: Lang, csrf: &str, action: &str, id: &str, inner: Markup) -> Markup {
    html! {
        form method="post" action=(action) id=[some(id)] data-draft=[some(id)] enctype="multipart/form-data" novalidate {
            (hidden("_csrf", csrf)) (keep_words(lang, id)) (inner)
        }
    }
}

/// A form that saves itself: posts to `save` a moment after typing stops and says so; the answer may be empty (204) or
/// `live_messages(…)`. Without JavaScript it is a plain form to `action`.
pub fn autosave_form(lang: Lang, csrf: &str, action: &str, save: &str, id: &str, inner: Markup) -> Markup {
    html! {
        form method="post" action=(action) id=(id) data-draft=(id) data-autosave novalidate
            hx-post=(save) hx-trigger="input delay:1200ms, change delay:300ms" hx-swap="none" hx-sync="this:queue last" {
            (hidden("_csrf", csrf)) (keep_words(lang, id)) (inner)
            p.saved role="status" data-saving=(SAVING.get(lang)) data-saved=(SAVED.get(lang)) data-failed=(NOT_SAVED.get(lang)) {}
        }
    }
}

/// Words that the script shows when it finds text in the browser that never arrived.
fn keep_words(lang: Lang, id: &str) -> Markup {
    html! {
        @if !id.is_empty() {
            div.kept role="status" hidden {
                p { (FOUND.get(lang)) time.kept-at {} }
                button.btn.secondary type="button" data-restore { (RESTORE.get(lang)) } " "
                button.plain type="button" data-discard { (DISCARD.get(lang)) }
            }
        }
    }
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// Fields that belong together, with a heading.
pub fn fieldset(lang: Lang, legend: impl Into<Said>, inner: Markup) -> Markup {
    let legend = legend.into();
    html! { fieldset.group { legend { (legend.get(lang)) } (inner) } }
}

/// Short fields side by side, one below the other on a phone.
pub fn fields_row(inner: Markup) -> Markup {
    html! { div.fields-row { (inner) } }
}
