//! The whole HTML document around the body of a page.

use kernel::{Lang, Said, Text};
use maud::{DOCTYPE, Markup, html};

use crate::{alert, assets, footer, header};

/// What the frame of a page shows besides its body.
pub struct Frame<'a> {
    pub lang: Lang,
    pub title: String,
    /// Path and query of this page: for the language switch and to mark the place in the navigation.
    pub path: &'a str,
    pub csrf: &'a str,
    pub me: Option<Me<'a>>,
    /// What the role worn now works with: name and address, the most used first.
    pub sections: Vec<(Text, String)>,
    /// How many things wait for the person in the role worn now.
    pub todo_count: Option<u32>,
    /// How many messages the person has not read; beyond 99 they are not counted.
    pub unread: Option<u32>,
    /// Says once what was just done.
    pub notice: Option<Said>,
    /// A demonstration with an invented cast; every page says so.
    pub demo: bool,
}

/// Who is logged in.
pub struct Me<'a> {
    pub name: &'a str,
    pub hats: &'a [HatLine],
}

/// One role the person may wear.
pub struct HatLine {
    /// The membership's id, sent back by the "acting as" switch.
    pub membership: String,
    /// "教师 · 北京大学"
    pub label: Said,
    pub worn: bool,
}

/// No inline style, no evaluated text, no page kept in the browser's storage; answers 422 are shown like others, since they
/// carry the form with its messages; refusals are told in their own place. Nested out-of-band swaps are off so that a form answered whole keeps its messages.
const HTMX_CONFIG: &str = r#"{"includeIndicatorStyles":false,"allowEval":false,"allowScriptTags":false,"historyCacheSize":0,"allowNestedOobSwaps":false,"responseHandling":[{"code":"204","swap":false},{"code":"[23]..","swap":true},{"code":"422","swap":true},{"code":"40[349]|413|429","swap":true,"error":true},{"code":"[45]..","swap":false,"error":true}]}"#;

/// The document: header, navigation, notice, body, footer.
pub fn page(frame: &Frame, body: Markup) -> Markup {
    document(frame, body, false)
}

/// `keeps_drafts` is set on pages that answer a failure: what was typed before must stay in the browser.
pub(crate) fn document(frame: &Frame, body: Markup, keeps_drafts: bool) -> Markup {
    let lang = frame.lang;
    html! {
        (DOCTYPE)
        html lang=(lang.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="htmx-config" content=(HTMX_CONFIG);
                title { @if !frame.title.is_empty() { (frame.title) " · " } (header::PRODUCT.get(lang)) }
                link rel="icon" href=(assets::icon()) type="image/svg+xml";
                link rel="stylesheet" href=(assets::css());
                script src=(assets::htmx()) defer {}
                script src=(assets::js()) defer {}
            }
            body data-who=[who(frame)] data-keep-drafts[keeps_drafts] {
                (header::header(frame))
                main #main tabindex="-1" {
                    @if let Some(said) = &frame.notice { (alert::notice(lang, said)) }
                    (body)
                    // Where a refusal is told while the page stays: there from the beginning, so that it is read out.
                    div #refused role="alert" {}
                }
                (footer::footer(lang))
            }
        }
    }
}

/// Tells people who share a browser apart, so that nobody is offered another's draft. A membership belongs to one person.
fn who(frame: &Frame) -> Option<String> {
    let me = frame.me.as_ref()?;
    let key = me.hats.iter().map(|hat| hat.membership.as_str()).min().unwrap_or(me.name);
    Some(crate::reading::short_hash(key))
}
