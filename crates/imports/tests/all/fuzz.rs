//! Whatever arrives: a list is read or refused, nothing panics and nothing is written. S-4.

use std::io::Cursor;
use std::sync::OnceLock;

use imports::{Choices, HowToRead, Progress, Settings, Subject, check, sample};
use proptest::prelude::*;

use crate::world::{ALL, World};

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| World::from(testing::TestDb::on_sqlite(&ALL)))
}

/// Looks a list of bytes through as each subject.
fn try_all(bytes: &[u8]) {
    for subject in [Subject::Projects, Subject::Organisations, Subject::People] {
        let source = Cursor::new(bytes.to_vec());
        let how = HowToRead::default();
        let db = &world().base.db;
        let _ = check(db, subject, source, &how, &Settings::default(), &Choices::new(), &Progress::default());
    }
}

fn heads() -> impl Strategy<Value = String> {
    let known = [
        "项目编号",
        "公司名称",
        "类型",
        "项目名称",
        "承担学校",
        "负责人",
        "立项时间",
        "经费（万元）",
        "姓名",
        "邮箱",
        "代码",
        "学校名称",
        "单位",
        "",
    ];
    prop::collection::vec(prop::sample::select(known.to_vec()), 1..12).prop_map(|all| all.join(","))
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9０-９]{0,20}",
        "[0-9.,Ee+万元-]{0,12}",
        "\\PC{0,12}",
        Just("\"".to_owned()),
        Just("2021-02-30".to_owned()),
        Just("T2".to_owned()),
        Just("南江大学".to_owned()),
        Just("子午光电科技有限公司".to_owned()),
        Just("a@b.example".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_table_of_known_headings_is_read_or_refused(heads in heads(), rows in prop::collection::vec(prop::collection::vec(cell(), 0..12), 0..12)) {
        let rows: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
        try_all(format!("{heads}\n{}\n", rows.join("\n")).as_bytes());
    }

    #[test]
    fn a_workbook_with_wrong_bytes_is_read_or_refused(wrong in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8), cut in any::<prop::sample::Index>(), is_cut in any::<bool>()) {
        static WHOLE: OnceLock<Vec<u8>> = OnceLock::new();
        let mut bytes = WHOLE.get_or_init(|| sample::of(Subject::Projects, &sample::Known::default())).clone();
        for (at, byte) in wrong {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if is_cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        try_all(&bytes);
    }
}

#[test]
fn a_sample_of_every_kind_is_read_without_a_fault() {
    let known = world().read(sample::Known::read);
    for subject in [Subject::Projects, Subject::Organisations, Subject::People] {
        let checked = world().check(subject, &sample::of(subject, &known), &Settings::default()).unwrap();
        assert_eq!(crate::world::faults(&checked), Vec::<String>::new(), "{subject}");
    }
}
