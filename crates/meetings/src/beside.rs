//! Ways from a meeting to what later slices keep of it: registration, exhibition, negotiation tables. This slice knows none of them,
//! so the program tells it once, when it starts.

use std::sync::OnceLock;

use db::Tx;
use kernel::{Actor, MeetingId, Refusal, Said, Text};
use ui::Markup;

use crate::agenda::Agenda;
use crate::record::Meeting;

/// What another slice keeps of a meeting.
pub struct Beside {
    pub label: Text,
    pub path: fn(MeetingId) -> String,
    /// Whether there is something to see for this reader.
    pub is_there: fn(&mut Tx<'_>, Option<&Actor>, &Meeting) -> Result<bool, Refusal>,
    /// What the office does there, and the page it begins with.
    pub of_office: (Text, fn(MeetingId) -> String),
}

/// What another slice would find in conflict once the public reads this agenda, and does not now; each in words.
pub type Upset = fn(&mut Tx<'_>, &Meeting, &Agenda) -> Result<Vec<Said>, Refusal>;

static UPSETS: OnceLock<&'static [Upset]> = OnceLock::new();

/// Says who is asked before a release is shown to the public. The first call counts.
pub fn ask_first(all: &'static [Upset]) {
    let _ = UPSETS.set(all);
}

/// What showing this agenda to the public would put in conflict.
pub(crate) fn upset(tx: &mut Tx<'_>, meeting: &Meeting, agenda: &Agenda) -> Result<Vec<Said>, Refusal> {
    let mut all = Vec::new();
    for ask in UPSETS.get().copied().unwrap_or_default() {
        all.extend(ask(tx, meeting, agenda)?);
    }
    Ok(all)
}

static ALL: OnceLock<&'static [Beside]> = OnceLock::new();

/// Says what stands beside every meeting, in the order in which it is shown. The first call counts.
pub fn stand_beside(all: &'static [Beside]) {
    let _ = ALL.set(all);
}

/// Where this reader can go from a meeting.
pub(crate) fn ways(tx: &mut Tx<'_>, actor: Option<&Actor>, meeting: &Meeting) -> Result<Vec<(Text, String)>, Refusal> {
    let mut ways = Vec::new();
    for it in ALL.get().copied().unwrap_or_default() {
        if (it.is_there)(tx, actor, meeting)? {
            ways.push((it.label, (it.path)(meeting.id)));
        }
    }
    Ok(ways)
}

/// Where the office can go from a meeting: everywhere.
pub(crate) fn of_office(meeting: MeetingId) -> Vec<(Text, String)> {
    ALL.get().copied().unwrap_or_default().iter().map(|it| (it.of_office.0, (it.of_office.1)(meeting))).collect()
}

/// The same as buttons.
pub(crate) fn buttons(lang: kernel::Lang, ways: &[(Text, String)]) -> Markup {
    ui::html! { @for (label, href) in ways { (ui::link_button(lang, href, *label)) } }
}
