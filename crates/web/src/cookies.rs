//! Cookies and the token against forged forms.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use sha2::{Digest, Sha256};

/// The session's secret; only its hash is stored.
pub const SESSION_COOKIE: &str = "xieyu_session";
/// A random value for visitors without a session, so that their forms carry a token too.
pub(crate) const VISITOR_COOKIE: &str = "xieyu_visitor";
pub(crate) const LANG_COOKIE: &str = "xieyu_lang";
pub(crate) const NOTICE_COOKIE: &str = "xieyu_notice";

/// The value of a cookie.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get_all(COOKIE).iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(';')).find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then(|| value.to_owned())
    })
}

/// A `Set-Cookie` value: `HttpOnly`, `SameSite=Lax`, whole site. `max_age` in seconds, 0 deletes.
pub fn set_cookie(name: &str, value: &str, max_age: i64, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age}{secure}")
}

/// The form token that belongs to a session or visitor secret. The secret cannot be found from it.
pub fn csrf_of(secret: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(b"xieyu form token 1");
    hasher.update(secret.as_bytes());
    hex::encode(&hasher.finalize()[..16])
}
