//! What a guideline and its items must hold. Rules G-01 to G-07 and G-09; G-08 is in [`crate::flags`].
//! A rule about an item takes its place in the form, such as `items.0`, and names the field beneath it.

use kernel::{Breach, Day, Mode, Money, ProjectType, Word, say, words};
use rulesets::Terms;

use crate::state::State;

/// What an item promises: to each of `offers` projects, so much cash and so much worth of goods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise {
    pub offers: u32,
    pub cash_each: Money,
    pub goods_each: Money,
}

/// The support of a whole guideline as rule G-01 counts it.
pub fn counted_sum(items: &[Promise], terms: &Terms) -> Money {
    let each = |item: &Promise| {
        let goods = if terms.guideline_sum_counts_goods { item.goods_each } else { Money::ZERO };
        (item.cash_each + goods).times(item.offers)
    };
    items.iter().map(each).sum()
}

/// Refuses a guideline that promises too little over all its items. Rule G-01.
pub fn promises_enough(items: &[Promise], terms: &Terms) -> Result<(), Breach> {
    let (sum, min) = (counted_sum(items, terms), terms.guideline_sum_min);
    if sum >= min {
        return Ok(());
    }
    let said = if terms.guideline_sum_counts_goods {
        say(
            "各项目支持经费与软硬件价值合计 {sum} 元，每批不低于 {min} 元，尚差 {short} 元，请增加项目数或支持额度。",
            "The items promise CNY {sum} in cash and goods; a round needs CNY {min}, CNY {short} are missing. Please add offers or support.",
        )
    } else {
        say(
            "各项目支持经费合计 {sum} 元（不含软硬件），每批不低于 {min} 元，尚差 {short} 元，请增加项目数或每项经费。",
            "The items promise CNY {sum} in cash (goods do not count); a round needs CNY {min}, CNY {short} are missing. Please add offers or cash.",
        )
    };
    Err(Breach::of("G-01", "items", said.with(&[("sum", &sum), ("min", &min), ("short", &min.less(sum))])))
}

/// Refuses an item with less cash for each project than its type needs. Rule G-02.
pub fn cash_reaches_minimum(item: &str, kind: ProjectType, cash_each: Money, terms: &Terms) -> Result<(), Breach> {
    let min = terms.cash_min.of(kind);
    if cash_each >= min {
        return Ok(());
    }
    let said = say(
        "每项经费 {cash} 元，该类型不低于 {min} 元，请至少增加 {short} 元。",
        "Each project gets CNY {cash}; this type needs CNY {min}. Please add at least CNY {short}.",
    );
    let field = format!("{item}.cash_each");
    Err(Breach::of("G-02", field, said.with(&[("cash", &cash_each), ("min", &min), ("short", &min.less(cash_each))])))
}

/// Refuses an item of type T4 with goods of less value for each project than needed. Rule G-02.
pub fn goods_reach_minimum(item: &str, kind: ProjectType, goods_each: Money, terms: &Terms) -> Result<(), Breach> {
    let min = terms.goods_min;
    if kind != ProjectType::PracticeBase || goods_each >= min {
        return Ok(());
    }
    let said = say(
        "实践条件和实践基地建设项目每项软硬件价值不低于 {min} 元，现为 {goods} 元，请至少增加 {short} 元。",
        "A practice base project needs goods worth CNY {min}; there are CNY {goods}. Please add at least CNY {short}.",
    );
    let field = format!("{item}.goods_each");
    Err(Breach::of(
        "G-02",
        field,
        said.with(&[("goods", &goods_each), ("min", &min), ("short", &min.less(goods_each))]),
    ))
}

/// Says, where goods would make up for missing cash, that they do not: the value of goods counts as support of type T4
/// only. Rule G-03.
pub fn goods_are_no_cash(
    item: &str,
    kind: ProjectType,
    cash_each: Money,
    goods_each: Money,
    terms: &Terms,
) -> Result<(), Breach> {
    let min = terms.cash_min.of(kind);
    let leans_on_goods = cash_each < min && cash_each + goods_each >= min;
    if kind == ProjectType::PracticeBase || !leans_on_goods {
        return Ok(());
    }
    let said = say(
        "软硬件价值 {goods} 元不能抵作经费，该类型经费须另达到 {min} 元。",
        "Goods worth CNY {goods} do not stand in for cash; this type needs CNY {min} in cash.",
    );
    Err(Breach::of("G-03", format!("{item}.goods_each"), said.with(&[("goods", &goods_each), ("min", &min)])))
}

