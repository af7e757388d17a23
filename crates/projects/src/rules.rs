//! What filing, postponement, a new principal investigator and major events must keep to. Rules P-04, P-06, X-04 to
//! X-10; P-05 is in [`crate::number`].

use kernel::{Breach, Breaches, Day, Said, Text, Word, say, words};
use rulesets::Terms;

use crate::Project;
use crate::public::{PublicProject, PublicState};

/// What is written down when a project is filed; only its hash is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiledHash<'a>(pub &'a str);

/// Refuses to file anything else under a number that is filed. Filing the same again is no change. Rule P-04.
pub fn filing_stays(existing: Option<FiledHash>, new: &FiledHash) -> Result<(), Breach> {
    match existing {
        Some(old) if old != *new => Err(Breach::of(
            "P-04",
            "filing",
            say(
                "备案记录不可更改。如有变化，请提交变更申请，变更另行记录。",
                "A filing record cannot be changed. Please make a change request; the change is recorded beside it.",
            ),
        )),
        Some(_) | None => Ok(()),
    }
}

/// Whether anybody may look up a filing by its number, logged in or not. Rule P-04.
pub const FILING_IS_PUBLIC: bool = true;

/// What the public may read of a project, and nothing more: of people only the name of the principal investigator. The
/// public list, the public page, the filing and the API are made from the answer and never from the project itself. Rule P-06.
pub fn public(project: &Project) -> PublicProject {
    PublicProject {
        id: project.id,
        number: project.number.clone(),
        enterprise: project.enterprise_name.clone(),
        enterprise_id: project.enterprise_id,
        project_type: project.project_type,
        title: project.title.clone(),
        university: project.university_name.clone(),
        university_id: project.university_id,
        pi: project.pi_name.clone(),
        year: project.year,
        mode: project.mode,
        province: project.province.clone(),
        established_on: project.established_on,
        state: PublicState::of(project.state),
    }
}

/// Refuses one postponement too many. `granted` counts those approved before. Rule X-04.
pub fn postponement_is_left(granted: u32, terms: &Terms) -> Result<(), Breach> {
    let allowed = terms.postponements_max;
    if granted < allowed {
        return Ok(());
    }
    let said = say(
        "每个项目最多延期 {allowed} 次，本项目已延期 {granted} 次，请按期结题。",
        "A project may be postponed {allowed} time(s); this one has been postponed {granted} time(s). Please close it in time.",
    );
    Err(Breach::of("X-04", "", said.with(&[("allowed", &allowed), ("granted", &granted)])))
}

/// Refuses a new date that is not later than the old one or lies too far after it. The last day allowed is the same day
/// of the year after. Rule X-05.
pub fn postponed_within_limit(old: Day, new: Day, terms: &Terms) -> Result<(), Breach> {
    let last = old.plus_years(i16::try_from(terms.postponement_max_years).unwrap_or(i16::MAX));
    if old < new && new <= last {
        return Ok(());
    }
    let said = say(
        "原结题日期 {old}，延期后应晚于该日且不晚于 {last}，现为 {new}。",
        "The closing date is {old}; the new one must lie after it and not after {last}. It is {new}.",
    );
    Err(Breach::of("X-05", "new_closing_on", said.with(&[("old", &old), ("last", &last), ("new", &new)])))
}

/// Refuses to take a request for postponement outside the window of the year, whose first and last day count. The figures
/// are those of the day of the request. Rule X-06.
pub fn in_postponement_window(today: Day, terms: &Terms) -> Result<(), Breach> {
    let Some(window) = terms.postponement_window.filter(|window| !window.contains(today)) else { return Ok(()) };
    let (first, last) = (window.first.in_year(today.year()), window.last.in_year(today.year()));
    let said = say(
        "延期申请受理时间为 {first} 至 {last}，今天（{today}）不在其中。",
        "Postponements are taken from {first} to {last}; today is {today}.",
    );
    Err(Breach::of("X-06", "", said.with(&[("first", &first), ("last", &last), ("today", &today)])))
}

/// Refuses a postponement without the university's special-case mark where the rule set asks for it. Rule X-07.
pub fn special_case_is_marked(marked_by_university: bool, terms: &Terms) -> Result<(), Breach> {
    if marked_by_university || !terms.postponement_needs_special_case {
        return Ok(());
    }
    Err(Breach::of(
        "X-07",
        "special_case",
        say(
            "本轮原则上不再延期，确属特殊情况的，请由高校管理员标注后提交。",
            "This round grants no postponements except in special cases; please let the university administrator mark it as one.",
        ),
    ))
}

/// Whether a postponed project is to be closed as not passed because it did not ask for closing in the round after its
/// postponement. That round ends with the rule set's last day in the year after `postponed_on`, itself included.
/// Rule X-08.
pub fn fails_for_not_closing(postponed_on: Day, closing_filed_on: Option<Day>, today: Day, terms: &Terms) -> bool {
    let Some(last_day) = terms.closing_round_last_day else { return false };
    let last = last_day.in_year(postponed_on.year().saturating_add(1));
    today > last && closing_filed_on.is_none_or(|filed| filed > last)
}

/// Names everything that stands in the way of a new principal investigator: a missing consent, and the limit of running
/// projects (rule A-02), asked anew for the new person and handed in as `running_limit`. Rule X-09.
pub fn new_pi_is_agreed(
    university_consents: bool,
    enterprise_consents: bool,
    running_limit: Result<(), Breach>,
) -> Breaches {
    let consent = |given: bool, field: &str, text: Text| (!given).then(|| Breach::of("X-09", field, text));
    let limit = running_limit.err().map(|breach| Breach {
        rule: "X-09",
        field: "new_pi_id".to_owned(),
        said: Said {
            zh: format!("新负责人：{}（A-02）", breach.said.zh),
            en: format!("New principal investigator: {} (A-02)", breach.said.en),
        },
    });
    [
        consent(
            university_consents,
            "university_consents",
            say("变更负责人须经高校同意。", "A new principal investigator needs the consent of the university."),
        ),
        consent(
            enterprise_consents,
            "enterprise_consents",
            say("变更负责人须经企业同意。", "A new principal investigator needs the consent of the enterprise."),
        ),
        limit,
    ]
    .into_iter()
    .flatten()
    .collect()
}

words! {
    /// Who must learn of a major event. Rule X-10.
    pub enum EventRecipient {
        School = "school" ("学院", "School"),
        University = "university" ("高校", "University"),
        Enterprise = "enterprise" ("企业", "Enterprise"),
    }
}

/// Names every party a report of a major event does not reach. Rule X-10.
pub fn major_event_reaches_all(reached: &[EventRecipient]) -> Breaches {
    let said = |who: EventRecipient| {
        let text = who.text();
        Said {
            zh: format!("重大事项须同时报告学院、高校和企业，尚缺：{}。", text.zh),
            en: format!("A major event is reported to school, university and enterprise; missing: {}.", text.en),
        }
    };
    let missing = EventRecipient::ALL.iter().filter(|who| !reached.contains(who));
    missing.map(|who| Breach::of("X-10", "recipients", said(*who))).collect()
}

#[cfg(test)]
mod tests;
