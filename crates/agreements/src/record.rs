//! Agreements, their versions, payment lines and deliverables.

use crate::state::State;
use kernel::{
    AgreementId, ApplicationId, Day, DeliverableId, Instant, ItemId, ListId, Mode, Money, OrganisationId, PersonId,
    RoundId, RowId, VersionId,
};

kernel::words! {
    /// Money or goods.
    pub enum SupportKind {
        Cash = "cash" ("经费", "Cash"),
        Goods = "goods" ("软硬件", "Goods"),
    }
}

kernel::words! {
    /// What kind of result is promised or delivered.
    pub enum ResultKind {
        Course = "course" ("课程", "Course"),
        Textbook = "textbook" ("教材", "Textbook"),
        Paper = "paper" ("论文", "Paper"),
        Patent = "patent" ("专利", "Patent"),
        Software = "software" ("软件", "Software"),
        Laboratory = "laboratory" ("实验室", "Laboratory"),
        Base = "base" ("实践基地", "Practice base"),
        Students = "students" ("学生培养", "Students educated"),
        Training = "training" ("师资培训", "Teachers trained"),
        Report = "report" ("报告", "Report"),
        Other = "other" ("其他", "Other"),
    }
}

db::record! {
    /// A cooperation agreement (合作协议) between enterprise and university about one selected application.
    pub struct Agreement in "agreement" {
        pub id: AgreementId,
        pub application_id: ApplicationId,
        pub item_id: ItemId,
        pub enterprise_id: OrganisationId,
        pub university_id: OrganisationId,
        pub round_id: RoundId,
        pub pi_id: PersonId,
        pub mode: Mode,
        pub title: String,
        pub starts_on: Option<Day>,
        pub closes_on: Option<Day>,
        /// In fen, for the whole project.
        pub cash: Money,
        /// Value in fen, for the whole project.
        pub goods: Money,
        /// As typed from the signed document. Rule C-03.
        pub document_cash: Option<Money>,
        pub document_goods: Option<Money>,
        pub clause_payment: bool,
        pub clause_results: bool,
        pub clause_copyright: bool,
        pub clause_duties: bool,
        pub ip_terms: String,
        pub duties: String,
        pub university_confirmed_at: Option<Instant>,
        pub enterprise_confirmed_at: Option<Instant>,
        pub agreed_at: Option<Instant>,
        pub list_id: Option<ListId>,
        /// Number of the current version; a change makes the next and cancels confirmations. Rule C-07.
        pub version: i64,
        /// SHA-256 of the current version.
        pub version_hash: String,
        pub state: State,
        pub state_since: Instant,
        pub revision: i64,
        pub created_at: Instant,
    }
}

impl Agreement {
    /// Confirmations no longer hold: the content may change or has changed. Rule C-07.
    pub(crate) fn cancel_confirmations(&mut self) {
        self.university_confirmed_at = None;
        self.enterprise_confirmed_at = None;
        self.agreed_at = None;
    }

    /// Its title, for places that take words of the platform.
    pub(crate) fn title_said(&self) -> kernel::Said {
        kernel::Said { zh: self.title.clone(), en: self.title.clone() }
    }

    /// The sides that have confirmed the current version.
    pub(crate) fn confirmed_by(&self) -> Vec<&'static str> {
        let sides = [("university", self.university_confirmed_at), ("enterprise", self.enterprise_confirmed_at)];
        sides.into_iter().filter(|(_, at)| at.is_some()).map(|(side, _)| side).collect()
    }
}

db::record! {
    /// One version as it was, with its hash.
    pub struct AgreementVersion in "agreement_version" {
        pub id: VersionId,
        pub agreement_id: AgreementId,
        pub number: i64,
        pub hash: String,
        /// Canonical text of all terms and file hashes; what is hashed.
        pub body: String,
        pub made_by: PersonId,
        pub made_at: Instant,
    }
}

db::record! {
    /// A line of the payment plan.
    pub struct PaymentLine in "payment_line" {
        pub id: RowId,
        pub agreement_id: AgreementId,
        pub kind: SupportKind,
        pub amount: Money,
        pub due_on: Day,
        pub note: String,
        pub sort: i64,
    }
}

db::record! {
    /// A promised deliverable; its number (D1, D2, …) stays the same until closing.
    pub struct Deliverable in "deliverable" {
        pub id: DeliverableId,
        pub agreement_id: AgreementId,
        pub number: String,
        pub kind: ResultKind,
        pub what: String,
        pub due_on: Option<Day>,
        pub sort: i64,
    }
}

db::record! {
    /// An establishment list (立项名单) of the Department, legacy mode.
    pub struct EstablishmentList in "establishment_list" {
        pub id: ListId,
        pub round_id: RoundId,
        pub name: String,
        /// 1 for what was agreed by the first cut-off, 2 for the rest. Rule C-08.
        pub ordinal: i64,
        pub document_number: String,
        pub made_at: Instant,
        pub published_at: Option<Instant>,
    }
}
