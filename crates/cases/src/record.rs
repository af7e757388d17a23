//! The rows of this slice.

use guidelines::rules::Interest;
use kernel::{
    AwardListId, CaseCallId, CaseId, Day, Instant, MeetingId, OrganisationId, PersonId, ProjectId, ReviewId, RowId,
    Word,
};
use meetings::Words;

use crate::state::award::{AwardKind, ListState};
use crate::state::call::CallState;
use crate::state::{Kind, Route, State};

db::record! {
    /// A call for cases (案例征集).
    pub struct CaseCall in "case_call" {
        pub id: CaseCallId,
        /// The year whose cases they are.
        pub year: i64,
        pub series_zh: String,
        pub series_en: String,
        pub about_zh: String,
        pub about_en: String,
        pub takes_projects: bool,
        pub takes_universities: bool,
        pub takes_enterprises: bool,
        /// The first instant at which the enterprise's acceptance comes too late. Rule K-03.
        pub accepted_by: Option<Instant>,
        /// Projects that were selected before may enter again. Rule K-04.
        pub takes_earlier: bool,
        /// The enterprise of a project may nominate its case as well.
        pub by_enterprises: bool,
        /// Cases a university may nominate, where it has no figure of its own; without one there is no bound. Rule K-05.
        pub quota: Option<i64>,
        /// The last day on which cases are written, nominated and submitted.
        pub closes_on: Day,
        pub opened_at: Option<Instant>,
        pub published_at: Option<Instant>,
        pub state: CallState,
        pub state_since: Instant,
        pub revision: i64,
        pub created_by: PersonId,
        pub created_at: Instant,
    }
}

db::record! {
    /// What a university may nominate in a call, and how much of it is used. Rule K-05.
    pub struct CaseQuota in "case_quota" {
        pub id: RowId,
        pub call_id: CaseCallId,
        pub university_id: OrganisationId,
        /// In place of the call's figure.
        pub own_quota: Option<i64>,
        pub used: i64,
    }
}

db::record! {
    /// A case (案例).
    pub struct Case in "case_submission" {
        pub id: CaseId,
        pub call_id: CaseCallId,
        pub kind: Kind,
        pub route: Route,
        /// The project it tells of; only of project cases.
        pub project_id: Option<ProjectId>,
        pub university_id: Option<OrganisationId>,
        pub enterprise_id: Option<OrganisationId>,
        /// Who writes it: the principal investigator, or a person of the organisation.
        pub author_id: PersonId,
        pub author_name: String,
        pub title_zh: String,
        pub title_en: String,
        pub summary: String,
        /// New idea, new mode, new effect.
        pub novelty: String,
        /// Influence, reach, what others can take over.
        pub influence: String,
        /// Why it was not nominated.
        pub nomination_reason: String,
        /// Why it was selected, or not.
        pub decision_reason: String,
        /// Mean of the reviews that count, in hundredths; 0 while there is none.
        pub mean: i64,
        /// Reviews that count.
        pub review_count: i64,
        /// The meeting it was shown at.
        pub meeting_id: Option<MeetingId>,
        pub submitted_at: Option<Instant>,
        pub published_at: Option<Instant>,
        pub state: State,
        pub state_since: Instant,
        pub revision: i64,
        pub created_at: Instant,
    }
}

kernel::words! {
    /// What a case is scored by, each from 0 to 100.
    pub enum Criterion {
        Representative = "representative" ("典型性与代表性", "Typical and representative"),
        Novelty = "novelty" ("新理念、新模式、新成效", "New idea, mode and effect"),
        Results = "results" ("成果与影响", "Results and influence"),
        Example = "example" ("示范推广价值", "Value as an example"),
        Conduct = "conduct" ("合作规范与深度", "Proper and deep cooperation"),
    }
}

