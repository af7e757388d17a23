//! Logging in; in the demo by one click on somebody of the cast.

use axum::http::HeaderMap;
use kernel::{Breach, MembershipId, PersonId, Refusal, Role, Said, Text, Word, say};
use maud::{Markup, html};
use serde::Deserialize;
use ui::Field;
use web::{Answer, Failed, Form, Query, SESSION_COOKIE, StatusCode, Visit, cookie, csrf_of, see, set_cookie};

use super::Gate;
use super::gate::raw;
use crate::recogniser::visitor_of;
use crate::record::Person;
use crate::store::{self, Placed};
use crate::{actions, paths};

const TITLE: Text = say("登录", "Log in");
const EMAIL: Text = say("邮箱", "E-mail");
const PASSWORD: Text = say("密码", "Password");
const FORGOTTEN: Text = say("忘记密码", "Forgotten password");
const REGISTER: Text = say("注册", "Register");
const CAST: Text = say("演示人员（点击即可登录）", "Demonstration cast (one click logs in)");
pub(crate) const WRONG: Text = say(
    "邮箱或密码不正确；新注册的账号须先打开确认信中的链接。",
    "E-mail or password is wrong; a new account must first be confirmed by the link in its letter.",
);

const TOO_MANY: Text = say(
    "密码错误次数过多。请在 {wait} 分钟后再试；如果忘记了密码，或者错误并非您本人造成，请点击“忘记密码”，通过邮件重置。",
    "There were too many wrong passwords. Try again in {wait} minutes. If you have forgotten yours, or if it was not you, reset it by mail: “Forgotten password”.",
);

/// The address ending of the invented people of the demo.
const DEMO_ENDING: &str = "@demo.xieyu";

#[derive(Deserialize)]
pub(crate) struct Next {
    #[serde(default)]
    next: String,
}

pub(crate) async fn show(visit: Visit, Query(Next { next }): Query<Next>) -> Answer {
    let body = page(&visit, ui::hidden("next", local(&next).unwrap_or("")), "", &[]).await?;
    visit.page(TITLE, body)
}

pub(crate) async fn submit(gate: Gate, visit: Visit, headers: HeaderMap, form: Form) -> Answer {
    if form.has("choose") {
        return visit.page(TITLE, page(&visit, carried(&form), "", &[]).await?);
    }
    let person = match form.get("cast") {
        "" => match by_password(&gate, &visit, &form).await {
            Err(Failed::TooMany(seconds)) => return too_many(&visit, &form, seconds).await,
            answered => answered?,
        },
        cast => one_of_the_cast(&visit, cast).await?,
    };
    match person {
        Some(person) => begin(visit, &headers, &form, person).await,
        None => {
            let body = page(&visit, carried(&form), form.get("email"), &[Breach::field("email", WRONG)]).await?;
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, TITLE, body))
        }
    }
}

/// The form with what was typed, how long to wait, and the way that needs no waiting.
async fn too_many(visit: &Visit, form: &Form, seconds: u64) -> Answer {
    let breach = Breach::field("email", TOO_MANY.with(&[("wait", &seconds.div_ceil(60))]));
    let body = page(visit, carried(form), form.get("email"), &[breach]).await?;
    let mut answer = visit.page_with(StatusCode::TOO_MANY_REQUESTS, TITLE, body);
    answer.headers_mut().insert("retry-after", seconds.into());
    Ok(answer)
}

/// Whose password was given; nobody where it is wrong.
pub(crate) async fn by_password(gate: &Gate, visit: &Visit, form: &Form) -> Result<Option<Person>, Failed> {
    let email = store::plain_email(form.get("email"));
    gate.guess(visit, &email)?;
    let (wanted, network) = (email.clone(), visit.network());
    let found = visit.site.db.read(move |tx| {
        let Some(person) = store::find_person_by_email(tx, &wanted)? else { return Ok(None) };
        let peers = store::peers_of(tx, person.id)?;
        Ok::<_, Refusal>(Some((person, peers.iter().any(|peer| web::network(peer) == network))))
    });
    let (person, known) = found.await?.filter(|(person, _)| person.closed_at.is_none()).unzip();
    let guess = gate.guess_from_anywhere(visit, &email, known.unwrap_or(false))?;
    let hash = person.as_ref().map(|person: &Person| person.password_hash.clone());
    if gate.fits(raw(form, "password").to_owned(), hash).await? {
        gate.right_from_anywhere(visit, &email, &guess);
        return Ok(person);
    }
    if guess.tell_owner {
        visit.site.db.write(move |tx| actions::tell_of_guesses(tx, &email)).await?;
    }
    Ok(None)
}

