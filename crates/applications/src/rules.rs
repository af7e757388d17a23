//! What an application, its review and its selection must hold. Rules, U-03 and
//! S-01 to S-03; U-02 is in [`crate::checklist`].

use kernel::{Breach, Breaches, Day, Instant, PersonId, ProjectType, Role, Said, Word, say, words};
use rulesets::Terms;

use crate::state::{State, Step};

/// Refuses anything but exactly one principal investigator, who files the application in person. Rule A-01.
pub fn one_pi_who_files(pis: &[PersonId], filer: PersonId) -> Result<(), Breach> {
    let said = match pis {
        [pi] if *pi == filer => return Ok(()),
        [_] => Said::from(say(
            "申请须由项目负责人本人提交，不能代他人申请，请由负责人登录后提交。",
            "Only the principal investigator may file this application; nobody files for another person. Please let them log in and submit.",
        )),
        _ => say(
            "每个项目须有且只有一位负责人，现有 {n} 位，其他人请列为成员。",
            "A project has exactly one principal investigator; there are {n}. Please list the others as members.",
        )
        .with(&[("n", &pis.len())]),
    };
    Err(Breach::of("A-01", "pi_id", said))
}

/// Refuses a teacher for the joint fund (T6) and anybody but a teacher for the other types. Rule A-04.
pub fn right_kind_of_pi(kind: ProjectType, role: Role) -> Result<(), Breach> {
    let needed = if kind == ProjectType::JointFund { Role::Student } else { Role::Teacher };
    if role == needed {
        return Ok(());
    }
    let text = say(
        "“{kind}”的负责人须为{needed}，当前身份为{role}，请切换身份或选择其他类型。",
        "{kind}: the principal investigator must act as {needed}, not as {role}. Please switch role or choose another type.",
    );
    let fill = |text: &str, get: fn(kernel::Text) -> &'static str| {
        text.replace("{kind}", get(kind.text()))
            .replace("{needed}", get(needed.text()))
            .replace("{role}", get(role.text()))
    };
    Err(Breach::of("A-04", "pi_id", Said { zh: fill(text.zh, |t| t.zh), en: fill(text.en, |t| t.en) }))
}

/// The parts without which an application is not handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts<'a> {
    pub title: &'a str,
    pub summary: &'a str,
    pub has_document: bool,
    /// The principal investigator ticked that the document bears the signature.
    pub is_signed: bool,
}

/// Names every part that is missing. Rule A-06.
pub fn is_complete(parts: &Parts) -> Breaches {
    [
        (!parts.title.trim().is_empty(), "title", say("请填写申报题目。", "Please enter the project title.")),
        (!parts.summary.trim().is_empty(), "summary", say("请填写申请简述。", "Please write the application summary.")),
        (parts.has_document, "document", say("请上传申报书。", "Please attach the application document.")),
        (
            parts.is_signed,
            "is_signed",
            say("请在申报书签字后勾选“已签字”。", "Please sign the document, then tick that it is signed."),
        ),
    ]
    .into_iter()
    .filter(|(present, _, _)| !present)
    .map(|(_, field, text)| Breach::of("A-06", field, text))
    .collect()
}

/// Refuses to pass a name typed from the document that differs from the one in the form, unless the reviewer confirms that
/// it is the same person. Spaces, width, case and middle dots make no difference. Rule A-07.
pub fn pi_name_matches(in_form: &str, in_document: &str, reviewer_confirmed: bool) -> Result<(), Breach> {
    if reviewer_confirmed || (!plain(in_form).is_empty() && plain(in_form) == plain(in_document)) {
        return Ok(());
    }
    let said = say(
        "申报书中的负责人为“{document}”，表单中为“{form}”，请改为一致；如写法不同但为同一人，请勾选由学校核对。",
        "The document names “{document}” as principal investigator, the form “{form}”. Please make them equal, or tick that it is the same person for the university to check.",
    );
    Err(Breach::of(
        "A-07",
        "pi_name_in_document",
        said.with(&[("document", &in_document.trim()), ("form", &in_form.trim())]),
    ))
}

