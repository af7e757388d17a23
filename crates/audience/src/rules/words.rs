//! The word list: many words looked for at once, in time that grows with the text and not with the list (Aho and Corasick, 1975).

use std::collections::{HashMap, VecDeque};

use super::plain::folded;

/// A place in the tree of all words.
#[derive(Default)]
struct Node {
    next: HashMap<char, usize>,
    /// The longest other beginning of a word that what was read ends with.
    fall: usize,
    /// The nearest place, this one or one further down the falls, at which a word ends.
    end: Option<usize>,
}

/// Words ready to be looked for. Each carries what its finder wants to know.
pub struct WordList<T> {
    nodes: Vec<Node>,
    words: Vec<T>,
}

impl<T> WordList<T> {
    /// Words are folded as texts are; what folds to nothing is left out. Of two that fold alike the first counts.
    pub fn new<'w>(words: impl IntoIterator<Item = (&'w str, T)>) -> WordList<T> {
        let mut list = WordList { nodes: vec![Node::default()], words: Vec::new() };
        for (word, what) in words {
            list.add(&folded(word), what);
        }
        list.join();
        list
    }

    fn add(&mut self, word: &str, what: T) {
        if word.is_empty() {
            return;
        }
        let mut at = 0;
        for c in word.chars() {
            let fresh = self.nodes.len();
            let next = *self.nodes[at].next.entry(c).or_insert(fresh);
            if next == fresh {
                self.nodes.push(Node::default());
            }
            at = next;
        }
        if self.nodes[at].end.is_none() {
            self.nodes[at].end = Some(self.words.len());
            self.words.push(what);
        }
    }

    /// Sets the falls level by level: those of shorter beginnings are known first.
    fn join(&mut self) {
        let mut waiting: VecDeque<usize> = self.nodes[0].next.values().copied().collect();
        while let Some(at) = waiting.pop_front() {
            let next: Vec<(char, usize)> = self.nodes[at].next.iter().map(|(c, node)| (*c, *node)).collect();
            for (c, node) in next {
                let fall = self.step(self.nodes[at].fall, c);
                self.nodes[node].fall = fall;
                if self.nodes[node].end.is_none() {
                    self.nodes[node].end = self.nodes[fall].end;
                }
                waiting.push_back(node);
            }
        }
    }

    fn step(&self, mut at: usize, c: char) -> usize {
        loop {
            match self.nodes[at].next.get(&c) {
                Some(next) => return *next,
                None if at == 0 => return 0,
                None => at = self.nodes[at].fall,
            }
        }
    }

    /// What the words found in a folded text carry: at each place the longest word that ends there.
    pub fn found<'t>(&'t self, folded: &'t str) -> impl Iterator<Item = &'t T> + 't {
        let mut at = 0;
        folded.chars().filter_map(move |c| {
            at = self.step(at, c);
            self.nodes[at].end.and_then(|word| self.words.get(word))
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(words: &[&str], text: &str) -> Vec<String> {
        let list = WordList::new(words.iter().map(|word| (*word, (*word).to_owned())));
        list.found(&folded(text)).cloned().collect()
    }

    #[test]
    fn words_are_found_in_every_disguise() {
        assert_eq!(found(&["广告"], "这是廣 告\u{200B}！"), ["广告"]);
        assert_eq!(found(&["Spam"], "ＳＰＡＭ"), ["Spam"]);
        assert_eq!(found(&["代写", "写论文"], "代写论文"), ["代写", "写论文"], "they share a character");
        assert_eq!(found(&["abcd", "bc"], "abce"), ["bc"], "a word inside one that broke off");
        assert_eq!(found(&["", "!!"], "好!!"), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn it_finds_exactly_where_searching_one_by_one_does(
            words in prop::collection::vec("[abc]{1,4}", 0..12), text in "[abc]{0,40}",
        ) {
            let list = WordList::new(words.iter().map(|word| (word.as_str(), ())));
            let slow = (1..=text.len()).filter(|end| words.iter().any(|word| text[..*end].ends_with(word.as_str()))).count();
            prop_assert_eq!(list.found(&text).count(), slow);
        }
    }
}
