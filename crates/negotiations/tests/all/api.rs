//! The same by programs.

use porter::Doors;
use serde_json::{Value, json};

use crate::world::{MIGRATIONS, World};

const OFFICE: &str = "office negotiations:read negotiations:write";
const LIN: &str = "lin negotiations:read negotiations:write";
const ZHAO: &str = "zhao negotiations:read negotiations:write";

testing::both_databases! {
    with MIGRATIONS;

    fn programs_join_ask_answer_compute_adopt_publish_and_send(world: World) {
        let base = format!("/api/v1/meetings/{}", world.meeting);
        let setup = world.call(OFFICE, "GET", &format!("{base}/negotiations"), &Value::Null).json();
        assert_eq!((setup["slots"].as_array().map(Vec::len), setup["tables"].as_array().map(Vec::len)), (Some(8), Some(2)));
        assert_eq!(world.call(LIN, "GET", &format!("{base}/negotiations"), &Value::Null).status, 403);
        assert_eq!(world.call(LIN, "PUT", &format!("{base}/negotiators/me"), &json!({ "most": 4, "offers": "实验室" })).status, 200);
        let zhao = world.call(ZHAO, "PUT", &format!("{base}/negotiators/me"), &json!({})).json();
        let asked = world.call(LIN, "POST", &format!("{base}/requests"), &json!({ "to": zhao["id"], "rank": "must", "note": "想谈" }));
        assert_eq!((asked.status, &asked.json()["state"]), (200, &json!("sent")), "{}", asked.body);
        let request = asked.json()["id"].as_str().unwrap().to_owned();
        let twice = world.call(ZHAO, "POST", &format!("{base}/requests"), &json!({ "to": asked.json()["from_id"], "rank": "must" }));
        assert_eq!((twice.status, &twice.json()["problems"][0]["field"]), (422, &json!("to")));
        let answered = world.call(ZHAO, "POST", &format!("{base}/requests/{request}/answer"), &json!({ "answer": "want" }));
        assert_eq!(answered.json()["state"], json!("accepted"), "{}", answered.body);
        let begun = world.call(OFFICE, "POST", &format!("{base}/timetables"), &json!({ "seconds": 1 }));
        assert_eq!(begun.status, 201, "{}", begun.body);
        let version = begun.location().to_owned();
        let computed = world.call(OFFICE, "GET", &version, &Value::Null).json();
        assert_eq!((&computed["timetable"]["state"], &computed["contents"]["certificate"]["placed"]), (&json!("proposed"), &json!(1)), "{computed}");
        assert_eq!(computed["changes"][0]["kind"], json!("new"));
        assert_eq!(world.call(OFFICE, "POST", &format!("{version}/adopt"), &Value::Null).json()["state"], json!("adopted"));
        let board = world.call(OFFICE, "GET", &format!("{base}/negotiations/board"), &Value::Null).json();
        let mine = world.call(LIN, "GET", &format!("{base}/negotiators/me"), &Value::Null).json();
        assert_eq!((board["appointments"].as_array().map(Vec::len), mine["appointments"].as_array().map(Vec::len)), (Some(1), Some(0)), "nobody sees it yet");
        let released = world.call(OFFICE, "POST", &format!("{base}/negotiations/publish"), &json!({ "fingerprint": board["fingerprint"] }));
        assert_eq!(released.status, 200, "{}", released.body);
        let id = released.json()["id"].as_str().unwrap().to_owned();
        assert_eq!(world.call(OFFICE, "POST", &format!("{base}/timetables/{id}/send"), &json!({ "count": 1 })).status, 409);
        assert_eq!(world.call(OFFICE, "POST", &format!("{base}/timetables/{id}/send"), &json!({ "count": 2 })).status, 200);
        let mine = world.call(LIN, "GET", &format!("{base}/negotiators/me"), &Value::Null).json();
        let appointment = &mine["appointments"][0];
        let (at, revision) = (appointment["id"].as_str().unwrap(), appointment["revision"].clone());
        let moved = world.call(ZHAO, "POST", &format!("{base}/appointments/{at}/move"), &json!({ "revision": revision, "slot": world.slots()[7].id }));
        assert_eq!(moved.status, 200, "{}", moved.body);
        assert_eq!(world.call(LIN, "POST", &format!("{base}/appointments/{at}/cancel"), &Value::Null).json()["state"], json!("cancelled"));
        assert_eq!(world.call("lin negotiations:read", "POST", &format!("{base}/appointments/{at}/cancel"), &Value::Null).status, 403);
    }
}
