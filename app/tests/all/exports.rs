//! Whoever takes a list along gets what its pages show them, and nothing else.

use axum::http::{Method, Request, StatusCode};
use axum::{Router, body::Body};
use exports::List;
use kernel::Actor;
use serde_json::Value;
use testing::TestDb;
use tower::ServiceExt;
use web::Access;

use crate::house::site_of;

/// Rows whose pages are opened.
const OPENED: usize = 4;
const CAST: [&str; 12] = [
    "lin.mei",
    "chen.xiao",
    "wang.jianguo",
    "li.fang",
    "zhao.lei",
    "sun.yue",
    "he.zhiyuan",
    "wu.min",
    "zheng.hai",
    "feng.jing",
    "tang.yun",
    "xu.lan",
];

/// The platform with the story of the small demo in it.
struct Told {
    base: TestDb,
    router: Router,
    _folder: tempfile::TempDir,
}

impl Told {
    fn new() -> Told {
        let base = TestDb::on_sqlite(&[&xieyu::schema::migrations()]);
        let folder = tempfile::tempdir().expect("a temporary folder");
        base.clock.move_to("2026-11-23T02:00:00Z".parse().expect("an instant"));
        let files = files::Files::open(folder.path().to_str().expect("UTF-8")).expect("a folder for files");
        demo::small(&base.db, base.address(), &files).expect("the story can be told");
        let router = site_of(&base, files, &searches::Search::off());
        Told { base, router, _folder: folder }
    }

    fn actor(&self, name: &str) -> Actor {
        let name = name.to_owned();
        self.base.db.read_now(move |tx| demo::actor(tx, &name)).expect("the cast is there")
    }

    fn session(&self, actor: &Actor) -> String {
        let person = actor.person_id;
        self.base.db.write_now(move |tx| directory::log_in(tx, person, "test", "127.0.0.1")).expect("a session")
    }

    async fn get(&self, path: &str, session: Option<&str>) -> (StatusCode, Vec<u8>) {
        let mut request = Request::builder().method(Method::GET).uri(path);
        if let Some(secret) = session {
            request = request.header("cookie", format!("{}={secret}", web::SESSION_COOKIE));
        }
        let answer = self.router.clone().oneshot(request.body(Body::empty()).expect("a request")).await;
        let answer = answer.expect("an answer");
        let status = answer.status();
        (status, axum::body::to_bytes(answer.into_body(), usize::MAX).await.expect("a whole answer").to_vec())
    }
}

/// The address of the whole list with every column.
fn address(list: &List, actor: Option<&Actor>) -> String {
    let columns: Vec<&str> = list.columns.iter().map(|column| column.key).collect();
    let house = actor.and_then(Actor::organisation_id).map(|id| format!("&organisation={id}")).unwrap_or_default();
    format!("/exports/{}/file?format=json&columns={}{house}", list.key, columns.join(","))
}

fn may_knock(access: Access, actor: Option<&Actor>) -> bool {
    match access {
        Access::Public => true,
        Access::SignedIn => actor.is_some(),
        Access::Roles(roles) => actor.and_then(Actor::role).is_some_and(|role| roles.contains(&role)),
        Access::Token(_) | Access::Demo => false,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_is_taken_along_can_be_opened_by_whoever_takes_it() {
    let told = tokio::task::block_in_place(Told::new);
    let (mut taken, mut public) = (0, Vec::new());
    for name in std::iter::once(None).chain(CAST.into_iter().map(Some)) {
        let actor = tokio::task::block_in_place(|| name.map(|name| told.actor(name)));
        let session = tokio::task::block_in_place(|| actor.as_ref().map(|actor| told.session(actor)));
        for list in xieyu::site::exported() {
            let (status, bytes) = told.get(&address(&list, actor.as_ref()), session.as_deref()).await;
            let who = format!("{} for {}", list.key, name.unwrap_or("a stranger"));
            if !may_knock(list.access, actor.as_ref()) {
                assert!(matches!(status, StatusCode::SEE_OTHER | StatusCode::FORBIDDEN), "{who}: {status}");
                continue;
            }
            assert_eq!(status, StatusCode::OK, "{who}");
            let rows: Vec<Value> = serde_json::from_slice(&bytes).expect("JSON");
            taken += rows.len();
            let links = rows.iter().filter_map(|row| row["link"].as_str()?.strip_prefix("http://xieyu.test"));
            for link in links.take(OPENED) {
                let (status, _) = told.get(link, session.as_deref()).await;
                assert_eq!(status, StatusCode::OK, "{who}: {link}");
            }
            // What everybody reads is the same for everybody. Organisations are more for those who know some from inside.
            if list.access == Access::Public && list.key != "organisations" {
                public.push((list.key, bytes));
            }
        }
    }
    assert!(taken > 300, "{taken} rows were taken along");
    let first = public.clone();
    for (key, bytes) in public {
        let (_, expected) = first.iter().find(|(known, _)| *known == key).expect("a stranger took it first");
        assert!(bytes == *expected, "{key} differs between readers");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_university_takes_its_projects_along_for_the_audit() {
    let told = tokio::task::block_in_place(Told::new);
    let wang = tokio::task::block_in_place(|| told.session(&told.actor("wang.jianguo")));
    let (_, page) = told.get("/projects?mine=1&type=T2", Some(&wang)).await;
    let page = String::from_utf8(page).expect("UTF-8");
    assert!(page.contains("href=\"/exports/my-projects?mine=1&amp;type=T2\""), "the list leads to its export");
    let (status, bytes) = told.get("/exports/my-projects/file?mine=1&format=xlsx", Some(&wang)).await;
    assert_eq!(status, StatusCode::OK);
    let book = sheets::Book::open(std::io::Cursor::new(bytes), sheets::Limits::default());
    let mut book = book.expect("a workbook");
    let mut rows = Vec::new();
    let read = book.rows(0, |row| {
        rows.push(row.cells.clone());
        Ok::<_, sheets::Refused>(std::ops::ControlFlow::Continue(()))
    });
    read.expect("the workbook is read");
    let heads: Vec<String> = rows[0].iter().map(|cell| cell.text().into_owned()).collect();
    assert_eq!(heads[..4], ["项目编号", "项目名称", "项目类型", "企业名称"].map(str::to_owned));
    let university = heads.iter().position(|head| head == "承担学校").expect("the university");
    assert!(rows.len() > 3, "{} rows", rows.len());
    for row in &rows[1..] {
        assert_eq!(row[university].text(), "南江大学");
        assert!(matches!(row[0], sheets::Cell::Text(_)), "a number of a project stays text: {:?}", row[0]);
    }
}
