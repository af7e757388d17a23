//! Establishment and closing lists.

use directory::OrganisationKind;
use imports::projects::ProjectSettings;
use imports::{Choice, Counts, Settings, Subject};
use kernel::Refusal;
use projects::State;

use crate::world::{ALL, World, faults, is, meaning, notes};

const P: Subject = Subject::Projects;

fn plain() -> Settings {
    Settings::default()
}

fn creating() -> Settings {
    let document = "教高司函〔2021〕14号".to_owned();
    let projects = ProjectSettings { create_unknown: true, document, ..ProjectSettings::default() };
    Settings { projects, ..Settings::default() }
}

/// Two projects of parties the register knows: both forms of numbers, full-width digits, a title above the headings.
const LIST: &str = "2021年第一批产学合作协同育人项目立项名单,,,,,,\n\
    项目编号,公司名称,项目类型,项目名称,承担学校,项目负责人,立项时间\n\
    ２０２１０１３１１００４,子午光电科技有限公司,教学内容和课程体系改革项目,光学课程改革,南江大学,林梅,2021年7月\n\
    210701456145711,Meridian Optics,T4,实践基地建设,北原理工大学,何航,2021-07-15\n\
    合计,2 项,,,,,\n";

/// A list with these headings and the row of a good project.
fn with_heads(heads: &[&str; 6]) -> String {
    format!(
        "{},立项时间\n202101311004,子午光电科技有限公司,T2,光学课程改革,南江大学,林梅,2021-07-15\n",
        heads.join(",")
    )
}

fn new(rows: u64) -> Counts {
    Counts { rows, new: rows, ..Counts::default() }
}

