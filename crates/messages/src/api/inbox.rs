//! One's own messages and choices.

use kernel::{MessageId, Refusal};
use mail::{Delivery, Message, Topic};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Access, ApiAnswer, Json, Method, Path, Query, Routes, Visit, json};

use super::doc;
use crate::actions;
use crate::pages::inbox::{Asked, PAGE};

const READ: Access = Access::Token("messages:read");
const WRITE: Access = Access::Token("messages:write");

/// A page of the inbox.
#[derive(Serialize, ToSchema)]
#[schema(as = Inbox)]
struct Inbox {
    /// Unread ones in all, counted up to 100.
    unread: u32,
    messages: Vec<Message>,
    /// `after` of the next page.
    next: Option<MessageId>,
}

/// How messages of one topic reach the person beyond the inbox.
#[derive(Serialize, Deserialize, ToSchema)]
#[schema(as = MessageChoice)]
#[serde(deny_unknown_fields)]
struct Choice {
    topic: Topic,
    delivery: Delivery,
}

/// Read or not.
#[derive(Deserialize, ToSchema)]
#[schema(as = MessageMark)]
#[serde(deny_unknown_fields)]
struct Mark {
    read: bool,
}

/// Which messages are marked as read; all when no topic is named.
#[derive(Deserialize, ToSchema)]
#[schema(as = MessagesRead)]
#[serde(deny_unknown_fields)]
struct ReadAll {
    #[serde(default)]
    topic: Option<Topic>,
}

/// How many messages were marked.
#[derive(Serialize, ToSchema)]
#[schema(as = MessagesMarked)]
struct Marked {
    marked: u64,
}

pub(super) fn routes() -> Routes {
    const SIFT: &[(&str, &str)] = &[
        ("topic", "only messages of this topic"),
        ("unread", "`true`: only unread ones"),
        ("after", "`next` of the page before"),
    ];
    Routes::new()
        .api(
            Method::GET,
            "/messages",
            READ,
            doc("The inbox of the token's person, newest first").query(SIFT).answer::<Inbox>(),
            list,
        )
        .api(
            Method::GET,
            "/messages/choices",
            READ,
            doc("How messages of each topic reach the person").answers::<Choice>(),
            choices,
        )
        .api(
            Method::PUT,
            "/messages/choices",
            WRITE,
            doc("Choose for one topic; account and security cannot be turned off").body::<Choice>().answers::<Choice>(),
            choose,
        )
        .api(
            Method::POST,
            "/messages/read",
            WRITE,
            doc("Mark all messages as read, or all of a topic").body::<ReadAll>().answer::<Marked>(),
            read_all,
        )
        .api(
            Method::GET,
            "/messages/{id}",
            READ,
            doc("One message; reading it here does not mark it").answer::<Message>(),
            one,
        )
        .api(
            Method::POST,
            "/messages/{id}/read",
            WRITE,
            doc("Mark a message as read or as unread").body::<Mark>().answer::<Message>(),
            mark,
        )
}

async fn list(visit: Visit, Query(asked): Query<Asked>) -> ApiAnswer {
    let (me, sift) = (visit.actor()?.person_id, asked.sift());
    let (unread, mut messages) = visit
        .site
        .db
        .read(move |tx| Ok::<_, Refusal>((mail::unread(tx, me)?, mail::inbox(tx, me, sift, PAGE + 1)?)))
        .await?;
    let next = (messages.len() > PAGE).then(|| messages.truncate(PAGE));
    let next = next.and_then(|()| messages.last()).map(|last| last.id);
    json(&Inbox { unread, messages, next })
}

async fn one(visit: Visit, Path(id): Path<MessageId>) -> ApiAnswer {
    let me = visit.actor()?.person_id;
    json(&visit.site.db.read(move |tx| mail::message(tx, me, id)).await?)
}

async fn mark(visit: Visit, Path(id): Path<MessageId>, Json(mark): Json<Mark>) -> ApiAnswer {
    let me = visit.actor()?.person_id;
    let marked = visit.site.db.write(move |tx| {
        mail::mark(tx, me, id, mark.read)?;
        mail::message(tx, me, id)
    });
    json(&marked.await?)
}

async fn read_all(visit: Visit, Json(asked): Json<ReadAll>) -> ApiAnswer {
    let me = visit.actor()?.person_id;
    let marked = visit.site.db.write(move |tx| mail::mark_all(tx, me, asked.topic).map_err(Refusal::from)).await?;
    json(&Marked { marked })
}

async fn choices(visit: Visit) -> ApiAnswer {
    let me = visit.actor()?.person_id;
    let chosen = visit.site.db.read(move |tx| mail::choices(tx, me).map_err(Refusal::from)).await?;
    json(&chosen.into_iter().map(|(topic, delivery)| Choice { topic, delivery }).collect::<Vec<_>>())
}

async fn choose(visit: Visit, Json(Choice { topic, delivery }): Json<Choice>) -> ApiAnswer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::choose(tx, &actor, &[(topic, delivery)])).await?;
    choices(visit).await
}
