//! What the page and the API say, in both languages, with and without JavaScript.

use serde_json::json;

use crate::site::{Asker, Doors, at, search, session, stranger, token};
use crate::world::{STORY, World};

testing::both_databases! {
    told STORY;

    fn the_page_shows_hits_numbers_and_links_to_narrow_them(world: World) {
        let page = world.get(stranger(), &search("激光"));
        assert_eq!(page.status, 200);
        page.holds("<mark>激光</mark>原理与应用课程的案例化改革");
        page.holds("条结果");
        page.holds("缩小范围");
        page.holds("href=\"/search?q=%E6%BF%80%E5%85%89&amp;kind=project\"");
        page.lacks("保存此搜索");
        world.get(session("lin.mei"), &search("激光")).holds("保存此搜索");
        let english = world.get(stranger(), &at("/search", &[("q", "激光"), ("lang", "en")]));
        english.holds(" results");
        english.holds("Narrow down");
        let chosen = world.get(stranger(), &at("/search", &[("q", "激光"), ("kind", "project"), ("mode", "legacy")]));
        chosen.holds("取消此条件");
        chosen.holds("清除全部条件");
        world.get(stranger(), &search("无此内容之词")).holds("没有找到");
        world.get(stranger(), &search("meridan")).holds("最为接近");
    }

    fn a_page_that_waits_for_the_index_is_sent_a_part_of_itself(world: World) {
        let part = world.get(Asker { by_htmx: true, ..stranger() }, &search("激光"));
        assert!(part.body.starts_with("<div id=\"search-found\">"), "{}", part.body);
        part.lacks("<html");
    }

    fn what_cannot_be_read_is_pointed_at(world: World) {
        let page = world.get(stranger(), &search("课程 type:T9"));
        assert_eq!(page.status, 422);
        page.holds("<pre class=\"search-fault\">课程 type:T9\n          ^^</pre>");
        page.holds("value=\"课程 type:T9\"");
        let answer = world.get(stranger(), &at("/api/v1/search", &[("q", " 课程 year:2023..2021")]));
        assert_eq!(answer.status, 422);
        assert_eq!(answer.head["content-type"], "application/problem+json");
        let said = answer.json();
        assert_eq!(
            (&said["type"], &said["column"], &said["length"], &said["problems"][0]["field"]),
            (&json!("urn:xieyu:problem:search-syntax"), &json!(10), &json!(10), &json!("q"))
        );
        assert_eq!(said["pointed"], " 课程 year:2023..2021\n           ^^^^^^^^^^");
    }

    fn conditions_and_places_that_are_none_are_refused(world: World) {
        for (name, value) in [("kind", "x"), ("year", "20"), ("type", "T7"), ("province", "99"), ("state", "x"), ("mode", "x"),
            ("enterprise", "x"), ("university", "1"), ("order", "oldest"), ("after", "x")] {
            for path in ["/search", "/api/v1/search"] {
                let answer = world.get(stranger(), &at(path, &[("q", "激光"), (name, value)]));
                assert_eq!(answer.status, 422, "{path} {name}={value}");
            }
            let said = world.get(stranger(), &at("/api/v1/search", &[(name, value)])).json();
            assert_eq!(said["problems"][0]["field"], name);
        }
    }

    fn programs_read_hits_counts_and_the_next_page(world: World) {
        let first = world.get(stranger(), "/api/v1/search?order=newest").json();
        let total = first["total"].as_u64().expect("a number");
        assert!(total > 20, "{total}");
        assert_eq!(first["hits"].as_array().map(Vec::len), Some(20));
        let counted: u64 = first["facets"]["kind"].as_array().expect("a list").iter().filter_map(|c| c["count"].as_u64()).sum();
        assert_eq!(counted, total);
        let next = first["next"].as_str().expect("a place");
        let second = world.get(stranger(), &at("/api/v1/search", &[("order", "newest"), ("after", next)])).json();
        assert_eq!(second["hits"].as_array().map(Vec::len), Some((total - 20).min(20) as usize));
        assert!(second["hits"].as_array().expect("a list").iter().all(|hit| !first["hits"].as_array().expect("a list").contains(hit)));
    }

    fn a_token_opens_what_its_scope_says(world: World) {
        let total = |answer: crate::site::Reply| answer.json()["total"].as_u64().expect("a number");
        let address = at("/api/v1/search", &[("kind", "person")]);
        assert_eq!(total(world.get(stranger(), &address)), 0);
        assert_eq!(total(world.get(token("wu.min projects:read"), &address)), 0);
        assert!(total(world.get(token("wu.min search:read"), &address)) > 10);
        assert_eq!(world.get(stranger(), "/api/v1/saved-searches").status, 401);
    }

    fn suggestions_begin_with_what_is_typed(world: World) {
        let part = world.get(stranger(), &at("/search/suggest", &[("q", "激光原")]));
        part.holds("<mark>激光原</mark>");
        part.holds("全部结果");
        assert_eq!(world.get(stranger(), &at("/search/suggest", &[("q", "year:")])).body, "");
        assert_eq!(world.get(stranger(), &at("/search/suggest", &[("q", "")])).body, "");
        let all = world.get(stranger(), &at("/api/v1/suggest", &[("q", "meri")])).json();
        assert_eq!(all["hits"][0]["kind"], "organisation", "{all}");
    }

    fn a_search_is_kept_from_the_page_and_found_again(world: World) {
        let kept = world.post("lin.mei", "/searches", &[("wanted", "q=%E6%BF%80%E5%85%89"), ("name", "激光"), ("notify", "at_once")]);
        assert_eq!((kept.status, kept.location()), (303, "/searches"));
        let list = world.get(session("lin.mei"), "/searches");
        list.holds("href=\"/search?q=%E6%BF%80%E5%85%89\"");
        let empty = world.post("lin.mei", "/searches", &[("wanted", "q=%E6%BF%80%E5%85%89"), ("name", ""), ("notify", "at_once")]);
        assert_eq!(empty.status, 422);
        assert_eq!(world.get(stranger(), "/searches").status, 303);
    }

    fn a_platform_without_an_index_says_so(world: World) {
        let world = World { search: searches::Search::off(), ..world };
        let page = world.get(stranger(), &search("激光"));
        assert_eq!(page.status, 200);
        page.holds("搜索暂不可用");
        let answer = world.get(stranger(), "/api/v1/search?q=x");
        assert_eq!((answer.status, answer.json()["type"].as_str().map(str::to_owned)), (503, Some("urn:xieyu:problem:search-not-ready".into())));
    }
}
