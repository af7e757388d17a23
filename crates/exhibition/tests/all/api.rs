//! The same by programs.

use porter::Doors;
use serde_json::{Value, json};

use crate::world::{MIGRATIONS, World};

const OFFICE: &str = "office exhibition:read exhibition:write";
const OWN: &str = "university exhibition:read exhibition:write";

testing::both_databases! {
    with MIGRATIONS;

    fn a_program_draws_asks_decides_and_reads(w: World) {
        let base = format!("/api/v1/meetings/{}", w.meeting);
        let row = json!({ "first": { "number": "D1", "kind": "case", "x": 0, "y": 30, "width": 20, "depth": 20 }, "count": 2 });
        let drawn = w.call(OFFICE, "POST", &format!("{base}/booths"), &row);
        assert_eq!((drawn.status, drawn.json().as_array().map(Vec::len)), (200, Some(2)), "{}", drawn.body);
        assert_eq!(w.call(OWN, "POST", &format!("{base}/booths"), &row).status, 403);
        let ask = json!({ "kind": "case", "title": { "zh": "优秀案例" }, "contact_name": "王建国", "contact_phone": "139" });
        let asked = w.call(OWN, "POST", &format!("{base}/booth-requests"), &ask);
        assert_eq!(asked.status, 201, "{}", asked.body);
        let request = asked.location().to_owned();
        let twice = w.call(OWN, "POST", &format!("{base}/booth-requests"), &ask);
        assert_eq!((twice.status, &twice.json()["problems"][0]["field"]), (422, &json!("kind")), "{}", twice.body);
        let step = |words: &str, body: Value| w.call(words, "POST", &format!("{request}/steps"), &body);
        assert_eq!(step(OFFICE, json!({ "step": "hold" })).status, 422);
        assert_eq!(step(OFFICE, json!({ "step": "lapse" })).status, 403);
        let held = step(OFFICE, json!({ "step": "hold", "booth": drawn.json()[0]["id"] }));
        assert_eq!((held.status, &held.json()["state"]), (200, &json!("held")), "{}", held.body);
        assert_eq!(w.get(porter::stranger(), &format!("{base}/exhibitors")).json(), json!([]));
        assert_eq!(step(OWN, json!({ "step": "confirm" })).json()["state"], json!("confirmed"));
        let listed = w.get(porter::stranger(), &format!("{base}/exhibitors?q=d1")).json();
        assert_eq!((&listed[0]["booth"], &listed[0]["organisation"]["zh"]), (&json!("D1"), &json!("南江大学")));
        assert_eq!(listed[0].get("contact_phone"), None);
        assert_eq!(w.call("other exhibition:read", "GET", &request, &Value::Null).status, 404);
        assert_eq!(w.call("other exhibition:read", "GET", &format!("{base}/booth-requests"), &Value::Null).json(), json!([]));
        assert_eq!(w.call(OFFICE, "GET", &format!("{base}/exhibition"), &Value::Null).json()["booths"].as_array().map(Vec::len), Some(5));
        assert_eq!(w.call(OWN, "GET", &format!("{base}/exhibition"), &Value::Null).status, 403);
    }
}
