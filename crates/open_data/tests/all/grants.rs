//! The package of 360Giving. Its published schema lies in no registry of packages that tests may ask, so what it asks for was read
//! and is checked here by hand; `docs/open-data.md` says so.

use serde_json::Value;

use crate::world::{BASE, STORY, World};

type IsRight = fn(&Value) -> bool;

/// What the schema calls required, with the type it asks for.
const REQUIRED: [(&str, IsRight); 8] = [
    ("id", Value::is_string),
    ("title", Value::is_string),
    ("description", Value::is_string),
    ("currency", Value::is_string),
    ("amountAwarded", Value::is_number),
    ("awardDate", Value::is_string),
    ("recipientOrganization", Value::is_array),
    ("fundingOrganization", Value::is_array),
];
/// All fields that it knows and we write.
const KNOWN: [&str; 13] = [
    "amountAwarded",
    "awardDate",
    "beneficiaryLocation",
    "currency",
    "dataSource",
    "description",
    "fromOpenCall",
    "fundingOrganization",
    "grantProgramme",
    "id",
    "recipientOrganization",
    "title",
    "url",
];

/// `YYYY-MM-DD`
fn is_day(text: &str) -> bool {
    text.len() == 10 && text.parse::<kernel::Day>().is_ok()
}
fn is_uri(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.parse::<axum::http::Uri>().is_ok_and(|uri| uri.scheme().is_some()))
}

testing::both_databases! {
    told STORY;

    fn the_package_is_as_its_schema_asks(world: World) {
        let made = world.make();
        let package: Value = serde_json::from_str(&world.text(&made, "grants-360giving.json")).unwrap();
        assert!(is_day(package["issued"].as_str().unwrap()));
        assert!(package["publisher"]["name"].is_string() && is_uri(&package["publisher"]["website"]));
        assert!(is_uri(&package["license"]) && is_uri(&package["downloadURL"]) && is_uri(&package["accessURL"]));
        let grants = package["grants"].as_array().unwrap();
        assert!(!grants.is_empty());
        let mut ids = Vec::new();
        for grant in grants {
            for (field, is_right) in REQUIRED {
                assert!(is_right(&grant[field]), "{field} of {grant}");
            }
            assert!(grant.as_object().unwrap().keys().all(|key| KNOWN.contains(&key.as_str())), "{grant}");
            assert_eq!((grant["currency"].as_str(), grant["fromOpenCall"].as_str()), (Some("CNY"), Some("Yes")));
            assert!(grant["title"].as_str().unwrap().chars().count() <= 140);
            assert!(is_day(grant["awardDate"].as_str().unwrap()) && is_uri(&grant["url"]) && is_uri(&grant["dataSource"]));
            for organisation in ["recipientOrganization", "fundingOrganization"].map(|key| &grant[key][0]) {
                assert!(organisation["id"].is_string() && organisation["name"].is_string(), "{grant}");
            }
            assert_eq!(grant["beneficiaryLocation"][0]["countryCode"], "CN");
            ids.push(grant["id"].as_str().unwrap().to_owned());
        }
        let all = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), all, "no identifier comes twice");
    }

    fn amounts_are_those_the_published_items_name(world: World) {
        let made = world.make();
        let text = world.text(&made, "grants-360giving.json");
        let package: Value = serde_json::from_str(&text).unwrap();
        let (number, cash, code) = world
            .base
            .db
            .read_now(|tx| {
                let sql = "SELECT project.number, item.cash_each, organisation.code FROM project JOIN item ON item.id = project.item_id \
                           JOIN organisation ON organisation.id = project.enterprise_id ORDER BY project.year DESC, project.id DESC LIMIT 1";
                tx.one::<(String, kernel::Money, String)>(sql, &[])
            })
            .unwrap();
        let grant = &package["grants"][0];
        assert_eq!(grant["id"], format!("xieyu-{number}"));
        let first = text.lines().nth(1).unwrap();
        assert!(first.starts_with(&format!("{{\"amountAwarded\":{},", cash.plain())), "{first}");
        assert_eq!(grant["fundingOrganization"][0]["id"], format!("CN-USCI-{code}"));
        let project = grant["url"].as_str().unwrap().strip_prefix(BASE).unwrap();
        assert!(project.starts_with("/projects/"));
    }
}