testing::both_databases! {
    with ALL;

    fn a_list_becomes_projects_of_the_public_register_with_their_source(world: World) {
        let counts = world.import(P, LIST.as_bytes(), &creating());
        assert_eq!(counts, new(2));
        let found = world.read(|tx| projects::find_by_number(tx, "202101311004")).unwrap();
        assert_eq!((found.enterprise_id, found.university_id, found.state), (world.cast.meridian, world.cast.nanjiang, State::Overdue));
        assert_eq!((found.year, found.pi_id, found.pi_name.as_str(), found.province.as_str()), (2021, None, "林梅", "32"));
        let listed = world.base.db.read_now(|tx| projects::register(tx, &projects::Filter::default())).unwrap();
        assert_eq!(listed.rows.len(), 2);
        let source: (String,) = world.read(move |tx| tx.one("SELECT document FROM imported_list WHERE id = $1", db::params![found.imported_from]));
        assert_eq!(source.0, "教高司函〔2021〕14号");
        let titled = projects::Filter { title: "光学课程".into(), ..projects::Filter::default() };
        let titled = world.base.db.read_now(move |tx| projects::register(tx, &titled)).unwrap();
        assert_eq!(titled.rows.iter().map(|p| p.number.as_str()).collect::<Vec<_>>(), ["202101311004"]);
    }

    fn what_is_imported_is_filed_counted_and_told_to_the_journal(world: World) {
        world.import(P, LIST.as_bytes(), &plain());
        let figures = world.read(projects::figures);
        assert_eq!((figures.projects, figures.filings), (2, 2));
        let found = world.read(|tx| projects::find_by_number(tx, "210701456145711")).unwrap();
        let id = found.id.0;
        let trail = world.act(move |tx| Ok(journal::trail(tx, id)?)).unwrap();
        assert_eq!(trail.iter().map(|entry| entry.step()).collect::<Vec<_>>(), ["import"]);
        for table in ["project", "import", "organisation"] {
            assert_eq!(world.read(move |tx| journal::astray(tx, table)).len(), 0, "{table}");
        }
    }

    fn the_same_list_twice_changes_nothing(world: World) {
        world.import(P, LIST.as_bytes(), &plain());
        let before = world.amounts();
        let again = world.check(P, LIST.as_bytes(), &plain()).unwrap();
        assert_eq!(again.overview().counts, Counts { rows: 2, unchanged: 2, ..Counts::default() });
        assert!(again.overview().is_known());
        assert_eq!(world.amounts(), before);
        // The same rows in another file are known as well.
        let other = LIST.replace("合计,2 项", "合计,2");
        assert!(world.check(P, other.as_bytes(), &plain()).unwrap().overview().is_known());
    }

    fn one_fault_keeps_the_whole_list_out(world: World) {
        let list = LIST.replace("210701456145711", "2107014561457");
        let before = world.amounts();
        let checked = world.check(P, list.as_bytes(), &plain()).unwrap();
        assert_eq!(faults(&checked), ["A4 P-05 项目编号应为 12 位数字（20 开头，第 5、6 位为 01 或 02）或 15 位数字，现为 13 个字符"]);
        let refused = world.commit(P, list.as_bytes(), &plain(), checked);
        assert!(matches!(refused, Err(Refusal::Overtaken)), "{refused:?}");
        assert_eq!(world.amounts(), before);
    }

    fn a_number_taken_since_the_check_keeps_the_whole_list_out(world: World) {
        let checked = world.check(P, LIST.as_bytes(), &plain()).unwrap();
        let one = with_heads(&["项目编号", "公司名称", "项目类型", "项目名称", "承担学校", "项目负责人"]);
        world.import(P, one.as_bytes(), &plain());
        let before = world.amounts();
        let refused = world.commit(P, LIST.as_bytes(), &plain(), checked);
        assert!(matches!(refused, Err(Refusal::Overtaken)), "{refused:?}");
        assert_eq!(world.amounts(), before);
    }

    fn a_name_nobody_knows_waits_for_a_person_and_is_remembered(world: World) {
        let list = LIST.replace("子午光电科技有限公司", "子午光电科技股份有限公司");
        let asked = world.check(P, list.as_bytes(), &creating()).unwrap();
        let open = asked.open_names();
        assert_eq!((open.len(), open[0].name.as_str(), open[0].first_line, open[0].rows), (1, "子午光电科技股份有限公司", 3, 1));
        assert_eq!(open[0].suggestions[0].id, world.cast.meridian);
        assert!(!asked.overview().is_ready());
        let said = meaning(OrganisationKind::Enterprise, "子午光电科技股份有限公司", is(world.cast.meridian));
        let told = world.check_with(P, list.as_bytes(), &plain(), &said).unwrap();
        assert_eq!(told.overview().counts, Counts { rows: 2, new: 2, remembered: 1, ..Counts::default() });
        world.commit(P, list.as_bytes(), &plain(), told).unwrap();
        let later = world.check(P, list.as_bytes(), &plain()).unwrap();
        assert_eq!(later.overview().counts, Counts { rows: 2, unchanged: 2, ..Counts::default() });
    }

    fn an_organisation_that_is_added_is_marked_as_not_verified(world: World) {
        let list = LIST.replace("北原理工大学", "关中智造大学");
        let said = meaning(OrganisationKind::University, "关中智造大学", Choice::Create);
        let told = world.check_with(P, list.as_bytes(), &plain(), &said).unwrap();
        assert_eq!((told.overview().counts.created, told.created_names()), (1, vec!["关中智造大学".to_owned()]));
        world.commit(P, list.as_bytes(), &plain(), told).unwrap();
        let state: (String,) = world.read(|tx| tx.one("SELECT state FROM organisation WHERE name = '关中智造大学'", &[]));
        assert_eq!(state.0, "imported");
    }

    fn a_closing_list_closes_what_came_from_a_list(world: World) {
        world.import(P, LIST.as_bytes(), &plain());
        let closing = LIST.replace("项目负责人,立项时间", "项目负责人,验收结论").replace("林梅,2021年7月", "林梅,通过").replace("何航,2021-07-15", "何航,不通过");
        let settings = Settings { projects: ProjectSettings { established_on: "2021-07-01".parse().ok(), ..ProjectSettings::default() }, ..Settings::default() };
        assert_eq!(world.import(P, closing.as_bytes(), &settings), Counts { rows: 2, changed: 2, ..Counts::default() });
        let state = |number: &'static str| world.read(move |tx| projects::find_by_number(tx, number)).unwrap().state;
        assert_eq!((state("202101311004"), state("210701456145711")), (State::ClosedPassed, State::ClosedFailed));
        assert_eq!(world.read(|tx| journal::astray(tx, "project")).len(), 0);
        let again = world.check(P, closing.as_bytes(), &settings).unwrap();
        assert_eq!(again.overview().counts, Counts { rows: 2, unchanged: 2, ..Counts::default() });
        let turned = closing.replace("林梅,通过", "林梅,不通过");
        assert_eq!(faults(&world.check(P, turned.as_bytes(), &settings).unwrap()), ["G3 该项目在平台上已是“结题通过”，与名单的结论不同"]);
    }
}

