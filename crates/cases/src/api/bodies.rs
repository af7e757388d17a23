//! What the API takes and answers beyond the records themselves.

use guidelines::rules::Interest;
use kernel::{AwardListId, CaseCallId, CaseId, Day, FileId, Instant, MeetingId, OrganisationId, PersonId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::actions::{CallDraft, Content, ListDraft};
use crate::record::{Award, AwardList, Case, CaseReview};
use crate::state::Step;
use crate::state::call::CallStep;

/// A change of a call that is not open yet.
#[derive(Deserialize, ToSchema)]
#[schema(as = CaseCallEdit)]
pub(super) struct CallEdit {
    pub revision: i64,
    pub call: CallDraft,
}

#[derive(Deserialize, ToSchema)]
#[schema(as = CaseCallMove)]
#[serde(deny_unknown_fields)]
pub(super) struct CallMove {
    pub step: CallStep,
}

#[derive(Deserialize, ToSchema)]
#[schema(as = CaseCallPostpone)]
#[serde(deny_unknown_fields)]
pub(super) struct Postpone {
    /// Later than before.
    pub closes_on: Day,
}

#[derive(Deserialize, ToSchema)]
#[schema(as = CaseQuotaSet)]
#[serde(deny_unknown_fields)]
pub(super) struct QuotaSet {
    pub university_id: OrganisationId,
    /// Left out, the quota of the call counts again.
    #[serde(default)]
    pub own_quota: Option<i64>,
}

/// A change of a case.
#[derive(Deserialize, ToSchema)]
#[schema(as = CaseEdit)]
#[serde(deny_unknown_fields)]
pub(super) struct CaseEdit {
    pub revision: i64,
    pub content: Content,
}

#[derive(Deserialize, ToSchema)]
#[schema(as = CaseMove)]
#[serde(deny_unknown_fields)]
pub(super) struct CaseMove {
    pub step: Step,
    #[serde(default)]
    pub reason: String,
    /// Where it is shown; only with that step.
    #[serde(default)]
    pub meeting_id: Option<MeetingId>,
}

#[derive(Deserialize, ToSchema)]
#[schema(as = CaseExperts)]
#[serde(deny_unknown_fields)]
pub(super) struct Experts {
    pub experts: Vec<PersonId>,
}

#[derive(Deserialize, ToSchema)]
#[schema(as = CaseInterest)]
#[serde(deny_unknown_fields)]
pub(super) struct InterestBody {
    pub interest: Interest,
    #[serde(default)]
    pub text: String,
}

/// A file of a case.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseFile)]
pub(super) struct FileLine {
    pub id: FileId,
    pub name: String,
    pub bytes: i64,
    pub sha256: String,
}

/// A case as somebody inside sees it.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseView)]
pub(super) struct CaseView {
    pub case: Case,
    pub files: Vec<FileLine>,
    /// For the office and the ministry only.
    pub reviews: Option<Vec<CaseReview>>,
    /// What the actor can do now.
    pub steps: Vec<Step>,
}

/// A case in a list, without what is decided.
#[derive(Serialize, ToSchema)]
#[schema(as = CaseLine)]
pub(super) struct CaseLine {
    pub id: CaseId,
    pub call_id: CaseCallId,
    pub kind: crate::state::Kind,
    pub title_zh: String,
    pub title_en: String,
    pub university_id: Option<OrganisationId>,
    pub enterprise_id: Option<OrganisationId>,
    pub state: crate::state::State,
    pub state_since: Instant,
}

/// A change of a list of awards.
#[derive(Deserialize, ToSchema)]
#[schema(as = AwardListEdit)]
#[serde(deny_unknown_fields)]
pub(super) struct ListEdit {
    pub revision: i64,
    pub list: ListDraft,
}

#[derive(Deserialize, ToSchema)]
#[schema(as = AwardListFill)]
#[serde(deny_unknown_fields)]
pub(super) struct Fill {
    pub call_id: CaseCallId,
}

/// A list of awards with everybody on it.
#[derive(Serialize, ToSchema)]
#[schema(as = WholeAwardList)]
pub(super) struct WholeList {
    pub list: AwardList,
    pub awards: Vec<Award>,
}

/// How many cases were put on a list.
#[derive(Serialize, ToSchema)]
#[schema(as = AwardListFilled)]
pub(super) struct Filled {
    pub list_id: AwardListId,
    pub added: usize,
}
