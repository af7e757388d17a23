//! The same by programs.

use porter::Doors;
use serde_json::{Value, json};

use crate::world::{MIGRATIONS, World};

const OFFICE: &str = "office meetings:read meetings:write";

testing::both_databases! {
    with MIGRATIONS;

    fn a_program_builds_releases_publishes_and_tells(world: World) {
        let made = world.call(OFFICE, "POST", "/api/v1/meetings", &json!({ "title": { "zh": "程序的会" }, "first_on": "2025-05-01", "last_on": "2025-05-02" }));
        assert_eq!(made.status, 201, "{}", made.body);
        let base = made.location().to_owned();
        assert_eq!((&made.json()["change_minutes"], &made.json()["state"]), (&json!(10), &json!("preparing")));
        let hall = world.call(OFFICE, "POST", &format!("{base}/halls"), &json!({ "name": { "zh": "大厅", "en": "Hall" }, "capacity": 10 })).json();
        let session = json!({
            "kind": "keynote", "hall_id": hall["id"], "starts_at": "2025-05-01T01:00:00Z", "ends_at": "2025-05-01T02:00:00Z",
            "title": { "zh": "主旨", "en": "Keynote" }, "sign_ups": 11,
            "talks": [{ "title": { "zh": "题" }, "minutes": 20, "speakers": [{ "name": { "zh": "林梅" }, "organisation": { "zh": "南江大学" } }] }],
        });
        let made = world.call(OFFICE, "POST", &format!("{base}/sessions"), &session);
        assert_eq!(made.status, 201, "{}", made.body);
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let working = world.call(OFFICE, "GET", &format!("{base}/working"), &Value::Null).json();
        assert_eq!((&working["conflicts"][0]["kind"], &working["revisions"][0]["revision"]), (&json!("too_small"), &json!(1)));
        let place = json!({ "revision": 1, "place": { "hall_id": hall["id"], "starts_at": "2025-05-03T01:00:00Z", "ends_at": "2025-05-03T02:00:00Z" } });
        let refused = world.call(OFFICE, "POST", &format!("{base}/sessions/{id}/move"), &place);
        assert_eq!((refused.status, &refused.json()["problems"][0]["field"]), (422, &json!("starts")), "{}", refused.body);
        let speaker = &working["speakers"][0];
        let edit = json!({ "revision": 1, "speaker": { "name": speaker_words(speaker, "name"), "email": "lin.mei@demo.xieyu" } });
        let reached = world.call(OFFICE, "PUT", &format!("{base}/speakers/{}", speaker["id"].as_str().unwrap()), &edit);
        assert_eq!(reached.json()["person_id"], json!(world.cast.lin_mei.person_id), "{}", reached.body);
        let next = world.call(OFFICE, "GET", &format!("{base}/releases/next"), &Value::Null).json();
        assert_eq!((&next["name"], &next["changes"][0]["kinds"], next["letters"].as_array().map(Vec::len)), (&json!("1.0"), &json!(["new"]), Some(1)));
        let release = world.call(OFFICE, "POST", &format!("{base}/releases"), &json!({ "name": "1.0", "fingerprint": next["fingerprint"] }));
        assert_eq!(release.status, 201, "{}", release.body);
        let path = release.location().to_owned();
        assert_eq!(world.call("teacher meetings:read", "GET", &path, &Value::Null).status, 404);
        assert_eq!(world.call(OFFICE, "POST", &format!("{path}/publish"), &Value::Null).status, 200);
        assert_eq!(world.call("teacher meetings:read", "GET", &path, &Value::Null).status, 403);
        assert_eq!(world.call(OFFICE, "POST", &format!("{path}/send"), &json!({ "count": 2 })).status, 409);
        let sent = world.call(OFFICE, "POST", &format!("{path}/send"), &json!({ "count": 1 }));
        assert_eq!((sent.status, &sent.json()["sendable"]), (200, &json!(0)), "{}", sent.body);
        let public = world.get(porter::stranger(), &format!("{base}/agenda")).json();
        assert_eq!((&public["release"]["name"], &public["agenda"]["sessions"][0]["sign_ups"]), (&json!("1.0"), &Value::Null));
        let listed = world.get(porter::stranger(), "/api/v1/meetings").json();
        assert_eq!(listed.as_array().map(Vec::len), Some(1));
        assert_eq!(world.call(OFFICE, "POST", &format!("{base}/hide"), &Value::Null).json()["state"], json!("preparing"));
        assert_eq!(world.get(porter::stranger(), &format!("{base}/agenda")).status, 404);
    }

    fn others_and_unknown_fields_are_refused(world: World) {
        let body = json!({ "title": { "zh": "会" }, "first_on": "2025-05-01", "last_on": "2025-05-02" });
        assert_eq!(world.call("teacher meetings:write", "POST", "/api/v1/meetings", &body).status, 403);
        assert_eq!(world.call("office meetings:read", "POST", "/api/v1/meetings", &body).status, 403);
        assert_eq!(world.call(OFFICE, "POST", "/api/v1/meetings", &json!({ "titel": "x" })).status, 422);
        assert_eq!(world.call("teacher meetings:read", "GET", &format!("/api/v1/meetings/{}/working", world.meeting), &Value::Null).status, 404);
    }
}

fn speaker_words(speaker: &Value, part: &str) -> Value {
    json!({ "zh": speaker[format!("{part}_zh")], "en": speaker[format!("{part}_en")] })
}
