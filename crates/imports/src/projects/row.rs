//! One row of an establishment or closing list.

use std::collections::HashMap;

use kernel::{Day, Money, ProjectType, Said, Text, Word, say};
use projects::HowExact;
use projects::number::{self, ProjectNumber};
use sheets::Cell;
use sheets::day::{self, Precision};

use super::fields::ProjectField as F;
use super::kinds;
use super::settings::ProjectSettings;
use crate::fault::Findings;
use crate::names::{self, Name};
use crate::parties::Written;
use crate::province;
use crate::reading::Line;

/// Characters of a title and of names at most.
const TITLE_MOST: usize = 200;
const NAME_MOST: usize = 200;
const PI_MOST: usize = 50;

/// A project as the list says. Parties and rounds are places in tables that the whole list shares.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ProjectRow {
    pub(crate) line: u32,
    pub(crate) number: Box<str>,
    pub(crate) kind: ProjectType,
    pub(crate) title: Box<str>,
    pub(crate) enterprise: u32,
    pub(crate) university: u32,
    pub(crate) pi: Box<str>,
    pub(crate) round: u32,
    pub(crate) established_on: Day,
    /// How exactly the row itself says so.
    pub(crate) established_as: HowExact,
    pub(crate) closes_on: Option<(Day, HowExact)>,
    /// The heading says that the closing day is one that was planned.
    pub(crate) is_planned: bool,
    pub(crate) cash: Money,
    pub(crate) goods: Money,
    /// Whether the closing was passed; `None` when the list says nothing.
    pub(crate) passed: Option<bool>,
    /// The conclusion as it is written.
    pub(crate) conclusion: Box<str>,
}

impl ProjectRow {
    /// The day on which the project was closed, as a closing list tells it.
    pub(crate) fn closed_on(&self) -> Option<(Day, HowExact)> {
        self.closes_on.filter(|_| self.passed.is_some() && !self.is_planned)
    }
}

/// What rows are read with.
pub(crate) struct Reading<'a> {
    pub(crate) settings: &'a ProjectSettings,
    pub(crate) today: Day,
    /// From this day on projects are established by universities and filed here. Rule P-03.
    pub(crate) rolling_from: Day,
    pub(crate) enterprises: &'a mut Written,
    pub(crate) universities: &'a mut Written,
    pub(crate) rounds: &'a mut Written,
    /// Numbers with the rows they first stand in.
    pub(crate) numbers: HashMap<Box<str>, u32>,
}

/// Reads a row; every fault of it is a finding, and only a row without any is answered.
pub(crate) fn read(line: &Line<'_, F>, with: &mut Reading<'_>, findings: &mut Findings) -> Option<ProjectRow> {
    let number = read_number(line, findings).filter(|number| is_first(line, number, with, findings));
    let kind = read_kind(line, findings);
    let title = line.needed(F::Title, TITLE_MOST, findings);
    let enterprise = line.needed(F::Enterprise, NAME_MOST, findings);
    let university = line.needed(F::University, NAME_MOST, findings);
    let pi = read_pi(line, findings);
    let province = province::read(line, F::Province, NAME_MOST, findings);
    let round = line.optional(F::Round, NAME_MOST, findings);
    let round = round.map(|round| if round.is_empty() { with.settings.round.clone() } else { round });
    let established_on = read_established(line, with, round.as_deref().unwrap_or(""), findings);
    let closes_on = read_closes(line, established_on.map(|(day, _)| day), findings);
    let (cash, goods) = (read_money(line, F::Cash, findings), read_money(line, F::Goods, findings));
    let passed = read_conclusion(line, findings);
    let (enterprise, university) = (enterprise?, university?);
    let (established_on, established_as) = established_on?;
    Some(ProjectRow {
        line: line.number,
        number: number?.into(),
        kind: kind?,
        title: title?.into(),
        enterprise: with.enterprises.add(&enterprise, "", line.number),
        university: with.universities.add(&university, province?.as_str(), line.number),
        pi: pi?.into(),
        round: with.rounds.add(&round?, "", line.number),
        established_on,
        established_as,
        closes_on: closes_on?,
        is_planned: crate::layout::key(line.heading(F::ClosesOn)).starts_with("计划"),
        cash: cash?,
        goods: goods?,
        passed: passed?,
        conclusion: line.text(F::Conclusion).into(),
    })
}