/// Reads one of the six types; any other word is refused. Rule G-04.
pub fn known_type(item: &str, word: &str) -> Result<ProjectType, Breach> {
    let said =
        say("“{word}”不是项目类型，请从六类中选择一类。", "“{word}” is no project type. Please choose one of the six.");
    ProjectType::parse(word.trim())
        .map_err(|_| Breach::of("G-04", format!("{item}.type"), said.with(&[("word", &word)])))
}

/// Refuses an item that names neither a major nor an industry direction. Rule G-05.
pub fn names_a_field(item: &str, majors: usize, industries: usize) -> Result<(), Breach> {
    if majors + industries > 0 {
        return Ok(());
    }
    let said = say("请至少选择一个相关专业或产业方向。", "Please choose at least one major or industry direction.");
    Err(Breach::of("G-05", format!("{item}.majors"), said))
}

/// Refuses to take a guideline outside its round; in the 2024 mode every day is right. `round` is the first and the last
/// day of the round, both included. Rule G-06.
pub fn may_be_submitted_on(today: Day, mode: Mode, round: Option<(Day, Day)>) -> Result<(), Breach> {
    match (mode, round) {
        (Mode::Rolling, _) => Ok(()),
        (Mode::Legacy, Some((first, last))) if (first..=last).contains(&today) => Ok(()),
        (Mode::Legacy, Some((first, last))) => {
            let said = say(
                "本批次征集时间为 {first} 至 {last}，今天不在其中，请在批次开放时提交。",
                "This round takes guidelines from {first} to {last}. Please submit while a round is open.",
            );
            Err(Breach::of("G-06", "round_id", said.with(&[("first", &first), ("last", &last)])))
        }
        (Mode::Legacy, None) => {
            let said = say(
                "老模式指南须归入一个批次，请选择批次。",
                "A legacy guideline belongs to a round. Please choose one.",
            );
            Err(Breach::of("G-06", "round_id", said))
        }
    }
}

/// Whether approval makes a guideline visible at once, without waiting for a round. Rule G-06.
pub const fn is_published_on_approval(mode: Mode) -> bool {
    match mode {
        Mode::Rolling => true,
        Mode::Legacy => false,
    }
}

/// Whether applicants may see a guideline in this state. Rule G-07.
pub const fn visible_to_applicants(state: State) -> bool {
    match state {
        State::Published | State::Paused | State::Closed | State::Revoked => true,
        State::Draft
        | State::Submitted
        | State::UnderReview
        | State::ExpertStage
        | State::Returned
        | State::Rejected
        | State::Approved => false,
    }
}

words! {
    /// What a reviewer answered when asked about interests in the enterprise. Rule G-09.
    pub enum Interest {
        NotAsked = "not_asked" ("未询问", "Not asked"),
        None = "none" ("无利益冲突", "None"),
        /// Holds shares, is paid by it, or is close to somebody there.
        Declared = "declared" ("有利益冲突", "Declared"),
    }
}

/// Whether what somebody wrote as the employer is an enterprise of these names. Rule G-09.
pub fn is_employer(employer: &str, zh: &str, en: &str) -> bool {
    let employer = employer.trim();
    !employer.is_empty() && (employer == zh || employer.eq_ignore_ascii_case(en))
}

/// Refuses a reviewer who belongs to the enterprise, declared an interest in it, or has not been asked. Rule G-09.
pub fn reviewer_is_independent(belongs_to_enterprise: bool, interest: Interest) -> Result<(), Breach> {
    let said = match (belongs_to_enterprise, interest) {
        (false, Interest::None) => return Ok(()),
        (true, _) => say(
            "该评审人属于指南所在企业，请另选评审人。",
            "This reviewer belongs to the enterprise of the guideline. Please choose another.",
        ),
        (false, Interest::Declared) => say(
            "该评审人已申报与企业有利益关系（如持股），请另选评审人。",
            "This reviewer declared an interest in the enterprise, such as shares. Please choose another.",
        ),
        (false, Interest::NotAsked) => say(
            "尚未询问该评审人与企业有无利益关系，请先询问。",
            "This reviewer has not been asked about interests in the enterprise. Please ask first.",
        ),
    };
    Err(Breach::of("G-09", "reviewer_id", said))
}

#[cfg(test)]
mod tests;
