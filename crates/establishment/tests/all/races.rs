//! exactly one wins.

use std::thread;

use kernel::{Mode, Refusal};

use crate::world::World;

testing::both_databases! {
    with [directory::MIGRATIONS, journal::MIGRATIONS, files::MIGRATIONS, mail::MIGRATIONS, rulesets::MIGRATIONS, limits::MIGRATIONS,
        guidelines::MIGRATIONS, applications::MIGRATIONS, agreements::MIGRATIONS, projects::MIGRATIONS, funding::MIGRATIONS];

    fn r_7_of_many_who_file_the_same_agreement_one_does(world: World) {
        let id = world.agreed(Mode::Rolling, &world.cast.lin_mei, "光电检测课程共建").id;
        let world = &world;
        let won = thread::scope(|scope| {
            let tries: Vec<_> = (0..8).map(|_| scope.spawn(move || world.tried(&world.cast.wang_jianguo, move |tx, actor| establishment::file(tx, actor, id)))).collect();
            let answers: Vec<_> = tries.into_iter().map(|one| one.join().expect("no panic")).collect();
            assert!(answers.iter().all(|answer| matches!(answer, Ok(_) | Err(Refusal::Overtaken | Refusal::NotOpen { .. }))), "{answers:?}");
            answers.into_iter().filter(Result::is_ok).count()
        });
        assert_eq!((won, world.running(&world.cast.lin_mei)), (1, 1));
    }

    fn r_7_a_02_of_several_agreements_for_the_last_running_place_one_is_established(world: World) {
        world.runs(&world.cast.lin_mei, 2);
        let all: Vec<_> = (0..6).map(|n| world.agreed(Mode::Rolling, &world.cast.lin_mei, &format!("项目{n}")).id).collect();
        let world = &world;
        let won = thread::scope(|scope| {
            let tries: Vec<_> = all.iter().map(|id| { let id = *id; scope.spawn(move || world.tried(&world.cast.wang_jianguo, move |tx, actor| establishment::file(tx, actor, id))) }).collect();
            let answers: Vec<_> = tries.into_iter().map(|one| one.join().expect("no panic")).collect();
            let fine = |answer: &Result<_, Refusal>| match answer {
                Ok(_) => true,
                Err(refusal) => refusal.breaches().iter().any(|breach| breach.rule == "A-02"),
            };
            assert!(answers.iter().all(fine), "{answers:?}");
            answers.into_iter().filter(Result::is_ok).count()
        });
        assert_eq!((won, world.running(&world.cast.lin_mei)), (1, 3));
    }
}
