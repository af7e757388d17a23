//! The rows of the directory.

use kernel::{Day, Instant, MembershipId, Money, OrganisationId, PersonId, Role, RowId, Said, SessionId, TokenId};

use crate::kinds::{CreditEventKind, LinkPurpose, OrganisationKind};

db::record! {
    /// An enterprise, university, province, the ministry, the expert group or the operator: one register for all.
    pub struct Organisation in "organisation" {
        pub id: OrganisationId,
        pub kind: OrganisationKind,
        pub name: String,
        pub name_en: String,
        /// Unified social credit code, or the 10 digits of a university.
        pub code: Option<String>,
        /// Two digits of GB/T 2260; `66` is the Xinjiang corps, empty the state itself.
        pub province: String,
        pub state: crate::state::OrganisationState,
        pub state_since: Instant,
        pub revision: i64,
        pub created_at: Instant,
    }
}

db::record! {
    /// What an enterprise declares on registering. Rules E-01 to E-06.
    pub struct EnterpriseProfile in "enterprise_profile" {
        pub id: OrganisationId,
        pub is_legal_person: bool,
        pub registered_on: Day,
        /// In fen.
        pub paid_in_capital: Money,
        pub industry: String,
        pub about: String,
        pub contact_name: String,
        pub contact_phone: String,
        pub contact_email: String,
        /// Why less capital was accepted; the office gives it. Rule E-03.
        pub capital_waiver_reason: Option<String>,
        pub capital_waived_at: Option<Instant>,
    }
}

db::record! {
    /// What a university is, and the limits it sets itself (only tighter than the programme). Rule A-08.
    pub struct UniversityProfile in "university_profile" {
        pub id: OrganisationId,
        pub authority: String,
        pub level: String,
        pub place: String,
        /// What the ministry's list remarks, such as 民办.
        pub remark: String,
        pub project_department: String,
        pub per_person_and_round: Option<i64>,
        pub memberships_per_round: Option<i64>,
        pub per_enterprise_and_round: Option<i64>,
        pub per_enterprise_and_type: Option<i64>,
    }
}

db::record! {
    /// Somebody with an account.
    pub struct Person in "person" {
        pub id: PersonId,
        pub name: String,
        pub name_en: String,
        pub email: String,
        pub phone: String,
        /// Argon2id in PHC form; empty until the first password is set.
        #[serde(skip)]
        pub password_hash: String,
        pub lang: String,
        /// Teacher qualification certificate; empty where a title proof stands instead. Rule A-05.
        pub certificate_number: String,
        pub title: String,
        pub revision: i64,
        pub created_at: Instant,
        pub closed_at: Option<Instant>,
    }
}

impl Person {
    /// The name in both languages; the Chinese one stands for an English one that nobody gave.
    pub fn named(&self) -> Said {
        let en = if self.name_en.is_empty() { &self.name } else { &self.name_en };
        Said { zh: self.name.clone(), en: en.clone() }
    }
}

db::record! {
    /// One role of one person at one organisation.
    pub struct Membership in "membership" {
        pub id: MembershipId,
        pub person_id: PersonId,
        pub organisation_id: OrganisationId,
        pub role: Role,
        pub school: String,
        pub state: crate::state::MembershipState,
        pub state_since: Instant,
        pub created_at: Instant,
    }
}

db::record! {
    /// A log-in on one device. Only the hash of its secret is stored.
    pub struct Session in "session" {
        pub id: SessionId,
        #[serde(skip)]
        pub secret_hash: String,
        pub person_id: PersonId,
        pub membership_id: Option<MembershipId>,
        pub device: String,
        pub peer: String,
        pub created_at: Instant,
        pub seen_at: Instant,
        pub expires_at: Instant,
    }
}

db::record! {
    /// A token for programs. Only the hash of its secret is stored.
    pub struct ApiToken in "api_token" {
        pub id: TokenId,
        #[serde(skip)]
        pub secret_hash: String,
        pub person_id: PersonId,
        pub membership_id: MembershipId,
        pub name: String,
        /// JSON list of scopes.
        pub scopes: String,
        pub created_at: Instant,
        pub expires_at: Instant,
        pub revoked_at: Option<Instant>,
        /// The token whose program asked for this one; it ends with it.
        pub made_by: Option<TokenId>,
    }
}

impl ApiToken {
    /// What the token may be used for.
    pub(crate) fn scopes(&self) -> Vec<String> {
        serde_json::from_str(&self.scopes).unwrap_or_default()
    }
}

db::record! {
    /// The secret address of somebody's calendar of deadlines; one a person. Only the hash of the secret is stored.
    pub struct CalendarFeed in "calendar_feed" {
        pub id: RowId,
        pub person_id: PersonId,
        #[serde(skip)]
        pub secret_hash: String,
        pub made_at: Instant,
    }
}

db::record! {
    /// What a person knows, in their own words; one row a person.
    pub struct Expertise in "expertise" {
        pub id: RowId,
        pub person_id: PersonId,
        /// One per line, with or without its code.
        pub majors: String,
        /// One per line.
        pub industries: String,
        /// One per line.
        pub keywords: String,
        /// Where the person works, if no role says so.
        pub employer: String,
        pub revision: i64,
        pub saved_at: Instant,
    }
}

db::record! {
    /// A link sent by mail: a new password, an invitation, the confirmation of an address. Works once.
    pub struct AccountLink in "account_link" {
        pub id: RowId,
        #[serde(skip)]
        pub secret_hash: String,
        pub purpose: LinkPurpose,
        pub person_id: Option<PersonId>,
        pub membership_id: Option<MembershipId>,
        pub email: String,
        /// The password chosen on registering, as its hash; it counts from the moment the address is confirmed.
        #[serde(skip)]
        pub password_hash: Option<String>,
        pub created_at: Instant,
        pub expires_at: Instant,
        pub used_at: Option<Instant>,
    }
}

db::record! {
    /// What tells against an enterprise until it is settled.
    pub struct CreditEvent in "credit_event" {
        pub id: RowId,
        pub organisation_id: OrganisationId,
        pub kind: CreditEventKind,
        pub subject_id: Option<RowId>,
        pub what: String,
        pub happened_at: Instant,
        pub settled_at: Option<Instant>,
        pub settled_reason: String,
    }
}

db::record! {
    /// A file uploaded with a form that was not accepted yet: kept, so that it need not be chosen again.
    pub struct KeptUpload in "kept_upload" {
        pub id: RowId,
        /// Only whoever holds the secret of the form may claim the file.
        #[serde(skip)]
        pub secret_hash: String,
        pub purpose: String,
        pub name: String,
        /// Word of `files::Kind`.
        pub kind: String,
        pub bytes: i64,
        pub sha256: String,
        pub kept_at: Instant,
    }
}

db::record! {
    /// A new address of a person, until the link in the letter to it is opened.
    pub struct EmailChange in "email_change" {
        pub id: RowId,
        #[serde(skip)]
        pub secret_hash: String,
        pub person_id: PersonId,
        pub email: String,
        pub created_at: Instant,
        pub expires_at: Instant,
        pub used_at: Option<Instant>,
    }
}
