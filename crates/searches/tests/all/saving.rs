//! Saved searches: told by mail, at once or every morning, and read as a feed by an address that can be taken back.

use kernel::{Actor, Day, Instant, OrganisationId, Refusal, RowId};
use searches::{NewSearch, Notify, SavedSearch};

use crate::site::{Doors, stranger};
use crate::world::{STORY, World, words};

/// Keeps a search for somebody.
fn save(world: &World, name: &str, typed: &str, notify: Notify) -> SavedSearch {
    let actor = world.actor(name);
    let new = NewSearch { name: format!("关于 {typed}"), wanted: words(typed), notify };
    world.act(move |tx| searches::save(tx, &actor, &new)).expect("kept")
}

/// A new enterprise that has just been verified.
fn appears(world: &World, name: &str) {
    let name = name.to_owned();
    world.base.clock.move_to(world.base.clock.now().plus_seconds(60));
    world.done(move |tx| {
        let now = tx.now();
        let known: directory::Organisation = db::list(tx, "WHERE name_en LIKE 'Bluebrook%'", &[])?.swap_remove(0);
        let id = OrganisationId::at(now);
        db::insert(tx, &directory::Organisation { id, name, code: None, state_since: now, created_at: now, ..known })?;
        journal::record(tx, journal::Act::new(&Actor::system(), "organisation", id.0, "verify"));
        Ok::<_, Refusal>(())
    });
}

/// Lets half a minute pass and the letters be written; answers how many.
fn told(world: &World) -> u64 {
    told_after(world, 30)
}

fn told_after(world: &World, seconds: i64) -> u64 {
    world.base.clock.move_to(world.base.clock.now().plus_seconds(seconds));
    world.follow();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(searches::tell_due(&world.search, &world.base.db)).expect("told")
}

/// Subjects of letters about saved searches, the latest first.
fn letters(world: &World) -> Vec<String> {
    letters_of(world).into_iter().map(|letter| letter.subject).collect()
}

fn letters_of(world: &World) -> Vec<mail::Letter> {
    let letters = world.act(|tx| Ok::<_, Refusal>(mail::recent(tx, 200)?)).expect("the outbox");
    letters.into_iter().filter(|letter| letter.kind == "saved_search.new").collect()
}

