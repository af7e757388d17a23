//! Closed sets of words that are no states.

kernel::words! {
    /// What a session is.
    pub enum SessionKind {
        Ceremony = "ceremony" ("开幕式", "Ceremony"),
        Keynote = "keynote" ("主旨报告", "Keynote"),
        Talks = "talks" ("主题报告", "Talks"),
        Roundtable = "roundtable" ("圆桌论坛", "Roundtable"),
        Forum = "forum" ("分论坛", "Forum"),
        Presentations = "presentations" ("企业宣讲", "Presentations"),
        CaseSharing = "case_sharing" ("案例分享", "Case sharing"),
        Break = "break" ("休息", "Break"),
        /// Keeps a hall free; never published.
        Blocker = "blocker" ("内部占用", "Blocked"),
    }
}

impl SessionKind {
    /// Whether the public reads it.
    pub const fn is_public(self) -> bool {
        match self {
            SessionKind::Blocker => false,
            SessionKind::Ceremony
            | SessionKind::Keynote
            | SessionKind::Talks
            | SessionKind::Roundtable
            | SessionKind::Forum
            | SessionKind::Presentations
            | SessionKind::CaseSharing
            | SessionKind::Break => true,
        }
    }
}

kernel::words! {
    /// As what somebody stands on the agenda.
    pub enum Part {
        Chair = "chair" ("主持", "Chair"),
        Guest = "guest" ("嘉宾", "Guest"),
        Speaker = "speaker" ("报告人", "Speaker"),
    }
}
