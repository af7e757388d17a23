//! The small parts a rule set is made of.

use std::fmt;
use std::str::FromStr;

use kernel::{Day, Money, ProjectType};
use serde::{Deserialize, Deserializer, de::Error};

/// Amounts in a rule set are written in whole yuan and kept in fen.
pub(crate) fn yuan<'de, D: Deserializer<'de>>(d: D) -> Result<Money, D::Error> {
    i64::deserialize(d).map(Money::from_yuan)
}

/// One amount for each of the six types; none can be forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PerType {
    #[serde(rename = "T1", deserialize_with = "yuan")]
    pub four_new: Money,
    #[serde(rename = "T2", deserialize_with = "yuan")]
    pub curriculum: Money,
    #[serde(rename = "T3", deserialize_with = "yuan")]
    pub teacher_training: Money,
    #[serde(rename = "T4", deserialize_with = "yuan")]
    pub practice_base: Money,
    #[serde(rename = "T5", deserialize_with = "yuan")]
    pub innovation: Money,
    #[serde(rename = "T6", deserialize_with = "yuan")]
    pub joint_fund: Money,
}

impl PerType {
    pub const fn of(&self, kind: ProjectType) -> Money {
        match kind {
            ProjectType::FourNew => self.four_new,
            ProjectType::Curriculum => self.curriculum,
            ProjectType::TeacherTraining => self.teacher_training,
            ProjectType::PracticeBase => self.practice_base,
            ProjectType::Innovation => self.innovation,
            ProjectType::JointFund => self.joint_fund,
        }
    }
}

/// A day of every year, written `06-30`. The 29th of February is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MonthDay {
    month: i8,
    day: i8,
}

/// A text that is no day of every year.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no day of every year of the form 06-30")]
pub struct NoMonthDay(String);

impl MonthDay {
    /// This day in `year`; the last day of the calendar for a year the calendar does not have.
    pub fn in_year(self, year: i16) -> Day {
        let last = || Day::new(9999, 12, 31).expect("the last day of the calendar exists");
        Day::new(year, self.month, self.day).unwrap_or_else(last)
    }
}

impl FromStr for MonthDay {
    type Err = NoMonthDay;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // 2001 has no 29th of February, so a day that reads in it exists in every year.
        let day: Day = format!("2001-{text}").parse().map_err(|_| NoMonthDay(text.to_owned()))?;
        Ok(MonthDay { month: day.month(), day: day.day_of_month() })
    }
}
impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}
impl<'de> Deserialize<'de> for MonthDay {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(D::Error::custom)
    }
}

/// Days of every year from `first` to `last`, both included. Rule X-06.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    pub first: MonthDay,
    pub last: MonthDay,
}

impl Window {
    pub fn contains(&self, day: Day) -> bool {
        (self.first.in_year(day.year())..=self.last.in_year(day.year())).contains(&day)
    }
}

/// The last days, themselves included, for the two establishment lists of a year. Rule C-08.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CutOffs {
    pub first: MonthDay,
    pub second: MonthDay,
}

/// A round of legacy mode: year and number within it, written `2019-2`. Sorts by time. Rule Z-07.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Batch {
    pub year: i16,
    pub number: u8,
}

/// A text that names no batch.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no batch of the form 2019-2")]
pub struct NoBatch(String);

impl FromStr for Batch {
    type Err = NoBatch;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let no = || NoBatch(text.to_owned());
        let (year, number) = text.split_once('-').ok_or_else(no)?;
        let batch = Batch { year: year.parse().map_err(|_| no())?, number: number.parse().map_err(|_| no())? };
        if (2014..=2100).contains(&batch.year) && (1..=12).contains(&batch.number) { Ok(batch) } else { Err(no()) }
    }
}
impl fmt::Display for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.year, self.number)
    }
}
impl<'de> Deserialize<'de> for Batch {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(D::Error::custom)
    }
}

/// Projects of these batches, both ends included, may file their closing until `last_day`, itself included. Rule Z-07.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LastChance {
    pub first_batch: Batch,
    pub last_batch: Batch,
    pub last_day: Day,
}

/// Limits a university may set for itself; absent means no limit. Rule A-08.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct UniversityLimits {
    /// Applications of one person in one batch.
    pub applications_per_batch: Option<u32>,
    /// Memberships of one person in one batch, as a member of somebody else's project.
    pub memberships_per_batch: Option<u32>,
    /// Applications of the university to one enterprise in one batch.
    pub per_enterprise: Option<u32>,
    /// Applications of the university to one enterprise and of one type in one batch.
    pub per_enterprise_and_type: Option<u32>,
}

/// Words that call a reviewer's attention, Chinese and English. Rule G-08.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlagWords {
    /// The university is to buy something.
    pub purchase: Vec<String>,
    /// Somebody is to pay a fee.
    pub fee: Vec<String>,
    /// The support hangs on products or services of the enterprise, or advertises them.
    pub tied_sale: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_every_year_are_read_strictly() {
        let june = "06-30".parse::<MonthDay>().expect("a day");
        assert_eq!(june.in_year(2021).to_string(), "2021-06-30");
        for text in ["02-29", "06-31", "6-30", "13-01", "", "2021-06-30"] {
            assert!(text.parse::<MonthDay>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn batches_sort_by_time() {
        let batch = |text: &str| text.parse::<Batch>().expect("a batch");
        assert!(batch("2019-2") < batch("2020-1") && batch("2020-1") < batch("2020-2"));
        for text in ["2019", "2019-0", "1999-1", "2019-2-1", "-1"] {
            assert!(text.parse::<Batch>().is_err(), "{text:?}");
        }
    }
}
