//! The pages, as strangers and as those who make the data meet them.

use axum::http::StatusCode;

use crate::world::{STORY, World};

testing::both_databases! {
    told STORY;

    fn everybody_finds_the_files_and_takes_them_along(world: World) {
        let (status, empty) = world.ask(None, "/open-data", None);
        assert_eq!(status, StatusCode::OK);
        assert!(String::from_utf8(empty).unwrap().contains("尚未生成"));
        let made = world.make();
        let page = String::from_utf8(world.ask(None, "/open-data?lang=en", None).1).unwrap();
        for file in &made {
            assert!(page.contains(&file.sha256) && page.contains(&format!("/open-data/latest/{}", file.name())));
        }
        assert!(page.contains("creativecommons.org") && !page.contains("Make it anew"));
        let stored = world.shelf().read_now(&made[4].sha256).unwrap();
        assert_eq!(world.ask(None, "/open-data/latest/projects.csv", None), (StatusCode::OK, stored.clone()));
        let version = format!("/open-data/files/{}/projects.csv", made[4].id);
        assert_eq!(world.ask(None, &version, None), (StatusCode::OK, stored));
        for wrong in ["/open-data/latest/people.csv", &version.replace("projects", "items")] {
            assert_eq!(world.ask(None, wrong, None).0, StatusCode::NOT_FOUND, "{wrong}");
        }
        let package: serde_json::Value = serde_json::from_slice(&world.ask(None, "/api/v1/open-data", None).1).unwrap();
        assert_eq!(package["resources"].as_array().unwrap().len(), made.len());
        assert_eq!(package["resources"][4]["path"], format!("http://xieyu.test{version}"));
    }

    fn the_dictionary_says_what_every_column_means(world: World) {
        for (path, says) in [("/open-data/dictionary", "数据字典"), ("/open-data/dictionary?lang=en", "Data dictionary")] {
            let (status, page) = world.ask(None, path, None);
            let page = String::from_utf8(page).unwrap();
            assert!(status == StatusCode::OK && page.contains(says) && page.contains("province_code") && page.contains("amountAwarded"));
        }
        let dictionary: serde_json::Value =
            serde_json::from_slice(&world.ask(None, "/open-data/dictionary.json", None).1).unwrap();
        for dataset in dictionary["datasets"].as_array().unwrap() {
            for column in dataset["columns"].as_array().unwrap() {
                assert!(["name", "type", "heading", "heading_en"].iter().all(|key| column[*key] != ""), "{column}");
            }
        }
    }

    fn the_office_makes_it_anew_and_nobody_else(world: World) {
        let (office, teacher) = (world.actor("wu.min"), world.actor("lin.mei"));
        let page = String::from_utf8(world.ask(Some(&office), "/open-data", None).1).unwrap();
        assert!(page.contains("立即重新生成"));
        assert_eq!(world.ask(Some(&teacher), "/open-data", Some("")).0, StatusCode::FORBIDDEN);
        assert_eq!(world.ask(Some(&office), "/open-data", Some("")).0, StatusCode::SEE_OTHER);
        assert_eq!(world.ask(Some(&office), "/open-data", Some("")).0, StatusCode::UNPROCESSABLE_ENTITY, "not twice within an hour");
        let acts = world.base.db.read_now(|tx| {
            tx.query::<(String, String)>("SELECT person_name, act FROM journal_entry WHERE act = 'open_data.make'", &[])
        });
        assert_eq!(acts.unwrap(), [("吴敏".to_owned(), "open_data.make".to_owned())]);
    }
}
