//! Amounts, days and instants in the reader's form. The `_text` functions are for sentences, the others for pages.

use kernel::{Day, Instant, Lang, Money};
use maud::{Markup, Render, html};
use sha2::{Digest, Sha256};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `¥ 50,000`, aligned to the right in tables.
pub fn amount(lang: Lang, money: Money) -> Markup {
    number(amount_text(lang, money))
}

/// `¥ 50,000` with a space that does not break. The same in both languages.
pub fn amount_text(_lang: Lang, money: Money) -> String {
    let shown = money.to_string();
    match shown.strip_prefix('-') {
        Some(rest) => format!("−¥\u{a0}{rest}"),
        None => format!("¥\u{a0}{shown}"),
    }
}

/// Large amounts of overviews: `35.61 亿元`, `120 万元`; in English `¥ 3,561 million`, `¥ 1.2 million`. Cut, not rounded up.
pub fn wan(lang: Lang, money: Money) -> String {
    let yuan = money.fen() / 100;
    match lang {
        Lang::Zh if yuan >= 100_000_000 => format!("{}\u{a0}亿元", hundredths(yuan, 100_000_000)),
        Lang::Zh if yuan >= 10_000 => format!("{}\u{a0}万元", hundredths(yuan, 10_000)),
        Lang::En if yuan >= 1_000_000 => format!("¥\u{a0}{} million", hundredths(yuan, 1_000_000)),
        Lang::Zh | Lang::En => amount_text(lang, money),
    }
}

/// `yuan` in units of `unit`, with at most two places and no idle zero at the end.
fn hundredths(yuan: i64, unit: i64) -> String {
    let shown = Money::from_fen(yuan / (unit / 100)).to_string();
    if shown.contains('.') { shown.trim_end_matches('0').to_owned() } else { shown }
}

/// A count in groups of three: `13,000`.
pub fn count(n: u64) -> String {
    Money::from_yuan(i64::try_from(n).unwrap_or(i64::MAX / 100)).to_string()
}

/// Any figure: tabular digits, aligned to the right in tables.
pub fn number(figure: impl Render) -> Markup {
    html! { span.num { (figure) } }
}

/// `2024年6月24日`, `24 Jun 2024`.
pub fn day(lang: Lang, day: Day) -> Markup {
    html! { time datetime=(day) { (day_text(lang, day)) } }
}

pub fn day_text(lang: Lang, day: Day) -> String {
    match lang {
        Lang::Zh => format!("{}年{}月{}日", day.year(), day.month(), day.day_of_month()),
        Lang::En => {
            let month = MONTHS.get(usize::from(day.month().unsigned_abs()).wrapping_sub(1)).copied().unwrap_or("");
            format!("{}\u{a0}{month}\u{a0}{}", day.day_of_month(), day.year())
        }
    }
}

/// `2024年6月24日 15:04`; in English `24 Jun 2024, 15:04, Beijing time`.
pub fn when(lang: Lang, at: Instant) -> Markup {
    html! { time datetime=(at) { (when_text(lang, at)) } }
}

pub fn when_text(lang: Lang, at: Instant) -> String {
    let minute = at.beijing_minute();
    let clock = minute.rsplit(' ').next().unwrap_or_default();
    match lang {
        Lang::Zh => format!("{} {clock}", day_text(lang, at.day())),
        Lang::En => format!("{}, {clock}, Beijing time", day_text(lang, at.day())),
    }
}

/// Eight hexadecimal digits that stay the same for the same text; no secret.
pub(crate) fn short_hash(text: &str) -> String {
    hex::encode(&Sha256::digest(text.as_bytes())[..4])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_and_days_are_written_in_the_readers_form() {
        let at: Instant = "2024-06-24T07:04:00Z".parse().expect("an instant");
        assert_eq!(when_text(Lang::Zh, at), "2024年6月24日 15:04");
        assert_eq!(when_text(Lang::En, at), "24\u{a0}Jun\u{a0}2024, 15:04, Beijing time");
        assert_eq!(day(Lang::Zh, at.day()).into_string(), r#"<time datetime="2024-06-24">2024年6月24日</time>"#);
    }

    #[test]
    fn amounts_are_grouped_and_do_not_break() {
        assert_eq!(
            amount(Lang::Zh, Money::from_yuan(50_000)).into_string(),
            "<span class=\"num\">¥\u{a0}50,000</span>"
        );
        assert_eq!(amount_text(Lang::En, Money::from_fen(-150)), "−¥\u{a0}1.50");
    }

    #[test]
    fn large_amounts_take_the_readers_unit() {
        assert_eq!(wan(Lang::Zh, Money::from_yuan(3_561_000_000)), "35.61\u{a0}亿元");
        assert_eq!(wan(Lang::Zh, Money::from_yuan(1_200_000)), "120\u{a0}万元");
        assert_eq!(wan(Lang::Zh, Money::from_yuan(105_000)), "10.5\u{a0}万元");
        assert_eq!(wan(Lang::En, Money::from_yuan(3_561_000_000)), "¥\u{a0}3,561 million");
        assert_eq!(wan(Lang::En, Money::from_yuan(1_250_000)), "¥\u{a0}1.25 million");
        assert_eq!(wan(Lang::En, Money::from_yuan(9_999)), "¥\u{a0}9,999");
        assert_eq!(count(1_000_000), "1,000,000");
    }
}
