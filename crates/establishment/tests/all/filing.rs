use agreements::state::State;
use kernel::{Mode, Money, Refusal};

use crate::world::World;

testing::both_databases! {
    with [directory::MIGRATIONS, journal::MIGRATIONS, files::MIGRATIONS, mail::MIGRATIONS, rulesets::MIGRATIONS, limits::MIGRATIONS,
        guidelines::MIGRATIONS, applications::MIGRATIONS, agreements::MIGRATIONS, projects::MIGRATIONS, funding::MIGRATIONS];

    fn p_01_the_university_confirms_and_files_in_one_go(world: World) {
        let agreed = world.agreed(Mode::Rolling, &world.cast.lin_mei, "光电检测课程共建");
        let id = agreed.id;
        let project = world.done(&world.cast.wang_jianguo, move |tx, actor| establishment::file(tx, actor, id));
        assert_eq!((world.get(id).state, project.mode, project.agreement_id), (State::Established, Mode::Rolling, Some(id)));
        let project_id = project.id;
        let plan: Vec<Money> = world.read(move |tx| Ok(funding::instalments(tx, project_id)?.into_iter().map(|line| line.amount).collect()));
        assert_eq!(plan, [Money::from_yuan(30_000), Money::from_yuan(20_000), Money::from_yuan(20_000)]);
        assert_eq!(world.running(&world.cast.lin_mei), 1);
        assert_eq!(world.letters(), [
            "establishment.filed lin.mei@demo.xieyu",
            "establishment.several wang.jianguo@demo.xieyu",
            "establishment.several zhao.lei@demo.xieyu",
        ]);
        let trail: Vec<String> = world.read(move |tx| Ok(journal::trail(tx, id.0)?.into_iter().map(|entry| entry.step().to_owned()).collect()));
        assert_eq!(trail[trail.len() - 2..], ["confirm_establishment", "file"]);
        let verdict = world.read(|tx| Ok(journal::verify(tx, |_| {})?));
        assert_eq!(verdict.broken, []);
    }

    fn filing_twice_has_one_effect(world: World) {
        let agreed = world.agreed(Mode::Rolling, &world.cast.lin_mei, "光电检测课程共建");
        let id = agreed.id;
        world.done(&world.cast.wang_jianguo, move |tx, actor| establishment::file(tx, actor, id));
        let again = world.tried(&world.cast.wang_jianguo, move |tx, actor| establishment::file(tx, actor, id));
        assert!(matches!(again, Err(Refusal::NotOpen { .. })));
        assert_eq!(world.running(&world.cast.lin_mei), 1);
    }

    fn a_02_a_fourth_running_project_is_refused_with_the_reason_and_nothing_changes(world: World) {
        let agreed = world.agreed(Mode::Rolling, &world.cast.lin_mei, "光电检测课程共建");
        world.runs(&world.cast.lin_mei, 3);
        let id = agreed.id;
        let refused = world.tried(&world.cast.wang_jianguo, move |tx, actor| establishment::file(tx, actor, id)).expect_err("the limit is reached");
        assert_eq!(refused.breaches().iter().map(|b| b.rule).collect::<Vec<_>>(), ["A-02"]);
        assert_eq!((world.get(id).state, world.running(&world.cast.lin_mei)), (State::Agreed, 3));
        assert_eq!(world.read(move |tx| Ok(projects::find_by_agreement(tx, id)?)), None);
    }

    fn nobody_but_the_university_files(world: World) {
        let agreed = world.agreed(Mode::Rolling, &world.cast.lin_mei, "光电检测课程共建");
        let id = agreed.id;
        for actor in [&world.cast.lin_mei, &world.cast.zhao_lei, &world.cast.wu_min, &world.cast.feng_jing] {
            let refused = world.tried(actor, move |tx, actor| establishment::file(tx, actor, id));
            assert!(matches!(refused, Err(Refusal::Forbidden { .. })), "{}", actor.name);
        }
        for actor in [&world.cast.gao_ning, &world.cast.qin_yue, &world.cast.zheng_hai, &world.cast.tang_yun] {
            let refused = world.tried(actor, move |tx, actor| establishment::file(tx, actor, id));
            assert!(matches!(refused, Err(Refusal::NotFound)), "{}", actor.name);
        }
    }

    fn p_02_a_legacy_agreement_is_never_filed_by_the_university(world: World) {
        world.at("2022-06-01", 9, 0);
        let agreed = world.agreed(Mode::Legacy, &world.cast.lin_mei, "光电检测课程共建");
        let refused = world.tried(&world.cast.wang_jianguo, move |tx, actor| establishment::file(tx, actor, agreed.id));
        assert!(matches!(refused, Err(Refusal::NotOpen { .. })));
    }
}
