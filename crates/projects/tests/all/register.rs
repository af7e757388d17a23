use kernel::{Actor, Instant, Mode, Money, ProjectId, ProjectType, RulesetId, Word, province};
use projects::state::State;
use projects::{Filter, Project, PublicState, policy};

use crate::world::{ALL, World, day};

/// Projects of every kind, spread without chance: enough in 2021 that the year is walked and not gathered.
fn many(w: &World, ruleset_id: RulesetId) -> Vec<Project> {
    let (c, now) = (&w.cast, w.base.clock.now());
    let one = |n: usize| {
        let pick = |salt: usize, of: usize| (n * 2_654_435_761 + salt * 40_503) / 97 % of;
        let year = if n % 12 < 10 { 2021 } else { 2014 + pick(1, 11) as i64 };
        let at = Instant::from_millis(now.millis() - 400_000_000_000 + n as i64 * 1000);
        let on = day(&format!("{year}-06-01"));
        Project {
            id: ProjectId::at(at),
            number: format!("{}{n:08}", year * 1000 + 701),
            agreement_id: None,
            item_id: None,
            round_id: None,
            ruleset_id,
            mode: Mode::ALL[pick(2, 2)],
            project_type: ProjectType::ALL[pick(3, 6)],
            title: format!("{}课程改革{}", ["光电", "机器视觉", "Python 编程", "智能制造"][pick(4, 4)], n % 7),
            enterprise_id: if pick(5, 3) == 0 { c.meridian } else { c.bluebrook },
            enterprise_name: "子午光电".into(),
            university_id: if pick(6, 4) == 0 { c.nanjiang } else { c.beiyuan },
            university_name: "南江大学".into(),
            province: province::ALL[pick(7, 4)].code.into(),
            pi_id: Some(if pick(8, 9) == 0 { c.lin_mei.person_id } else { c.xu_lan.person_id }),
            pi_name: "林梅".into(),
            year,
            established_on: on,
            starts_on: on,
            closes_on: on.plus_years(1),
            agreed_closes_on: on.plus_years(1),
            postponements: 0,
            cash: Money::from_yuan(1),
            goods: Money::ZERO,
            late_since: None,
            imported_from: None,
            state: if n.is_multiple_of(501) { State::Terminated } else { State::ALL[pick(9, 7)] },
            state_since: at,
            revision: 0,
            created_at: at,
        }
    };
    (0..4_200).map(one).collect()
}

/// Follows the pages to their end.
fn pages(w: &World, filter: Filter) -> (Vec<ProjectId>, Option<i64>, u32) {
    w.read(move |tx| {
        let (mut all, mut filter, mut amount, mut most) = (Vec::new(), filter, None, 0);
        loop {
            let before = tx.statements();
            let found = projects::register(tx, &filter)?;
            most = most.max(tx.statements() - before);
            all.extend(found.rows.iter().map(|p| p.id));
            amount = amount.or(found.amount);
            match found.next {
                Some(after) => filter.after = Some(after),
                None => return Ok((all, amount, most)),
            }
        }
    })
}

fn expected(all: &[Project], fits: impl Fn(&Project) -> bool) -> Vec<ProjectId> {
    let mut found: Vec<(i64, ProjectId)> = all.iter().filter(|p| fits(p)).map(|p| (p.year, p.id)).collect();
    found.sort_by(|a, b| b.cmp(a));
    found.into_iter().map(|(_, id)| id).collect()
}

fn filled(w: &World) -> Vec<Project> {
    let ruleset = w.read(|tx| Ok(rulesets::applicable_on(tx, Mode::Legacy, tx.now().day())?.0));
    let all = many(w, ruleset);
    let (copy, by) = (all.clone(), w.cast.feng_jing.person_id);
    w.act(move |tx| {
        projects::bulk_establish(tx, &copy, &[], by)?;
        Ok(projects::rebuild_register(tx, true)?)
    })
    .unwrap();
    all
}

