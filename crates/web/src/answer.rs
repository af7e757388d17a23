//! How an answer or a refusal is worded: one place for pages and API.

use std::sync::Arc;

use axum::http::header::{ALLOW, CONTENT_TYPE, LOCATION, RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use db::DbError;
use kernel::{Breach, Refusal, Said, Text, say};
use maud::{Markup, html};

use crate::cookies::{NOTICE_COOKIE, set_cookie};
use crate::glance::{self, WayBack};
use crate::{Access, Form, Visit};

/// What a page's door answers.
pub type Answer = Result<Response, Failed>;
/// What an API door answers.
pub type ApiAnswer = Result<Response, Failed>;

/// Why a door has no answer of its own. The server turns it into a page or a problem document in the reader's language.
#[derive(Debug)]
pub enum Failed {
    Refused(Refusal),
    /// The form's token does not fit: an old page, or a page of somebody else. Nothing is lost, it can be sent again.
    Stale(Box<Form>),
    TooLarge(Said),
    /// Too many attempts; seconds to wait.
    TooMany(u64),
    /// The address is there, but not for this method.
    Method,
}

impl From<Refusal> for Failed {
    fn from(refusal: Refusal) -> Self {
        Failed::Refused(refusal)
    }
}
impl From<Breach> for Failed {
    fn from(breach: Breach) -> Self {
        Failed::Refused(breach.into())
    }
}
impl From<DbError> for Failed {
    fn from(error: DbError) -> Self {
        Failed::Refused(error.into())
    }
}

/// A refusal on its way to be worded.
#[derive(Clone)]
struct Unworded(Arc<Failed>);

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Unworded(Arc::new(self)));
        response
    }
}

impl Failed {
    pub fn status(&self) -> StatusCode {
        match self {
            Failed::Refused(Refusal::NotFound) => StatusCode::NOT_FOUND,
            Failed::Refused(Refusal::Forbidden { .. }) => StatusCode::FORBIDDEN,
            Failed::Refused(Refusal::NotOpen { .. } | Refusal::Overtaken) => StatusCode::CONFLICT,
            Failed::Refused(Refusal::Breaches(_)) => StatusCode::UNPROCESSABLE_ENTITY,
            Failed::Refused(Refusal::Fault(cause)) => match cause.downcast_ref::<DbError>() {
                Some(error) if error.is_away() => StatusCode::SERVICE_UNAVAILABLE,
                Some(_) | None => StatusCode::INTERNAL_SERVER_ERROR,
            },
            Failed::Stale(_) => StatusCode::CONFLICT,
            Failed::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Failed::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Failed::Method => StatusCode::METHOD_NOT_ALLOWED,
        }
    }

    fn title(&self) -> Text {
        match self {
            Failed::Refused(Refusal::NotFound) => say("没有找到", "Not found"),
            Failed::Refused(Refusal::Forbidden { .. }) => say("您不能进行此操作", "You may not do this"),
            Failed::Refused(Refusal::NotOpen { .. }) => say("当前状态不允许此操作", "Not possible in this state"),
            Failed::Refused(Refusal::Overtaken) => say("已被其他人先一步更改", "Somebody else was faster"),
            Failed::Refused(Refusal::Breaches(_)) => say("有几处需要更正", "Some things need correcting"),
            Failed::Refused(Refusal::Fault(_)) => say("平台出现故障", "The platform failed"),
            Failed::Stale(_) => say("页面已过期", "The page is out of date"),
            Failed::TooLarge(_) => say("内容过大", "Too large"),
            Failed::TooMany(_) => say("尝试过于频繁", "Too many attempts"),
            Failed::Method => say("不支持该请求方法", "The method is not allowed here"),
        }
    }

