//! Rule Z-10: an enterprise that does not answer.

use closings::{State, Step};
use kernel::{Mode, Refusal};

use crate::world::{ALL, World};

fn escalate(world: &World) -> usize {
    world.act(closings::escalate_silent).unwrap()
}

testing::both_databases! {
    with ALL;

    fn z_10_university_and_office_are_told_once_on_the_thirtieth_day(world: World) {
        let closing = world.closing_in(Mode::Rolling, State::EnterpriseReview);
        let start = world.base.clock.now();
        let before = world.letters().len();
        world.base.clock.move_to(start.plus_days(29));
        assert_eq!(escalate(&world), 0);
        world.base.clock.move_to(start.plus_days(30));
        assert_eq!((escalate(&world), escalate(&world)), (1, 0));
        let mut told: Vec<(String, String)> = world.letters().split_off(before);
        told.sort();
        assert_eq!(told, [("closing.silent".into(), "wang.jianguo@demo.xieyu".into()), ("closing.silent".into(), "wu.min@demo.xieyu".into())]);
        assert_eq!(world.acts(closing.id).last().map(String::as_str), Some("escalate"));
    }

    fn z_10_a_closing_handed_in_again_is_counted_anew(world: World) {
        let closing = world.closing_in(Mode::Rolling, State::EnterpriseReview);
        let start = world.base.clock.now();
        world.base.clock.move_to(start.plus_days(30));
        assert_eq!(escalate(&world), 1);
        world.step_with(&world.cast.zhao_lei, closing.id, Step::EnterpriseReturn, "请补充", None).unwrap();
        world.step(&world.cast.lin_mei, closing.id, Step::Resubmit).unwrap();
        assert_eq!(escalate(&world), 0);
        world.base.clock.move_to(start.plus_days(60));
        assert_eq!(escalate(&world), 1);
    }

    fn z_10_the_enterprise_finds_its_last_day_in_the_to_do_list(world: World) {
        world.closing_in(Mode::Rolling, State::EnterpriseReview);
        let contact = world.cast.zhao_lei.clone();
        let todos = world.act(move |tx| Ok::<_, Refusal>(closings::todo(tx, &contact)?)).unwrap();
        let due = world.base.clock.now().day().plus_days(29);
        assert_eq!(todos.iter().map(|t| t.due).collect::<Vec<_>>(), [Some(due)]);
    }
}
