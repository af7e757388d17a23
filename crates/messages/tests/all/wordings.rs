use kernel::{Refusal, Said};
use mail::{NewWording, Template};

use crate::world::{ALL, World};

fn template() -> &'static Template {
    messages::template("membership.requested").expect("a template")
}

fn wording(body_en: &str) -> NewWording {
    NewWording {
        subject: Said { zh: "{person} 申请{role}".into(), en: "{person} wants to be {role}".into() },
        body: Said { zh: "{person} 申请成为“{name}”的{role}。".into(), en: body_en.into() },
    }
}

const GOOD: &str = "{person} asks to be {role} at {name}.";

testing::both_databases! {
    with ALL;

    fn another_wording_counts_from_the_next_letter_and_the_old_one_can_come_back(world: World) {
        let (wu, lin) = (world.cast.wu_min.clone(), world.cast.lin_mei.person_id);
        let told = |world: &World| {
            let parts = [("person", mail::plain("陈晓")), ("name", mail::plain("南江大学")), ("role", mail::plain("教师"))];
            world.act(move |tx| Ok(directory::tell(tx, &[lin], template(), &parts, "/")?)).expect("told");
            world.inbox(lin).remove(0).subject_zh
        };
        let built_in = told(&world);
        let by = wu.clone();
        let made = world.act(move |tx| messages::reword(tx, &by, template(), 0, wording(GOOD))).expect("reworded");
        world.later(1);
        assert_eq!((made.version, told(&world).as_str()), (1, "陈晓 申请教师"));
        let by = wu.clone();
        assert_eq!(world.act(move |tx| messages::reword(tx, &by, template(), 1, wording(GOOD))).expect("reworded").version, 2);
        let by = wu.clone();
        world.act(move |tx| messages::reset(tx, &by, template(), 2)).expect("reset");
        world.later(1);
        assert_eq!(told(&world), built_in);
        let by = wu.clone();
        assert_eq!(world.act(move |tx| messages::reword(tx, &by, template(), 0, wording(GOOD))).expect("reworded").version, 3);
        let kept = world.read(|tx| Ok(mail::versions(tx, template())?));
        assert_eq!(kept.iter().map(|w| (w.version, w.made_by.as_str(), w.replaced_at.is_none())).collect::<Vec<_>>(), [(3, "吴敏", true), (2, "吴敏", false), (1, "吴敏", false)]);
        let acts: Vec<String> = world.read(move |tx| Ok(journal::trail(tx, made.id.0)?)).into_iter().map(|entry| entry.act).collect();
        assert_eq!(acts, ["letter_wording.reword"]);
    }

    fn whoever_wrote_in_between_is_not_overwritten(world: World) {
        let wu = world.cast.wu_min.clone();
        let by = wu.clone();
        world.act(move |tx| messages::reword(tx, &by, template(), 0, wording(GOOD))).expect("reworded");
        for seen in [0, 2] {
            let by = wu.clone();
            assert!(matches!(world.act(move |tx| messages::reword(tx, &by, template(), seen, wording(GOOD))), Err(Refusal::Overtaken)));
            let by = wu.clone();
            assert!(matches!(world.act(move |tx| messages::reset(tx, &by, template(), seen)), Err(Refusal::Overtaken)));
        }
    }

    fn a_place_that_does_not_exist_and_one_that_is_missing_are_named(world: World) {
        let wu = world.cast.wu_min.clone();
        let refused = world.act(move |tx| messages::reword(tx, &wu, template(), 0, wording("{persom} asks."))).expect_err("refused");
        let said: Vec<(&str, &str)> = refused.breaches().iter().map(|breach| (breach.field.as_str(), breach.said.en.as_str())).collect();
        assert_eq!(said, [
            ("body_en", "There is no place called {persom}; the places of this template are {name} {person} {role}"),
            ("body_en", "The place {name} is missing: it has to stand in the subject or the text, or readers miss what it says"),
        ]);
    }

    fn only_the_office_rewords_and_never_what_guards_accounts(world: World) {
        let tang = world.cast.tang_yun.clone();
        assert!(matches!(world.act(move |tx| messages::reword(tx, &tang, template(), 0, wording(GOOD))), Err(Refusal::Forbidden { .. })));
        let wu = world.cast.wu_min.clone();
        let reset = messages::template("account.reset").expect("a template");
        let refused = world.act(move |tx| messages::reword(tx, &wu, reset, 0, NewWording::built_in(reset))).expect_err("refused");
        assert!(refused.breaches()[0].said.en.starts_with("This letter guards accounts"));
    }
}
