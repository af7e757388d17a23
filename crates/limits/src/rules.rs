//! How many projects and applications one person, and one university, may have. Rules.

use kernel::{Breach, Breaches, Text, say};
use rulesets::{Terms, UniversityLimits};

/// Refuses a principal investigator who already runs as many projects as allowed. Asked at submission and again at
/// establishment. `running` counts from establishment to the end of closing, without the project in question. Rule A-02.
pub fn below_running_limit(running: u32, terms: &Terms) -> Result<(), Breach> {
    match terms.running_projects_max.filter(|allowed| running >= *allowed) {
        Some(allowed) => Err(too_many_running(running, allowed)),
        None => Ok(()),
    }
}

/// The breach of rule A-02.
pub(crate) fn too_many_running(running: u32, allowed: u32) -> Breach {
    let said = say(
        "负责人已有 {running} 个在研项目，上限为 {allowed} 个。结题或终止一个后方可继续。",
        "The principal investigator already runs {running} projects, {allowed} are allowed. One of them must be closed or terminated first.",
    );
    Breach::of("A-02", "pi_id", said.with(&[("running", &running), ("allowed", &allowed)]))
}

/// Refuses one application too many in a calendar year (Beijing). `handed_in` counts those before this one. Rule A-03.
pub fn below_yearly_limit(handed_in: u32, terms: &Terms) -> Result<(), Breach> {
    match terms.applications_per_year_max.filter(|allowed| handed_in >= *allowed) {
        Some(allowed) => Err(too_many_this_year(handed_in, allowed)),
        None => Ok(()),
    }
}

/// The breach of rule A-03.
pub(crate) fn too_many_this_year(handed_in: u32, allowed: u32) -> Breach {
    let said = say(
        "负责人本年度已提交 {handed_in} 份申请，每年最多 {allowed} 份，请下一年度再申请。",
        "The principal investigator has handed in {handed_in} applications this year, {allowed} a year are allowed. Please apply next year.",
    );
    Breach::of("A-03", "pi_id", said.with(&[("handed_in", &handed_in), ("allowed", &allowed)]))
}

/// What one application adds to, counted in its batch and without it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Applications of this person.
    pub applications: u32,
    /// Memberships of this person in other people's applications.
    pub memberships: u32,
    /// Applications of the university to this enterprise.
    pub to_enterprise: u32,
    /// Of these, of the same type.
    pub to_enterprise_of_type: u32,
}

/// Names every limit of the university that one more application would pass. Rule A-08.
pub fn within_university_limits(counts: &Counts, limits: &UniversityLimits) -> Breaches {
    [
        (limits.applications_per_batch, counts.applications, "pi_id", say(
            "学校规定每人每批最多申请 {allowed} 项，负责人已申请 {found} 项，请与学校项目管理部门联系。",
            "The university allows {allowed} application(s) per person and batch; the principal investigator has {found}. Please ask the university's project department.",
        )),
        (limits.per_enterprise, counts.to_enterprise, "item_id", say(
            "学校规定每批向同一企业最多申请 {allowed} 项，目前已有 {found} 项，请选择其他企业的指南。",
            "The university allows {allowed} application(s) to one enterprise per batch; there are {found}. Please choose an item of another enterprise.",
        )),
        (limits.per_enterprise_and_type, counts.to_enterprise_of_type, "item_id", say(
            "学校规定每批向同一企业同类型最多申请 {allowed} 项，目前已有 {found} 项，请选择其他类型或企业。",
            "The university allows {allowed} application(s) of one type to one enterprise per batch; there are {found}. Please choose another type or enterprise.",
        )),
    ]
    .into_iter()
    .filter_map(|(limit, found, field, text)| one_more(limit, found, field, text))
    .collect()
}

/// Refuses a member who already belongs to as many projects of the batch as the university allows. `field` is the
/// member's place in the form. Where the university allows each person one application, whoever leads one may not be a
/// member elsewhere. Rule A-08.
pub fn may_be_member(field: &str, counts: &Counts, limits: &UniversityLimits) -> Result<(), Breach> {
    if limits.applications_per_batch == Some(1) && counts.applications > 0 {
        return Err(Breach::of(
            "A-08",
            field,
            say(
                "学校规定本批已作为负责人申请的教师不得再参加其他项目，请更换成员。",
                "The university does not let somebody who leads an application in this batch be a member of another. Please choose another member.",
            ),
        ));
    }
    one_more(limits.memberships_per_batch, counts.memberships, field, say(
        "学校规定每人每批最多参加 {allowed} 项，该成员已参加 {found} 项，请更换成员。",
        "The university allows {allowed} membership(s) per person and batch; this member has {found}. Please choose another member.",
    ))
    .map_or(Ok(()), Err)
}

fn one_more(limit: Option<u32>, found: u32, field: &str, text: Text) -> Option<Breach> {
    let allowed = limit.filter(|allowed| found >= *allowed)?;
    Some(Breach::of("A-08", field, text.with(&[("allowed", &allowed), ("found", &found)])))
}

/// The stricter of the programme's default and the university's own setting, limit by limit. Rule A-08.
pub fn tightest(default: &UniversityLimits, own: &UniversityLimits) -> UniversityLimits {
    let stricter = |a: Option<u32>, b: Option<u32>| a.into_iter().chain(b).min();
    UniversityLimits {
        applications_per_batch: stricter(default.applications_per_batch, own.applications_per_batch),
        memberships_per_batch: stricter(default.memberships_per_batch, own.memberships_per_batch),
        per_enterprise: stricter(default.per_enterprise, own.per_enterprise),
        per_enterprise_and_type: stricter(default.per_enterprise_and_type, own.per_enterprise_and_type),
    }
}

#[cfg(test)]
mod tests;
