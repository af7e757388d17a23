//! What was learnt, in the order it was learnt, so that another program can check that no model exists.

use std::io::Write;

use super::Literal;

/// Hears every clause learnt and thrown away. Each clause learnt follows from those before it by unit propagation (RUP), so that
/// a checker of DRAT proofs (Wetzler, Heule and Hunt, SAT 2014) can follow.
pub trait Proof {
    /// A clause follows from those before it.
    fn learnt(&mut self, literals: &[Literal]);
    /// A clause is no longer needed.
    fn thrown_away(&mut self, literals: &[Literal]);
}

/// Writes the proof as the text form of DRAT.
pub struct Written<W: Write> {
    out: W,
    /// The first fault of writing; nothing is written after it.
    fault: Option<std::io::Error>,
}

impl<W: Write> Written<W> {
    /// Writes into `out`, which should be buffered.
    pub fn new(out: W) -> Self {
        Self { out, fault: None }
    }

    /// # Errors
    /// The first fault of writing.
    pub fn finish(mut self) -> std::io::Result<()> {
        self.fault.take().map_or_else(|| self.out.flush(), Err)
    }

    fn line(&mut self, begin: &str, literals: &[Literal]) {
        if self.fault.is_some() {
            return;
        }
        let mut line = String::from(begin);
        for literal in literals {
            line.push_str(&literal.number().to_string());
            line.push(' ');
        }
        line.push_str("0\n");
        self.fault = self.out.write_all(line.as_bytes()).err();
    }
}

impl<W: Write> Proof for Written<W> {
    fn learnt(&mut self, literals: &[Literal]) {
        self.line("", literals);
    }

    fn thrown_away(&mut self, literals: &[Literal]) {
        self.line("d ", literals);
    }
}
