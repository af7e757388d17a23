//! S-2: denied by default. Every route stands in `access.txt`, and its gate does what it says for everybody.

use std::fmt::Write;

use axum::http::{Method, StatusCode};
use kernel::{Actor, Word};
use web::{Access, Route};

use crate::house::House;

/// Where the list lies, seen from this crate.
const LIST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/access.txt");

fn list() -> String {
    let routes = xieyu::site::routes();
    let mut lines: Vec<String> =
        routes.table().iter().map(|r| format!("{:<6} {:<64} {}", r.method.as_str(), r.path, r.access)).collect();
    lines.extend(web::OWN_DOORS.map(|path| format!("{:<6} {path:<64} {}", "GET", Access::Public)));
    lines.sort_by_key(|line| (line[7..].to_owned(), line[..7].to_owned()));
    lines.join("\n") + "\n"
}

#[test]
fn s_2_every_route_stands_in_the_access_list() {
    if std::env::var_os("XIEYU_WRITE").is_some() {
        std::fs::write(LIST, list()).expect("the list can be written");
    }
    let written = std::fs::read_to_string(LIST).unwrap_or_default();
    assert!(
        written == list(),
        "app/access.txt is stale. Look at the change of rights with: XIEYU_WRITE=1 cargo test -p xieyu; git diff app/access.txt"
    );
}

/// The address with made-up parts: an id nobody has.
fn address(route: &Route) -> String {
    let part =
        |p: &str| if p.starts_with('{') { "0190f5d8-0000-7000-8000-000000000000".to_owned() } else { p.to_owned() };
    route.path.split('/').map(part).collect::<Vec<_>>().join("/")
}

fn may_knock(access: Access, actor: Option<&Actor>) -> bool {
    match access {
        Access::Public => true,
        Access::SignedIn => actor.is_some(),
        Access::Roles(roles) => actor.and_then(Actor::role).is_some_and(|role| roles.contains(&role)),
        Access::Token(_) | Access::Demo => false,
    }
}

fn name(actor: Option<&Actor>) -> &'static str {
    actor.and_then(Actor::role).map_or("a stranger", |role| role.word())
}

/// What the gate must answer to somebody who may not knock.
fn refused(route: &Route, actor: Option<&Actor>) -> &'static [StatusCode] {
    match (route.access, actor) {
        (Access::Token(_), _) => &[StatusCode::UNAUTHORIZED],
        (Access::Demo, _) => &[StatusCode::NOT_FOUND],
        (_, Some(_)) => &[StatusCode::FORBIDDEN],
        (_, None) if route.method == Method::GET => &[StatusCode::SEE_OTHER],
        (_, None) => &[StatusCode::UNAUTHORIZED],
    }
}

#[test]
fn s_2_the_gate_of_every_route_holds_for_every_role() {
    let house = House::new();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let mut wrong = String::new();
    for actor in std::iter::once(None).chain(house.everybody().into_iter().map(Some)) {
        let session = actor.as_ref().map(|a| house.session(a));
        for route in xieyu::site::routes().table() {
            if may_knock(route.access, actor.as_ref()) {
                continue;
            }
            // Without a form token nothing can happen even if the gate were open; then the answer would be another one.
            let answer = runtime.block_on(house.ask(&route.method, &address(route), session.as_deref(), String::new()));
            if !refused(route, actor.as_ref()).contains(&answer.status()) {
                let _ = writeln!(
                    wrong,
                    "{} {} for {}: {}",
                    route.method,
                    route.path,
                    name(actor.as_ref()),
                    answer.status()
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn no_route_fails_on_an_empty_form_or_an_unknown_id() {
    let house = House::new();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let mut wrong = String::new();
    for actor in house.everybody() {
        for route in xieyu::site::routes().table() {
            if !may_knock(route.access, Some(&actor)) {
                continue;
            }
            let session = house.session(&actor); // some routes end the session
            let body = format!("_csrf={}", web::csrf_of(&session));
            let answer = runtime.block_on(house.ask(&route.method, &address(route), Some(&session), body));
            if answer.status().is_server_error() {
                let _ =
                    writeln!(wrong, "{} {} for {}: {}", route.method, route.path, name(Some(&actor)), answer.status());
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
