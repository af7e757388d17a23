use applications::lists::{self, Filter};
use applications::state::{State, Step};
use applications::{may_view, todo};
use kernel::{Actor, ApplicationId, Hat, ProjectType, Role};

use crate::world::{ALL, World};

fn everybody(w: &World) -> Vec<Actor> {
    let c = &w.cast;
    let mut all = vec![
        &c.lin_mei,
        &c.zhou_yuan,
        &c.chen_xiao,
        &c.wang_jianguo,
        &c.li_fang,
        &c.zhao_lei,
        &c.sun_yue,
        &c.he_zhiyuan,
        &c.wu_min,
        &c.zheng_hai,
        &c.feng_jing,
        &c.tang_yun,
        &c.qin_yue,
        &c.gao_ning,
        &c.xu_lan,
    ]
    .into_iter()
    .cloned()
    .collect::<Vec<_>>();
    // The author with another hat, and with none.
    all.push(Actor::person(c.lin_mei.person_id, "林梅", None));
    all.push(Actor::person(
        c.lin_mei.person_id,
        "林梅",
        Some(Hat { role: Role::Expert, organisation_id: c.expert_group }),
    ));
    all
}

/// One application in every state.
fn one_of_each(w: &World) -> Vec<ApplicationId> {
    let item = w.item(ProjectType::Curriculum, 9);
    let teacher = |n: usize| w.teacher(n);
    let mut ids = vec![w.draft(&teacher(1), item), w.submitted(&teacher(2), item)];
    for (n, step) in [(3, Step::UniversityReturn), (4, Step::UniversityReject)] {
        let id = w.submitted(&teacher(n), item);
        w.review(id, step).unwrap();
        ids.push(id);
    }
    ids.push(w.passed(&teacher(5), item));
    for (n, step) in [(6, Step::EnterpriseReturn), (7, Step::EnterpriseReject), (8, Step::EnterpriseSelect)] {
        let id = w.passed(&teacher(n), item);
        w.decide(id, step, "理由").unwrap();
        ids.push(id);
    }
    for (n, passes) in [(9, false), (10, true)] {
        let author = teacher(n);
        let id = if passes { w.passed(&author, item) } else { w.draft(&author, item) };
        w.act(move |tx| applications::actions::withdraw(tx, &author, id, "")).unwrap();
        ids.push(id);
    }
    ids.push(w.submitted(&w.cast.lin_mei, item));
    ids
}

testing::both_databases! {
    with ALL;

    fn a_record_is_listed_exactly_when_it_may_be_seen(w: World) {
        let ids = one_of_each(&w);
        let states: std::collections::HashSet<State> = ids.iter().map(|id| w.state(*id)).collect();
        assert_eq!(states.len(), <State as kernel::Word>::ALL.len(), "one of each state");
        for actor in everybody(&w) {
            let (reader, all) = (actor.clone(), ids.clone());
            let (listed, allowed) = w.read(move |tx| {
                let (rows, _) = lists::list(tx, &reader, &Filter::default())?;
                let mut allowed = Vec::new();
                for id in all {
                    if may_view(&reader, &applications::get(tx, id)?) { allowed.push(id); }
                }
                Ok((rows.into_iter().map(|r| r.id).collect::<Vec<_>>(), allowed))
            });
            let sorted = |mut ids: Vec<ApplicationId>| { ids.sort(); ids };
            assert_eq!(sorted(listed), sorted(allowed), "{actor:?}");
        }
    }

    fn lists_need_the_same_statements_for_one_row_and_for_three(w: World) {
        let count = |w: &World| {
            let (wang, zhao, office, item) = (w.cast.wang_jianguo.clone(), w.cast.zhao_lei.clone(), w.cast.wu_min.clone(), w.item);
            w.read(move |tx| {
                let mut counts = Vec::new();
                let mut note = |tx: &db::Tx<'_>, before: u32| counts.push(tx.statements() - before);
                let before = tx.statements();
                lists::list(tx, &office, &Filter::default())?;
                note(tx, before);
                let before = tx.statements();
                lists::ranking(tx, &zhao, item)?;
                note(tx, before);
                for actor in [&wang, &zhao, &office] {
                    let before = tx.statements();
                    todo(tx, actor)?;
                    note(tx, before);
                }
                Ok(counts)
            })
        };
        w.submitted(&w.teacher(1), w.item);
        w.passed(&w.teacher(2), w.item);
        let with_one = count(&w);
        for n in 3..5 {
            w.submitted(&w.teacher(n), w.item);
            w.passed(&w.teacher(n + 10), w.item);
        }
        assert_eq!(count(&w), with_one);
    }

    fn filters_narrow_and_pages_follow_each_other(w: World) {
        let ids: Vec<_> = (0..3).map(|n| w.submitted(&w.teacher(n), w.item)).collect();
        let fund = w.submitted(&w.cast.chen_xiao, w.item(ProjectType::JointFund, 1));
        let wang = w.cast.wang_jianguo.clone();
        let (of_type, by_name, after) = w.read(move |tx| {
            let mut ask = |filter: Filter| Ok::<_, kernel::Refusal>(lists::list(tx, &wang, &filter)?.0.into_iter().map(|r| r.id).collect::<Vec<_>>());
            Ok((
                ask(Filter { kind: Some(ProjectType::JointFund), ..Filter::default() })?,
                ask(Filter { text: "教师01".into(), state: Some(State::UniversityReview), ..Filter::default() })?,
                ask(Filter { after: Some(ids[2]), ..Filter::default() })?,
            ))
        });
        assert_eq!(of_type, [fund]);
        assert_eq!((by_name.len(), after.len()), (1, 2));
    }

    fn u_03_the_queue_says_when_each_review_is_due_and_the_office_hears_of_late_ones(w: World) {
        let id = w.submitted(&w.cast.lin_mei, w.item);
        let due = |w: &World, actor: &Actor| {
            let actor = actor.clone();
            w.read(move |tx| Ok(todo(tx, &actor)?)).into_iter().map(|t| (t.href, t.due.unwrap().to_string())).collect::<Vec<_>>()
        };
        // Monday 2 September plus ten working days.
        let line = (format!("/applications/{id}"), "2024-09-16".to_owned());
        assert_eq!(due(&w, &w.cast.wang_jianguo.clone()), std::slice::from_ref(&line));
        assert_eq!(due(&w, &w.cast.wu_min.clone()), []);
        w.base.clock.move_to(kernel::Day::new(2024, 10, 1).unwrap().begins());
        assert_eq!(due(&w, &w.cast.wu_min.clone()), [line]);
    }

    fn drafts_near_their_deadline_and_returned_ones_wait_for_their_author(w: World) {
        let draft = w.draft(&w.cast.lin_mei, w.item);
        let returned = w.submitted(&w.cast.lin_mei, w.item(ProjectType::Curriculum, 1));
        w.review(returned, Step::UniversityReturn).unwrap();
        let hrefs = |w: &World| {
            let lin = w.cast.lin_mei.clone();
            w.read(move |tx| Ok(todo(tx, &lin)?)).into_iter().map(|t| t.href).collect::<Vec<_>>()
        };
        assert_eq!(hrefs(&w), [format!("/applications/{returned}")]);
        w.base.clock.move_to(kernel::Day::new(2024, 12, 20).unwrap().begins());
        assert_eq!(hrefs(&w), [format!("/applications/{draft}"), format!("/applications/{returned}")]);
    }
}
