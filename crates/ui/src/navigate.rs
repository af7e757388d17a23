//! Ways through lists: paging, filters, tabs, the path to here.

use kernel::{Lang, Said, Text, say};
use maud::{Markup, html};

const NEXT: Text = say("下一页", "Next page");
const PAGES: Text = say("翻页", "Pages");
const END: Text = say("已到末尾", "End of the list");
const FILTER: Text = say("筛选", "Filter");
const CLEAR: Text = say("清除条件", "Clear");
const PARTS: Text = say("分类", "Parts");
const HERE: Text = say("当前位置", "You are here");

/// Leads to what follows the last row shown; nothing follows when `next` is none.
pub fn pager(lang: Lang, next: Option<String>) -> Markup {
    html! {
        nav.pager aria-label=(PAGES.get(lang)) {
            @match next {
                Some(href) => a.btn.secondary rel="next" href=(href) { (NEXT.get(lang)) },
                None => span { (END.get(lang)) },
            }
        }
    }
}

/// A form above a list that asks for fewer of its rows; its values stand in the address.
pub fn filter_bar(lang: Lang, action: &str, fields: Markup) -> Markup {
    html! {
        search {
            form.filter method="get" action=(action) {
                (fields)
                div.filter-go { button.btn.secondary { (FILTER.get(lang)) } " " a href=(action) { (CLEAR.get(lang)) } }
            }
        }
    }
}

/// One of several views of the same thing.
pub struct Tab {
    pub href: String,
    pub label: Said,
    /// How many rows it holds.
    pub count: Option<u64>,
    pub active: bool,
}

pub fn tabs(lang: Lang, tabs: &[Tab]) -> Markup {
    html! {
        nav.tabs aria-label=(PARTS.get(lang)) {
            ul {
                @for tab in tabs {
                    li { a href=(tab.href) aria-current=[tab.active.then_some("page")] {
                        (tab.label.get(lang)) @if let Some(n) = tab.count { " " span.count { (crate::reading::count(n)) } }
                    } }
                }
            }
        }
    }
}

/// A page above this one: address and name.
pub type Crumb = (String, Said);

/// The path to this page, from the outermost; the page itself is not named again.
pub fn breadcrumbs(lang: Lang, crumbs: &[Crumb]) -> Markup {
    html! { nav.crumbs aria-label=(HERE.get(lang)) { ol { @for (href, label) in crumbs { li { a href=(href) { (label.get(lang)) } } } } } }
}
