//! Doors: what people see and what programs get.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::response::Response;
use kernel::Actor;
use porter::{Current, MULTIPART, Sent, multipart};
use tower::ServiceExt;
use web::Site;

use crate::world::{ALL, World};

struct Doors {
    world: World,
    who: Current,
    site: Site,
    runtime: tokio::runtime::Runtime,
}

impl From<testing::TestDb> for Doors {
    fn from(base: testing::TestDb) -> Doors {
        let world = World::from(base);
        let who = Current::of(&world.cast.lin_mei);
        let site = porter::site(&world.base.db, &world.files, who.clone(), &funding::routes());
        Doors { world, who, site, runtime: tokio::runtime::Runtime::new().expect("a runtime") }
    }
}

impl Doors {
    fn ask(&self, who: &Actor, request: Request<Body>) -> (StatusCode, String, String) {
        self.who.set(who);
        self.runtime.block_on(async {
            let answer: Response =
                web::router(&self.site, funding::routes()).oneshot(request).await.expect("the server answers");
            let status = answer.status();
            let to = answer.headers().get("location").and_then(|v| v.to_str().ok()).unwrap_or("").to_owned();
            let bytes = axum::body::to_bytes(answer.into_body(), 1 << 22).await.expect("a body");
            (status, to, String::from_utf8_lossy(&bytes).into_owned())
        })
    }
    fn get(&self, who: &Actor, path: &str) -> (StatusCode, String) {
        let request = Request::get(path).header("cookie", "xieyu_session=s").body(Body::empty()).expect("a request");
        let (status, _, body) = self.ask(who, request);
        (status, body)
    }
    /// Sends a multipart form, with a PDF in `file` when it is named.
    fn send(
        &self,
        who: &Actor,
        path: &str,
        fields: &[(&str, &str)],
        file: Option<&str>,
    ) -> (StatusCode, String, String) {
        let proof = files::tiny_pdf(&["到账"]);
        let body = multipart("s", fields, file.map(|field| Sent { field, name: "proof.pdf", bytes: &proof }));
        let request = Request::post(path).header("cookie", "xieyu_session=s").header("content-type", MULTIPART);
        self.ask(who, request.body(Body::from(body)).expect("a request"))
    }
    fn api(&self, who: &Actor, scope: &str, method: &str, path: &str, body: &str) -> (StatusCode, serde_json::Value) {
        let request = Request::builder().method(method).uri(path).header("authorization", format!("Bearer {scope}"));
        let (status, _, body) = self.ask(who, request.body(Body::from(body.to_owned())).expect("a request"));
        (status, serde_json::from_str(&body).unwrap_or(serde_json::Value::Null))
    }
    fn part(&self, n: usize) -> String {
        format!("/projects/{}/funding/{}", self.world.id(), self.world.part(n).id)
    }
}

/// The main part of a page, one element a line, with ids and tokens made the same in every run.
fn main_part(page: &str) -> String {
    let inner = page.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap_or(page);
    let mut ids: Vec<String> = Vec::new();
    let mut out = String::new();
    let mut rest = inner.replace(&web::csrf_of("s"), "CSRF").replace("><", ">\n<");
    while let Some(at) = rest.char_indices().find_map(|(at, _)| uuid_at(&rest, at).then_some(at)) {
        let id = rest[at..at + 36].to_owned();
        let place = ids.iter().position(|known| *known == id).unwrap_or_else(|| {
            ids.push(id);
            ids.len() - 1
        });
        out.push_str(&rest[..at]);
        out.push_str(&format!("ID{place}"));
        rest = rest[at + 36..].to_owned();
    }
    out + &rest
}

fn uuid_at(text: &str, at: usize) -> bool {
    text.get(at..at + 36).is_some_and(|part| {
        part.bytes()
            .enumerate()
            .all(|(i, b)| if matches!(i, 8 | 13 | 18 | 23) { b == b'-' } else { b.is_ascii_hexdigit() })
    })
}

/// A state of things worth looking at: the first paid and received, the second late, goods reported.
fn half_way(doors: &Doors) {
    let world = &doors.world;
    world.pay(1, "2024-09-02").expect("paid");
    world.prove(1).expect("a proof");
    world.receive(1, "2024-09-02", false).expect("received");
    world.on("2025-04-01");
    world.mark_late();
    world.pay(3, "2025-04-01").expect("delivered");
}

