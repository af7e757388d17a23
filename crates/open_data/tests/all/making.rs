//! Files are whole, agree with each other, and are made once a night by one copy.

use open_data::{Settings, datasets, make_due};
use sha2::{Digest, Sha256};

use crate::world::{BASE, STORY, World};

fn nightly(db: &db::Db, world: &World) -> usize {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(make_due(db, &world.files, &Settings::default(), BASE)).unwrap()
}

testing::both_databases! {
    told STORY;

    fn every_dataset_is_whole_in_both_formats(world: World) {
        let made = world.make();
        let names: Vec<String> = made.iter().map(|file| file.name()).collect();
        assert_eq!(
            names,
            [
                "organisations.csv", "organisations.json", "items.csv", "items.json", "projects.csv", "projects.json",
                "filings.csv", "filings.json", "closings.csv", "closings.json",
                "listed-closings.csv", "listed-closings.json", "cases.csv", "cases.json", "grants-360giving.json",
            ]
        );
        for file in &made {
            let bytes = world.shelf().read_now(&file.sha256).unwrap();
            assert_eq!((bytes.len() as i64, hex::encode(Sha256::digest(&bytes))), (file.bytes, file.sha256.clone()));
        }
        for name in ["organisations", "items", "projects", "filings", "closings"] {
            let rows = world.rows(&made, &format!("{name}.json"));
            assert!(!rows.is_empty(), "{name} is empty");
            let csv = world.text(&made, &format!("{name}.csv"));
            let mut book = sheets::Book::open(std::io::Cursor::new(csv.into_bytes()), sheets::Limits::default()).unwrap();
            let mut lines = Vec::new();
            book.rows(0, |row| {
                lines.push(row.cells.iter().map(|cell| cell.text().into_owned()).collect::<Vec<_>>());
                Ok::<_, sheets::Refused>(std::ops::ControlFlow::Continue(()))
            })
            .unwrap();
            assert_eq!(lines.len(), rows.len() + 1, "{name}");
            // The same columns, named alike, in the dictionary, in csv and in JSON.
            let keys: Vec<String> = rows[0].as_object().unwrap().keys().cloned().collect();
            let mut heads = lines[0].clone();
            heads.sort();
            assert_eq!(heads, keys, "{name}");
        }
        let projects = world.base.db.read_now(|tx| tx.one::<(i64,)>("SELECT COUNT(*) FROM project", &[])).unwrap().0;
        assert_eq!(world.rows(&made, "projects.json").len() as i64, projects);
    }

    fn nothing_is_there_but_what_the_public_reads(world: World) {
        let made = world.make();
        let project = &world.rows(&made, "projects.json")[0];
        let keys: Vec<&str> = project.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(
            keys,
            [
                "enterprise", "enterprise_en", "enterprise_id", "established_on", "id", "link", "mode", "number", "pi",
                "province", "province_code", "state", "title", "type", "university", "university_en", "university_id", "year",
            ]
        );
        let states: Vec<String> =
            world.rows(&made, "organisations.json").iter().map(|row| row["state"].as_str().unwrap().to_owned()).collect();
        assert!(states.iter().all(|state| ["verified", "suspended", "imported"].contains(&state.as_str())), "{states:?}");
        for file in &made {
            let text = String::from_utf8(world.shelf().read_now(&file.sha256).unwrap()).unwrap();
            assert!(!text.contains("@demo.xieyu"), "{} names an address of a person", file.name());
        }
    }

    fn of_several_copies_one_makes_the_night_and_only_once(world: World) {
        let other = world.base.open_again();
        assert_eq!(nightly(&world.base.db, &world), 15);
        assert_eq!(nightly(&other, &world), 0);
        world.base.clock.move_to("2026-11-23T18:59:00Z".parse().unwrap());
        assert_eq!(nightly(&world.base.db, &world), 0, "one minute before three in Beijing it is still the same night");
        world.base.clock.move_to("2026-11-23T19:00:00Z".parse().unwrap());
        assert_eq!(nightly(&world.base.db, &world), 15);
        assert_eq!(nightly(&world.base.db, &world), 0);
        // A copy that claimed the night and is gone is waited for an hour, not for ever.
        world.base.clock.move_to("2026-11-24T19:30:00Z".parse().unwrap());
        let at = world.base.clock.now();
        world
            .base
            .db
            .write_now(move |tx| {
                tx.execute("INSERT INTO open_data_night (day, claimed_at) VALUES ($1, $2)", db::params!["2026-11-25", at])
            })
            .unwrap();
        assert_eq!(nightly(&world.base.db, &world), 0);
        world.base.clock.move_to("2026-11-24T20:31:00Z".parse().unwrap());
        assert_eq!(nightly(&world.base.db, &world), 15);
    }

    fn seven_makings_are_kept_and_older_bytes_are_gone(world: World) {
        let first = world.make();
        let grants = first.iter().find(|file| file.dataset == "grants-360giving").unwrap().clone();
        // Somebody brings the same bytes, as an import for example.
        let brought = world.files.keep_now(&world.shelf().read_now(&grants.sha256).unwrap()).unwrap();
        for day in 24..=30 {
            world.base.clock.move_to(format!("2026-11-{day}T02:00:00Z").parse().unwrap());
            world.make();
        }
        let kept = world.base.db.read_now(|tx| tx.one::<(i64,)>("SELECT COUNT(DISTINCT made_at) FROM open_data_file", &[]));
        assert_eq!(kept.unwrap(), (7,));
        // Its day stands in the package, so each making has bytes of its own; rows that stayed the same share theirs.
        assert!(world.shelf().read_now(&grants.sha256).is_err());
        assert!(brought == grants.sha256 && world.files.read_now(&brought).is_ok(), "what somebody brought stays");
        assert!(world.shelf().read_now(&first[0].sha256).is_ok());
    }

    fn of_one_day_only_the_latest_making_is_kept_so_that_clicks_use_nothing_up(world: World) {
        let mut last = Vec::new();
        for time in ["2026-11-22T02:00:00Z", "2026-11-23T02:00:00Z", "2026-11-23T05:00:00Z", "2026-11-23T15:59:00Z", "2026-11-23T16:01:00Z"] {
            world.base.clock.move_to(time.parse().unwrap());
            last = world.make();
        }
        let kept = world.base.db.read_now(|tx| tx.query::<(kernel::Instant,)>("SELECT DISTINCT made_at FROM open_data_file ORDER BY made_at", &[]));
        let kept: Vec<String> = kept.unwrap().into_iter().map(|(at,)| at.to_string()).collect();
        // In Beijing the last of them is of the next day.
        assert_eq!(kept, ["2026-11-22T02:00:00.000Z", "2026-11-23T15:59:00.000Z", "2026-11-23T16:01:00.000Z"]);
        assert!(last.iter().all(|file| world.shelf().read_now(&file.sha256).is_ok()));
    }

    fn by_hand_it_is_made_once_an_hour_and_one_at_a_time_over_all_copies(world: World) {
        let (office, other) = (world.actor("wu.min"), world.base.open_again());
        let by_hand = |db: &db::Db| open_data::make_by_hand(db, &world.files, &world.settings, BASE, &office);
        let said = |refused: Result<Vec<open_data::OpenFile>, kernel::Refusal>| refused.unwrap_err().breaches()[0].said.en.clone();
        let soon = "By hand the data are made once an hour at most, and the last time is less than an hour ago";
        assert_eq!(by_hand(&world.base.db).unwrap().len(), 15);
        assert_eq!(said(by_hand(&other)), soon);
        world.base.clock.move_to("2026-11-23T02:59:59Z".parse().unwrap());
        assert_eq!(said(by_hand(&other)), soon);
        assert_eq!(nightly(&other, &world), 15, "the night does not wait for that hour");
        world.base.clock.move_to("2026-11-23T03:00:00Z".parse().unwrap());
        assert_eq!(by_hand(&other).unwrap().len(), 15);

        // Another copy is at it: neither a hand nor the night begins beside it, until it is given up.
        world.base.clock.move_to("2026-11-24T05:00:00Z".parse().unwrap());
        let until: kernel::Instant = "2026-11-24T05:40:00Z".parse().unwrap();
        world.base.db.write_now(move |tx| tx.execute("UPDATE open_data_turn SET busy_until = $1", db::params![until])).unwrap();
        assert_eq!(said(by_hand(&world.base.db)), "The data are being made right now; look again in a while");
        assert_eq!(nightly(&world.base.db, &world), 0);
        world.base.clock.move_to(until);
        assert_eq!(nightly(&world.base.db, &world), 15);
        assert_eq!(by_hand(&world.base.db).unwrap().len(), 15);
    }

    fn a_folder_holds_everything_with_its_description(world: World) {
        let folder = tempfile::tempdir().unwrap();
        let made = open_data::write_folder(&world.base.db, folder.path(), &world.settings, BASE).unwrap();
        assert_eq!(made.len(), 15);
        let read = |name: &str| -> serde_json::Value {
            serde_json::from_str(&std::fs::read_to_string(folder.path().join(name)).unwrap()).unwrap()
        };
        let package = read("datapackage.json");
        for (resource, file) in package["resources"].as_array().unwrap().iter().zip(&made) {
            assert_eq!(resource["path"], file.name());
            assert_eq!(resource["hash"], format!("sha256:{}", file.sha256));
            let bytes = std::fs::read(folder.path().join(file.name())).unwrap();
            assert_eq!(hex::encode(Sha256::digest(&bytes)), file.sha256);
        }
        let dictionary = read("dictionary.json");
        assert_eq!(dictionary["datasets"].as_array().unwrap().len(), datasets().len());
    }
}
