//! One's own account: what is said about oneself, roles, log-ins, password.

use axum::http::HeaderMap;
use kernel::{Breach, Lang, Refusal, Role, SessionId, Text, Word, say};
use maud::{Markup, html};
use ui::{Field, Tone};
use web::{Answer, Form, Path, StatusCode, Visit};

use super::gate::{new_password, raw};
use super::log_out::current;
use super::password::new_password_fields;
use super::people::state_badge;
use super::{Collect, Gate, either};
use super::{account_email, account_expertise};
use crate::actions::{self, PersonalForm};
use crate::record::{EmailChange, Expertise, Person, Session};
use crate::state::MembershipStep as Step;
use crate::state::membership::steps_from;
use crate::store::Placed;
use crate::tell::language;
use crate::{paths, policy, store};

const TITLE: Text = say("账号", "Account");

struct Shown {
    person: Person,
    email_change: Option<EmailChange>,
    placed: Vec<Placed>,
    expertise: Option<Expertise>,
    sessions: Vec<Session>,
    current: Option<SessionId>,
}

pub(crate) async fn show(visit: Visit, headers: HeaderMap) -> Answer {
    let shown = load(&visit, &headers).await?;
    let body = page(&visit, &shown, None, &[]);
    visit.page(TITLE, body)
}

async fn load(visit: &Visit, headers: &HeaderMap) -> Result<Shown, web::Failed> {
    let me = visit.actor()?.person_id;
    let current = current(visit, headers).await?.map(|session| session.id);
    let shown = visit.site.db.read(move |tx| {
        Ok::<_, Refusal>(Shown {
            person: store::person(tx, me)?,
            email_change: store::waiting_email_change(tx, me)?,
            placed: store::open_memberships_of(tx, me)?,
            expertise: store::expertise(tx, me)?,
            sessions: store::sessions_of(tx, me)?,
            current,
        })
    });
    Ok(shown.await?)
}

pub(crate) async fn save(visit: Visit, headers: HeaderMap, form: Form) -> Answer {
    let actor = visit.actor()?;
    let mut collect = Collect::default();
    let revision = form.number("revision", 0, i64::MAX)?;
    let breaches = match read(&form, &mut collect) {
        None => collect.breaches,
        Some(read) => {
            let lang = read.lang;
            match either(visit.site.db.write(move |tx| actions::edit_person(tx, &actor, revision, &read)).await)? {
                // The address carries the language, so that the pages change to it at once.
                Ok(_) => {
                    return visit.done(
                        &format!("{}?lang={}", paths::ACCOUNT, if lang == Lang::En { "en" } else { "zh" }),
                        say("已保存", "Saved"),
                    );
                }
                Err(breaches) => breaches,
            }
        }
    };
    again(&visit, &headers, Some(&form), &breaches).await
}

fn read(form: &Form, collect: &mut Collect) -> Option<PersonalForm> {
    let name = collect.take(form.text("name", 60));
    let name_en = collect.take(form.optional("name_en", 100));
    let phone = collect.take(form.optional("phone", 40));
    let title = collect.take(form.optional("title", 60));
    Some(PersonalForm {
        name: name?,
        name_en: name_en?,
        phone: phone?,
        title: title?,
        lang: language(form.get("reads")),
    })
}

pub(crate) async fn change_password(gate: Gate, visit: Visit, headers: HeaderMap, form: Form) -> Answer {
    let keep = current(&visit, &headers).await?.map(|session| session.id);
    let breaches = set_password(&gate, &visit, &form, keep).await?;
    if !breaches.is_empty() {
        return again(&visit, &headers, None, &breaches).await;
    }
    visit.done(
        paths::ACCOUNT,
        say(
            "密码已更改，其他设备已退出；接口令牌仍然有效",
            "The password is changed and other devices were logged out; tokens still count",
        ),
    )
}

/// Sets a new password for whoever knows the present one; answers everything that is wrong with either.
pub(crate) async fn set_password(
    gate: &Gate,
    visit: &Visit,
    form: &Form,
    keep: Option<SessionId>,
) -> Result<Vec<Breach>, web::Failed> {
    let actor = visit.actor()?;
    let (person, breaches) = gate.own_password(visit, "old_password", raw(form, "old_password")).await?;
    let mut collect = Collect { breaches };
    let new = collect.all(new_password(form, &person.email));
    let (Some(new), true) = (new, collect.breaches.is_empty()) else { return Ok(collect.breaches) };
    let hash = gate.hash(new).await?;
    visit.site.db.write(move |tx| actions::change_password(tx, &actor, &hash, keep)).await?;
    gate.renewed(visit, &person.email);
    Ok(Vec::new())
}

