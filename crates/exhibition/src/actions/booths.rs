//! The organiser's plan: the floor and its booths.

use db::Tx;
use journal::Act;
use kernel::{Actor, BoothId, Breach, Breaches, Instant, MeetingId, Money, Refusal, RowId, Text, say};
use meetings::Words;
use meetings::actions::within;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{EXHIBITION, TEXT_MOST};
use crate::kinds::BoothKind;
use crate::record::{Booth, Exhibition};
use crate::{policy, rules, store};

/// Booths one exhibition may have, and characters of a number.
const BOOTHS_MOST: usize = 1_000;
const NUMBER_MOST: usize = 12;
/// Booths of one row.
const ROW_MOST: i64 = 100;

/// What is known of an exhibition.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExhibitionDraft {
    #[serde(default)]
    pub about: Words,
    /// The floor, in decimetres, 10 to 5,000.
    pub width: i64,
    pub depth: i64,
    /// Booths can be asked for from here until `closes_at`.
    pub opens_at: Instant,
    pub closes_at: Instant,
    /// Hours to confirm a held booth, 1 to 720. The usual figure is 72: three days.
    pub hold_hours: i64,
}

/// A booth on the plan.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BoothDraft {
    /// As it stands on the plan, such as `A12`.
    pub number: String,
    pub kind: BoothKind,
    /// Upper left corner and size, in decimetres.
    pub x: i64,
    pub y: i64,
    pub width: i64,
    pub depth: i64,
    /// In fen; 0 where it costs nothing.
    #[serde(default)]
    pub price: Money,
}

/// A row of like booths: the first as drawn, the others beside it with the following numbers.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RowDraft {
    pub first: BoothDraft,
    /// How many, 1 to 100.
    pub count: i64,
    /// Decimetres between two of them.
    #[serde(default)]
    pub gap: i64,
}

const FLOOR: Text = say("请填写 1 至 500 米之间的长度", "A length from 1 to 500 metres");
const BACKWARDS: Text = say("截止时间须晚于开始时间", "The end has to come after the beginning");
const HOURS: Text = say("请填写 1 至 720 之间的小时数", "Hours from 1 to 720");
const NUMBER: Text = say("请填写展位号，最多 12 个字符", "Give the booth a number of 12 characters at most");
const TAKEN: Text = say("展位号 {number} 已经存在", "There is a booth {number} already");
const SIZE: Text = say("展位边长须为 0.5 至 100 米", "A booth is 0.5 to 100 metres long and deep");
const ENOUGH: Text = say("一次展览最多 {most} 个展位", "An exhibition has at most {most} booths");
const IN_USE: Text = say(
    "{who} 在展位 {number}，请先为其改派展位或办理退展",
    "{who} stands on booth {number}; give them another booth first, or have it given up",
);
const SHRINKS: Text =
    say("展位 {numbers} 将落在平面图之外，请先移动", "Booths {numbers} would lie outside; move them first");
const NO_FLOOR: Text = say("请先填写展览的场地", "Enter the floor of the exhibition first");
const COUNT: Text = say("一排 1 至 100 个展位", "A row has 1 to 100 booths");
const DIGITS: Text =
    say("成排添加时，首个展位号须以数字结尾，如 A01", "For a row the first number ends in digits, such as A01");

impl ExhibitionDraft {
    fn check(&self) -> Breaches {
        let mut found = Breaches::new();
        within(&mut found, "about", &self.about, TEXT_MOST);
        for (field, length) in [("width", self.width), ("depth", self.depth)] {
            if !(10..=5_000).contains(&length) {
                found.push(Breach::field(field, FLOOR));
            }
        }
        if self.closes_at <= self.opens_at {
            found.push(Breach::field("closes_at", BACKWARDS));
        }
        if !(1..=720).contains(&self.hold_hours) {
            found.push(Breach::field("hold_hours", HOURS));
        }
        found
    }
}