fn read_number(line: &Line<'_, F>, findings: &mut Findings) -> Option<String> {
    if line.is_unreadable(F::Number, findings) {
        return None;
    }
    let typed = line.plain(F::Number);
    let said: Said = match number::parse(&typed) {
        Ok(number @ (ProjectNumber::Legacy12(_) | ProjectNumber::Legacy15(_))) => return Some(number.to_string()),
        // A number of our own is known, or was never given.
        Ok(ProjectNumber::Own(own)) => return Some(own.to_string()),
        Err(_) if typed.is_empty() => NO_NUMBER.into(),
        Err(_) if is_exponent(&typed) => LOST_DIGITS.into(),
        Err(_) => NUMBER_FORM.with(&[("count", &typed.chars().count())]),
    };
    findings.add(line.fault(Some(F::Number), "P-05", said, false));
    None
}

/// Whether a number stands in this row for the first time, whatever else is wrong with the row before. Rule P-05.
fn is_first(line: &Line<'_, F>, number: &str, with: &mut Reading<'_>, findings: &mut Findings) -> bool {
    if let Some(first) = with.numbers.get(number) {
        findings.add(line.fault(Some(F::Number), "P-05", DOUBLED.with(&[("line", first)]), false));
        return false;
    }
    with.numbers.insert(number.into(), line.number);
    true
}

const DOUBLED: Text = say(
    "项目编号在名单中重复，第 {line} 行已有；请只保留一行",
    "The number stands in row {line} already; keep one of them",
);

/// `2.02102E+11`: a program rounded the number when it wrote the text.
fn is_exponent(typed: &str) -> bool {
    let parts = typed.to_ascii_uppercase();
    parts.split_once('E').is_some_and(|(head, exponent)| {
        head.parse::<f64>().is_ok() && exponent.trim_start_matches('+').parse::<u8>().is_ok()
    })
}

const NO_NUMBER: Text = say("缺少项目编号", "The project number is missing");
const LOST_DIGITS: Text = say(
    "编号已变成科学计数法，位数已经丢失。请在原表中把该列设为文本，再重新导出",
    "The number became a rounded figure and lost digits. Set the column to text in the original and export it again",
);
const NUMBER_FORM: Text = say(
    "项目编号应为 12 位数字（20 开头，第 5、6 位为 01 或 02）或 15 位数字，现为 {count} 个字符",
    "A project number has 12 digits (20.. and the batch 01 or 02) or 15 digits; there are {count} characters",
);

fn read_kind(line: &Line<'_, F>, findings: &mut Findings) -> Option<ProjectType> {
    let written = line.needed(F::Type, NAME_MOST, findings)?;
    match kinds::read(&written) {
        Some(read) => {
            if read.is_old {
                let text = read.kind.text();
                let said = Said {
                    zh: format!("旧类型，按 {} {} 处理", read.kind.word(), text.zh),
                    en: format!("A kind of earlier years, taken as {} {}", read.kind.word(), text.en),
                };
                findings.add(line.fault(Some(F::Type), "G-04", said, true));
            }
            Some(read.kind)
        }
        None => {
            findings.add(line.fault(Some(F::Type), "G-04", UNKNOWN_KIND, false));
            None
        }
    }
}

const UNKNOWN_KIND: Text = say(
    "不是六类项目之一，也不是已知的旧类型。请填写 T1 至 T6 或类型全称",
    "Neither one of the six types nor a known kind of earlier years. Write T1 to T6 or the whole name",
);

fn read_pi(line: &Line<'_, F>, findings: &mut Findings) -> Option<String> {
    let pi = line.needed(F::Pi, PI_MOST, findings)?;
    match names::read(&pi) {
        Name::One(name) => Some(name),
        Name::Several => {
            findings.add(line.fault(Some(F::Pi), "A-01", TWO_LEADERS, false));
            None
        }
    }
}

const TWO_LEADERS: Text =
    say("每个项目只有一位负责人，请只保留一位", "A project has exactly one principal investigator; keep one name");

