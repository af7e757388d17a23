//! The signature of a message: HMAC-SHA256 (RFC 2104) over its time and its body.

use kernel::hmac_sha256;

/// `t=1700000000,v1=…`: what stands in the header. The receiver works the same out over `t`, a point and the body, and refuses a
/// time that is more than five minutes off, so that a message cannot be played again later.
pub fn signature(secret: &str, seconds: i64, body: &str) -> String {
    let mac = hmac_sha256(secret.as_bytes(), format!("{seconds}.{body}").as_bytes());
    format!("t={seconds},v1={}", hex::encode(mac))
}
