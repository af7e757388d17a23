//! Letters, written in the transaction of the act they tell of.

use applications::Application;
use db::{DbError, Tx};
use kernel::say;
use mail::{Template, Topic, plain};

/// Every template of this slice.
pub const LETTERS: &[&Template] = &[&WAITING];

const WAITING: Template = Template::new(
    "allocation.waiting",
    Topic::Application,
    say("候补第 {place} 位：{title}", "Place {place} on the waiting list: {title}"),
    say(
        "本轮名额已分配完毕，申请“{title}”排在候补第 {place} 位。有名额空出时，企业按候补次序选中；您无需再做什么。",
        "The offers of this round are given out. “{title}” has place {place} on the waiting list; where an offer falls free, the enterprise goes by its order. You need not do anything.",
    ),
);

/// An applicant learns where the application stands.
pub(crate) fn waiting(tx: &mut Tx<'_>, application: &Application, place: usize) -> Result<(), DbError> {
    let parts = [("title", plain(&application.title)), ("place", plain(place.to_string()))];
    directory::tell(tx, &[application.pi_id], &WAITING, &parts, &applications::paths::application(application.id))
}
