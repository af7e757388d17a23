//! Tokens in the path of a restricted channel: `{expiry}.{scope}.{mac}`. Whoever holds the secret checks them without asking
//! anybody, an edge as well as the origin.

use kernel::hmac_sha256;

/// Characters of a token at most.
const MOST: usize = 160;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// Compares without telling by the time it takes where the first difference is.
pub fn is_same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

fn mac(secret: &[u8], expiry: i64, scope: &str) -> String {
    hex(&hmac_sha256(secret, format!("{expiry}.{scope}").as_bytes()))
}

/// Makes a token for `scope` (letters, digits and hyphens) that is good until `expiry`, in Unix seconds. The same for everybody
/// of the same quarter of an hour, so that caches may share what is behind it.
pub fn issue(secret: &[u8], scope: &str, expiry: i64) -> String {
    format!("{expiry}.{scope}.{}", mac(secret, expiry, scope))
}

/// When a token asked for at `now` (Unix seconds) should expire: at the end of a quarter of an hour, and in 15 minutes at the earliest.
pub const fn expiry(now: i64, minutes: i64) -> i64 {
    let quarter = 900;
    (now.div_euclid(quarter) + 1) * quarter + minutes * 60
}

/// The scope of a token that is genuine and good at `now`.
pub fn check<'t>(secret: &[u8], token: &'t str, now: i64) -> Option<&'t str> {
    if token.len() > MOST {
        return None;
    }
    let (expiry, rest) = token.split_once('.')?;
    let (scope, given) = rest.split_once('.')?;
    if !expiry.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let until: i64 = expiry.parse().ok()?;
    let wanted = mac(secret, until, scope);
    (is_same(wanted.as_bytes(), given.as_bytes()) && now < until).then_some(scope)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_token_is_good_until_it_expires_and_for_its_scope_only() {
        let token = issue(b"secret", "hall-1", 1_000);
        assert_eq!(check(b"secret", &token, 999), Some("hall-1"));
        assert_eq!(check(b"secret", &token, 1_000), None);
        assert_eq!(check(b"other", &token, 999), None);
        assert_eq!(check(b"secret", &token.replace("1000.", "2000."), 999), None);
        assert_eq!(check(b"secret", &token.replace("hall-1", "hall-2"), 999), None);
        assert_eq!(check(b"secret", &format!("+{token}"), 999), None);
        assert_eq!(expiry(1, 15), 1_800);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]
        #[test]
        fn nothing_else_is_a_token(text in "[0-9a-z.]{0,90}|\\PC{0,40}") {
            prop_assert_eq!(check(b"secret", &text, 0), None);
        }
    }
}
