//! What later slices put beside the player, the replay and the console: comments, questions, figures. This slice knows none of
//! them, so the program tells it once, when it starts.

use std::sync::OnceLock;

use db::Tx;
use kernel::{Instant, Refusal};
use ui::Markup;
use web::Visit;

use crate::record::Channel;

/// Makes a panel for whoever visits. Nothing to show is an empty text.
pub type Show = fn(&mut Tx<'_>, &Visit, &Channel) -> Result<Markup, Refusal>;

/// Makes a panel beside the replay of what ran between two instants.
pub type ShowReplay = fn(&mut Tx<'_>, &Visit, &Channel, (Instant, Instant)) -> Result<Markup, Refusal>;

/// What another slice shows of a channel.
pub struct Panel {
    pub at_player: Show,
    pub at_replay: ShowReplay,
    pub at_console: Show,
}

static ALL: OnceLock<&'static [Panel]> = OnceLock::new();

/// Says what stands beside every player, in the order in which it is shown. The first call counts.
pub fn stand_beside_player(all: &'static [Panel]) {
    let _ = ALL.set(all);
}

/// What stands beside every player.
pub(crate) fn all() -> &'static [Panel] {
    ALL.get().copied().unwrap_or_default()
}
