//! The same list by page and by program.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use kernel::Actor;
use porter::{Current, MULTIPART, Sent, multipart};
use tower::ServiceExt;

use crate::world::{ALL, World};

struct Doors {
    world: World,
    who: Current,
    router: axum::Router,
    runtime: tokio::runtime::Runtime,
}

struct Told {
    status: StatusCode,
    to: String,
    bytes: Vec<u8>,
}

impl Told {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
    fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).unwrap_or_default()
    }
}

impl From<testing::TestDb> for Doors {
    fn from(base: testing::TestDb) -> Doors {
        let world = World::from(base);
        let who = Current::of(&world.cast.wu_min);
        let all = imports::routes().and(projects::routes());
        let site = porter::site(&world.base.db, &world.files, who.clone(), &all);
        let router = web::router(&site, all);
        Doors { world, who, router, runtime: tokio::runtime::Runtime::new().expect("a runtime") }
    }
}

const LIST: &str = "项目编号,公司名称,项目类型,项目名称,承担学校,项目负责人,立项时间\n\
    202101311004,子午光电科技有限公司,T2,光学课程改革,南江大学,林梅,2021-07-15\n\
    210701456145711,子午光电股份有限公司,T4,实践基地建设,北原理工大学,何航,2021-07-15\n";

impl Doors {
    fn ask(&self, who: &Actor, request: Request<Body>) -> Told {
        self.who.set(who);
        self.runtime.block_on(async {
            let answer = self.router.clone().oneshot(request).await.expect("the server answers");
            let status = answer.status();
            let to = answer.headers().get("location").and_then(|v| v.to_str().ok()).unwrap_or("").to_owned();
            let bytes = axum::body::to_bytes(answer.into_body(), 1 << 22).await.expect("a body").to_vec();
            Told { status, to, bytes }
        })
    }
    fn get(&self, who: &Actor, path: &str) -> Told {
        let request = Request::get(path).header("cookie", "xieyu_session=s").header("accept-language", "zh");
        self.ask(who, request.body(Body::empty()).expect("a request"))
    }
    fn send(&self, who: &Actor, path: &str, fields: &[(&str, &str)], file: Option<(&str, &str)>) -> Told {
        let file = file.map(|(field, text)| Sent { field, name: "名单.csv", bytes: text.as_bytes() });
        let body = multipart("s", fields, file);
        let request = Request::post(path)
            .header("cookie", "xieyu_session=s")
            .header("accept-language", "zh")
            .header("content-type", MULTIPART);
        self.ask(who, request.body(Body::from(body)).expect("a request"))
    }
    fn api(&self, who: &Actor, scope: &str, method: &str, path: &str, body: impl Into<Body>) -> Told {
        let request = Request::builder().method(method).uri(path).header("authorization", format!("Bearer {scope}"));
        self.ask(who, request.body(body.into()).expect("a request"))
    }
}

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let at = page.find(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no {name} in {page}"));
    page[at..].split('"').nth(3).unwrap_or_default().to_owned()
}