fn read_established(
    line: &Line<'_, F>,
    with: &Reading<'_>,
    round: &str,
    findings: &mut Findings,
) -> Option<(Day, HowExact)> {
    if line.is_unreadable(F::EstablishedOn, findings) {
        return None;
    }
    let (field, found) = match line.cell(F::EstablishedOn) {
        Cell::Date(day, _) => (Some(F::EstablishedOn), Some((*day, Precision::Day))),
        Cell::Empty => match (with.settings.established_on, year_of(round)) {
            (Some(day), _) => (None, Some((day, Precision::Day))),
            (None, Some(year)) => (Some(F::Round), Some((year, Precision::Year))),
            (None, None) => {
                findings.add(line.fault(None, "", NO_DAY, false));
                return None;
            }
        },
        cell => (Some(F::EstablishedOn), day::parse(&cell.text())),
    };
    let Some((day, precision)) = found else {
        findings.add(line.fault(field, "", no_day(line, F::EstablishedOn), false));
        return None;
    };
    if day >= with.rolling_from || (precision == Precision::Year && day.year() == with.rolling_from.year()) {
        findings.add(line.fault(field, "P-03", ROLLING.with(&[("from", &with.rolling_from)]), false));
        return None;
    }
    if day.year() < 2014 || day > with.today {
        findings.add(line.fault(field, "", OUTSIDE.with(&[("today", &with.today)]), false));
        return None;
    }
    Some((day, if field == Some(F::EstablishedOn) { exactly(precision) } else { HowExact::Assumed }))
}

const fn exactly(precision: Precision) -> HowExact {
    match precision {
        Precision::Year => HowExact::Year,
        Precision::Month => HowExact::Month,
        Precision::Day => HowExact::Day,
    }
}

/// `2021年第一批` names the year.
fn year_of(round: &str) -> Option<Day> {
    let plain = sheets::plain(round);
    let year = plain.get(..4).filter(|year| year.bytes().all(|b| b.is_ascii_digit()))?;
    Day::new(year.parse().ok()?, 1, 1)
}

const NO_DAY: Text = say(
    "没有立项时间：请在名单中增加“立项时间”或“批次”列，或在导入时填写立项日期",
    "Nothing says when it was established: add a column 立项时间 or 批次, or give the day with the import",
);
const DAY_FORM: Text = say("日期无法识别，如 2021-07-15、2021年7月", "No date; write 2021-07-15 or 2021年7月");
/// What is no day; a bare number may be one that lost its format.
fn no_day(line: &Line<'_, F>, field: F) -> Said {
    let typed = line.plain(field);
    let serial = typed.parse::<u32>().ok().filter(|serial| (30_000..60_000).contains(serial));
    match serial.and_then(|serial| day::of_serial(f64::from(serial), false)) {
        Some((day, _)) => SERIAL.with(&[("typed", &typed), ("day", &day)]),
        None => DAY_FORM.into(),
    }
}

const SERIAL: Text = say(
    "“{typed}”像是丢失了日期格式的序号（可能是 {day}）；请把该列设为日期格式，或写成 {day}",
    "“{typed}” looks like a day that lost its format (perhaps {day}); set the column to a date, or write {day}",
);
const ROLLING: Text = say(
    "{from} 起立项的项目由高校确认、在平台备案，不能由名单导入；2024 年的项目请写明月份",
    "From {from} on projects are confirmed by the university and filed here, not imported; for 2024 write the month as well",
);
const OUTSIDE: Text = say("立项时间应在 2014 年至今天（{today}）之间", "It must lie between 2014 and today ({today})");

fn read_closes(
    line: &Line<'_, F>,
    established_on: Option<Day>,
    findings: &mut Findings,
) -> Option<Option<(Day, HowExact)>> {
    if line.is_unreadable(F::ClosesOn, findings) {
        return None;
    }
    let day = match line.cell(F::ClosesOn) {
        Cell::Empty => return Some(None),
        Cell::Date(day, _) => Some((*day, HowExact::Day)),
        cell => day::parse(&cell.text()).map(|(day, precision)| (day, exactly(precision))),
    };
    match day {
        None => {
            findings.add(line.fault(Some(F::ClosesOn), "", no_day(line, F::ClosesOn), false));
            None
        }
        Some((day, _)) if established_on.is_some_and(|begin| day <= begin) => {
            findings.add(line.fault(Some(F::ClosesOn), "C-01", CLOSES_FIRST, false));
            None
        }
        Some(day) => Some(Some(day)),
    }
}

