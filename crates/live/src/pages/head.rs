//! What the pages about channels share.

use kernel::{Said, Text};
use meetings::Meeting;
use ui::{Crumb, Markup, html};
use web::Visit;

use crate::record::Channel;
use crate::{paths, texts};

/// The way to the channels of a meeting.
pub(super) fn crumbs(meeting: &Meeting, with_channels: bool) -> Vec<Crumb> {
    let mut crumbs = vec![
        (meetings::paths::MEETINGS.into(), Said::from(kernel::say("对接会", "Matchmaking meetings"))),
        (meetings::paths::meeting(meeting.id), meeting.title().said()),
    ];
    if with_channels {
        crumbs.push((paths::channels(meeting.id), texts::LIVE.into()));
    }
    crumbs
}

/// Path and heading of a page about one channel.
pub(super) fn head(visit: &Visit, meeting: &Meeting, channel: &Channel, beside: Markup) -> Markup {
    html! {
        (ui::breadcrumbs(visit.lang, &crumbs(meeting, true)))
        (ui::heading(channel.name().get(visit.lang), beside))
    }
}

/// The title of a page about a channel.
pub(super) fn title(text: Text, channel: &Channel) -> Said {
    let name = channel.name().said();
    Said { zh: format!("{} · {}", text.zh, name.zh), en: format!("{} · {}", text.en, name.en) }
}
