//! Titles of projects and items, each type in its own way of speaking.

use kernel::ProjectType;

use super::dice::Dice;
use super::words::{COURSES, MAJORS, THEMES};

const FOUR_NEW: [&str; 5] = [
    "面向{theme}的{major}新工科专业建设探索与实践",
    "{theme}背景下{major}专业人才培养模式改革",
    "产教融合视域下{major}专业升级路径研究——以{theme}为例",
    "“{theme}+{major}”复合型人才培养体系构建",
    "新文科背景下{major}与{theme}交叉融合课程群建设",
];
const CURRICULUM: [&str; 6] = [
    "《{course}》课程教学内容与体系改革",
    "{theme}赋能的《{course}》课程改革与实践",
    "基于{theme}的《{course}》混合式教学改革",
    "面向{major}专业的{theme}课程体系建设",
    "《{course}》新形态教材与{theme}案例库建设",
    "项目驱动的《{course}》实践教学改革——以{theme}为载体",
];
const TRAINING: [&str; 5] = [
    "{theme}方向师资培训",
    "{major}专业教师{theme}教学能力提升",
    "面向青年教师的{theme}工程实践能力培养",
    "《{course}》课程教师{theme}应用能力研修",
    "{theme}“双师型”教师队伍建设",
];
const PRACTICE: [&str; 6] = [
    "{theme}联合实验室建设",
    "{major}专业{theme}校外实践基地建设",
    "{theme}虚拟仿真实验教学平台建设",
    "{major}专业产教融合实习实训基地建设",
    "《{course}》{theme}实践教学条件建设",
    "{theme}创新实践中心建设",
];
const INNOVATION: [&str; 4] = [
    "基于{theme}的创新创业教育体系建设",
    "{major}专业专创融合课程改革与实践",
    "{theme}创客空间与双创导师队伍建设",
    "以学科竞赛为牵引的{theme}创新创业教育改革",
];
const STUDENT: [&str; 4] = [
    "基于{theme}的校园服务系统设计与实现",
    "面向{major}的{theme}应用开发",
    "{theme}在乡村振兴中的应用创新实践",
    "{theme}大学生创新训练项目",
];

/// A title with its words filled in.
pub(crate) fn title(dice: &mut Dice, kind: ProjectType) -> String {
    let pattern = match kind {
        ProjectType::FourNew => dice.word(&FOUR_NEW),
        ProjectType::Curriculum => dice.word(&CURRICULUM),
        ProjectType::TeacherTraining => dice.word(&TRAINING),
        ProjectType::PracticeBase => dice.word(&PRACTICE),
        ProjectType::Innovation => dice.word(&INNOVATION),
        ProjectType::JointFund => dice.word(&STUDENT),
    };
    pattern
        .replace("{theme}", dice.word(&THEMES))
        .replace("{course}", dice.word(&COURSES))
        .replace("{major}", dice.word(&MAJORS))
}

/// What a project of this type brings forth, in the words of a results list.
pub(crate) const fn result(kind: ProjectType) -> &'static str {
    match kind {
        ProjectType::FourNew => "人才培养方案与改革研究报告",
        ProjectType::Curriculum => "课程教学大纲、课件与配套资源",
        ProjectType::TeacherTraining => "教师培训与结业材料",
        ProjectType::PracticeBase => "实践教学平台与实验指导书",
        ProjectType::Innovation => "创新创业课程与训练项目库",
        ProjectType::JointFund => "项目作品与总结报告",
    }
}

#[cfg(test)]
mod tests {
    use kernel::Word;

    use super::*;

    #[test]
    fn every_type_has_titles_without_gaps() {
        let mut dice = Dice::new(3, "titles");
        for kind in ProjectType::ALL {
            for _ in 0..50 {
                let title = title(&mut dice, *kind);
                assert!(!title.contains('{') && title.chars().count() <= 100, "{title}");
            }
        }
    }
}
