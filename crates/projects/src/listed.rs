//! What lists of earlier years say of a project beyond the register's own columns, and what a later list adds to it.

use db::{DbError, Tx, params};
use kernel::{Day, ImportId, Lang, Money, ProjectId, Refusal, Text, ToValue, Value, say};

use crate::{ImportedList, Project, figures};

kernel::words! {
    /// How exactly a list gave a day; of a month or a year its first is kept.
    pub enum HowExact {
        Day = "day" ("日", "Day"),
        Month = "month" ("月", "Month"),
        Year = "year" ("年", "Year"),
        /// No list gave it: it was said of a whole list, or worked out.
        Assumed = "assumed" ("推定", "Assumed"),
    }
}

impl HowExact {
    /// Whether two days, each known so exactly, may be the same.
    pub fn agree(self, day: Day, other: HowExact, other_day: Day) -> bool {
        let year = day.year() == other_day.year();
        match self.max(other) {
            HowExact::Day => day == other_day,
            HowExact::Month => year && day.month() == other_day.month(),
            HowExact::Year => year,
            HowExact::Assumed => true,
        }
    }

    /// The day as far as it is known: `2021-07-15`, `2021-07` or `2021`.
    pub fn shown(self, day: Day) -> String {
        let full = day.to_string();
        let length = match self {
            HowExact::Day | HowExact::Assumed => full.len(),
            HowExact::Month => full.len().saturating_sub(3),
            HowExact::Year => full.len().saturating_sub(6),
        };
        full.get(..length).unwrap_or(&full).to_owned()
    }
}

db::record! {
    /// What lists of earlier years said of a project that came from one.
    pub struct ListedProject in "listed_project" {
        pub id: ProjectId,
        pub established_as: HowExact,
        /// Of the day on which it was to be closed.
        pub closes_as: HowExact,
        /// The list that told how it ended; empty while none did.
        pub closed_by: Option<ImportId>,
        /// As that list wrote it.
        pub conclusion: String,
        /// The day on which it was closed, where a list named it.
        pub closed_on: Option<Day>,
        pub closed_as: HowExact,
    }
}

/// How a project ended that was closed by a list, and by which.
#[derive(Clone, Debug)]
pub struct ListedClosing {
    pub told: ListedProject,
    pub list: ImportedList,
}

/// How a project ended by a list of earlier years; nothing for one that is open or was closed here.
pub fn listed_closing(tx: &mut Tx<'_>, project: &Project) -> Result<Option<ListedClosing>, DbError> {
    if project.imported_from.is_none() {
        return Ok(None);
    }
    let Some(told) = db::find::<ListedProject>(tx, project.id)? else { return Ok(None) };
    let Some(by) = told.closed_by else { return Ok(None) };
    Ok(db::find::<ImportedList>(tx, by)?.map(|list| ListedClosing { told, list }))
}

impl ListedClosing {
    /// The day of the closing as people read it; of a month or a year no more than that.
    pub fn day(&self, lang: Lang) -> String {
        match self.told.closed_on {
            Some(day) if self.told.closed_as == HowExact::Day => ui::day_text(lang, day),
            Some(day) => self.told.closed_as.shown(day),
            None => UNSAID.get(lang).to_owned(),
        }
    }
}

const UNSAID: Text = say("名单未写明", "the list does not say");

/// What a later list adds to a project that came from one: parts that are `None` stay.
#[derive(Clone, Debug, PartialEq)]
pub struct Filling {
    pub id: ProjectId,
    /// Of the project as it was read.
    pub revision: i64,
    pub cash: Option<Money>,
    pub goods: Option<Money>,
    pub closes_on: Option<Day>,
    pub told: ListedProject,
}

/// Statements with so many ids at most.
const AT_ONCE: usize = 500;

/// Fills in what the register lacks. Whoever changed one of the projects since it was read makes it [`Refusal::Overtaken`].
/// Call it before [`crate::record_closed`], and [`count_filled`] while the journal's head row is held.
pub fn fill(tx: &mut Tx<'_>, fillings: &[Filling]) -> Result<(), Refusal> {
    for some in fillings.iter().filter(|f| f.cash.is_some() || f.goods.is_some() || f.closes_on.is_some()) {
        let sql = "UPDATE project SET cash = COALESCE($1, cash), goods = COALESCE($2, goods), closes_on = COALESCE($3, closes_on), \
                   agreed_closes_on = COALESCE($3, agreed_closes_on), revision = revision + 1 \
                   WHERE id = $4 AND revision = $5 AND agreement_id IS NULL AND imported_from IS NOT NULL";
        if tx.execute(sql, params![some.cash, some.goods, some.closes_on, some.id, some.revision])? == 0 {
            return Err(Refusal::Overtaken);
        }
    }
    for some in fillings.chunks(AT_ONCE) {
        let places: Vec<String> = (1..=some.len()).map(|n| format!("${n}")).collect();
        let ids: Vec<Value> = some.iter().map(|f| f.id.to_value()).collect();
        tx.execute(&format!("DELETE FROM listed_project WHERE id IN ({})", places.join(", ")), &ids)?;
        let told: Vec<ListedProject> = some.iter().map(|f| f.told.clone()).collect();
        db::bulk_insert(tx, &told)?;
    }
    Ok(())
}

/// Writes down what a list says of projects that are new.
pub fn tell_listed(tx: &mut Tx<'_>, told: &[ListedProject]) -> Result<(), DbError> {
    db::bulk_insert(tx, told)
}

/// Counts the support that was filled in: before it was nothing.
pub fn count_filled(tx: &mut Tx<'_>, fillings: &[Filling]) -> Result<(), DbError> {
    let sum = |part: fn(&Filling) -> Option<Money>| fillings.iter().filter_map(part).map(Money::fen).sum::<i64>();
    for (name, amount) in [("cash", sum(|f| f.cash)), ("goods", sum(|f| f.goods))] {
        if amount != 0 {
            figures::add(tx, name, amount)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_agree_as_far_as_both_are_known() {
        let day = |d| Day::new(2021, 7, d).unwrap();
        assert!(HowExact::Day.agree(day(15), HowExact::Day, day(15)));
        assert!(!HowExact::Day.agree(day(15), HowExact::Day, day(1)));
        assert!(HowExact::Day.agree(day(15), HowExact::Month, day(1)));
        assert!(HowExact::Year.agree(day(15), HowExact::Month, day(1)));
        assert!(!HowExact::Month.agree(day(1), HowExact::Month, day(1).plus_months(1)));
        assert_eq!(HowExact::Month.shown(day(1)), "2021-07");
        assert_eq!(HowExact::Year.shown(day(1)), "2021");
    }
}
