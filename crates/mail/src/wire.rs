//! The letter as it goes over the wire.

use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};

use kernel::{Text, Word, say};

use crate::letter::Letter;
use crate::transport::TransportError;
use crate::unsubscribe;

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

/// Where mail programs ask for no more such letters (RFC 8058).
#[derive(Clone)]
struct ListUnsubscribe(String);

impl Header for ListUnsubscribe {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe")
    }
    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(ListUnsubscribe(text.to_owned()))
    }
    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}

/// Says that one request without a question in between is enough (RFC 8058).
#[derive(Clone)]
struct ListUnsubscribePost;

impl Header for ListUnsubscribePost {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe-Post")
    }
    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(ListUnsubscribePost)
    }
    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "List-Unsubscribe=One-Click".to_owned())
    }
}

/// The address that turns letters of this topic off; `None` for those that guard the account.
fn unsubscribe_at(letter: &Letter, base_url: &str) -> Option<String> {
    let is_there = !letter.unsubscribe.is_empty();
    is_there.then(|| format!("{}{}", base_url.trim_end_matches('/'), unsubscribe::path(&letter.unsubscribe)))
}

/// Writes the letter. Its message id is made from the letter's, so that a letter that had to be sent a second time, because
/// the answer to the first was lost, is recognised as the same one.
pub(crate) fn message(letter: &Letter, from: &Mailbox, base_url: &str) -> Result<Message, TransportError> {
    let to = letter.to_address.parse().map_err(|_| TransportError::Recipient(letter.to_address.clone()))?;
    let leave = unsubscribe_at(letter, base_url);
    let mut builder = Message::builder();
    if let Some(address) = leave {
        builder = builder.header(ListUnsubscribe(format!("<{address}>"))).header(ListUnsubscribePost);
    }
    builder
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(&letter.subject)
        .message_id(Some(format!("<{}@{}>", letter.id, from.email.domain())))
        .header(AutoSubmitted)
        .header(ContentType::TEXT_PLAIN)
        .body(text(letter, base_url))
        .map_err(TransportError::Message)
}

const LEAVE: Text = say("不想再收到“{topic}”类邮件：", "To get no more letters about “{topic}”: ");

/// The body with the address of the page beneath it, and how to get no more of such letters.
pub(crate) fn text(letter: &Letter, base_url: &str) -> String {
    let mut text = letter.body.clone();
    if !letter.link.is_empty() {
        text = format!("{}\n\n{}{}\n", text.trim_end(), base_url.trim_end_matches('/'), letter.link);
    }
    if let Some(address) = unsubscribe_at(letter, base_url) {
        let (zh, topic) = (letter.lang != "en", letter.topic.text());
        let (line, topic) = if zh { (LEAVE.zh, topic.zh) } else { (LEAVE.en, topic.en) };
        text = format!("{}\n\n-- \n{}{address}\n", text.trim_end(), line.replace("{topic}", topic));
    }
    text
}
