//! One type per kind of identifier, so that no function can be handed the wrong one. All are UUID v7: they sort by the
//! time they were made, which is what seek paging needs.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

use crate::value::{FromValue, ToValue, Value, ValueError};

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new identifier made from the given instant, so that identifiers sort by time.
            pub fn at(instant: crate::Instant) -> Self { Self(uuid_at(instant)) }
            /// The value whose every bit is zero; sorts before all others.
            pub const fn nil() -> Self { Self(Uuid::nil()) }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.hyphenated().fmt(f) }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "{}({})", stringify!($name), self.0) }
        }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> { Uuid::try_parse(text).map(Self) }
        }
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> { crate::schema::text("uuid") }
        }
        impl utoipa::ToSchema for $name {}
        impl ToValue for $name {
            fn to_value(&self) -> Value { Value::Id(self.0) }
        }
        impl FromValue for $name {
            fn from_value(value: Value) -> Result<Self, ValueError> { value.into_id().map(Self) }
        }
    )*};
}

fn uuid_at(instant: crate::Instant) -> Uuid {
    let millis = instant.millis().max(0) as u64;
    Uuid::new_v7(uuid::Timestamp::from_unix(
        uuid::timestamp::context::ContextV7::new(),
        millis / 1000,
        ((millis % 1000) * 1_000_000) as u32,
    ))
}

id! {
    /// A person with an account.
    PersonId,
    /// An enterprise, university, province, ministry, expert group or the operator.
    OrganisationId,
    /// One role of one person at one organisation.
    MembershipId,
    /// A log-in of a person on one device.
    SessionId,
    /// A token for the API.
    TokenId,
    /// An uploaded file.
    FileId,
    /// A letter in the outbox.
    LetterId,
    /// A message in somebody's inbox.
    MessageId,
    /// An announcement to many.
    AnnouncementId,
    /// A version of the programme's figures.
    RulesetId,
    /// An intake round (批次).
    RoundId,
    /// A guideline (项目指南).
    GuidelineId,
    /// A guideline item (指南项目).
    ItemId,
    /// One review of a guideline or another subject by an expert.
    ReviewId,
    /// An application (项目申请).
    ApplicationId,
    /// One enterprise person's evaluation of an application.
    EvaluationId,
    /// A prepared bulk decision.
    PlanId,
    /// An agreement (合作协议).
    AgreementId,
    /// A version of an agreement.
    VersionId,
    /// A promised deliverable.
    DeliverableId,
    /// An allocation round (名额分配轮次).
    AllocationId,
    /// An establishment list (立项名单).
    ListId,
    /// A project (立项项目).
    ProjectId,
    /// A filing record (备案).
    FilingId,
    /// A list that was uploaded to be imported.
    ImportId,
    /// A planned payment or delivery of goods.
    InstalmentId,
    /// A mid-term report.
    ReportId,
    /// A change request.
    ChangeId,
    /// A closing (结题).
    ClosingId,
    /// A certificate (结题证书).
    CertificateId,
    /// A call for cases (案例征集).
    CaseCallId,
    /// An excellent project case (优秀项目案例).
    CaseId,
    /// A list of awards (获奖名单).
    AwardListId,
    /// A matchmaking meeting (对接会).
    MeetingId,
    /// A hall of a meeting (会场).
    HallId,
    /// A session of a meeting (场次); a log-in has `SessionId`.
    MeetingSessionId,
    /// A talk within a session of a meeting (报告).
    TalkId,
    /// Somebody who chairs or speaks at a meeting (嘉宾).
    SpeakerId,
    /// A release of a meeting's agenda (议程版本).
    ReleaseId,
    /// A booth of a meeting's exhibition (展位).
    BoothId,
    /// A request for a booth (展位申请).
    BoothRequestId,
    /// A text for the public (新闻、通知).
    NewsId,
    /// Somebody who takes part in the negotiations of a meeting (洽谈代表).
    NegotiatorId,
    /// A table to negotiate at (洽谈桌).
    TableId,
    /// A time to negotiate in (洽谈时段).
    SlotId,
    /// A request of one negotiator to meet another (洽谈请求).
    MatchRequestId,
    /// Two who meet in a slot at a table (洽谈安排).
    AppointmentId,
    /// A version of a timetable of negotiations (洽谈时间表).
    TimetableId,
    /// Somebody's registration for a meeting (报名).
    RegistrationId,
    /// A live channel of a meeting (频道).
    ChannelId,
    /// What was broadcast on a channel from one beginning to one end (直播场次).
    BroadcastId,
    /// Where a session or talk began on a channel (标记).
    MarkId,
    /// What a viewer of a channel wrote (评论).
    CommentId,
    /// A question to whoever speaks (提问).
    QuestionId,
    /// A poll among viewers (投票).
    PollId,
    /// Anything without a type of its own: rows only one table knows.
    RowId,
}
