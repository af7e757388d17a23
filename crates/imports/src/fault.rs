//! What is wrong in a list, and where: one line per cell.

use kernel::{Breach, Said};
use sheets::Place;

use crate::rest::Rest;

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

/// Faults and notes of a list. All are counted; the first are kept at hand, those behind them in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    pub kept: Vec<Fault>,
    pub faults: u64,
    pub notes: u64,
    rest: Option<Rest>,
    /// Those in the file.
    written: u64,
}

/// Kept at hand at most, faults and notes each.
pub const KEPT: u64 = 5_000;
/// Kept in the file at most, faults and notes together; what lies beyond is counted only.
pub const WRITTEN: u64 = 500_000;
/// Characters of a value that are shown.
const SHOWN: usize = 80;

impl Findings {
    pub fn add(&mut self, mut fault: Fault) {
        let count = if fault.is_note { &mut self.notes } else { &mut self.faults };
        *count += 1;
        let at_hand = *count <= KEPT;
        if !at_hand && self.written >= WRITTEN {
            return;
        }
        if let Some((at, _)) = fault.value.char_indices().nth(SHOWN) {
            fault.value.truncate(at);
            fault.value.push('…');
        }
        if at_hand { self.kept.push(fault) } else { self.write(fault) }
    }

    /// A disk that is full costs the lines beyond the first thousands, never the list: they are counted as left out.
    fn write(&mut self, fault: Fault) {
        if self.rest.is_none() {
            self.rest = Rest::begin().map_err(|error| tracing::warn!(%error, "findings cannot be kept in a file")).ok();
        }
        if self.rest.as_ref().is_some_and(|rest| rest.add(fault).is_ok()) {
            self.written += 1;
        }
    }

    /// Every finding: those at hand, and those behind them in the order they were found.
    pub fn each<E: From<std::io::Error>>(&self, mut visit: impl FnMut(&Fault) -> Result<(), E>) -> Result<(), E> {
        self.kept.iter().try_for_each(&mut visit)?;
        match &self.rest {
            Some(rest) => rest.each(|fault| visit(&fault)),
            None => Ok(()),
        }
    }

    /// Findings that were counted and not kept.
    pub fn left_out(&self) -> u64 {
        (self.faults + self.notes).saturating_sub(self.kept.len() as u64 + self.written)
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