/// Begins the exhibition of a meeting (`revision` 0), or changes what is known of it.
pub fn set_up_exhibition(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    revision: i64,
    draft: &ExhibitionDraft,
) -> Result<Exhibition, Refusal> {
    policy::permit_organise(actor)?;
    db::get::<meetings::Meeting>(tx, meeting)?;
    let mut found = draft.check();
    let booths = store::booths(tx, meeting)?;
    let out = booths.iter().filter(|it| it.x + it.width > draft.width || it.y + it.depth > draft.depth);
    let out: Vec<&str> = out.map(|it| it.number.as_str()).collect();
    if !out.is_empty() {
        found.push(Breach::field("width", SHRINKS.with(&[("numbers", &out.join("、"))])));
    }
    kernel::check(found.into_iter().map(Err))?;
    let known = store::exhibition(tx, meeting)?;
    let (about, now) = (draft.about.trimmed(), tx.now());
    let made = Exhibition {
        id: known.as_ref().map_or_else(|| RowId::at(now), |it| it.id),
        meeting_id: meeting,
        about_zh: about.zh,
        about_en: about.en,
        width: draft.width,
        depth: draft.depth,
        opens_at: draft.opens_at,
        closes_at: draft.closes_at,
        hold_hours: draft.hold_hours,
        revision: if known.is_some() { revision } else { 1 },
        created_at: known.as_ref().map_or(now, |it| it.created_at),
    };
    let step = match known {
        None => {
            db::insert(tx, &made)?;
            "begin"
        }
        Some(_) => {
            db::save(tx, &made)?;
            "edit"
        }
    };
    journal::record(tx, Act::new(actor, EXHIBITION, made.id.0, step));
    store::exhibition(tx, meeting)?.ok_or(Refusal::NotFound)
}

/// The floor on which booths are drawn.
fn floor(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId) -> Result<Exhibition, Refusal> {
    policy::permit_organise(actor)?;
    store::exhibition(tx, meeting)?.ok_or_else(|| Breach::field("", NO_FLOOR).into())
}

fn check(draft: &Booth, others: &[Booth], floor: &Exhibition) -> Breaches {
    let mut found = Breaches::new();
    if draft.number.is_empty() || draft.number.chars().count() > NUMBER_MOST {
        found.push(Breach::field("number", NUMBER));
    }
    if others.iter().any(|other| other.id != draft.id && other.number == draft.number) {
        found.push(Breach::field("number", TAKEN.with(&[("number", &draft.number)])));
    }
    for (field, length) in [("width", draft.width), ("depth", draft.depth)] {
        if !(5..=1_000).contains(&length) {
            found.push(Breach::field(field, SIZE));
        }
    }
    if found.is_empty() {
        found.extend(rules::lies_free(draft, others, (floor.width, floor.depth)).err());
    }
    found
}

fn booth(id: BoothId, meeting: MeetingId, now: Instant, draft: &BoothDraft) -> Booth {
    Booth {
        id,
        meeting_id: meeting,
        number: draft.number.trim().to_uppercase(),
        kind: draft.kind,
        // Far outside is outside: sums stay small.
        x: draft.x.clamp(-1, 1_000_000),
        y: draft.y.clamp(-1, 1_000_000),
        width: draft.width.clamp(0, 1_000_000),
        depth: draft.depth.clamp(0, 1_000_000),
        price: draft.price,
        revision: 1,
        created_at: now,
    }
}

/// Draws one booth.
pub fn add_booth(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, draft: &BoothDraft) -> Result<Booth, Refusal> {
    let mut made = add_row(tx, actor, meeting, &RowDraft { first: draft.clone(), count: 1, gap: 0 })?;
    made.pop().ok_or(Refusal::NotFound)
}

