//! The two operating modes and the six project types.

crate::words! {
    /// How a project is established and closed; kept for life. Rule P-03.
    pub enum Mode {
        /// Rounds and lists of the Department (before 24 June 2024).
        Legacy = "legacy" ("老模式", "Legacy mode"),
        /// The university establishes and closes; filing makes it effective.
        Rolling = "2024" ("2024 模式", "2024 mode"),
    }
}

crate::words! {
    /// The six types of the Measures of 2020, article 4. Rule G-04.
    pub enum ProjectType {
        FourNew = "T1" ("新工科、新医科、新农科、新文科建设项目", "Four-new discipline building"),
        Curriculum = "T2" ("教学内容和课程体系改革项目", "Teaching content and curriculum reform"),
        TeacherTraining = "T3" ("师资培训项目", "Teacher training"),
        PracticeBase = "T4" ("实践条件和实践基地建设项目", "Practice conditions and practice base"),
        Innovation = "T5" ("创新创业教育改革项目", "Innovation and entrepreneurship education reform"),
        JointFund = "T6" ("创新创业联合基金项目", "Innovation and entrepreneurship joint fund"),
    }
}
