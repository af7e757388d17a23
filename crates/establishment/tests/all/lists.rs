use agreements::state::State;
use kernel::{Refusal, RoundId};

use crate::world::World;

const NUMBER: &str = "教高司函[2022] 8 号";

/// The digest of what list `ordinal` would hold.
fn digest(world: &World, round: RoundId, ordinal: i64) -> String {
    let office = world.cast.wu_min.clone();
    world.read(move |tx| Ok(establishment::preview(tx, &office, round, ordinal)?.plan.digest()))
}

fn titles(world: &World, round: RoundId, ordinal: i64) -> (Vec<String>, Vec<(String, &'static str)>) {
    let office = world.cast.wu_min.clone();
    world.read(move |tx| {
        let plan = establishment::preview(tx, &office, round, ordinal)?.plan;
        let mut included: Vec<String> = plan.included().map(|row| row.title.clone()).collect();
        included.sort();
        Ok((included, plan.left_out().map(|(row, breach)| (row.title.clone(), breach.rule)).collect()))
    })
}

fn made(world: &World, round: RoundId, ordinal: i64) -> agreements::EstablishmentList {
    let seen = digest(world, round, ordinal);
    world.done(&world.cast.wu_min, move |tx, actor| establishment::make_list(tx, actor, round, ordinal, &seen))
}

fn published(
    world: &World,
    list: kernel::ListId,
    round: RoundId,
    ordinal: i64,
) -> Result<establishment::Published, Refusal> {
    let seen = digest(world, round, ordinal);
    world.tried(&world.cast.feng_jing, move |tx, actor| establishment::publish(tx, actor, list, NUMBER, &seen))
}

testing::both_databases! {
    with [directory::MIGRATIONS, journal::MIGRATIONS, files::MIGRATIONS, mail::MIGRATIONS, rulesets::MIGRATIONS, limits::MIGRATIONS,
        guidelines::MIGRATIONS, applications::MIGRATIONS, agreements::MIGRATIONS, projects::MIGRATIONS, funding::MIGRATIONS];

    fn c_08_the_minute_of_the_agreement_decides_the_list(world: World) {
        let minutes = [("2022-06-30", 23, 59, "甲"), ("2022-07-01", 0, 0, "乙"), ("2022-09-10", 23, 59, "丙"), ("2022-09-11", 0, 0, "丁")];
        let mut all = Vec::new();
        for (day, hour, minute, title) in minutes {
            world.at(day, hour, minute);
            all.push(world.reported(&world.cast.lin_mei, title));
        }
        let round = all[0].round_id;
        assert_eq!(titles(&world, round, 1), (vec!["甲".into()], vec![]));
        made(&world, round, 1);
        assert_eq!(titles(&world, round, 2), (vec!["丙".into(), "乙".into()], vec![("丁".into(), "C-08")]));
        assert_eq!(world.write(establishment::miss_cut_offs).expect("the job runs"), 1);
        assert_eq!(world.write(establishment::miss_cut_offs).expect("the job runs"), 0);
        let states: Vec<State> = all.iter().map(|agreement| world.get(agreement.id).state).collect();
        assert_eq!(states, [State::ExpertFiling, State::ExpertFiling, State::ExpertFiling, State::NotIncluded]);
    }

    fn p_02_a_published_list_establishes_everything_on_it(world: World) {
        world.at("2022-06-01", 9, 0);
        let (one, two) = (world.reported(&world.cast.lin_mei, "甲"), world.reported(&world.cast.zhou_yuan, "乙"));
        let list = made(&world, one.round_id, 1);
        assert_eq!((list.name.as_str(), list.published_at), ("2022年5月 第一批立项名单", None));
        let done = published(&world, list.id, one.round_id, 1).expect("published");
        assert_eq!((done.projects.len(), done.left_out.len(), done.list.document_number.as_str()), (2, 0, "教高司函〔2022〕8号"));
        for id in [one.id, two.id] {
            assert_eq!(world.get(id).state, State::Established);
        }
        assert_eq!(world.letters(), [
            "establishment.list_made feng.jing@demo.xieyu",
            "establishment.listed lin.mei@demo.xieyu",
            "establishment.listed zhou.yuan@demo.xieyu",
            "establishment.several wang.jianguo@demo.xieyu",
            "establishment.several zhao.lei@demo.xieyu",
        ]);
        let again = published(&world, list.id, one.round_id, 1);
        assert!(matches!(again, Err(Refusal::NotOpen { .. })));
        let verdict = world.read(|tx| Ok(journal::verify(tx, |_| {})?));
        assert_eq!(verdict.broken, []);
    }

    fn p_02_without_a_document_number_nothing_is_established(world: World) {
        world.at("2022-06-01", 9, 0);
        let one = world.reported(&world.cast.lin_mei, "甲");
        let list = made(&world, one.round_id, 1);
        let seen = digest(&world, one.round_id, 1);
        let refused = world.tried(&world.cast.feng_jing, move |tx, actor| establishment::publish(tx, actor, list.id, " ", &seen)).expect_err("no number");
        assert_eq!(refused.breaches().iter().map(|b| b.rule).collect::<Vec<_>>(), ["P-02", ""]);
        assert_eq!(world.get(one.id).state, State::ExpertFiling);
    }

    fn a_02_whoever_runs_too_many_is_left_out_with_the_reason(world: World) {
        world.at("2022-06-01", 9, 0);
        let (one, two) = (world.reported(&world.cast.lin_mei, "甲"), world.reported(&world.cast.zhou_yuan, "乙"));
        let list = made(&world, one.round_id, 1);
        world.runs(&world.cast.lin_mei, 3);
        // The Department looks at the list and sees who cannot be established any more.
        assert_eq!(titles(&world, one.round_id, 1), (vec!["乙".into()], vec![("甲".into(), "A-02")]));
        let done = published(&world, list.id, one.round_id, 1).expect("published");
        assert_eq!((done.projects.len(), done.left_out.iter().map(|(title, _)| title.as_str()).collect::<Vec<_>>()), (1, vec!["甲"]));
        assert_eq!((world.get(one.id).state, world.get(one.id).list_id, world.get(two.id).state), (State::ExpertFiling, None, State::Established));
    }

    fn what_changed_since_the_preview_is_looked_at_again(world: World) {
        world.at("2022-06-01", 9, 0);
        let one = world.reported(&world.cast.lin_mei, "甲");
        let seen = digest(&world, one.round_id, 1);
        world.reported(&world.cast.zhou_yuan, "乙");
        let stale = world.tried(&world.cast.wu_min, move |tx, actor| establishment::make_list(tx, actor, one.round_id, 1, &seen));
        assert!(matches!(stale, Err(Refusal::Overtaken)));
    }

    fn a_list_is_made_anew_until_it_is_published(world: World) {
        world.at("2022-06-01", 9, 0);
        let one = world.reported(&world.cast.lin_mei, "甲");
        let first = made(&world, one.round_id, 1);
        world.reported(&world.cast.zhou_yuan, "乙");
        let second = made(&world, one.round_id, 1);
        assert_eq!(first.id, second.id);
        let list = first.id;
        assert_eq!(world.read(move |tx| Ok(agreements::on_list(tx, list)?.len())), 2);
        published(&world, list, one.round_id, 1).expect("published");
        let seen = digest(&world, one.round_id, 1);
        let late = world.tried(&world.cast.wu_min, move |tx, actor| establishment::make_list(tx, actor, one.round_id, 1, &seen));
        assert!(matches!(late, Err(Refusal::NotOpen { .. })));
    }

    fn a_withdrawn_agreement_is_not_published(world: World) {
        world.at("2022-06-01", 9, 0);
        let (one, two) = (world.reported(&world.cast.lin_mei, "甲"), world.reported(&world.cast.zhou_yuan, "乙"));
        let list = made(&world, one.round_id, 1);
        let seen = digest(&world, one.round_id, 1);
        world.done(&world.cast.lin_mei, move |tx, actor| agreements::withdraw(tx, actor, one.id, "工作调动"));
        let stale = world.tried(&world.cast.feng_jing, move |tx, actor| establishment::publish(tx, actor, list.id, NUMBER, &seen));
        assert!(matches!(stale, Err(Refusal::Overtaken)));
        let done = published(&world, list.id, one.round_id, 1).expect("published");
        assert_eq!(done.projects.iter().map(|project| project.agreement_id).collect::<Vec<_>>(), [Some(two.id)]);
    }

    fn the_office_makes_and_the_department_publishes(world: World) {
        world.at("2022-06-01", 9, 0);
        let one = world.reported(&world.cast.lin_mei, "甲");
        let (round, seen) = (one.round_id, digest(&world, one.round_id, 1));
        let make = |actor| { let seen = seen.clone(); world.tried(actor, move |tx, actor| establishment::make_list(tx, actor, round, 1, &seen)) };
        assert!(matches!(make(&world.cast.feng_jing), Err(Refusal::Forbidden { .. })));
        assert!(matches!(make(&world.cast.wang_jianguo), Err(Refusal::NotFound)));
        let list = make(&world.cast.wu_min).expect("made");
        let seen = seen.clone();
        let refused = world.tried(&world.cast.wu_min, move |tx, actor| establishment::publish(tx, actor, list.id, NUMBER, &seen));
        assert!(matches!(refused, Err(Refusal::Forbidden { .. })));
    }

    fn p_03_after_the_change_a_list_establishes_nobody(world: World) {
        world.at("2022-06-01", 9, 0);
        let one = world.reported(&world.cast.lin_mei, "甲");
        let list = made(&world, one.round_id, 1);
        world.at("2024-06-24", 0, 0);
        let refused = published(&world, list.id, one.round_id, 1).expect_err("nobody could be established");
        assert_eq!(refused.breaches().iter().map(|b| b.rule).collect::<Vec<_>>(), ["P-03"]);
        assert_eq!(world.get(one.id).state, State::ExpertFiling);
    }

    fn lists_wait_on_the_to_do_list_of_office_and_department(world: World) {
        world.at("2022-06-01", 9, 0);
        let whose = |world: &World| {
            let c = world.cast.clone();
            world.read(move |tx| {
                let mut lines = Vec::new();
                for actor in [&c.wu_min, &c.feng_jing, &c.lin_mei] {
                    lines.extend(establishment::todo(tx, actor)?.into_iter().map(|todo| format!("{}: {} {}", actor.name, todo.what.en, todo.subject)));
                }
                Ok(lines)
            })
        };
        let one = world.reported(&world.cast.lin_mei, "甲");
        assert_eq!(whose(&world), ["吴敏: Make the establishment list: 1 reported 2022年5月"]);
        made(&world, one.round_id, 1);
        assert_eq!(whose(&world), ["冯静: Publish the establishment list 2022年5月 第一批立项名单"]);
    }
}