db::record! {
    /// What one expert says of a case.
    pub struct CaseReview in "case_review" {
        pub id: ReviewId,
        pub case_id: CaseId,
        pub expert_id: PersonId,
        /// What the expert answered about interests in the university, the enterprise or the project. Rule G-09.
        pub conflict: Interest,
        pub conflict_text: String,
        /// JSON object: word of the criterion to a score from 0 to 100.
        pub scores: String,
        /// Mean of the scores in hundredths.
        pub mean: Option<i64>,
        pub comment: String,
        pub revision: i64,
        pub assigned_by: PersonId,
        pub assigned_at: Instant,
        pub declared_at: Option<Instant>,
        pub decided_at: Option<Instant>,
        /// Set when the assignment was taken back.
        pub released_at: Option<Instant>,
    }
}

db::record! {
    /// A list of awards (获奖名单) of a year. Rule M-07.
    pub struct AwardList in "award_list" {
        pub id: AwardListId,
        pub year: i64,
        pub kind: AwardKind,
        /// Where they were given.
        pub meeting_id: Option<MeetingId>,
        pub note_zh: String,
        pub note_en: String,
        pub published_at: Option<Instant>,
        pub state: ListState,
        pub state_since: Instant,
        pub revision: i64,
        pub created_by: PersonId,
        pub created_at: Instant,
    }
}

db::record! {
    /// One award, with the name as it was printed.
    pub struct Award in "award" {
        pub id: RowId,
        pub list_id: AwardListId,
        pub organisation_id: Option<OrganisationId>,
        pub case_id: Option<CaseId>,
        pub name_zh: String,
        pub name_en: String,
        pub sort: i64,
    }
}

impl CaseCall {
    pub fn series(&self) -> Words {
        Words::of(&self.series_zh, &self.series_en)
    }
    pub fn about(&self) -> Words {
        Words::of(&self.about_zh, &self.about_en)
    }
    pub fn takes(&self, kind: Kind) -> bool {
        match kind {
            Kind::Project => self.takes_projects,
            Kind::University => self.takes_universities,
            Kind::Enterprise => self.takes_enterprises,
        }
    }
    /// The kinds it asks for.
    pub fn kinds(&self) -> impl Iterator<Item = Kind> {
        Kind::ALL.iter().copied().filter(|kind| self.takes(*kind))
    }
}

impl Case {
    pub fn title(&self) -> Words {
        Words::of(&self.title_zh, &self.title_en)
    }
    /// The organisation that brings it to the office.
    pub fn nominator(&self) -> Option<OrganisationId> {
        match (self.route, self.kind) {
            (Route::University, _) | (Route::Own, Kind::University | Kind::Project) => self.university_id,
            (Route::Enterprise, _) | (Route::Own, Kind::Enterprise) => self.enterprise_id,
        }
    }
    /// University and enterprise, as far as it has them.
    pub fn houses(&self) -> impl Iterator<Item = OrganisationId> {
        [self.university_id, self.enterprise_id].into_iter().flatten()
    }
}

impl CaseReview {
    pub fn is_current(&self) -> bool {
        self.released_at.is_none()
    }
    /// Counts in the ranking: handed in by somebody without an interest.
    pub fn counts(&self) -> bool {
        self.is_current() && self.conflict == Interest::None && self.decided_at.is_some()
    }
    /// Current, and neither an opinion nor an interest was declared yet.
    pub fn is_pending(&self) -> bool {
        self.is_current() && self.conflict != Interest::Declared && self.decided_at.is_none()
    }
    /// The score of one criterion; `None` before the review is handed in.
    pub fn score(&self, criterion: Criterion) -> Option<i64> {
        let all: serde_json::Value = serde_json::from_str(&self.scores).ok()?;
        all.get(criterion.word())?.as_i64()
    }
}

impl AwardList {
    pub fn note(&self) -> Words {
        Words::of(&self.note_zh, &self.note_en)
    }
}

impl Award {
    pub fn name(&self) -> Words {
        Words::of(&self.name_zh, &self.name_en)
    }
}