testing::both_databases! {
    with ALL;

    fn a_list_goes_from_the_upload_to_the_register_without_javascript(doors: Doors) {
        let office = doors.world.cast.wu_min.clone();
        let sent = doors.send(&office, "/imports", &[("kind", "projects")], Some(("file", LIST)));
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        let page = doors.get(&office, &sent.to).text();
        assert!(page.contains("子午光电股份有限公司") && page.contains("有的单位名称无法对应"), "{page}");
        let meridian = doors.world.cast.meridian.to_string();
        let name = [("kind.0", "enterprise"), ("name.0", "子午光电股份有限公司"), ("means.0", meridian.as_str())];
        assert_eq!(doors.send(&office, &format!("{}/names", sent.to), &name, None).status, StatusCode::SEE_OTHER);
        let page = doors.get(&office, &sent.to).text();
        assert!(page.contains("没有问题，可以整份导入"), "{page}");
        let stale = doors.send(&office, &format!("{}/commit", sent.to), &[("fingerprint", "other")], None);
        assert_eq!(stale.status, StatusCode::CONFLICT);
        let agreed = [("fingerprint", hidden(&page, "fingerprint"))];
        let agreed = agreed.each_ref().map(|(name, value)| (*name, value.as_str()));
        assert_eq!(doors.send(&office, &format!("{}/commit", sent.to), &agreed, None).status, StatusCode::SEE_OTHER);
        let page = doors.get(&office, &sent.to).text();
        assert!(page.contains("已导入"), "{page}");
        let again = doors.send(&office, "/imports", &[("kind", "projects")], Some(("file", LIST)));
        let page = doors.get(&office, &again.to).text();
        assert!(page.contains("登记信息与名单完全相同") && page.contains("同一文件此前已经导入"), "{page}");
        let found = doors.world.read(|tx| projects::find_by_number(tx, "202101311004")).unwrap();
        let page = doors.get(&office, &format!("/projects/{}", found.id)).text();
        assert!(page.contains("来自历史名单"), "{page}");
        let public = doors.get(&office, &format!("/api/v1/projects/{}", found.id)).json();
        assert_eq!(public["imported_list"]["document"], "");
    }

    fn the_page_of_an_imported_project_says_how_it_ended_by_which_list(doors: Doors) {
        let office = doors.world.cast.wu_min.clone();
        let list = "项目编号,公司名称,项目类型,项目名称,承担学校,项目负责人,立项时间,验收结论,结题时间\n\
            202101311004,子午光电科技有限公司,T2,光学课程改革,南江大学,林梅,2021-07-15,优秀,2023年6月\n";
        doors.world.import(imports::Subject::Projects, list.as_bytes(), &imports::Settings::default());
        let found = doors.world.read(|tx| projects::find_by_number(tx, "202101311004")).unwrap();
        let page = doors.get(&office, &format!("/projects/{}", found.id)).text();
        assert!(page.contains("结题（按名单登记）") && page.contains("优秀") && page.contains("2023-06"), "{page}");
        assert!(page.contains("结题证书由当时的平台受理、颁发") && !page.contains("查看结题结果"), "{page}");
    }

    fn a_list_stays_when_papers_with_the_same_bytes_are_deleted(doors: Doors) {
        let office = doors.world.cast.wu_min.clone();
        let sent = doors.send(&office, "/imports", &[("kind", "projects")], Some(("file", LIST)));
        let paper = doors.world.files.keep_now(LIST.as_bytes()).unwrap();
        doors.world.files.forget_now(&paper).unwrap();
        let meridian = doors.world.cast.meridian.to_string();
        let name = [("kind.0", "enterprise"), ("name.0", "子午光电股份有限公司"), ("means.0", meridian.as_str())];
        assert_eq!(doors.send(&office, &format!("{}/names", sent.to), &name, None).status, StatusCode::SEE_OTHER);
        let page = doors.get(&office, &sent.to).text();
        assert!(page.contains("没有问题，可以整份导入"), "the list is read once more: {page}");
    }

    fn a_program_brings_the_same_list(doors: Doors) {
        let office = doors.world.cast.wu_min.clone();
        let brought = doors.api(&office, "imports:write", "POST", "/api/v1/imports?kind=projects&name=list.csv", LIST);
        assert_eq!((brought.status, brought.json()["found"]["counts"]["open"].clone()), (StatusCode::CREATED, 1.into()), "{}", brought.text());
        let names = doors.api(&office, "imports:read", "GET", &format!("{}/names", brought.to), Body::empty()).json();
        assert_eq!(names["names"][0]["name"], "子午光电股份有限公司");
        let said = serde_json::json!({ "names": [{ "kind": "enterprise", "name": "子午光电股份有限公司" }] }).to_string();
        let told = doors.api(&office, "imports:write", "PUT", &format!("{}/names", brought.to), said).json();
        assert_eq!((told["found"]["is_ready"].clone(), told["found"]["counts"]["created"].clone()), (true.into(), 1.into()), "{told}");
        let agreed = serde_json::json!({ "fingerprint": told["fingerprint"] }).to_string();
        let done = doors.api(&office, "imports:write", "POST", &format!("{}/commit", brought.to), agreed);
        assert_eq!((done.status, done.json()["state"].clone()), (StatusCode::OK, "committed".into()), "{}", done.text());
        let listed = doors.api(&office, "imports:read", "GET", "/api/v1/imports", Body::empty()).json();
        assert_eq!(listed["imports"].as_array().map(Vec::len), Some(1));
    }

    fn settings_are_said_anew_and_a_list_can_be_given_up(doors: Doors) {
        let office = doors.world.cast.wu_min.clone();
        let list = LIST.replace(",立项时间", ",何时").replace("公司名称", "甲方");
        let sent = doors.send(&office, "/imports", &[("kind", "projects")], Some(("file", &list)));
        let page = doors.get(&office, &sent.to).text();
        assert!(page.contains("缺少“企业名称”列"), "{page}");
        let said = [("column.1", "enterprise"), ("column.0", "number"), ("column.2", "type"), ("column.3", "title"),
            ("column.4", "university"), ("column.5", "pi"), ("column.6", "established_on"), ("create_unknown", "on")];
        assert_eq!(doors.send(&office, &format!("{}/settings", sent.to), &said, None).status, StatusCode::SEE_OTHER);
        let page = doors.get(&office, &sent.to).text();
        assert!(page.contains("待确认的单位名称") && !page.contains("缺少“企业名称”列"), "{page}");
        let wrong = doors.send(&office, &format!("{}/settings", sent.to), &[("established_on", "明天")], None);
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(doors.send(&office, &format!("{}/discard", sent.to), &[], None).status, StatusCode::SEE_OTHER);
        assert!(doors.get(&office, &sent.to).text().contains("已放弃，没有写入任何内容"));
        let late = doors.send(&office, &format!("{}/commit", sent.to), &[], None);
        assert_eq!(late.status, StatusCode::CONFLICT);
    }
}

