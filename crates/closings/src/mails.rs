//! Letters: whoever has to act next is told, and whoever is concerned learns the result.

use db::Tx;
use kernel::{Mode, OrganisationId, PersonId, Refusal, Role, Said, Text, Word, say};

use crate::Closing;
use crate::paths;
use crate::rules::EnterpriseSilent;
use crate::state::Step;
use crate::store::Dossier;

/// Tells of a step that was taken.
pub(crate) fn moved(tx: &mut Tx<'_>, step: Step, dossier: &Dossier, reason: &str) -> Result<(), Refusal> {
    let closing = &dossier.closing;
    let to = readers(tx, step, closing)?;
    let (kind, subject, body) = words(step, closing.mode);
    let about = |text: Text| fill(text, dossier, reason);
    Ok(directory::tell(tx, &to, kind, about(subject), about(body), &paths::closing(closing.id))?)
}

/// Tells university and programme office that the enterprise is silent. Rule Z-10.
pub(crate) fn silent(tx: &mut Tx<'_>, closing: &Closing, silent: EnterpriseSilent) -> Result<(), Refusal> {
    let mut to = directory::people_with(tx, closing.university_id, Role::UniversityAdministrator)?;
    to.extend(directory::office_people(tx)?);
    let project = projects::get(tx, closing.project_id)?;
    let subject =
        say("企业逾期未验收：{title}", "No answer from the enterprise: {title}").with(&[("title", &project.title)]);
    let said = silent.said();
    let body = Said {
        zh: format!("项目 {}《{}》（{}）：{}", project.number, project.title, project.enterprise_name, said.zh),
        en: format!("Project {} “{}” ({}): {}", project.number, project.title, project.enterprise_name, said.en),
    };
    Ok(directory::tell(tx, &to, "closing.silent", subject, body, &paths::closing(closing.id))?)
}

/// Who is told: those who have to act next, and the principal investigator of every decision.
fn readers(tx: &mut Tx<'_>, step: Step, closing: &Closing) -> Result<Vec<PersonId>, Refusal> {
    let administrators = |tx: &mut Tx<'_>, university: OrganisationId| {
        directory::people_with(tx, university, Role::UniversityAdministrator)
    };
    let contacts =
        |tx: &mut Tx<'_>, enterprise: OrganisationId| directory::people_with(tx, enterprise, Role::EnterpriseContact);
    let mut to = match step {
        Step::Submit | Step::Resubmit => match closing.mode {
            Mode::Legacy => return Ok(administrators(tx, closing.university_id)?),
            Mode::Rolling => return Ok(contacts(tx, closing.enterprise_id)?),
        },
        Step::UniversityReturn | Step::EnterpriseReturn => Vec::new(),
        Step::UniversityPass => contacts(tx, closing.enterprise_id)?,
        Step::Conclude => administrators(tx, closing.university_id)?,
        Step::ReportToExperts => directory::office_people(tx)?,
        Step::Audit => return Ok(contacts(tx, closing.enterprise_id)?),
        Step::PublishPassed | Step::PublishFailed => {
            let mut parties = administrators(tx, closing.university_id)?;
            parties.extend(contacts(tx, closing.enterprise_id)?);
            parties
        }
    };
    to.push(closing.pi_id);
    Ok(to)
}

