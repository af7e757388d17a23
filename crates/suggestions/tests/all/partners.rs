use kernel::{ProjectType, Refusal, RowId};
use suggestions::{ForGuideline, Kind, for_guideline};

use crate::world::{ALL, World};

fn asked(w: &World) -> ForGuideline {
    for_guideline(&w.suggestions, &w.base.db, &w.cast.zhao_lei, w.guideline).unwrap()
}

/// An item on machine vision, and projects of four people at two universities.
fn stage(w: &World) {
    let (nanjiang, beiyuan) = ((w.cast.nanjiang, "南江大学"), (w.cast.beiyuan, "北原工程学院"));
    w.item(w.cast.meridian, ProjectType::Curriculum, "机器视觉课程体系建设", None);
    w.project("甲", nanjiang, "机器视觉课程建设");
    w.project("乙", beiyuan, "机器视觉实验教学");
    w.project("丙", beiyuan, "面向工业的机器视觉");
    w.project("丁", nanjiang, "财务报表分析");
}

testing::both_databases! {
    with ALL;

    fn whoever_leads_a_near_project_is_suggested_with_it(w: World) {
        stage(&w);
        let found = asked(&w);
        assert_eq!((&*found.teachers[0].name, &*found.teachers[0].project), ("甲", "机器视觉课程建设"));
        assert!(found.teachers.iter().all(|it| it.name != "丁"), "{:?}", found.teachers);
        let universities: Vec<_> = found.universities.iter().map(|it| (&*it.name, it.teachers)).collect();
        assert_eq!(universities.len(), 2);
        assert!(universities.contains(&("北原工程学院", 2)) && universities.contains(&("南江大学", 1)));
    }

    fn what_an_enterprise_refuses_none_of_its_people_see_again(w: World) {
        stage(&w);
        let subject = asked(&w).teachers[0].subject.clone();
        let (actor, meridian) = (w.cast.zhao_lei.clone(), w.cast.meridian);
        let beiyuan = w.cast.beiyuan.to_string();
        w.act(move |tx| {
            suggestions::refuse(tx, &actor, RowId(meridian.0), Kind::Person, &subject, "甲")?;
            suggestions::refuse(tx, &actor, RowId(meridian.0), Kind::University, &beiyuan, "北原工程学院")
        })
        .unwrap();
        let found = for_guideline(&w.suggestions, &w.base.db, &w.cast.sun_yue, w.guideline).unwrap();
        assert_eq!((found.teachers, found.universities, found.refused.len()), (vec![], vec![], 2));
        // Whom it does not want is the enterprise's own matter; the office only finds them left out.
        let office = for_guideline(&w.suggestions, &w.base.db, &w.cast.wu_min, w.guideline).unwrap();
        assert_eq!((office.teachers, office.universities, office.refused), (vec![], vec![], vec![]));
    }

    fn only_the_enterprise_and_the_office_see_who_fits(w: World) {
        stage(&w);
        assert!(for_guideline(&w.suggestions, &w.base.db, &w.cast.wu_min, w.guideline).is_ok());
        for actor in [&w.cast.qin_yue, &w.cast.lin_mei, &w.cast.wang_jianguo] {
            let refusal = for_guideline(&w.suggestions, &w.base.db, actor, w.guideline).unwrap_err();
            assert!(matches!(refusal, Refusal::NotFound), "{}", actor.name);
        }
    }
}
