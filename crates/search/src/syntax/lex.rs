//! A query falls into words, with their places.

/// A character and its place.
type Place = (usize, char);

/// A piece of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// The first character, a minus included.
    pub at: usize,
    /// One behind the last character.
    pub end: usize,
    pub minus: bool,
    /// What stands before a colon, and where.
    pub key: Option<(String, usize)>,
    pub value: String,
    /// Where the value begins.
    pub value_at: usize,
    pub quoted: bool,
    /// The quotation mark at the beginning has no end.
    pub unclosed: bool,
}

/// The closing mark of an opening one. Marks of Chinese books and keyboards are known.
const fn closing(c: char) -> Option<char> {
    match c {
        '"' | '＂' => Some('"'),
        '“' | '”' => Some('”'),
        '「' => Some('」'),
        '『' => Some('』'),
        _ => None,
    }
}

fn closes(c: char, wanted: char) -> bool {
    // People mix the marks of their keyboards.
    c == wanted || (matches!(c, '"' | '＂' | '“' | '”') && matches!(wanted, '"' | '”'))
}

const fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：')
}

pub(super) fn tokens(query: &str) -> Vec<Token> {
    let chars: Vec<Place> = query.chars().enumerate().collect();
    let mut all = Vec::new();
    let mut rest = chars.as_slice();
    while let Some(start) = rest.iter().position(|(_, c)| !is_gap(*c)) {
        let (token, after) = token(&rest[start..]);
        all.push(token);
        rest = after;
    }
    all
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

fn token(chars: &[Place]) -> (Token, &[Place]) {
    let at = chars.first().map_or(0, |(at, _)| *at);
    let minus = chars.len() > 1 && matches!(chars[0].1, '-' | '－' | '−') && !is_gap(chars[1].1);
    let body = if minus { &chars[1..] } else { chars };
    let word_end = body.iter().position(|(_, c)| is_gap(*c) || closing(*c).is_some()).unwrap_or(body.len());
    let colon = body[..word_end].iter().position(|(_, c)| is_colon(*c)).filter(|n| *n > 0);
    let (key, value) = match colon {
        Some(n) => (Some((text(&body[..n]), body[0].0)), &body[n + 1..]),
        None => (None, body),
    };
    let last = chars.last().map_or(0, |(at, _)| at + 1);
    let value_at = value.first().map_or(last, |(at, _)| *at);
    let mut token =
        Token { at, end: value_at, minus, key, value: String::new(), value_at, quoted: false, unclosed: false };
    let Some(mark) = value.first().and_then(|(_, c)| closing(*c)) else {
        let end = value.iter().position(|(_, c)| is_gap(*c) || closing(*c).is_some()).unwrap_or(value.len());
        token.value = text(&value[..end]);
        token.end = value_at + end;
        return (token, &value[end..]);
    };
    token.quoted = true;
    let inside = &value[1..];
    match inside.iter().position(|(_, c)| closes(*c, mark)) {
        Some(n) => {
            token.value = text(&inside[..n]);
            token.end = inside[n].0 + 1;
            (token, &inside[n + 1..])
        }
        None => {
            token.value = text(inside);
            (token.end, token.unclosed) = (last, true);
            (token, &[])
        }
    }
}

fn text(chars: &[Place]) -> String {
    chars.iter().map(|(_, c)| *c).collect()
}
