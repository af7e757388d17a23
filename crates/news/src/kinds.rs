//! Closed sets of words that are no states.

kernel::words! {
    /// What a text is.
    pub enum NewsKind {
        News = "news" ("新闻", "News"),
        Notice = "notice" ("通知公告", "Notice"),
        /// Of a meeting, as the press tells it.
        Report = "report" ("会议报道", "Report"),
    }
}

kernel::words! {
    /// How far a text is in one language.
    pub enum Standing {
        Missing = "missing" ("缺", "missing"),
        Draft = "draft" ("草稿", "draft"),
        Approved = "approved" ("已审定", "approved"),
    }
}
