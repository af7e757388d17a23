//! Reads a missing code from a text: softmax regression on log-tf-idf of characters and pairs, learned from labelled texts by
//! averaged stochastic gradient descent (Polyak and Juditsky, "Acceleration of stochastic approximation by averaging", 1992;
//! Bottou, "Large-scale machine learning with stochastic gradient descent", COMPSTAT 2010). Settings and order are fixed.

use std::collections::HashMap;

use super::exact::{exp, ln};
use super::tokens::tokens;
use crate::{Fault, Random};

/// Passes over the labelled texts; fewer, but `FEWEST` at least, where that would take more steps than `MOST_STEPS`: many texts
/// teach as much in fewer passes.
const PASSES: usize = 40;
const FEWEST: usize = 2;
const MOST_STEPS: usize = 40_000_000_000;
/// The length of the first step; texts have length 1.
const STEP: f64 = 8.0;
/// Likelihoods are raised to this power and scaled to 1 again: what few texts taught is more often right than it says.
const SHARP: f64 = 1.5;
/// Parameters at most, terms times codes; about 1 GB while learning.
const MOST_PARAMETERS: usize = 100_000_000;

/// Reads codes from texts.
#[derive(Clone, Debug)]
pub struct Reader {
    codes: Vec<String>,
    terms: HashMap<String, (u32, f32)>,
    /// Of every term, one for each code.
    weights: Vec<f32>,
}

type Vector = Vec<(u32, f32)>;

impl Reader {
    /// Learns from texts with their codes; the order in which they are given changes nothing. A code that is a name, such as
    /// 工学/兵器科学与技术, is a text of its own.
    ///
    /// # Errors
    /// Fewer than two codes, or so many terms and codes that learning would take more than its memory.
    pub fn learn(labelled: &[(&str, &str)]) -> Result<Self, Fault> {
        let mut labelled = labelled.to_vec();
        labelled.sort_unstable();
        let mut codes: Vec<String> = labelled.iter().map(|(_, code)| (*code).to_owned()).collect();
        codes.sort_unstable();
        codes.dedup();
        if codes.len() < 2 {
            return Err(Fault::of_the_whole(format!("codes are learned from two at least; there are {}", codes.len())));
        }
        let names = codes.clone();
        labelled.extend(names.iter().filter_map(|code| Some((name_of(code)?, code.as_str()))));
        let terms = rarities(&labelled);
        if terms.len().saturating_mul(codes.len()) > MOST_PARAMETERS {
            let (terms, codes) = (terms.len(), codes.len());
            return Err(Fault::of_the_whole(format!(
                "{terms} terms times {codes} codes are more than {MOST_PARAMETERS}; give fewer texts"
            )));
        }
        let mut reader = Self { weights: vec![0.0; terms.len() * codes.len()], codes, terms };
        let examples: Vec<(Vector, usize)> = labelled
            .iter()
            .map(|(text, code)| {
                let right = reader.codes.partition_point(|other| other.as_str() < *code);
                (reader.vector(text), right)
            })
            .collect();
        reader.descend(&examples);
        Ok(reader)
    }

    /// Averages over all steps by keeping, beside the weights, the sum of changes times the step they came with.
    fn descend(&mut self, examples: &[(Vector, usize)]) {
        let many = self.codes.len();
        let mut late = vec![0.0_f32; self.weights.len()];
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut random = Random::new(1);
        let pass = examples.iter().map(|(vector, _)| vector.len()).sum::<usize>().saturating_mul(many);
        let passes = (MOST_STEPS / pass.max(1)).clamp(FEWEST, PASSES);
        let all = (passes * examples.len()) as f64;
        let mut step = 0.0;
        for _ in 0..passes {
            random.shuffle(&mut order);
            for &at in &order {
                let (vector, right) = &examples[at];
                let mut likely = self.likelihoods(vector, 1.0);
                likely[*right] -= 1.0;
                let length = STEP / (1.0 + 4.0 * step / all);
                let share = (step / all) as f32;
                for &(term, value) in vector {
                    let from = term as usize * many;
                    let rows = self.weights[from..from + many].iter_mut().zip(&mut late[from..from + many]);
                    for ((weight, late), wrong) in rows.zip(&likely) {
                        let change = (length * wrong) as f32 * value;
                        *weight -= change;
                        *late -= change * share;
                    }
                }
                step += 1.0;
            }
        }
        for (weight, late) in self.weights.iter_mut().zip(&late) {
            *weight -= late;
        }
    }