/// One project with these further columns.
fn listed(heads: &str, cells: &str) -> String {
    format!(
        "项目编号,公司名称,项目类型,项目名称,承担学校,项目负责人{heads}\n\
         201902201030,子午光电科技有限公司,T2,光学课程改革,南江大学,林梅{cells}\n"
    )
}

fn changed(rows: u64) -> Counts {
    Counts { rows, changed: rows, ..Counts::default() }
}

fn same(rows: u64) -> Counts {
    Counts { rows, unchanged: rows, ..Counts::default() }
}

testing::both_databases! {
    with ALL;

    fn what_the_register_lacks_is_filled_in_from_a_later_list(world: World) {
        world.import(P, listed(",立项时间", ",2019-12-05").as_bytes(), &plain());
        let cash = world.read(projects::figures).cash;
        let fuller = listed(",立项时间,支持经费,软硬件价值", ",2019-12-05,7万元,3万");
        let checked = world.check(P, fuller.as_bytes(), &plain()).unwrap();
        assert_eq!(checked.overview().counts, changed(1));
        assert_eq!(notes(&checked), ["1 个已有项目将按名单补充：支持经费、软硬件价值（首个在第 2 行）"]);
        world.commit(P, fuller.as_bytes(), &plain(), checked).unwrap();
        let found = world.read(|tx| projects::find_by_number(tx, "201902201030")).unwrap();
        assert_eq!((found.cash.fen(), found.goods.fen()), (7_000_000, 3_000_000));
        assert_eq!((world.read(projects::figures).cash - cash).fen(), 7_000_000);
        let id = found.id.0;
        let trail = world.act(move |tx| Ok(journal::trail(tx, id)?)).unwrap();
        assert_eq!(trail.iter().map(|entry| entry.step()).collect::<Vec<_>>(), ["import", "fill_in"]);
        assert_eq!(world.read(|tx| journal::astray(tx, "project")).len(), 0);
        assert_eq!(world.check(P, fuller.as_bytes(), &plain()).unwrap().overview().counts, same(1));
        // Other ways to write the same change nothing, nor does a list that says less.
        for (heads, cells) in [(",立项日期,经费（万元）,软硬件", ",2019年12月5日,7,30000"), (",年度,支持经费", ",2019,70000.00元"), (",立项时间", ",2019年12月")] {
            let checked = world.check(P, listed(heads, cells).as_bytes(), &plain()).unwrap();
            assert_eq!((faults(&checked), checked.overview().counts), (vec![], same(1)), "{cells}");
        }
        // With a planned day that lies ahead it is not late any more.
        assert_eq!(found.state, State::Overdue);
        world.import(P, listed(",立项时间,计划结题时间", ",2019-12-05,2099-01-31").as_bytes(), &plain());
        let found = world.read(|tx| projects::find_by_number(tx, "201902201030")).unwrap();
        assert_eq!((found.closes_on.to_string().as_str(), found.state), ("2099-01-31", State::Running));
        assert_eq!(world.read(|tx| journal::astray(tx, "project")).len(), 0);
    }

    fn what_contradicts_the_register_is_a_fault_that_names_both(world: World) {
        world.import(P, listed(",立项时间,支持经费,计划结题时间", ",2019-12-05,7万,2021-12-05").as_bytes(), &plain());
        for (heads, cells, said) in [
            (",立项时间", ",2019-12-06", "立项时间（登记为“2019-12-05”，名单为“2019-12-06”）"),
            (",立项时间,支持经费", ",2019-12-05,8万", "支持经费（登记为“70,000”，名单为“80,000”）"),
            (",立项时间,计划结题时间", ",2019-12-05,2022-01-01", "结题时间（登记为“2021-12-05”，名单为“2022-01-01”）"),
        ] {
            let checked = world.check(P, listed(heads, cells).as_bytes(), &plain()).unwrap();
            assert_eq!(faults(&checked), [format!("A2 P-05 平台上已有该编号的项目，但以下内容不同：{said}。请核对名单或登记信息")]);
        }
    }

    fn a_closing_keeps_its_day_its_conclusion_and_the_list_that_told_it(world: World) {
        world.import(P, listed(",立项时间", ",2019-12-05").as_bytes(), &plain());
        let closing = listed(",立项时间,支持经费,验收结论,结题时间", ",2019-12-05,7万,优秀,2021年6月");
        assert_eq!(world.import(P, closing.as_bytes(), &plain()), changed(1));
        let found = world.read(|tx| projects::find_by_number(tx, "201902201030")).unwrap();
        assert_eq!((found.state, found.cash.fen()), (State::ClosedPassed, 7_000_000));
        let ended = world.read(move |tx| projects::listed_closing(tx, &found)).unwrap();
        assert_eq!((ended.told.conclusion.as_str(), ended.day(kernel::Lang::Zh).as_str()), ("优秀", "2021-06"));
        assert_eq!(world.check(P, closing.as_bytes(), &plain()).unwrap().overview().counts, same(1));
        // The day is added once it is known; another one is a fault.
        let day = closing.replace("2021年6月", "2021-06-18");
        assert_eq!(world.import(P, day.as_bytes(), &plain()), changed(1));
        assert_eq!(world.check(P, closing.as_bytes(), &plain()).unwrap().overview().counts, same(1));
        let other = world.check(P, closing.replace("2021年6月", "2021-07-18").as_bytes(), &plain()).unwrap();
        assert!(faults(&other)[0].contains("结题时间（登记为“2021-06-18”，名单为“2021-07-18”）"), "{:?}", faults(&other));
        assert_eq!(world.read(|tx| journal::astray(tx, "project")).len(), 0);
    }

    fn what_lists_told_of_ends_is_a_list_that_is_narrowed_and_paged(world: World) {
        let closing = LIST
            .replace(",,,,,,\n", ",,,,,,,\n")
            .replace("项目负责人,立项时间", "项目负责人,立项时间,验收结论")
            .replace("2021年7月", "2021年7月,优秀")
            .replace("2021-07-15", "2021-07-15,不通过")
            .replace("2 项,,,,,", "2 项,,,,,,");
        let settings = Settings {
            projects: ProjectSettings { document: "教高司函〔2023〕9号".into(), ..ProjectSettings::default() },
            ..Settings::default()
        };
        world.import(P, listed(",立项时间", ",2019-12-05").as_bytes(), &plain());
        assert_eq!(world.import(P, closing.as_bytes(), &settings), new(2));
        let told = |filter: closings::ListedFilter| {
            world
                .base
                .db
                .read_now(move |tx| {
                    let before = tx.statements();
                    let page = closings::listed(tx, &filter)?;
                    Ok::<_, Refusal>((page, tx.statements() - before))
                })
                .unwrap()
        };
        let (all, statements) = told(closings::ListedFilter::default());
        assert_eq!(statements, 1);
        let mut lines: Vec<_> = all
            .rows
            .iter()
            .map(|row| (row.number.as_str(), row.result, row.conclusion.as_str(), row.document.as_str()))
            .collect();
        lines.sort_by_key(|line| line.0);
        let [failed, passed] = [
            ("210701456145711", closings::State::Failed, "不通过", "教高司函〔2023〕9号"),
            ("202101311004", closings::State::Passed, "优秀", "教高司函〔2023〕9号"),
        ];
        assert_eq!(lines, [passed, failed], "the open one of 2019 is not among them");
        let numbers = |filter| told(filter).0.rows.into_iter().map(|row| row.number).collect::<Vec<_>>();
        let of = |university: &str, established| closings::ListedFilter {
            university: university.into(),
            established,
            ..Default::default()
        };
        assert_eq!(numbers(of("南江", None)), ["202101311004"]);
        assert_eq!(numbers(of("南江", Some(2020))), [""; 0]);
        let pages = [None, Some(all.rows[0].project_id)].map(|after| told(closings::ListedFilter { page: 1, after, ..Default::default() }).0);
        let read: Vec<_> = pages.iter().flat_map(|page| page.rows.iter().map(|row| row.project_id)).collect();
        assert_eq!(read, all.rows.iter().map(|row| row.project_id).collect::<Vec<_>>());
        assert_eq!(pages.map(|page| page.next), [Some(all.rows[0].project_id), None]);
    }
}