    /// What happened and what to do next.
    fn explain(&self) -> Said {
        match self {
            Failed::Refused(Refusal::NotFound) => say("该页面不存在，或者您无权查看。请核对网址，或切换身份后再试。", "There is no such page, or you may not see it. Check the address, or act as another role.").into(),
            Failed::Refused(Refusal::Forbidden { who }) => Said { zh: format!("可以办理的人：{}", who.zh), en: format!("Who can do it: {}", who.en) },
            Failed::Refused(Refusal::NotOpen { step, state }) => Said {
                zh: format!("现在的状态是“{}”，不能“{}”。如果您刚刚提交过，操作已经完成，无需重复。", state.zh, step.zh),
                en: format!("It is now “{}”, so “{}” is not possible. If you have just sent this, it is done; no need to send it again.", state.en, step.en),
            },
            Failed::Refused(Refusal::Overtaken) => say("您打开页面之后，其他人已作更改。您的输入没有丢失：请返回上一页，查看最新内容后再提交。", "Somebody changed it after you opened the page. What you typed is not lost: go back, look at the latest content and send again.").into(),
            Failed::Refused(Refusal::Breaches(_)) => say("请逐项更正后再提交。", "Please correct each of them and send again.").into(),
            Failed::Refused(Refusal::Fault(_)) => say("故障已记录。已确认的操作不会丢失，请稍后再试。", "The fault is recorded. Nothing that was confirmed is lost. Please try again later.").into(),
            Failed::Stale(_) => say("页面打开过久，或您已在别处重新登录。您填写的内容在下面，确认后即可重新提交。", "The page was open for too long, or you logged in again elsewhere. What you typed is below; confirm to send it again.").into(),
            Failed::TooLarge(said) => said.clone(),
            Failed::TooMany(seconds @ 0..=120) => say("请在 {n} 秒后再试。", "Try again in {n} seconds.").with(&[("n", seconds)]),
            Failed::TooMany(seconds) => say("请在 {n} 分钟后再试。", "Try again in {n} minutes.").with(&[("n", &seconds.div_ceil(60))]),
            Failed::Method => say("请查阅接口文档，或返回上一页。", "See the API's document, or go back.").into(),
        }
    }
}

/// A problem document (RFC 9457).
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// Stable word for programs: `urn:xieyu:problem:overtaken`.
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    pub detail: String,
    /// All broken rules and unreadable fields at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Breach>,
}

impl Failed {
    fn kind(&self) -> &'static str {
        match self {
            Failed::Refused(Refusal::NotFound) => "not-found",
            Failed::Refused(Refusal::Forbidden { .. }) => "forbidden",
            Failed::Refused(Refusal::NotOpen { .. }) => "not-open",
            Failed::Refused(Refusal::Overtaken) => "overtaken",
            Failed::Refused(Refusal::Breaches(_)) => "breaches",
            Failed::Refused(Refusal::Fault(_)) => "fault",
            Failed::Stale(_) => "stale",
            Failed::TooLarge(_) => "too-large",
            Failed::TooMany(_) => "too-many",
            Failed::Method => "method",
        }
    }
    fn breaches(&self) -> &[Breach] {
        match self {
            Failed::Refused(refusal) => refusal.breaches(),
            Failed::Stale(_) | Failed::TooLarge(_) | Failed::TooMany(_) | Failed::Method => &[],
        }
    }
    fn problem(&self, visit: &Visit) -> Response {
        let problem = Problem {
            kind: format!("urn:xieyu:problem:{}", self.kind()),
            title: self.title().get(visit.lang).to_owned(),
            status: self.status().as_u16(),
            detail: self.explain().get(visit.lang).to_owned(),
            problems: self.breaches().to_vec(),
        };
        problem_response(&problem)
    }
    /// Whether the answer is about a thing that is there, so that it helps to say where it stands.
    fn is_about_something(&self) -> bool {
        match self {
            Failed::Refused(Refusal::Forbidden { .. } | Refusal::NotOpen { .. } | Refusal::Overtaken) => true,
            Failed::Refused(Refusal::NotFound | Refusal::Breaches(_) | Refusal::Fault(_))
            | Failed::Stale(_)
            | Failed::TooLarge(_)
            | Failed::TooMany(_)
            | Failed::Method => false,
        }
    }

    /// The same for a part of a page: told beside what is being typed, which stays where it is.
    fn part(&self, visit: &Visit, back: Option<&WayBack>) -> Response {
        let inner =
            html! { (ui::breach_list(visit.lang, self.breaches())) @if let Some(back) = back { (back.markup(visit)) } };
        let body = ui::refused_part(visit.lang, self.title(), self.explain(), inner);
        let place = [
            (HeaderName::from_static("hx-retarget"), ui::REFUSED_PLACE),
            (HeaderName::from_static("hx-reswap"), "innerHTML"),
        ];
        (self.status(), place, body).into_response()
    }

    fn page(&self, visit: &Visit, back: Option<&WayBack>) -> Markup {
        let title = self.title();
        let again = match self {
            Failed::Stale(form) => crate::resume::send_again(visit, form),
            _ => html! {},
        };
        let back = html! { @if let Some(back) = back { (back.markup(visit)) } };
        let breaches = ui::breach_summary(visit.lang, self.breaches());
        let switch = match self {
            Failed::Refused(Refusal::Forbidden { .. }) if visit.visitor.as_ref().is_some_and(|v| v.hats.len() > 1) => {
                html! { p { (visit.t(SWITCH)) } }
            }
            _ => html! {},
        };
        visit.framed(title.get(visit.lang), |frame| {
            ui::error_page(
                frame,
                self.status().as_u16(),
                title,
                self.explain(),
                html! { (back) (breaches) (switch) (again) (self.written(visit)) },
                ways_on(visit),
            )
        })
    }
}

