//! Project types as lists name them, those of earlier years among them. Rule G-04.

use kernel::{ProjectType, Word};

use crate::layout::key;

/// A type, and the kind of earlier years it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    pub(super) kind: ProjectType,
    /// The list names a kind that no longer exists; people are told what it was taken for.
    pub(super) is_old: bool,
}

/// Names of the six types, without `项目` at their end.
const NAMES: [(ProjectType, &[&str]); 6] = [
    (
        ProjectType::FourNew,
        &[
            "新工科新医科新农科新文科建设",
            "新工科新农科新医科新文科建设",
            "四新建设",
            "新工科建设",
            "新医科建设",
            "新农科建设",
            "新文科建设",
            "新工科",
            "新医科",
            "新农科",
            "新文科",
        ],
    ),
    (ProjectType::Curriculum, &["教学内容和课程体系改革", "教学内容与课程体系改革", "教学内容课程体系改革"]),
    (ProjectType::TeacherTraining, &["师资培训"]),
    (
        ProjectType::PracticeBase,
        &["实践条件和实践基地建设", "实践条件与实践基地建设", "实践条件实践基地建设", "实践条件和实践基地"],
    ),
    (ProjectType::Innovation, &["创新创业教育改革"]),
    (ProjectType::JointFund, &["创新创业联合基金"]),
];

/// The kinds of 2017 and 2018 that went into the six types of 2020.
const OLD: [(&str, ProjectType); 11] = [
    ("新工科建设专题", ProjectType::FourNew),
    ("新工科专题", ProjectType::FourNew),
    ("课程改革", ProjectType::Curriculum),
    ("教学改革", ProjectType::Curriculum),
    ("实践条件建设", ProjectType::PracticeBase),
    ("校外实践基地建设", ProjectType::PracticeBase),
    ("校外实践基地", ProjectType::PracticeBase),
    ("实践基地建设", ProjectType::PracticeBase),
    ("大学生实习", ProjectType::PracticeBase),
    ("学生实习", ProjectType::PracticeBase),
    ("联合基金", ProjectType::JointFund),
];

/// Reads a type by its code (`T2`) or its name, with or without `项目`. `None` for anything else.
pub(super) fn read(written: &str) -> Option<Kind> {
    let key = key(written);
    let name = key.strip_suffix("项目").unwrap_or(&key);
    if let Some(kind) = ProjectType::ALL.iter().copied().find(|kind| kind.word().eq_ignore_ascii_case(name)) {
        return Some(Kind { kind, is_old: false });
    }
    let known = NAMES.iter().find(|(_, names)| names.contains(&name)).map(|(kind, _)| *kind);
    if let Some(kind) = known {
        return Some(Kind { kind, is_old: false });
    }
    OLD.iter().find(|(old, _)| *old == name).map(|(_, kind)| Kind { kind: *kind, is_old: true })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn g_04_types_are_read_by_code_and_by_every_name() {
        for kind in ProjectType::ALL {
            let expected = Some(Kind { kind: *kind, is_old: false });
            assert_eq!(read(kind.word()), expected);
            assert_eq!(read(&kind.word().to_lowercase()), expected);
            assert_eq!(read(kind.text().zh), expected, "{}", kind.text().zh);
        }
        assert_eq!(read("教学内容和课程体系改革"), Some(Kind { kind: ProjectType::Curriculum, is_old: false }));
        assert_eq!(read(" 新工科建设 项目"), Some(Kind { kind: ProjectType::FourNew, is_old: false }));
    }

    #[test]
    fn g_04_kinds_of_earlier_years_are_read_and_marked() {
        for (old, kind) in [
            ("新工科建设专题项目", ProjectType::FourNew),
            ("实践条件建设项目", ProjectType::PracticeBase),
            ("校外实践基地建设", ProjectType::PracticeBase),
            ("大学生实习项目", ProjectType::PracticeBase),
            ("联合基金", ProjectType::JointFund),
        ] {
            assert_eq!(read(old), Some(Kind { kind, is_old: true }), "{old}");
        }
    }

    #[test]
    fn g_04_anything_else_is_no_type() {
        for other in ["", "T7", "横向课题", "项目"] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
