//! The doors: what people see in both languages, what is refused, and what stays when it is.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use axum::response::Response;
use cast::Cast;
use closings::{Closing, State};
use db::{DbError, Tx};
use kernel::{Actor, Mode};
use tower::ServiceExt;
use ui::{Markup, html};
use web::{Identify, Metrics, Site, Visit, Visitor, csrf_of};

use crate::world::{ALL, World};

/// Knows the cast by name: as session, and with scopes behind a slash as token.
struct Porter(Cast);

impl Porter {
    fn actor(&self, name: &str) -> Option<Actor> {
        let c = &self.0;
        Some(
            match name {
                "lin_mei" => &c.lin_mei,
                "wang_jianguo" => &c.wang_jianguo,
                "zhao_lei" => &c.zhao_lei,
                "sun_yue" => &c.sun_yue,
                "he_zhiyuan" => &c.he_zhiyuan,
                "feng_jing" => &c.feng_jing,
                "xu_lan" => &c.xu_lan,
                _ => return None,
            }
            .clone(),
        )
    }
}

impl Identify for Porter {
    fn by_session(&self, _: &mut Tx<'_>, secret: &str) -> Result<Option<Visitor>, DbError> {
        Ok(self.actor(secret).map(|actor| Visitor {
            name_en: String::new(),
            actor,
            lang: None,
            hats: vec![],
            scopes: None,
        }))
    }
    fn by_token(&self, _: &mut Tx<'_>, token: &str) -> Result<Option<Visitor>, DbError> {
        let (name, scopes) = token.split_once('/').unwrap_or((token, ""));
        let scopes = scopes.split('+').map(str::to_owned).collect();
        Ok(self.actor(name).map(|actor| Visitor {
            name_en: String::new(),
            actor,
            lang: None,
            hats: vec![],
            scopes: Some(scopes),
        }))
    }
    fn log_in_form(&self, _: &Visit, resume: Markup) -> Markup {
        html! { form action="/login" method="post" { (resume) } }
    }
}

struct House {
    site: Site,
    runtime: tokio::runtime::Runtime,
}

