//! Who writes, who votes, who moderates. Written once for pages and API.

use kernel::{Actor, PersonId, Refusal, Text, say};
use live::Channel;
use meetings::Meeting;

use crate::record::BlockedWord;
use crate::state::word::Step;

const MODERATORS: Text = say("项目办公室", "the programme office");
const ANOTHER: Text = say(
    "项目办公室的另一位成员（词表的每次更改须由两人完成）",
    "another member of the programme office - every change of the word list takes two people",
);
const SIGNED_IN: Text = say("登录的观众", "viewers who are signed in");

/// Whether the actor moderates: whoever produces the channel.
pub fn moderates(actor: &Actor) -> bool {
    live::policy::produces(actor)
}

/// Permits to moderate, to set a channel up, and to read what is not shown.
pub fn permit_moderate(actor: &Actor) -> Result<(), Refusal> {
    if moderates(actor) { Ok(()) } else { Err(Refusal::forbidden(MODERATORS)) }
}

/// Whether somebody reads what the audience says: whoever may watch.
pub fn reads(actor: Option<&Actor>, meeting: &Meeting, channel: &Channel) -> bool {
    live::policy::sees(actor, meeting) && live::policy::watches(actor, channel)
}

/// Permits to write and vote: people who are known to the platform, whatever name they show.
pub fn permit_write(actor: &Actor) -> Result<PersonId, Refusal> {
    if actor.is_system { Err(Refusal::forbidden(SIGNED_IN)) } else { Ok(actor.person_id) }
}

/// Permits a step on a word of the list. What one proposed, another agrees to.
pub fn permit_word(actor: &Actor, step: Step, word: &BlockedWord) -> Result<(), Refusal> {
    permit_moderate(actor)?;
    if step.needs_another() && actor.is(word.proposed_by) {
        return Err(Refusal::forbidden(ANOTHER));
    }
    Ok(())
}