pub(crate) async fn end_session(visit: Visit, Path(id): Path<SessionId>, _form: Form) -> Answer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::log_out(tx, &actor, id)).await?;
    visit.done(paths::ACCOUNT, say("该设备已退出", "That device is logged out"))
}

pub(super) async fn again(visit: &Visit, headers: &HeaderMap, typed: Option<&Form>, breaches: &[Breach]) -> Answer {
    let shown = load(visit, headers).await?;
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, TITLE, page(visit, &shown, typed, breaches)))
}

fn page(visit: &Visit, shown: &Shown, typed: Option<&Form>, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    // Each form of the page gets back what was typed into it, and nothing of the others.
    let sent = |field: &str| typed.filter(|form| form.has(field));
    html! {
        (ui::heading(visit.t(TITLE), html! { (shown.person.email) }))
        (ui::breach_summary(lang, breaches))
        (ui::section(lang, say("身份", "Roles"), roles(visit, shown)))
        (ui::section(lang, say("个人信息", "About you"), personal(visit, &shown.person, sent("name"), breaches)))
        @if judges(&shown.placed) { (account_expertise::section(visit, shown.expertise.as_ref(), sent("expertise_revision"), breaches)) }
        (account_email::section(visit, &shown.person, shown.email_change.as_ref(), sent("present_password"), breaches))
        (ui::section(lang, say("更改密码", "Change the password"), ui::form(lang, &visit.csrf, &paths::account_form("password"), "", html! {
            (Field::password("old_password", say("当前密码", "Present password")).required().autocomplete("current-password").render(lang, breaches))
            (new_password_fields(lang, breaches))
            (ui::actions(ui::submit_as(lang, "do", "change", say("更改密码", "Change the password"), ui::Kind::Secondary)))
        })))
        (ui::section(lang, say("登录设备", "Where you are logged in"), sessions(visit, shown)))
        (ui::section(lang, say("消息与邮件", "Messages and mail"), html! {
            p { (visit.t(say("各类消息是立即发邮件、每天汇总，还是只在站内查看，由您选择。", "You choose for each kind of message whether it comes by mail at once, in one digest a day, or stays in your inbox."))) }
            (ui::actions(ui::link_button(lang, paths::CHOICES, say("选择邮件", "Choose"))))
        }))
        (ui::section(lang, say("期限日历", "Calendar of deadlines"), ui::actions(ui::link_button(lang, paths::CALENDAR, say("订阅期限日历", "Subscribe to your deadlines")))))
        (ui::section(lang, say("程序接口", "Programs"), ui::actions(ui::link_button(lang, paths::TOKENS, say("管理令牌", "Tokens")))))
        (ui::section(lang, say("注销账号", "Close the account"), html! {
            p { (visit.t(say("不再使用平台时，可以注销账号并删除个人信息。", "When you no longer use the platform you can close the account and have your personal data deleted."))) }
            (ui::actions(ui::link_button(lang, paths::CLOSE_ACCOUNT, say("注销账号…", "Close the account …"))))
        }))
    }
}

/// Whoever judges, teaches or studies is asked what they know.
fn judges(placed: &[Placed]) -> bool {
    placed.iter().any(|placed| [Role::Expert, Role::Teacher, Role::Student].contains(&placed.membership.role))
}

