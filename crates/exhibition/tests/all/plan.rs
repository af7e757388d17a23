//! Drawing the floor.

use exhibition::actions::{self as e, RowDraft};
use exhibition::kinds::BoothKind;
use exhibition::store;
use kernel::{Money, Refusal};

use crate::world::{MIGRATIONS, World, booth, fields, floor};

testing::both_databases! {
    with MIGRATIONS;

    fn a_row_is_drawn_whole_or_not_at_all(w: World) {
        let (office, meeting) = (w.office(), w.meeting);
        let row = |first: &str, count: i64| RowDraft { first: booth(first, BoothKind::University, 0, 30), count, gap: 1 };
        let (fits, too_long) = (row("C09", 3), row("D1", 8));
        let made = w.write(move |tx| e::add_row(tx, &office, meeting, &fits)).unwrap();
        let drawn: Vec<_> = made.iter().map(|it| (it.number.as_str(), it.x)).collect();
        assert_eq!(drawn, [("C09", 0), ("C10", 31), ("C11", 62)]);
        let office = w.office();
        assert_eq!(fields(w.write(move |tx| e::add_row(tx, &office, meeting, &too_long))), ["x"]);
        let numbers: Vec<_> = w.read(move |tx| Ok(store::booths(tx, meeting)?)).into_iter().map(|it| it.number).collect();
        assert_eq!(numbers, ["A1", "A2", "B1", "C09", "C10", "C11"]);
    }

    fn a_booth_takes_nobodys_number_and_nobodys_place(w: World) {
        let (office, meeting) = (w.office(), w.meeting);
        let add = |number: &str, x: i64, y: i64| {
            let (office, draft) = (office.clone(), booth(number, BoothKind::University, x, y));
            w.write(move |tx| e::add_booth(tx, &office, meeting, &draft))
        };
        assert_eq!(fields(add("a1", 100, 0)), ["number"]);
        assert_eq!(fields(add("A3", 59, 0)), ["x"]);
        assert_eq!(fields(add("A3", 171, 0)), ["x"]);
        assert_eq!(fields(add("", 100, 0)), ["number"]);
        assert_eq!(fields(add("A3", i64::MAX, i64::MIN)), ["x"]);
        assert!(add("A3", 60, 0).is_ok());
        let (id, office) = (w.booth("A3"), w.office());
        let moved = booth("A3", BoothKind::Showcase, 100, 60);
        let priced = exhibition::actions::BoothDraft { price: Money::from_yuan(500), ..moved.clone() };
        let after = w.write(move |tx| e::edit_booth(tx, &office, meeting, (id, 1), &priced)).unwrap();
        assert_eq!((after.x, after.price, after.revision), (100, Money::from_yuan(500), 2));
        let office = w.office();
        assert!(matches!(w.write(move |tx| e::edit_booth(tx, &office, meeting, (id, 1), &moved)), Err(Refusal::Overtaken)));
    }

    fn a_floor_does_not_shrink_below_its_booths_and_a_booth_in_use_stays(w: World) {
        let (office, meeting) = (w.office(), w.meeting);
        let now = w.base.clock.now();
        let small = e::ExhibitionDraft { width: 50, ..floor(now) };
        let refusal = w.write(move |tx| e::set_up_exhibition(tx, &office, meeting, 1, &small)).unwrap_err();
        assert!(refusal.breaches()[0].said.en.contains("A2"), "{refusal:?}");
        let office = w.office();
        let backwards = e::ExhibitionDraft { closes_at: now.plus_seconds(-7_200), hold_hours: 0, width: 9, depth: 5_001, ..floor(now) };
        let wrong = fields(w.write(move |tx| e::set_up_exhibition(tx, &office, meeting, 1, &backwards)));
        assert_eq!(wrong, ["width", "depth", "closes_at", "hold_hours", "width"]);
        let request = w.ask(&w.cast.wang_jianguo, BoothKind::University, "机器人").unwrap();
        w.hold(request.id, "A1", "").unwrap();
        let (office, id) = (w.office(), w.booth("A1"));
        let refusal = w.write(move |tx| e::remove_booth(tx, &office, meeting, id)).unwrap_err();
        assert!(refusal.breaches()[0].said.zh.contains("南江大学"), "{refusal:?}");
        let (office, id) = (w.office(), w.booth("A2"));
        w.write(move |tx| e::remove_booth(tx, &office, meeting, id)).unwrap();
    }

    fn only_the_office_draws(w: World) {
        let meeting = w.meeting;
        for actor in [w.cast.wang_jianguo.clone(), w.cast.feng_jing.clone(), w.cast.tang_yun.clone()] {
            let draft = booth("Z1", BoothKind::University, 100, 0);
            let drawn = w.write(move |tx| e::add_booth(tx, &actor, meeting, &draft));
            assert!(matches!(drawn, Err(Refusal::Forbidden { .. })), "{drawn:?}");
        }
    }
}
