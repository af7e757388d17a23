//! Rounds, guidelines and their items.

use crate::state::State;
use kernel::{Day, GuidelineId, Instant, ItemId, Mode, Money, OrganisationId, PersonId, ProjectType, RoundId, RulesetId};

db::record! {
    /// An intake round (批次). The 2024 mode has one that never closes.
    pub struct Round in "round" {
        pub id: RoundId,
        pub name: String,
        pub mode: Mode,
        pub year: i64,
        pub opens_on: Day,
        pub closes_on: Option<Day>,
        pub created_at: Instant,
    }
}

db::record! {
    /// A guideline (项目指南): what an enterprise offers, reviewed as one.
    pub struct Guideline in "guideline" {
        pub id: GuidelineId,
        pub enterprise_id: OrganisationId,
        pub round_id: RoundId,
        pub ruleset_id: RulesetId,
        pub mode: Mode,
        /// Enterprise special programme (企业专项), with an expert stage of its own.
        pub is_special: bool,
        pub title: String,
        pub about: String,
        pub directions: String,
        pub how_to_apply: String,
        pub contact_name: String,
        pub contact_phone: String,
        pub contact_email: String,
        pub state: State,
        pub state_since: Instant,
        pub revision: i64,
        pub created_by: PersonId,
        pub created_at: Instant,
        pub submitted_at: Option<Instant>,
        pub published_at: Option<Instant>,
    }
}

db::record! {
    /// A guideline item (指南项目): what a teacher applies to.
    pub struct Item in "item" {
        pub id: ItemId,
        pub guideline_id: GuidelineId,
        pub enterprise_id: OrganisationId,
        pub project_type: ProjectType,
        pub title: String,
        pub goals: String,
        /// One per line.
        pub majors: String,
        /// One per line.
        pub industries: String,
        pub conditions: String,
        /// One per line.
        pub deliverables: String,
        /// How many projects the enterprise offers.
        pub offers: i64,
        /// How many are taken; raised only by a guarded update. Rule S-02.
        pub selected: i64,
        /// In fen, per project.
        pub cash_each: Money,
        /// Value in fen, per project.
        pub goods_each: Money,
        /// Last day for applications.
        pub deadline_on: Option<Day>,
        pub published_at: Option<Instant>,
        /// The guideline is published: applicants see it. Kept with the state of the guideline.
        pub is_open: bool,
        pub revision: i64,
        pub sort: i64,
    }
}
