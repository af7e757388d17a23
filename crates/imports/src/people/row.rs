//! One row of a list of people.

use kernel::{OrganisationId, Role, Text, Word, say};

use super::fields::PersonField as F;
use crate::fault::Findings;
use crate::names::{self, Name};
use crate::reading::Line;

const NAME_MOST: usize = 50;
const TEXT_MOST: usize = 200;

/// What a person says about the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct PeopleSettings {
    /// Where the list names no organisation; for a university's own list its only one.
    pub organisation_id: Option<OrganisationId>,
    /// Where the list names no role.
    pub role: Option<Role>,
    /// Letters of invitation go out. Otherwise nobody is written to.
    pub sends_letters: bool,
}

/// A person as the list says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PersonRow {
    pub(super) line: u32,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) role: Role,
    /// As written; empty where the settings say it.
    pub(super) organisation: String,
    pub(super) school: String,
    pub(super) phone: String,
    pub(super) title: String,
    pub(super) certificate: String,
}

/// Reads a row; every fault of it is a finding, and only a row without any is answered.
pub(super) fn read(line: &Line<'_, F>, settings: &PeopleSettings, findings: &mut Findings) -> Option<PersonRow> {
    let name = read_name(line, findings);
    let email = read_email(line, findings);
    let role = read_role(line, settings, findings);
    let organisation = line.optional(F::Organisation, TEXT_MOST, findings);
    let texts = [F::School, F::Phone, F::Title, F::Certificate].map(|f| line.optional(f, TEXT_MOST, findings));
    let organisation = organisation?;
    if organisation.is_empty() && settings.organisation_id.is_none() {
        findings.add(line.fault(Some(F::Organisation), "", NO_ORGANISATION, false));
        return None;
    }
    let [school, phone, title, certificate] = texts;
    Some(PersonRow {
        line: line.number,
        name: name?,
        email: email?,
        role: role?,
        organisation,
        school: school?,
        phone: phone?,
        title: title?,
        certificate: certificate?,
    })
}

const NO_ORGANISATION: Text = say("没有写明单位", "It names no organisation");

fn read_name(line: &Line<'_, F>, findings: &mut Findings) -> Option<String> {
    match names::read(&line.needed(F::Name, NAME_MOST, findings)?) {
        Name::One(name) => Some(name),
        Name::Several => {
            findings.add(line.fault(Some(F::Name), "", SEVERAL, false));
            None
        }
    }
}

const SEVERAL: Text = say("一行只写一个人，请分成几行", "One person a row; split the names into rows");

fn read_email(line: &Line<'_, F>, findings: &mut Findings) -> Option<String> {
    line.needed(F::Email, TEXT_MOST, findings)?;
    let email = line.plain(F::Email).to_lowercase();
    if directory::rules::looks_like_email(&email) {
        return Some(email);
    }
    let said = say("邮箱格式不正确，如 name@example.com", "No e-mail address; write one such as name@example.com");
    findings.add(line.fault(Some(F::Email), "", said, false));
    None
}

/// A role by its word or what people call it.
fn read_role(line: &Line<'_, F>, settings: &PeopleSettings, findings: &mut Findings) -> Option<Role> {
    if line.is_unreadable(F::Role, findings) {
        return None;
    }
    let written = line.plain(F::Role);
    let known = match written.as_str() {
        "" => settings.role,
        "管理员" | "学校管理员" => Some(Role::UniversityAdministrator),
        "财务" | "财务人员" => Some(Role::UniversityFinance),
        "老师" => Some(Role::Teacher),
        other => Role::ALL.iter().copied().find(|role| {
            role.word().eq_ignore_ascii_case(other)
                || role.text().zh == other
                || role.text().en.eq_ignore_ascii_case(other)
        }),
    };
    if known.is_none() {
        findings.add(line.fault(Some(F::Role), "", if written.is_empty() { NO_ROLE } else { UNKNOWN_ROLE }, false));
    }
    known
}

const NO_ROLE: Text = say(
    "没有写明身份：请增加“身份”列，或在导入时选择",
    "It names no role: add a column 身份, or choose one with the import",
);
const UNKNOWN_ROLE: Text = say(
    "不是已知的身份，如教师、学生、高校管理员、高校财务",
    "No known role; write 教师, 学生, 高校管理员 or 高校财务",
);