/// Somebody of the cast: only in the demo, and only an invented person.
async fn one_of_the_cast(visit: &Visit, id: &str) -> Result<Option<Person>, Failed> {
    let Some(id) = id.parse::<PersonId>().ok().filter(|_| visit.site.demo) else { return Ok(None) };
    let person = visit.site.db.read(move |tx| db::find::<Person>(tx, id)).await?;
    Ok(person.filter(|person| person.email.ends_with(DEMO_ENDING) && person.closed_at.is_none()))
}

/// Begins a session; an older one of this browser ends, whoever's it was.
async fn begin(visit: Visit, headers: &HeaderMap, form: &Form, person: Person) -> Answer {
    let (device, peer) = (device(headers), visit.peer.clone());
    let old = cookie(headers, SESSION_COOKIE);
    let hat: Option<MembershipId> = form.get("hat").parse().ok();
    let (secret, visitor) = visit
        .site
        .db
        .write(move |tx| {
            if let Some(old) = old.map(|old| store::session_by_secret(tx, &old)).transpose()?.flatten() {
                store::end_session(tx, old.person_id, old.id)?;
            }
            let secret = actions::log_in(tx, person.id, &device, &peer)?;
            let Some(session) = store::session_by_secret(tx, &secret)? else { return Err(Refusal::Overtaken) };
            let visitor = visitor_of(tx, &person, hat.or(session.membership_id))?;
            let secret = match hat {
                Some(hat) => actions::wear(tx, &visitor.actor, session.id, hat)?,
                None => secret,
            };
            Ok((secret, visitor))
        })
        .await?;
    let known = Visit { csrf: csrf_of(&secret), visitor: Some(visitor), ..visit };
    let mut answer = match known.resumed(form) {
        Some(body) => known.page(
            say("继续提交", "Go on"),
            html! { (ui::heading(known.t(say("继续提交", "Go on")), html! {})) (body) },
        )?,
        None => see(local(form.get("next")).unwrap_or("/todo")),
    };
    set(&mut answer, &session_cookie(&secret, known.site.is_secure()));
    Ok(answer)
}

pub(super) fn session_cookie(secret: &str, secure: bool) -> String {
    set_cookie(SESSION_COOKIE, secret, store::LONGEST_DAYS * 86_400, secure)
}

pub(super) fn set(answer: &mut web::Response, cookie: &str) {
    if let Ok(value) = cookie.parse() {
        answer.headers_mut().append("set-cookie", value);
    }
}

