//! What messages are about, and how people want to hear of it.

kernel::words! {
    /// What a message is about. Everybody chooses for each how it reaches them.
    pub enum Topic {
        Account = "account" ("账号与安全", "Account and security"),
        Organisation = "organisation" ("单位与身份", "Organisations and roles"),
        Guideline = "guideline" ("项目指南", "Guidelines"),
        Application = "application" ("申请与遴选", "Applications and selection"),
        Agreement = "agreement" ("合作协议", "Agreements"),
        Project = "project" ("项目实施", "Projects"),
        Funding = "funding" ("经费与软硬件", "Money and goods"),
        Closing = "closing" ("结题", "Closings"),
        Reminder = "reminder" ("期限提醒", "Reminders of deadlines"),
        SavedSearch = "saved_search" ("保存的搜索", "Saved searches"),
        Announcement = "announcement" ("公告", "Announcements"),
        /// Letters only: several messages in one.
        Digest = "digest" ("每日汇总", "Daily digest"),
    }
}

impl Topic {
    /// Whether people may choose not to get it by mail at once. Whoever takes over an account must not be able to hide it
    /// from its owner; the digest exists only because somebody chose it.
    pub const fn may_be_chosen(self) -> bool {
        !matches!(self, Topic::Account | Topic::Digest)
    }
}

kernel::words! {
    /// How a message reaches somebody beyond the inbox, where it always is.
    pub enum Delivery {
        AtOnce = "at_once" ("立即发邮件", "A mail at once"),
        Digest = "digest" ("每日 8 点汇总", "In the digest at 08:00"),
        None = "none" ("不发邮件", "No mail"),
    }
}

kernel::words! {
    /// Where a letter stands.
    pub enum LetterState {
        Waiting = "waiting" ("待发送", "Waiting"),
        /// Part of an announcement that may still be recalled.
        Held = "held" ("撤回期内暂缓", "Held for recall"),
        Retrying = "retrying" ("重试中", "Tried again"),
        Failed = "failed" ("未送达", "Failed"),
        Sent = "sent" ("已发送", "Sent"),
        Recalled = "recalled" ("已撤回", "Recalled"),
        SetAside = "set_aside" ("已搁置", "Set aside"),
    }
}
