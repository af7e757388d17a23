//! One request: who asks, in which language, for which page.

use std::sync::{Arc, OnceLock};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use kernel::{Actor, Lang, Refusal, Said, Text};
use maud::Markup;

use crate::{Answer, Failed, Site, StatusCode, Visitor};

/// What a door knows about the request before it reads the form. Made once per request by the server.
#[derive(Clone)]
pub struct Visit {
    pub site: Site,
    pub lang: Lang,
    pub visitor: Option<Visitor>,
    /// Path and query as asked for.
    pub path: String,
    /// The token every form carries.
    pub csrf: String,
    /// True when htmx asks for a part of a page.
    pub wants_part: bool,
    /// True below `/api/`.
    pub is_api: bool,
    /// Address of the client, for rate limits: the peer, or what a trusted proxy says.
    pub peer: String,
    /// A message left by the page before, shown once.
    pub notice: Option<Said>,
    /// What was written in the form of this request: a page that says why it could not be used gives it back.
    pub written: Arc<OnceLock<Vec<String>>>,
}

impl Visit {
    /// Who acts. Routes for signed-in people always have one.
    pub fn actor(&self) -> Result<Actor, Failed> {
        self.visitor.as_ref().map(|v| v.actor.clone()).ok_or(Failed::Refused(Refusal::NotFound))
    }
    /// Who acts, if anybody is logged in.
    pub fn actor_or_public(&self) -> Option<Actor> {
        self.visitor.as_ref().map(|v| v.actor.clone())
    }

    /// What limits count as one address: see [`crate::network`].
    pub fn network(&self) -> String {
        crate::network(&self.peer)
    }

    /// `text` in the reader's language.
    pub fn t(&self, text: Text) -> &'static str {
        text.get(self.lang)
    }

    /// A whole page with status 200.
    pub fn page(&self, title: impl Into<Said>, body: Markup) -> Answer {
        Ok(self.page_with(StatusCode::OK, title, body))
    }

    /// A whole page with another status: 422 with the form and all its problems.
    pub fn page_with(&self, status: StatusCode, title: impl Into<Said>, body: Markup) -> Response {
        (status, self.markup(title, body)).into_response()
    }

    /// A part of a page for htmx.
    pub fn part(&self, body: Markup) -> Answer {
        Ok(body.into_response())
    }

    /// The page around `body`.
    pub fn markup(&self, title: impl Into<Said>, body: Markup) -> Markup {
        let title: Said = title.into();
        self.framed(title.get(self.lang), |frame| ui::page(frame, body))
    }

    /// Hands the frame of this visit to `build`.
    pub fn framed<T>(&self, title: &str, build: impl FnOnce(&ui::Frame<'_>) -> T) -> T {
        let hats: Vec<ui::HatLine> = self
            .visitor
            .iter()
            .flat_map(|v| &v.hats)
            .map(|(id, label, worn)| ui::HatLine { membership: id.to_string(), label: label.clone(), worn: *worn })
            .collect();
        build(&ui::Frame {
            lang: self.lang,
            title: title.to_owned(),
            path: &self.path,
            csrf: &self.csrf,
            me: self.visitor.as_ref().map(|v| ui::Me { name: &v.actor.name, hats: &hats }),
            sections: self.visitor.as_ref().map(|v| crate::sections::of(&v.actor)).unwrap_or_default(),
            todo_count: None,
            notice: self.notice.clone(),
            demo: self.site.demo,
        })
    }

    /// Goes to `path` after a form was done (303) and shows `notice` there once.
    pub fn done(&self, path: &str, notice: impl Into<Said>) -> Answer {
        Ok(crate::answer::see_with_notice(path, &notice.into(), self.site.is_secure()))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Failed;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failed> {
        parts
            .extensions
            .get::<Visit>()
            .cloned()
            .ok_or_else(|| Failed::Refused(Refusal::fault("the server did not announce the visit")))
    }
}
