//! Everything that stands between a guideline and its submission, worked out by the same rules for the page while somebody
//! types, for the panel beside it, for the API and for the submission itself. Pure: values in, verdict out.

use directory::rules as directory_rules;
use kernel::{Breach, Breaches, Day, Mode, Money, Text, say};
use rulesets::Terms;

use crate::annexes::{Annex, UnreadAnnex};
use crate::content::{Content, ItemContent, lines};
use crate::flags::{Flag, flags};
use crate::rules::{self, Promise};
use crate::standing::Standing;

/// The dated facts a guideline is held against.
pub(crate) struct Circumstances<'a> {
    pub standing: &'a Standing,
    pub mode: Mode,
    /// First and last day of the round; the 2024 mode has none.
    pub round: Option<(Day, Day)>,
    pub has_letter: bool,
    /// The annexes with what they say: their names are searched for flagged words as well.
    pub annexes: &'a [Annex],
    pub today: Day,
    pub terms: &'a Terms,
}

/// What is missing, what the reviewer's attention is called to, and how far the promised support has come.
#[derive(Clone, Debug)]
pub struct Missing {
    pub breaches: Breaches,
    /// Rule G-08: hints, never refusals.
    pub flags: Vec<Flag>,
    /// Annexes in which nobody but a person can look for such words.
    pub unread: Vec<UnreadAnnex>,
    /// Support as rule G-01 counts it, and what it needs.
    pub promised: Money,
    pub needed: Money,
}

pub(crate) fn missing(content: &Content, at: &Circumstances<'_>) -> Missing {
    let promises = promises(content);
    let mut breaches = eligibility(at.standing, at.today, at.terms);
    breaches.extend(rules::may_be_submitted_on(at.today, at.mode, at.round).err());
    breaches.extend(texts(content));
    breaches.extend(directory_rules::contact_is_named(
        &content.contact_name,
        &content.contact_phone,
        &content.contact_email,
    ));
    if content.items.is_empty() {
        breaches.push(Breach::field("items", NO_ITEM));
    }
    breaches.extend(rules::promises_enough(&promises, at.terms).err());
    for (n, written) in content.items.iter().enumerate() {
        breaches.extend(item(&format!("items.{n}"), written, at));
    }
    if !at.has_letter {
        breaches.push(Breach::field("commitment_letter", NO_LETTER));
    }
    Missing {
        breaches,
        flags: all_flags(content, at),
        unread: at.annexes.iter().filter_map(unread).collect(),
        promised: rules::counted_sum(&promises, at.terms),
        needed: at.terms.guideline_sum_min,
    }
}

/// Whether the enterprise itself may submit today. Rules E-02, E-03, E-05.
pub(crate) fn eligibility(standing: &Standing, today: Day, terms: &Terms) -> Breaches {
    let verified = if standing.is_verified { Ok(()) } else { Err(Breach::field("", NOT_VERIFIED)) };
    let verdicts = [
        verified,
        directory_rules::is_old_enough(standing.registered_on, today, terms),
        directory_rules::has_enough_capital(standing.paid_in_capital, standing.capital_waiver.as_deref(), terms),
        directory_rules::has_no_open_credit_event(&standing.open_events),
    ];
    verdicts.into_iter().filter_map(Result::err).collect()
}

fn promises(content: &Content) -> Vec<Promise> {
    let promise = |item: &ItemContent| Promise {
        offers: u32::try_from(item.offers).unwrap_or(0),
        cash_each: item.cash_each,
        goods_each: item.goods_each,
    };
    content.items.iter().map(promise).collect()
}

fn texts(content: &Content) -> Breaches {
    let needed = [("title", &content.title), ("about", &content.about), ("how_to_apply", &content.how_to_apply)];
    needed.into_iter().filter(|(_, text)| text.trim().is_empty()).map(|(name, _)| Breach::field(name, EMPTY)).collect()
}

fn item(place: &str, item: &ItemContent, at: &Circumstances<'_>) -> Breaches {
    let kind = item.project_type;
    let needed = [("title", &item.title), ("goals", &item.goals), ("deliverables", &item.deliverables)];
    let empty = needed.into_iter().filter(|(_, text)| text.trim().is_empty());
    let mut found: Breaches = empty.map(|(name, _)| Breach::field(format!("{place}.{name}"), EMPTY)).collect();
    if item.offers < 1 {
        found.push(Breach::field(format!("{place}.offers"), NO_OFFER));
    }
    let verdicts = [
        rules::names_a_field(place, lines(&item.majors).count(), lines(&item.industries).count()),
        rules::cash_reaches_minimum(place, kind, item.cash_each, at.terms),
        rules::goods_reach_minimum(place, kind, item.goods_each, at.terms),
        rules::goods_are_no_cash(place, kind, item.cash_each, item.goods_each, at.terms),
        deadline(place, item.deadline_on, at.today),
    ];
    found.extend(verdicts.into_iter().filter_map(Result::err));
    found
}

fn deadline(place: &str, deadline: Option<Day>, today: Day) -> Result<(), Breach> {
    match deadline {
        None => Err(Breach::field(format!("{place}.deadline_on"), EMPTY)),
        Some(last) if last < today => Err(Breach::field(format!("{place}.deadline_on"), PAST)),
        Some(_) => Ok(()),
    }
}

fn all_flags(content: &Content, at: &Circumstances<'_>) -> Vec<Flag> {
    let typed = content.texts();
    let typed = typed.into_iter().flat_map(|(field, text)| flags(&field, text, at.terms));
    typed.chain(at.annexes.iter().enumerate().flat_map(|(n, annex)| annex_flags(n, annex, at.terms))).collect()
}

/// What the name of an annex says, then what stands in it.
fn annex_flags(n: usize, annex: &Annex, terms: &Terms) -> Vec<Flag> {
    let named = flags(&format!("annexes.{n}"), &annex.name, terms);
    let named = named.into_iter().map(|flag| Flag { file: annex.name.clone(), ..flag });
    named.chain(annex.found.iter().cloned()).collect()
}

fn unread(annex: &Annex) -> Option<UnreadAnnex> {
    annex.unread.map(|why| UnreadAnnex { name: annex.name.clone(), why })
}

const EMPTY: Text = say("此项必填", "This field is needed");
const NO_ITEM: Text = say("请至少添加一个项目", "Please add at least one item");
const NO_OFFER: Text = say("请至少提供 1 个名额", "Please offer at least one project");
const PAST: Text =
    say("申报截止日已过，请改为今天或以后", "The last day for applications has passed; choose today or later");
const NO_LETTER: Text =
    say("请上传加盖公章的企业承诺书", "Please upload the commitment letter with the seal of the enterprise");
const NOT_VERIFIED: Text = say(
    "企业尚未通过项目办公室核验，核验后方可提交",
    "The programme office has not verified the enterprise yet; it can submit afterwards",
);

#[cfg(test)]
mod tests;
