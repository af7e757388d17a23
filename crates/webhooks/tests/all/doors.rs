//! The pages and the API.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use kernel::{Actor, RowId};
use porter::Current;
use tower::ServiceExt;

use crate::world::{INSIDE, STORY, World};

fn ask(world: &World, actor: &Actor, request: Request<Body>) -> (StatusCode, String) {
    let routes = webhooks::routes(INSIDE);
    let site = porter::site(&world.base.db, &world.files, Current::of(actor), &routes);
    world.runtime.block_on(async {
        let answer = web::router(&site, routes).oneshot(request).await.unwrap();
        let status = answer.status();
        let bytes = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        (status, String::from_utf8(bytes.to_vec()).unwrap())
    })
}

fn page(world: &World, actor: &Actor, path: &str, form: Option<&str>) -> (StatusCode, String) {
    let method = if form.is_some() { Method::POST } else { Method::GET };
    let body = form.map(|form| format!("{form}&_csrf={}", web::csrf_of("ab"))).unwrap_or_default();
    let request =
        Request::builder().method(method).uri(path).header(header::COOKIE, format!("{}=ab", web::SESSION_COOKIE));
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(Body::from(body));
    ask(world, actor, request.unwrap())
}

fn program(
    world: &World,
    actor: &Actor,
    method: Method,
    path: &str,
    scope: &str,
    body: &str,
) -> (StatusCode, serde_json::Value) {
    let request = Request::builder().method(method).uri(path).header(header::AUTHORIZATION, format!("Bearer {scope}"));
    let (status, text) = ask(world, actor, request.body(Body::from(body.to_owned())).unwrap());
    (status, serde_json::from_str(&text).unwrap_or_default())
}

