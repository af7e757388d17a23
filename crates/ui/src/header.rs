//! Name, navigation, role switch, language switch.

use kernel::{Lang, Text, say};
use maud::{Markup, html};

use crate::frame::{Frame, Me};

pub(crate) const PRODUCT: Text = say("协育 Xieyu", "Xieyu");
const TAGLINE: Text = say("产学合作协同育人项目平台", "Industry–university collaborative education");
const SKIP: Text = say("跳到正文", "Skip to content");
const MAIN_MENU: Text = say("主导航", "Main");
const MENU: Text = say("菜单", "Menu");
const MINE: Text = say("我的工作", "My work");
const DEMO: Text =
    say("演示环境：人员、单位与数据均为虚构。", "Demonstration: people, organisations and data are invented.");
const TODO: Text = say("待办", "To-do");
const MESSAGES: Text = say("消息", "Messages");
const UNREAD: Text = say("条未读", "unread");
const ACTING_AS: Text = say("当前身份", "Acting as");
const NO_HAT: Text = say("尚无身份", "no role yet");
const SWITCH: Text = say("切换身份", "Switch role");
const WORN: Text = say("当前", "current");
const ACCOUNT: Text = say("账号", "Account");
const LOG_OUT: Text = say("退出", "Log out");
const LOG_IN: Text = say("登录", "Log in");
const REGISTER: Text = say("注册", "Register");
const WAITING: Text = say("项待办", "waiting");

const SEARCH: Text = say("搜索", "Search");
const SEARCH_WORDS: Text =
    say("搜索项目、指南、单位、人员、成果", "Search projects, items, organisations, people, results");

const PUBLIC: [(&str, Text); 8] = [
    ("/", say("首页", "Home")),
    ("/items", say("项目指南", "Guideline items")),
    ("/projects", say("项目", "Projects")),
    ("/filings", say("备案查询", "Filings")),
    ("/certificates", say("证书查验", "Certificates")),
    ("/meetings", say("对接会", "Meetings")),
    ("/news", say("新闻", "News")),
    ("/statistics", say("统计", "Statistics")),
];

pub(crate) fn header(frame: &Frame) -> Markup {
    let lang = frame.lang;
    html! {
        a.skip href="#main" { (SKIP.get(lang)) }
        header.top {
            @if frame.demo { p.demo { (DEMO.get(lang)) } }
            div.top-line {
                a.brand href="/" {
                    (seal())
                    span.brand-name { (PRODUCT.get(lang)) }
                    span.brand-line { (TAGLINE.get(lang)) }
                }
                // The search page has a larger field of its own.
                @if !is_at(frame.path, "/search") { (search(lang)) }
                div.top-tools {
                    @match &frame.me {
                        Some(me) => (person(frame, me)),
                        None => {
                            a href="/register" { (REGISTER.get(lang)) }
                            a href="/login" { (LOG_IN.get(lang)) }
                        }
                    }
                    (languages(frame))
                }
            }
            (menu(frame))
        }
    }
}

/// The field on every page. While somebody types, the best hits appear below it; without JavaScript it leads to the page.
fn search(lang: Lang) -> Markup {
    html! {
        search.top-search {
            form method="get" action="/search" {
                input type="search" name="q" maxlength="300" autocomplete="off" spellcheck="false"
                    aria-label=(SEARCH_WORDS.get(lang)) placeholder=(SEARCH_WORDS.get(lang))
                    hx-get="/search/suggest" hx-trigger="input changed delay:200ms" hx-sync="this:replace"
                    hx-target="next .suggestions" hx-swap="innerHTML";
                button { (SEARCH.get(lang)) }
                div.suggestions aria-live="polite" {}
            }
        }
    }
}

/// The navigation. On a phone it folds behind "Menu", with nothing but `<details>`; on a wide screen it always shows.
fn menu(frame: &Frame) -> Markup {
    let lang = frame.lang;
    html! {
        details.menu {
            summary { (MENU.get(lang)) @if let Some(n) = waiting(frame) { " " span.count { (n) span.unseen { " " (WAITING.get(lang)) } } } }
            nav.main-nav aria-label=(MAIN_MENU.get(lang)) {
                ul { @for (href, label) in PUBLIC { li { (nav_link(frame, href, label)) } } }
                @if frame.me.is_some() { (mine(frame)) }
            }
        }
    }
}

/// To-do and messages first, then what the role worn now works with.
fn mine(frame: &Frame) -> Markup {
    let lang = frame.lang;
    html! {
        ul.mine aria-label=(MINE.get(lang)) {
            li {
                a href="/todo" aria-current=[current(frame.path, "/todo")] {
                    (TODO.get(lang))
                    @if let Some(n) = waiting(frame) { " " span.count { (n) span.unseen { " " (WAITING.get(lang)) } } }
                }
            }
            li {
                a href="/messages" aria-current=[current(frame.path, "/messages")] {
                    (MESSAGES.get(lang))
                    @if let Some(n) = unread(frame) { " " span.count { (n) span.unseen { " " (UNREAD.get(lang)) } } }
                }
            }
            @for (label, href) in &frame.sections { li { (nav_link(frame, href, *label)) } }
        }
    }
}

