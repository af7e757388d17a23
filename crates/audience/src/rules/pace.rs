//! How often one person may write: so that a crowd can talk and nobody drowns it.

use kernel::{Breach, Instant, Text, say};

/// Comments of one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    pub in_ten_seconds: usize,
    pub in_a_minute: usize,
}

impl Pace {
    /// So many a minute, and a third of them within ten seconds.
    pub const fn of(in_a_minute: usize) -> Pace {
        let third = in_a_minute / 3;
        Pace { in_ten_seconds: if third == 0 { 1 } else { third }, in_a_minute }
    }
}

/// Four within ten seconds, twelve within a minute.
impl Default for Pace {
    fn default() -> Pace {
        Pace::of(12)
    }
}

/// The same text again within so many seconds is a repeat.
pub const REPEAT_SECONDS: i64 = 60;
/// Comments of one channel within a second, all people together; beyond it everybody is asked to wait.
pub const OF_CHANNEL_A_SECOND: u32 = 500;
/// Questions of one person within ten minutes.
pub const QUESTIONS: usize = 5;

const TOO_FAST: Text = say(
    "发送过快：每 10 秒最多 {ten} 条、每分钟最多 {minute} 条。内容已保留，请稍候再发",
    "Too fast: at most {ten} in ten seconds and {minute} a minute. Your text is kept; wait a moment and send it again",
);
const AGAIN: Text =
    say("一分钟内已发过相同内容，请换一种说法", "You wrote the same less than a minute ago; say something else");
/// Said to everybody while a channel is flooded.
pub const FLOOD: Text = say(
    "发言的人太多，内容已保留，请稍候再发",
    "Very many are writing at this moment. Your text is kept; wait a moment and send it again",
);
const MANY_QUESTIONS: Text = say(
    "十分钟内最多提 5 个问题，内容已保留，请稍候再发",
    "At most 5 questions in ten minutes. Your text is kept; wait a moment and send it again",
);

/// Refuses what comes too fast, and what was just said. `recent` are the last comments of this person, in any order, folded.
pub fn comment(pace: Pace, recent: &[(Instant, String)], now: Instant, folded: &str) -> Result<(), Breach> {
    let Pace { in_ten_seconds, in_a_minute } = pace;
    let within = |seconds: i64| recent.iter().filter(move |(at, _)| now.seconds_since(*at) < seconds);
    if within(10).count() >= in_ten_seconds || within(60).count() >= in_a_minute {
        let said = TOO_FAST.with(&[("ten", &in_ten_seconds), ("minute", &in_a_minute)]);
        return Err(Breach::field("body", said));
    }
    // Two pictures fold to nothing and are no repeat of each other.
    if !folded.is_empty() && within(REPEAT_SECONDS).any(|(_, before)| before == folded) {
        return Err(Breach::field("body", AGAIN));
    }
    Ok(())
}

/// Refuses a question of somebody who asked many within ten minutes.
pub fn question(asked: usize) -> Result<(), Breach> {
    if asked < QUESTIONS { Ok(()) } else { Err(Breach::field("body", MANY_QUESTIONS)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(seconds: &[i64]) -> Vec<(Instant, String)> {
        seconds.iter().map(|at| (Instant::from_millis(at * 1000), format!("text {at}"))).collect()
    }

    #[test]
    fn the_fifth_in_ten_seconds_and_the_thirteenth_in_a_minute_wait() {
        let now = Instant::from_millis(100_000);
        assert_eq!(comment(Pace::default(), &said(&[91, 92, 93]), now, "new"), Ok(()));
        assert!(comment(Pace::default(), &said(&[91, 92, 93, 94]), now, "new").is_err());
        assert_eq!(
            comment(Pace::default(), &said(&[90, 92, 93, 94]), now, "new"),
            Ok(()),
            "the first is ten seconds old"
        );
        let slow: Vec<i64> = (41..53).collect();
        assert!(comment(Pace::default(), &said(&slow), now, "new").is_err());
        assert_eq!(comment(Pace::default(), &said(&slow[1..]), now, "new"), Ok(()));
    }

    #[test]
    fn the_same_text_waits_a_minute() {
        let before = said(&[50]);
        assert!(comment(Pace::default(), &before, Instant::from_millis(60_000), "text 50").is_err());
        assert_eq!(comment(Pace::default(), &before, Instant::from_millis(110_000), "text 50"), Ok(()));
        assert_eq!(
            comment(Pace::default(), &[(Instant::from_millis(0), String::new())], Instant::from_millis(1), ""),
            Ok(())
        );
    }

    #[test]
    fn the_sixth_question_in_ten_minutes_waits() {
        assert!(question(4).is_ok() && question(5).is_err());
    }
}
