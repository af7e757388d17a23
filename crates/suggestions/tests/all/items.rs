use kernel::{Actor, ItemId, ProjectType, Refusal, RowId};
use suggestions::{Items, Kind, for_person};

use crate::world::{ALL, World};

fn asked(w: &World, actor: &Actor) -> Items {
    for_person(&w.suggestions, &w.base.db, actor).unwrap()
}

fn ids(items: &Items) -> Vec<ItemId> {
    items.items.iter().map(|it| it.item.id).collect()
}

testing::both_databases! {
    with ALL;

    fn what_fits_comes_with_the_words_both_sides_use_and_what_does_not_fit_stays_away(w: World) {
        let vision = w.item(w.cast.meridian, ProjectType::Curriculum, "机器视觉课程体系建设", None);
        w.item(w.cast.bluebrook, ProjectType::Curriculum, "会计信息系统教学改革", None);
        w.knows(&w.cast.lin_mei, "机器视觉\n光学检测");
        let found = asked(&w, &w.cast.lin_mei);
        assert_eq!(ids(&found), [vision]);
        assert!(found.items[0].reasons.contains(&"机器视觉".to_owned()), "{:?}", found.items[0].reasons);
        assert!(found.knows);
    }

    fn g_07_an_item_that_is_not_published_is_not_there_to_be_refused(w: World) {
        let item = w.item(w.cast.meridian, ProjectType::Curriculum, "机器视觉课程体系建设", None);
        let actor = w.cast.lin_mei.clone();
        w.act(move |tx| suggestions::refuse_item(tx, &actor, item)).unwrap();
        // Twice is once.
        let actor = w.cast.lin_mei.clone();
        w.act(move |tx| suggestions::refuse_item(tx, &actor, item)).unwrap();
        assert_eq!(asked(&w, &w.cast.lin_mei).refused.len(), 1);
        w.act(|tx| Ok(tx.execute("UPDATE guideline SET state = 'draft'", &[])?)).unwrap();
        let actor = w.cast.xu_lan.clone();
        let refusal = w.act(move |tx| suggestions::refuse_item(tx, &actor, item)).unwrap_err();
        assert!(matches!(refusal, Refusal::NotFound), "{refusal:?}");
    }

    fn whoever_said_nothing_is_told_so(w: World) {
        w.item(w.cast.meridian, ProjectType::Curriculum, "机器视觉课程体系建设", None);
        let found = asked(&w, &w.cast.lin_mei);
        assert_eq!((found.items, found.knows), (vec![], false));
    }

    fn what_happened_since_the_last_question_is_taken_in(w: World) {
        w.knows(&w.cast.lin_mei, "机器视觉");
        assert_eq!(ids(&asked(&w, &w.cast.lin_mei)), []);
        let late = w.item(w.cast.meridian, ProjectType::Curriculum, "机器视觉实验室", None);
        assert_eq!(ids(&asked(&w, &w.cast.lin_mei)), [late]);
        // A copy that begins now knows the same.
        let anew = for_person(&suggestions::Suggestions::new(), &w.base.db, &w.cast.lin_mei).unwrap();
        assert_eq!(ids(&anew), [late]);
        let guideline = w.guideline;
        w.act(move |tx| {
            tx.execute("UPDATE item SET is_open = $1 WHERE id = $2", db::params![false, late])?;
            journal::record(tx, journal::Act::new(&Actor::system(), "guideline", guideline.0, "close"));
            Ok(())
        })
        .unwrap();
        assert_eq!(ids(&asked(&w, &w.cast.lin_mei)), []);
    }

    fn a_student_sees_what_students_apply_for_and_a_teacher_the_rest(w: World) {
        let course = w.item(w.cast.meridian, ProjectType::Curriculum, "机器视觉课程", None);
        let fund = w.item(w.cast.meridian, ProjectType::JointFund, "机器视觉创新创业联合基金", None);
        let past = w.base.clock.now().day().plus_days(-1);
        w.item(w.cast.meridian, ProjectType::Curriculum, "机器视觉旧课程", Some(past));
        for (actor, expected) in [(w.cast.lin_mei.clone(), course), (w.cast.chen_xiao.clone(), fund)] {
            w.knows(&actor, "机器视觉");
            assert_eq!(ids(&asked(&w, &actor)), [expected]);
        }
        assert!(matches!(for_person(&w.suggestions, &w.base.db, &w.cast.zhao_lei), Err(Refusal::Forbidden { .. })));
    }

    fn not_for_me_is_heard_until_it_is_taken_back(w: World) {
        let id = w.item(w.cast.meridian, ProjectType::Curriculum, "机器视觉课程", None);
        let pi = w.cast.lin_mei.clone();
        w.knows(&pi, "机器视觉");
        w.knows(&w.cast.xu_lan, "机器视觉");
        let refuse = |w: &World| {
            let pi = pi.clone();
            w.act(move |tx| {
                suggestions::refuse(tx, &pi, RowId(pi.person_id.0), Kind::Item, &id.to_string(), "机器视觉课程")
            })
            .unwrap();
        };
        refuse(&w);
        refuse(&w);
        let found = asked(&w, &pi);
        assert_eq!((ids(&found), found.refused.len()), (vec![], 1));
        assert_eq!(ids(&asked(&w, &w.cast.xu_lan)), [id], "others still hear of it");
        let again = pi.clone();
        w.act(move |tx| suggestions::take_back(tx, &again, RowId(again.person_id.0), Kind::Item, &id.to_string())).unwrap();
        assert_eq!(ids(&asked(&w, &pi)), [id]);
    }

    fn one_enterprise_does_not_fill_the_list(w: World) {
        for n in 0..5 {
            w.item(w.cast.meridian, ProjectType::Curriculum, &format!("机器视觉课程{n}"), None);
        }
        let other = w.item(w.cast.bluebrook, ProjectType::Curriculum, "机器视觉与会计信息系统综合改革", None);
        w.knows(&w.cast.lin_mei, "机器视觉");
        let found = asked(&w, &w.cast.lin_mei);
        assert_eq!(found.items.len(), 4);
        assert!(ids(&found).contains(&other));
    }
}
