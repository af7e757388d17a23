//! The engine's words about numbers, as words about people and times in both languages.

use kernel::{Lang, Said, Text, say};

use crate::clock;
use crate::facts::Facts;
use crate::instance::Names;

/// Says a sentence of the engine again. One that is not known yet stays as it is, with names in place of numbers.
pub fn said(facts: &Facts, names: &Names, sentence: &str) -> Said {
    let numbers = numbers(sentence);
    let n = |at: usize| numbers.get(at).copied().unwrap_or(0);
    let who = |at: usize| person(facts, names, n(at));
    let when = |at: usize| slot(facts, names, n(at));
    let has = |part: &str| sentence.contains(part);
    if has("already has") {
        return both(MOST, &[("who", who(0)), ("n", plain(n(1)))]);
    }
    if has("possible slots participant") {
        let full = if has("all tables are taken") { n(5) } else { 0 };
        let of = [("n", plain(n(0))), ("a", who(1)), ("x", plain(n(2))), ("b", who(3)), ("y", plain(n(4)))];
        let busy = both(BUSY, &of);
        return if full > 0 { joined(busy, both(FULL, &[("n", plain(full))])) } else { busy };
    }
    if has("has no slot") {
        return Said::from(NONE);
    }
    if has("one more meeting for participant") {
        return both(ONE_MORE, &[("who", who(0))]);
    }
    if has("one more table in slot") {
        return both(TABLE, &[("when", when(0))]);
    }
    if has("which loses value") {
        let ends = numbers.len().saturating_sub(1);
        let others: Vec<Said> =
            numbers.get(1..ends).unwrap_or_default().iter().map(|number| pair(facts, names, *number)).collect();
        return both(INSTEAD, &[("when", when(0)), ("others", listed(&others))]);
    }
    if has("who blocked it") {
        return both(OPEN, &[("when", when(0)), ("who", who(1))]);
    }
    if has("more free slots of participants") || has("both free and its wishes allow") {
        return both(FREE, &[("a", who(0)), ("b", who(1))]);
    }
    if has("one more place is worth") {
        return both(SCARCE_TABLES, &[]);
    }
    if has("one more meeting is worth") {
        return both(SCARCE, &[("who", who(0))]);
    }
    Said { zh: sentence.to_owned(), en: sentence.to_owned() }
}

const MOST: Text = say("{who}已有 {n} 次安排，达到上限", "{who} already has {n} appointments, the most wanted");
const BUSY: Text = say(
    "双方共同可行的 {n} 个时段中，{a}有 {x} 个已有安排，{b}有 {y} 个已有安排",
    "of {n} slots in which both could, {a} is busy in {x} and {b} in {y}",
);
const FULL: Text = say("，另有 {n} 个时段洽谈桌已满", ", and in {n} all tables are taken");
const NONE: Text = say("双方没有共同的空闲时段", "there is no slot in which both could");
const ONE_MORE: Text = say("将{who}的上限增加一次", "one more appointment for {who}");
const TABLE: Text = say("{when}增加一张洽谈桌", "one more table at {when}");
const INSTEAD: Text = say("{when}取消{others}", "{when}, without {others}");
const OPEN: Text = say("{who}空出 {when}", "{who} frees {when}");
const FREE: Text = say("{a}与{b}多空出一些时段", "{a} and {b} free more slots");
const SCARCE: Text = say("{who}的时间最紧", "the time of {who} is scarce");
const SCARCE_TABLES: Text = say("洽谈桌不足", "tables are scarce");

/// Every number of a sentence, in order.
fn numbers(sentence: &str) -> Vec<usize> {
    // Names stand in brackets and may hold digits.
    let plain: String = match (sentence.find(" ("), sentence.rfind("): ")) {
        (Some(from), Some(until)) if from < until => format!("{}{}", &sentence[..from], &sentence[until..]),
        (Some(_) | None, Some(_) | None) => sentence.to_owned(),
    };
    plain.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

fn plain(n: usize) -> Said {
    Said { zh: n.to_string(), en: n.to_string() }
}

fn person(facts: &Facts, names: &Names, number: usize) -> Said {
    number.checked_sub(1).and_then(|at| names.people.get(at)).map(|id| facts.called(*id)).unwrap_or(plain(number))
}

fn pair(facts: &Facts, names: &Names, number: usize) -> Said {
    let found = number.checked_sub(1).and_then(|at| names.pairs.get(at));
    found.map_or(plain(number), |(a, b, _)| both(PAIR, &[("a", facts.called(*a)), ("b", facts.called(*b))]))
}

const PAIR: Text = say("{a}与{b}的洽谈", "the appointment of {a} with {b}");

fn slot(facts: &Facts, names: &Names, number: usize) -> Said {
    let id = number.checked_sub(1).and_then(|at| names.slots.get(at));
    let found = id.and_then(|id| facts.slot(*id));
    found.map_or(plain(number), |(_, slot)| {
        let text = clock::day_span(slot.span());
        Said { zh: text.clone(), en: text }
    })
}

fn joined(mut one: Said, more: Said) -> Said {
    one.zh.push_str(&more.zh);
    one.en.push_str(&more.en);
    one
}

fn listed(all: &[Said]) -> Said {
    let part = |lang| all.iter().map(|it| it.get(lang).to_owned()).collect::<Vec<_>>();
    Said { zh: part(Lang::Zh).join("、"), en: part(Lang::En).join(" and ") }
}

/// Fills a text with parts that differ by language.
pub(crate) fn both(text: Text, parts: &[(&'static str, Said)]) -> Said {
    let fill = |lang: Lang| {
        let parts: Vec<(&str, &str)> = parts.iter().map(|(name, said)| (*name, said.get(lang))).collect();
        text.with(&parts.iter().map(|(name, part)| (*name, part as &dyn std::fmt::Display)).collect::<Vec<_>>())
    };
    Said { zh: fill(Lang::Zh).zh, en: fill(Lang::En).en }
}
