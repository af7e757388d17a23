//! Letters: whoever has to act next is told, and whoever is concerned learns the result.

use db::Tx;
use kernel::{Mode, OrganisationId, PersonId, Refusal, Role, Said, Text, Word, say};
use mail::{Part, Template, Topic, plain};

use crate::Closing;
use crate::paths;
use crate::rules::EnterpriseSilent;
use crate::state::Step;
use crate::store::Dossier;

/// Every template of this slice.
pub const LETTERS: &[&Template] = &[
    &SUBMITTED_LEGACY,
    &SUBMITTED,
    &RETURNED,
    &PASSED_ON,
    &CONCLUDED_LEGACY,
    &CONCLUDED,
    &REPORTED,
    &AUDITED,
    &PASSED,
    &FAILED,
    &SILENT,
];

const fn template(name: &'static str, subject: Text, body: Text) -> Template {
    Template::new(name, Topic::Closing, subject, body)
}

/// Tells of a step that was taken.
pub(crate) fn moved(tx: &mut Tx<'_>, step: Step, dossier: &Dossier, reason: &str) -> Result<(), Refusal> {
    let closing = &dossier.closing;
    let to = readers(tx, step, closing)?;
    let template = template_of(step, closing.mode);
    Ok(directory::tell(tx, &to, template, &parts(dossier, reason), &paths::closing(closing.id))?)
}

const SILENT: Template = template(
    "closing.silent",
    say("企业逾期未验收：{title}", "No answer from the enterprise: {title}"),
    say("项目 {number}《{title}》（{enterprise}）：{why}", "Project {number} “{title}” ({enterprise}): {why}"),
);

/// Tells university and programme office that the enterprise is silent. Rule Z-10.
pub(crate) fn silent(tx: &mut Tx<'_>, closing: &Closing, silent: EnterpriseSilent) -> Result<(), Refusal> {
    let mut to = directory::people_with(tx, closing.university_id, Role::UniversityAdministrator)?;
    to.extend(directory::office_people(tx)?);
    let project = projects::get(tx, closing.project_id)?;
    let parts = [
        ("number", plain(&project.number)),
        ("title", plain(&project.title)),
        ("enterprise", plain(&project.enterprise_name)),
        ("why", silent.said()),
    ];
    Ok(directory::tell(tx, &to, &SILENT, &parts, &paths::closing(closing.id))?)
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

const SUBMITTED_LEGACY: Template = template(
    "closing.to_review",
    say("请审核结题：{title}", "Closing to review: {title}"),
    say(
        "{pi} 已提交项目 {number}《{title}》的结题材料，请审核。",
        "{pi} has handed in the closing of project {number} “{title}”. Please review it.",
    ),
);

const SUBMITTED: Template = template(
    "closing.to_accept",
    say("请验收：{title}", "Closing to accept: {title}"),
    say(
        "{pi} 已提交项目 {number}《{title}》的结题材料，请逐项验收并出具结论。",
        "{pi} has handed in the closing of project {number} “{title}”. Please look at each deliverable and write your conclusion.",
    ),
);

const RETURNED: Template = template(
    "closing.returned",
    say("结题材料被退回：{title}", "Closing returned: {title}"),
    say(
        "项目 {number}《{title}》的结题材料被退回修改：{reason}",
        "The closing of project {number} “{title}” was returned: {reason}",
    ),
);

const PASSED_ON: Template = template(
    "closing.passed_on",
    say("请验收：{title}", "Closing to accept: {title}"),
    say(
        "高校已审核通过项目 {number}《{title}》的结题材料，请企业逐项验收并出具结论。",
        "The university has passed the closing of project {number} “{title}”. The enterprise now looks at each deliverable and writes its conclusion.",
    ),
);

const CONCLUDED_LEGACY: Template = template(
    "closing.concluded_legacy",
    say("企业已出具验收结论：{title}", "Conclusion written: {title}"),
    say(
        "企业对项目 {number}《{title}》的验收结论为“{conclusion}”，下一步由企业上报专家组。",
        "The enterprise's conclusion on project {number} “{title}” is “{conclusion}”. The enterprise reports it to the expert group next.",
    ),
);

const CONCLUDED: Template = template(
    "closing.concluded",
    say("企业已出具验收结论：{title}", "Conclusion written: {title}"),
    say(
        "企业对项目 {number}《{title}》的验收结论为“{conclusion}”，下一步由高校审核。",
        "The enterprise's conclusion on project {number} “{title}” is “{conclusion}”. The university audits it next.",
    ),
);

const REPORTED: Template = template(
    "closing.reported",
    say("请专家组审核：{title}", "For the expert group: {title}"),
    say(
        "项目 {number}《{title}》的结题已上报专家组，企业结论为“{conclusion}”。",
        "The closing of project {number} “{title}” has been reported to the expert group; the enterprise concluded “{conclusion}”.",
    ),
);

const AUDITED: Template = template(
    "closing.audited",
    say("高校已审核验收结论：{title}", "Conclusion audited: {title}"),
    say(
        "高校对项目 {number}《{title}》的审核结论为“{audited}”，尚待公布。",
        "The university's audit of project {number} “{title}” says “{audited}”; it is not published yet.",
    ),
);

const PASSED: Template = template(
    "closing.passed",
    say("结题通过：{title}", "Closing passed: {title}"),
    say(
        "项目 {number}《{title}》结题通过，结果已公布，结题证书已颁发。",
        "Project {number} “{title}” has passed its closing; the result is published and the certificate issued.",
    ),
);

const FAILED: Template = template(
    "closing.failed",
    say("结题未通过：{title}", "Closing not passed: {title}"),
    say(
        "项目 {number}《{title}》结题未通过，结果已公布。",
        "Project {number} “{title}” has not passed its closing; the result is published.",
    ),
);

const fn template_of(step: Step, mode: Mode) -> &'static Template {
    match (step, mode) {
        (Step::Submit | Step::Resubmit, Mode::Legacy) => &SUBMITTED_LEGACY,
        (Step::Submit | Step::Resubmit, Mode::Rolling) => &SUBMITTED,
        (Step::UniversityReturn | Step::EnterpriseReturn, Mode::Legacy | Mode::Rolling) => &RETURNED,
        (Step::UniversityPass, Mode::Legacy | Mode::Rolling) => &PASSED_ON,
        (Step::Conclude, Mode::Legacy) => &CONCLUDED_LEGACY,
        (Step::Conclude, Mode::Rolling) => &CONCLUDED,
        (Step::ReportToExperts, Mode::Legacy | Mode::Rolling) => &REPORTED,
        (Step::Audit, Mode::Legacy | Mode::Rolling) => &AUDITED,
        (Step::PublishPassed, Mode::Legacy | Mode::Rolling) => &PASSED,
        (Step::PublishFailed, Mode::Legacy | Mode::Rolling) => &FAILED,
    }
}

fn parts(dossier: &Dossier, reason: &str) -> [Part<'static>; 6] {
    let (closing, project) = (&dossier.closing, &dossier.project);
    let word = |conclusion: Option<crate::rules::Conclusion>| Said::from(conclusion.map_or(say("—", "—"), Word::text));
    [
        ("conclusion", word(closing.conclusion)),
        ("audited", word(closing.audited_conclusion)),
        ("number", plain(&project.number)),
        ("pi", plain(&project.pi_name)),
        ("title", plain(&project.title)),
        ("reason", plain(reason)),
    ]
}
