//! Live channels of the meeting to come: the main hall, which a demo with ffmpeg feeds by itself, and a forum for trying it out.

use kernel::MeetingId;
use live::actions::{self as l, ChannelDraft};
use live::kinds::{Audience, Tongue};
use meetings::Words;

use super::stage::{Outcome, Stage};

/// Code, name in both languages, and whether it has a hall of its own.
const CHANNELS: [(&str, &str, &str, bool); 2] =
    [(crate::LIVE_CHANNEL, "主会场", "Main hall", true), ("forum", "分论坛", "Forum", false)];

/// The office sets up two channels.
pub(crate) fn of_the_next(stage: &Stage, meeting: MeetingId) -> Outcome {
    let office = stage.cast.wu_min.clone();
    stage.act(move |tx| {
        let hall = meetings::store::halls(tx, meeting)?.first().map(|it| it.id);
        for (code, zh, en, has_hall) in CHANNELS {
            let draft = ChannelDraft {
                code: code.into(),
                name: Words { zh: zh.into(), en: en.into() },
                hall_id: hall.filter(|_| has_hall),
                language: Tongue::Floor,
                audience: Audience::Everybody,
            };
            l::add_channel(tx, &office, meeting, &draft)?;
        }
        Ok(())
    })
}
