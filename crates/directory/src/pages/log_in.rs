//! The log-in form.

use kernel::{Text, say};
use maud::{Markup, html};
use ui::Field;
use web::Visit;

use crate::paths;

const EMAIL: Text = say("邮箱", "E-mail");
const PASSWORD: Text = say("密码", "Password");
const LOG_IN: Text = say("登录", "Log in");

/// E-mail and password. `resume` holds hidden fields of a form that was interrupted.
pub(crate) fn log_in_form(visit: &Visit, resume: Markup) -> Markup {
    let lang = visit.lang;
    ui::form(lang, &visit.csrf, paths::LOGIN, "", html! {
        (resume)
        (Field::email("email", EMAIL).required().autocomplete("username").render(lang, &[]))
        (Field::password("password", PASSWORD).required().autocomplete("current-password").render(lang, &[]))
        (ui::actions(html! { (ui::submit(lang, LOG_IN)) }))
    })
}