fn personal(visit: &Visit, person: &Person, typed: Option<&Form>, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    let of = |name: &str, stored: &str| typed.map_or(stored.to_owned(), |form| form.get(name).to_owned());
    let languages = vec![("zh".to_owned(), "中文".to_owned()), ("en".to_owned(), "English".to_owned())];
    ui::form(
        lang,
        &visit.csrf,
        paths::ACCOUNT,
        "account",
        html! {
            (ui::hidden("revision", &of("revision", &person.revision.to_string())))
            (ui::fields_row(html! {
                (Field::text("name", say("姓名", "Name")).value(of("name", &person.name)).required().render(lang, breaches))
                (Field::text("name_en", say("英文姓名", "Name in English")).value(of("name_en", &person.name_en)).render(lang, breaches))
            }))
            (ui::fields_row(html! {
                (Field::text("phone", say("电话", "Phone")).value(of("phone", &person.phone)).render(lang, breaches))
                (Field::text("title", say("职称", "Title")).value(of("title", &person.title)).render(lang, breaches))
            }))
            (Field::radio("reads", say("邮件和页面的语言", "Language of letters and pages"), languages).value(of("reads", &person.lang)).render(lang, breaches))
            (ui::actions(ui::submit(lang, say("保存", "Save"))))
        },
    )
}

fn roles(visit: &Visit, shown: &Shown) -> Markup {
    let lang = visit.lang;
    let lines = shown.placed.iter().map(|placed| {
        let membership = &placed.membership;
        vec![
            html! { (crate::recogniser::label(placed).get(lang)) },
            state_badge(lang, membership.state),
            ui::when(lang, membership.state_since),
            html! { @for step in steps_from(membership.state) { (own_step(visit, placed, step)) } },
        ]
    });
    let heads = [say("身份", "Role"), say("状态", "State"), say("起始", "Since"), say("办理", "Decide")];
    html! {
        (ui::table(lang, say("您的身份", "Your roles"), &heads, lines.collect(), say("还没有身份。可申请成为高校教师或学生、登记企业，或请管理员邀请。", "No role yet. Ask to be a teacher or student, register an enterprise, or ask an administrator to invite you.")))
        (ui::actions(html! {
            @if shown.placed.iter().any(|placed| placed.membership.role == Role::Teacher) {
                (ui::link_button(lang, &paths::account_form("proof"), super::proof::TITLE))
            }
            (ui::link_button(lang, paths::REGISTER_PERSON, say("申请高校身份", "Ask for a role at a university")))
            (ui::link_button(lang, paths::REGISTER_ENTERPRISE, say("登记企业", "Register an enterprise")))
        }))
    }
}

/// Steps the person takes alone; what an administrator decides stands on the organisation's page.
fn own_step(visit: &Visit, placed: &Placed, step: Step) -> Markup {
    let membership = &placed.membership;
    let own = kernel::Actor::person(membership.person_id, "", None);
    if !policy::may_step_membership(&own, step, membership) {
        return html! {};
    }
    let action = paths::membership_step(membership.id);
    let button = ui::step_button(&action, &visit.csrf, step.text()).field("step", step.word());
    let button = match step {
        Step::Accept => button.primary(),
        Step::End => button.danger().confirm(say(
            "结束后需要重新邀请或申请，确定吗？",
            "You would have to be invited or ask again. Are you sure?",
        )),
        Step::Approve | Step::Refuse | Step::Decline | Step::Withdraw | Step::Recall => button,
    };
    button.render(visit.lang)
}

fn sessions(visit: &Visit, shown: &Shown) -> Markup {
    let lang = visit.lang;
    let lines = shown.sessions.iter().map(|session| {
        let own = Some(session.id) == shown.current;
        let end = ui::step_button(
            &paths::account_form(&format!("sessions/{}", session.id)),
            &visit.csrf,
            say("退出该设备", "Log out there"),
        )
        .render(lang);
        vec![
            html! { (session.device) " " @if own { (ui::badge(lang, say("本机", "this one"), Tone::Good)) } },
            html! { (session.peer) },
            ui::when(lang, session.created_at),
            ui::when(lang, session.seen_at),
            if own {
                html! {}
            } else {
                end
            },
        ]
    });
    let heads = [
        say("设备", "Device"),
        say("地址", "Address"),
        say("登录", "Logged in"),
        say("最近使用", "Last used"),
        say("操作", "Action"),
    ];
    html! {
        (ui::table(lang, say("有效的登录", "Open log-ins"), &heads, lines.collect(), say("无", "None")))
        p.hint { (visit.t(say("在所有设备上退出时，您的全部接口令牌和期限日历的订阅地址也会失效。", "Logging out everywhere ends all your tokens and the address of your calendar as well."))) }
        (ui::step_button(&paths::account_form("logout-everywhere"), &visit.csrf, say("在所有设备上退出", "Log out everywhere")).danger().render(lang))
    }
}
