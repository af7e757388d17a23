//! Letters, written in the transaction of the act they tell of.

use db::{DbError, Tx};
use kernel::{Actor, PersonId, Role, Said, Text, Word, say};
use mail::{Part, Template, Topic, plain};

use crate::state::{State, Step};
use crate::{Application, DecisionPlan, UniversityReview, paths, rules};

/// Every template of this slice.
pub const LETTERS: &[&Template] = &[
    &SUBMITTED,
    &TO_REVIEW,
    &NO_ADMINISTRATOR,
    &TO_EVALUATE,
    &DECIDED,
    &WITHDRAWN,
    &GUIDELINE_PAUSED,
    &GUIDELINE_RESUMED,
    &LAPSED,
    &SECOND_SIGNATURE,
];

const fn template(name: &'static str, subject: Text, body: Text) -> Template {
    Template::new(name, Topic::Application, subject, body)
}

fn about(application: &Application) -> [Part<'static>; 2] {
    [("title", plain(&application.title)), ("pi", plain(&application.pi_name))]
}

const SUBMITTED: Template = template(
    "application.submitted",
    say("已收到申请：{title}", "Application received: {title}"),
    say(
        "申请“{title}”已提交学校审核。回执可在链接页面下载。",
        "Your application “{title}” is with your university for review. The receipt can be downloaded from the page.",
    ),
);

const TO_REVIEW: Template = template(
    "application.to_review",
    say("待审核申请：{title}", "Application to review: {title}"),
    say("{pi}提交了申请“{title}”，请审核。", "{pi} handed in “{title}”. Please review it."),
);

/// The applicant gets a confirmation, the university's administrators their task.
pub(crate) fn submitted(tx: &mut Tx<'_>, application: &Application) -> Result<(), DbError> {
    let parts = about(application);
    directory::tell(tx, &[application.pi_id], &SUBMITTED, &parts, &paths::submitted(application.id))?;
    let administrators = directory::people_with(tx, application.university_id, Role::UniversityAdministrator)?;
    directory::tell(tx, &administrators, &TO_REVIEW, &parts, &paths::application(application.id))
}

const NO_ADMINISTRATOR: Template = template(
    "application.no_administrator",
    say("高校没有可用的管理员", "A university has no active administrator"),
    say("{why}", "{why}"),
);

/// The programme office learns that nobody can review. Rule U-01.
pub(crate) fn administrator_missing(tx: &mut Tx<'_>, application: &Application, said: Said) -> Result<(), DbError> {
    let office = directory::office_people(tx)?;
    directory::tell(tx, &office, &NO_ADMINISTRATOR, &[("why", said)], &paths::application(application.id))
}

const TO_EVALUATE: Template = template(
    "application.to_evaluate",
    say("待评审申请：{title}", "Application to evaluate: {title}"),
    say("{pi}的申请“{title}”已通过学校审核，请评审。", "“{title}” by {pi} passed its university. Please evaluate it."),
);

/// The applicant learns what the university decided; when it passed, the enterprise gets its task.
pub(crate) fn reviewed(tx: &mut Tx<'_>, application: &Application, review: &UniversityReview) -> Result<(), DbError> {
    tell_applicant(tx, application, review.step, &review.comment)?;
    if review.step != Step::UniversityPass {
        return Ok(());
    }
    let people = evaluators(tx, application.enterprise_id)?;
    directory::tell(tx, &people, &TO_EVALUATE, &about(application), &paths::ranking(application.item_id))
}

/// The applicant learns what the enterprise decided, with the reason. Rule S-01.
pub(crate) fn decided(tx: &mut Tx<'_>, application: &Application, step: Step, reason: &str) -> Result<(), DbError> {
    tell_applicant(tx, application, step, reason)
}

const DECIDED: Template = template(
    "application.decided",
    say("{state}：{title}", "{state}: {title}"),
    say("申请“{title}”：{what}。\n\n{reason}", "“{title}”: {what}.\n\n{reason}"),
)
.called(say("申请的审核与评审结果", "What was decided on an application"));

fn tell_applicant(tx: &mut Tx<'_>, application: &Application, step: Step, reason: &str) -> Result<(), DbError> {
    if !rules::notifies_applicant(step) {
        return Ok(());
    }
    let parts = [
        ("state", Said::from(application.state.text())),
        ("title", plain(&application.title)),
        ("what", Said::from(step.text())),
        ("reason", plain(reason.trim())),
    ];
    directory::tell(tx, &[application.pi_id], &DECIDED, &parts, &paths::application(application.id))
}

