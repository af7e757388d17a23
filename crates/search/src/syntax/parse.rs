//! From words to a query.

use kernel::{Text as Say, say};

use super::keys::{self, Found, Key};
use super::lex::{Token, tokens};
use super::{Fact, Fault, Field, LENGTH_MAX, PARTS_MAX, Part, Query, Text, values};
use crate::fold::fold;
use crate::pieces::runs;
use crate::segment::plain_code;

const TOO_LONG: Say = say(
    "搜索条件最多 {most} 个字符，现有 {count} 个，请删去标记处之后的内容。",
    "A search has at most {most} characters, this one has {count}; delete what stands behind the mark.",
);
const TOO_MANY: Say =
    say("条件最多 {most} 项，请删去标记处之后的内容。", "At most {most} parts; delete what stands behind the mark.");
const UNCLOSED: Say = say(
    "引号没有结束。请在词组后加上引号，或删去这个引号。",
    "The quotation mark has no end. Put one behind the phrase, or delete this one.",
);
const EMPTY: Say =
    say("“{key}:”之后没有内容。可以填写：{values}。", "Nothing stands behind “{key}:”. It takes: {values}.");
const UNKNOWN: Say =
    say("“{key}:”没有“{value}”这个取值。可以填写：{values}。", "“{key}:” has no value “{value}”. It takes: {values}.");
const REVERSED: Say =
    say("起始年份晚于结束年份，请对调：{from}..{to}。", "The first year is later than the second; write {from}..{to}.");
const NEARLY: Say = say(
    "没有“{key}”这个条件，您是否要写“{meant}:”？若是普通文字，请加引号。",
    "There is no key “{key}”. Did you mean “{meant}:”? If it is plain text, put it in quotation marks.",
);
const NOTHING: Say = say(
    "这里没有可搜索的文字。请写汉字、字母或数字。",
    "There is nothing to search for here. Write letters, digits or Chinese characters.",
);

/// Reads a query, or says what is wrong with it and where. An empty query is a query; one of signs alone is not.
pub fn parse(typed: &str) -> Result<Query, Fault> {
    let count = typed.chars().count();
    if count > LENGTH_MAX {
        return Err(Fault::new(
            LENGTH_MAX,
            count - LENGTH_MAX,
            TOO_LONG.with(&[("most", &LENGTH_MAX), ("count", &count)]),
        ));
    }
    let mut query = Query::default();
    let mut parts = 0;
    for token in tokens(typed) {
        if token.unclosed {
            return Err(Fault::new(token.value_at, 1, UNCLOSED));
        }
        let Some(part) = part(&token)? else { continue };
        if parts == PARTS_MAX {
            return Err(Fault::new(token.at, count - token.at, TOO_MANY.with(&[("most", &PARTS_MAX)])));
        }
        parts += 1;
        if token.minus { query.unwanted.push(part) } else { add(&mut query.wanted, part) }
    }
    let blank = typed.chars().take_while(|c| c.is_whitespace()).count();
    if parts == 0 && blank < count {
        // Signs alone ask for nothing; everything would be a strange answer to them.
        return Err(Fault::new(blank, typed.trim().chars().count(), NOTHING));
    }
    Ok(query)
}

/// Free words that follow each other are one text: the syllables of a name may stand apart.
fn add(wanted: &mut Vec<Part>, part: Part) {
    match (wanted.last_mut(), part) {
        (
            Some(Part::Text(Field::Everywhere, Text::Words(before))),
            Part::Text(Field::Everywhere, Text::Words(text)),
        ) => {
            before.push(' ');
            before.push_str(&text);
        }
        (_, part) => wanted.push(part),
    }
}

/// `None` for a word of signs only, which asks for nothing.
fn part(token: &Token) -> Result<Option<Part>, Fault> {
    let Some((word, at)) = &token.key else { return free(token, token.value.clone()) };
    match keys::find(&fold(word)) {
        Found::Key(key) => keyed(token, word, key).map(Some),
        Found::Nearly(meant) => {
            Err(Fault::new(*at, word.chars().count(), NEARLY.with(&[("key", word), ("meant", &meant)])))
        }
        // A colon within a title: 新工科：探索与实践.
        Found::No => free(token, format!("{word} {}", token.value)),
    }
}

