//! What is wrong in a list, and where: one line per cell.

use kernel::{Breach, Said};
use sheets::Place;

/// What is wrong with one cell or row, or what somebody should know about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub sheet: String,
    /// From 1; 0 when the whole list is meant.
    pub row: u32,
    /// From 0; `None` when the whole row is meant.
    pub column: Option<u32>,
    pub heading: String,
    /// What stands there, cut to what can be read at a glance.
    pub value: String,
    /// Number of the rule; empty for what cannot be read.
    pub rule: String,
    pub said: Said,
    /// Only to be known: the list can be imported all the same.
    pub is_note: bool,
}

impl Fault {
    /// `C12`, or the row alone.
    pub fn place(&self) -> String {
        match self.column {
            Some(column) if self.row > 0 => Place { row: self.row, column }.to_string(),
            Some(_) | None if self.row > 0 => self.row.to_string(),
            Some(_) | None => String::new(),
        }
    }
}

/// Faults and notes of a list. All are counted; so many are kept that a person can still read them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    pub kept: Vec<Fault>,
    pub faults: u64,
    pub notes: u64,
}

/// Kept at most, faults and notes each.
pub const KEPT: u64 = 5_000;
/// Characters of a value that are shown.
const SHOWN: usize = 80;

impl Findings {
    pub fn add(&mut self, mut fault: Fault) {
        let count = if fault.is_note { &mut self.notes } else { &mut self.faults };
        *count += 1;
        if *count <= KEPT {
            if let Some((at, _)) = fault.value.char_indices().nth(SHOWN) {
                fault.value.truncate(at);
                fault.value.push('…');
            }
            self.kept.push(fault);
        }
    }

    /// Adds what concerns the whole list.
    pub fn whole(&mut self, breach: Breach, is_note: bool) {
        self.add(Fault {
            sheet: String::new(),
            row: 0,
            column: None,
            heading: String::new(),
            value: String::new(),
            rule: breach.rule.to_owned(),
            said: breach.said,
            is_note,
        });
    }

    /// Faults before notes, each from the top of the list.
    pub fn sort(&mut self) {
        self.kept.sort_by(|a, b| (a.is_note, a.row, a.column, &a.rule).cmp(&(b.is_note, b.row, b.column, &b.rule)));
    }
}