    fn likelihoods(&self, vector: &[(u32, f32)], sharp: f64) -> Vec<f64> {
        let many = self.codes.len();
        let mut sums = vec![0.0_f32; many];
        for &(term, value) in vector {
            let from = term as usize * many;
            for (sum, weight) in sums.iter_mut().zip(&self.weights[from..from + many]) {
                *sum += weight * value;
            }
        }
        let highest = sums.iter().copied().fold(f32::MIN, f32::max);
        let raised: Vec<f64> = sums.iter().map(|sum| exp(sharp * f64::from(sum - highest))).collect();
        let all: f64 = raised.iter().sum();
        raised.into_iter().map(|part| part / all).collect()
    }

    fn vector(&self, text: &str) -> Vector {
        let mut counted: HashMap<u32, usize> = HashMap::new();
        let mut vector: Vec<(u32, f32)> = Vec::new();
        let mut rarity = Vec::new();
        for token in tokens(text) {
            let Some(&(term, rare)) = self.terms.get(&token.term) else { continue };
            let at = *counted.entry(term).or_insert_with(|| {
                vector.push((term, 0.0));
                rarity.push(rare);
                vector.len() - 1
            });
            vector[at].1 += 1.0;
        }
        for (entry, rare) in vector.iter_mut().zip(rarity) {
            entry.1 = (1.0 + ln(f64::from(entry.1)) as f32) * rare;
        }
        let length = vector.iter().map(|entry| entry.1 * entry.1).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        for entry in &mut vector {
            entry.1 /= length;
        }
        vector
    }

    /// The codes it can read.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.codes.iter().map(String::as_str)
    }

    /// The likeliest codes of a text, at most `most`, with their likelihoods; of a text without a known term none.
    pub fn read(&self, text: &str, most: usize) -> Vec<(&str, f64)> {
        let vector = self.vector(text);
        if vector.is_empty() {
            return Vec::new();
        }
        let likely = self.likelihoods(&vector, SHARP);
        let scored = likely.iter().zip(&self.codes).map(|(likelihood, code)| (*likelihood, code.as_str()));
        super::best(scored, most).into_iter().map(|(likelihood, code)| (code, likelihood)).collect()
    }
}

/// What a code says, where it is a name and no number: its last part.
fn name_of(code: &str) -> Option<&str> {
    let name = code.rsplit('/').next().unwrap_or(code);
    let letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
    (letters > 1 && !name.chars().any(|letter| letter.is_ascii_digit())).then_some(name)
}

/// Terms that two texts or more hold, numbered in order of their first places, with their rarity.
fn rarities(labelled: &[(&str, &str)]) -> HashMap<String, (u32, f32)> {
    let mut holders: HashMap<String, (u32, usize)> = HashMap::new();
    for (at, (text, _)) in labelled.iter().enumerate() {
        for token in tokens(text) {
            let entry = holders.entry(token.term).or_insert((0, usize::MAX));
            entry.0 += u32::from(entry.1 != at);
            entry.1 = at;
        }
    }
    let mut kept: Vec<(String, u32)> =
        holders.into_iter().filter(|(_, (count, _))| *count > 1).map(|(term, (count, _))| (term, count)).collect();
    kept.sort_unstable();
    let all = labelled.len() as f64;
    let numbered = kept.into_iter().enumerate();
    numbered.map(|(number, (term, count))| (term, (number as u32, ln(1.0 + all / f64::from(count)) as f32))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_is_a_name_teaches_what_it_says() {
        let labelled = [
            ("化疗的疗效", "医学/肿瘤学"),
            ("手术后的疗效", "医学/肿瘤学"),
            ("课程的改革", "教育学"),
            ("教学的改革", "教育学"),
        ];
        let reader = Reader::learn(&labelled).expect("two codes");
        assert_eq!(reader.codes().collect::<Vec<_>>(), ["医学/肿瘤学", "教育学"]);
        assert_eq!(reader.read("疗效", 1)[0].0, "医学/肿瘤学");
        let sum: f64 = reader.read("教学疗效", 9).iter().map(|(_, likelihood)| likelihood).sum();
        assert!((sum - 1.0).abs() < 1e-9);
        assert_eq!(reader.read("xyz", 1), []);
        assert_eq!((name_of("080901K"), name_of("工学/0801"), name_of("工学/兵器")), (None, None, Some("兵器")));
    }
}
