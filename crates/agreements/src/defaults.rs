//! What a new agreement says before anybody has written a word: taken from the item and the application.

use kernel::{AgreementId, Day, DeliverableId, Instant, Money, RowId};
use rulesets::Terms;

use crate::record::{Deliverable, PaymentLine, ResultKind, SupportKind};

/// Days after the start by which cash and goods are due unless the parties write something else.
const CASH_WITHIN_DAYS: i32 = 30;
const GOODS_WITHIN_DAYS: i32 = 90;

/// The default of the rule book, section 8: each side keeps what it had, new teaching results jointly usable, author
/// credit to creators.
pub(crate) const IP_TERMS: &str = "双方各自保留合作前已有的知识产权。\n合作期间新产生的教学成果由双方共同使用，任何一方均可用于教学。\n成果署名归实际完成人。";

/// Payment and duties, with the negative list of section 8.1.
pub(crate) const DUTIES: &str = "甲方按本协议约定的时间和金额拨付经费、交付软硬件，并指定专人联系。\n乙方为项目实施提供必要条件，经费纳入学校财务管理，专款专用。\n项目负责人按期完成预期成果，重大事项及时向学院、学校和甲方报告。\n甲方不得要求乙方额外购买设备、软件或服务，不收取培训费，不向学生收费，不捆绑销售，不以项目名义做广告。";

/// First and last day: those of the application when they make sense, otherwise from the first of next month for the
/// shortest period allowed.
pub(crate) fn period(asked: (Option<Day>, Option<Day>), today: Day, terms: &Terms) -> (Day, Day) {
    let months = i32::try_from(terms.period_min_months).unwrap_or(12);
    let next_month = today.plus_days(1 - i32::from(today.day_of_month())).plus_months(1);
    let starts = asked.0.unwrap_or(next_month);
    let closes = asked.1.filter(|closes| *closes > starts).unwrap_or_else(|| starts.plus_months(months));
    (starts, closes)
}

/// One line for the cash and one for the goods; their sum equals what is promised. Rule P-07.
pub(crate) fn payments(
    agreement_id: AgreementId,
    cash: Money,
    goods: Money,
    starts: Day,
    now: Instant,
) -> Vec<PaymentLine> {
    [(SupportKind::Cash, cash, CASH_WITHIN_DAYS), (SupportKind::Goods, goods, GOODS_WITHIN_DAYS)]
        .into_iter()
        .filter(|(_, amount, _)| *amount > Money::ZERO)
        .zip(1..)
        .map(|((kind, amount, days), sort)| PaymentLine {
            id: RowId::at(now),
            agreement_id,
            kind,
            amount,
            due_on: starts.plus_days(days),
            note: String::new(),
            sort,
        })
        .collect()
}

/// One deliverable a line of the item, D1, D2, …
pub(crate) fn deliverables(agreement_id: AgreementId, listed: &str, now: Instant) -> Vec<Deliverable> {
    listed
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .take(crate::edit::MOST_LINES)
        .zip(1..)
        .map(|(what, sort)| Deliverable {
            id: DeliverableId::at(now),
            agreement_id,
            number: format!("D{sort}"),
            kind: kind_of(what),
            what: what.to_owned(),
            due_on: None,
            sort,
        })
        .collect()
}

/// Guesses the kind of a result from the words used for it; the principal investigator corrects it in the form.
fn kind_of(what: &str) -> ResultKind {
    let what = what.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| what.contains(word));
    match () {
        () if says(&["课程", "course", "慕课"]) => ResultKind::Course,
        () if says(&["教材", "讲义", "textbook"]) => ResultKind::Textbook,
        () if says(&["论文", "paper"]) => ResultKind::Paper,
        () if says(&["专利", "patent"]) => ResultKind::Patent,
        () if says(&["软件", "software"]) => ResultKind::Software,
        () if says(&["实验室", "laboratory"]) => ResultKind::Laboratory,
        () if says(&["基地", "base"]) => ResultKind::Base,
        () if says(&["师资", "教师", "teacher"]) => ResultKind::Training,
        () if says(&["学生", "student"]) => ResultKind::Students,
        () if says(&["报告", "report"]) => ResultKind::Report,
        () => ResultKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p_07_the_default_plan_adds_up_to_what_is_promised() {
        let now = Instant::from_millis(0);
        let start = now.day();
        let lines = payments(AgreementId::nil(), Money::from_yuan(50_000), Money::from_yuan(20_000), start, now);
        let sum = |kind| lines.iter().filter(|l| l.kind == kind).map(|l| l.amount).sum::<Money>();
        assert_eq!(
            (sum(SupportKind::Cash), sum(SupportKind::Goods)),
            (Money::from_yuan(50_000), Money::from_yuan(20_000))
        );
        assert_eq!(payments(AgreementId::nil(), Money::from_yuan(1), Money::ZERO, start, now).len(), 1);
    }

    #[test]
    fn each_line_of_the_item_becomes_a_numbered_deliverable() {
        let all = deliverables(AgreementId::nil(), "在线课程一门\n\n 教材 1 部 \n合作交流", Instant::from_millis(0));
        let shown: Vec<_> = all.iter().map(|d| (d.number.as_str(), d.kind, d.what.as_str())).collect();
        assert_eq!(
            shown,
            [
                ("D1", ResultKind::Course, "在线课程一门"),
                ("D2", ResultKind::Textbook, "教材 1 部"),
                ("D3", ResultKind::Other, "合作交流"),
            ]
        );
    }

    #[test]
    fn the_period_of_the_application_is_taken_when_it_makes_sense() {
        let day = |text: &str| text.parse::<Day>().expect("a day");
        let (today, terms) = (day("2024-09-02"), Terms::sample());
        let asked = (Some(day("2024-10-15")), Some(day("2026-01-01")));
        assert_eq!(period(asked, today, &terms), (day("2024-10-15"), day("2026-01-01")));
        assert_eq!(period((None, None), today, &terms), (day("2024-10-01"), day("2025-10-01")));
    }
}
