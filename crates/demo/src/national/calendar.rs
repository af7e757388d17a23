//! When projects were established: lists of the Department up to April 2024, every working day since July 2024.

use kernel::{Day, Mode};

/// The programme of April 2023; counts of the lists below are out of so many.
const WHOLE: usize = 99_000;

/// Lists: year, month, day, round (12 digits) or year and month of the round (15 digits), projects. The counts 7,377 (2018),
/// 9,553 (2020) and 15,168 (2021, second batch) are those of the rule book, section 3; the others are set between them.
#[rustfmt::skip]
const LISTS: [(i16, i8, i8, u32, usize); 17] = [
    (2014, 12, 19, 201401, 300), (2015, 11, 27, 201501, 900), (2016, 7, 8, 201601, 1_000), (2016, 12, 16, 201602, 1_700),
    (2017, 7, 14, 201701, 2_400), (2017, 12, 28, 201702, 2_900), (2018, 7, 20, 201801, 7_377), (2018, 12, 24, 201802, 5_600),
    (2019, 7, 5, 201901, 3_900), (2019, 12, 27, 201902, 4_300), (2020, 12, 28, 202002, 9_553), (2021, 8, 10, 202101, 7_400),
    (2021, 12, 24, 202102, 15_168), (2022, 8, 19, 2203, 5_200), (2022, 12, 30, 2209, 4_800), (2023, 12, 15, 2305, 8_600),
    (2024, 4, 17, 2401, 4_200),
];

/// How busy the months are, January first.
const MONTHS: [usize; 12] = [4, 2, 6, 7, 8, 9, 5, 2, 7, 9, 10, 12];

/// How the projects of a batch are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numbering {
    /// Year and batch, then six digits: the numbers of up to 2021.
    Twelve(u32),
    /// Year and month of the round, then eleven digits.
    Fifteen(u32),
    /// The platform's own.
    Own,
}

/// Projects established on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Batch {
    pub(crate) day: Day,
    pub(crate) mode: Mode,
    pub(crate) numbering: Numbering,
    pub(crate) count: usize,
}

/// The batches up to yesterday, oldest first, `missing` projects together; `scale` is the size of the whole register.
pub(crate) fn batches(today: Day, scale: usize, missing: usize) -> Vec<Batch> {
    let mut all = lists(today, scale, missing);
    let left = missing - all.iter().map(|b| b.count).sum::<usize>();
    let days = working_days(today);
    let whole: usize = days.iter().map(|(_, weight)| weight).sum();
    let mut given = 0;
    let mut weight_so_far = 0;
    for (day, weight) in days {
        weight_so_far += weight;
        let due = left * weight_so_far / whole;
        all.push(Batch { day, mode: Mode::Rolling, numbering: Numbering::Own, count: due - given });
        given = due;
    }
    if given < left
        && let Some(last) = all.last_mut()
    {
        last.count += left - given; // a clock set to before July 2024
    }
    all.retain(|batch| batch.count > 0);
    all
}

fn lists(today: Day, scale: usize, missing: usize) -> Vec<Batch> {
    let mut left = missing;
    let mut all = Vec::new();
    for (year, month, day, round, weight) in LISTS {
        let Some(day) = Day::new(year, month, day).filter(|day| *day < today) else { continue };
        let count = (weight * scale / WHOLE).min(left);
        left -= count;
        let numbering = if round > 9_999 { Numbering::Twelve(round) } else { Numbering::Fifteen(round) };
        all.push(Batch { day, mode: Mode::Legacy, numbering, count });
    }
    all
}

fn working_days(today: Day) -> Vec<(Day, usize)> {
    let Some(first) = Day::new(2024, 7, 1) else { return Vec::new() };
    let days = (0..today.days_since(first).max(0)).map(|n| first.plus_days(n)).filter(|day| day.is_workday());
    days.map(|day| (day, MONTHS[(day.month() as usize + 11) % 12])).collect()
}

/// The day of the project at this place of the whole sequence.
pub(crate) fn day_of(batches: &[Batch], place: usize) -> Option<Day> {
    let mut passed = 0;
    let holds = |batch: &&Batch| {
        passed += batch.count;
        place < passed
    };
    batches.iter().find(holds).or(batches.last()).map(|batch| batch.day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn the_national_scale_keeps_the_figures_of_the_rule_book() {
        let all = batches(day("2026-11-23"), WHOLE, WHOLE - 12);
        assert_eq!(all.iter().map(|b| b.count).sum::<usize>(), WHOLE - 12);
        let on = |d: &str| all.iter().find(|b| b.day == day(d)).map(|b| b.count);
        assert_eq!((on("2018-07-20"), on("2020-12-28"), on("2021-12-24")), (Some(7_377), Some(9_553), Some(15_168)));
        assert!(all.is_sorted_by_key(|b| b.day) && all.iter().all(|b| b.day < day("2026-11-23")));
    }

    #[test]
    fn small_registers_and_early_days_add_up_too() {
        for (today, missing) in [("2024-09-02", 2_000), ("2024-06-30", 500), ("2019-01-01", 77), ("2026-01-01", 3)] {
            assert_eq!(batches(day(today), 2_000, missing).iter().map(|b| b.count).sum::<usize>(), missing, "{today}");
        }
    }
}
