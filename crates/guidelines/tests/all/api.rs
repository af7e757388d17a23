//! The API: the same actions, the same refusals.

use guidelines::state::State;
use serde_json::{Value, json};

use crate::site::{call, get};
use crate::world::{MIGRATIONS, World, content, item};

const CONTACT: &str = "contact guidelines:read guidelines:write";
const OFFICE: &str = "office guidelines:read guidelines:write";
const EXPERT: &str = "expert guidelines:write";

testing::both_databases! {
    with MIGRATIONS;

    fn a_guideline_with_its_items_is_made_in_one_call_and_says_what_it_lacks(world: World) {
        let body = json!({ "content": { "title": "接口指南", "items": [{ "project_type": "T2", "title": "课程", "offers": 1, "cash_each": 1_000_000 }] } });
        let made = call(&world, "POST", CONTACT, "/guidelines", &body);
        assert_eq!(made.status, 201, "{}", made.body);
        let detail = made.json();
        assert_eq!((detail["guideline"]["state"].as_str(), detail["guideline"]["mode"].as_str(), detail["items"][0]["cash_each"].as_i64()), (Some("draft"), Some("2024"), Some(1_000_000)));
        let rules: Vec<&str> = detail["missing"].as_array().expect("a list").iter().filter_map(|b| b["rule"].as_str()).filter(|r| !r.is_empty()).collect();
        assert_eq!(rules, ["E-06", "E-06", "E-06", "G-01", "G-05", "G-02"]);
        assert_eq!(detail["steps"], json!(["submit"]));
        let id = detail["guideline"]["id"].as_str().expect("an id").to_owned();
        let refused = call(&world, "POST", CONTACT, &format!("/guidelines/{id}/submit"), &Value::Null);
        assert_eq!((refused.status, refused.json()["type"].as_str().map(str::to_owned)), (422, Some("urn:xieyu:problem:breaches".into())));
        let stale = json!({ "revision": 7, "content": content() });
        assert_eq!(call(&world, "PUT", CONTACT, &format!("/guidelines/{id}"), &stale).status, 409);
        let whole = json!({ "revision": 0, "content": content() });
        let saved = call(&world, "PUT", CONTACT, &format!("/guidelines/{id}"), &whole);
        assert_eq!(saved.json()["missing"].as_array().map(Vec::len), Some(1), "{}", saved.body);
        assert_eq!(call(&world, "GET", "contact other:read", &format!("/guidelines/{id}"), &Value::Null).status, 403);
        assert_eq!(call(&world, "GET", "rival guidelines:read", &format!("/guidelines/{id}"), &Value::Null).status, 404);
        assert_eq!(call(&world, "POST", CONTACT, "/guidelines", &json!({ "content": { "items": [{ "project_type": "T7" }] } })).status, 422);
    }

    fn the_whole_review_runs_over_the_api(world: World) {
        let draft = world.whole_draft(None, false, content());
        let at = |step: &str| format!("/guidelines/{}/{step}", draft.id);
        assert_eq!(call(&world, "POST", CONTACT, &at("submit"), &Value::Null).status, 200);
        let experts = json!({ "experts": [world.cast.expert.person_id] });
        assert_eq!(call(&world, "POST", CONTACT, &at("assign"), &experts).status, 403);
        assert_eq!(call(&world, "POST", OFFICE, &at("assign"), &experts).status, 200);
        let review = json!({ "fit": 80, "support": 80, "content": 80, "benefit": 80, "comment": "可行", "recommendation": "approve" });
        assert_eq!(call(&world, "POST", EXPERT, &at("review"), &review).status, 422);
        assert_eq!(call(&world, "POST", EXPERT, &at("interest"), &json!({ "conflict": "none" })).status, 200);
        assert_eq!(call(&world, "POST", EXPERT, &at("review"), &review).status, 200);
        let done = call(&world, "POST", OFFICE, &at("approve"), &Value::Null);
        assert_eq!(done.json()["state"], "published");
        assert_eq!(call(&world, "POST", OFFICE, &at("approve"), &Value::Null).status, 409);
        assert_eq!(world.state_of(draft.id), State::Published);
        let listed = call(&world, "GET", OFFICE, "/guidelines?state=published", &Value::Null).json();
        assert_eq!(listed["guidelines"][0]["id"].as_str(), Some(draft.id.to_string().as_str()));
    }

    fn open_items_are_public(world: World) {
        assert_eq!(get(&world, "", "/api/v1/items").json()["items"].as_array().map(Vec::len), Some(0));
        world.approved(None);
        let page = get(&world, "", "/api/v1/items?type=T2&cash=50000").json();
        let first = &page["items"][0];
        assert_eq!((first["item"]["title"].as_str(), first["enterprise_name"].as_str(), first["offers_left"].as_i64(), first["takes_applications"].as_bool()), (Some(item().title.as_str()), Some("华数智联科技有限公司"), Some(10), Some(true)));
        let one = get(&world, "", &format!("/api/v1/items/{}", first["item"]["id"].as_str().expect("an id"))).json();
        assert_eq!(one["item"]["title"], first["item"]["title"]);
    }

    fn the_document_of_the_api_can_be_made_and_names_the_doors(world: World) {
        let document = get(&world, "", "/api/v1/openapi.json").json();
        for path in ["/api/v1/items", "/api/v1/guidelines", "/api/v1/guidelines/{id}/submit", "/api/v1/rounds/{id}/publish"] {
            assert!(document["paths"].get(path).is_some(), "{path}");
        }
    }
}