const CLOSES_FIRST: Text = say("结题时间应晚于立项时间", "The closing date must lie after the establishment");

fn read_money(line: &Line<'_, F>, field: F, findings: &mut Findings) -> Option<Money> {
    if line.is_unreadable(field, findings) {
        return None;
    }
    let factor: i64 = if line.is_in_wan(field) { 10_000 } else { 1 };
    let read = match line.cell(field) {
        Cell::Empty => return Some(Money::ZERO),
        Cell::Number(number) => {
            let fen = (number * 100.0 * factor as f64).round();
            (0.0..=9e15).contains(&fen).then(|| Money::from_fen(fen as i64))
        }
        cell => amount(&cell.text(), factor),
    };
    if read.is_none() {
        findings.add(line.fault(Some(field), "", AMOUNT, false));
    }
    read
}

/// `50,000`, `5万元`, `3.25` in a column of ten thousands; `/`, `无` and `-` mean nothing was given.
fn amount(written: &str, factor: i64) -> Option<Money> {
    let plain = sheets::plain(written);
    if matches!(plain.as_str(), "" | "/" | "-" | "--" | "无" | "—") {
        return Some(Money::ZERO);
    }
    let (figure, factor) = match plain.trim_end_matches('元').strip_suffix('万') {
        Some(figure) => (figure.to_owned(), 10_000),
        None => (plain.trim_end_matches('元').to_owned(), factor),
    };
    let (whole, part) = figure.split_once('.').unwrap_or((&figure, ""));
    let whole = whole.replace([',', ' '], "");
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(&whole) || !digits(part) || part.len() > 6 {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let millionths: i64 = format!("{part:0<6}").parse().ok()?;
    let fen = whole.checked_mul(100)?.checked_mul(factor)?.checked_add(millionths * factor / 10_000)?;
    (fen <= 9_000_000_000_000_000).then(|| Money::from_fen(fen))
}

const AMOUNT: Text = say("金额无法识别，如 50000、50,000.00 或 5万", "No amount; write 50000, 50,000.00 or 5万");

fn read_conclusion(line: &Line<'_, F>, findings: &mut Findings) -> Option<Option<bool>> {
    if line.is_unreadable(F::Conclusion, findings) {
        return None;
    }
    let written: String = line.plain(F::Conclusion).chars().filter(|c| !c.is_whitespace()).collect();
    match written.to_lowercase().as_str() {
        "" => Some(None),
        "通过" | "合格" | "优秀" | "良好" | "结题" | "已结题" | "通过验收" | "验收通过" | "结题通过" | "是"
        | "passed" => Some(Some(true)),
        "不通过" | "未通过" | "不合格" | "验收不通过" | "未通过验收" | "结题未通过" | "否" | "failed" => {
            Some(Some(false))
        }
        _ => {
            findings.add(line.fault(Some(F::Conclusion), "", CONCLUSION, false));
            None
        }
    }
}

const CONCLUSION: Text = say(
    "结论只有“通过”和“不通过”；尚未结题的请留空",
    "There are two conclusions, 通过 and 不通过; leave the cell empty where the closing is open",
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_in_yuan_and_in_ten_thousands() {
        for (written, factor, fen) in [
            ("50000", 1, 5_000_000),
            ("50,000.5", 1, 5_000_050),
            ("５万元", 1, 5_000_000),
            ("5.25", 10_000, 5_250_000),
            ("3.123456", 10_000, 3_123_456),
            ("无", 1, 0),
            ("/", 10_000, 0),
        ] {
            assert_eq!(amount(written, factor), Some(Money::from_fen(fen)), "{written}");
        }
        for wrong in ["五万", "-5", "1e5", "5..0", "99999999999999999999"] {
            assert_eq!(amount(wrong, 1), None, "{wrong}");
        }
    }

    #[test]
    fn a_rounded_number_is_told_from_a_wrong_one() {
        assert!(is_exponent("2.02102E+11"));
        assert!(is_exponent("2.30701e+14"));
        assert!(!is_exponent("20210231100E"));
        assert!(!is_exponent("E12"));
    }
}
