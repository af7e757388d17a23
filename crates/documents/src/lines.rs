//! Breaks letters into lines and says where each letter stands. All lengths are in parts of the size of the type.

use crate::letters::{Class, Letter, Stretch, gap, may_break, stretch, trim_at_end, trim_at_start};

/// Where lines begin and end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Ragged at the right.
    #[default]
    Start,
    Centre,
    End,
    /// Even at both sides, but for the last line.
    Justify,
}

/// A line: its letters with the place of each.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub letters: Vec<Letter>,
    pub places: Vec<f32>,
}

impl Line {
    /// Where the ink of the last letter may end.
    pub fn width(&self) -> f32 {
        match (self.letters.last(), self.places.last()) {
            (Some(letter), Some(place)) => place + letter.drawn.advance,
            _ => 0.0,
        }
    }
}

/// A justified line that would have to open its words wider than this stays ragged.
const WIDEST_WORD_GAP: f32 = 0.9;
const WIDEST_LETTER_GAP: f32 = 0.35;
/// So much narrower, a paragraph is tried again.
const NARROWER: f32 = 1.0;
/// Rounding of sums must not push out a letter that fits.
const SLACK: f32 = 0.001;

/// The lines of a text without line breaks of its own. The first is indented by `indent`. Never empty.
pub(crate) fn set(letters: &[Letter], width: f32, indent: f32, align: Align) -> Vec<Line> {
    let mut breaks = breaks(letters, width, indent);
    if leaves_one_behind(letters, &breaks) {
        // Taken a little narrower, the lines before give one more letter to the last.
        let narrower = self::breaks(letters, width - NARROWER, indent);
        let cuts_a_word = narrower.windows(2).any(|pair| !may_break(&letters[pair[0].1 - 1], &letters[pair[1].0]));
        if narrower.len() == breaks.len() && !cuts_a_word && !leaves_one_behind(letters, &narrower) {
            breaks = narrower;
        }
    }
    let count = breaks.len();
    let line = |(at, (from, to)): (usize, (usize, usize))| {
        let align = if at + 1 == count { last(align) } else { align };
        place(without_spaces_at_end(&letters[from..to]), width, if at == 0 { indent } else { 0.0 }, align)
    };
    breaks.into_iter().enumerate().map(line).collect()
}

/// Where each line begins and ends.
fn breaks(letters: &[Letter], width: f32, indent: f32) -> Vec<(usize, usize)> {
    let mut breaks = Vec::new();
    let mut from = 0;
    loop {
        let indent = if breaks.is_empty() { indent } else { 0.0 };
        let to = end_of_line(&letters[from..], width - indent) + from;
        breaks.push((from, to));
        from = to + letters[to..].iter().take_while(|letter| letter.class == Class::Space).count();
        if from >= letters.len() {
            return breaks;
        }
    }
}

/// A single Chinese letter, with or without its full stop, makes a poor last line.
fn leaves_one_behind(letters: &[Letter], breaks: &[(usize, usize)]) -> bool {
    let Some((from, to)) = breaks.last().filter(|_| breaks.len() > 1) else { return false };
    let words = letters[*from..*to].iter().filter(|letter| letter.class != Class::Close);
    let mut words = words.map(|letter| letter.class);
    words.next() == Some(Class::Han) && words.next().is_none()
}

fn last(align: Align) -> Align {
    match align {
        Align::Justify | Align::Start => Align::Start,
        Align::Centre => Align::Centre,
        Align::End => Align::End,
    }
}

fn without_spaces_at_end(letters: &[Letter]) -> &[Letter] {
    let spaces = letters.iter().rev().take_while(|letter| letter.class == Class::Space).count();
    &letters[..letters.len() - spaces]
}

/// How many letters the next line takes: as many as fit up to a place where it may break; a word wider than the line is cut.
fn end_of_line(letters: &[Letter], width: f32) -> usize {
    let (mut x, mut best) = (0.0, None);
    for (at, letter) in letters.iter().enumerate() {
        let lead = match at.checked_sub(1) {
            None => trim_at_start(letter),
            Some(before) => gap(&letters[before], letter),
        };
        x += lead + letter.drawn.advance;
        let fits = letter.class == Class::Space || x + trim_at_end(letter) <= width + SLACK;
        if !fits {
            return best.unwrap_or(at.max(1));
        }
        if letters.get(at + 1).is_some_and(|next| may_break(letter, next)) {
            best = Some(at + 1);
        }
    }
    letters.len()
}

fn place(letters: &[Letter], width: f32, indent: f32, align: Align) -> Line {
    let mut places = natural(letters);
    let end = letters.last().zip(places.last()).map_or(0.0, |(letter, place)| {
        let full = place + letter.drawn.advance;
        if full > width - indent + SLACK { full + trim_at_end(letter) } else { full }
    });
    let room = (width - indent - end).max(0.0);
    let shift = match align {
        Align::Start => 0.0,
        Align::Centre => room / 2.0,
        Align::End => room,
        Align::Justify => {
            spread(letters, &mut places, room);
            0.0
        }
    };
    for place in &mut places {
        *place += shift + indent;
    }
    Line { letters: letters.to_vec(), places }
}

fn natural(letters: &[Letter]) -> Vec<f32> {
    let mut x = 0.0;
    letters
        .iter()
        .enumerate()
        .map(|(at, letter)| {
            x += match at.checked_sub(1) {
                None => trim_at_start(letter),
                Some(before) => letters[before].drawn.advance + gap(&letters[before], letter),
            };
            x
        })
        .collect()
}

/// Shares the room that is left among the gaps of a line: among words and Chinese letters alike, or among words alone.
fn spread(letters: &[Letter], places: &mut [f32], room: f32) {
    let gaps: Vec<Stretch> = letters.windows(2).map(|pair| stretch(&pair[0], &pair[1])).collect();
    let count = |kind| gaps.iter().filter(|gap| **gap == kind).count() as f32;
    let (words, between) = (count(Stretch::Word), count(Stretch::Letter));
    let each = room / (words + between).max(1.0);
    let widest = if between > words { WIDEST_LETTER_GAP } else { WIDEST_WORD_GAP };
    if each > widest {
        return;
    }
    let mut moved = 0.0;
    for (gap, place) in gaps.iter().zip(places.iter_mut().skip(1)) {
        if *gap != Stretch::None {
            moved += each;
        }
        *place += moved;
    }
}

#[cfg(test)]
mod tests;
