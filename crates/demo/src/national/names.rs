//! Invented names, each given once.

use std::collections::HashSet;

use super::dice::Dice;
use super::words::*;

/// A name in Chinese and in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) zh: String,
    pub(crate) en: String,
}

/// Gives names and remembers which are taken.
pub(crate) struct Names {
    dice: Dice,
    taken: HashSet<String>,
}

impl Names {
    /// `taken` are the names that exist already.
    pub(crate) fn new(seed: u64, taken: impl IntoIterator<Item = String>) -> Names {
        Names { dice: Dice::new(seed, "names"), taken: taken.into_iter().collect() }
    }

    /// A university and who runs it.
    pub(crate) fn university(&mut self) -> (Named, &'static str) {
        let shares: Vec<usize> = UNIVERSITY_KINDS.iter().map(|k| k.3).collect();
        self.untaken(|dice| {
            let (place, place_en) = place(dice);
            let (kind, en, authority, _) = UNIVERSITY_KINDS[dice.share(&shares)];
            (Named { zh: format!("{place}{kind}"), en: en.replace("{place}", &place_en) }, authority)
        })
    }

    /// An enterprise and its section of the classification of industries.
    pub(crate) fn enterprise(&mut self) -> (Named, &'static str) {
        self.untaken(|dice| {
            let (place, place_en) = place(dice);
            let (first, second) = (dice.pick(&BRAND_FIRST), dice.pick(&BRAND_SECOND));
            let (trade, trade_en, section) = *dice.pick(&TRADES);
            let zh = format!("{place}{}{}{trade}{}", first.0, second.0, dice.word(&COMPANY_ENDS));
            (Named { zh, en: format!("{place_en} {}{} {trade_en}", first.1, second.1) }, section)
        })
    }

    /// Throws again while the name is taken; when the words run out, a number makes the difference.
    fn untaken<T>(&mut self, mut throw: impl FnMut(&mut Dice) -> (Named, T)) -> (Named, T) {
        for _ in 0..200 {
            let (name, rest) = throw(&mut self.dice);
            if self.taken.insert(name.zh.clone()) {
                return (name, rest);
            }
        }
        let (name, rest) = throw(&mut self.dice);
        let number = self.taken.len();
        let name = Named { zh: format!("{}（{number}）", name.zh), en: format!("{} {number}", name.en) };
        self.taken.insert(name.zh.clone());
        (name, rest)
    }
}

fn place(dice: &mut Dice) -> (String, String) {
    let (first, second) = (dice.pick(&PLACE_FIRST), dice.pick(&PLACE_SECOND));
    (format!("{}{}", first.0, second.0), format!("{}{}", first.1, second.1))
}

/// A person's name; people may share one.
pub(crate) fn person(dice: &mut Dice) -> Named {
    let (surname, first) = (dice.pick(&SURNAMES), dice.pick(&GIVEN));
    if dice.in_thousand(250) {
        return Named { zh: format!("{}{}", surname.0, first.0), en: format!("{} {}", surname.1, capital(first.1)) };
    }
    let second = dice.pick(&GIVEN);
    Named {
        zh: format!("{}{}{}", surname.0, first.0, second.0),
        en: format!("{} {}{}", surname.1, capital(first.1), second.1),
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_organisations_are_given_once() {
        let mut names = Names::new(5, ["南江大学".to_owned()]);
        let made: HashSet<String> =
            (0..4500).map(|n| if n % 3 == 0 { names.university().0.zh } else { names.enterprise().0.zh }).collect();
        assert_eq!(made.len(), 4500);
        assert!(made.iter().all(|name| !name.contains('（')), "the words suffice for twice the programme");
    }

    #[test]
    fn people_have_names_in_both_scripts() {
        let mut dice = Dice::new(1, "people");
        let name = person(&mut dice);
        assert!((2..=3).contains(&name.zh.chars().count()) && name.en.contains(' '), "{name:?}");
    }
}
