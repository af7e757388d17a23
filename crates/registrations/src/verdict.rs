//! What is said of a badge at the door: one pure function, for the platform and for what devices take along.

use ed25519_dalek::VerifyingKey;
use kernel::{MeetingId, RegistrationId};

use crate::state::State;
use crate::token;

kernel::words! {
    /// What is said of somebody at the door.
    pub enum Verdict {
        Admit = "admit" ("可以入场", "Let in"),
        Again = "again" ("已经签到过", "Already checked in"),
        NotConfirmed = "not_confirmed" ("报名未确认", "Registration not confirmed"),
        Void = "void" ("胸牌已作废", "Badge is void"),
        Foreign = "foreign" ("其他会议的胸牌", "Badge of another meeting"),
        Forged = "forged" ("伪造的或无法识别的胸牌", "Forged or unreadable badge"),
        /// Signed by the platform for this meeting, and not in the list at hand: the list is older than the badge.
        Unlisted = "unlisted" ("本机名单中没有，请联网核对", "Not in this device's list; look it up online"),
    }
}

impl Verdict {
    /// Whether it is about somebody who may be inside.
    pub const fn lets_in(self) -> bool {
        match self {
            Verdict::Admit | Verdict::Again => true,
            Verdict::NotConfirmed | Verdict::Void | Verdict::Foreign | Verdict::Forged | Verdict::Unlisted => false,
        }
    }
}

/// What the door has to know of a registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    pub state: State,
    pub badge_version: i64,
}

/// What is said of a badge, and whose it is where it is genuine and of this meeting. `listed` looks into the list at hand.
pub fn verdict(
    scanned: &str,
    key: &VerifyingKey,
    meeting: MeetingId,
    listed: impl FnOnce(RegistrationId) -> Option<Listed>,
) -> (Verdict, Option<RegistrationId>) {
    let Some(badge) = token::read(scanned, key) else { return (Verdict::Forged, None) };
    if badge.meeting_id != meeting {
        return (Verdict::Foreign, None);
    }
    let said = match listed(badge.registration_id) {
        None => return (Verdict::Unlisted, None),
        Some(it) if it.badge_version != i64::from(badge.version) => Verdict::Void,
        Some(it) => standing(it.state),
    };
    (said, Some(badge.registration_id))
}

/// What is said of somebody found in the list by name or phone.
pub const fn standing(state: State) -> Verdict {
    match state {
        State::Confirmed | State::NoShow => Verdict::Admit,
        State::CheckedIn | State::Attended => Verdict::Again,
        State::Submitted | State::Waitlist | State::Offered => Verdict::NotConfirmed,
        State::Refused | State::Lapsed | State::Withdrawn => Verdict::Void,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::{Badge, key_of};
    use journal::Signer;
    use kernel::Instant;

    fn badge(version: u16) -> Badge {
        let now = Instant::from_millis(1_700_000_000_000);
        Badge { meeting_id: MeetingId::at(now), registration_id: RegistrationId::at(now), version }
    }

    #[test]
    fn each_kind_of_badge_gets_its_own_word() {
        let (ours, theirs) = (Signer::from_bytes(&[7; 32]), Signer::from_bytes(&[8; 32]));
        let key = key_of(&ours);
        let (own, earlier) = (badge(2), badge(1));
        let other = Badge { meeting_id: MeetingId::nil(), ..own };
        let say = |token: &str, state: State| {
            let look = |_| Some(Listed { state, badge_version: 2 });
            verdict(token, &key, own.meeting_id, look).0
        };
        assert_eq!(say(&own.token(&ours), State::Confirmed), Verdict::Admit);
        assert_eq!(say(&format!(" https://x.test/b/{}\n", own.token(&ours)), State::Confirmed), Verdict::Admit);
        assert_eq!(say(&own.token(&ours), State::CheckedIn), Verdict::Again);
        assert_eq!(say(&own.token(&ours), State::Waitlist), Verdict::NotConfirmed);
        assert_eq!(say(&own.token(&ours), State::Withdrawn), Verdict::Void);
        assert_eq!(say(&Badge { ..earlier }.token(&ours), State::Confirmed), Verdict::Foreign, "another id of a meeting");
        assert_eq!(say(&Badge { version: 1, ..own }.token(&ours), State::Confirmed), Verdict::Void);
        assert_eq!(say(&other.token(&ours), State::Confirmed), Verdict::Foreign);
        assert_eq!(say(&own.token(&theirs), State::Confirmed), Verdict::Forged);
        assert_eq!(say("hello", State::Confirmed), Verdict::Forged);
        assert_eq!(verdict(&own.token(&ours), &key, own.meeting_id, |_| None), (Verdict::Unlisted, None));
    }

    #[test]
    fn a_badge_with_one_changed_letter_is_forged() {
        let signer = Signer::from_bytes(&[7; 32]);
        let (own, key) = (badge(1), key_of(&signer));
        let token = own.token(&signer);
        for at in 0..token.len() {
            let mut letters: Vec<char> = token.chars().collect();
            letters[at] = if letters[at] == 'A' { 'B' } else { 'A' };
            let changed: String = letters.into_iter().collect();
            let look = |_| Some(Listed { state: State::Confirmed, badge_version: 1 });
            assert_eq!(verdict(&changed, &key, own.meeting_id, look).0, Verdict::Forged, "letter {at}");
        }
    }
}
