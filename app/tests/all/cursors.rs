//! Whoever follows the pages of a list and gives a place that is none is told so, and is not sent to the first page.

use axum::http::Method;

use crate::house::House;

const PAGES: [&str; 19] = [
    "/organisations",
    "/guidelines",
    "/panels",
    "/items",
    "/applications",
    "/agreements",
    "/projects",
    "/funding",
    "/closings",
    "/cases",
    "/cases/entries",
    "/awards",
    "/imports",
    "/meetings",
    "/search",
    "/messages",
    "/letters",
    "/announcements",
    "/organisations/{id}/people",
];

/// Addresses of the API's lists that have pages, as its own description names them.
fn lists(document: &serde_json::Value) -> Vec<String> {
    let paths = document["paths"].as_object().expect("paths");
    let has_pages = |operation: &serde_json::Value| {
        let parameters = operation["get"]["parameters"].as_array();
        parameters.is_some_and(|all| all.iter().any(|parameter| parameter["name"] == "after"))
    };
    paths.iter().filter(|(_, operation)| has_pages(operation)).map(|(path, _)| path.clone()).collect()
}

/// The id of a list that waits to be looked through.
fn brought(house: &House, office: &kernel::Actor) -> String {
    let (office, new) = (
        office.clone(),
        imports::actions::NewImport {
            subject: imports::Subject::People,
            file_name: "people.csv".into(),
            sha256: "0".repeat(64),
            bytes: 1,
            how: imports::HowToRead::default(),
            settings: imports::Settings::default(),
        },
    );
    house.act(move |tx| Ok(imports::actions::upload(tx, &office, &new)?.id.to_string()))
}

/// The id of a webhook of the office.
fn registered(house: &House, office: &kernel::Actor) -> String {
    let (office, new) = (
        office.clone(),
        webhooks::NewWebhook { url: "https://example.edu.cn/hook".into(), kinds: vec!["project.start".into()] },
    );
    house.act(move |tx| Ok(webhooks::create(tx, &office, &new, webhooks::Settings::default())?.0.id.to_string()))
}

/// The id of an announcement that is being written.
fn announced(house: &House, office: &kernel::Actor) -> String {
    use messages::announcement::{Both, Draft};
    let text = || Both { zh: "通知".into(), en: "News".into() };
    let draft = Draft { subject: text(), body: text(), ..Draft::default() };
    let office = office.clone();
    house.act(move |tx| Ok(messages::announcement::create(tx, &office, &draft)?.id.to_string()))
}

/// The id of a meeting with registration, negotiations and a live channel.
fn held(house: &House, office: &kernel::Actor) -> String {
    use meetings::{Words, actions::MeetingDraft};
    let office = office.clone();
    house.act(move |tx| {
        let day = tx.now().day().plus_days(30);
        let draft = MeetingDraft {
            title: Words { zh: "对接会".into(), en: "Meeting".into() },
            place: Words::default(),
            about: Words::default(),
            first_on: day,
            last_on: day,
            change_minutes: None,
        };
        let meeting = meetings::actions::create(tx, &office, &draft)?.id;
        negotiations::actions::set_up(tx, &office, meeting, 0, Default::default())?;
        let opening = registrations::actions::OpeningDraft {
            opens_at: tx.now(),
            closes_at: day.begins(),
            offer_hours: 48,
            places: Vec::new(),
        };
        registrations::actions::open(tx, &office, meeting, 0, &opening)?;
        let channel = live::actions::ChannelDraft {
            code: "main".into(),
            name: Words { zh: "主会场".into(), en: String::new() },
            hall_id: None,
            language: live::kinds::Tongue::Floor,
            audience: live::kinds::Audience::Everybody,
        };
        live::actions::add_channel(tx, &office, meeting, &channel)?;
        Ok(meeting.to_string())
    })
}

#[test]
fn a_place_in_a_list_that_is_none_is_refused_by_every_list() {
    let house = House::new();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let ask = |path: &str, session: Option<&str>, token: Option<&str>| {
        runtime.block_on(async {
            let mut request = axum::http::Request::builder().method(Method::GET).uri(path);
            request = match (session, token) {
                (Some(session), _) => request.header("cookie", format!("xieyu_session={session}")),
                (None, Some(token)) => request.header("authorization", format!("Bearer {token}")),
                (None, None) => request,
            };
            let answer = house.send(request.body(axum::body::Body::empty()).expect("a request")).await;
            let status = answer.status().as_u16();
            let bytes = axum::body::to_bytes(answer.into_body(), 1 << 22).await.expect("a body");
            (status, String::from_utf8_lossy(&bytes).into_owned())
        })
    };
    let office = house.cast.wu_min.clone();
    let university = office.hat.as_ref().expect("a role").organisation_id.to_string();
    let (import, webhook) = (brought(&house, &office), registered(&house, &office));
    let (announcement, meeting) = (announced(&house, &office), held(&house, &office));
    let session = house.session(&office);
    for page in PAGES {
        let path = page.replace("{id}", &university);
        let (status, body) = ask(&format!("{path}?after=seven"), Some(&session), None);
        assert!(status == 422 && body.contains("无法识别这个翻页位置"), "{path}: {status}");
        assert_eq!(ask(&format!("{path}?after="), Some(&session), None).0, 200, "{path}");
    }
    let scopes: Vec<&str> = all_scopes();
    let token = house.token(&office, &scopes);
    let document = serde_json::from_str(&ask("/api/v1/openapi.json", None, None).1).expect("JSON");
    let lists = lists(&document);
    assert!(lists.len() >= 8, "{lists:?}");
    for path in lists {
        let id =
            match path.split('/').find(|part| matches!(*part, "imports" | "webhooks" | "announcements" | "meetings")) {
                Some("imports") => &import,
                Some("webhooks") => &webhook,
                Some("meetings") => &meeting,
                Some(_) => &announcement,
                None => &university,
            };
        let path = path.replace("{id}", id).replace("{code}", "main");
        let full = if path.starts_with("/api") { path } else { format!("/api/v1{path}") };
        let (status, body) = ask(&format!("{full}?after=seven"), None, Some(&token));
        assert!(status == 422 && body.contains("\"field\":\"after\""), "{full}: {status} {body}");
        assert_eq!(ask(&format!("{full}?after="), None, Some(&token)).0, 200, "{full}");
    }
}

/// Every scope a token may have.
fn all_scopes() -> Vec<&'static str> {
    let routes = xieyu::site::routes();
    let scopes = routes.table().iter().filter_map(|route| match route.access {
        web::Access::Token(scope) => Some(scope),
        _ => None,
    });
    let mut scopes: Vec<&'static str> = scopes.collect();
    scopes.sort_unstable();
    scopes.dedup();
    scopes
}