/// Refuses to hand in a name that differs, unless the applicant asks the university to confirm that it is the same person;
/// until it does, [`pi_name_matches`] keeps the application from being passed. Without a name there is nothing to confirm.
/// Rule A-07.
pub fn pi_name_matches_or_is_asked(in_form: &str, in_document: &str, asks_reviewer: bool) -> Result<(), Breach> {
    pi_name_matches(in_form, in_document, asks_reviewer && !plain(in_document).is_empty())
}

fn plain(name: &str) -> String {
    let half_width = |c| if ('！'..='～').contains(&c) { char::from_u32(c as u32 - 0xFEE0).unwrap_or(c) } else { c };
    let dropped = |c: &char| !c.is_whitespace() && !matches!(c, '·' | '•' | '・' | '.' | '-');
    name.chars().map(half_width).filter(dropped).flat_map(char::to_lowercase).collect()
}

/// Refuses to carry on with an application whose guideline was revoked: only running projects stay. Rule A-09, rule book 11.2.
pub fn guideline_stands(is_revoked: bool) -> Result<(), Breach> {
    let said = say(
        "该指南已被撤销，不能再审核通过或选中；申请将自动终止。",
        "The guideline was revoked: nothing can be passed or selected any more; the application ends by itself.",
    );
    if is_revoked { Err(Breach::of("A-09", "", said)) } else { Ok(()) }
}

/// Refuses an application to an item that is not published, has no offer left, or is past its deadline. The day of the
/// deadline still counts, in Beijing. Rule A-09; that used offers close an item is rule book 11.2.
pub fn item_is_open(is_published: bool, offers_left: i64, deadline: Option<Day>, now: Instant) -> Result<(), Breach> {
    if !is_published {
        let said = say(
            "该指南项目未在开放申请，请选择其他项目。",
            "This item is not open for applications. Please choose another.",
        );
        return Err(Breach::of("A-09", "item_id", said));
    }
    if offers_left <= 0 {
        let said = say(
            "该指南项目的名额已全部选出，请选择其他项目。",
            "Every offer of this item is taken. Please choose another item.",
        );
        return Err(Breach::of("A-09", "item_id", said));
    }
    match deadline {
        Some(day) if now >= day.ends() => {
            let said = say(
                "该指南项目已于 {day} 截止申请，请选择其他项目。",
                "Applications to this item closed on {day}. Please choose another item.",
            );
            Err(Breach::of("A-09", "item_id", said.with(&[("day", &day)])))
        }
        Some(_) | None => Ok(()),
    }
}

/// Whether an application in this state stands in the applicant's own list, which is read anew at every visit. All do, drafts
/// from the first save. Rule A-10.
pub const fn listed_to_pi(state: State) -> bool {
    match state {
        State::Draft
        | State::UniversityReview
        | State::UniversityReturned
        | State::UniversityRejected
        | State::EnterpriseReview
        | State::EnterpriseReturned
        | State::EnterpriseRejected
        | State::Selected
        | State::Withdrawn => true,
    }
}

/// Refuses a second application of the same principal investigator to the same item. `earlier` are the states of the
/// others; a withdrawn one does not count. Rule A-11.
pub fn is_first_to_item(earlier: &[State]) -> Result<(), Breach> {
    match earlier.iter().find(|state| **state != State::Withdrawn) {
        None => Ok(()),
        Some(state) => {
            let said = say(
                "您已向该指南项目提交过申请（{state}），同一项目不能重复申请，请打开原申请。",
                "You have already applied to this item ({state}); nobody applies twice to one item. Please open that application.",
            );
            let text = state.text();
            let said = Said { zh: said.zh.replace("{state}", text.zh), en: said.en.replace("{state}", text.en) };
            Err(Breach::of("A-11", "item_id", said))
        }
    }
}