/// Nobody counts a hundred.
fn unread(frame: &Frame) -> Option<String> {
    let n = frame.unread.filter(|n| *n > 0)?;
    Some(if n > 99 { "99+".to_owned() } else { n.to_string() })
}

fn waiting(frame: &Frame) -> Option<u32> {
    frame.todo_count.filter(|n| *n > 0)
}

/// The mark: 协 in a seal.
fn seal() -> Markup {
    html! { svg.seal viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false" {
        rect x="1" y="1" width="30" height="30" rx="5" fill="currentColor" {}
        path d="M10.5 7v18.5M6 13h9M17.5 12h8c0 6-.8 9.5-3 13M20.8 7.5c0 8.5-1 13-4.3 17.5M16.6 16.8l-1.3 3.4M26.6 16.5l.9 3" fill="none" stroke="#fff" stroke-width="2.200" stroke-linecap="round" {}
    } }
}

fn nav_link(frame: &Frame, href: &str, label: Text) -> Markup {
    // A section that asks for a part of a public list is the place, not the whole list.
    let part = frame.sections.iter().any(|(_, s)| s != href && s.contains('?') && current(frame.path, s).is_some());
    let here = current(frame.path, href).filter(|_| !part || href.contains('?'));
    html! { a href=(href) aria-current=[here] { (label.get(frame.lang)) } }
}

/// `page` when this is the page itself, `true` when the page lies beneath it. An address with a query is met only by pages
/// that ask the same.
fn current(path: &str, href: &str) -> Option<&'static str> {
    let (path, query) = path.split_once('?').unwrap_or((path.split('#').next().unwrap_or_default(), ""));
    if let Some((base, asked)) = href.split_once('?') {
        return (path == base && query.split('&').any(|pair| pair == asked)).then_some("page");
    }
    if path == href {
        Some("page")
    } else if href != "/" && path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')) {
        Some("true")
    } else {
        None
    }
}

/// Whether this is the page itself.
fn is_at(path: &str, href: &str) -> bool {
    path.split(['?', '#']).next() == Some(href)
}

fn person(frame: &Frame, me: &Me) -> Markup {
    let lang = frame.lang;
    html! {
        details.hats {
            summary {
                span.hats-what { (ACTING_AS.get(lang)) }
                span.hats-worn { (me.hats.iter().find(|hat| hat.worn).map_or(NO_HAT.get(lang), |hat| hat.label.get(lang))) }
            }
            form method="post" action="/acting-as" aria-label=(SWITCH.get(lang)) {
                input type="hidden" name="_csrf" value=(frame.csrf);
                @for hat in me.hats {
                    button name="membership" value=(hat.membership) aria-current=[hat.worn.then_some("true")] {
                        (hat.label.get(lang)) @if hat.worn { span.hats-mark { (WORN.get(lang)) } }
                    }
                }
                @if me.hats.is_empty() { p { (NO_HAT.get(lang)) } }
            }
        }
        a href="/account" title=(ACCOUNT.get(lang)) { (me.name) }
        form.log-out method="post" action="/logout" data-clears-drafts {
            input type="hidden" name="_csrf" value=(frame.csrf);
            button.plain { (LOG_OUT.get(lang)) }
        }
    }
}

fn languages(frame: &Frame) -> Markup {
    let (other, name) = match frame.lang {
        Lang::Zh => ("en", "English"),
        Lang::En => ("zh", "中文"),
    };
    let tag = if other == "zh" { Lang::Zh.tag() } else { Lang::En.tag() };
    html! { a.language href=(in_language(frame.path, other)) lang=(tag) hreflang=(tag) { (name) } }
}

/// The same address with `lang=` set, every other part of the query kept.
fn in_language(path: &str, word: &str) -> String {
    let plain = path.split('#').next().unwrap_or_default();
    let (path, query) = plain.split_once('?').unwrap_or((plain, ""));
    let kept = query.split('&').filter(|pair| !pair.is_empty() && *pair != "lang" && !pair.starts_with("lang="));
    let pairs: Vec<String> = kept.map(str::to_owned).chain([format!("lang={word}")]).collect();
    format!("{path}?{}", pairs.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_switch_keeps_the_rest_of_the_address() {
        assert_eq!(in_language("/items", "en"), "/items?lang=en");
        assert_eq!(in_language("/items?q=a%26b&lang=zh&page=2#x", "en"), "/items?q=a%26b&page=2&lang=en");
    }

    #[test]
    fn the_place_in_the_navigation_is_marked_by_whole_parts_of_the_path() {
        assert_eq!(current("/items?x=1", "/items"), Some("page"));
        assert_eq!(current("/items/7", "/items"), Some("true"));
        assert_eq!(current("/items-old", "/items"), None);
        assert_eq!(current("/items", "/"), None);
        assert_eq!(current("/", "/"), Some("page"));
        assert_eq!(current("/projects?mine=1&year=2026", "/projects?mine=1"), Some("page"));
        assert_eq!(current("/projects?year=2026", "/projects?mine=1"), None);
        assert_eq!(current("/projects/7", "/projects?mine=1"), None);
    }
}