impl Failed {
    /// What the reader had written in words, so that a page that was overtaken loses nothing.
    fn written(&self, visit: &Visit) -> Markup {
        match self {
            // The form itself is sent again, or its problems are told beside it.
            Failed::Stale(_) | Failed::Refused(Refusal::Breaches(_)) => return html! {},
            Failed::Refused(_) | Failed::TooLarge(_) | Failed::TooMany(_) | Failed::Method => {}
        }
        let texts = visit.written.get().map_or(&[][..], Vec::as_slice);
        html! {
            @if !texts.is_empty() {
                h2 { (visit.t(WRITTEN)) }
                @for text in texts { blockquote { (text) } }
            }
        }
    }
}

const WRITTEN: Text = say("您刚才填写的文字（可复制）", "What you wrote just now, to copy");

const SWITCH: Text = say(
    "您有多个身份：如果其中之一可以办理，请在页面顶部“当前身份”处切换。",
    "You hold several roles: if one of them may do this, change to it under “Acting as” at the top of the page.",
);

/// Where to go from a page that answers what could not be done.
fn ways_on(visit: &Visit) -> &'static [(&'static str, Text)] {
    const HOME: (&str, Text) = ("/", say("回到首页", "Home"));
    const TODO: (&str, Text) = ("/todo", say("查看待办", "See what waits for me"));
    const ITEMS: (&str, Text) = ("/items", say("查找指南项目", "Find a guideline item"));
    const SIGNED_IN: &[(&str, Text)] = &[HOME, TODO];
    const STRANGER: &[(&str, Text)] = &[HOME, ITEMS];
    if visit.visitor.is_some() { SIGNED_IN } else { STRANGER }
}

fn problem_response(problem: &Problem) -> Response {
    let body = serde_json::to_vec(problem).unwrap_or_default();
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(CONTENT_TYPE, "application/problem+json")], body).into_response()
}

