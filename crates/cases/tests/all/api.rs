//! The same by programs.

use porter::{Doors, stranger};
use serde_json::{Value, json};

use crate::world::{MIGRATIONS, World};

const OFFICE: &str = "office cases:read cases:write";
const TEACHER: &str = "teacher cases:read cases:write";
const UNIVERSITY: &str = "university cases:read cases:write";
const EXPERT: &str = "expert cases:read cases:write";

testing::both_databases! {
    with MIGRATIONS;

    fn a_case_goes_all_the_way_by_programs(world: World) {
        let call = format!("/api/v1/case-calls/{}", world.call);
        let made = world.call(TEACHER, "POST", &format!("{call}/cases"), &json!({ "kind": "project", "project_id": world.optics }));
        assert_eq!(made.status, 201, "{}", made.body);
        let case = made.location().to_owned();
        let content = json!({ "title": { "zh": "共建课程" }, "summary": "概", "novelty": "新", "influence": "广" });
        let saved = world.call(TEACHER, "PUT", &case, &json!({ "revision": 1, "content": content }));
        assert_eq!((saved.status, &saved.json()["revision"]), (200, &json!(2)), "{}", saved.body);
        let step = |who: &str, word: &str, reason: &str| world.call(who, "POST", &format!("{case}/steps"), &json!({ "step": word, "reason": reason }));
        assert_eq!(step(TEACHER, "hand_in", "").json()["case"]["state"], json!("handed_in"));
        assert_eq!(step(UNIVERSITY, "nominate", "").json()["steps"], json!(["unnominate", "submit"]));
        assert_eq!(step(UNIVERSITY, "submit", "").status, 200);
        assert_eq!(world.call(OFFICE, "POST", &format!("{call}/steps"), &json!({ "step": "review" })).status, 200);
        let experts = json!({ "experts": [world.cast.he_zhiyuan.person_id] });
        assert_eq!(world.call(OFFICE, "POST", &format!("{case}/experts"), &experts).status, 200);
        assert_eq!(world.call(EXPERT, "POST", &format!("{case}/interest"), &json!({ "interest": "none" })).status, 200);
        let opinion = json!({ "representative": 80, "novelty": 80, "results": 80, "example": 80, "conduct": 81, "comment": "好" });
        let reviewed = world.call(EXPERT, "PUT", &format!("{case}/review"), &opinion);
        assert_eq!((reviewed.status, &reviewed.json()["mean"]), (200, &json!(8020)), "{}", reviewed.body);
        let ranking = world.call(OFFICE, "GET", &format!("{call}/ranking"), &Value::Null).json();
        assert_eq!((&ranking[0]["place"], &ranking[0]["case"]["mean"]), (&json!(1), &json!(8020)));
        assert_eq!(step(OFFICE, "select", "突出").status, 200);
        let author = world.call(TEACHER, "GET", &case, &Value::Null).json();
        assert_eq!((&author["case"]["state"], &author["case"]["mean"], &author["reviews"]), (&json!("expert_review"), &json!(0), &Value::Null));
        assert_eq!(author["case"]["decision_reason"], json!(""));
        let listed = world.call(TEACHER, "GET", "/api/v1/cases/entries", &Value::Null).json();
        assert_eq!(listed[0]["state"], json!("expert_review"));
        for word in ["decide", "publish"] {
            assert_eq!(world.call(OFFICE, "POST", &format!("{call}/steps"), &json!({ "step": word })).status, 200);
        }
        let public = world.get(stranger(), "/api/v1/published-cases?year=2024&kind=project").json();
        assert_eq!((&public[0]["title_zh"], &public[0]["year"], &public[0]["kind"]), (&json!("共建课程"), &json!(2024), &json!("project")));
        assert_eq!(world.get(stranger(), "/api/v1/published-cases?year=2023").json(), json!([]));
    }

    fn k_06_a_program_cannot_set_a_fee(world: World) {
        let body = json!({ "year": 2025, "series": { "zh": "案例" }, "takes_projects": true, "closes_on": "2025-09-30", "accepted_by": "2025-06-30T16:00:00Z", "fee_minor": 1 });
        let refused = world.call(OFFICE, "POST", "/api/v1/case-calls", &body);
        assert_eq!((refused.status, &refused.json()["problems"][0]["rule"]), (422, &json!("K-06")), "{}", refused.body);
        let mut unknown = body.clone();
        unknown.as_object_mut().unwrap().remove("fee_minor");
        unknown["colour"] = json!("red");
        let refused = world.call(OFFICE, "POST", "/api/v1/case-calls", &unknown);
        assert_eq!((refused.status, &refused.json()["problems"][0]["field"]), (422, &json!("colour")), "{}", refused.body);
        unknown.as_object_mut().unwrap().remove("colour");
        let made = world.call(OFFICE, "POST", "/api/v1/case-calls", &unknown);
        assert_eq!((made.status, &made.json()["state"]), (201, &json!("draft")), "{}", made.body);
    }

    fn awards_by_programs(world: World) {
        let made = world.call(OFFICE, "POST", "/api/v1/awards", &json!({ "year": "2023", "kind": "contributing_enterprise" }));
        assert_eq!(made.status, 201, "{}", made.body);
        let list = made.location().to_owned();
        let added = world.call(OFFICE, "POST", &format!("{list}/entries"), &json!({ "organisation_id": world.cast.meridian }));
        assert_eq!((added.status, &added.json()["name_zh"]), (200, &json!("子午光电科技有限公司")), "{}", added.body);
        assert_eq!(world.get(stranger(), &list).status, 404);
        assert_eq!(world.call(OFFICE, "POST", &format!("{list}/publish"), &Value::Null).status, 200);
        let public = world.get(stranger(), &list).json();
        assert_eq!((&public["list"]["year"], &public["list"]["kind"], public["awards"].as_array().map(Vec::len)), (&json!(2023), &json!("contributing_enterprise"), Some(1)));
        assert_eq!(world.call(TEACHER, "POST", "/api/v1/awards", &json!({ "year": "2022", "kind": "excellent_case" })).status, 403);
        assert_eq!(world.call("office cases:read", "POST", "/api/v1/awards", &json!({})).status, 403);
    }
}
