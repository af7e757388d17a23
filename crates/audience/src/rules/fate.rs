//! What becomes of a text that somebody sends: by the channel's mode, the word list, and what was imposed on its author.

use kernel::{Breach, Instant, Text, say};

use crate::state::{Effect, Mode, Restraint};

/// What becomes of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Everybody reads it now; `true` when a moderator still looks at it afterwards.
    Shown { to_review: bool },
    /// A moderator reads it first.
    Waits,
    /// Only its author reads it, who is not told: to them it seems to wait where others would wait.
    Unheard { seems_to_wait: bool },
}

const CLOSED: Text =
    say("本频道现在不接受发言，内容已保留", "This channel takes no comments at the moment; your text is kept");
const BANNED: Text = say(
    "您在本频道已被封禁，不能发言。如有异议，请联系项目办公室",
    "You are banned from writing in this channel. If you disagree, write to the programme office",
);
const BLOCKED: Text = say(
    "内容含有不允许的词语，请修改后再发",
    "It contains words that are not allowed here; change it and send it again",
);

/// Decides. `found` are the effects of the listed words in the text, `imposed` what holds for its author now.
pub fn fate(mode: Mode, found: &[Effect], imposed: &[Restraint]) -> Result<Fate, Breach> {
    // Somebody banned is told so, whatever the mode; somebody muted learns nothing, not even from the word list.
    if imposed.contains(&Restraint::Ban) {
        return Err(Breach::field("body", BANNED));
    }
    if mode == Mode::Closed {
        return Err(Breach::field("body", CLOSED));
    }
    if found.contains(&Effect::Refuse) {
        return Err(Breach::field("body", BLOCKED));
    }
    let plain = match mode {
        Mode::Open if found.is_empty() => Fate::Shown { to_review: false },
        Mode::ReviewedAfter if found.is_empty() => Fate::Shown { to_review: true },
        Mode::Open | Mode::ReviewedAfter | Mode::ReviewedFirst | Mode::Closed => Fate::Waits,
    };
    let is_muted = imposed.contains(&Restraint::Mute);
    Ok(if is_muted { Fate::Unheard { seems_to_wait: plain == Fate::Waits } } else { plain })
}

/// Whether what was imposed holds at this moment.
pub fn holds(until: Option<Instant>, lifted: Option<Instant>, now: Instant) -> bool {
    lifted.is_none() && until.is_none_or(|until| now < until)
}

#[cfg(test)]
mod tests {
    use kernel::Word;

    use super::*;

    #[test]
    fn each_mode_says_who_reads_first() {
        let plain = |mode| fate(mode, &[], &[]);
        assert_eq!(plain(Mode::Open), Ok(Fate::Shown { to_review: false }));
        assert_eq!(plain(Mode::ReviewedAfter), Ok(Fate::Shown { to_review: true }));
        assert_eq!(plain(Mode::ReviewedFirst), Ok(Fate::Waits));
        assert!(plain(Mode::Closed).is_err());
    }

    #[test]
    fn a_word_to_look_at_waits_in_every_mode_and_a_refused_one_is_never_kept() {
        for mode in [Mode::Open, Mode::ReviewedAfter, Mode::ReviewedFirst] {
            assert_eq!(fate(mode, &[Effect::Review], &[]), Ok(Fate::Waits));
            assert!(fate(mode, &[Effect::Review, Effect::Refuse], &[]).is_err());
        }
    }

    #[test]
    fn a_ban_is_told_and_a_mute_is_not() {
        for mode in Mode::ALL {
            assert!(fate(*mode, &[], &[Restraint::Mute, Restraint::Ban]).is_err());
        }
        assert_eq!(fate(Mode::Open, &[], &[Restraint::Mute]), Ok(Fate::Unheard { seems_to_wait: false }));
        let first = fate(Mode::ReviewedFirst, &[], &[Restraint::Mute]);
        assert_eq!(first, Ok(Fate::Unheard { seems_to_wait: true }));
        let closed = fate(Mode::Closed, &[], &[Restraint::Mute]).expect_err("closed for them as well");
        assert_eq!(closed, fate(Mode::Closed, &[], &[]).expect_err("closed"), "the answer gives nothing away");
    }

    #[test]
    fn what_ends_or_was_lifted_does_not_hold() {
        let at = Instant::from_millis;
        assert!(holds(None, None, at(5)) && holds(Some(at(6)), None, at(5)));
        assert!(!holds(Some(at(5)), None, at(5)) && !holds(None, Some(at(1)), at(5)));
    }
}
