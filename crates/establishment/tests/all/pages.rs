use agreements::state::State;
use kernel::Mode;

use crate::house::House;
use crate::world::World;

testing::both_databases! {
    with [directory::MIGRATIONS, journal::MIGRATIONS, files::MIGRATIONS, mail::MIGRATIONS, rulesets::MIGRATIONS, limits::MIGRATIONS,
        guidelines::MIGRATIONS, applications::MIGRATIONS, agreements::MIGRATIONS, projects::MIGRATIONS, funding::MIGRATIONS];

    fn the_university_looks_before_it_files(world: World) {
        let agreed = world.agreed(Mode::Rolling, &world.cast.lin_mei, "光电检测课程共建");
        world.runs(&world.cast.lin_mei, 1);
        let house = House::of(&world);
        let path = agreements::paths::establish(agreed.id);
        let (status, page) = house.get("wang", &path);
        insta::assert_snapshot!("look_before_filing", format!("{status}\n{page}"));
        assert!(house.get("zhao", &path).1.contains("由该校高校管理员办理"));
        assert_eq!(house.get("xu", &path).0, 404);
        assert_eq!((house.post("zhao", &path, &[]).0, house.post("wang", &path, &[]).0), (403, 303));
        assert_eq!((world.get(agreed.id).state, house.post("wang", &path, &[]).0), (State::Established, 409));
    }

    fn a_full_limit_blocks_the_button_and_the_refusal_says_why(world: World) {
        let agreed = world.agreed(Mode::Rolling, &world.cast.lin_mei, "光电检测课程共建");
        world.runs(&world.cast.lin_mei, 3);
        let house = House::of(&world);
        let path = agreements::paths::establish(agreed.id);
        assert!(house.get("wang", &path).1.contains("aria-disabled=\"true\""));
        let (status, page) = house.post("wang", &path, &[]);
        assert_eq!((status, page.contains("A-02"), page.contains("3 个在研项目")), (422, true, true));
    }

    fn a_list_goes_from_preview_to_publication(world: World) {
        world.at("2022-06-01", 9, 0);
        let one = world.reported(&world.cast.lin_mei, "光电检测课程共建");
        world.agreed(Mode::Legacy, &world.cast.zhou_yuan, "未上报的项目");
        let house = House::of(&world);
        insta::assert_snapshot!("rounds", house.get("wu", "/establishment").1);
        let plan = establishment::paths::plan(one.round_id, 1);
        let (status, page) = house.get("wu", &plan);
        insta::assert_snapshot!("preview", format!("{status}\n{}", without_digest(&page)));
        assert_eq!(house.post("wu", &plan, &[("seen", "an old preview")]).0, 409);
        let seen = value_of(&page, "seen");
        assert_eq!(house.post("feng", &plan, &[("seen", &seen)]).0, 403);
        assert_eq!(house.post("wu", &plan, &[("seen", &seen)]).0, 303);
        let list = world.read(|tx| Ok(establishment::lists(tx)?))[0].id;
        let (_, page) = house.get("feng", &establishment::paths::list(list));
        insta::assert_snapshot!("list_to_publish", without_digest(&page));
        let publish = establishment::paths::publish(list);
        let (status, page) = house.post("feng", &publish, &[("seen", &seen), ("document_number", "八号")]);
        assert_eq!((status, page.contains("八号"), page.contains("教高司函〔2021〕14号")), (422, true, true));
        assert_eq!(house.post("feng", &publish, &[("seen", &seen), ("document_number", "教高司函〔2022〕8号")]).0, 303);
        assert_eq!(world.get(one.id).state, State::Established);
        let (_, page) = house.get("wu", &establishment::paths::list(list));
        insta::assert_snapshot!("published_list", page);
    }

    fn in_english_nothing_but_what_people_typed_is_chinese(world: World) {
        world.at("2022-06-01", 9, 0);
        let one = world.reported(&world.cast.lin_mei, "光电检测课程共建");
        let house = House::of(&world);
        let seen = value_of(&house.get("wu", &establishment::paths::plan(one.round_id, 1)).1, "seen");
        house.post("wu", &establishment::paths::plan(one.round_id, 1), &[("seen", &seen)]);
        let list = world.read(|tx| Ok(establishment::lists(tx)?))[0].id;
        let pages = ["/establishment".to_owned(), establishment::paths::plan(one.round_id, 1), establishment::paths::list(list),
            establishment::paths::missed(one.round_id), agreements::paths::establish(one.id)];
        for path in pages {
            let (_, page) = house.get("feng", &format!("{path}?lang=en"));
            let typed = ["光电检测课程共建", "子午光电科技有限公司", "南江大学", "林梅", "吴敏", "2022年5月", "教高司函〔2021〕14号"];
            let left = typed.into_iter().fold(page, |page, known| page.replace(known, ""));
            let chinese: String = left.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).collect();
            assert_eq!(chinese, "", "{path}");
        }
    }

    fn others_do_not_learn_of_lists(world: World) {
        let house = House::of(&world);
        assert_eq!((house.get("wang", "/establishment").0, house.get("feng", "/establishment").0), (403, 200));
    }

    fn the_api_does_the_same_as_the_pages(world: World) {
        let agreed = world.agreed(Mode::Rolling, &world.cast.lin_mei, "光电检测课程共建");
        let house = House::of(&world);
        let path = format!("/api/v1/agreements/{}/establish", agreed.id);
        assert_eq!((house.api("zhao", "POST", &path, "").0, house.api("xu", "POST", &path, "").0), (403, 404));
        assert_eq!((house.api("wang", "POST", &path, "").0, house.api("wang", "POST", &path, "").0), (201, 409));
        assert_eq!((house.api("wu", "GET", "/api/v1/establishment/lists", "").0, house.api("lin", "GET", "/api/v1/establishment/lists", "").0), (200, 404));
    }
}

/// The value of a hidden field.
fn value_of(page: &str, name: &str) -> String {
    let from = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_default();
    from.split('"').next().unwrap_or_default().to_owned()
}

/// A digest goes by the ids, which differ from run to run.
fn without_digest(page: &str) -> String {
    let digest = value_of(page, "seen");
    if digest.is_empty() { page.to_owned() } else { page.replace(&digest, "DIGEST") }
}
