//! What the index is told of one thing: its texts, its facts, and who may read which of them.

use kernel::{Mode, ProjectType};
use uuid::Uuid;

kernel::words! {
    /// What can be found.
    pub enum Kind {
        Project = "project" ("项目", "Projects"),
        Item = "item" ("项目指南", "Guideline items"),
        Organisation = "organisation" ("企业与高校", "Enterprises and universities"),
        Person = "person" ("人员", "People"),
        Result = "result" ("结题成果", "Results"),
    }
}

kernel::words! {
    /// Where a thing stands, in the words its readers know from its own pages.
    pub enum Standing {
        Established = "established" ("已立项", "Established"),
        Running = "running" ("在研", "Running"),
        Closed = "closed" ("已结题", "Closed"),
        Failed = "failed" ("结题未通过", "Closed, not passed"),
        Terminated = "terminated" ("已终止", "Terminated"),
        Open = "open" ("可申报", "Open for applications"),
        Paused = "paused" ("已暂停", "Paused"),
        Ended = "ended" ("申报已结束", "No longer open"),
        InReview = "in_review" ("审核中", "Under review"),
        Returned = "returned" ("已退回", "Returned"),
        Refused = "refused" ("未通过", "Refused"),
        Revoked = "revoked" ("已撤销", "Revoked"),
        Registered = "registered" ("待核验", "To be verified"),
        Verified = "verified" ("已核验", "Verified"),
        Suspended = "suspended" ("已停用", "Suspended"),
        Asked = "asked" ("待确认", "To be confirmed"),
        Active = "active" ("有效", "Active"),
        Passed = "passed" ("通过", "Passed"),
        Imported = "imported" ("名单导入、未核验", "Imported, not verified"),
    }
}

/// The texts of a thing that one group of readers may read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    pub title: String,
    pub enterprise: String,
    pub university: String,
    /// Names of people.
    pub person: String,
    pub body: String,
    /// Numbers and codes: found whole and by how they begin.
    pub codes: Vec<String>,
}

impl Texts {
    pub fn is_empty(&self) -> bool {
        *self == Texts::default()
    }
}

/// A group of readers: `Audience { group: b'u', id }`. What the letters mean, the caller decides; the index compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Audience {
    pub group: u8,
    pub id: u128,
}

/// What things are counted and filtered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Facts {
    /// 0 for none.
    pub year: u16,
    pub project_type: Option<ProjectType>,
    /// Two digits of GB/T 2260; 0 for none.
    pub province: u8,
    pub standing: Option<Standing>,
    pub mode: Option<Mode>,
    pub enterprise: Option<Uuid>,
    pub university: Option<Uuid>,
}

/// One thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub kind: Kind,
    pub id: Uuid,
    /// What everybody may read; `None` when only its audience may know that it exists.
    pub open: Option<Texts>,
    /// What only its audience may read.
    pub inner: Texts,
    /// Who reads `inner`; whoever sees everything of a kind needs not be named.
    pub audience: Vec<Audience>,
    pub facts: Facts,
    /// When it appeared, in milliseconds: newer ones come first among equals.
    pub since: i64,
}

/// Who searches, as the index knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reader {
    /// Kinds of which everything may be read.
    pub sees_all: Vec<Kind>,
    /// The groups the reader belongs to.
    pub groups: Vec<Audience>,
}

impl Reader {
    /// Somebody who is not logged in.
    pub fn public() -> Reader {
        Reader::default()
    }
}
