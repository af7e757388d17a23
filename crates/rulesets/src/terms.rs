//! Every figure a rule uses, with its number and unit. Dates and words that rules compare with are figures too.

use kernel::{Day, Mode, Money};
use serde::Deserialize;

use crate::parts::{CutOffs, FlagWords, LastChance, MonthDay, PerType, UniversityLimits, Window, yuan};

/// The figures of one rule set. A key that may be absent switches its rule off.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// E-02: how long an enterprise must have been registered on the day it submits, in whole years; 0 asks nothing.
    pub enterprise_age_min_years: u32,
    /// E-03: paid-in capital of an enterprise at least; in yuan in the file; 0 asks nothing.
    #[serde(rename = "capital_min_yuan", deserialize_with = "yuan")]
    pub capital_min: Money,
    /// G-01: promised support of one guideline over all items and offers at least; in yuan in the file.
    #[serde(rename = "guideline_sum_min_yuan", deserialize_with = "yuan")]
    pub guideline_sum_min: Money,
    /// G-01: whether the value of goods counts towards the sum.
    pub guideline_sum_counts_goods: bool,
    /// G-02, C-04: cash for each project at least, by type; in yuan in the file.
    #[serde(rename = "cash_min_yuan")]
    pub cash_min: PerType,
    /// G-02: value of goods for each project of type T4 at least; in yuan in the file; 0 asks nothing.
    #[serde(rename = "goods_min_yuan", deserialize_with = "yuan")]
    pub goods_min: Money,
    /// G-08: words that are flagged for the reviewer.
    pub flag_words: FlagWords,
    /// projects one person may lead at the same time, the new one included; absent means no limit.
    pub running_projects_max: Option<u32>,
    /// applications one person may hand in in a calendar year; absent means no limit.
    pub applications_per_year_max: Option<u32>,
    /// limits every university starts with; a university may only tighten them.
    #[serde(default)]
    pub university_limits: UniversityLimits,
    /// U-03: working days a university review may take before the reminder.
    pub review_reminder_workdays: u32,
    /// U-03: working days a university review may take before the programme office is told.
    pub review_escalation_workdays: u32,
    /// S-03: whether two persons of the enterprise sign a selection.
    pub four_eyes: bool,
    /// C-02: shortest running period in months, the start day included.
    pub period_min_months: u32,
    /// C-02: longest running period in months.
    pub period_max_months: u32,
    /// C-08: cut-off days of the establishment lists; only in legacy mode.
    pub agreement_cut_offs: Option<CutOffs>,
    /// P-03: from 00:00 in Beijing on this day, guidelines and establishments follow the 2024 mode.
    pub rolling_from: Day,
    /// P-03: the mode of a project whose guideline is older than that day but which was not established by then.
    pub old_guideline_mode: Mode,
    /// days after the due day from which a missing payment is late.
    pub payment_grace_days: u32,
    /// postponements of one project at most.
    pub postponements_max: u32,
    /// years one postponement may add at most.
    pub postponement_max_years: u32,
    /// when a postponement may be asked for; absent means on any day.
    pub postponement_window: Option<Window>,
    /// whether the university must call it a special case.
    pub postponement_needs_special_case: bool,
    /// last day of the yearly closing round; absent means there is no round to miss.
    pub closing_round_last_day: Option<MonthDay>,
    /// Z-07: batches that can close for the last time; absent means none.
    pub last_chance: Option<LastChance>,
    /// Z-10: days an enterprise may be silent about a closing before university and office are told.
    pub acceptance_silence_days: u32,
    /// Minutes that whoever is needed in two halls of a meeting has to get from one to the other. Sets written before meetings
    /// were part of the platform leave it out: 10, inferred; every meeting may say otherwise.
    #[serde(default = "ten_minutes")]
    pub hall_change_minutes: u32,
    /// M-04: working days before a meeting from which on nobody but the office moves an appointment. Left out by older sets: 5, from
    /// the practice of venues; 0 switches the rule off.
    #[serde(default = "five_workdays")]
    pub booking_change_workdays: u32,
}

const fn ten_minutes() -> u32 {
    10
}

const fn five_workdays() -> u32 {
    5
}

/// A figure that cannot be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nonsense {
    /// The key in the file.
    pub key: &'static str,
    pub why: String,
}