/// Draws a row of booths, all of them or none.
pub fn add_row(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, row: &RowDraft) -> Result<Vec<Booth>, Refusal> {
    let floor = floor(tx, actor, meeting)?;
    if !(1..=ROW_MOST).contains(&row.count) || !(0..=1_000).contains(&row.gap) {
        return Err(Breach::field("count", COUNT).into());
    }
    let mut others = store::booths(tx, meeting)?;
    if others.len() + usize::try_from(row.count).unwrap_or(0) > BOOTHS_MOST {
        return Err(Breach::field("count", ENOUGH.with(&[("most", &BOOTHS_MOST)])).into());
    }
    let (now, mut made) = (tx.now(), Vec::new());
    for n in 0..row.count {
        let mut next = booth(BoothId::at(now), meeting, now, &row.first);
        next.x += n * (next.width + row.gap);
        if n > 0 {
            next.number = following(&row.first.number, n).ok_or_else(|| Breach::field("number", DIGITS))?;
        }
        kernel::check(check(&next, &others, &floor).into_iter().map(Err))?;
        db::insert(tx, &next)?;
        others.push(next.clone());
        made.push(next);
    }
    let numbers: Vec<&str> = made.iter().map(|it| it.number.as_str()).collect();
    let detail = serde_json::json!({ "booths": numbers });
    journal::record(tx, Act::new(actor, EXHIBITION, floor.id.0, "add_booths").detail(detail));
    Ok(made)
}

/// The number `n` after a first one, with as many digits: `A09` is followed by `A10`.
fn following(first: &str, n: i64) -> Option<String> {
    let first = first.trim().to_uppercase();
    let at = first.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (letters, digits) = first.split_at(at);
    let number: i64 = digits.parse().ok()?;
    Some(format!("{letters}{:0width$}", number.checked_add(n)?, width = digits.len()))
}

/// Changes a booth. Whoever stands there stays there.
pub fn edit_booth(
    tx: &mut Tx<'_>,
    actor: &Actor,
    meeting: MeetingId,
    (id, revision): (BoothId, i64),
    draft: &BoothDraft,
) -> Result<Booth, Refusal> {
    let floor = floor(tx, actor, meeting)?;
    let before = store::booth(tx, meeting, id)?;
    let others = store::booths(tx, meeting)?;
    let made = Booth { revision, created_at: before.created_at, ..booth(id, meeting, tx.now(), draft) };
    kernel::check(check(&made, &others, &floor).into_iter().map(Err))?;
    db::save(tx, &made)?;
    let detail = serde_json::json!({ "booth": made.number, "was": before.number });
    journal::record(tx, Act::new(actor, EXHIBITION, floor.id.0, "edit_booth").detail(detail));
    store::booth(tx, meeting, id)
}

/// Takes away a booth that nobody stands on.
pub fn remove_booth(tx: &mut Tx<'_>, actor: &Actor, meeting: MeetingId, id: BoothId) -> Result<(), Refusal> {
    let floor = floor(tx, actor, meeting)?;
    let booth = store::booth(tx, meeting, id)?;
    let requests = store::requests(tx, meeting)?;
    if let Some(standing) = store::on_booths(&requests).get(&id) {
        let said = standing.organisation().said();
        let zh = IN_USE.with(&[("who", &said.zh), ("number", &booth.number)]).zh;
        let en = IN_USE.with(&[("who", &said.en), ("number", &booth.number)]).en;
        return Err(Breach::field("", kernel::Said { zh, en }).into());
    }
    store::delete_booth(tx, id)?;
    let detail = serde_json::json!({ "booth": booth.number });
    journal::record(tx, Act::new(actor, EXHIBITION, floor.id.0, "remove_booth").detail(detail));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::following;

    #[test]
    fn numbers_follow_each_other_with_as_many_digits() {
        assert_eq!(following("a08", 2).as_deref(), Some("A10"));
        assert_eq!(following("B9", 1).as_deref(), Some("B10"));
        assert_eq!(following("12", 3).as_deref(), Some("15"));
        assert_eq!(following("门厅", 1), None);
    }
}