testing::both_databases! {
    told STORY;

    fn something_new_is_told_once_and_what_was_there_never(world: World) {
        save(&world, "lin.mei", "kind:单位 深空", Notify::AtOnce);
        save(&world, "lin.mei", "kind:单位 蓝溪", Notify::AtOnce);
        assert_eq!((told(&world), letters(&world)), (0, vec![]));
        appears(&world, "深空测控有限公司");
        assert_eq!(told(&world), 1);
        assert_eq!(told(&world), 0);
        let letter = letters_of(&world).swap_remove(0);
        assert_eq!(letter.subject, "“关于 kind:单位 深空”有 1 条新结果");
        assert!(letter.body.contains("深空测控有限公司"), "{}", letter.body);
        assert!(letter.link.starts_with("/search?q=kind"), "{}", letter.link);
        appears(&world, "深空通信有限公司");
        appears(&world, "深空材料有限公司");
        assert_eq!((told(&world), letters(&world)[0].as_str()), (1, "“关于 kind:单位 深空”有 2 条新结果"));
    }

    fn what_appeared_a_moment_ago_is_told_once_however_often_is_looked(world: World) {
        save(&world, "lin.mei", "kind:单位 深空", Notify::AtOnce);
        told(&world);
        appears(&world, "深空测控有限公司");
        world.follow();
        // Looked for every second: the moment it is told in comes once.
        let looks: Vec<u64> = (0..12).map(|_| told_after(&world, 1)).collect();
        assert_eq!((looks.iter().sum::<u64>(), letters(&world).len()), (1, 1), "{looks:?}");
        appears(&world, "深空通信有限公司");
        let looks: Vec<u64> = (0..12).map(|_| told_after(&world, 1)).collect();
        assert_eq!(looks.iter().sum::<u64>(), 1, "{looks:?}");
        assert_eq!(letters(&world)[0], "“关于 kind:单位 深空”有 1 条新结果");
    }

    fn once_a_day_means_in_the_morning_and_nothing_means_nothing(world: World) {
        save(&world, "lin.mei", "深空", Notify::Daily);
        save(&world, "zhou.yuan", "深空", Notify::None);
        appears(&world, "深空测控有限公司");
        assert_eq!(told(&world), 0, "it is past eight");
        world.base.clock.move_to(Instant::beijing(Day::new(2026, 11, 24).expect("a day"), 7, 59, 0));
        assert_eq!(told(&world), 0);
        world.base.clock.move_to(Instant::beijing(Day::new(2026, 11, 24).expect("a day"), 8, 1, 0));
        assert_eq!((told(&world), told(&world)), (1, 0));
        assert_eq!(letters(&world), ["“关于 深空”有 1 条新结果"]);
    }

    fn a_search_looks_with_the_rights_of_the_role_it_was_saved_in_and_of_no_other_time(world: World) {
        let saved = save(&world, "wang.jianguo", "kind:人员 新教师", Notify::AtOnce);
        let added = world.actor("lin.mei");
        world.base.clock.move_to(world.base.clock.now().plus_seconds(60));
        world.done(move |tx| {
            let now = tx.now();
            let known = directory::memberships_of(tx, added.person_id)?.swap_remove(0);
            let id = kernel::MembershipId::at(now);
            let membership = directory::Membership { id, role: kernel::Role::Student, school: "新教师中心".into(), created_at: now, ..known };
            db::insert(tx, &membership)?;
            journal::record(tx, journal::Act::new(&Actor::system(), "membership", id.0, "request"));
            Ok::<_, Refusal>(())
        });
        let membership = saved.membership_id.expect("saved in a role");
        world.act(move |tx| {
            tx.execute("UPDATE membership SET state = 'ended' WHERE id = $1", db::params![membership])?;
            Ok::<_, Refusal>(())
        }).expect("written");
        assert_eq!(told(&world), 0, "the role is over");
        world.act(move |tx| {
            tx.execute("UPDATE membership SET state = 'active' WHERE id = $1", db::params![membership])?;
            Ok::<_, Refusal>(())
        }).expect("written");
        assert_eq!(told(&world), 1);
    }

    fn a_feed_is_read_by_its_secret_address_until_it_is_taken_back(world: World) {
        let saved = save(&world, "lin.mei", "kind:project 激光", Notify::None);
        let made = world.post("lin.mei", &format!("/searches/{}/feed", saved.id), &[("feed", "make")]);
        let address = made.body.split("http://xieyu.test").find(|part| part.starts_with("/feeds/")).expect("an address");
        let address: String = address.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect();
        world.get(crate::site::session("lin.mei"), "/searches").lacks(&address);
        let feed = world.get(stranger(), &address);
        assert_eq!((feed.status, feed.head["content-type"].to_str().ok()), (200, Some("application/atom+xml; charset=utf-8")));
        feed.holds("<title>激光原理与应用课程的案例化改革</title>");
        assert_eq!(world.get(stranger(), "/feeds/0000").status, 404);
        let made = world.call("lin.mei search:read search:write", "POST", &format!("/api/v1/saved-searches/{}/feed", saved.id), &serde_json::json!({}));
        let second = made.json()["address"].as_str().expect("an address").trim_start_matches("http://xieyu.test").to_owned();
        assert_eq!((world.get(stranger(), &address).status, world.get(stranger(), &second).status), (404, 200));
        world.post("lin.mei", &format!("/searches/{}/feed", saved.id), &[("feed", "revoke")]);
        assert_eq!(world.get(stranger(), &second).status, 404);
    }

    fn a_saved_search_is_its_owners_alone(world: World) {
        let saved = save(&world, "lin.mei", "激光", Notify::None);
        let (rival, id) = (world.actor("xu.lan"), saved.id);
        let refused = |done: Result<(), Refusal>| assert!(matches!(done, Err(Refusal::NotFound)), "{done:?}");
        let other = rival.clone();
        refused(world.act(move |tx| searches::delete(tx, &other, id)));
        let other = rival.clone();
        refused(world.act(move |tx| searches::update(tx, &other, id, "x", Notify::AtOnce).map(drop)));
        let other = rival.clone();
        refused(world.act(move |tx| searches::make_feed(tx, &other, id).map(drop)));
        refused(world.act(move |tx| searches::revoke_feed(tx, &rival, RowId(id.0)).map(drop)));
        world.get(crate::site::session("xu.lan"), "/searches").lacks("关于 激光");
    }

    fn programs_keep_change_and_delete_searches_as_pages_do(world: World) {
        let words = "lin.mei search:read search:write";
        let new = serde_json::json!({ "name": "激光", "query": "q=%E6%BF%80%E5%85%89&kind=project", "notify": "daily" });
        let kept = world.call(words, "POST", "/api/v1/saved-searches", &new);
        assert_eq!(kept.status, 201, "{}", kept.body);
        let id = kept.json()["id"].as_str().expect("an id").to_owned();
        assert_eq!(kept.location(), format!("/api/v1/saved-searches/{id}"));
        let change = serde_json::json!({ "name": "激光项目", "notify": "none" });
        let changed = world.call(words, "PUT", &format!("/api/v1/saved-searches/{id}"), &change).json();
        assert_eq!((changed["name"].as_str(), changed["notify"].as_str()), (Some("激光项目"), Some("none")));
        assert_eq!(world.get(crate::site::token(words), "/api/v1/saved-searches").json().as_array().map(Vec::len), Some(1));
        for (query, notify) in [("q=year:x", "daily"), ("", "daily"), ("year=abc", "daily"), ("q=a&after=x", "daily")] {
            let new = serde_json::json!({ "name": "x", "query": query, "notify": notify });
            assert_eq!(world.call(words, "POST", "/api/v1/saved-searches", &new).status, 422, "{query}");
        }
        assert_eq!(world.call("lin.mei search:read", "DELETE", &format!("/api/v1/saved-searches/{id}"), &change).status, 403);
        assert_eq!(world.call(words, "DELETE", &format!("/api/v1/saved-searches/{id}"), &change).json(), serde_json::json!([]));
    }
}
