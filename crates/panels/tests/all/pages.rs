//! The pages, without JavaScript.

use panels::Wishes;
use panels::state::Change;
use porter::{Doors, session};

use crate::world::{MIGRATIONS, WISHES, World, member};

/// The part of a page between header and footer; ids, tokens and digests that change from run to run masked.
fn main_of(body: &str) -> String {
    let inner = body.split("<main").nth(1).unwrap_or(body);
    let inner = inner.split("</main>").next().unwrap_or_default().replace("><", ">\n<");
    let mut out = String::new();
    let mut word = String::new();
    for c in inner.chars().chain(['\n']) {
        if c.is_ascii_hexdigit() || c == '-' {
            word.push(c);
            continue;
        }
        let bare = word.trim_matches('-');
        let is_id = bare.len() == 36 && bare.matches('-').count() == 4;
        out.push_str(match (is_id, bare.len()) {
            (true, _) => "ID",
            (false, 64) => "HASH",
            // The beginning of a digest, as the trail shows it.
            (false, 12) => "HASH…",
            (false, _) => &word,
        });
        word.clear();
        out.push(c);
    }
    out
}

testing::both_databases! {
    with MIGRATIONS;

    fn the_office_computes_looks_changes_locks_and_assigns(world: World) {
        let list = world.get(session("office"), "/panels");
        list.holds("3 份已提交的指南等待分派专家");
        let wrong = world.post("office", "/panels", &[("per_item", "10"), ("most", "x"), ("seed", "7")]);
        assert_eq!(wrong.status, 422);
        wrong.holds("请填写 1 至 9 之间的整数");
        wrong.holds("value=\"x\"");
        let made = world.post("office", "/panels", &[("per_item", "2"), ("most", "2"), ("seed", "7")]);
        assert_eq!(made.status, 303);
        let path = made.location().to_owned();
        let page = world.get(session("office"), &path);
        page.holds("xieyu match assign instance.json --seed 7 --out plan.json");
        page.holds("已证明最优");
        page.holds("专业：软件工程");
        let id: kernel::PlanId = path.rsplit('/').next().expect("an id").parse().expect("an id");
        let (subject, luo) = (world.software.to_string(), world.experts.luo.to_string());
        let pair = |word: &'static str| world.post("office", &format!("{path}/pairs"), &[("do", word), ("subject", &subject), ("expert", &luo)]);
        let locked = pair("lock");
        assert_eq!((locked.status, locked.location()), (303, format!("{path}#s-{subject}").as_str()));
        world.get(session("office"), &path).holds("解除锁定");
        assert_eq!(world.post("office", &format!("{path}/compute"), &[("per_item", "1"), ("most", "2"), ("seed", "9")]).status, 303);
        assert!(world.on(id, world.software).contains(&world.experts.luo));
        let nobody = world.post("office", &format!("{path}/pairs"), &[("do", "put_in"), ("subject", &subject), (&format!("expert.{subject}"), "")]);
        assert_eq!(nobody.status, 422);
        nobody.holds(&format!("href=\"#f-expert-{subject}\""));
        let twice = pair("put_in");
        assert_eq!(twice.status, 422);
        twice.holds("该专家已在此列");
        assert_eq!(world.post("office", &format!("{path}/commit"), &[]).status, 303);
        let over = world.get(session("office"), &path);
        over.holds("已执行");
        over.holds("aria-disabled");
        assert_eq!(world.post("office", &format!("{path}/commit"), &[]).status, 409);
        world.get(session("office"), "/panels").holds("没有等待分派专家的指南");
    }

    fn a_plan_in_both_languages(world: World) {
        let plan = world.prepared(Wishes { per_item: 3, ..WISHES }).expect("a plan");
        let out = world.on(plan.id, world.software)[0];
        world.edit(plan.id, Change::TakeOut, world.software, out).expect("taken out");
        let page = world.get(session("office"), &format!("/panels/{}", plan.id));
        insta::assert_snapshot!("plan-zh", main_of(&page.body));
        let english = world.get(session("office"), &format!("/panels/{}?lang=en", plan.id));
        insta::assert_snapshot!("plan-en", main_of(&english.body));
    }

    fn what_changed_is_said_and_blocks_the_button(world: World) {
        let plan = world.prepared(WISHES).expect("a plan");
        let (sits, house) = (world.on(plan.id, world.software)[0], world.cast.bluebrook);
        world.write(move |tx| member(tx, sits, house, kernel::Role::EnterpriseReviewer)).expect("joined");
        let page = world.get(session("office"), &format!("/panels/{}", plan.id));
        page.holds("计算之后有变动，方案不能执行");
        page.holds("国产数据库课程群");
        assert_eq!(world.post("office", &format!("/panels/{}/commit", plan.id), &[]).status, 409);
    }

    fn instance_and_plan_are_handed_out_to_the_office_alone(world: World) {
        let plan = world.prepared(WISHES).expect("a plan");
        let instance = world.get(session("office"), &format!("/panels/{}/instance", plan.id));
        assert_eq!((instance.status, instance.body.as_str()), (200, plan.instance.as_str()));
        let answer = world.get(session("office"), &format!("/panels/{}/result", plan.id));
        assert_eq!((answer.status, answer.body.as_str()), (200, plan.result.as_str()));
        let sits = world.on(plan.id, world.software)[0];
        world.edit(plan.id, Change::TakeOut, world.software, sits).expect("taken out");
        let answer = world.get(session("office"), &format!("/panels/{}/result", plan.id));
        assert_eq!(answer.json()["placed"].as_array().map(Vec::len), Some(5));
        for who in ["expert", "contact", "ministry"] {
            for path in ["/panels".to_owned(), format!("/panels/{}", plan.id), format!("/panels/{}/instance", plan.id)] {
                assert_eq!(world.get(session(who), &path).status, 403);
            }
        }
    }
}