const WITHDRAWN: Template = template(
    "application.withdrawn",
    say("申请已撤回：{title}", "Application withdrawn: {title}"),
    say("{pi}撤回了申请“{title}”，无需再处理。", "{pi} withdrew “{title}”; nothing more needs to be done."),
);

/// Whoever had the application on the desk learns that it is gone.
pub(crate) fn withdrawn(tx: &mut Tx<'_>, application: &Application, before: State) -> Result<(), DbError> {
    let mut people = directory::people_with(tx, application.university_id, Role::UniversityAdministrator)?;
    if rules::visible_to_enterprise(before, application.is_as_passed()) {
        people.extend(evaluators(tx, application.enterprise_id)?);
    }
    directory::tell(tx, &people, &WITHDRAWN, &about(application), &paths::application(application.id))
}

const GUIDELINE_PAUSED: Template = template(
    "application.guideline_paused",
    say("指南暂停：{title}", "Guideline paused: {title}"),
    say(
        "您的申请“{title}”对应的指南已由企业暂停，暂停期间不能提交；已提交的申请继续办理。恢复后会再通知您。",
        "The enterprise paused the guideline of your application “{title}”: nothing can be handed in meanwhile; what was handed in goes on. You will be told when it resumes.",
    ),
);

const GUIDELINE_RESUMED: Template = template(
    "application.guideline_resumed",
    say("指南恢复：{title}", "Guideline resumed: {title}"),
    say(
        "您的申请“{title}”对应的指南已恢复，可以继续填写和提交。",
        "The guideline of your application “{title}” is open again; you can go on and hand in.",
    ),
);

/// The applicant learns that the guideline was paused or goes on. Rule book 11.2.
pub(crate) fn guideline_moved(
    tx: &mut Tx<'_>,
    application: &Application,
    state: guidelines::state::State,
) -> Result<(), DbError> {
    let is_paused = state == guidelines::state::State::Paused;
    let template = if is_paused { &GUIDELINE_PAUSED } else { &GUIDELINE_RESUMED };
    directory::tell(tx, &[application.pi_id], template, &about(application), &paths::application(application.id))
}

const LAPSED: Template = template(
    "application.lapsed",
    say("指南撤销，申请终止：{title}", "Guideline revoked, application ended: {title}"),
    say(
        "您的申请“{title}”对应的指南已被项目办公室撤销，申请随之终止，不占本年度申请名额。请选择其他指南项目。",
        "The programme office revoked the guideline of your application “{title}”, which ends with it and does not count for this year. Please choose another item.",
    ),
);

/// The applicant learns that the application ended with its guideline.
pub(crate) fn lapsed(tx: &mut Tx<'_>, application: &Application) -> Result<(), DbError> {
    directory::tell(tx, &[application.pi_id], &LAPSED, &about(application), &paths::application(application.id))
}

const SECOND_SIGNATURE: Template = template(
    "application.second_signature",
    say("请第二人签署遴选决定", "A selection needs a second signature"),
    say(
        "{who}已签署遴选决定，须由另一位人员签署后生效。",
        "{who} signed a selection. It takes effect when another person signs.",
    ),
);

/// Everybody of the enterprise but the first signer is asked for the second signature. Rule S-03.
pub(crate) fn second_signature(tx: &mut Tx<'_>, actor: &Actor, plan: &DecisionPlan) -> Result<(), DbError> {
    let people: Vec<PersonId> =
        evaluators(tx, plan.enterprise_id)?.into_iter().filter(|p| *p != actor.person_id).collect();
    directory::tell(tx, &people, &SECOND_SIGNATURE, &[("who", plain(&actor.name))], &paths::plan(plan.id))
}

/// Everybody who evaluates for an enterprise.
pub fn evaluators(tx: &mut Tx<'_>, enterprise: kernel::OrganisationId) -> Result<Vec<PersonId>, DbError> {
    let mut people = directory::people_with(tx, enterprise, Role::EnterpriseContact)?;
    people.extend(directory::people_with(tx, enterprise, Role::EnterpriseReviewer)?);
    Ok(people)
}
