//! The letter as it goes over the wire.

use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};

use crate::letter::Letter;
use crate::transport::TransportError;

/// Tells automatic answering machines that nobody waits for an answer (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }
    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(AutoSubmitted)
    }
    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// Writes the letter. Its message id is made from the letter's, so that a letter that had to be sent a second time, because
/// the answer to the first was lost, is recognised as the same one.
pub(crate) fn message(letter: &Letter, from: &Mailbox, base_url: &str) -> Result<Message, TransportError> {
    let to = letter.to_address.parse().map_err(|_| TransportError::Recipient(letter.to_address.clone()))?;
    Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(&letter.subject)
        .message_id(Some(format!("<{}@{}>", letter.id, from.email.domain())))
        .header(AutoSubmitted)
        .header(ContentType::TEXT_PLAIN)
        .body(text(letter, base_url))
        .map_err(TransportError::Message)
}

/// The body with the address of the page beneath it.
pub(crate) fn text(letter: &Letter, base_url: &str) -> String {
    if letter.link.is_empty() {
        return letter.body.clone();
    }
    format!("{}\n\n{}{}\n", letter.body.trim_end(), base_url.trim_end_matches('/'), letter.link)
}
