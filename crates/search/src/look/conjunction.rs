//! Documents that fit all of several nodes: the rarest leads, the others jump.

use std::ops::Range;

use super::nodes::{Node, Single, Worth};
use super::plan::Check;
use super::rank::Figures;
use crate::index::Live;
use crate::segment::{BODY, END, TextReader};

/// A check, the fields it holds for, and the nodes that were made for it: what is looked for stands in one field, so that all
/// of them stand there.
pub(crate) struct Checked {
    pub check: Check,
    pub mask: u8,
    pub nodes: Range<usize>,
}

/// Calls `each` with every living document that fits all nodes and checks. `sees_inner` says whose inner texts may be read.
pub(crate) fn run(
    live: &Live,
    figures: &Figures,
    nodes: &mut [Node<'_>],
    checks: &[Checked],
    sees_inner: impl Fn(u32) -> bool,
    mut each: impl FnMut(u32, Worth),
) {
    // Scores are summed in the order of the query, so that the same document always has the same score to the last bit.
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_by_key(|n| nodes[*n].size());
    let mut reader = TextReader::new(&live.segment);
    let mut passes = |doc: u32, fields_of: &dyn Fn(&Checked) -> u8| {
        checks.iter().all(|checked| {
            let fields = fields_of(checked);
            fields != 0
                && (is_implied(&checked.check, fields, live.segment.columns.repeats[doc as usize])
                    || holds(&mut reader, doc, &checked.check, fields, sees_inner(doc)))
        })
    };
    if let Some(mut singles) = nodes.iter_mut().map(Node::single).collect::<Option<Vec<_>>>() {
        return run_singles(live, figures, &mut singles, &order, |doc, codes, worth| {
            let fields_of =
                |checked: &Checked| codes[checked.nodes.clone()].iter().fold(checked.mask, |all, code| all & code);
            if passes(doc, &fields_of) {
                each(doc, worth);
            }
        });
    }
    let Some((lead, others)) = order.split_first() else { return };
    let mut doc = nodes[*lead].doc();
    while doc != END {
        let ahead = others.iter().map(|n| if nodes[*n].doc() < doc { nodes[*n].seek(doc) } else { nodes[*n].doc() });
        let far = ahead.into_iter().find(|found| *found > doc);
        if let Some(far) = far {
            doc = if far == END { END } else { nodes[*lead].seek(far) };
            continue;
        }
        if !live.dead.bits.has(doc)
            && let Some(worth) = together(nodes, doc, figures, live)
            && passes(doc, &|checked| fields_of(&nodes[checked.nodes.clone()], doc, checked.mask))
        {
            each(doc, worth);
        }
        doc = nodes[*lead].next(doc);
    }
}

/// The same where every node is one list, without the choices of the others: most of the time of most questions is spent here.
fn run_singles(
    live: &Live,
    figures: &Figures,
    singles: &mut [Single<'_, '_>],
    order: &[usize],
    mut fits: impl FnMut(u32, &[u8], Worth),
) {
    let Some((lead, others)) = order.split_first() else { return };
    let mut codes = vec![0; singles.len()];
    let mut doc = singles[*lead].cursor.doc();
    'docs: while doc != END {
        for n in others {
            let found = singles[*n].cursor.reach(doc);
            if found > doc {
                doc = if found == END { END } else { singles[*lead].cursor.reach(found) };
                continue 'docs;
            }
        }
        if !live.dead.bits.has(doc) {
            let lengths = live.segment.columns.lengths_of(doc as usize);
            let mut all = Worth { score: 0.0, code: u8::MAX };
            let mut is_fit = true;
            for (single, kept) in singles.iter().zip(&mut codes) {
                let code = single.cursor.code();
                is_fit &= code & single.mask != 0;
                all.score += single.value * figures.fit(code, lengths);
                all.code &= code;
                *kept = code;
            }
            if is_fit {
                fits(doc, &codes, all);
            }
        }
        doc = singles[*lead].cursor.next();
    }
}

fn together(nodes: &[Node<'_>], doc: u32, figures: &Figures, live: &Live) -> Option<Worth> {
    let lengths = live.segment.columns.lengths_of(doc as usize);
    let mut all = Worth { score: 0.0, code: u8::MAX };
    for node in nodes {
        let worth = node.worth(doc, figures, lengths)?;
        all.score += worth.score;
        all.code &= worth.code;
    }
    Some(all)
}

/// The fields of a document in which every one of these nodes stands.
fn fields_of(nodes: &[Node<'_>], doc: u32, mask: u8) -> u8 {
    nodes.iter().fold(mask, |fields, node| fields & node.code(doc))
}

fn holds(reader: &mut TextReader<'_>, doc: u32, check: &Check, fields: u8, sees_inner: bool) -> bool {
    let Ok(kept) = reader.read(doc) else { return false };
    kept.any(fields, sees_inner, |text| holds_phrase(text, &check.phrase))
}

/// Whether pairs that all stand in one title or name can only stand there side by side: the characters they share stand once.
fn is_implied(check: &Check, fields: u8, repeats: u64) -> bool {
    fields & !BODY != 0 && check.inner.is_some_and(|inner| inner & repeats == 0)
}

/// The phrase as it stands; Latin words must not go on at either end.
fn holds_phrase(text: &str, phrase: &str) -> bool {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !crate::fold::is_sign(c));
    let (first, last) = (phrase.chars().next(), phrase.chars().next_back());
    text.match_indices(phrase).any(|(at, found)| {
        let (before, after) = (text[..at].chars().next_back(), text[at + found.len()..].chars().next());
        !(is_latin(first) && is_latin(before) || is_latin(last) && is_latin(after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_whole_words_in_their_order() {
        assert!(holds_phrase("deep machine learning 课程", "machine learning"));
        assert!(!holds_phrase("machine learnings", "machine learning"));
        assert!(holds_phrase("人工智能课程", "智能课"));
    }
}