testing::both_databases! {
    told STORY;

    fn a_secret_is_shown_once_and_the_log_leads_to_sending_again(world: World) {
        let zhao = world.actor("zhao.lei");
        let (status, wrong) = page(&world, &zhao, "/webhooks", Some("url=ftp%3A%2F%2Fx"));
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && wrong.contains("请至少选择一种事件") && wrong.contains("ftp://x"));
        let url = world.receiver.url().replace(':', "%3A").replace('/', "%2F");
        let (status, made) = page(&world, &zhao, "/webhooks", Some(&format!("url={url}&kinds=project.start")));
        assert!(status == StatusCode::OK && made.contains("xyw_"));
        let (_, list) = page(&world, &zhao, "/webhooks", None);
        assert!(list.contains(&world.receiver.url()) && list.contains("项目开始") && !list.contains("xyw_"));
        let (house, role) = webhooks::may_have(&zhao).unwrap();
        let hook = world.read(move |tx| Ok(webhooks::webhooks_of(tx, house, role)?)).remove(0);

        assert_eq!(page(&world, &zhao, &format!("/webhooks/{}/ping", hook.id), Some("")).0, StatusCode::SEE_OTHER);
        world.send(INSIDE);
        let path = format!("/webhooks/{}", hook.id);
        let (_, log) = page(&world, &zhao, &path, None);
        assert!(log.contains("已送达") && log.contains("HTTP 200") && log.contains("重新发送") && !log.contains("xyw_"));
        let delivery = world.log(hook.id).remove(0).id;
        let again = format!("{path}/deliveries/{delivery}/again");
        assert_eq!(page(&world, &zhao, &again, Some("")).0, StatusCode::SEE_OTHER);
        world.send(INSIDE);
        assert_eq!(world.receiver.got().len(), 2);
        let (hook_id, late) = (hook.id, "UPDATE webhook_delivery SET answer = 'timed_out' WHERE webhook_id = $1");
        world.act(move |tx| Ok(tx.execute(late, db::params![hook_id])?)).unwrap();
        assert!(page(&world, &zhao, &path, None).1.contains("接收端没有及时应答"));
        assert!(page(&world, &zhao, &format!("{path}?lang=en"), None).1.contains("The receiver did not answer in time"));
        for (step, says) in [("disable", "停用"), ("enable", "启用")] {
            assert_eq!(page(&world, &zhao, &format!("{path}/{step}"), Some("")).0, StatusCode::SEE_OTHER);
            assert!(page(&world, &zhao, &path, None).1.contains(says));
        }
        assert_eq!(page(&world, &zhao, &format!("{path}/delete"), Some("")).0, StatusCode::SEE_OTHER);
        assert_eq!(page(&world, &zhao, &path, None).0, StatusCode::NOT_FOUND);
        let acts = "SELECT act FROM journal_entry WHERE subject = 'webhook' ORDER BY seq";
        let acts: Vec<String> = world.read(move |tx| Ok(tx.query::<(String,)>(acts, &[])?)).into_iter().map(|(act,)| act).collect();
        assert_eq!(acts, ["webhook.create", "webhook.disable", "webhook.enable", "webhook.delete"]);
    }

    fn another_house_finds_nothing_and_others_may_not_knock(world: World) {
        let (zhao, qin, teacher) = (world.actor("zhao.lei"), world.actor("qin.yue"), world.actor("lin.mei"));
        let (hook, _) = world.hook(&zhao, &["project.start"]);
        let path = format!("/webhooks/{}", hook.id);
        assert!(page(&world, &zhao, &path, None).1.contains(&world.receiver.url()));
        assert_eq!(page(&world, &teacher, "/webhooks", None).0, StatusCode::FORBIDDEN);
        for (path, form) in [(path.clone(), None), (format!("{path}/ping"), Some("")), (format!("{path}/delete"), Some(""))] {
            assert_eq!(page(&world, &qin, &path, form).0, StatusCode::NOT_FOUND, "{path}");
        }
        assert!(!page(&world, &qin, "/webhooks", None).1.contains(&world.receiver.url()));
    }

    fn programs_do_the_same(world: World) {
        let zhao = world.actor("zhao.lei");
        let (read, write) = ("webhooks:read", "webhooks:write");
        let new = serde_json::json!({ "url": world.receiver.url(), "kinds": ["project.start"] }).to_string();
        assert_eq!(program(&world, &zhao, Method::POST, "/api/v1/webhooks", read, &new).0, StatusCode::FORBIDDEN);
        let (status, made) = program(&world, &zhao, Method::POST, "/api/v1/webhooks", write, &new);
        assert_eq!(status, StatusCode::CREATED);
        assert!(made["secret"].as_str().unwrap().starts_with("xyw_") && made["webhook"]["secret"].is_null());
        let path = format!("/api/v1/webhooks/{}", made["webhook"]["id"].as_str().unwrap());
        assert_eq!(program(&world, &zhao, Method::POST, &format!("{path}/ping"), write, "").0, StatusCode::OK);
        world.send(INSIDE);
        let (_, log) = program(&world, &zhao, Method::GET, &format!("{path}/deliveries"), read, "");
        assert_eq!((log[0]["state"].as_str(), log[0]["answer"].as_str()), (Some("delivered"), Some("200")));
        let again = format!("{path}/deliveries/{}/again", log[0]["id"].as_str().unwrap());
        assert_eq!(program(&world, &zhao, Method::POST, &again, write, "").0, StatusCode::OK);
        assert_eq!(program(&world, &zhao, Method::POST, &again, write, "").0, StatusCode::CONFLICT);
        let (_, off) = program(&world, &zhao, Method::PUT, &path, write, "{\"active\":false}");
        assert!(off["disabled_at"].is_string());
        assert_eq!(program(&world, &zhao, Method::DELETE, &path, write, "").0, StatusCode::OK);
        assert_eq!(program(&world, &zhao, Method::GET, "/api/v1/webhooks", read, "").1, serde_json::json!([]));
        let nobody = RowId::nil();
        assert_eq!(program(&world, &zhao, Method::DELETE, &format!("/api/v1/webhooks/{nobody}"), write, "").0, StatusCode::NOT_FOUND);
    }
}