fn on_sqlite() -> World {
    World::from(testing::TestDb::on_sqlite(&ALL))
}

#[test]
fn every_heading_of_the_rule_book_is_known() {
    let world = on_sqlite();
    let usual = ["项目编号", "公司名称", "项目类型", "项目名称", "承担学校", "项目负责人"];
    let aliases: [&[&str]; 6] = [
        &["项目编号", "项目编码"],
        &["公司名称", "企业名称", "立项企业名称", "支持公司"],
        &["项目类型", "类型"],
        &["项目名称", "课题名称"],
        &["承担学校", "承担高校", "学校名称", "高校名称"],
        &["项目负责人", "负责人"],
    ];
    for (at, all) in aliases.iter().enumerate() {
        for alias in *all {
            for written in [(*alias).to_owned(), format!(" {alias}（必填）*")] {
                let mut heads = usual;
                heads[at] = &written;
                let checked = world.check(P, with_heads(&heads).as_bytes(), &plain()).unwrap();
                assert_eq!((faults(&checked), checked.overview().counts), (vec![], new(1)), "{written}");
            }
        }
    }
}

#[test]
fn a_list_by_another_program_is_read_past_titles_merged_cells_formulas_and_hidden_sheets() {
    let world = on_sqlite();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../sheets/tests/files/openpyxl.xlsx");
    let checked = world.check(P, &std::fs::read(path).unwrap(), &plain()).unwrap();
    insta::assert_debug_snapshot!((checked.overview().counts, faults(&checked), notes(&checked)));
}

