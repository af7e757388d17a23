//! Closing one's account: what it means, what stands in the way, the password, and goodbye.

use kernel::{Breach, Refusal, Text, say};
use maud::{Markup, html};
use ui::Field;
use web::{Answer, Form, SESSION_COOKIE, StatusCode, Visit, set_cookie};

use super::Gate;
use super::gate::raw;
use crate::actions::{self, Keeper, Ties};
use crate::paths;

const TITLE: Text = say("注销账号", "Close the account");
const SURE: Text = say("我知道注销后不能恢复", "I know that this cannot be undone");
const MEANING: [Text; 4] = [
    say(
        "所有身份即时结束，所有设备退出，令牌失效",
        "Every role ends, every device is logged out, every token stops working",
    ),
    say(
        "草稿撤回，邮箱、电话、职称等个人信息删除",
        "Drafts are withdrawn; address, phone, title and other personal data are deleted",
    ),
    say(
        "曾提交申请的，教师资格证明作为当时决定的依据保留",
        "If you ever handed an application in, your proof of qualification stays, since a decision rested on it",
    ),
    say("项目、备案、证书和日志中的姓名保留", "Your name stays in projects, filings, certificates and the journal"),
];

pub(crate) async fn show(keeper: Keeper, visit: Visit) -> Answer {
    page(keeper, &visit, &[], StatusCode::OK).await
}

async fn page(keeper: Keeper, visit: &Visit, breaches: &[Breach], status: StatusCode) -> Answer {
    let actor = visit.actor()?;
    let today = visit.site.db.clock().now().day();
    let ties: Ties = visit.site.db.read(move |tx| actions::ties(tx, &actor, &keeper)).await?;
    let lang = visit.lang;
    // Without the form nothing can be said of its fields.
    let shown = |breach: &&Breach| ties.in_the_way.is_empty() || breach.field.is_empty();
    let breaches: Vec<Breach> = breaches.iter().filter(shown).cloned().collect();
    let body = html! {
        (ui::breadcrumbs(lang, &[(paths::ACCOUNT.into(), say("账号", "Account").into())]))
        (ui::heading(visit.t(TITLE), html! {}))
        (ui::breach_summary(lang, &breaches))
        ul { @for line in MEANING { li { (line.get(lang)) } } }
        @if ties.in_the_way.is_empty() { (form(visit, &breaches)) } @else { (in_the_way(visit, &ties, today)) }
    };
    Ok(visit.page_with(status, TITLE, body))
}

fn form(visit: &Visit, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    ui::card(ui::form(
        lang,
        &visit.csrf,
        paths::CLOSE_ACCOUNT,
        "",
        html! {
            (Field::password("present_password", say("当前密码", "Present password")).required().autocomplete("current-password").render(lang, breaches))
            (Field::checkbox("sure", SURE).required().render(lang, breaches))
            (ui::actions(html! {
                (ui::submit_as(lang, "do", "close", TITLE, ui::Kind::Danger))
                (ui::link_button(lang, paths::ACCOUNT, say("保留账号", "Keep the account")))
            }))
        },
    ))
}

fn in_the_way(visit: &Visit, ties: &Ties, today: kernel::Day) -> Markup {
    let lang = visit.lang;
    let rows: Vec<ui::TodoRow> = ties
        .in_the_way
        .iter()
        .map(|todo| ui::TodoRow {
            href: todo.href.clone(),
            what: todo.what.clone(),
            about: todo.subject.clone(),
            since: todo.since,
            due: todo.due,
            is_late: todo.due.is_some_and(|due| due < today),
        })
        .collect();
    let why = say("还有 {n} 项需要先办结或交接。", "{n} thing(s) have to be finished or handed over first.");
    ui::section(
        lang,
        say("注销之前", "Before you can close it"),
        html! {
            (ui::todo_list(lang, &rows, say("无", "None")))
            (ui::blocked(lang, TITLE, &why.with(&[("n", &rows.len())])))
        },
    )
}

pub(crate) async fn close(keeper: Keeper, gate: Gate, visit: Visit, form: Form) -> Answer {
    let unsure = if form.ticked("sure") { Vec::new() } else { vec![Breach::field("sure", NOT_SURE)] };
    match closed(keeper, &gate, &visit, raw(&form, "present_password"), unsure).await {
        Ok(()) => {}
        Err(web::Failed::Refused(Refusal::Breaches(breaches))) => {
            return page(keeper, &visit, &breaches, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
        Err(failed) => return Err(failed),
    }
    let mut answer =
        visit.done("/", say("账号已注销，感谢您的参与。", "Your account is closed. Thank you for taking part."))?;
    super::log_in::set(&mut answer, &set_cookie(SESSION_COOKIE, "", 0, visit.site.is_secure()));
    Ok(answer)
}

const NOT_SURE: Text = say("请勾选确认", "Please tick this to confirm");

/// The page and the API close alike, and refuse with all at once: the password, what else the door found `wrong`, and what
/// stands in the way. Papers are deleted after the commit: a crash between the two leaves bytes that nothing leads to.
pub(crate) async fn closed(
    keeper: Keeper,
    gate: &Gate,
    visit: &Visit,
    password: &str,
    wrong: Vec<Breach>,
) -> Result<(), web::Failed> {
    let actor = visit.actor()?;
    let (_, mut breaches) = gate.own_password(visit, "present_password", password).await?;
    breaches.extend(wrong);
    if !breaches.is_empty() {
        let ties = visit.site.db.read(move |tx| actions::ties(tx, &actor, &keeper)).await?;
        breaches.extend(ties.breaches());
        return Err(Refusal::Breaches(breaches).into());
    }
    let papers = visit.site.db.write(move |tx| actions::close_account(tx, &actor, &keeper)).await?;
    visit.site.files.forget(papers).await.map_err(|error| web::Failed::Refused(Refusal::fault(error)))
}
