//! What payment plans and receipts must keep to. Rules P-07, X-01, X-02, X-03.

use kernel::{Breach, Day, Money, say, words};
use rulesets::Terms;

/// Refuses a payment plan whose parts do not add up to the cash of the agreement, to the fen, or hold a part that is
/// nothing. Rule P-07.
pub fn plan_adds_up(parts: &[Money], agreed: Money) -> Result<(), Breach> {
    if let Some(index) = parts.iter().position(|part| *part <= Money::ZERO) {
        let said = say("第 {n} 期金额须大于 0。", "Instalment {n} must be more than 0.");
        return Err(Breach::of("P-07", format!("plan.{index}.amount"), said.with(&[("n", &(index + 1))])));
    }
    let sum: Money = parts.iter().copied().sum();
    if sum == agreed {
        return Ok(());
    }
    let said = if sum < agreed {
        say(
            "各期合计 {sum} 元，协议经费 {agreed} 元，尚差 {difference} 元，请调整使两者相等。",
            "The instalments add up to CNY {sum}, the agreement says CNY {agreed}: CNY {difference} are missing. Please make them equal.",
        )
    } else {
        say(
            "各期合计 {sum} 元，协议经费 {agreed} 元，多出 {difference} 元，请调整使两者相等。",
            "The instalments add up to CNY {sum}, the agreement says CNY {agreed}: CNY {difference} too much. Please make them equal.",
        )
    };
    let difference = sum.less(agreed).max(agreed.less(sum));
    Err(Breach::of("P-07", "plan", said.with(&[("sum", &sum), ("agreed", &agreed), ("difference", &difference)])))
}

/// Whether a termination settled an instalment that has not arrived: it had not fallen due by the end of the project's last
/// day, so that nobody owes it any more. Rule X-01.
pub fn settled_by_termination(terminated_on: Day, due_on: Day) -> bool {
    due_on >= terminated_on
}

words! {
    /// What a missing payment calls for. Rule X-01.
    pub enum Lateness {
        /// The project is marked; the university is asked to confirm.
        Marked = "marked" ("标记逾期", "Marked as late"),
        /// The university confirmed it: a credit event is written.
        CreditEvent = "credit_event" ("记入信用记录", "Credit event"),
    }
}

/// Says whether a payment due on `due` has been missing for the days of grace or longer. Only a payment that arrived
/// counts as made. Rule X-01.
pub fn lateness(
    due: Day,
    received_on: Option<Day>,
    today: Day,
    university_confirmed: bool,
    terms: &Terms,
) -> Option<Lateness> {
    let grace = i32::try_from(terms.payment_grace_days).unwrap_or(i32::MAX);
    match (received_on, today.days_since(due) >= grace, university_confirmed) {
        (Some(_), _, _) | (None, false, _) => None,
        (None, true, true) => Some(Lateness::CreditEvent),
        (None, true, false) => Some(Lateness::Marked),
    }
}

/// Refuses to count cash before the university's finance office has confirmed it with a proof. Rule X-02.
pub fn cash_is_confirmed(confirmed_by_finance: bool, has_proof: bool) -> Result<(), Breach> {
    let (field, text) = match (confirmed_by_finance, has_proof) {
        (true, true) => return Ok(()),
        (_, false) => (
            "proof",
            say(
                "请上传到账凭证（发票或加盖财务章的证明）。",
                "Please attach the proof of arrival: an invoice or a statement with the finance office's stamp.",
            ),
        ),
        (false, true) => (
            "confirmed",
            say(
                "到账须由高校财务确认，请等待财务处理。",
                "Arrival is confirmed by the university's finance office; please wait for it.",
            ),
        ),
    };
    Err(Breach::of("X-02", field, text))
}

