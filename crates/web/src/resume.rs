//! Nothing typed is lost when the session ends: the log-in page carries the form, and offers to send it again.

use axum::extract::Request;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use kernel::say;
use maud::{Markup, html};

use crate::{Form, Visit, answer, form};

/// Asks a visitor without a session to log in: pages come back afterwards, forms are carried along, programs get 401.
pub(crate) async fn log_in_first(visit: &Visit, request: Request) -> Response {
    if visit.is_api {
        return answer::unauthorised(visit);
    }
    if request.method() != Method::POST {
        let query = serde_urlencoded::to_string([("next", visit.path.as_str())]).unwrap_or_default();
        return answer::see(&format!("/login?{query}"));
    }
    let path = visit.path.clone();
    let typed = form::read(request, &()).await.unwrap_or_default();
    let resume = hidden(&path, &typed);
    let body = html! {
        (ui::alert(ui::Tone::Warn, html! {
            p { (visit.t(say("登录已过期。您填写的内容已保留：登录后即可继续提交。", "Your session has ended. What you typed is kept: log in and go on."))) }
        }))
        (visit.site.identify.log_in_form(visit, resume))
    };
    (StatusCode::UNAUTHORIZED, visit.markup(say("请重新登录", "Log in again"), body)).into_response()
}

fn hidden(path: &str, typed: &Form) -> Markup {
    let pairs: Vec<&(String, String)> = typed.pairs().iter().filter(|(k, _)| k != "_csrf").collect();
    html! {
        input type="hidden" name="resume_path" value=(path);
        input type="hidden" name="resume_form" value=(serde_urlencoded::to_string(pairs).unwrap_or_default());
        input type="hidden" name="resume_files" value=(typed.file_names().join("、"));
    }
}

/// A form that sends `typed` again to where it was going, with today's token. Shown after logging in again and on stale
/// pages.
pub(crate) fn send_again(visit: &Visit, typed: &Form) -> Markup {
    let pairs: Vec<(String, String)> = typed.pairs().iter().filter(|(k, _)| k != "_csrf").cloned().collect();
    send_again_to(visit, &visit.path, &pairs)
}

fn send_again_to(visit: &Visit, path: &str, pairs: &[(String, String)]) -> Markup {
    ui::form(
        visit.lang,
        &visit.csrf,
        path,
        "send-again",
        html! {
            // The names of fields are the program's own words, so only what was written is shown.
            @for text in form::in_words(pairs) { blockquote { (text) } }
            @for (name, value) in pairs { input type="hidden" name=(name) value=(value); }
            (ui::submit(visit.lang, say("重新提交", "Send again")))
        },
    )
}

impl Visit {
    /// The page after a log-in that interrupted a form: shows what was typed and sends it on with one press. `None` when
    /// nothing was interrupted or the path is not one of ours.
    pub fn resumed(&self, form: &Form) -> Option<Markup> {
        let path = form.get("resume_path");
        if !is_local(path) {
            return None;
        }
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(form.get("resume_form")).ok()?;
        let files = form.get("resume_files");
        Some(html! {
            @if !files.is_empty() {
                (ui::alert(ui::Tone::Warn, html! { p { (CHOOSE_AGAIN.with(&[("files", &files)]).get(self.lang)) } }))
            }
            p { (self.t(say("您已重新登录。以下内容尚未提交，请确认后提交。", "You are logged in again. This has not been sent yet; please confirm."))) }
            (send_again_to(self, path, &pairs))
        })
    }
}

const CHOOSE_AGAIN: kernel::Text = say(
    "您选择的文件（{files}）须重新选择：先提交下面的文字，再在随后的页面上传文件。",
    "The files you chose ({files}) have to be chosen again: send the text below first, then upload them on the page that follows.",
);

/// A path of this site: never another host.
pub(crate) fn is_local(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && !path.contains('\\') && !path.chars().any(char::is_control)
}
