//! Fusion: the past, directions and codes beside words; persons as well as items; what is not there changes nothing.

use matching::affinity::codes::Tree;
use matching::affinity::learn::learn;
use matching::affinity::reasons::{MOST_REASONS, Of};
use matching::affinity::{
    Asks, Document, Field, Item, Person, Persons, Ranker, Reader, Space, Suggestion, fuse, fuse::Spread,
};
use matching::{Fault, Random};
use proptest::prelude::*;

const LETTERS: [&str; 10] = ["智", "能", "制", "造", "教", "育", "data", " model ", "网", "络"];
const CODES: [&str; 3] = ["080901", "080902", "020101"];

#[derive(Clone, Debug)]
struct Made {
    id: usize,
    text: String,
    /// Codes, the enterprise or organisation, and the direction come from here.
    drawn: u64,
}

fn made() -> impl Strategy<Value = Vec<Made>> {
    let text = prop::collection::vec(0..LETTERS.len(), 1..12)
        .prop_map(|drawn| drawn.into_iter().map(|at| LETTERS[at]).collect::<String>());
    prop::collection::vec((text, any::<u64>()), 2..20)
        .prop_map(|all| all.into_iter().enumerate().map(|(id, (text, drawn))| Made { id, text, drawn }).collect())
}

impl Made {
    fn codes(&self) -> Vec<String> {
        (0..self.drawn % 3).map(|at| CODES[(at + self.drawn / 3) as usize % 3].to_owned()).collect()
    }

    fn direction(&self) -> Option<Vec<f32>> {
        let mut random = Random::new(self.drawn);
        (!self.drawn.is_multiple_of(4)).then(|| (0..9).map(|_| random.unit() as f32 - 0.5).collect())
    }

    fn group(&self) -> String {
        format!("g{}", self.drawn % 5)
    }

    fn item(&self) -> Item {
        Item {
            id: format!("i{}", self.id),
            parts: vec![self.text.clone()],
            codes: self.codes(),
            enterprise: Some(self.group()),
            small: self.drawn.is_multiple_of(2),
            known: (self.drawn % 7) as f64 / 7.0,
            direction: self.direction(),
        }
    }

    fn document(&self) -> Document {
        Document {
            id: format!("d{}", self.id),
            person: format!("p{}", self.id % 6),
            text: self.text.clone(),
            codes: self.codes(),
            direction: self.direction(),
        }
    }
}

fn reader() -> Reader {
    Reader::learn(&[("智能制造", "080901"), ("网络教育", "080902"), ("data model", "020101"), ("智教育", "080902")])
        .expect("three codes")
}

fn ranker(made: &[Made]) -> Ranker {
    let mut ranker =
        Ranker::new(vec![Field::new("text", 1.0)], fuse::COLD, Tree::default(), Some(reader())).expect("a ranker");
    made.iter().for_each(|it| ranker.put(&it.item()).expect("an item"));
    for it in made.iter().filter(|it| it.drawn % 3 == 1) {
        for who in ["anna", "bert", "carl"].iter().skip((it.drawn % 2) as usize) {
            let counts = 1 + (it.drawn % 4) as u32;
            ranker.history().put(who, &format!("i{}", it.id), Some(&it.group()), counts).expect("counts");
        }
    }
    ranker
}

fn persons(made: &[Made]) -> Persons {
    let mut persons = Persons::new(fuse::COLD, Tree::default(), Some(reader())).expect("persons");
    for it in made {
        persons.put(&it.document()).expect("a document");
        let person = Person { organisation: Some(format!("u{}", it.id % 3)), known: (it.id % 2) as f64, small: false };
        persons.describe(&format!("p{}", it.id % 6), &person).expect("a person");
    }
    for it in made.iter().filter(|it| it.id % 3 == 1) {
        let organisation = format!("u{}", it.id % 3);
        persons.history().put("anna", &format!("p{}", it.id % 6), Some(&organisation), 2).expect("counts");
    }
    persons
}

const ASKED: [f32; 9] = [0.5, -0.5, 0.25, 1.0, 0.0, -1.0, 0.125, 0.75, -0.25];

fn asks(query: &str) -> Asks<'_> {
    Asks { who: Some("anna"), texts: vec![(query, 1.0)], direction: Some(&ASKED), ..Asks::default() }
}

