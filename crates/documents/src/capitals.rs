//! Amounts in the capital numerals of Chinese bank practice (人民币大写): hard to alter by hand.

use kernel::Money;

const DIGITS: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
const PLACES: [&str; 4] = ["", "拾", "佰", "仟"];

/// `¥ 16,409.02` is 壹万陆仟肆佰零玖元零贰分, `¥ 50,000` is 伍万元整. After 分 there is no 整; after 角 there may be one, and
/// here there is none.
pub fn capitals(money: Money) -> String {
    let fen = money.fen().unsigned_abs();
    let (yuan, jiao, fen) = (fen / 100, fen / 10 % 10, fen % 10);
    let mut said = String::new();
    if money < Money::ZERO {
        said.push('负');
    }
    if yuan > 0 || (jiao, fen) == (0, 0) {
        said.push_str(&if yuan == 0 { DIGITS[0].to_owned() } else { whole(yuan) });
        said.push('元');
    }
    match (jiao, fen) {
        (0, 0) => said.push('整'),
        (0, _) if yuan > 0 => said.push('零'),
        (_, _) => {}
    }
    for (digit, unit) in [(jiao, '角'), (fen, '分')] {
        if digit > 0 {
            said.push_str(DIGITS[digit as usize]);
            said.push(unit);
        }
    }
    said
}

/// A whole number above zero. 万 counts ten thousands, 亿 ten thousand times as many; what is missing in between is one 零.
fn whole(number: u64) -> String {
    for (unit, name) in [(100_000_000, "亿"), (10_000, "万")] {
        if number >= unit {
            let (high, low) = (number / unit, number % unit);
            let gap = if low > 0 && low < unit / 10 { "零" } else { "" };
            let low = if low > 0 { whole(low) } else { String::new() };
            return format!("{}{name}{gap}{low}", whole(high));
        }
    }
    below_ten_thousand(number)
}

fn below_ten_thousand(number: u64) -> String {
    let mut said = String::new();
    let mut is_gap = false;
    for place in (0..4).rev() {
        let digit = (number / 10_u64.pow(place) % 10) as usize;
        if digit == 0 {
            is_gap = !said.is_empty();
            continue;
        }
        if is_gap {
            said.push_str(DIGITS[0]);
        }
        is_gap = false;
        said.push_str(DIGITS[digit]);
        said.push_str(PLACES[place as usize]);
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_banks_write_them() {
        for (fen, said) in [
            (0, "零元整"),
            (1, "壹分"),
            (50, "伍角"),
            (1_000, "壹拾元整"),
            (5_000_000, "伍万元整"),
            (140_950, "壹仟肆佰零玖元伍角"),
            (600_714, "陆仟零柒元壹角肆分"),
            (168_032, "壹仟陆佰捌拾元叁角贰分"),
            (10_700_053, "壹拾万柒仟元伍角叁分"),
            (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
            (32_504, "叁佰贰拾伍元零肆分"),
            (10_000_100, "壹拾万零壹元整"),
            (10_000_000_100, "壹亿零壹元整"),
            (10_010_000_000, "壹亿零壹拾万元整"),
            (100_100_000, "壹佰万壹仟元整"),
            (9_000_000_000_000_000, "玖拾万亿元整"),
            (2_000_000_000_000_000, "贰拾万亿元整"),
            (-100, "负壹元整"),
        ] {
            assert_eq!(capitals(Money::from_fen(fen)), said, "{fen}");
        }
    }
}
