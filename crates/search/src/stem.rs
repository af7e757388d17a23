//! Light stems of English words: plurals, and the endings -ing and -ed. Light on purpose: a wrong stem finds too much.

/// The stem of a folded word; the word itself where nothing is taken off.
pub fn stem(word: &str) -> &str {
    if word.len() < 4 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word;
    }
    let word = singular(word);
    let base = word.strip_suffix("ing").or_else(|| word.strip_suffix("ed")).filter(|base| is_word(base));
    match base {
        None => word,
        // planning, planned: plan; but: rolling, missed
        Some(base) if is_doubled(base) => &base[..base.len() - 1],
        Some(base) => base,
    }
}

fn singular(word: &str) -> &str {
    let n = word.len();
    if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") || !word.ends_with('s') {
        return word;
    }
    if ["xes", "ches", "shes", "sses"].iter().any(|end| word.ends_with(end)) { &word[..n - 2] } else { &word[..n - 1] }
}

/// Long enough, and with a vowel: `string` is no `str` in progress.
fn is_word(base: &str) -> bool {
    base.len() >= 4 && base.bytes().any(|b| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u'))
}

fn is_doubled(base: &str) -> bool {
    let [.., a, b] = base.as_bytes() else { return false };
    a == b && !matches!(a, b'a' | b'e' | b'i' | b'o' | b'u' | b'l' | b's')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_and_forms_of_a_verb_have_one_stem() {
        for (word, base) in [
            ("networks", "network"),
            ("boxes", "box"),
            ("planning", "plan"),
            ("planned", "plan"),
            ("robots", "robot"),
            ("learning", "learn"),
            ("string", "string"),
            ("physics", "physic"),
            ("class", "class"),
            ("analysis", "analysis"),
            ("ai", "ai"),
            ("课程", "课程"),
            ("python3", "python3"),
        ] {
            assert_eq!(stem(word), base, "{word}");
        }
    }
}
