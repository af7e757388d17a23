//! The letters of this slice, written in the transaction of the act they tell of.

use db::{DbError, Tx};
use directory::OrganisationKind;
use kernel::{OrganisationId, PersonId, Refusal, Role, Text, Word, say};
use mail::{Part, Template, Topic, plain};
use meetings::Meeting;

use crate::paths;
use crate::policy::Dossier;
use crate::record::{Award, AwardList, Case, CaseCall};
use crate::state::{Route, Step};

/// Every template of this slice.
pub const LETTERS: &[&Template] = &[
    &OPENED,
    &HANDED_IN,
    &NOMINATED,
    &DECLINED,
    &SUBMITTED,
    &ASSIGNED,
    &CONFLICT,
    &REVIEWED,
    &SELECTED,
    &NOT_SELECTED,
    &SHOWN,
    &HONOURED,
];

const fn template(name: &'static str, subject: Text, body: Text) -> Template {
    Template::new(name, Topic::Project, subject, body)
}

const OPENED: Template = template(
    "case.opened",
    say("案例征集开始：{series}", "A call for cases is open: {series}"),
    say(
        "“{series}”开始征集，截止日期 {day}。本次征集不收取任何费用。",
        "“{series}” is open until the end of {day}. Entering costs nothing.",
    ),
);
const HANDED_IN: Template = template(
    "case.handed_in",
    say("请决定是否推荐案例：{title}", "A case to nominate or not: {title}"),
    say(
        "{author} 提交了案例“{title}”，请在 {day} 前决定是否推荐并报送。",
        "{author} handed in the case “{title}”. Please nominate it or not, and submit it by {day}.",
    ),
);
const NOMINATED: Template = template(
    "case.nominated",
    say("案例已获推荐：{title}", "Nominated: {title}"),
    say("您的案例“{title}”已获推荐。", "Your case “{title}” was nominated."),
);
const DECLINED: Template = template(
    "case.declined",
    say("案例未获推荐：{title}", "Not nominated: {title}"),
    say("案例“{title}”未获推荐。理由：{reason}", "The case “{title}” was not nominated. Reason: {reason}"),
);
const SUBMITTED: Template = template(
    "case.submitted",
    say("案例已报送：{title}", "Submitted: {title}"),
    say("案例“{title}”已报送项目办公室。", "The case “{title}” was submitted to the programme office."),
);
const ASSIGNED: Template = template(
    "case.assigned",
    say("请评审案例：{title}", "Please review a case: {title}"),
    say(
        "请您评审案例“{title}”。请先声明有无利益关系，再填写评分和意见。",
        "Please review the case “{title}”. First say whether you have an interest, then score it.",
    ),
);
const CONFLICT: Template = template(
    "case.conflict",
    say("专家申报了利益冲突：{title}", "An expert declared a conflict of interest: {title}"),
    say(
        "案例“{title}”的一位专家申报了利益冲突，请另选专家。",
        "An expert for the case “{title}” declared a conflict of interest. Please choose another.",
    ),
);
const REVIEWED: Template = template(
    "case.reviewed",
    say("案例评审意见已齐：{title}", "All reviews are in: {title}"),
    say("案例“{title}”的专家意见已全部提交。", "All experts have handed in their reviews of the case “{title}”."),
);
const SELECTED: Template = template(
    "case.selected",
    say("入选优秀项目案例：{title}", "Selected: {title}"),
    say(
        "案例“{title}”入选“{series}”，名单已公布。",
        "The case “{title}” was selected for “{series}”. The list is published.",
    ),
);
const NOT_SELECTED: Template = template(
    "case.not_selected",
    say("案例未入选：{title}", "Not selected: {title}"),
    say(
        "案例“{title}”未入选“{series}”。理由：{reason}",
        "The case “{title}” was not selected for “{series}”. Reason: {reason}",
    ),
);
const SHOWN: Template = template(
    "case.shown",
    say("案例在对接会展示：{title}", "Shown at a meeting: {title}"),
    say("案例“{title}”已在{meeting}展示。", "The case “{title}” was shown at {meeting}."),
);
const HONOURED: Template = template(
    "case.honoured",
    say("获奖：{kind}", "Honoured: {kind}"),
    say("{name} 获 {year} 年度“{kind}”，名单已公布。", "{name} is on the list “{kind}” of {year}, which is published."),
);

fn title(case: &Case) -> kernel::Said {
    case.title().said()
}

