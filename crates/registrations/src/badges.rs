//! Badges on paper.

use documents::templates::badge::{Badge, Badges};
use documents::{Ink, PdfError};
use kernel::{Lang, Word};
use meetings::Meeting;

use crate::kinds::MeetingRole;
use crate::paths;
use crate::record::Registration;

/// One badge on a sheet of its size.
pub(crate) fn single(meeting: &Meeting, it: &Registration, token: &str, base: &str, lang: Lang) -> Result<Vec<u8>, PdfError> {
    of(meeting, &[(it.clone(), token.to_owned())], base).single(lang)
}

/// Many badges, four on a sheet of A4, with marks to cut along.
pub(crate) fn sheets(
    meeting: &Meeting,
    all: &[(Registration, String)],
    base: &str,
    lang: Lang,
) -> Result<Vec<u8>, PdfError> {
    of(meeting, all, base).sheets(lang)
}

fn of(meeting: &Meeting, all: &[(Registration, String)], base: &str) -> Badges {
    let badge = |(it, token): &(Registration, String)| Badge {
        name: it.name(),
        title: it.title(),
        organisation: it.organisation(),
        role: it.role.text(),
        colour: colour(it.role),
        address: paths::badge_address(base, token),
    };
    Badges {
        id: meeting.id.to_string(),
        meeting: meeting.title().said(),
        place: meeting.place().said(),
        first_on: meeting.first_on,
        last_on: meeting.last_on,
        made_at: meeting.created_at,
        badges: all.iter().map(badge).collect(),
    }
}

/// Dark enough for white letters on each.
const fn colour(role: MeetingRole) -> Ink {
    match role {
        MeetingRole::Delegate => Ink(31, 78, 140),
        MeetingRole::Speaker => Ink(150, 35, 50),
        MeetingRole::Exhibitor => Ink(20, 105, 75),
        MeetingRole::Expert => Ink(95, 50, 130),
        MeetingRole::Official => Ink(130, 75, 10),
        MeetingRole::Media => Ink(0, 100, 120),
        MeetingRole::Staff => Ink(70, 70, 70),
    }
}
