//! Everything of the platform is found, in every way people type, and shown as its own pages show it.

use kernel::{Lang, Refusal};
use search::Kind;
use searches::Wanted;

use crate::world::{STORY, World, words};

#[track_caller]
fn finds(world: &World, typed: &str, kind: Kind, title: &str) {
    let answered = world.find(None, typed);
    let found = answered.rows.iter().find(|row| row.kind == kind && row.title.text == title);
    let titles: Vec<&str> = answered.rows.iter().map(|row| row.title.text.as_str()).collect();
    assert!(found.is_some(), "{typed}: {titles:?}");
}

testing::both_databases! {
    told STORY;

    fn every_kind_is_found_by_characters_pinyin_initials_and_the_other_script(world: World) {
        let project = "激光原理与应用课程的案例化改革";
        for typed in ["激光原理", "激光 案例", "案例化改革 激光", "jiguang yuanli", "jiguangyuanli", "jgyl", "激光原理與應用課程", "“激光原理与应用”"] {
            finds(&world, typed, Kind::Project, project);
            finds(&world, typed, Kind::Result, project);
        }
        finds(&world, "机器视觉师资", Kind::Item, "机器视觉师资培训");
        finds(&world, "jqsj", Kind::Item, "机器视觉师资培训");
        finds(&world, "国产数据库 -kind:project", Kind::Item, "新工科背景下国产数据库人才培养模式");
        finds(&world, "Meridian", Kind::Organisation, "子午光电科技有限公司");
        finds(&world, "meridan", Kind::Organisation, "子午光电科技有限公司");
        finds(&world, "njdx", Kind::Organisation, "南江大学");
        finds(&world, "nanjiang daxue kind:单位", Kind::Organisation, "南江大学");
        let administrator = world.actor("wang.jianguo");
        assert_eq!(world.titles(Some(&administrator), "linmei kind:person"), ["林梅"]);
        assert_eq!(world.titles(Some(&administrator), "kind:人员 光电工程学院"), ["林梅"]);
        assert_eq!(world.titles(None, "kind:person"), [""; 0]);
    }

    fn conditions_narrow_and_are_counted(world: World) {
        let all = world.find(None, "kind:project");
        let facets = &all.found.facets;
        assert_eq!(all.found.total, facets.years.iter().map(|(_, n)| n).sum::<u64>());
        assert_eq!(all.found.total, facets.modes.iter().map(|(_, n)| n).sum::<u64>());
        for (year, n) in &facets.years {
            assert_eq!(world.find(None, &format!("kind:project year:{year}")).found.total, *n);
        }
        for (id, n) in &facets.enterprises {
            let narrowed = Wanted { enterprise: id.to_string(), ..words("kind:project") };
            let answered = world.ask(None, Lang::Zh, &narrowed).expect("an answer");
            assert_eq!(answered.found.total, *n);
            assert!(!answered.names[&kernel::OrganisationId(*id)].is_empty());
        }
        let typed = "enterprise:子午 type:T2 year:2020..2030 state:在研,已结题";
        let narrowed = world.find(None, typed).found.total;
        assert!(narrowed > 0 && narrowed < world.find(None, "enterprise:子午").found.total, "{narrowed}");
        assert_eq!(world.find(None, "enterprise:子午 type:T2 year:1999").found.total, 0);
    }

    fn hits_say_what_they_are_and_mark_what_was_looked_for(world: World) {
        let answered = world.find(None, "激光原理 kind:project");
        let row = &answered.rows[0];
        let title: Vec<char> = row.title.text.chars().collect();
        let marked: Vec<String> = row.title.marks.iter().map(|(a, b)| title[*a..*b].iter().collect()).collect();
        assert_eq!(marked, ["激光原理"]);
        assert_eq!(row.href, format!("/projects/{}", row.id));
        assert!(row.facts.iter().any(|fact| fact.text == "林梅"), "{:?}", row.facts);
        let english = world.ask(None, Lang::En, &words("激光原理 kind:project")).expect("an answer");
        assert!(english.rows[0].facts.iter().any(|fact| fact.text == "Nanjiang University"), "{:?}", english.rows[0].facts);
        let leader = world.actor("lin.mei");
        let inside = world.find(Some(&leader), "“经两轮教学试用” kind:result");
        assert!(inside.rows[0].excerpt.text.contains("经两轮教学试用"), "{:?}", inside.rows[0].excerpt);
        assert!(!inside.rows[0].excerpt.marks.is_empty());
    }

    fn a_page_of_hits_takes_as_many_statements_as_one(world: World) {
        let (few, first) = world.statements(None, "激光原理与应用课程的案例化改革 kind:project");
        let (many, second) = world.statements(None, "kind:project");
        assert!(few < many, "{few} and {many}");
        assert_eq!(first, second);
    }

    fn what_was_hidden_a_moment_ago_is_shown_no_more_even_before_the_index_hears_of_it(world: World) {
        assert_eq!(world.find(None, "kind:organisation 蓝溪").rows.len(), 1);
        world.act(|tx| {
            tx.execute("UPDATE organisation SET state = 'refused' WHERE name LIKE '蓝溪%'", &[])?;
            Ok::<_, Refusal>(())
        }).expect("written");
        let answered = world.find(None, "kind:organisation 蓝溪");
        assert_eq!(answered.rows.iter().map(|row| &row.title.text).collect::<Vec<_>>(), Vec::<&String>::new());
    }
}