fn free(token: &Token, text: String) -> Result<Option<Part>, Fault> {
    if runs(&fold(&text)).is_empty() {
        let asked = token.quoted || token.minus;
        return if asked { Err(Fault::new(token.at, token.end - token.at, NOTHING)) } else { Ok(None) };
    }
    let quoted = token.quoted && token.key.is_none();
    Ok(Some(Part::Text(Field::Everywhere, if quoted { Text::Phrase(text) } else { Text::Words(text) })))
}

fn keyed(token: &Token, word: &str, key: Key) -> Result<Part, Fault> {
    let value = token.value.trim();
    let length = token.value.chars().count();
    let says = key.values();
    if value.is_empty() {
        let words: [(&str, &dyn std::fmt::Display); 2] = [("key", &word), ("values", &"{values}")];
        return Err(Fault::new(token.at, token.end - token.at, in_both(EMPTY.with(&words), says)));
    }
    let unknown = |value: &str| {
        let words: [(&str, &dyn std::fmt::Display); 3] = [("key", &word), ("value", &value), ("values", &"{values}")];
        Fault::new(token.value_at, length, in_both(UNKNOWN.with(&words), says))
    };
    match key {
        Key::Kind => each(value, values::kinds, unknown).map(|all| Part::Fact(Fact::Kind(all))),
        Key::Type => each(value, values::types, unknown).map(|all| Part::Fact(Fact::Type(all))),
        Key::Province => each(value, values::provinces, unknown).map(|all| Part::Fact(Fact::Province(all))),
        Key::State => each(value, values::standings, unknown).map(|all| Part::Fact(Fact::Standing(all))),
        Key::Mode => each(value, values::modes, unknown).map(|all| Part::Fact(Fact::Mode(all))),
        Key::Year => years(token, value, unknown),
        Key::Enterprise => text(token, Field::Enterprise),
        Key::University => text(token, Field::University),
        Key::Person => text(token, Field::Person),
        Key::Title => text(token, Field::Title),
        Key::Number => {
            let begins = value.ends_with(['*', '＊', '…', '.']);
            let code = plain_code(value.trim_end_matches(['*', '＊', '…', '.']));
            if code.is_empty() { Err(unknown(value)) } else { Ok(Part::Number { code, begins }) }
        }
    }
}

/// Puts the values of each language into its own sentence.
fn in_both(said: kernel::Said, values: Say) -> kernel::Said {
    kernel::Said { zh: said.zh.replace("{values}", values.zh), en: said.en.replace("{values}", values.en) }
}

/// Several values stand with commas between them.
fn each<T>(value: &str, read: impl Fn(&str) -> Vec<T>, unknown: impl Fn(&str) -> Fault) -> Result<Vec<T>, Fault> {
    let mut all = Vec::new();
    for one in value.split([',', '，', '、']).map(str::trim).filter(|one| !one.is_empty()) {
        let found = read(one);
        if found.is_empty() {
            return Err(unknown(one));
        }
        all.extend(found);
    }
    if all.is_empty() { Err(unknown(value)) } else { Ok(all) }
}

fn years(token: &Token, value: &str, unknown: impl Fn(&str) -> Fault) -> Result<Part, Fault> {
    let all = each(value, |one| values::years(one).into_iter().collect(), unknown)?;
    match all.iter().find(|(from, to)| from > to) {
        None => Ok(Part::Fact(Fact::Year(all))),
        Some((from, to)) => {
            let said = REVERSED.with(&[("from", to), ("to", from)]);
            Err(Fault::new(token.value_at, token.value.chars().count(), said))
        }
    }
}

fn text(token: &Token, field: Field) -> Result<Part, Fault> {
    if runs(&fold(&token.value)).is_empty() {
        return Err(Fault::new(token.value_at, token.value.chars().count(), NOTHING));
    }
    let value = token.value.clone();
    Ok(Part::Text(field, if token.quoted { Text::Phrase(value) } else { Text::Words(value) }))
}
