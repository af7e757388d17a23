//! What a call, a case and a list of awards must hold. Rules K-03 to K-06, M-07, and G-09 for cases. Pure.

use guidelines::rules::Interest;
use kernel::{Breach, Day, Instant, Text, Word, say};

use crate::state::award::AwardKind;
use crate::state::call::CallState;

/// Refuses a project that has not passed its closing, or whose enterprise accepted it after the cut-off; the time on the
/// platform counts, and the cut-off itself is in time. Rule K-03.
pub fn accepted_in_time(
    is_passed: bool,
    accepted_at: Option<Instant>,
    accepted_by: Option<Instant>,
) -> Result<(), Breach> {
    const OPEN: Text = say(
        "项目尚未通过结题验收，不能申报案例。",
        "The project has not passed its closing, so it cannot enter as a case.",
    );
    const LATE: Text = say(
        "企业验收时间为 {at}，晚于本次征集的截止时刻 {by}（以平台记录为准）。",
        "The enterprise accepted it at {at}, after the cut-off {by} of this call (the time on the platform counts).",
    );
    let Some(at) = accepted_at.filter(|_| is_passed) else { return Err(Breach::of("K-03", "project_id", OPEN)) };
    match accepted_by {
        Some(by) if at > by => {
            let parts: [(&str, &dyn std::fmt::Display); 2] =
                [("at", &at.beijing_minute()), ("by", &by.beijing_minute())];
            Err(Breach::of("K-03", "project_id", LATE.with(&parts)))
        }
        Some(_) | None => Ok(()),
    }
}

/// Refuses a project that was selected in an earlier call, unless the series lets such projects enter again. Rule K-04.
pub fn not_selected_before(earlier_year: Option<i64>, takes_earlier: bool) -> Result<(), Breach> {
    const BEFORE: Text = say(
        "该项目已入选 {year} 年度优秀项目案例，本次征集不再受理。",
        "The project was selected as a case of {year}; this call does not take it again.",
    );
    match earlier_year {
        Some(year) if !takes_earlier => Err(Breach::of("K-04", "project_id", BEFORE.with(&[("year", &year)]))),
        Some(_) | None => Ok(()),
    }
}

/// Refuses one more nomination of a university that has used its quota of the year. Rule K-05.
pub fn within_quota(used: i64, quota: Option<i64>) -> Result<(), Breach> {
    const FULL: Text = say(
        "本校本次征集的推荐名额为 {quota} 个，已用 {used} 个。可撤销其他推荐后再推荐。",
        "The university may nominate {quota} in this call and has nominated {used}. Take another nomination back first.",
    );
    match quota {
        Some(quota) if used >= quota => Err(Breach::of("K-05", "", FULL.with(&[("quota", &quota), ("used", &used)]))),
        Some(_) | None => Ok(()),
    }
}

/// Parts of names by which a field asks for money.
const FEES: [&str; 9] = ["fee", "price", "charge", "payment", "amount", "cost", "费", "价", "金额"];

/// Refuses a call that is sent with a field for a fee: nobody pays for entering a case. Rule K-06.
pub fn asks_no_fee<'n>(fields: impl IntoIterator<Item = &'n str>) -> Result<(), Breach> {
    const FREE: Text =
        say("案例征集不得收取任何费用，不能设置“{name}”。", "A call for cases has no fee; “{name}” cannot be set.");
    let asks = |name: &&str| {
        let name = name.to_lowercase();
        FEES.iter().any(|part| name.contains(part))
    };
    match fields.into_iter().find(asks) {
        Some(name) => Err(Breach::of("K-06", name, FREE.with(&[("name", &name)]))),
        None => Ok(()),
    }
}

/// Reads year and kind of a list of awards; without either there is none. Rule M-07.
pub fn carries_year_and_kind(year: &str, kind: &str) -> Result<(i64, AwardKind), Vec<Breach>> {
    const YEAR: Text = say("获奖名单须注明年度，如 2023。", "A list of awards carries its year, such as 2023.");
    const KIND: Text = say("获奖名单须注明类别，请选择。", "A list of awards carries its kind; choose one.");
    let read_year = year.trim().parse().ok().filter(|year| (2014..=2100).contains(year));
    match (read_year, AwardKind::parse(kind.trim())) {
        (Some(year), Ok(kind)) => Ok((year, kind)),
        (year, kind) => {
            let year = year.is_none().then(|| Breach::of("M-07", "year", YEAR));
            let kind = kind.is_err().then(|| Breach::of("M-07", "kind", KIND));
            Err(year.into_iter().chain(kind).collect())
        }
    }
}

/// Refuses what comes when a call takes no cases: before it is open, or after its last day.
pub fn takes_entries(state: CallState, closes_on: Day, today: Day) -> Result<(), Breach> {
    const NOT_OPEN: Text = say("本次征集未在征集中（{state}）。", "This call takes no cases ({state_en}).");
    const OVER: Text = say("本次征集已于 {day} 截止。", "This call closed at the end of {day}.");
    match state {
        CallState::Open if today <= closes_on => Ok(()),
        CallState::Open => Err(Breach::field("", OVER.with(&[("day", &closes_on)]))),
        CallState::Draft | CallState::Reviewing | CallState::Decided | CallState::Published => {
            let text = state.text();
            Err(Breach::field("", NOT_OPEN.with(&[("state", &text.zh), ("state_en", &text.en)])))
        }
    }
}

/// What binds an expert to a case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ties {
    /// Of the team of the project, or the author.
    pub is_of_team: bool,
    /// Belongs to or works for the university or the enterprise.
    pub is_of_house: bool,
}

/// Refuses a reviewer who wrote the case or belongs to its project, its university or its enterprise, declared an interest,
/// or was not asked. Rule G-09.
pub fn reviewer_is_apart(ties: Ties, interest: Interest) -> Result<(), Breach> {
    let said = match (ties, interest) {
        (Ties { is_of_team: true, .. }, _) => say(
            "该专家是案例作者或项目组成员，请另选专家。",
            "This expert wrote the case or is of its project; choose another.",
        ),
        (Ties { is_of_house: true, .. }, _) => say(
            "该专家属于案例所在高校或企业，请另选专家。",
            "This expert is of the case's university or enterprise; choose another.",
        ),
        (_, Interest::Declared) => {
            say("该专家已申报利益关系，请另选专家。", "This expert declared an interest; choose another.")
        }
        (_, Interest::NotAsked) => say(
            "尚未声明有无利益关系，请先声明。",
            "First say whether you have an interest in the university, the enterprise or the project.",
        ),
        (_, Interest::None) => return Ok(()),
    };
    Err(Breach::of("G-09", "reviewer_id", said))
}

/// Refuses to select a case nobody judged.
pub fn judged_before_selected(review_count: i64) -> Result<(), Breach> {
    const NONE: Text = say("尚无有效的专家评审，不能入选。", "No review counts yet, so it cannot be selected.");
    if review_count > 0 { Ok(()) } else { Err(Breach::field("reason", NONE)) }
}

/// The mean of scores in hundredths, rounded to the nearest; nothing where there is none.
pub fn mean(scores: &[i64]) -> Option<i64> {
    let count = i64::try_from(scores.len()).ok().filter(|count| *count > 0)?;
    Some((scores.iter().sum::<i64>() * 100 + count / 2) / count)
}

/// The mean of means in hundredths, with how many there are.
pub fn mean_of_means(means: &[i64]) -> (i64, i64) {
    let count = means.len() as i64;
    if count == 0 { (0, 0) } else { ((means.iter().sum::<i64>() + count / 2) / count, count) }
}

#[cfg(test)]
mod tests;