/// Kind of the letter, its subject and its body.
const fn words(step: Step, mode: Mode) -> (&'static str, Text, Text) {
    match (step, mode) {
        (Step::Submit | Step::Resubmit, Mode::Legacy) => (
            "closing.submitted",
            say("请审核结题：{title}", "Closing to review: {title}"),
            say(
                "{pi} 已提交项目 {number}《{title}》的结题材料，请审核。",
                "{pi} has handed in the closing of project {number} “{title}”. Please review it.",
            ),
        ),
        (Step::Submit | Step::Resubmit, Mode::Rolling) => (
            "closing.submitted",
            say("请验收：{title}", "Closing to accept: {title}"),
            say(
                "{pi} 已提交项目 {number}《{title}》的结题材料，请逐项验收并出具结论。",
                "{pi} has handed in the closing of project {number} “{title}”. Please look at each deliverable and write your conclusion.",
            ),
        ),
        (Step::UniversityReturn | Step::EnterpriseReturn, Mode::Legacy | Mode::Rolling) => (
            "closing.returned",
            say("结题材料被退回：{title}", "Closing returned: {title}"),
            say(
                "项目 {number}《{title}》的结题材料被退回修改：{reason}",
                "The closing of project {number} “{title}” was returned: {reason}",
            ),
        ),
        (Step::UniversityPass, Mode::Legacy | Mode::Rolling) => (
            "closing.passed_on",
            say("请验收：{title}", "Closing to accept: {title}"),
            say(
                "高校已审核通过项目 {number}《{title}》的结题材料，请企业逐项验收并出具结论。",
                "The university has passed the closing of project {number} “{title}”. The enterprise now looks at each deliverable and writes its conclusion.",
            ),
        ),
        (Step::Conclude, Mode::Legacy) => (
            "closing.concluded",
            say("企业已出具验收结论：{title}", "Conclusion written: {title}"),
            say(
                "企业对项目 {number}《{title}》的验收结论为“{conclusion}”，下一步由企业上报专家组。",
                "The enterprise's conclusion on project {number} “{title}” is “{conclusion}”. The enterprise reports it to the expert group next.",
            ),
        ),
        (Step::Conclude, Mode::Rolling) => (
            "closing.concluded",
            say("企业已出具验收结论：{title}", "Conclusion written: {title}"),
            say(
                "企业对项目 {number}《{title}》的验收结论为“{conclusion}”，下一步由高校审核。",
                "The enterprise's conclusion on project {number} “{title}” is “{conclusion}”. The university audits it next.",
            ),
        ),
        (Step::ReportToExperts, Mode::Legacy | Mode::Rolling) => (
            "closing.reported",
            say("请专家组审核：{title}", "For the expert group: {title}"),
            say(
                "项目 {number}《{title}》的结题已上报专家组，企业结论为“{conclusion}”。",
                "The closing of project {number} “{title}” has been reported to the expert group; the enterprise concluded “{conclusion}”.",
            ),
        ),
        (Step::Audit, Mode::Legacy | Mode::Rolling) => (
            "closing.audited",
            say("高校已审核验收结论：{title}", "Conclusion audited: {title}"),
            say(
                "高校对项目 {number}《{title}》的审核结论为“{audited}”，尚待公布。",
                "The university's audit of project {number} “{title}” says “{audited}”; it is not published yet.",
            ),
        ),
        (Step::PublishPassed, Mode::Legacy | Mode::Rolling) => (
            "closing.published",
            say("结题通过：{title}", "Closing passed: {title}"),
            say(
                "项目 {number}《{title}》结题通过，结果已公布，结题证书已颁发。",
                "Project {number} “{title}” has passed its closing; the result is published and the certificate issued.",
            ),
        ),
        (Step::PublishFailed, Mode::Legacy | Mode::Rolling) => (
            "closing.published",
            say("结题未通过：{title}", "Closing not passed: {title}"),
            say(
                "项目 {number}《{title}》结题未通过，结果已公布。",
                "Project {number} “{title}” has not passed its closing; the result is published.",
            ),
        ),
    }
}

fn fill(text: Text, dossier: &Dossier, reason: &str) -> Said {
    let (closing, project) = (&dossier.closing, &dossier.project);
    let word = |conclusion: Option<crate::rules::Conclusion>| conclusion.map_or(say("—", "—"), Word::text);
    let (concluded, audited) = (word(closing.conclusion), word(closing.audited_conclusion));
    let fill = |text: &str, concluded: &str, audited: &str| {
        // What people typed comes last, so that braces in it are never taken for a place.
        text.replace("{conclusion}", concluded)
            .replace("{audited}", audited)
            .replace("{number}", &project.number)
            .replace("{pi}", &project.pi_name)
            .replace("{title}", &project.title)
            .replace("{reason}", reason)
    };
    Said { zh: fill(text.zh, concluded.zh, audited.zh), en: fill(text.en, concluded.en, audited.en) }
}