fn right(found: &[Suggestion]) -> bool {
    let is_right = |it: &Suggestion| {
        let gives: Vec<f64> = it.reasons.iter().map(|reason| reason.gives).collect();
        it.score.is_finite()
            && gives.len() <= MOST_REASONS
            && gives.is_sorted_by(|one, other| one >= other && *other > 0.0)
    };
    found.iter().all(is_right) && found.is_sorted_by(|one, other| one.score >= other.score)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_in_which_items_come_changes_nothing(made in made(), seed: u64, query in 0..LETTERS.len()) {
        let mut other = made.clone();
        Random::new(seed).shuffle(&mut other);
        let mut space = Space::default();
        let one = ranker(&made).top(&asks(LETTERS[query]), 10, &mut space).expect("suggestions");
        prop_assert!(right(&one), "{:?}", one);
        prop_assert_eq!(one, ranker(&other).top(&asks(LETTERS[query]), 10, &mut space).expect("suggestions"));
    }

    #[test]
    fn persons_changed_in_place_equal_those_put_anew(made in made(), gone in prop::collection::vec(0_usize..20, 0..8), query in 0..LETTERS.len()) {
        let mut changed = persons(&made);
        for id in &gone {
            changed.remove(&format!("d{id}"));
        }
        let left: Vec<Made> = made.iter().filter(|it| !gone.contains(&it.id)).cloned().collect();
        let mut anew = persons(&left);
        // The past stays, whatever documents go.
        for it in made.iter().filter(|it| it.id % 3 == 1) {
            let organisation = format!("u{}", it.id % 3);
            anew.history().put("anna", &format!("p{}", it.id % 6), Some(&organisation), 2).expect("counts");
        }
        for it in made.iter() {
            let person = Person { organisation: Some(format!("u{}", it.id % 3)), known: (it.id % 2) as f64, small: false };
            anew.describe(&format!("p{}", it.id % 6), &person).expect("a person");
        }
        let mut space = Space::default();
        let one = changed.top(&asks(LETTERS[query]), 10, &mut space).expect("suggestions");
        let told: Vec<Suggestion> = one.iter().map(|(it, _)| it.clone()).collect();
        prop_assert!(right(&told), "{:?}", told);
        prop_assert_eq!(one, anew.top(&asks(LETTERS[query]), 10, &mut space).expect("suggestions"));
        changed.remove_person("p0");
        prop_assert!(changed.top(&asks(LETTERS[query]), 10, &mut space).expect("suggestions").iter().all(|(it, _)| it.id != "p0"));
    }

    #[test]
    fn directions_that_only_one_side_has_change_nothing(made in made(), query in 0..LETTERS.len()) {
        let mut space = Space::default();
        let without: Vec<Made> = made.iter().map(|it| Made { drawn: it.drawn / 4 * 4, ..it.clone() }).collect();
        prop_assert!(without.iter().all(|it| it.direction().is_none()));
        let silent = Asks { direction: None, ..asks(LETTERS[query]) };
        let one = ranker(&without).top(&asks(LETTERS[query]), 20, &mut space).expect("suggestions");
        prop_assert_eq!(one, ranker(&without).top(&silent, 20, &mut space).expect("suggestions"));
        let heard = ranker(&made).top(&silent, 20, &mut space).expect("suggestions");
        let mut deaf = ranker(&made);
        deaf.weigh(fuse::Weights { dense: 0.0, ..fuse::COLD }).expect("weights");
        prop_assert_eq!(heard, deaf.top(&silent, 20, &mut space).expect("suggestions"));
    }

    #[test]
    fn caps_and_floors_hold(made in made(), query in 0..LETTERS.len(), cap in 1_usize..4, floor in 0_usize..5) {
        let asks = Asks { spread: Spread { cap, floor }, ..asks(LETTERS[query]) };
        let found = ranker(&made).top(&asks, 5, &mut Space::default()).expect("suggestions");
        let of = |it: &Suggestion| made.iter().find(|made| format!("i{}", made.id) == it.id).expect("an item").clone();
        for group in 0..5 {
            prop_assert!(found.iter().filter(|it| of(it).drawn % 5 == group).count() <= cap);
        }
        let all = ranker(&made).top(&Asks { spread: Spread { cap, floor: 0 }, ..asks }, 99, &mut Space::default()).expect("suggestions");
        let small = |found: &[Suggestion]| found.iter().filter(|it| of(it).drawn % 2 == 0).count();
        prop_assert!(small(&found) >= floor.min(5).min(small(&all)));
    }
}

fn item(id: &str, text: &str, enterprise: &str) -> Item {
    Item { id: id.into(), parts: vec![text.into()], enterprise: Some(enterprise.into()), ..Item::default() }
}

fn three() -> Ranker {
    let mut ranker = Ranker::new(vec![Field::new("text", 1.0)], fuse::COLD, Tree::default(), None).expect("a ranker");
    for (id, enterprise) in [("a", "A"), ("b", "B"), ("c", "C")] {
        ranker.put(&item(id, "智能制造", enterprise)).expect("an item");
    }
    ranker
}

#[test]
fn the_past_speaks_and_says_so() {
    let mut ranker = three();
    ranker.history().put("anna", "old", Some("C"), 2).expect("counts");
    let asks = Asks { who: Some("anna"), texts: vec![("智能制造", 1.0)], ..Asks::default() };
    let found = ranker.top(&asks, 3, &mut Space::default()).expect("suggestions");
    assert_eq!((found[0].id.as_str(), found[1].id.as_str()), ("c", "a"));
    let past = found[0].reasons.iter().find(|reason| reason.of == Of::Before).expect("a reason");
    assert_eq!(past.words, "C");
    assert!((found[0].score - found[1].score - past.gives).abs() < 1e-9, "{found:?}");
    ranker.history().remove("anna", "old");
    let found = ranker.top(&asks, 3, &mut Space::default()).expect("suggestions");
    assert!(found[0].id == "a" && found.iter().all(|it| it.score == 0.0), "{found:?}");
}

