//! Logging out, and putting another hat on.

use axum::http::HeaderMap;
use kernel::{MembershipId, Refusal, Text, say};
use web::{Answer, Failed, Form, SESSION_COOKIE, Visit, cookie, set_cookie};

use crate::record::Session;
use crate::{actions, store};

/// The session of this browser.
pub(super) async fn current(visit: &Visit, headers: &HeaderMap) -> Result<Option<Session>, Failed> {
    let Some(secret) = cookie(headers, SESSION_COOKIE) else { return Ok(None) };
    Ok(visit.site.db.read(move |tx| store::session_by_secret(tx, &secret)).await?)
}

/// Logging out twice is no fault.
pub(crate) async fn log_out(visit: Visit, headers: HeaderMap, _form: Form) -> Answer {
    if let (Some(session), Some(actor)) = (current(&visit, &headers).await?, visit.actor_or_public()) {
        let ended = visit.site.db.write(move |tx| actions::log_out(tx, &actor, session.id)).await;
        match ended {
            Ok(()) | Err(Refusal::NotFound) => {}
            Err(other) => return Err(other.into()),
        }
    }
    gone(&visit, say("已退出登录", "You are logged out"))
}

pub(crate) async fn everywhere(visit: Visit, _form: Form) -> Answer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::log_out_everywhere(tx, &actor)).await?;
    gone(
        &visit,
        say("已在所有设备上退出，接口令牌全部失效", "You are logged out everywhere, and your tokens have ended"),
    )
}

fn gone(visit: &Visit, notice: Text) -> Answer {
    let mut answer = visit.done("/", notice)?;
    super::log_in::set(&mut answer, &set_cookie(SESSION_COOKIE, "", 0, visit.site.is_secure()));
    Ok(answer)
}

/// The page a role was switched on may not be open to the other role, so the switch leads to the to-do list.
pub(crate) async fn wear(visit: Visit, headers: HeaderMap, form: Form) -> Answer {
    let actor = visit.actor()?;
    let membership: MembershipId = form.id("membership")?;
    let session = current(&visit, &headers).await?.ok_or(Failed::Refused(Refusal::NotFound))?;
    let secret = visit.site.db.write(move |tx| actions::wear(tx, &actor, session.id, membership)).await?;
    let mut answer = visit.done("/todo", say("已切换身份", "You act in another role now"))?;
    super::log_in::set(&mut answer, &super::log_in::session_cookie(&secret, visit.site.is_secure()));
    Ok(answer)
}
