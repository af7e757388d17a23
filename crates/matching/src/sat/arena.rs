//! Clauses of three literals and more, one after another in one flat list.

use super::literal::Literal;

/// Where a clause begins in the arena.
pub(super) type Place = u32;

/// Words before the literals: length, what is known about it, where the search for a true literal left off.
pub(super) const HEAD: usize = 3;

const LEARNT: u32 = 1 << 31;
const GARBAGE: u32 = 1 << 30;
const VIVIFIED: u32 = 1 << 29;
const USED_SHIFT: u32 = 26;
const USED: u32 = 3 << USED_SHIFT;
const GLUE: u32 = (1 << USED_SHIFT) - 1;

#[derive(Default)]
pub(super) struct Arena {
    pub words: Vec<u32>,
    /// Words of clauses already thrown away.
    pub wasted: usize,
}

impl Arena {
    /// Lays a clause down; a learnt one comes with its glue (levels among its literals), a given one with 0.
    pub fn push(&mut self, literals: &[Literal], learnt: Option<u32>) -> Place {
        let place = self.words.len() as Place;
        let known = learnt.map_or(0, |glue| LEARNT | glue.min(GLUE));
        self.words.extend([literals.len() as u32, known, 2]);
        self.words.extend(literals.iter().map(|literal| literal.0));
        place
    }

    #[inline]
    pub fn len(&self, place: Place) -> usize {
        self.words[place as usize] as usize
    }

    #[inline]
    pub fn literal(&self, place: Place, at: usize) -> Literal {
        Literal(self.words[place as usize + HEAD + at])
    }

    pub fn literals(&self, place: Place) -> impl Iterator<Item = Literal> + '_ {
        let begin = place as usize + HEAD;
        self.words[begin..begin + self.len(place)].iter().map(|&word| Literal(word))
    }

    #[inline]
    fn known(&self, place: Place) -> u32 {
        self.words[place as usize + 1]
    }

    #[inline]
    pub fn is_learnt(&self, place: Place) -> bool {
        self.known(place) & LEARNT != 0
    }

    pub fn is_garbage(&self, place: Place) -> bool {
        self.known(place) & GARBAGE != 0
    }

    pub fn is_vivified(&self, place: Place) -> bool {
        self.known(place) & VIVIFIED != 0
    }

    #[inline]
    pub fn glue(&self, place: Place) -> u32 {
        self.known(place) & GLUE
    }

    /// How lately it took part in a conflict: 2 since the last reduction, 1 since the one before, 0 longer ago.
    pub fn used(&self, place: Place) -> u32 {
        (self.known(place) & USED) >> USED_SHIFT
    }

    pub fn set_used(&mut self, place: Place, used: u32) {
        let word = &mut self.words[place as usize + 1];
        *word = (*word & !USED) | (used << USED_SHIFT);
    }

    pub fn set_glue(&mut self, place: Place, glue: u32) {
        let word = &mut self.words[place as usize + 1];
        *word = (*word & !GLUE) | glue.min(GLUE);
    }

    pub fn set_vivified(&mut self, place: Place) {
        self.words[place as usize + 1] |= VIVIFIED;
    }

    pub fn throw_away(&mut self, place: Place) {
        self.words[place as usize + 1] |= GARBAGE;
        self.wasted += HEAD + self.len(place);
    }

    /// The clause after this one, thrown away or not; begins at 0.
    pub fn next(&self, place: Place) -> Place {
        place + (HEAD + self.len(place)) as Place
    }

    pub fn end(&self) -> Place {
        self.words.len() as Place
    }

    /// The places of all clauses not thrown away.
    pub fn places(&self) -> Vec<Place> {
        let (mut places, mut place) = (Vec::new(), 0);
        while place < self.end() {
            if !self.is_garbage(place) {
                places.push(place);
            }
            place = self.next(place);
        }
        places
    }

    /// Copies what is known about a clause, such as glue and use, but not its literals.
    pub fn copy_known(&mut self, from: &Self, place: Place, to: Place) {
        self.words[to as usize + 1] = from.known(place) & !GARBAGE;
    }
}
