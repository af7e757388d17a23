use axum::http::StatusCode;
use serde_json::json;

use crate::doors::Doors;
use crate::world::{ALL, World, complete};

testing::both_databases! {
    with ALL;

    fn a_program_walks_an_application_from_draft_to_selection(w: World) {
        let doors = Doors::of(&w);
        let c = &w.cast;
        let (status, stands) = doors.api(&c.lin_mei, "GET", &format!("/items/{}/eligibility", w.item), json!(null));
        assert_eq!((status, &stands["may_apply"]), (StatusCode::OK, &json!(true)), "{stands}");
        let (status, draft) = doors.api(&c.lin_mei, "POST", &format!("/items/{}/apply", w.item), json!(null));
        assert_eq!(status, StatusCode::CREATED);
        let path = format!("/applications/{}", draft["id"].as_str().unwrap());
        let body = json!({ "revision": draft["revision"], "draft": complete("林梅") });
        let (status, saved) = doors.api(&c.lin_mei, "PUT", &path, body.clone());
        assert_eq!((status, &saved["revision"]), (StatusCode::OK, &json!(2)), "{saved}");
        let mut stale = body;
        stale["draft"]["title"] = json!("别的题目");
        assert_eq!(doors.api(&c.lin_mei, "PUT", &path, stale).0, StatusCode::CONFLICT);
        let (status, problem) = doors.api(&c.lin_mei, "POST", &format!("{path}/submit"), json!(null));
        assert_eq!((status, &problem["problems"][0]["rule"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("A-06")));
        let file = format!("{path}/files?name=a.pdf&purpose=document");
        assert_eq!(doors.api_bytes(&c.lin_mei, &file, files::tiny_pdf(&["x"]).to_vec()), StatusCode::CREATED);
        assert_eq!(doors.api(&c.lin_mei, "POST", &format!("{path}/submit"), json!(null)).0, StatusCode::OK);
        assert_eq!(doors.api(&c.lin_mei, "POST", &format!("{path}/submit"), json!(null)).0, StatusCode::CONFLICT);
        assert_eq!(doors.api(&c.zhao_lei, "GET", &path, json!(null)).0, StatusCode::NOT_FOUND);
        let answers: Vec<_> = crate::world::all_yes().iter().map(|a| json!({ "check": a.check, "yes": true })).collect();
        let (status, _) = doors.api(&c.wang_jianguo, "POST", &format!("{path}/university_pass"), json!({ "answers": answers }));
        assert_eq!(status, StatusCode::OK);
        assert_eq!(doors.api(&c.sun_yue, "PUT", &format!("{path}/evaluation"), json!({ "score": 88 })).0, StatusCode::OK);
        let (_, ranking) = doors.api(&c.zhao_lei, "GET", &format!("/items/{}/applications", w.item), json!(null));
        assert_eq!(ranking[0]["mean_tenths"], json!(880));
        let (status, plan) = doors.api(&c.zhao_lei, "POST", &format!("/items/{}/decisions", w.item), json!({ "best": 1 }));
        assert_eq!(status, StatusCode::CREATED, "{plan}");
        let plan = format!("/decisions/{}", plan["id"].as_str().unwrap());
        assert_eq!(doors.api(&c.zhao_lei, "GET", &plan, json!(null)).1["decisions"][0]["step"], json!("enterprise_select"));
        assert_eq!(doors.api(&c.zhao_lei, "POST", &format!("{plan}/commit"), json!(null)).0, StatusCode::OK);
        assert_eq!(doors.api(&c.lin_mei, "GET", &path, json!(null)).1["application"]["state"], json!("selected"));
        let (_, receipt) = doors.api(&c.lin_mei, "GET", &format!("{path}/receipt"), json!(null));
        assert_eq!(receipt["entry"]["act"], json!("application.submit"));
    }
}