fn about(
    tx: &mut Tx<'_>,
    to: &[PersonId],
    template: &'static Template,
    case: &Case,
    more: &[Part<'_>],
) -> Result<(), DbError> {
    let mut parts = vec![("title", title(case))];
    parts.extend(more.iter().cloned());
    directory::tell(tx, to, template, &parts, &paths::case(case.id))
}

/// Who nominates, in their role.
fn nominators(tx: &mut Tx<'_>, case: &Case) -> Result<Vec<PersonId>, DbError> {
    match (case.route, case.nominator()) {
        (Route::University, Some(own)) => directory::people_with(tx, own, Role::UniversityAdministrator),
        (Route::Enterprise, Some(own)) => directory::people_with(tx, own, Role::EnterpriseContact),
        (Route::Own, _) | (_, None) => Ok(Vec::new()),
    }
}

/// Author, university and enterprise.
fn concerned(tx: &mut Tx<'_>, case: &Case) -> Result<Vec<PersonId>, DbError> {
    let mut people = vec![case.author_id];
    if let Some(own) = case.university_id {
        people.extend(directory::people_with(tx, own, Role::UniversityAdministrator)?);
    }
    if let Some(own) = case.enterprise_id {
        people.extend(directory::people_with(tx, own, Role::EnterpriseContact)?);
    }
    Ok(people)
}

/// Tells the administrators of all universities, and where enterprises take part their contacts.
pub(crate) fn opened(tx: &mut Tx<'_>, call: &CaseCall) -> Result<(), DbError> {
    let mut roles = Vec::new();
    if call.takes_projects || call.takes_universities {
        roles.push(Role::UniversityAdministrator);
    }
    if call.takes_enterprises || call.by_enterprises {
        roles.push(Role::EnterpriseContact);
    }
    let sql = "SELECT DISTINCT person_id FROM membership WHERE role = $1 AND state = $2";
    let mut people: Vec<PersonId> = Vec::new();
    for role in roles {
        let rows: Vec<(PersonId,)> = tx.query(sql, db::params![role, directory::MembershipState::Active])?;
        people.extend(rows.into_iter().map(|(person,)| person));
    }
    let parts = [("series", call.series().said()), ("day", plain(call.closes_on))];
    // People are told in handfuls, so that no statement holds more values than a database takes.
    for some in people.chunks(500) {
        directory::tell(tx, some, &OPENED, &parts, &paths::call(call.id))?;
    }
    Ok(())
}

/// Tells of a step on the way to the office.
pub(crate) fn moved(tx: &mut Tx<'_>, step: Step, dossier: &Dossier) -> Result<(), DbError> {
    let case = &dossier.case;
    match step {
        Step::HandIn => {
            let to = nominators(tx, case)?;
            let parts = [("author", plain(&case.author_name)), ("day", plain(dossier.call.closes_on))];
            about(tx, &to, &HANDED_IN, case, &parts)
        }
        Step::Nominate => about(tx, &[case.author_id], &NOMINATED, case, &[]),
        Step::Decline => about(tx, &[case.author_id], &DECLINED, case, &[("reason", plain(&case.nomination_reason))]),
        Step::Submit => {
            let mut to = directory::office_people(tx)?;
            to.push(case.author_id);
            about(tx, &to, &SUBMITTED, case, &[])
        }
        Step::TakeBack
        | Step::Unnominate
        | Step::Assign
        | Step::Select
        | Step::NotSelect
        | Step::Reconsider
        | Step::Publish
        | Step::Show => Ok(()),
    }
}

pub(crate) fn assigned(tx: &mut Tx<'_>, case: &Case, experts: &[PersonId]) -> Result<(), DbError> {
    about(tx, experts, &ASSIGNED, case, &[])
}

pub(crate) fn conflict_declared(tx: &mut Tx<'_>, case: &Case) -> Result<(), DbError> {
    let office = directory::office_people(tx)?;
    about(tx, &office, &CONFLICT, case, &[])
}

pub(crate) fn reviewed(tx: &mut Tx<'_>, case: &Case) -> Result<(), DbError> {
    let office = directory::office_people(tx)?;
    about(tx, &office, &REVIEWED, case, &[])
}

pub(crate) fn selected(tx: &mut Tx<'_>, dossier: &Dossier) -> Result<(), Refusal> {
    let to = concerned(tx, &dossier.case)?;
    Ok(about(tx, &to, &SELECTED, &dossier.case, &[("series", dossier.call.series().said())])?)
}

pub(crate) fn not_selected(tx: &mut Tx<'_>, dossier: &Dossier) -> Result<(), Refusal> {
    let to = concerned(tx, &dossier.case)?;
    let parts = [("series", dossier.call.series().said()), ("reason", plain(&dossier.case.decision_reason))];
    Ok(about(tx, &to, &NOT_SELECTED, &dossier.case, &parts)?)
}

pub(crate) fn shown(tx: &mut Tx<'_>, dossier: &Dossier, meeting: &Meeting) -> Result<(), Refusal> {
    let to = concerned(tx, &dossier.case)?;
    Ok(about(tx, &to, &SHOWN, &dossier.case, &[("meeting", meeting.title().said())])?)
}

/// Tells the people of each organisation on a list.
pub(crate) fn honoured(tx: &mut Tx<'_>, list: &AwardList, awards: &[Award]) -> Result<(), Refusal> {
    for award in awards {
        let Some(house) = award.organisation_id else { continue };
        let to = house_people(tx, house)?;
        let kind = list.kind.text().into();
        let parts = [("name", award.name().said()), ("year", plain(list.year)), ("kind", kind)];
        directory::tell(tx, &to, &HONOURED, &parts, &paths::award_list(list.id))?;
    }
    Ok(())
}

fn house_people(tx: &mut Tx<'_>, house: OrganisationId) -> Result<Vec<PersonId>, Refusal> {
    let role = match directory::organisation(tx, house)?.kind {
        OrganisationKind::University => Role::UniversityAdministrator,
        OrganisationKind::Enterprise => Role::EnterpriseContact,
        _ => return Ok(Vec::new()),
    };
    Ok(directory::people_with(tx, house, role)?)
}
