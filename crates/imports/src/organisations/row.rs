//! One row of a list of organisations.

use directory::{ListedOrganisation, OrganisationKind};
use kernel::university_code::{self, Wrong};
use kernel::{Said, Text, say};

use super::fields::OrganisationField as F;
use crate::fault::Findings;
use crate::province;
use crate::reading::Line;

const NAME_MOST: usize = 200;
const TEXT_MOST: usize = 500;

/// Reads a row; every fault of it is a finding, and only a row without any is answered.
pub(super) fn read(line: &Line<'_, F>, findings: &mut Findings) -> Option<ListedOrganisation> {
    let name = line.needed(F::Name, NAME_MOST, findings);
    let texts = [F::Authority, F::Place, F::Level, F::Remark].map(|field| line.optional(field, TEXT_MOST, findings));
    let province = province::read(line, F::Province, NAME_MOST, findings);
    let kind = read_kind(line, findings)?;
    let code = match kind {
        OrganisationKind::University => Some(read_university_code(line, province.as_deref().unwrap_or(""), findings)?),
        OrganisationKind::Enterprise => read_credit_code(line, findings)?,
        OrganisationKind::Province
        | OrganisationKind::Ministry
        | OrganisationKind::ExpertGroup
        | OrganisationKind::Operator => None,
    };
    let [authority, place, level, remark] = texts;
    let by_code = |code: &String| code.get(2..4).unwrap_or("").to_owned();
    let province = match (province?, kind) {
        (said, OrganisationKind::University) if said.is_empty() => code.as_ref().map(by_code).unwrap_or_default(),
        (said, _) => said,
    };
    Some(ListedOrganisation {
        kind,
        name: name?,
        code,
        province,
        authority: authority?,
        level: level?,
        place: place?,
        remark: remark?,
    })
}

/// What kind of organisation it is: as the list says, or by its code: ten digits for a university, eighteen characters for an
/// enterprise.
fn read_kind(line: &Line<'_, F>, findings: &mut Findings) -> Option<OrganisationKind> {
    if line.is_unreadable(F::Kind, findings) || line.is_unreadable(F::Code, findings) {
        return None;
    }
    let (said, code) = (line.plain(F::Kind), line.plain(F::Code));
    let kind = match (said.as_str(), code.chars().count()) {
        ("高校" | "大学" | "学校" | "本科" | "专科" | "university", _) => Some(OrganisationKind::University),
        ("企业" | "公司" | "enterprise", _) | (_, 18) => Some(OrganisationKind::Enterprise),
        (_, 10) => Some(OrganisationKind::University),
        _ => None,
    };
    if kind.is_none() {
        findings.add(line.fault(Some(F::Code), "", NO_KIND, false));
    }
    kind
}

const NO_KIND: Text = say(
    "无法判断单位类别：高校应有 10 位学校标识码，企业应有 18 位统一社会信用代码；也可增加“类别”列",
    "The kind cannot be told: a university has a code of 10 digits, an enterprise one of 18 characters; or add a column 类别",
);

/// The university code, checked as rule book 12.2 says. The Xinjiang corps has no digits of its own there.
fn read_university_code(line: &Line<'_, F>, province: &str, findings: &mut Findings) -> Option<String> {
    let region = if province == "66" { "65" } else { province };
    let read = university_code::parse(&line.plain(F::Code)).and_then(|code| {
        if region.is_empty() { Ok(code) } else { university_code::in_province(&code, region).map(|()| code) }
    });
    match read {
        Ok(code) => Some(code),
        Err(wrong) => {
            findings.add(line.fault(Some(F::Code), "12.2", wrong_code(&wrong), false));
            None
        }
    }
}

/// A list has no province that was chosen; everything else is said as on the page where a university is added.
fn wrong_code(wrong: &Wrong) -> Said {
    match wrong {
        Wrong::OtherProvince { code, school } => say(
            "代码中的省份为 {code}，与所填省份 {school} 不同",
            "The code names province {code}, the list says {school}",
        )
        .with(&[("code", code), ("school", school)]),
        other => directory::rules::wrong_university_code(other),
    }
}

/// The credit code of an enterprise (rule E-04); `Some(None)` when the list gives none.
fn read_credit_code(line: &Line<'_, F>, findings: &mut Findings) -> Option<Option<String>> {
    let typed = line.plain(F::Code);
    if typed.is_empty() {
        return Some(None);
    }
    match directory::rules::credit_code(&typed) {
        Ok(code) => Some(Some(code.as_str().to_owned())),
        Err(breach) => {
            findings.add(line.fault(Some(F::Code), breach.rule, breach.said, false));
            None
        }
    }
}