/// What the browser calls itself, shortened to what helps to recognise it in the list of sessions.
fn device(headers: &HeaderMap) -> String {
    let agent = headers.get("user-agent").and_then(|v| v.to_str().ok()).unwrap_or("");
    let one_of = |names: &[(&str, &str)]| {
        names.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| (*name).to_owned())
    };
    let browser = one_of(&[
        ("MicroMessenger", "WeChat"),
        ("Edg/", "Edge"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]);
    let system = one_of(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    let parts: Vec<String> = [browser, system].into_iter().flatten().collect();
    if parts.is_empty() { agent.chars().take(60).collect() } else { parts.join(" · ") }
}

/// A path of this site: never another host.
fn local(path: &str) -> Option<&str> {
    let fine =
        path.starts_with('/') && !path.starts_with("//") && !path.contains('\\') && !path.chars().any(char::is_control);
    fine.then_some(path)
}

/// Hidden fields that must survive: where to go, and a form that was interrupted.
fn carried(form: &Form) -> Markup {
    html! {
        @for name in ["next", "resume_path", "resume_form", "resume_files"] {
            @if form.has(name) { (ui::hidden(name, form.get(name))) }
        }
    }
}

async fn page(visit: &Visit, carried: Markup, email: &str, breaches: &[Breach]) -> Result<Markup, Failed> {
    let cast = if visit.site.demo { visit.site.db.read(|tx| store::cast(tx, DEMO_ENDING)).await? } else { Vec::new() };
    let lang = visit.lang;
    let own = html! {
        (fields(visit, &carried, email, breaches))
        p { a href=(paths::PASSWORD) { (visit.t(FORGOTTEN)) } " · " a href=(paths::REGISTER) { (visit.t(REGISTER)) } }
    };
    Ok(html! {
        (ui::heading(visit.t(TITLE), html! {}))
        (ui::breach_summary(lang, breaches))
        @if cast.is_empty() { (own) }
        @else { div.log-in { div { (own) } (ui::section(lang, CAST, cast_by_role(visit, &carried, &cast))) } }
    })
}

fn fields(visit: &Visit, carried: &Markup, email: &str, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    ui::form(
        lang,
        &visit.csrf,
        paths::LOGIN,
        "",
        html! {
            (carried)
            (Field::email("email", EMAIL).value(email).required().autocomplete("username").render(lang, breaches))
            (Field::password("password", PASSWORD).required().autocomplete("current-password").render(lang, breaches))
            (ui::actions(html! { (ui::submit(lang, TITLE)) }))
        },
    )
}

/// The cast by role, in the order of the roles, each with what there is to see.
fn cast_by_role(visit: &Visit, carried: &Markup, cast: &[(Person, Placed)]) -> Markup {
    let lang = visit.lang;
    html! {
        ul.cast {
            @for role in Role::ALL {
                @let some = of_role(cast, *role);
                @if !some.is_empty() {
                    li {
                        h3 { (role.text().get(lang)) }
                        p.hint { (does(*role).get(lang)) }
                        @for (person, placed) in some {
                            form.step method="post" action=(paths::LOGIN) {
                                (ui::hidden("_csrf", &visit.csrf)) (carried)
                                (ui::hidden("hat", &placed.membership.id.to_string()))
                                (ui::submit_as(lang, "cast", &person.id.to_string(), called(person, placed), ui::Kind::Secondary))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Those who wear `role`, in the order of their addresses: ids of one moment have none.
fn of_role(cast: &[(Person, Placed)], role: Role) -> Vec<&(Person, Placed)> {
    let mut some: Vec<&(Person, Placed)> = cast.iter().filter(|(_, placed)| placed.membership.role == role).collect();
    some.sort_by(|(a, _), (b, _)| a.email.cmp(&b.email));
    some
}

/// What a visitor of the demo can try in this role.
const fn does(role: Role) -> Text {
    match role {
        Role::Teacher => {
            say("找指南、写申请、签协议、做项目、结题", "Find an item, apply, agree, run the project, close it")
        }
        Role::Student => say("申请创新创业联合基金", "Apply to the joint fund for students"),
        Role::UniversityAdministrator => say(
            "审核申请、确认协议、立项备案、公布结题",
            "Review applications, confirm agreements, establish, publish closings",
        ),
        Role::UniversityFinance => say("确认到账与签收软硬件", "Confirm money and goods received"),
        Role::EnterpriseContact => {
            say("发布指南、遴选申请、签约、拨付、验收", "Write guidelines, select, sign, pay, accept")
        }
        Role::EnterpriseReviewer => say("评审收到的申请", "Evaluate the applications received"),
        Role::Expert => say("评议项目指南", "Review guidelines"),
        Role::ProgrammeOffice => {
            say("审核企业与指南、组织批次、汇总立项", "Verify enterprises and guidelines, run rounds, compile lists")
        }
        Role::Province => say("查看本省的高校与项目", "See the universities and projects of the province"),
        Role::Ministry => say("发布立项名单，掌握全局", "Publish the establishment lists, see the whole programme"),
        Role::Operator => say("保障平台运行", "Keep the platform running"),
    }
}

/// "林梅 · 教师 · 南江大学"
fn called(person: &Person, placed: &Placed) -> Said {
    let label = crate::recogniser::label(placed);
    let en = if person.name_en.is_empty() { &person.name } else { &person.name_en };
    Said { zh: format!("{} · {}", person.name, label.zh), en: format!("{en} · {}", label.en) }
}

/// The form as part of another page, after a session ended. `resume` holds hidden fields of the form that was interrupted.
/// Whom the demo offers needs the database, so it is one press away.
pub(crate) fn log_in_form(visit: &Visit, resume: Markup) -> Markup {
    let lang = visit.lang;
    html! {
        (fields(visit, &resume, "", &[]))
        @if visit.site.demo {
            form.step method="post" action=(paths::LOGIN) {
                (ui::hidden("_csrf", &visit.csrf)) (resume)
                (ui::submit_as(lang, "choose", "1", CAST, ui::Kind::Secondary))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn only_paths_of_this_site_are_followed() {
        assert_eq!(local("/items?q=1"), Some("/items?q=1"));
        for elsewhere in
            ["", "//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nb"]
        {
            assert_eq!(local(elsewhere), None, "{elsewhere}");
        }
    }
}
