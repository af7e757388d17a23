use applications::actions::{self, Version};
use applications::state::{State, Step};
use kernel::{ProjectType, Refusal};

use crate::world::{ALL, World, complete, rules};

testing::both_databases! {
    with ALL;

    fn handing_in_tells_both_sides_and_leaves_a_trace_with_the_document(w: World) {
        let id = w.submitted(&w.cast.lin_mei, w.item);
        let application = w.get(id);
        assert_eq!((application.state, application.counted_year), (State::UniversityReview, Some(2024)));
        assert_eq!(w.acts(id), ["start", "save", "attach", "submit"]);
        assert_eq!(w.letters(), [
            ("application.submitted".to_owned(), w.cast.lin_mei.person_id),
            ("application.to_review".to_owned(), w.cast.wang_jianguo.person_id),
        ]);
        let hash = w.stored("application document").sha256;
        let documents = w.read(move |tx| Ok(journal::trail(tx, id.0)?.last().unwrap().documents.clone()));
        assert_eq!(documents, format!("[\"{hash}\"]"));
    }

    fn a_06_a_07_an_empty_draft_hears_of_everything_at_once(w: World) {
        let (lin, item) = (w.cast.lin_mei.clone(), w.item);
        let refusal = w.act(move |tx| {
            let (draft, _) = actions::start(tx, &lin, item)?;
            actions::submit(tx, &lin, draft.id)
        }).unwrap_err();
        let expected = [("A-06", "title"), ("A-06", "summary"), ("A-06", "document"), ("A-06", "is_signed"), ("A-07", "document_pi_name")];
        assert_eq!(rules(&refusal), expected.map(|(rule, field)| (rule, field.to_owned())));
    }

    fn a_03_the_fourth_application_of_the_year_is_refused_and_a_withdrawal_gives_the_place_back(w: World) {
        let items: Vec<_> = (0..4).map(|_| w.item(ProjectType::Curriculum, 5)).collect();
        let third = items[..3].iter().map(|item| w.submitted(&w.cast.lin_mei, *item)).reduce(|_, later| later).unwrap();
        let fourth = w.draft(&w.cast.lin_mei, items[3]);
        let lin = w.cast.lin_mei.clone();
        let refusal = w.act(move |tx| actions::submit(tx, &lin, fourth)).unwrap_err();
        assert_eq!(rules(&refusal), [("A-03", "pi_id".to_owned())]);
        assert_eq!(w.state(fourth), State::Draft);
        let lin = w.cast.lin_mei.clone();
        w.act(move |tx| {
            actions::withdraw(tx, &lin, third, "改报其他项目")?;
            actions::submit(tx, &lin, fourth)
        }).unwrap();
        assert_eq!((w.state(third), w.state(fourth)), (State::Withdrawn, State::UniversityReview));
        let lin = w.cast.lin_mei.person_id;
        assert_eq!(w.read(move |tx| Ok(limits::this_year(tx, lin, 2024)?)), 3);
    }

    fn a_02_whoever_runs_three_projects_cannot_hand_in(w: World) {
        let (lin, id) = (w.cast.lin_mei.clone(), w.draft(&w.cast.lin_mei, w.item));
        let refusal = w.act(move |tx| {
            for _ in 0..3 { limits::take_running(tx, lin.person_id, 3)?; }
            actions::submit(tx, &lin, id)
        }).unwrap_err();
        assert_eq!(rules(&refusal), [("A-02", "pi_id".to_owned())]);
    }

    fn a_04_a_student_cannot_begin_a_teachers_item_and_a_teacher_no_joint_fund(w: World) {
        let (chen, lin, item, fund) = (w.cast.chen_xiao.clone(), w.cast.lin_mei.clone(), w.item, w.item(ProjectType::JointFund, 1));
        let refusal = w.act(move |tx| actions::start(tx, &chen, item)).unwrap_err();
        assert_eq!(rules(&refusal), [("A-04", "pi_id".to_owned())]);
        let refusal = w.act(move |tx| actions::start(tx, &lin, fund)).unwrap_err();
        assert_eq!(rules(&refusal), [("A-04", "pi_id".to_owned())]);
        let id = w.submitted(&w.cast.chen_xiao, fund);
        assert_eq!(w.state(id), State::UniversityReview);
    }

    fn a_08_the_universitys_own_limits_count_for_leader_and_member(w: World) {
        let nanjiang = w.cast.nanjiang;
        w.act(move |tx| {
            let profile = directory::university_profile(tx, nanjiang)?;
            db::save(tx, &directory::UniversityProfile { per_person_and_round: Some(1), memberships_per_round: Some(2), ..profile })
        }).unwrap();
        w.submitted(&w.cast.lin_mei, w.item);
        let (second, lin) = (w.draft(&w.cast.lin_mei, w.item(ProjectType::Curriculum, 1)), w.cast.lin_mei.clone());
        let refusal = w.act(move |tx| actions::submit(tx, &lin, second)).unwrap_err();
        assert_eq!(rules(&refusal), [("A-08", "pi_id".to_owned())]);
        // Who leads one may not be a member of another, and 钱进 may be a member twice.
        w.submitted(&w.teacher(1), w.item);
        let third = w.teacher(2);
        let (id, item) = (w.draft(&third, w.item), w.item);
        assert_eq!(item, w.item);
        let refusal = w.act(move |tx| {
            let mut typed = complete(&third.name);
            typed.members[0].email = "Lin.Mei@demo.xieyu".into();
            let version = Version { revision: 2, tab: "test".into() };
            actions::save(tx, &third, id, &typed, &version)?;
            actions::submit(tx, &third, id)
        }).unwrap_err();
        assert_eq!(rules(&refusal), [("A-08", "members.0.email".to_owned())]);
    }

    fn a_08_a_member_under_another_address_is_the_same_member(w: World) {
        let nanjiang = w.cast.nanjiang;
        w.act(move |tx| {
            let profile = directory::university_profile(tx, nanjiang)?;
            db::save(tx, &directory::UniversityProfile { per_person_and_round: Some(1), ..profile })
        }).unwrap();
        w.submitted(&w.cast.lin_mei, w.item);
        let lin = w.cast.lin_mei.clone();
        w.act(move |tx| {
            directory::ask_email_change(tx, &lin, "lin@nanjiang.example")?;
            let letters = mail::recent(tx, 10)?;
            let letter = letters.iter().find(|letter| letter.to_address == "lin@nanjiang.example").unwrap();
            directory::confirm_email_change(tx, letter.link.rsplit('/').next().unwrap()).map(drop)
        }).unwrap();
        let third = w.teacher(2);
        let id = w.draft(&third, w.item);
        for email in ["lin.mei@demo.xieyu", "lin@nanjiang.example"] {
            let (third, revision) = (third.clone(), w.get(id).revision);
            let refusal = w.act(move |tx| {
                let mut typed = complete(&third.name);
                typed.members[0].email = email.into();
                let version = Version { revision, tab: "test".into() };
                actions::save(tx, &third, id, &typed, &version)?;
                actions::submit(tx, &third, id)
            }).unwrap_err();
            assert_eq!(rules(&refusal), [("A-08", "members.0.email".to_owned())], "{email}");
        }
    }

    fn a_09_after_the_last_day_nothing_is_begun_or_handed_in(w: World) {
        let id = w.draft(&w.cast.lin_mei, w.item);
        w.base.clock.move_to(kernel::Day::new(2024, 12, 31).unwrap().ends());
        let lin = w.cast.lin_mei.clone();
        let refusal = w.act(move |tx| actions::submit(tx, &lin, id)).unwrap_err();
        assert_eq!(rules(&refusal), [("A-09", "item_id".to_owned())]);
        let (zhou, item) = (w.cast.zhou_yuan.clone(), w.item);
        let refusal = w.act(move |tx| actions::start(tx, &zhou, item)).unwrap_err();
        assert_eq!(rules(&refusal), [("A-09", "item_id".to_owned())]);
    }

    fn a_11_applying_twice_opens_the_same_application_until_it_is_withdrawn(w: World) {
        let (lin, item) = (w.cast.lin_mei.clone(), w.item);
        let (first, second, third) = w.act(move |tx| {
            let (first, is_new) = actions::start(tx, &lin, item)?;
            assert!(is_new);
            let (second, is_new) = actions::start(tx, &lin, item)?;
            assert!(!is_new);
            actions::withdraw(tx, &lin, first.id, "")?;
            let (third, is_new) = actions::start(tx, &lin, item)?;
            assert!(is_new);
            Ok((first.id, second.id, third.id))
        }).unwrap();
        assert_eq!(first, second);
        assert_ne!(first, third);
        assert!(w.letters().is_empty());
    }

    fn u_01_the_programme_office_hears_when_nobody_can_review(w: World) {
        let nanjiang = w.cast.nanjiang;
        w.act(move |tx| Ok(tx.execute(
            "UPDATE membership SET state = 'ended' WHERE organisation_id = $1 AND role = 'university_administrator'",
            db::params![nanjiang],
        )?)).unwrap();
        w.submitted(&w.cast.lin_mei, w.item);
        assert_eq!(w.letters_to(&w.cast.wu_min), ["application.no_administrator"]);
    }

    fn a_returned_application_is_handed_in_again_after_the_deadline_without_taking_a_second_place(w: World) {
        let id = w.submitted(&w.cast.lin_mei, w.item);
        w.review(id, Step::UniversityReturn).unwrap();
        w.base.clock.move_to(kernel::Day::new(2025, 1, 6).unwrap().begins());
        let lin = w.cast.lin_mei.clone();
        w.act(move |tx| actions::submit(tx, &lin, id)).unwrap();
        let lin = w.cast.lin_mei.person_id;
        let years = w.read(move |tx| Ok(limits::years_of(tx, lin)?));
        assert_eq!((w.state(id), years.get(&2024), years.get(&2025)), (State::UniversityReview, Some(&1), None));
        assert_eq!(w.acts(id).last().unwrap(), "resubmit");
    }

    fn nobody_but_the_author_hands_in_and_strangers_do_not_learn_that_it_exists(w: World) {
        let id = w.draft(&w.cast.lin_mei, w.item);
        let (zhou, office) = (w.cast.zhou_yuan.clone(), w.cast.wu_min.clone());
        assert!(matches!(w.act(move |tx| actions::submit(tx, &zhou, id)), Err(Refusal::NotFound)));
        assert!(matches!(w.act(move |tx| actions::submit(tx, &office, id)), Err(Refusal::Forbidden { .. })));
    }

    fn withdrawing_tells_whoever_had_it_on_the_desk(w: World) {
        let id = w.passed(&w.cast.lin_mei, w.item);
        let before = w.letters().len();
        let lin = w.cast.lin_mei.clone();
        w.act(move |tx| actions::withdraw(tx, &lin, id, "人员变动")).unwrap();
        let told: Vec<_> = w.letters()[before..].iter().map(|(kind, _)| kind.clone()).collect();
        assert_eq!(told, ["application.withdrawn"; 3]);
        let lin = w.cast.lin_mei.clone();
        assert!(matches!(w.act(move |tx| actions::withdraw(tx, &lin, id, "")), Err(Refusal::NotOpen { .. })));
    }
}