#[test]
fn a_report_is_downloaded_as_xlsx_and_as_csv() {
    let doors = Doors::from(testing::TestDb::on_sqlite(&ALL));
    let office = doors.world.cast.wu_min.clone();
    let list = LIST.replace("202101311004", "=1+1");
    let sent = doors.send(&office, "/imports", &[("kind", "projects")], Some(("file", &list)));
    let csv = doors.get(&office, &format!("{}/report?format=csv", sent.to)).text();
    insta::assert_snapshot!(csv);
    let xlsx = doors.get(&office, &format!("{}/report", sent.to)).bytes;
    let book = sheets::Book::open(std::io::Cursor::new(xlsx), sheets::Limits::default()).unwrap();
    assert_eq!(book.sheets().iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>(), ["问题清单", "待确认单位"]);
    assert_eq!(doors.get(&office, &format!("{}/report?format=pdf", sent.to)).status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn a_file_that_is_no_list_is_refused_with_the_reason_and_nothing_is_kept_of_an_empty_one() {
    let doors = Doors::from(testing::TestDb::on_sqlite(&ALL));
    let office = doors.world.cast.wu_min.clone();
    let none = doors.send(&office, "/imports", &[("kind", "projects")], None);
    assert!(none.status == StatusCode::UNPROCESSABLE_ENTITY && none.text().contains("请选择文件"), "{}", none.text());
    let sent = doors.send(&office, "/imports", &[("kind", "projects")], Some(("file", "%PDF-1.7\n")));
    let page = doors.get(&office, &sent.to).text();
    assert!(page.contains("文件内容是PDF 文件"), "{page}");
    let wide = "1,".repeat(1_000_000);
    let sent = doors.send(&office, "/imports", &[("kind", "projects")], Some(("file", &wide)));
    let page = doors.get(&office, &sent.to).text();
    assert!(page.contains("列超过 256 个"), "{page}");
}

#[test]
fn a_university_imports_its_own_people_and_nothing_else() {
    let doors = Doors::from(testing::TestDb::on_sqlite(&ALL));
    let wang = doors.world.cast.wang_jianguo.clone();
    let refused = doors.send(&wang, "/imports", &[("kind", "projects")], Some(("file", LIST)));
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let people = "姓名,邮箱,身份,单位\n顾清越,gu@sample.example,教师,\n沈桐,shen@sample.example,教师,北原理工大学\n";
    let sent = doors.send(&wang, "/imports", &[("kind", "people")], Some(("file", people)));
    let page = doors.get(&wang, &sent.to).text();
    assert!(page.contains("只能导入本单位的人员"), "{page}");
    assert_eq!(doors.get(&doors.world.cast.wu_min.clone(), &sent.to).status, StatusCode::NOT_FOUND);
}
