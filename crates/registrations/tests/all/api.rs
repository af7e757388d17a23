//! The same by programs.

use porter::Doors;
use serde_json::{Value, json};

use crate::world::{MIGRATIONS, World, badge, day};

const OFFICE: &str = "office registrations:read registrations:write";
const TEACHER: &str = "teacher registrations:read registrations:write";
const UNIVERSITY: &str = "university registrations:read registrations:write";

testing::both_databases! {
    with MIGRATIONS;

    fn a_program_opens_registers_approves_and_checks_in(world: World) {
        let base = format!("/api/v1/meetings/{}", world.meeting);
        let opened = world.call(OFFICE, "GET", &format!("{base}/registration-opening"), &Value::Null).json();
        assert_eq!(opened["opening"]["offer_hours"], json!(48));
        let edit = json!({ "revision": 1, "opening": {
            "opens_at": "2024-09-30T16:00:00Z", "closes_at": "2024-10-25T16:00:00Z",
            "places": [{ "role": "delegate", "places": 1, "needs_approval": false }, { "role": "expert", "needs_approval": true }],
        } });
        assert_eq!(world.call(OFFICE, "PUT", &format!("{base}/registration-opening"), &edit).status, 200);
        assert_eq!(world.call(TEACHER, "PUT", &format!("{base}/registration-opening"), &edit).status, 403);
        let own = json!({ "role": "expert", "name": { "zh": "林梅", "en": "Lin Mei" } });
        let made = world.call(TEACHER, "POST", &format!("{base}/registrations"), &own);
        assert_eq!((made.status, &made.json()["state"]), (201, &json!("submitted")), "{}", made.body);
        let one = made.location().to_owned();
        assert_eq!(world.call(OFFICE, "POST", &format!("{one}/approve"), &Value::Null).json()["state"], json!("confirmed"));
        let people = json!({ "people": [{ "role": "delegate", "name": { "zh": "甲" } }, { "role": "delegate", "name": { "zh": "乙" } }] });
        let sent = world.call(UNIVERSITY, "POST", &format!("{base}/delegation"), &people);
        assert_eq!((sent.status, &sent.json()[1]["state"]), (200, &json!("waitlist")), "{}", sent.body);
        let listed = world.call(UNIVERSITY, "GET", &format!("{base}/registrations"), &Value::Null).json();
        assert_eq!(listed.as_array().map(Vec::len), Some(3), "their own people");
        let all = world.call(OFFICE, "GET", &format!("{base}/registrations?state=confirmed&q=%E6%9E%97"), &Value::Null).json();
        assert_eq!(all.as_array().map(Vec::len), Some(1));
        assert_eq!(world.call("student registrations:read", "GET", &one, &Value::Null).status, 404);
        world.base.clock.move_to(day("2024-11-02").begins());
        let door = world.call(OFFICE, "GET", &format!("{base}/door"), &Value::Null).json();
        assert_eq!(door["people"].as_array().map(Vec::len), Some(3));
        let id = one.rsplit('/').next().unwrap().parse().unwrap();
        let scans = json!({ "scans": [{ "nonce": "x", "scanned_at": "2024-11-01T16:00:00Z", "badge": badge(&world.find(id)) }] });
        let merged = world.call(OFFICE, "POST", &format!("{base}/scans"), &scans).json();
        assert_eq!((&merged[0]["verdict"], &merged[0]["is_new"]), (&json!("admit"), &json!(true)));
        assert_eq!(world.call(TEACHER, "POST", &format!("{base}/scans"), &scans).status, 403);
        let first = sent.json()[0]["id"].as_str().unwrap().to_owned();
        let gone = world.call(UNIVERSITY, "POST", &format!("/api/v1/registrations/{first}/withdraw"), &json!({ "reason": "不能来" }));
        assert_eq!(gone.json()["state"], json!("withdrawn"), "{}", gone.body);
    }
}