impl Terms {
    /// Lists every figure that cannot be meant.
    pub fn check(&self) -> Vec<Nonsense> {
        let mut found = Vec::new();
        let mut demand = |ok: bool, key: &'static str, why: &str| {
            if !ok {
                found.push(Nonsense { key, why: why.to_owned() })
            }
        };
        let positive = "must be at least 1; leave the key out to switch the rule off";
        demand(self.enterprise_age_min_years <= 50, "enterprise_age_min_years", "must be 0 to 50 years");
        demand(self.capital_min >= Money::ZERO, "capital_min_yuan", "must not be negative");
        demand(self.guideline_sum_min >= Money::ZERO, "guideline_sum_min_yuan", "must not be negative");
        demand(self.goods_min >= Money::ZERO, "goods_min_yuan", "must not be negative");
        let cash = kernel_types().map(|kind| self.cash_min.of(kind));
        demand(cash.iter().all(|amount| *amount >= Money::ZERO), "cash_min_yuan", "must not be negative");
        demand(self.running_projects_max != Some(0), "running_projects_max", positive);
        demand(self.applications_per_year_max != Some(0), "applications_per_year_max", positive);
        demand(self.review_reminder_workdays >= 1, "review_reminder_workdays", "must be at least 1 working day");
        demand(
            self.review_escalation_workdays > self.review_reminder_workdays,
            "review_escalation_workdays",
            "must be later than the reminder",
        );
        demand(self.period_min_months >= 1, "period_min_months", "must be at least 1 month");
        demand(
            self.period_min_months <= self.period_max_months,
            "period_max_months",
            "must not be shorter than the minimum",
        );
        demand(self.period_max_months <= 120, "period_max_months", "must be at most 120 months");
        demand(self.postponement_max_years <= 10, "postponement_max_years", "must be at most 10 years");
        demand(self.payment_grace_days <= 3650, "payment_grace_days", "must be at most 3650 days");
        demand((1..=3650).contains(&self.acceptance_silence_days), "acceptance_silence_days", "must be 1 to 3650 days");
        demand(self.hall_change_minutes <= 240, "hall_change_minutes", "must be at most 240 minutes");
        demand(self.booking_change_workdays <= 60, "booking_change_workdays", "must be at most 60 working days");
        let ordered = "the first day must come before the last";
        demand(self.agreement_cut_offs.is_none_or(|c| c.first < c.second), "agreement_cut_offs", ordered);
        demand(self.postponement_window.is_none_or(|w| w.first <= w.last), "postponement_window", ordered);
        demand(
            self.last_chance.is_none_or(|l| l.first_batch <= l.last_batch),
            "last_chance",
            "the first batch must not follow the last",
        );
        let words = [&self.flag_words.purchase, &self.flag_words.fee, &self.flag_words.tied_sale];
        demand(words.iter().all(|list| !list.is_empty()), "flag_words", "each of the three lists needs a word");
        demand(words.into_iter().flatten().all(|w| !w.trim().is_empty()), "flag_words", "a word must not be blank");
        found
    }

    /// Figures for tests, those of the 2024 mode together with the dated ones of legacy mode.
    pub fn sample() -> Terms {
        let month_day = |text: &str| text.parse::<MonthDay>().expect("a day of every year");
        let yuan = Money::from_yuan;
        let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect();
        Terms {
            enterprise_age_min_years: 2,
            capital_min: yuan(5_000_000),
            guideline_sum_min: yuan(500_000),
            guideline_sum_counts_goods: false,
            cash_min: PerType {
                four_new: yuan(50_000),
                curriculum: yuan(30_000),
                teacher_training: yuan(20_000),
                practice_base: Money::ZERO,
                innovation: yuan(50_000),
                joint_fund: yuan(20_000),
            },
            goods_min: yuan(200_000),
            flag_words: FlagWords {
                purchase: words(&["购买", "purchase"]),
                fee: words(&["培训费", "fee"]),
                tied_sale: words(&["搭售", "tied sale"]),
            },
            running_projects_max: Some(3),
            applications_per_year_max: Some(3),
            university_limits: UniversityLimits::default(),
            review_reminder_workdays: 10,
            review_escalation_workdays: 20,
            four_eyes: false,
            period_min_months: 12,
            period_max_months: 24,
            agreement_cut_offs: Some(CutOffs { first: month_day("06-30"), second: month_day("09-10") }),
            rolling_from: Day::new(2024, 6, 24).expect("a day"),
            old_guideline_mode: Mode::Rolling,
            payment_grace_days: 30,
            postponements_max: 1,
            postponement_max_years: 1,
            postponement_window: Some(Window { first: month_day("10-15"), last: month_day("10-31") }),
            postponement_needs_special_case: false,
            closing_round_last_day: Some(month_day("12-31")),
            last_chance: Some(LastChance {
                first_batch: "2019-2".parse().expect("a batch"),
                last_batch: "2022-1".parse().expect("a batch"),
                last_day: Day::new(2024, 12, 31).expect("a day"),
            }),
            acceptance_silence_days: 30,
            hall_change_minutes: 10,
            booking_change_workdays: 5,
        }
    }
}

fn kernel_types() -> [kernel::ProjectType; 6] {
    use kernel::ProjectType::*;
    [FourNew, Curriculum, TeacherTraining, PracticeBase, Innovation, JointFund]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_nonsense_is_listed_at_once_with_its_keys() {
        let terms = Terms {
            period_min_months: 36,
            running_projects_max: Some(0),
            goods_min: Money::from_yuan(-1),
            review_escalation_workdays: 10,
            ..Terms::sample()
        };
        let keys: Vec<_> = terms.check().into_iter().map(|n| n.key).collect();
        assert_eq!(keys, ["goods_min_yuan", "running_projects_max", "review_escalation_workdays", "period_max_months"]);
    }

    #[test]
    fn equal_bounds_are_sense() {
        let terms = Terms { period_min_months: 24, period_max_months: 24, ..Terms::sample() };
        assert_eq!(terms.check(), []);
    }
}
