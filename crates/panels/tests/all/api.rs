//! The same by programs.

use kernel::RowId;
use porter::{Doors, token};
use serde_json::{Value, json};

use crate::world::{MIGRATIONS, World};

const OFFICE: &str = "office panels:read panels:write";

fn experts_of(view: &Value, subject: RowId) -> Vec<String> {
    let lines = view["lines"].as_array().expect("lines");
    let line = lines.iter().find(|line| line["subject"] == subject.to_string()).expect("the subject");
    let experts = line["experts"].as_array().expect("experts");
    experts.iter().map(|seat| seat["expert"].as_str().expect("an id").to_owned()).collect()
}

testing::both_databases! {
    with MIGRATIONS;

    fn a_program_computes_changes_computes_again_and_assigns(world: World) {
        let made = world.call(OFFICE, "POST", "/api/v1/panels", &json!({ "per_item": 2, "most": 2, "seed": 7 }));
        assert_eq!(made.status, 201, "{}", made.body);
        let path = made.location().to_owned();
        let view = made.json();
        assert_eq!((&view["state"], &view["certificate"]["empty"], &view["certificate"]["is_optimal"]), (&json!("prepared"), &json!(0), &json!(true)));
        assert_eq!(view["changed"], json!([]));
        let luo = world.experts.luo.to_string();
        assert!(experts_of(&view, world.software).contains(&luo));
        let change = |word: &str| world.call(OFFICE, "POST", &format!("{path}/pairs"), &json!({ "change": word, "subject": world.software, "expert": luo }));
        let out = change("take_out");
        assert_eq!((out.status, &out.json()["is_as_computed"]), (200, &json!(false)), "{}", out.body);
        assert!(!experts_of(&out.json(), world.software).contains(&luo));
        assert_eq!(change("take_out").status, 409);
        assert_eq!(change("put_in").status, 200);
        let again = world.call(OFFICE, "POST", &format!("{path}/compute"), &json!({ "seed": 8 })).json();
        assert_eq!((&again["seed"], &again["per_item"], &again["is_as_computed"]), (&json!(8), &json!(2), &json!(true)));
        assert!(experts_of(&again, world.software).contains(&luo), "who was put in stays");
        let listed = world.call(OFFICE, "GET", "/api/v1/panels", &Value::Null).json();
        assert_eq!((listed.as_array().map(Vec::len), &listed[0]["pairs"]), (Some(1), &json!(6)));
        let instance = world.call(OFFICE, "GET", &format!("{path}/instance"), &Value::Null);
        assert_eq!(instance.json()["kind"], "assign");
        let done = world.call(OFFICE, "POST", &format!("{path}/commit"), &Value::Null);
        assert_eq!((done.status, &done.json()["state"]), (200, &json!("committed")), "{}", done.body);
        assert_eq!(world.call(OFFICE, "POST", &format!("{path}/drop"), &Value::Null).status, 409);
    }

    fn others_and_unknown_fields_are_refused(world: World) {
        let others = "expert panels:read panels:write";
        assert_eq!(world.call(others, "GET", "/api/v1/panels", &Value::Null).status, 403);
        assert_eq!(world.call(others, "POST", "/api/v1/panels", &json!({})).status, 403);
        assert_eq!(world.call("office panels:read", "POST", "/api/v1/panels", &json!({})).status, 403);
        assert_eq!(world.call(OFFICE, "POST", "/api/v1/panels", &json!({ "per_items": 3 })).status, 422);
        let made = world.call(OFFICE, "POST", "/api/v1/panels", &json!({}));
        assert_eq!(made.status, 201);
        let hidden = world.get(token(others), made.location());
        assert_eq!(hidden.status, 404);
        let dropped = world.call(OFFICE, "POST", &format!("{}/drop", made.location()), &Value::Null);
        assert_eq!(dropped.json()["state"], "dropped");
    }
}