#[test]
fn what_others_were_on_is_told_with_what_leads_there() {
    let mut ranker = three();
    for (who, thing) in [("anna", "old"), ("bert", "old"), ("bert", "b"), ("carl", "old"), ("carl", "b")] {
        ranker.history().put(who, thing, None, 1).expect("counts");
    }
    let asks = Asks { who: Some("anna"), ..Asks::default() };
    let found = ranker.top(&asks, 1, &mut Space::default()).expect("suggestions");
    assert_eq!(found[0].id, "b");
    assert_eq!((found[0].reasons[0].of, found[0].reasons[0].words.as_str()), (Of::Others, "old"));
}

#[test]
fn directions_speak_where_both_sides_have_them() {
    let mut ranker = three();
    for (id, direction) in [("b", vec![1.0, 0.1]), ("c", vec![-1.0, 0.2])] {
        ranker.put(&Item { direction: Some(direction), ..item(id, "智能制造", id) }).expect("an item");
    }
    let asks = Asks { texts: vec![("智能制造", 1.0)], direction: Some(&[2.0, 0.0]), ..Asks::default() };
    let found = ranker.top(&asks, 3, &mut Space::default()).expect("suggestions");
    let ids: Vec<&str> = found.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["b", "a", "c"]);
    assert!(found[0].reasons.iter().any(|reason| reason.of == Of::Dense));
    assert!(found[1].reasons.iter().all(|reason| reason.of != Of::Dense));
    let wrong: Result<(), Fault> = ranker.put(&Item { direction: Some(vec![1.0]), ..item("b", "x", "B") });
    assert!(wrong.is_err_and(|fault| fault.reason.contains("the others have 2")));
    let asks = Asks { direction: Some(&[1.0, 2.0, 3.0]), ..asks };
    assert!(ranker.top(&asks, 3, &mut Space::default()).is_err());
}

#[test]
fn persons_are_found_by_the_code_of_any_document() {
    let mut persons = Persons::new(fuse::COLD, Tree::default(), None).expect("persons");
    for (id, person, text, code) in
        [("1", "anna", "会计", "120203"), ("2", "anna", "智能", "080213"), ("3", "bert", "智能", "040101")]
    {
        let codes = vec![code.to_owned()];
        let document = Document { id: id.into(), person: person.into(), text: text.into(), codes, direction: None };
        persons.put(&document).expect("a document");
    }
    let asks = Asks { texts: vec![("护理", 1.0)], codes: vec!["080201"], ..Asks::default() };
    let found = persons.top(&asks, 2, &mut Space::default()).expect("suggestions");
    assert_eq!((found[0].0.id.as_str(), found[0].1.as_deref()), ("anna", None));
    assert_eq!((found[0].0.reasons[0].of, found[0].0.reasons[0].words.as_str()), (Of::Code, "0802"));
}

#[test]
fn what_was_chosen_changes_what_counts() {
    let mut ranker = Ranker::new(vec![Field::new("text", 1.0)], fuse::COLD, Tree::default(), None).expect("a ranker");
    let mut random = Random::new(3);
    for at in 0..60 {
        let text: String = (0..6).map(|_| LETTERS[random.below(10) as usize]).collect();
        ranker.put(&item(&format!("i{at:02}"), &text, &format!("e{}", at % 20))).expect("an item");
    }
    let mut space = Space::default();
    let who: Vec<String> = (0..20).map(|at| format!("w{at}")).collect();
    for (at, who) in who.iter().enumerate() {
        ranker.history().put(who, "old", Some(&format!("e{at}")), 2).expect("counts");
    }
    // Everybody takes what their enterprise of old offers, whatever the words say.
    let mut shown = Vec::new();
    for (at, who) in who.iter().enumerate() {
        let asks = Asks { who: Some(who), texts: vec![("智能制造", 1.0)], ..Asks::default() };
        let ids: Vec<String> = (0..60).map(|item| format!("i{item:02}")).collect();
        let graded: Vec<(&str, u8)> =
            ids.iter().enumerate().map(|(item, id)| (id.as_str(), u8::from(item % 20 == at))).collect();
        shown.push(ranker.shown(&asks, &graded, &mut space).expect("scores"));
    }
    let learned = learn(&shown).expect("enough");
    assert!(learned.taken && learned.weights.history > fuse::COLD.history, "{learned:?}");
    assert!(learned.weights.text < fuse::COLD.text, "{learned:?}");
    ranker.weigh(learned.weights).expect("weights");
    let asks = Asks { who: Some("w7"), texts: vec![("智能制造", 1.0)], ..Asks::default() };
    let found = ranker.top(&asks, 3, &mut space).expect("suggestions");
    assert!(found.iter().all(|it| ["i07", "i27", "i47"].contains(&it.id.as_str())), "{found:?}");
}