/// Whether the enterprise may see an application in this state. `university_passed` says whether the university passed it
/// on as it stands; it matters where the text may have changed since: what the applicant rewrites after a return is the
/// enterprise's business only once the university has passed it again. Rule A-12.
pub const fn visible_to_enterprise(state: State, university_passed: bool) -> bool {
    match state {
        State::EnterpriseReview | State::EnterpriseRejected | State::Selected => true,
        State::EnterpriseReturned | State::Withdrawn => university_passed,
        State::Draft | State::UniversityReview | State::UniversityReturned | State::UniversityRejected => false,
    }
}

words! {
    /// What a review that takes too long calls for. Rule U-03.
    pub enum Reminder {
        /// The administrator is reminded.
        Remind = "remind" ("提醒审核", "Remind"),
        /// The programme office is told as well.
        Escalate = "escalate" ("上报项目办公室", "Escalate"),
    }
}

/// Says whether a review older than allowed calls for a reminder or more. Working days are Monday to Friday. Rule U-03.
pub fn review_reminder(waiting_since: Day, today: Day, terms: &Terms) -> Option<Reminder> {
    if today > waiting_since.plus_workdays(terms.review_escalation_workdays) {
        Some(Reminder::Escalate)
    } else if today > waiting_since.plus_workdays(terms.review_reminder_workdays) {
        Some(Reminder::Remind)
    } else {
        None
    }
}

/// Refuses a negative decision of the enterprise without a reason. Rule S-01.
pub fn negative_decision_has_reason(step: Step, reason: &str) -> Result<(), Breach> {
    let negative = match step {
        Step::EnterpriseReturn | Step::EnterpriseReject => true,
        Step::Submit
        | Step::Resubmit
        | Step::UniversityReturn
        | Step::UniversityReject
        | Step::UniversityPass
        | Step::EnterpriseSelect
        | Step::Withdraw
        | Step::Lapse => false,
    };
    if !negative || !reason.trim().is_empty() {
        return Ok(());
    }
    Err(Breach::of(
        "S-01",
        "reason",
        say("请写明理由，申请人会看到。", "Please give the reason; the applicant will read it."),
    ))
}

/// Whether the applicant is told when this step is taken. Rule S-01 for the enterprise's decisions.
pub const fn notifies_applicant(step: Step) -> bool {
    match step {
        Step::UniversityReturn
        | Step::UniversityReject
        | Step::UniversityPass
        | Step::EnterpriseReturn
        | Step::EnterpriseReject
        | Step::EnterpriseSelect
        | Step::Lapse => true,
        Step::Submit | Step::Resubmit | Step::Withdraw => false,
    }
}

/// Refuses a selection that would pass the number of offers of the item. `selected` counts without this one. Rule S-02.
pub fn an_offer_is_left(selected: u32, offers: u32) -> Result<(), Breach> {
    if selected < offers {
        return Ok(());
    }
    let said = say(
        "该指南项目共 {offers} 个名额，已选中 {selected} 个，没有剩余名额。",
        "This item has {offers} offer(s) and {selected} selected application(s): no offer is left.",
    );
    Err(Breach::of("S-02", "item_id", said.with(&[("offers", &offers), ("selected", &selected)])))
}

/// Refuses a selection with too few signatures: two different persons where four eyes are asked for, otherwise one.
/// Rule S-03.
pub fn enough_signatures(signers: &[PersonId], terms: &Terms) -> Result<(), Breach> {
    let needed = if terms.four_eyes { 2 } else { 1 };
    let mut different = signers.to_vec();
    different.sort_unstable();
    different.dedup();
    if different.len() >= needed {
        return Ok(());
    }
    let said = say(
        "选中须由企业 {needed} 位人员签署，现有 {found} 位，请另一位人员签署。",
        "A selection needs the signatures of {needed} person(s) of the enterprise; there are {found}. Please let another person sign.",
    );
    Err(Breach::of("S-03", "signatures", said.with(&[("needed", &needed), ("found", &different.len())])))
}

#[cfg(test)]
mod tests;