/// Words a refusal that a door left behind, in the reader's language, as a page or a problem document.
pub(crate) async fn word(visit: &Visit, response: Response) -> Response {
    let Some(Unworded(failed)) = response.extensions().get::<Unworded>().cloned() else { return response };
    if let Failed::Refused(Refusal::Fault(cause)) = &*failed {
        tracing::error!(path = visit.path, error = %chain(cause.as_ref()), "fault");
    }
    let back = if failed.is_about_something() && !visit.is_api { glance::way_back(visit).await } else { None };
    let mut worded = match (visit.is_api, visit.wants_part) {
        (true, _) => failed.problem(visit),
        (false, true) => failed.part(visit, back.as_ref()),
        (false, false) => (failed.status(), failed.page(visit, back.as_ref())).into_response(),
    };
    if failed.status() == StatusCode::SERVICE_UNAVAILABLE {
        worded.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("10"));
    }
    if let (Failed::Method, Some(allow)) = (&*failed, response.headers().get(ALLOW)) {
        worded.headers_mut().insert(ALLOW, allow.clone());
    }
    if let Failed::TooMany(seconds) = &*failed {
        worded.headers_mut().insert(RETRY_AFTER, HeaderValue::from(*seconds));
    }
    worded
}

fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

pub(crate) fn refused_at_the_gate(access: Access) -> Response {
    let who = match access {
        Access::Roles(roles) => Said {
            zh: roles.iter().map(|r| kernel::Word::text(*r).zh).collect::<Vec<_>>().join("、"),
            en: roles.iter().map(|r| kernel::Word::text(*r).en).collect::<Vec<_>>().join(", "),
        },
        Access::Public | Access::SignedIn | Access::Token(_) | Access::Demo => {
            say("通过网页登录的用户", "People logged in on the pages").into()
        }
    };
    Failed::Refused(Refusal::Forbidden { who }).into_response()
}

pub(crate) fn missing_scope(access: Access) -> Response {
    let who =
        say("持有“{scope}”权限令牌的程序", "A program whose token has the scope “{scope}”").with(&[("scope", &access)]);
    Failed::Refused(Refusal::Forbidden { who }).into_response()
}

pub(crate) fn not_found() -> Response {
    Failed::Refused(Refusal::NotFound).into_response()
}

/// 401 for programs.
pub(crate) fn unauthorised(visit: &Visit) -> Response {
    let problem = Problem {
        kind: "urn:xieyu:problem:unauthorised".into(),
        title: visit.t(say("需要令牌", "A token is needed")).into(),
        status: 401,
        detail: visit
            .t(say(
                "请在 Authorization 头中提供有效令牌：Bearer xyt_…",
                "Send a valid token in the Authorization header: Bearer xyt_…",
            ))
            .into(),
        problems: Vec::new(),
    };
    let mut response = problem_response(&problem);
    response.headers_mut().insert("www-authenticate", HeaderValue::from_static("Bearer"));
    response
}

/// 303 to another page.
pub fn see(path: &str) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, path.to_owned())]).into_response()
}

pub(crate) fn see_with_notice(path: &str, notice: &Said, secure: bool) -> Response {
    let mut response = see(path);
    let value = hex::encode(serde_json::to_vec(&(&notice.zh, &notice.en)).unwrap_or_default());
    if value.len() < 3_000
        && let Ok(value) = HeaderValue::from_str(&set_cookie(NOTICE_COOKIE, &value, 60, secure))
    {
        response.headers_mut().append(SET_COOKIE, value);
    }
    response
}

pub(crate) fn notice_from(value: &str) -> Option<Said> {
    let (zh, en): (String, String) = serde_json::from_slice(&hex::decode(value).ok()?).ok()?;
    Some(Said { zh, en })
}

/// An answer of the API.
pub fn json<T: serde::Serialize>(value: &T) -> ApiAnswer {
    let body = serde_json::to_vec(value).map_err(Refusal::fault)?;
    Ok(([(CONTENT_TYPE, "application/json")], body).into_response())
}

/// An answer of the API to something new: 201 with its address.
pub fn found<T: serde::Serialize>(path: &str, value: &T) -> ApiAnswer {
    let mut response = json(value)?;
    *response.status_mut() = StatusCode::CREATED;
    if let Ok(location) = HeaderValue::from_str(path) {
        response.headers_mut().insert(LOCATION, location);
    }
    Ok(response)
}
