//! Where letters go.

use std::time::Duration;

use lettre::message::Mailbox;
use lettre::transport::smtp::PoolConfig;
use lettre::{SmtpTransport, Transport as _};

use crate::letter::Letter;
use crate::wire::message;

/// Longest wait for one answer of the mail server.
const TIMEOUT: Duration = Duration::from_secs(60);
/// How long a connection without a letter is kept. Servers close theirs after five minutes (RFC 5321, 4.5.3.2.7).
const IDLE: Duration = Duration::from_secs(60);
/// Letters leave one after the other, so one connection carries them all.
const CONNECTIONS: u32 = 1;

/// Where letters go.
#[derive(Clone)]
pub enum Transport {
    /// Nothing leaves the house: letters count as delivered to the outbox page. For the demo.
    Outbox,
    Smtp {
        server: Box<SmtpTransport>,
        from: Mailbox,
    },
}

#[derive(Debug, thiserror::Error)]
pub enum TransportError {
    #[error("mail address is neither \"outbox\" nor smtp://user:password@host:port")]
    Address(#[source] Option<lettre::transport::smtp::Error>),
    #[error("the sender {0:?} is no mail address such as 协育 <no-reply@example.edu.cn>")]
    Sender(String),
    #[error("the recipient {0:?} is no mail address")]
    Recipient(String),
    #[error("the letter cannot be written")]
    Message(#[source] lettre::error::Error),
    #[error("the mail server did not take the letter")]
    Smtp(#[source] lettre::transport::smtp::Error),
    #[error("sending was cut off")]
    CutOff,
}

impl TransportError {
    /// Trying again cannot help.
    pub fn is_for_good(&self) -> bool {
        match self {
            TransportError::Address(_) | TransportError::Sender(_) | TransportError::CutOff => false,
            TransportError::Recipient(_) | TransportError::Message(_) => true,
            TransportError::Smtp(error) => error.is_permanent() && !is_about_us(error),
        }
    }

    /// The error with its causes in one line.
    pub fn in_full(&self) -> String {
        let mut text = self.to_string();
        let mut cause = std::error::Error::source(self);
        while let Some(error) = cause {
            text.push_str(&format!(": {error}"));
            cause = error.source();
        }
        text
    }
}

/// A refused log-in (530, 534, 535, 538) is a fault of the configuration: the letters wait until it is repaired.
fn is_about_us(error: &lettre::transport::smtp::Error) -> bool {
    error.status().is_some_and(|code| matches!(code.to_string().as_str(), "530" | "534" | "535" | "538"))
}

impl Transport {
    /// `outbox`, or `smtp://user:password@host:port` (STARTTLS when there is a password, or when the server offers it) or
    /// `smtps://…`; `from` as `协育 <no-reply@example.edu.cn>`.
    pub fn open(address: &str, from: &str) -> Result<Transport, TransportError> {
        let from = from.parse().map_err(|_| TransportError::Sender(from.to_owned()))?;
        if address == "outbox" {
            return Ok(Transport::Outbox);
        }
        if !address.starts_with("smtp://") && !address.starts_with("smtps://") {
            return Err(TransportError::Address(None));
        }
        let server = SmtpTransport::from_url(&guarded(address)).map_err(|e| TransportError::Address(Some(e)))?;
        let kept = PoolConfig::new().max_size(CONNECTIONS).idle_timeout(IDLE);
        Ok(Transport::Smtp { server: Box::new(server.timeout(Some(TIMEOUT)).pool_config(kept).build()), from })
    }

    /// Sends one letter over the connection of the letter before, where it still stands. Blocks.
    pub(crate) fn send(&self, letter: &Letter, base_url: &str) -> Result<(), TransportError> {
        match self {
            Transport::Outbox => Ok(()),
            Transport::Smtp { server, from } => {
                let message = message(letter, from, base_url)?;
                server.send(&message).map(drop).map_err(TransportError::Smtp)
            }
        }
    }
}

/// A password never travels in the clear unless the address says so itself; otherwise encryption is taken when offered.
fn guarded(address: &str) -> String {
    if address.starts_with("smtps://") || address.contains("tls=") {
        return address.replace("?tls=none", "");
    }
    let tls = if address.contains('@') { "required" } else { "opportunistic" };
    let port_given = address["smtp://".len()..].rsplit('@').next().is_some_and(|host| host.contains(':'));
    let port = if address.contains('@') || port_given { "" } else { ":25" };
    format!("{}{port}?tls={tls}", address.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_sent_in_the_clear_by_accident() {
        assert_eq!(guarded("smtp://u:p@mail.cn"), "smtp://u:p@mail.cn?tls=required");
        assert_eq!(guarded("smtp://mail.cn:2525"), "smtp://mail.cn:2525?tls=opportunistic");
        assert_eq!(guarded("smtp://mail.cn"), "smtp://mail.cn:25?tls=opportunistic");
        assert_eq!(guarded("smtp://u:p@mail.cn?tls=none"), "smtp://u:p@mail.cn");
    }

    #[test]
    fn addresses_are_checked_at_the_start() {
        assert!(matches!(Transport::open("outbox", "a@b.cn"), Ok(Transport::Outbox)));
        assert!(matches!(
            Transport::open("smtp://mail.cn", "协育 <no-reply@example.edu.cn>"),
            Ok(Transport::Smtp { .. })
        ));
        assert!(matches!(Transport::open("http://mail.cn", "a@b.cn"), Err(TransportError::Address(_))));
        assert!(matches!(Transport::open("smtp://mail.cn", "nobody"), Err(TransportError::Sender(_))));
    }
}