testing::both_databases! {
    with ALL;

    fn the_account_shows_everybody_what_is_up_to_whom(doors: Doors) {
        half_way(&doors);
        let c = doors.world.cast.clone();
        let path = format!("/projects/{}/funding", doors.world.id());
        let (status, page) = doors.get(&c.zhao_lei, &path);
        assert_eq!(status, StatusCode::OK);
        insta::assert_snapshot!("account_of_the_contact_in_chinese", main_part(&page));
        insta::assert_snapshot!("account_of_the_finance_officer_in_english", main_part(&doors.get(&c.li_fang, &format!("{path}?lang=en")).1));
        for (who, expected) in [(&c.lin_mei, 200), (&c.wu_min, 200), (&c.zheng_hai, 200), (&c.qin_yue, 404), (&c.gao_ning, 404), (&c.tang_yun, 404)] {
            assert_eq!(doors.get(who, &path).0.as_u16(), expected, "{}", who.name);
        }
    }

    fn an_instalment_shows_the_form_to_whose_turn_it_is(doors: Doors) {
        half_way(&doors);
        let c = doors.world.cast.clone();
        let page = |who: &Actor, n: usize, query: &str| main_part(&doors.get(who, &format!("{}{query}", doors.part(n))).1);
        insta::assert_snapshot!("late_payment_for_the_administrator_in_chinese", page(&c.wang_jianguo, 2, ""));
        insta::assert_snapshot!("late_payment_for_the_contact_in_english", page(&c.zhao_lei, 2, "?lang=en"));
        insta::assert_snapshot!("goods_for_the_finance_officer_in_chinese", page(&c.li_fang, 3, ""));
        insta::assert_snapshot!("received_cash_for_the_office_in_english", page(&c.wu_min, 1, "?lang=en"));
    }

    fn x_02_a_form_with_a_wrong_day_keeps_its_file_and_then_goes_through(doors: Doors) {
        let c = doors.world.cast.clone();
        let part = doors.part(1);
        let (status, to, _) = doors.send(&c.zhao_lei, &format!("{part}/pay"), &[("on", "2024-09-02"), ("note", "汇款")], None);
        assert_eq!((status, to), (StatusCode::SEE_OTHER, part.clone()));
        let receive = format!("{part}/receive");
        let (status, _, page) = doors.send(&c.li_fang, &receive, &[("on", "昨天"), ("note", "发票 12")], Some("proof"));
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("proof.pdf") && page.contains("昨天") && page.contains("发票 12"), "{page}");
        let (status, _, _) = doors.send(&c.li_fang, &receive, &[("on", "2024-09-02"), ("note", "发票 12")], None);
        assert_eq!(status, StatusCode::SEE_OTHER);
        let (status, _, _) = doors.send(&c.li_fang, &receive, &[("on", "2024-09-02")], None);
        assert_eq!(status, StatusCode::CONFLICT);
        assert_eq!(doors.world.steps(1), ["pay", "attach", "receive"]);
    }

    fn a_proof_is_downloaded_by_whom_the_project_is_open_to(doors: Doors) {
        half_way(&doors);
        let c = doors.world.cast.clone();
        let path = format!("/projects/{}/funding", doors.world.id());
        let page = doors.get(&c.lin_mei, &path).1;
        let link = page.split('"').find(|part| part.contains("/files/")).expect("a link to the proof").to_owned();
        let (status, bytes) = doors.get(&c.lin_mei, &link);
        assert!(status == StatusCode::OK && bytes.starts_with("%PDF"));
        assert_eq!(doors.get(&c.gao_ning, &link).0, StatusCode::NOT_FOUND);
    }

    fn the_list_is_filtered_and_paged_by_the_last_row(doors: Doors) {
        half_way(&doors);
        let c = doors.world.cast.clone();
        insta::assert_snapshot!("list_of_the_contact_in_chinese", main_part(&doors.get(&c.zhao_lei, "/funding").1));
        insta::assert_snapshot!("late_list_of_the_finance_officer_in_english", main_part(&doors.get(&c.li_fang, "/funding?late=on&lang=en").1));
        let rows = |query: &str| doors.get(&c.li_fang, &format!("/funding{query}")).1.matches("<tr role=\"row\">").count().saturating_sub(1);
        assert_eq!((rows(""), rows("?state=paid"), rows("?kind=cash"), rows("?kind=cash&state=paid"), rows("?state=nonsense")), (3, 1, 2, 0, 3));
        let after = |n: usize| rows(&format!("?after={}", doors.world.part(n).id));
        assert_eq!((after(1), after(2), after(3)), (2, 1, 0));
    }

    fn the_api_takes_the_same_acts(doors: Doors) {
        let c = doors.world.cast.clone();
        let id = doors.world.part(1).id;
        let to = |act: &str| format!("/api/v1/instalments/{id}/{act}");
        assert_eq!(doors.api(&c.zhao_lei, "funding:read", "POST", &to("pay"), "{}").0, StatusCode::FORBIDDEN);
        let (status, paid) = doors.api(&c.zhao_lei, "funding:write", "POST", &to("pay"), r#"{"on":"2024-09-02"}"#);
        assert_eq!((status, paid["state"].as_str()), (StatusCode::OK, Some("paid")));
        let (status, problem) = doors.api(&c.li_fang, "funding:write", "POST", &to("receive"), r#"{"on":"2024-09-02"}"#);
        assert_eq!((status, problem["problems"][0]["rule"].as_str()), (StatusCode::UNPROCESSABLE_ENTITY, Some("X-02")));
        let pdf = String::from_utf8(files::tiny_pdf(&["x"])).expect("a PDF of plain text");
        assert_eq!(doors.api(&c.li_fang, "funding:write", "POST", &format!("{}?name=a.pdf", to("files")), &pdf).0, StatusCode::CREATED);
        let (status, received) = doors.api(&c.li_fang, "funding:write", "POST", &to("receive"), r#"{"on":"2024-09-02"}"#);
        assert_eq!((status, received["state"].as_str()), (StatusCode::OK, Some("received")));
        let (_, account) = doors.api(&c.wu_min, "funding:read", "GET", &format!("/api/v1/projects/{}/funding", doors.world.id()), "");
        assert_eq!(account["ledger"]["cash"]["received"], 3_000_000);
        assert_eq!(account["proofs"].as_array().map(Vec::len), Some(1));
        let (_, list) = doors.api(&c.zhao_lei, "funding:read", "GET", "/api/v1/funding?state=received", "");
        assert_eq!(list.as_array().map(Vec::len), Some(1));
        let (_, honour) = doors.api(&c.xu_lan, "funding:read", "GET", &format!("/api/v1/organisations/{}/honour", c.meridian), "");
        assert_eq!(honour["on_time"], 1);
    }
}
