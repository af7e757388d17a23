//! The whole site over a database with the cast, asked in process.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request};
use axum::response::Response;
use cast::Cast;
use db::{Db, Tx};
use kernel::{Actor, Day, Instant, Refusal};
use testing::TestDb;
use tower::ServiceExt;
use web::{Access, Metrics, Site, SiteParts};

/// A running site with the cast in it, on the database it is made from.
pub struct House {
    pub cast: Cast,
    router: Router,
    base: TestDb,
    files: tempfile::TempDir,
    search: searches::Search,
}

impl From<TestDb> for House {
    fn from(base: TestDb) -> House {
        let cast = base.db.write_now(cast::seed).expect("the cast can be written");
        base.db.write_now(|tx| guidelines::rolling_round(tx).map(drop)).expect("there is a rolling round");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files = files::Files::open(folder.path().to_str().expect("UTF-8")).expect("a folder for files");
        let scan = files.put_now(&files::tiny_pdf(&["教师资格证"]), "教师资格证.pdf", &files::Limits::default());
        let (scan, teachers) = (scan.expect("a PDF can be stored"), cast.clone());
        base.db.write_now(move |tx| cast::give_proofs(tx, &teachers, &scan)).expect("the teachers have proofs");
        let search = index_of(&base, folder.path());
        let router = site_of(&base, files, &search);
        House { router, cast, base, files: folder, search }
    }
}

/// The index of a copy, as far as the database is.
fn index_of(base: &TestDb, folder: &std::path::Path) -> searches::Search {
    let search = searches::Search::open(&folder.join("search")).expect("a folder for the index");
    search.catch_up(&base.db).expect("the index is built");
    search
}

/// A copy of the platform that has just been started.
pub fn site_of(base: &TestDb, files: files::Files, search: &searches::Search) -> Router {
    let site = Site::new(SiteParts {
        db: base.db.clone(),
        files,
        signer: journal::Signer::from_bytes(&[1; 32]),
        base_url: "http://xieyu.test".into(),
        demo: false,
        metrics: Metrics::default(),
        identify: Arc::new(directory::Recogniser::new(base.db.clone())),
        routes: xieyu::site::routes().table().to_vec(),
    });
    web::router(&site, xieyu::site::routes_with(search, &statistics::Statistics::new()))
}

impl House {
    /// On SQLite, on the morning of 2 September 2024.
    pub fn new() -> House {
        House::from(TestDb::on_sqlite(&[&xieyu::schema::migrations()]))
    }

    /// Everybody who may be logged in, one for each role.
    pub fn everybody(&self) -> Vec<Actor> {
        let c = self.cast.clone();
        vec![
            c.lin_mei,
            c.chen_xiao,
            c.wang_jianguo,
            c.li_fang,
            c.zhao_lei,
            c.sun_yue,
            c.he_zhiyuan,
            c.wu_min,
            c.zheng_hai,
            c.feng_jing,
            c.tang_yun,
        ]
    }

    pub fn db(&self) -> &Db {
        &self.base.db
    }

    /// Moves the clock to 10:00 in Beijing.
    pub fn on(&self, day: Day) {
        self.base.clock.move_to(Instant::beijing(day, 10, 0, 0));
    }
    pub fn today(&self) -> Day {
        self.base.clock.now().day()
    }
    /// Lets time pass and does what falls due in it.
    pub async fn days_later(&self, days: i32) {
        self.on(self.today().plus_days(days));
        xieyu::jobs::run_due(&self.base.db).await;
        crate::kept::strangers_see_the_latest(self).await;
    }

    /// Acts without a door, for what has none on purpose.
    pub fn act<T: Send + 'static>(&self, act: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static) -> T {
        // Journeys call this from within the runtime.
        tokio::task::block_in_place(|| self.base.db.write_now(act)).expect("the cast may do this")
    }

    /// A fresh session of `actor`: the secret in the cookie.
    pub fn session(&self, actor: &Actor) -> String {
        let person = actor.person_id;
        self.act(move |tx| directory::log_in(tx, person, "test", "127.0.0.1"))
    }

    /// A token of `actor` with these scopes.
    pub fn token(&self, actor: &Actor, scopes: &[&str]) -> String {
        let scopes: Vec<String> = scopes.iter().map(|scope| (*scope).to_owned()).collect();
        let new = directory::NewToken { name: "test".into(), scopes: scopes.clone(), days: 366 };
        let actor = actor.clone();
        self.act(move |tx| directory::make_token(tx, &actor, &new, &scopes)).1
    }

    /// The secret in the latest letter to this address that has a link with one.
    pub async fn secret_sent_to(&self, email: &str) -> String {
        let letters = self.db().read(|tx| mail::recent(tx, 100)).await.expect("the outbox can be read");
        let links = letters.into_iter().filter(|letter| letter.to_address == email).map(|letter| letter.link);
        let mut secrets =
            links.filter_map(|link| link.rsplit('/').next().filter(|part| part.len() == 64).map(str::to_owned));
        secrets.next().expect("a letter with a secret")
    }

    /// Another copy of the platform on the same database, which has answered nobody yet.
    pub fn another_copy(&self) -> Router {
        let folder = self.files.path().to_str().expect("UTF-8");
        let search = tokio::task::block_in_place(|| index_of(&self.base, self.files.path()));
        site_of(&self.base, files::Files::open(folder).expect("a folder for files"), &search)
    }

    /// Lets the search index follow what was done.
    pub fn follow(&self) {
        tokio::task::block_in_place(|| self.search.catch_up(&self.base.db)).expect("the index follows");
    }

    pub fn router(&self) -> &Router {
        &self.router
    }

    pub async fn send(&self, request: Request<Body>) -> Response {
        self.router.clone().oneshot(request).await.expect("the server answers")
    }

    pub async fn ask(&self, method: &Method, path: &str, session: Option<&str>, body: String) -> Response {
        let mut request = Request::builder()
            .method(method.clone())
            .uri(path)
            .header("content-type", "application/x-www-form-urlencoded");
        if let Some(secret) = session {
            request = request.header("cookie", format!("{}={secret}", web::SESSION_COOKIE));
        }
        self.send(request.body(Body::from(body)).expect("a request")).await
    }
}

/// Every scope that any route asks for.
pub fn all_scopes() -> Vec<&'static str> {
    let mut scopes: Vec<&'static str> = xieyu::site::routes()
        .table()
        .iter()
        .filter_map(|route| match route.access {
            Access::Token(scope) => Some(scope),
            Access::Public | Access::SignedIn | Access::Roles(_) | Access::Demo => None,
        })
        .collect();
    scopes.sort_unstable();
    scopes.dedup();
    scopes
}
