//! What a token may make, and when it ends.

use serde_json::{Value, json};

use super::program::{Program, text};
use crate::house::House;

testing::both_databases! {
    with [xieyu::schema::migrations().as_slice()];

    fn a_token_makes_none_that_may_more_or_lives_longer_and_takes_those_it_made_with_it(house: House) {
        tokio::runtime::Runtime::new().expect("a runtime").block_on(narrower(&house));
    }

    fn logging_out_everywhere_ends_every_token_of_the_person_and_of_nobody_else(house: House) {
        tokio::runtime::Runtime::new().expect("a runtime").block_on(everywhere(&house));
    }
}

fn asked(scopes: &[&str], days: i64) -> Value {
    json!({ "name": "报表", "scopes": scopes, "days": days })
}

async fn narrower(house: &House) {
    let own = Program::with(house, &house.cast.wang_jianguo, &["directory:read", "directory:write"]);
    let fields = |problem: Value| {
        let all = problem["problems"].as_array().cloned().unwrap_or_default();
        all.iter().map(|p| text(&p["field"])).collect::<Vec<_>>()
    };
    let too_much = own.refused("POST", "/tokens", asked(&["directory:read", "applications:write"], 30), 422).await;
    assert_eq!(fields(too_much), ["scopes"]);
    house.on(house.today().plus_days(10));
    assert_eq!(fields(own.refused("POST", "/tokens", asked(&["directory:read"], 366), 422).await), ["days"]);
    assert_eq!(fields(own.refused("POST", "/tokens", asked(&["directory:read"], 357), 422).await), ["days"]);
    for days in [i64::MIN, 0, 367, i64::MAX] {
        assert_eq!(fields(own.refused("POST", "/tokens", asked(&["directory:read"], days), 422).await), ["days"]);
    }
    let child = own.post("/tokens", asked(&["directory:read", "directory:write"], 300)).await;
    assert!(child["token"]["made_by"].is_string(), "{child:#}");
    let child_program = Program::holding(house, &text(&child["secret"]));
    assert_eq!(child_program.get("/people/me").await["acting_as"], "university_administrator");
    let grandchild = child_program.post("/tokens", asked(&["directory:read"], 20)).await;
    let grandchild_program = Program::holding(house, &text(&grandchild["secret"]));
    grandchild_program.get("/people/me").await;
    grandchild_program.refused("POST", "/tokens", asked(&["directory:read"], 5), 403).await;

    let other = Program::of(house, &house.cast.lin_mei);
    other.refused("POST", &format!("/tokens/{}/revoke", text(&child["token"]["id"])), Value::Null, 404).await;
    own.post(&format!("/tokens/{}/revoke", text(&child["token"]["id"])), Value::Null).await;
    for gone in [&child_program, &grandchild_program] {
        gone.refused("GET", "/people/me", Value::Null, 401).await;
    }
    own.get("/people/me").await;
}

async fn everywhere(house: &House) {
    let c = &house.cast;
    let (first, second, other) =
        (Program::of(house, &c.lin_mei), Program::of(house, &c.lin_mei), Program::of(house, &c.zhou_yuan));
    house.session(&c.lin_mei);
    house.session(&c.lin_mei);
    let all = first.get("/people/me/sessions").await;
    let left = first.delete(&format!("/people/me/sessions/{}", text(&all[0]["id"]))).await;
    assert_eq!(left.as_array().map(Vec::len), Some(1));
    let foreign = format!("/people/me/sessions/{}", text(&left[0]["id"]));
    other.refused("DELETE", &foreign, Value::Null, 404).await;
    assert_eq!(first.post("/people/me/log-out-everywhere", Value::Null).await["sessions"], 1);
    for gone in [&first, &second] {
        gone.refused("GET", "/people/me", Value::Null, 401).await;
    }
    other.get("/people/me").await;
}
