//! Rounds, guidelines with their items, and the experts' reviews.

use kernel::{
    Day, GuidelineId, Instant, ItemId, Mode, Money, OrganisationId, PersonId, ProjectType, ReviewId, RoundId, RulesetId,
};

use crate::rules::Interest;
use crate::state::{Kind, State};

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

impl Guideline {
    /// Which table of paths this guideline follows.
    pub fn kind(&self) -> Kind {
        if self.is_special { Kind::Special } else { Kind::Ordinary }
    }
}

impl Item {
    /// Offers nobody was selected for yet.
    pub fn offers_left(&self) -> i64 {
        (self.offers - self.selected).max(0)
    }
    /// Whether somebody may apply on `today`: published, and the last day has not passed. Rule A-09.
    pub fn takes_applications_on(&self, today: Day) -> bool {
        self.is_open && self.deadline_on.is_none_or(|last| today <= last)
    }
}

kernel::words! {
    /// What a reviewer advises.
    pub enum Recommendation {
        Approve = "approve" ("建议通过", "Approve"),
        Return = "return" ("建议退回修改", "Return for changes"),
        Reject = "reject" ("建议不予通过", "Reject"),
    }
}

kernel::words! {
    /// What a reviewer scores, each from 0 to 100.
    pub enum Criterion {
        Fit = "fit" ("与人才培养和专业建设的契合度", "Fit with education and the majors named"),
        Support = "support" ("支持力度与落实条件", "Support promised and how sure it is"),
        Content = "content" ("内容先进性与可行性", "Content: up to date and feasible"),
        Benefit = "benefit" ("预期成效与推广价值", "Expected results and their use to others"),
    }
}

db::record! {
    /// One expert's part in the review of a guideline: assigned, asked about interests, then scores and advice.
    pub struct GuidelineReview in "guideline_review" {
        pub id: ReviewId,
        pub guideline_id: GuidelineId,
        pub expert_id: PersonId,
        /// What the expert answered about interests in the enterprise. Rule G-09.
        pub conflict: Interest,
        pub conflict_text: String,
        /// JSON object: word of the criterion to a score from 0 to 100.
        pub scores: String,
        pub comment: String,
        pub recommendation: Option<Recommendation>,
        pub revision: i64,
        pub assigned_by: PersonId,
        pub assigned_at: Instant,
        pub declared_at: Option<Instant>,
        pub decided_at: Option<Instant>,
        /// Set when the assignment was taken back or the guideline came back in a new version.
        pub released_at: Option<Instant>,
    }
}

impl GuidelineReview {
    /// Counts in the present round of review.
    pub fn is_current(&self) -> bool {
        self.released_at.is_none()
    }
    /// Current, and the expert has no interest in the enterprise.
    pub fn is_independent(&self) -> bool {
        self.is_current() && self.conflict == Interest::None
    }
    /// Current, and neither an opinion nor a conflict of interest was declared yet.
    pub fn is_pending(&self) -> bool {
        self.is_current() && self.conflict != Interest::Declared && self.decided_at.is_none()
    }
    /// The score of one criterion; `None` before the review is handed in.
    pub fn score(&self, criterion: Criterion) -> Option<i64> {
        let all: serde_json::Value = serde_json::from_str(&self.scores).ok()?;
        all.get(kernel::Word::word(criterion))?.as_i64()
    }
    /// The mean of all scores, rounded to the nearest whole number.
    pub fn mean_score(&self) -> Option<i64> {
        let scores: Vec<i64> = <Criterion as kernel::Word>::ALL.iter().filter_map(|c| self.score(*c)).collect();
        let count = i64::try_from(scores.len()).ok().filter(|n| *n > 0)?;
        Some((scores.iter().sum::<i64>() + count / 2) / count)
    }
}
