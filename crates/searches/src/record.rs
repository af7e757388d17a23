//! Saved searches.

use kernel::{Instant, MembershipId, PersonId, RowId};

kernel::words! {
    /// How somebody hears of what is new in a saved search.
    pub enum Notify {
        None = "none" ("不通知", "Do not tell me"),
        Daily = "daily" ("每天一封邮件", "One mail a day"),
        AtOnce = "at_once" ("有新结果即发邮件", "A mail at once"),
    }
}

db::record! {
    /// A search somebody keeps. It is looked up with the rights of the role it was saved in, as long as that is held.
    pub struct SavedSearch in "saved_search" {
        pub id: RowId,
        pub person_id: PersonId,
        pub membership_id: Option<MembershipId>,
        pub name: String,
        /// The query string of the search page.
        pub query: String,
        pub notify: Notify,
        /// Hash of the secret in the feed's address; the address itself is shown once.
        #[serde(skip)]
        pub feed_hash: Option<String>,
        /// What appeared until then has been told.
        pub told_until: Instant,
        pub created_at: Instant,
    }
}
