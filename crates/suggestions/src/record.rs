//! The row of this slice.

use kernel::{Instant, PersonId, RowId, words};

words! {
    /// What can be suggested, and refused.
    pub enum Kind {
        Item = "item" ("指南项目", "Item"),
        Person = "person" ("教师", "Teacher"),
        University = "university" ("高校", "University"),
    }
}

db::record! {
    /// Something somebody does not want to be suggested again.
    pub struct Refused in "suggestion_refusal" {
        pub id: RowId,
        /// The person, or the enterprise for all its people.
        #[serde(skip)]
        pub owner_id: RowId,
        pub kind: Kind,
        /// The id of an item or a university; of a teacher as suggestions name one.
        pub subject: String,
        /// What it was called when it was refused.
        pub name: String,
        #[serde(skip)]
        pub by_person: PersonId,
        pub refused_at: Instant,
    }
}
