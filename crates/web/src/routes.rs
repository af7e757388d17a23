//! Declared routes: path, gate, handler and, for the API, what the OpenAPI document says.

use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{Next, from_fn_with_state};
use axum::routing::{MethodFilter, on};

use crate::{Access, Doc, Look, Site, Visit};

/// A route as it stands in the access list.
#[derive(Clone)]
pub struct Route {
    pub method: Method,
    pub path: String,
    pub access: Access,
    pub doc: Option<Doc>,
    /// Handed out to strangers as it was made, until somebody acts.
    pub is_kept: bool,
    /// A look at the thing whose page this is.
    pub look: Option<Look>,
}

type Build = Box<dyn FnOnce(Router<Site>, &Site) -> Router<Site> + Send>;

type Aside = Box<dyn FnOnce(Router<Site>) -> Router<Site> + Send>;

/// The routes of a slice.
#[derive(Default)]
pub struct Routes {
    table: Vec<Route>,
    builds: Vec<Build>,
    asides: Vec<Aside>,
}

impl Routes {
    pub fn new() -> Routes {
        Routes::default()
    }

    /// A page.
    pub fn get<H, T>(self, path: &str, access: Access, handler: H) -> Routes
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.add(Method::GET, path, access, None, handler)
    }

    /// A page for everybody that is read far more often than what it shows changes. It may depend on nothing but its
    /// address, the language, the day, and what changes with the journal; for whoever is logged in it is always made anew.
    pub fn kept<H, T>(mut self, path: &str, handler: H) -> Routes
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.table.push(Route {
            method: Method::GET,
            path: path.to_owned(),
            access: Access::Public,
            doc: None,
            is_kept: true,
            look: None,
        });
        let path = path.to_owned();
        self.builds.push(Box::new(move |router, site| {
            let gate = from_fn_with_state((site.clone(), Access::Public), guard);
            let keep = from_fn_with_state(site.clone(), crate::kept::keep);
            router.route(&path, axum::routing::get(handler).route_layer(keep).route_layer(gate))
        }));
        self
    }

    /// Says of the page just added whose page it is, so that an answer that refuses a step can say where the thing stands.
    pub fn about(mut self, look: Look) -> Routes {
        if let Some(page) = self.table.last_mut() {
            page.look = Some(look);
        }
        self
    }

    /// Where a page's form goes.
    pub fn post<H, T>(self, path: &str, access: Access, handler: H) -> Routes
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.add(Method::POST, path, access, None, handler)
    }

    /// A door of the API below `/api/v1`.
    pub fn api<H, T>(self, method: Method, path: &str, access: Access, doc: Doc, handler: H) -> Routes
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.add(method, &format!("/api/v1{path}"), access, Some(doc), handler)
    }

    /// A door beside the platform's pages, for programs that knock thousands of times a second: nobody is recognised there, no
    /// cookie is read or set, nothing is compressed, and the handler itself answers every method.
    pub fn aside<H, T>(mut self, methods: &[Method], path: &str, handler: H) -> Routes
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.table.extend(methods.iter().map(|method| Route {
            method: method.clone(),
            path: path.to_owned(),
            access: Access::Public,
            doc: None,
            is_kept: false,
            look: None,
        }));
        let path = path.to_owned();
        self.asides.push(Box::new(move |router| router.route(&path, axum::routing::any(handler))));
        self
    }

    fn add<H, T>(mut self, method: Method, path: &str, access: Access, doc: Option<Doc>, handler: H) -> Routes
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.table.push(Route {
            method: method.clone(),
            path: path.to_owned(),
            access,
            doc,
            is_kept: false,
            look: None,
        });
        let path = path.to_owned();
        self.builds.push(Box::new(move |router, site| {
            let filter = MethodFilter::try_from(method).unwrap_or(MethodFilter::GET);
            let gate = from_fn_with_state((site.clone(), access), guard);
            router.route(&path, on(filter, handler).route_layer(gate))
        }));
        self
    }

    /// Joins the routes of another slice.
    pub fn and(mut self, other: Routes) -> Routes {
        self.table.extend(other.table);
        self.builds.extend(other.builds);
        self.asides.extend(other.asides);
        self
    }

    /// The access list: one line a route, sorted.
    pub fn table(&self) -> &[Route] {
        &self.table
    }

    /// The pages and doors of the API, and apart from them what stands aside.
    pub(crate) fn build(self, site: &Site) -> (Router<Site>, Router<Site>) {
        let pages = self.builds.into_iter().fold(Router::new(), |router, build| build(router, site));
        (pages, self.asides.into_iter().fold(Router::new(), |router, build| build(router)))
    }
}

async fn guard(
    axum::extract::State((site, access)): axum::extract::State<(Site, Access)>,
    visit: Visit,
    request: Request,
    next: Next,
) -> axum::response::Response {
    use crate::access::Gate;
    match access.gate(visit.visitor.as_ref(), site.demo) {
        Gate::Open => next.run(request).await,
        Gate::LogIn => crate::resume::log_in_first(&visit, request).await,
        Gate::Refused => crate::answer::refused_at_the_gate(access),
        Gate::NoScope => crate::answer::missing_scope(access),
        Gate::Hidden => crate::answer::not_found(),
    }
}