impl House {
    fn new(world: &World) -> House {
        let site = Site::new(web::SiteParts {
            db: world.base.db.clone(),
            files: world.files.clone(),
            signer: journal::Signer::from_bytes(&[1; 32]),
            base_url: "http://xieyu.test".into(),
            demo: false,
            metrics: Metrics::default(),
            identify: Arc::new(Porter(world.cast.clone())),
            routes: closings::routes().table().to_vec(),
        });
        House { site, runtime: tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime") }
    }

    fn ask(&self, request: Request<Body>) -> (StatusCode, String, String) {
        self.runtime.block_on(async {
            let answer: Response =
                web::router(&self.site, closings::routes()).oneshot(request).await.expect("an answer");
            let location = answer.headers().get("location").and_then(|v| v.to_str().ok()).unwrap_or("").to_owned();
            let status = answer.status();
            let bytes = axum::body::to_bytes(answer.into_body(), 1 << 22).await.expect("a body");
            (status, location, String::from_utf8(bytes.to_vec()).expect("UTF-8"))
        })
    }
    fn get(&self, who: &str, path: &str) -> (StatusCode, String, String) {
        self.ask(
            Request::get(path).header("cookie", format!("xieyu_session={who}")).body(Body::empty()).expect("a request"),
        )
    }
    fn post(&self, who: &str, path: &str, pairs: &[(&str, &str)]) -> (StatusCode, String, String) {
        let mut all = vec![("_csrf", csrf_of(who))];
        all.extend(pairs.iter().map(|(k, v)| (*k, (*v).to_owned())));
        let body = serde_urlencoded::to_string(all).expect("a form");
        let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        self.ask(request.header("cookie", format!("xieyu_session={who}")).body(Body::from(body)).expect("a request"))
    }
    /// A form with one file, as a browser without JavaScript sends it.
    fn upload(
        &self,
        who: &str,
        path: &str,
        pairs: &[(&str, &str)],
        field: &str,
        name: &str,
        bytes: &[u8],
    ) -> (StatusCode, String, String) {
        let mut body = Vec::new();
        let csrf = csrf_of(who);
        for (key, value) in pairs.iter().copied().chain([("_csrf", csrf.as_str())]) {
            body.extend(
                format!("--cut\r\ncontent-disposition: form-data; name=\"{key}\"\r\n\r\n{value}\r\n").into_bytes(),
            );
        }
        body.extend(
            format!("--cut\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n")
                .into_bytes(),
        );
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--cut--\r\n");
        let request = Request::post(path).header("content-type", "multipart/form-data; boundary=cut");
        self.ask(request.header("cookie", format!("xieyu_session={who}")).body(Body::from(body)).expect("a request"))
    }
    fn api(&self, token: &str, method: &str, path: &str, body: &str) -> (StatusCode, serde_json::Value) {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header("authorization", format!("Bearer {token}"));
        let (status, _, text) = self.ask(request.body(Body::from(body.to_owned())).expect("a request"));
        (status, serde_json::from_str(&text).unwrap_or_else(|_| panic!("not JSON: {text}")))
    }
}

/// The part of a page that is this slice's, without what differs from run to run, one tag a line.
fn main_of(page: &str) -> String {
    let start = page.find("<main").unwrap_or(0);
    let main = &page[start..page.find("</main>").unwrap_or(page.len())];
    hide(main).replace("><", ">\n<")
}

/// Identifiers, hashes and random words become the same text in every run.
fn hide(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let (mut out, mut at) = (String::new(), 0);
    while at < chars.len() {
        match random_at(&chars[at..]) {
            Some(length) => {
                out.push('…');
                at += length;
            }
            None => {
                out.push(chars[at]);
                at += 1;
            }
        }
    }
    out
}

/// How long the identifier, hash or random word is that begins here.
fn random_at(chars: &[char]) -> Option<usize> {
    let is_id = |n: usize, c: char| if matches!(n, 8 | 13 | 18 | 23) { c == '-' } else { c.is_ascii_hexdigit() };
    if chars.len() >= 36 && chars[..36].iter().enumerate().all(|(n, c)| is_id(n, *c)) {
        return Some(36);
    }
    let run = chars.iter().take_while(|c| c.is_ascii_hexdigit()).count();
    [16, 32, 64].contains(&run).then_some(run)
}

fn code_of(world: &World, closing: &Closing) -> String {
    let project = closing.project_id;
    world.act(move |tx| Ok(closings::certificate_of_project(tx, project)?)).unwrap().expect("a certificate").code
}

testing::both_databases! {
    with ALL;

    fn the_form_of_the_principal_investigator_in_both_languages(world: World) {
        let project = world.project_of(Mode::Rolling, false);
        let closing = world.begin(&project);
        let house = House::new(&world);
        let (status, _, page) = house.get("lin_mei", &format!("/closings/{}", closing.id));
        assert_eq!(status, StatusCode::OK);
        insta::assert_snapshot!("form_zh", main_of(&page));
        let (_, _, page) = house.get("lin_mei", &format!("/closings/{}?lang=en", closing.id));
        insta::assert_snapshot!("form_en", main_of(&page));
    }

    fn the_page_of_the_enterprise_shows_promised_beside_delivered(world: World) {
        let closing = world.closing_in(Mode::Rolling, State::EnterpriseReview);
        let house = House::new(&world);
        let (_, _, page) = house.get("zhao_lei", &format!("/closings/{}", closing.id));
        insta::assert_snapshot!("acceptance_zh", main_of(&page));
        let (_, _, page) = house.get("sun_yue", &format!("/closings/{}?lang=en", closing.id));
        insta::assert_snapshot!("acceptance_of_a_reviewer_en", main_of(&page));
    }

    fn the_page_of_the_university_offers_the_audit(world: World) {
        let closing = world.closing_in(Mode::Rolling, State::Concluded);
        let (_, _, page) = House::new(&world).get("wang_jianguo", &format!("/closings/{}", closing.id));
        insta::assert_snapshot!("audit_zh", main_of(&page));
    }

    fn the_certificate_says_what_is_certified_and_how_to_check_it(world: World) {
        let closing = world.closing_in(Mode::Rolling, State::Passed);
        let house = House::new(&world);
        let code = code_of(&world, &closing);
        let written = closings::code::VerificationCode::parse(&code).unwrap().to_string();
        let shown = |page: &str| main_of(page).replace(&code, "CODE").replace(&written, "CO-DE");
        let (status, _, page) = house.get("", &format!("/certificates/{code}"));
        assert_eq!(status, StatusCode::OK);
        insta::assert_snapshot!("certificate_zh", shown(&page));
        let (_, _, page) = house.get("", &format!("/certificates/{code}?lang=en"));
        insta::assert_snapshot!("certificate_en", shown(&page));
        let (status, location, _) = house.get("", &format!("/certificates/{}", written.to_lowercase()));
        assert_eq!((status, location), (StatusCode::SEE_OTHER, format!("/certificates/{code}")));
        let (_, _, body) = house.get("", &format!("/certificates/{code}/body.json"));
        let project = closing.project_id;
        let stored = world.act(move |tx| Ok(closings::certificate_of_project(tx, project)?)).unwrap().expect("a certificate");
        assert_eq!(body, stored.body);
    }

    fn a_look_up_finds_by_code_and_number_and_says_what_is_wrong(world: World) {
        let closing = world.closing_in(Mode::Rolling, State::Passed);
        let house = House::new(&world);
        let code = code_of(&world, &closing);
        let found = format!("/certificates/{code}");
        let project = world.act(move |tx| projects::get(tx, closing.project_id)).unwrap();
        for typed in [code.clone(), code.to_lowercase(), project.number.clone(), format!("ZS{}", project.number)] {
            assert_eq!(house.get("", &format!("/certificates?q={typed}")).1, found, "{typed}");
            let (status, location, _) = house.get("", &format!("/certificates/{typed}"));
            let sent = if typed == code { (StatusCode::OK, String::new()) } else { (StatusCode::SEE_OTHER, found.clone()) };
            assert_eq!((status, location), sent, "{typed}");
        }
        let mut wrong: Vec<char> = code.chars().collect();
        wrong[0] = if wrong[0] == '7' { '8' } else { '7' };
        let (status, _, page) = house.get("", &format!("/certificates?lang=en&q={}", wrong.iter().collect::<String>()));
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("check character of the code does not fit"));
        let other = closings::code::VerificationCode::from_random(42);
        let (_, _, page) = house.get("", &format!("/certificates?lang=en&q={other}"));
        assert!(page.contains("there is no such certificate"), "{page}");
    }

