use agreements::may_view;
use kernel::{Actor, Mode};

use crate::world::World;

testing::both_databases! {
    with [directory::MIGRATIONS, journal::MIGRATIONS, files::MIGRATIONS, mail::MIGRATIONS, rulesets::MIGRATIONS, limits::MIGRATIONS,
        guidelines::MIGRATIONS, applications::MIGRATIONS, agreements::MIGRATIONS];

    fn an_agreement_is_listed_exactly_when_it_may_be_seen(world: World) {
        let agreement = world.begun(Mode::Rolling);
        let c = &world.cast;
        let everybody: Vec<Actor> = [&c.lin_mei, &c.zhou_yuan, &c.chen_xiao, &c.wang_jianguo, &c.li_fang, &c.zhao_lei, &c.sun_yue, &c.he_zhiyuan, &c.wu_min,
            &c.zheng_hai, &c.feng_jing, &c.tang_yun, &c.qin_yue, &c.gao_ning, &c.xu_lan, &c.luo_cheng].into_iter().cloned().collect();
        let mut seen = Vec::new();
        for actor in everybody {
            let viewer = actor.clone();
            let listed = world.read(move |tx| {
                let (condition, values) = agreements::scope(&viewer, 1);
                Ok(tx.query::<(kernel::AgreementId,)>(&format!("SELECT agreement.id FROM agreement WHERE {condition}"), &values)?.len())
            });
            assert_eq!(listed == 1, may_view(&actor, &agreement), "{}", actor.name);
            if listed == 1 {
                seen.push(actor.name);
            }
        }
        assert_eq!(seen, ["林梅", "王建国", "李芳", "赵磊", "孙悦", "吴敏", "冯静"]);
    }

    fn the_to_do_list_follows_the_agreement_from_hand_to_hand(world: World) {
        let whose = |world: &World| {
            let c = world.cast.clone();
            world.read(move |tx| {
                let mut lines = Vec::new();
                for actor in [&c.lin_mei, &c.wang_jianguo, &c.zhao_lei, &c.wu_min] {
                    lines.extend(agreements::todo(tx, actor)?.into_iter().map(|todo| format!("{}: {}", actor.name, todo.what.en)));
                }
                Ok(lines)
            })
        };
        let application = world.selected(Mode::Rolling, &world.cast.lin_mei);
        assert_eq!(whose(&world), ["林梅: Selected: please begin the agreement"]);
        let begun = world.done(&world.cast.lin_mei, move |tx, actor| agreements::begin(tx, actor, application));
        assert_eq!(whose(&world), ["林梅: Complete and submit the agreement"]);
        let id = begun.id;
        let edit = world.good_edit(&begun);
        world.done(&world.cast.lin_mei, move |tx, actor| {
            agreements::attach(tx, actor, id, &crate::world::document(1))?;
            agreements::edit(tx, actor, id, &edit)?;
            agreements::submit(tx, actor, id)
        });
        assert_eq!(whose(&world), ["王建国: Review the agreement"]);
        world.done(&world.cast.wang_jianguo, move |tx, actor| agreements::university_pass(tx, actor, id, None, &crate::world::all_yes(), true));
        assert_eq!(whose(&world), ["赵磊: Confirm the agreement"]);
        world.done(&world.cast.zhao_lei, move |tx, actor| agreements::enterprise_confirm(tx, actor, id, None, true));
        assert_eq!(whose(&world), ["王建国: Confirm the establishment and file it"]);
    }

    fn one_agreement_and_three_take_the_same_number_of_statements(world: World) {
        let statements = |world: &World| {
            let actor = world.cast.wang_jianguo.clone();
            let lin_mei = world.cast.lin_mei.clone();
            world.read(move |tx| {
                let before = tx.statements();
                agreements::todo(tx, &actor)?;
                agreements::todo(tx, &lin_mei)?;
                Ok(tx.statements() - before)
            })
        };
        world.submitted(Mode::Rolling);
        statements(&world); // the figures are read once in the life of the process
        let one = statements(&world);
        world.submitted(Mode::Rolling);
        world.submitted(Mode::Rolling);
        assert_eq!(statements(&world), one);
    }
}
