//! One request: who asks, in which language, for which page.

use std::sync::{Arc, OnceLock};

use axum::extract::FromRequestParts;
use axum::http::Method;
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
    pub method: Method,
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
    /// How many things wait for whoever is logged in, in the hat worn now; whole pages show it in their header.
    pub todo_count: Option<u32>,
    /// How many messages whoever is logged in has not read; in the header as well.
    pub unread: Option<u32>,
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

    /// The name of whoever is logged in, as a page in this language writes it.
    pub fn my_name(&self) -> Option<&str> {
        let visitor = self.visitor.as_ref()?;
        let latin = self.lang == Lang::En && !visitor.name_en.is_empty();
        Some(if latin { &visitor.name_en } else { &visitor.actor.name })
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
            me: self.my_name().map(|name| ui::Me { name, hats: &hats }),
            sections: self.visitor.as_ref().map(|v| crate::sections::of(&v.actor)).unwrap_or_default(),
            todo_count: self.todo_count,
            unread: self.unread,
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
