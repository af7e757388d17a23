//! What follows from a table of paths. A slice writes `Step::path` - where a step may start and where it ends - and
//! [`state_table!`](crate::state_table) derives the check, the open steps, the diagram and the printed table from it.

use std::fmt;

use crate::{Refusal, Word};

/// A step that does not start in this state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IllegalStep<S, T> {
    pub state: S,
    pub step: T,
}

impl<S: Word, T: Word> fmt::Display for IllegalStep<S, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is not possible while {}", self.step.word(), self.state.word())
    }
}
impl<S: Word + fmt::Debug, T: Word + fmt::Debug> std::error::Error for IllegalStep<S, T> {}

impl<S: Word, T: Word> From<IllegalStep<S, T>> for Refusal {
    fn from(illegal: IllegalStep<S, T>) -> Refusal {
        Refusal::NotOpen { step: illegal.step.text(), state: illegal.state.text() }
    }
}

/// Where a step may start and where it ends.
pub type Path<S> = (&'static [S], S);

/// Follows one path from `state`.
pub fn follow<S: Word, T: Word>(state: S, step: T, path: Path<S>) -> Result<S, IllegalStep<S, T>> {
    let (from, to) = path;
    if from.contains(&state) { Ok(to) } else { Err(IllegalStep { state, step }) }
}

/// The table as a Mermaid state diagram, one arrow per start of a step; states without an arrow are left out.
pub fn diagram<S: Word, T: Word>(path: impl Fn(T) -> Path<S>) -> String {
    let mut out = String::from("stateDiagram-v2\n");
    let arrows = || T::ALL.iter().flat_map(|step| path(*step).0.iter().map(|from| (*from, *step, path(*step).1)));
    for state in S::ALL.iter().filter(|s| arrows().any(|(from, _, to)| from == **s || to == **s)) {
        out.push_str(&format!("    {}: {}\n", state.word(), state.text().zh));
    }
    for (from, step, to) in arrows() {
        out.push_str(&format!("    {} --> {}: {}\n", from.word(), to.word(), step.text().zh));
    }
    out
}

/// Every pair of state and step with what becomes of it, one per line; `-` where the step does not start there.
pub fn pairs<S: Word, T: Word>(path: impl Fn(T) -> Path<S>) -> String {
    let mut out = String::new();
    for state in S::ALL {
        for step in T::ALL {
            let end = follow(*state, *step, path(*step)).map_or("-", Word::word);
            out.push_str(&format!("{} + {} = {end}\n", state.word(), step.word()));
        }
    }
    out
}

/// Derives `State::after`, `steps_from`, `diagram`, `pairs` and `IllegalStep` from `Step::path`. Write
/// `state_table!(State, Step)`, or `state_table!(State, Step, by Mode)` where the table differs by mode or kind.
#[macro_export]
macro_rules! state_table {
    ($state:ident, $step:ident) => {
        $crate::state_table!(@derive $state, $step, );
    };
    ($state:ident, $step:ident, by $which:ident) => {
        $crate::state_table!(@derive $state, $step, which: $which);
    };
    (@derive $state:ident, $step:ident, $($which:ident : $kind:ident)?) => {
        /// A step that does not start in this state.
        pub type IllegalStep = $crate::IllegalStep<$state, $step>;

        impl $state {
            /// Where `step` leads from here, or why it may not be taken.
            pub fn after(self, step: $step $(, $which: $kind)?) -> Result<$state, IllegalStep> {
                $crate::table::follow(self, step, step.path($($which)?))
            }
        }

        /// The steps that start in `state`, in the order of the table.
        pub fn steps_from(state: $state $(, $which: $kind)?) -> impl Iterator<Item = $step> {
            <$step as $crate::Word>::ALL.iter().copied().filter(move |step| state.after(*step $(, $which)?).is_ok())
        }

        /// The table as a Mermaid diagram, for the README.
        pub fn diagram($($which: $kind)?) -> String {
            $crate::table::diagram(|step: $step| step.path($($which)?))
        }

        /// Every state with every step, one pair per line: what the snapshot of the tests holds.
        pub fn pairs($($which: $kind)?) -> String {
            $crate::table::pairs(|step: $step| step.path($($which)?))
        }
    };
}

#[cfg(test)]
mod tests {
    crate::words! { enum Lamp { On = "on" ("开", "On"), Off = "off" ("关", "Off") } }
    crate::words! { enum Turn { TurnOn = "turn_on" ("打开", "Turn on"), TurnOff = "turn_off" ("关闭", "Turn off") } }
    impl Turn {
        const fn path(self) -> super::Path<Lamp> {
            match self {
                Turn::TurnOn => (&[Lamp::Off], Lamp::On),
                Turn::TurnOff => (&[Lamp::On], Lamp::Off),
            }
        }
    }

    #[test]
    fn a_step_is_taken_only_where_it_starts() {
        let follow = |state, step: Turn| super::follow(state, step, step.path());
        assert_eq!(follow(Lamp::Off, Turn::TurnOn), Ok(Lamp::On));
        let illegal = follow(Lamp::On, Turn::TurnOn).unwrap_err();
        assert_eq!(illegal.to_string(), "turn_on is not possible while on");
        assert!(matches!(crate::Refusal::from(illegal), crate::Refusal::NotOpen { .. }));
    }

    #[test]
    fn the_table_is_drawn_and_printed_from_its_paths() {
        assert_eq!(
            super::diagram(Turn::path),
            "stateDiagram-v2\n    on: 开\n    off: 关\n    off --> on: 打开\n    on --> off: 关闭\n"
        );
        assert_eq!(
            super::pairs(Turn::path),
            "on + turn_on = -\non + turn_off = off\noff + turn_on = on\noff + turn_off = -\n"
        );
    }
}