testing::both_databases! {
    with ALL;

    fn every_filter_finds_exactly_what_fits_in_few_statements(w: World) {
        let all = filled(&w);
        let page = 200;
        let mut tried = 0;
        for year in [None, Some(2021), Some(2016), Some(1999)] {
            for kind in [None, Some(ProjectType::JointFund)] {
                for place in [None, Some("12"), Some("65")] {
                    for states in [vec![], vec![State::Terminated], PublicState::Running.states()] {
                        for mode in [None, Some(Mode::Legacy)] {
                            let filter = Filter { year, kind, province: place.map(str::to_owned), states: states.clone(), mode, page, ..Filter::default() };
                            let (found, amount, statements) = pages(&w, filter.clone());
                            let fits = |p: &Project| year.is_none_or(|y| y == p.year) && kind.is_none_or(|k| k == p.project_type)
                                && place.is_none_or(|c| c == p.province) && (states.is_empty() || states.contains(&p.state)) && mode.is_none_or(|m| m == p.mode);
                            let wanted = expected(&all, fits);
                            assert_eq!((found.len(), amount), (wanted.len(), Some(wanted.len() as i64)), "{filter:?}");
                            assert_eq!(found, wanted, "{filter:?}");
                            assert!(statements <= 5, "{statements} statements for {filter:?}");
                            tried += 1;
                        }
                    }
                }
            }
        }
        assert_eq!(tried, 144);
    }

    fn the_databases_work_out_the_same_facet_as_the_program(w: World) {
        filled(&w);
        let wrong = "SELECT COUNT(*) FROM project p LEFT JOIN project_facet f ON f.facet = p.facet AND f.year = p.year AND f.mode = p.mode \
                     AND f.project_type = p.project_type AND f.province = p.province AND f.state = p.state WHERE f.facet IS NULL";
        assert_eq!(w.read(move |tx| Ok(tx.one::<(i64,)>(wrong, &[])?)), (0,));
        w.project(&w.cast.lin_mei); // counted by the program under its own facet
        assert_eq!(w.read(move |tx| Ok(tx.one::<(i64,)>(wrong, &[])?)), (0,));
    }

    fn parties_and_words_of_the_title_narrow_any_filter(w: World) {
        let all = filled(&w);
        let c = w.cast.clone();
        let base = Filter { page: 200, ..Filter::default() };
        let check = |filter: Filter, fits: &dyn Fn(&Project) -> bool| assert_eq!(pages(&w, filter.clone()).0, expected(&all, fits), "{filter:?}");
        check(Filter { enterprises: Some(vec![c.meridian]), states: vec![State::Closing], ..base.clone() }, &|p| p.enterprise_id == c.meridian && p.state == State::Closing);
        check(Filter { enterprises: Some(vec![c.meridian]), universities: Some(vec![c.nanjiang]), year: Some(2021), ..base.clone() }, &|p| p.enterprise_id == c.meridian && p.university_id == c.nanjiang && p.year == 2021);
        check(Filter { universities: Some(vec![c.nanjiang, c.beiyuan]), kind: Some(ProjectType::FourNew), ..base.clone() }, &|p| p.project_type == ProjectType::FourNew);
        check(Filter { pi: Some(c.lin_mei.person_id), mode: Some(Mode::Rolling), ..base.clone() }, &|p| p.pi_id == Some(c.lin_mei.person_id) && p.mode == Mode::Rolling);
        check(Filter { universities: Some(vec![]), ..base.clone() }, &|_| false);
        check(Filter { title: "改革3 视觉".into(), ..base.clone() }, &|p| p.title.contains("机器视觉") && p.title.contains("改革3"));
        check(Filter { title: "ＰＹＴＨＯＮ".into(), year: Some(2016), ..base.clone() }, &|p| p.title.contains("Python") && p.year == 2016);
        check(Filter { title: "不存在的词".into(), ..base.clone() }, &|_| false);
        check(Filter { number: Some(all[7].number.clone()), ..base.clone() }, &|p| p.id == all[7].id);
        check(base.clone(), &|_| true);
    }

    fn a_project_is_listed_exactly_when_its_inside_may_be_seen(w: World) {
        let all = filled(&w);
        let c = w.cast.clone();
        for actor in [&c.lin_mei, &c.zhou_yuan, &c.chen_xiao, &c.wang_jianguo, &c.li_fang, &c.zhao_lei, &c.sun_yue, &c.he_zhiyuan, &c.wu_min, &c.zheng_hai, &c.feng_jing, &c.tang_yun, &c.gao_ning] {
            let by: Actor = actor.clone();
            let viewer = w.read(move |tx| projects::viewer(tx, &by));
            let filter = Filter { page: 200, ..Filter::default() }.within(policy::scope(&viewer));
            assert_eq!(pages(&w, filter).0, expected(&all, |p| policy::may_view(&viewer, p)), "{}", actor.name);
        }
    }

    fn a_list_costs_the_same_statements_with_one_row_and_with_three(w: World) {
        let statements = |w: &World, filter: Filter| pages(w, filter).2;
        let filters = || [
            Filter::default(), Filter { year: Some(2024), ..Filter::default() }, Filter { title: "光电".into(), ..Filter::default() },
            Filter { pi: Some(w.cast.lin_mei.person_id), ..Filter::default() }, Filter { states: vec![State::Established], ..Filter::default() },
        ];
        w.project(&w.cast.lin_mei);
        let one: Vec<u32> = filters().into_iter().map(|f| statements(&w, f)).collect();
        w.project(&w.cast.lin_mei);
        w.project(&w.cast.lin_mei);
        let three: Vec<u32> = filters().into_iter().map(|f| statements(&w, f)).collect();
        assert_eq!(one, three);
    }
}

#[test]
fn a_place_in_the_list_is_read_back_from_the_address() {
    let after = projects::After { year: 2021, id: ProjectId::nil() };
    assert_eq!(after.to_string().parse(), Ok(after));
    assert!("2021".parse::<projects::After>().is_err());
}