    fn a_project_of_an_earlier_list_says_why_there_is_no_certificate(world: World) {
        let project = world.project(Mode::Legacy);
        let id = project.id;
        world.act(move |tx| {
            let list = kernel::ImportId::at(tx.now());
            let source = projects::ImportedList { id: list, document: String::new(), sha256: String::new(), taken_at: tx.now() };
            projects::begin_imported(tx, &source)?;
            tx.execute("UPDATE project SET imported_from = $1 WHERE id = $2", db::params![list, id])?;
            Ok(())
        }).unwrap();
        let house = House::new(&world);
        for path in [format!("/certificates?lang=en&q={}", project.number), format!("/certificates/{}?lang=en", project.number)] {
            let (status, _, page) = house.get("", &path);
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.contains("issued by the platform of that time"), "{page}");
        }
        let (_, _, page) = house.get("", &format!("/projects/{id}/closing?lang=en"));
        assert!(page.contains("taken from a list of earlier years") && !page.contains("not published yet"), "{page}");
    }

    fn failed_look_ups_of_one_address_are_limited(world: World) {
        let house = House::new(&world);
        let ask = |n: u8| {
            let mut request = Request::get(format!("/certificates?q=0000-0000-0001-{n}")).body(Body::empty()).expect("a request");
            let peer = if world.base.db.engine() == db::Engine::Sqlite { [203, 0, 113, 1] } else { [203, 0, 113, 2] };
            request.extensions_mut().insert(ConnectInfo(SocketAddr::from((peer, 443))));
            house.ask(request).0
        };
        for _ in 0..30 { assert_eq!(ask(0), StatusCode::UNPROCESSABLE_ENTITY) }
        assert_eq!(ask(0), StatusCode::TOO_MANY_REQUESTS);
    }

    fn a_refused_submission_shows_every_problem_and_keeps_what_was_typed_and_uploaded(world: World) {
        let closing = world.begin(&world.project(Mode::Rolling));
        let house = House::new(&world);
        let path = format!("/closings/{}/draft", closing.id);
        let (status, _, page) = house.upload("lin_mei", &path, &[("then", "submit"), ("summary", "写了一半的简述")], "report", "报告.pdf", &files::tiny_pdf(&["报告"]));
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("写了一半的简述") && page.contains("报告.pdf") && page.contains("请上传项目成果清单"), "{page}");
        assert_eq!(world.closing(closing.id).summary, "写了一半的简述");
        let (status, _, page) = house.upload("lin_mei", &path, &[("then", "save"), ("summary", "又改了")], "results", "清单.pdf", b"this is no pdf at all");
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("f-results-said") && page.contains("又改了"), "{page}");
    }

    fn a_whole_2024_closing_goes_through_the_pages_without_javascript(world: World) {
        let project = world.project(Mode::Rolling);
        let house = House::new(&world);
        let (_, place, _) = house.post("lin_mei", &format!("/projects/{}/closing", project.id), &[]);
        let draft = format!("{place}/draft");
        for (field, name) in [("report", "report.pdf"), ("results", "results.pdf")] {
            assert_eq!(house.upload("lin_mei", &draft, &[("then", "save"), ("summary", "完成")], field, name, &files::tiny_pdf(&[name])).0, StatusCode::SEE_OTHER);
        }
        let id: kernel::ClosingId = place.trim_start_matches("/closings/").parse().unwrap();
        let lines: Vec<String> = world.act(move |tx| Ok(closings::outcomes(tx, id)?)).unwrap().into_iter().map(|o| o.id.to_string()).collect();
        let mut pairs: Vec<(String, String)> = vec![("then".into(), "submit".into()), ("summary".into(), "完成".into())];
        for line in &lines {
            pairs.extend([(format!("outcomes.{line}.done"), "on".into()), (format!("outcomes.{line}.what"), "已完成".into())]);
        }
        let borrowed: Vec<(&str, &str)> = pairs.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        assert_eq!(house.post("lin_mei", &draft, &borrowed).0, StatusCode::SEE_OTHER);
        let mut pairs: Vec<(String, String)> = vec![("then".into(), "conclude".into()), ("conclusion".into(), "passed".into()), ("conclusion_text".into(), "符合".into())];
        for line in &lines { pairs.extend([(format!("accepted.{line}"), "yes".into()), (format!("note.{line}"), String::new())]) }
        let borrowed: Vec<(&str, &str)> = pairs.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        assert_eq!(house.post("zhao_lei", &format!("{place}/acceptance"), &borrowed).0, StatusCode::SEE_OTHER);
        let checked = ["closing_summary_complete", "results_match", "report_attached"].map(|check| format!("checks.{check}"));
        let mut audit: Vec<(&str, &str)> = checked.iter().map(|name| (name.as_str(), "yes")).collect();
        audit.extend([("then", "audit"), ("conclusion", "passed")]);
        assert_eq!(house.post("wang_jianguo", &format!("{place}/review"), &audit).0, StatusCode::SEE_OTHER);
        assert_eq!(house.post("wang_jianguo", &format!("{place}/steps/publish_passed"), &[]).0, StatusCode::SEE_OTHER);
        assert_eq!(world.closing(id).state, State::Passed);
        let (_, _, list) = house.get("", "/closings");
        assert!(list.contains(&project.number) && list.contains("结题通过"), "{list}");
        let (status, _, page) = house.get("", &place);
        assert_eq!(status, StatusCode::OK);
        assert!(page.contains("/certificates/") && !page.contains("符合"), "{page}");
    }

    fn the_page_of_the_project_finds_the_way_in_and_the_public_result(world: World) {
        let project = world.project(Mode::Rolling);
        let house = House::new(&world);
        let path = format!("/projects/{}/closing", project.id);
        let (_, _, page) = house.get("lin_mei", &format!("{path}?lang=en"));
        assert!(page.contains("Begin the closing"), "{page}");
        let (_, _, page) = house.get("", &format!("{path}?lang=en"));
        assert!(page.contains("not published yet") && !page.contains("Begin the closing"), "{page}");
        let closing = world.closing_in(Mode::Rolling, State::Passed);
        let path = format!("/projects/{}/closing", closing.project_id);
        assert_eq!(house.get("lin_mei", &path).1, format!("/closings/{}", closing.id));
        let (_, _, page) = house.get("", &path);
        assert!(page.contains("结题通过") && page.contains(&code_of(&world, &closing)), "{page}");
        let (_, _, part) = house.ask(Request::get(&path).header("hx-request", "true").body(Body::empty()).expect("a request"));
        assert!(part.starts_with("<section") && part.contains("结题通过"), "{part}");
    }

    fn saving_while_typing_answers_nothing_or_the_problem_of_a_field(world: World) {
        let closing = world.begin(&world.project(Mode::Rolling));
        let house = House::new(&world);
        let path = format!("/closings/{}/autosave", closing.id);
        let typed = [("form", "f00d"), ("revision", "0"), ("summary", "边写边存"), ("extra.what", "半个字")];
        assert_eq!(house.post("lin_mei", &path, &typed).0, StatusCode::NO_CONTENT);
        assert_eq!(house.post("lin_mei", &path, &typed).0, StatusCode::NO_CONTENT);
        assert_eq!(world.closing(closing.id).summary, "边写边存");
        let id = closing.id;
        assert_eq!(world.act(move |tx| Ok(closings::outcomes(tx, id)?)).unwrap().len(), 2);
        let (status, _, part) = house.post("lin_mei", &path, &[("form", "f00d"), ("revision", "0"), ("summary", &"长".repeat(5_001))]);
        assert!(status == StatusCode::OK && part.contains("最多 5000 字"), "{part}");
        assert_eq!(house.post("lin_mei", &path, &[("form", "beef"), ("revision", "0"), ("summary", "另一页")]).0, StatusCode::CONFLICT);
    }

    fn a_legacy_closing_is_returned_corrected_judged_and_published_through_the_pages(world: World) {
        let closing = world.closing_in(Mode::Legacy, State::UniversityReview);
        let house = House::new(&world);
        let path = format!("/closings/{}", closing.id);
        let review = format!("{path}/review");
        assert!(house.get("wang_jianguo", &path).2.contains("name=\"checks.results_match\""));
        let (status, _, page) = house.post("wang_jianguo", &review, &[("then", "university_return"), ("reason", ""), ("checks.report_attached", "yes")]);
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("退回须写明") && page.contains("U-02"), "{page}");
        let back = [("then", "university_return"), ("reason", "请补充第二项成果的佐证"), ("checks.closing_summary_complete", "yes"),
            ("checks.report_attached", "yes"), ("checks.results_match", "no"), ("checks.results_match.comment", "教材未见样书")];
        let pass = [("then", "university_pass"), back[2], back[3], back[4], back[5]];
        let (status, _, page) = house.post("wang_jianguo", &review, &pass);
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("不能通过") && page.contains("教材未见样书"), "{page}");
        assert_eq!(house.post("wang_jianguo", &review, &back).0, StatusCode::SEE_OTHER);
        let page = house.get("lin_mei", &path).2;
        assert!(page.contains("请补充第二项成果的佐证") && page.contains("报告成果与申报一致：教材未见样书"), "{page}");
        assert_eq!(house.post("lin_mei", &format!("{path}/draft"), &[("then", "submit")]).0, StatusCode::SEE_OTHER);
        let pass = [("then", "university_pass"), back[2], back[3], ("checks.results_match", "yes")];
        assert_eq!(house.post("wang_jianguo", &review, &pass).0, StatusCode::SEE_OTHER);
        let (status, _, page) = house.post("zhao_lei", &format!("{path}/acceptance"), &[("then", "conclude"), ("conclusion_text", "说明")]);
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("请选择验收结论") && page.contains("“D1”") && page.contains("说明"), "{page}");
        world.conclude(closing.id, closings::Conclusion::Passed);
        assert_eq!(house.post("zhao_lei", &format!("{path}/steps/report_to_experts"), &[]).0, StatusCode::SEE_OTHER);
        assert!(house.get("feng_jing", &path).2.contains("尚无专家组意见"));
        assert_eq!(house.post("he_zhiyuan", &format!("{path}/opinion"), &[("conclusion", "passed"), ("reason", "专家内部意见")]).0, StatusCode::SEE_OTHER);
        assert!(!house.get("lin_mei", &path).2.contains("专家内部意见"));
        assert_eq!(house.post("feng_jing", &format!("{path}/steps/publish_passed"), &[]).0, StatusCode::SEE_OTHER);
        assert_eq!(world.closing(closing.id).state, State::Passed);
    }

    fn people_find_the_closings_they_have_to_do_with(world: World) {
        let closing = world.closing_in(Mode::Rolling, State::EnterpriseReview);
        let house = House::new(&world);
        let link = format!("/closings/{}", closing.id);
        for (who, finds) in [("lin_mei", true), ("zhao_lei", true), ("wang_jianguo", true), ("xu_lan", false), ("", false)] {
            assert_eq!(house.get(who, "/closings?view=mine&state=enterprise_review").2.contains(&link), finds, "{who}");
        }
        assert!(!house.get("lin_mei", "/closings?view=mine&state=returned").2.contains(&link));
    }

    fn a_closing_that_may_not_be_seen_does_not_exist(world: World) {
        let closing = world.closing_in(Mode::Rolling, State::EnterpriseReview);
        let house = House::new(&world);
        let path = format!("/closings/{}", closing.id);
        assert_eq!(house.get("xu_lan", &path).0, StatusCode::NOT_FOUND);
        assert_eq!(house.get("", &path).0, StatusCode::SEE_OTHER);
        assert_eq!(house.get("xu_lan", &format!("{path}/receipt")).0, StatusCode::NOT_FOUND);
        assert_eq!(house.get("lin_mei", &format!("{path}/receipt")).0, StatusCode::OK);
        assert_eq!(house.post("wang_jianguo", &format!("{path}/steps/conclude"), &[]).0, StatusCode::FORBIDDEN);
        assert_eq!(house.post("xu_lan", &format!("{path}/steps/conclude"), &[]).0, StatusCode::NOT_FOUND);
        assert_eq!(house.post("wang_jianguo", &format!("{path}/steps/audit"), &[("conclusion", "passed")]).0, StatusCode::CONFLICT);
    }

    fn the_api_takes_the_same_steps_with_tokens_and_scopes(world: World) {
        let project = world.project(Mode::Rolling);
        let house = House::new(&world);
        let writer = "lin_mei/closings:read+closings:write";
        let (status, closing) = house.api(writer, "POST", &format!("/projects/{}/closing", project.id), "");
        assert_eq!(status, StatusCode::CREATED);
        let path = format!("/closings/{}", closing["id"].as_str().unwrap());
        assert_eq!(house.api("lin_mei/closings:read", "PUT", &path, "{}").0, StatusCode::FORBIDDEN);
        let (status, problem) = house.api(writer, "POST", &format!("{path}/steps/submit"), "");
        assert_eq!((status, problem["problems"].as_array().unwrap().len()), (StatusCode::UNPROCESSABLE_ENTITY, 5));
        for purpose in ["report", "results"] {
            let request = Request::post(format!("/api/v1{path}/files?purpose={purpose}&name={purpose}.pdf")).header("authorization", format!("Bearer {writer}"));
            assert_eq!(house.ask(request.body(Body::from(files::tiny_pdf(&[purpose]))).unwrap()).0, StatusCode::CREATED);
        }
        let (_, whole) = house.api(writer, "GET", &path, "");
        let outcomes: Vec<serde_json::Value> = whole["outcomes"].as_array().unwrap().iter()
            .map(|o| serde_json::json!({ "id": o["id"], "is_done": true, "what": o["promised"] })).collect();
        let draft = serde_json::json!({ "summary": "完成", "outcomes": outcomes }).to_string();
        assert_eq!(house.api(writer, "PUT", &path, &draft).0, StatusCode::OK);
        let (status, closing) = house.api(writer, "POST", &format!("{path}/steps/submit"), "");
        assert_eq!((status, closing["state"].as_str()), (StatusCode::OK, Some("enterprise_review")));
        let (status, receipt) = house.api(writer, "GET", &format!("{path}/receipt"), "");
        assert_eq!((status, receipt["entry"]["act"].as_str()), (StatusCode::OK, Some("closing.submit")));
        assert_eq!(house.api("xu_lan/closings:read", "GET", &path, "").0, StatusCode::NOT_FOUND);
    }

    fn anybody_checks_a_certificate_through_the_api(world: World) {
        let closing = world.closing_in(Mode::Legacy, State::Passed);
        let house = House::new(&world);
        let code = code_of(&world, &closing);
        let (status, check) = house.api("", "GET", &format!("/certificates/{code}"), "");
        assert_eq!((status, check["is_whole"].as_bool(), check["certificate"]["pi"].as_str()), (StatusCode::OK, Some(true), Some("林梅")));
        assert_eq!(house.api("", "GET", "/certificates/0000000000010", "").0, StatusCode::UNPROCESSABLE_ENTITY);
        let (status, page) = house.api("", "GET", "/published-closings?year=2024", "");
        assert_eq!((status, page["rows"].as_array().unwrap().len()), (StatusCode::OK, 1));
    }
}