/// Refuses to count goods without a stamped receipt. Rule X-03.
pub fn goods_are_receipted(has_receipt: bool, is_stamped: bool) -> Result<(), Breach> {
    let (field, text) = match (has_receipt, is_stamped) {
        (true, true) => return Ok(()),
        (false, _) => ("receipt", say("请上传学校盖章的接收单。", "Please attach the receipt stamped by the school.")),
        (true, false) => (
            "is_stamped",
            say(
                "接收单须加盖学校公章，请盖章后重新上传。",
                "The receipt must bear the school's stamp; please have it stamped and attach it again.",
            ),
        ),
    };
    Err(Breach::of("X-03", field, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }
    fn yuan(amounts: &[i64]) -> Vec<Money> {
        amounts.iter().map(|yuan| Money::from_yuan(*yuan)).collect()
    }
    fn broken(verdict: Result<(), Breach>) -> Option<(&'static str, String)> {
        verdict.err().map(|b| (b.rule, b.field))
    }
    fn at(rule: &'static str, field: &str) -> Option<(&'static str, String)> {
        Some((rule, field.to_owned()))
    }

    #[test]
    fn x_01_a_termination_settles_what_had_not_fallen_due_by_the_end_of_its_day() {
        let last = day("2024-10-10");
        assert_eq!([-1, 0, 1].map(|days| settled_by_termination(last, last.plus_days(days))), [false, true, true]);
    }

    #[test]
    fn p_07_the_plan_equals_the_agreement_to_the_fen() {
        let agreed = Money::from_yuan(50_000);
        assert_eq!(broken(plan_adds_up(&yuan(&[30_000, 20_000]), agreed)), None);
        assert_eq!(broken(plan_adds_up(&yuan(&[30_000, 19_999]), agreed)), at("P-07", "plan"));
        assert_eq!(broken(plan_adds_up(&[Money::from_fen(5_000_001)], agreed)), at("P-07", "plan"));
        assert_eq!(broken(plan_adds_up(&yuan(&[50_000, 0]), agreed)), at("P-07", "plan.1.amount"));
        assert_eq!(broken(plan_adds_up(&yuan(&[60_000, -10_000]), agreed)), at("P-07", "plan.1.amount"));
        assert_eq!(broken(plan_adds_up(&[], agreed)), at("P-07", "plan"));
        assert_eq!(broken(plan_adds_up(&[], Money::ZERO)), None);
        let said = plan_adds_up(&yuan(&[49_999]), agreed).unwrap_err().said;
        assert!(said.en.contains("CNY 1 are missing"));
        assert!(plan_adds_up(&yuan(&[50_002]), agreed).unwrap_err().said.en.contains("CNY 2 too much"));
    }

    #[test]
    fn x_01_a_payment_is_late_from_the_thirtieth_day_and_a_credit_event_once_confirmed() {
        let terms = Terms::sample();
        let on = |today, confirmed| lateness(day("2024-09-01"), None, day(today), confirmed, &terms);
        assert_eq!(on("2024-08-01", true), None);
        assert_eq!(on("2024-09-30", true), None); // 29 days
        assert_eq!(on("2024-10-01", false), Some(Lateness::Marked)); // 30 days
        assert_eq!(on("2024-10-01", true), Some(Lateness::CreditEvent));
        assert_eq!(on("2024-10-02", false), Some(Lateness::Marked));
        assert_eq!(lateness(day("2024-09-01"), Some(day("2024-12-01")), day("2025-01-01"), true, &terms), None);
    }

    #[test]
    fn x_02_cash_counts_only_when_finance_confirmed_it_with_a_proof() {
        assert_eq!(broken(cash_is_confirmed(true, true)), None);
        assert_eq!(broken(cash_is_confirmed(true, false)), at("X-02", "proof"));
        assert_eq!(broken(cash_is_confirmed(false, true)), at("X-02", "confirmed"));
        assert_eq!(broken(cash_is_confirmed(false, false)), at("X-02", "proof"));
    }

    #[test]
    fn x_03_goods_count_only_with_a_stamped_receipt() {
        assert_eq!(broken(goods_are_receipted(true, true)), None);
        assert_eq!(broken(goods_are_receipted(true, false)), at("X-03", "is_stamped"));
        assert_eq!(broken(goods_are_receipted(false, false)), at("X-03", "receipt"));
    }
}
