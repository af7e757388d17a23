//! What every door can reach.

use std::net::IpAddr;
use std::sync::Arc;

use db::{Db, DbError, Tx};
use journal::Signer;
use kernel::{Actor, Lang, MembershipId, Said};
use maud::Markup;

use crate::shelf::Shelf;
use crate::standing::{Standing, Watch};
use crate::{Metrics, Route, Visit};

/// The running platform. Cloning is cheap.
#[derive(Clone)]
pub struct Site(Arc<Running>);

struct Running {
    parts: SiteParts,
    proxies: Vec<IpAddr>,
    watch: Watch,
    shelf: Shelf,
}

/// The parts of [`Site`].
pub struct SiteParts {
    pub db: Db,
    pub files: files::Files,
    pub signer: Signer,
    /// `https://xieyu.example.edu.cn`, without a slash at the end: for links in letters and receipts.
    pub base_url: String,
    /// Shows the cast on the log-in page and the outbox to everybody.
    pub demo: bool,
    pub metrics: Metrics,
    pub identify: Arc<dyn Identify>,
    /// Every route, for the access list and the OpenAPI document.
    pub routes: Vec<Route>,
}

impl Site {
    /// A platform that people reach without a proxy.
    pub fn new(parts: SiteParts) -> Site {
        Site::behind(parts, Vec::new())
    }
    /// A platform behind proxies: what these say about where a request comes from is believed.
    pub fn behind(parts: SiteParts, proxies: Vec<IpAddr>) -> Site {
        Site(Arc::new(Running { parts, proxies, watch: Watch::default(), shelf: Shelf::default() }))
    }
    pub(crate) fn trusted_proxies(&self) -> &[IpAddr] {
        &self.0.proxies
    }
    /// Where the platform stands now: the same answer as before means that whatever the public reads is as before. Nothing
    /// while the database does not answer.
    pub async fn standing(&self) -> Option<Standing> {
        self.0.watch.standing(&self.0.parts.db).await
    }
    pub(crate) fn shelf(&self) -> &Shelf {
        &self.0.shelf
    }
    /// Cookies are marked `Secure` where the platform is reached by https.
    pub fn is_secure(&self) -> bool {
        self.base_url.starts_with("https://")
    }
}

impl std::ops::Deref for Site {
    type Target = SiteParts;
    fn deref(&self) -> &SiteParts {
        &self.0.parts
    }
}

/// Somebody known: by the cookie of a session or by a token.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub actor: Actor,
    /// The name in Latin letters, for English pages; empty where none was given.
    pub name_en: String,
    pub lang: Option<Lang>,
    /// Every hat the person may wear, with its label ("教师 · 北京大学") and whether it is worn now.
    pub hats: Vec<(MembershipId, Said, bool)>,
    /// Scopes of the token; `None` for a session, which may do all its person may.
    pub scopes: Option<Vec<String>>,
}

impl Visitor {
    /// Whether the visitor's program may do what `scope` names; a session may do all its person may.
    pub fn has_scope(&self, scope: &str) -> bool {
        self.scopes.as_ref().is_none_or(|scopes| scopes.iter().any(|known| known == scope))
    }
}

/// Recognises visitors. Implemented by the directory, which owns sessions, tokens and the log-in page.
pub trait Identify: Send + Sync {
    /// By the value of the session cookie.
    fn by_session(&self, tx: &mut Tx<'_>, secret: &str) -> Result<Option<Visitor>, DbError>;
    /// How many things wait for the actor in the hat worn now, for the header. One statement at most; `None` where nobody
    /// counts.
    fn waiting(&self, _tx: &mut Tx<'_>, _actor: &Actor) -> Result<Option<u32>, DbError> {
        Ok(None)
    }
    /// How many messages the actor has not read, for the header. One statement at most.
    fn unread(&self, _tx: &mut Tx<'_>, _actor: &Actor) -> Result<Option<u32>, DbError> {
        Ok(None)
    }
    /// By a bearer token.
    fn by_token(&self, tx: &mut Tx<'_>, token: &str) -> Result<Option<Visitor>, DbError>;
    /// The log-in form as part of a page. `resume` is put into it unchanged as hidden fields, so that what was typed when
    /// the session expired is sent again after logging in.
    fn log_in_form(&self, visit: &Visit, resume: Markup) -> Markup;
}
