//! What is said of a badge at the door: one pure function for the platform and for what devices take along.

kernel::words! {
    /// What is said of somebody at the door.
    pub enum Verdict {
        Admit = "admit" ("可以入场", "Let in"),
        Again = "again" ("已经签到过", "Already checked in"),
        NotConfirmed = "not_confirmed" ("报名未确认", "Registration not confirmed"),
        Void = "void" ("胸牌已作废", "Badge is void"),
        Foreign = "foreign" ("其他会议的胸牌", "Badge of another meeting"),
        Forged = "forged" ("伪造的或无法识别的胸牌", "Forged or unreadable badge"),
        /// Signed by the platform for this meeting, and not in the list at hand: the list is older than the badge.
        Unlisted = "unlisted" ("本机名单中没有，请联网核对", "Not in this device's list; look it up online"),
    }
}