#[test]
fn every_fault_of_a_row_is_named_with_its_cell() {
    let world = on_sqlite();
    let list = "项目编号,公司名称,项目类型,项目名称,承担学校,项目负责人,立项时间,经费（万元）,省份\n\
        2.02102E+11,子午光电科技有限公司,T9,,南江大学,林梅、何航,明年,五万,某省\n\
        202101311004,子午光电科技有限公司,T2,甲,南江大学,林梅,2021-07-15,5,江苏\n\
        202101311004,子午光电科技有限公司,T2,甲,南江大学,林梅,2021-07-15,5,江苏\n\
        202401311004,子午光电科技有限公司,T2,乙,南江大学,林梅,2024-08-01,5,江苏\n\
        XY24L000010001,子午光电科技有限公司,T2,丙,南江大学,林梅,2021-07-15,5,江苏\n";
    let checked = world.check(P, list.as_bytes(), &plain()).unwrap();
    insta::assert_snapshot!(faults(&checked).join("\n"));
}

#[test]
fn a_list_without_its_headings_says_which_are_missing() {
    let world = on_sqlite();
    let list = "项目编号,项目名称\n202101311004,甲\n";
    let checked = world.check(P, list.as_bytes(), &plain()).unwrap();
    assert_eq!(faults(&checked).len(), 4, "{:?}", faults(&checked));
    let refused = world.check(P, b"a,b\n1,2\n", &plain()).err().unwrap();
    assert!(refused.breaches()[0].said.zh.contains("没有找到表头"), "{refused}");
}

#[test]
fn a_report_holds_a_row_per_fault_and_the_names_to_confirm() {
    let world = on_sqlite();
    let list = LIST.replace("2021-07-15", "明年").replace("南江大学", "南江大学堂");
    let checked = world.check(P, list.as_bytes(), &plain()).unwrap();
    let findings = &checked.overview().findings;
    let bytes =
        imports::report::workbook(sheets::Output::Xlsx, kernel::Lang::Zh, &findings.kept, 0, &checked.open_names());
    let mut book = sheets::Book::open(std::io::Cursor::new(bytes), sheets::Limits::default()).unwrap();
    let mut texts = Vec::new();
    for sheet in 0..book.sheets().len() {
        book.rows(sheet, |row| {
            texts.push(row.cells.iter().map(|cell| cell.text().into_owned()).collect::<Vec<_>>().join(" | "));
            Ok::<_, sheets::Refused>(std::ops::ControlFlow::Continue(()))
        })
        .unwrap();
    }
    insta::assert_snapshot!(texts.join("\n"));
}
