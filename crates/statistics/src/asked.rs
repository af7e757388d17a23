//! What stands in the address: the day, and what narrows a list.

use kernel::{Breach, Day, OrganisationId, ProjectType, Text, Word, province, say};
use web::{Cursor, UNREADABLE, choice};

use crate::count::{Party, Side};
use crate::list::{After, Among, Narrowed};
use crate::rules::{Outcome, Support};

const NO_DAY: Text = say("日期应写成 2023-04-30 这样的形式。", "Write the day like 2023-04-30.");
const AHEAD: Text = say(
    "{day} 还没有到来；统计最晚截至今天（{today}）。",
    "{day} is still ahead; figures go as far as today, {today}.",
);

/// The end of which day is meant; today where none is named. Nobody knows what is ahead.
pub fn as_of(typed: &str, today: Day) -> Result<Day, Breach> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(today);
    }
    let day: Day = typed.parse().map_err(|_| Breach::field("as_of", NO_DAY))?;
    if day > today {
        return Err(Breach::field("as_of", AHEAD.with(&[("day", &day), ("today", &today)])));
    }
    Ok(day)
}

/// What a page, a table or a list asks for, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub struct Typed {
    pub as_of: String,
    /// Ids. Of a list of projects, `others` are the enterprises that flows do not name.
    pub enterprise: String,
    pub university: String,
    pub year: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub province: String,
    pub industry: String,
    pub outcome: String,
    /// The year in which projects ended.
    pub ended: String,
    pub support: String,
    /// `1`: those whose application was decided here.
    pub decided: String,
    pub format: String,
    pub after: Cursor<After>,
}

impl Typed {
    /// The one enterprise or university whose figures are asked for.
    pub fn party(&self) -> Result<Option<Party>, Breach> {
        let one = |side: Side, typed: &str| match typed.trim() {
            "" => Ok(None),
            id => id.parse().map(|id| Some(Party { side, id })).map_err(|_| Breach::field(side.word(), UNREADABLE)),
        };
        Ok(one(Side::Enterprise, &self.enterprise)?.or(one(Side::University, &self.university)?))
    }

    /// What a list of projects asks for, or everything that cannot be read.
    pub fn narrowed(&self, today: Day) -> Result<Narrowed, Vec<Breach>> {
        let mut faults = Vec::new();
        let as_of = as_of(&self.as_of, today).map_err(|breach| faults.push(breach)).unwrap_or(today);
        let id = |typed: &str| typed.parse::<OrganisationId>().ok();
        let enterprise = choice(&mut faults, "enterprise", &self.enterprise, |typed| match typed {
            "others" => Some(Among::Others),
            one => id(one).map(Among::One),
        });
        let year = |typed: &str| typed.parse::<i16>().ok().filter(|year| (1990..=9999).contains(year));
        let narrowed = Narrowed {
            as_of,
            enterprise,
            university: choice(&mut faults, "university", &self.university, id),
            year: choice(&mut faults, "year", &self.year, year),
            kind: choice(&mut faults, "type", &self.kind, |typed| ProjectType::parse(typed).ok()),
            province: choice(&mut faults, "province", &self.province, |typed| match typed {
                "00" => Some(0),
                code => province::by_code(code)?.code.parse().ok(),
            }),
            industry: choice(&mut faults, "industry", &self.industry, section),
            outcome: choice(&mut faults, "outcome", &self.outcome, |typed| Outcome::parse(typed).ok()),
            ended: choice(&mut faults, "ended", &self.ended, |typed| match typed {
                "any" => Some(None),
                typed => year(typed).map(Some),
            }),
            support: choice(&mut faults, "support", &self.support, |typed| match typed {
                "any" => Some(None),
                typed => Support::parse(typed).ok().map(Some),
            }),
            is_decided: choice(&mut faults, "decided", &self.decided, |typed| (typed == "1").then_some(())).is_some(),
            after: self.after.0,
        };
        if faults.is_empty() { Ok(narrowed) } else { Err(faults) }
    }
}

/// `I`, or `-` where none is known.
fn section(typed: &str) -> Option<u8> {
    match typed.as_bytes() {
        b"-" => Some(crate::facts::NO_INDUSTRY),
        [letter @ b'A'..=b'Z'] => Some(*letter),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_is_none_or_still_ahead_is_refused_and_says_so() {
        let today: Day = "2024-09-02".parse().expect("a day");
        assert_eq!(as_of("", today), Ok(today));
        assert_eq!(as_of(" 2024-09-02 ", today), Ok(today));
        assert_eq!(as_of("2023-04-30", today), Ok("2023-04-30".parse().expect("a day")));
        for none in ["30.4.2023", "2023-02-30", "yesterday", "2023"] {
            assert_eq!(as_of(none, today), Err(Breach::field("as_of", NO_DAY)), "{none}");
        }
        let ahead = as_of("2024-09-03", today).expect_err("it is ahead");
        assert_eq!(
            (ahead.field.as_str(), ahead.said.en.as_str()),
            ("as_of", "2024-09-03 is still ahead; figures go as far as today, 2024-09-02.")
        );
    }

    #[test]
    fn every_condition_that_cannot_be_read_is_named() {
        let today: Day = "2024-09-02".parse().expect("a day");
        let typed = Typed {
            as_of: "x".into(),
            enterprise: "x".into(),
            university: "x".into(),
            year: "20".into(),
            kind: "T7".into(),
            province: "99".into(),
            industry: "i".into(),
            outcome: "x".into(),
            ended: "x".into(),
            support: "x".into(),
            decided: "yes".into(),
            ..Typed::default()
        };
        let faults = typed.narrowed(today).expect_err("nothing can be read");
        let fields: Vec<&str> = faults.iter().map(|breach| breach.field.as_str()).collect();
        let all = [
            "as_of",
            "enterprise",
            "university",
            "year",
            "type",
            "province",
            "industry",
            "outcome",
            "ended",
            "support",
            "decided",
        ];
        assert_eq!(fields, all);
    }
}
