//! The whole site over a database with the cast, asked in process.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Method, Request};
use axum::response::Response;
use cast::Cast;
use kernel::{Actor, Refusal};
use testing::TestDb;
use tower::ServiceExt;
use web::{Metrics, Site, SiteParts};

/// A running site with the cast in it.
pub struct House {
    pub site: Site,
    pub cast: Cast,
    base: TestDb,
    _files: tempfile::TempDir,
}

impl House {
    pub fn new() -> House {
        let base = TestDb::on_sqlite(&[&xieyu::schema::migrations()]);
        let cast = base.db.write_now(cast::seed).expect("the cast can be written");
        base.db.write_now(|tx| guidelines::rolling_round(tx).map(drop)).expect("there is a rolling round");
        let files = tempfile::tempdir().expect("a temporary folder");
        let site = Site::new(SiteParts {
            db: base.db.clone(),
            files: files::Files::open(files.path().to_str().expect("UTF-8")).expect("a folder for files"),
            signer: journal::Signer::from_bytes(&[1; 32]),
            base_url: "http://xieyu.test".into(),
            demo: false,
            metrics: Metrics::default(),
            identify: Arc::new(directory::Recogniser::new(base.db.clone())),
            routes: xieyu::site::routes().table().to_vec(),
        });
        House { site, cast, base, _files: files }
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

    /// A fresh session of `actor`: the secret in the cookie.
    pub fn session(&self, actor: &Actor) -> String {
        let person = actor.person_id;
        let log_in = move |tx: &mut db::Tx<'_>| directory::log_in(tx, person, "test", "127.0.0.1");
        self.base.db.write_now::<_, Refusal, _>(log_in).expect("the cast can log in")
    }

    pub async fn ask(&self, method: &Method, path: &str, session: Option<&str>, body: String) -> Response {
        let mut request = Request::builder()
            .method(method.clone())
            .uri(path)
            .header("content-type", "application/x-www-form-urlencoded");
        if let Some(secret) = session {
            request = request.header("cookie", format!("{}={secret}", web::SESSION_COOKIE));
        }
        let request = request.body(Body::from(body)).expect("a request");
        web::router(&self.site, xieyu::site::routes()).oneshot(request).await.expect("the server answers")
    }
}
