//! What the home page says to somebody who is logged in: what waits, and where this role usually goes next.

use kernel::{Actor, Role, Said, Text, Todo, say};
use maud::{Markup, html};
use web::Visit;

use crate::todo;

/// Things shown before the list is left to its own page.
const SHOWN: usize = 5;
const EMPTY: Text = say(
    "没有等您办理的事项。有新的事项时，会出现在这里，并以邮件告知。",
    "Nothing waits for you. What comes up appears here and is announced by mail.",
);

/// Greeting, the most urgent things, and the ways on.
pub(crate) fn desk(visit: &Visit, actor: &Actor, todos: &[Todo]) -> Markup {
    let lang = visit.lang;
    let name = visit.my_name().unwrap_or(&actor.name);
    let greeting = Said { zh: format!("{name}，您好"), en: format!("Welcome, {name}") };
    html! {
        (ui::heading(greeting.get(lang), html! {}))
        @if !todos.is_empty() { p.lead { (summary(todos).get(lang)) } }
        (ui::columns(waiting(visit, todos), ui::section(lang, say("常用操作", "Where next"), ways(visit, actor))))
    }
}

fn summary(todos: &[Todo]) -> Said {
    match todos.len() {
        1 => say("有 1 项待办。", "One thing waits for you.").into(),
        n => say("有 {n} 项待办，最急的在前。", "{n} things wait for you, the most urgent first.").with(&[("n", &n)]),
    }
}

fn waiting(visit: &Visit, todos: &[Todo]) -> Markup {
    let lang = visit.lang;
    let first = &todos[..todos.len().min(SHOWN)];
    let list = html! {
        (ui::todo_list(lang, &todo::rows(first, visit.site.db.clock().now().day()), EMPTY))
        @if todos.len() > SHOWN { p { a href="/todo" { (say("全部待办（{n} 项）", "Everything that waits ({n})").with(&[("n", &todos.len())]).get(lang)) } } }
    };
    ui::section(lang, say("待办", "To do"), list)
}

fn ways(visit: &Visit, actor: &Actor) -> Markup {
    let lang = visit.lang;
    html! { ul.ways { @for (label, href) in usual(actor.role()) { li { a href=(href) { (label.get(lang)) } } } } }
}

/// Where each role usually goes; what it may do there is each slice's policy.
fn usual(role: Option<Role>) -> Vec<(Text, &'static str)> {
    const FIND: (Text, &str) = (say("查找指南项目", "Find a guideline item"), "/items");
    const APPLICATIONS: (Text, &str) = (say("我的申请", "My applications"), "/applications");
    const PROJECTS: (Text, &str) = (say("我的项目", "My projects"), "/projects?mine=1");
    const AGREEMENTS: (Text, &str) = (say("合作协议", "Agreements"), "/agreements");
    const FUNDING: (Text, &str) = (say("经费与软硬件", "Money and goods"), "/funding");
    const ESTABLISHMENT: (Text, &str) = (say("立项名单", "Establishment lists"), "/establishment");
    const ACCOUNT: (Text, &str) = (say("账号与身份", "Account and roles"), "/account");
    match role {
        Some(Role::Teacher) => vec![FIND, APPLICATIONS, PROJECTS, AGREEMENTS],
        Some(Role::Student) => vec![FIND, APPLICATIONS, PROJECTS],
        Some(Role::UniversityAdministrator) => vec![
            (say("审核申请", "Review applications"), "/applications"),
            AGREEMENTS,
            (say("本校项目", "The university's projects"), "/projects?mine=1"),
            (say("结题", "Closings"), "/closings?view=mine"),
        ],
        Some(Role::UniversityFinance) => {
            vec![FUNDING, (say("本校项目", "The university's projects"), "/projects?mine=1")]
        }
        Some(Role::EnterpriseContact) => vec![
            (say("新建项目指南", "Write a guideline"), "/guidelines/new"),
            (say("收到的申请", "Applications received"), "/applications"),
            AGREEMENTS,
            FUNDING,
        ],
        Some(Role::EnterpriseReviewer) => vec![(say("收到的申请", "Applications received"), "/applications")],
        Some(Role::Expert) => vec![(say("评议项目指南", "Review guidelines"), "/guidelines")],
        Some(Role::ProgrammeOffice) => vec![
            (say("审核单位", "Verify organisations"), "/organisations"),
            (say("审核指南", "Review guidelines"), "/guidelines"),
            (say("分派评审专家", "Assign experts"), "/panels"),
            (say("征集批次", "Rounds"), "/rounds"),
            ESTABLISHMENT,
        ],
        Some(Role::Province) => vec![
            (say("高校与企业", "Universities and enterprises"), "/organisations"),
            (say("项目名录", "Projects"), "/projects"),
        ],
        Some(Role::Ministry) => vec![ESTABLISHMENT, (say("项目名录", "Projects"), "/projects"), FUNDING],
        Some(Role::Operator) => vec![(say("单位", "Organisations"), "/organisations"), ACCOUNT],
        None => vec![FIND, ACCOUNT],
    }
}
