//! What exhibitors are told.

use db::Tx;
use kernel::{Refusal, Role, Said, Text, say};
use mail::{Part, Template, Topic, plain};

use crate::paths;
use crate::record::{Booth, BoothRequest};

/// Every template of this slice.
pub const LETTERS: &[&Template] = &[&HELD, &REFUSED, &RELEASED, &LAPSED];

const fn template(name: &'static str, subject: Text, body: Text) -> Template {
    Template::new(name, Topic::Announcement, subject, body)
}

const HELD: Template = template(
    "exhibition.held",
    say("{meeting}：已为贵单位预留展位 {booth}", "{meeting}: booth {booth} is held for you"),
    say(
        "{meeting}为“{title}”预留了展位 {booth}。请在 {until}（北京时间）前确认，逾期展位将释放。",
        "{meeting} holds booth {booth} for “{title}”. Please confirm it by {until} (Beijing time); after that it is given to others.",
    ),
)
.called(say("展位已预留", "A booth is held"));

const REFUSED: Template = template(
    "exhibition.refused",
    say("{meeting}：展位申请未入选", "{meeting}: your request for a booth"),
    say("“{title}”的展位申请未入选。\n\n{reason}", "Your request for “{title}” was not selected.\n\n{reason}"),
)
.called(say("展位申请未入选", "A request for a booth was not selected"));

const RELEASED: Template = template(
    "exhibition.released",
    say("{meeting}：主办方办理了退展", "{meeting}: your booth was given up by the organiser"),
    say("“{title}”的展位由主办方办理退展。\n\n{reason}", "The organiser gave up the booth of “{title}”.\n\n{reason}"),
)
.called(say("主办方退展", "A booth was given up by the organiser"));

const LAPSED: Template = template(
    "exhibition.lapsed",
    say("{meeting}：展位预留已逾期", "{meeting}: a booth was not confirmed in time"),
    say(
        "为“{title}”预留的展位未在期限内确认，已释放。申请期内可以重新申请。",
        "The booth held for “{title}” was not confirmed in time and is given to others. You may ask again while requests are open.",
    ),
)
.called(say("展位预留逾期", "A booth was not confirmed in time"));

pub(crate) fn held(tx: &mut Tx<'_>, request: &BoothRequest, booth: &Booth) -> Result<(), Refusal> {
    let until = request.held_until.map(|at| at.beijing_minute()).unwrap_or_default();
    tell(tx, request, &HELD, &[("booth", plain(&booth.number)), ("until", plain(&until))])
}

pub(crate) fn refused(tx: &mut Tx<'_>, request: &BoothRequest) -> Result<(), Refusal> {
    tell(tx, request, &REFUSED, &[("reason", plain(&request.reason))])
}

pub(crate) fn released(tx: &mut Tx<'_>, request: &BoothRequest) -> Result<(), Refusal> {
    tell(tx, request, &RELEASED, &[("reason", plain(&request.reason))])
}

pub(crate) fn lapsed(tx: &mut Tx<'_>, request: &BoothRequest) -> Result<(), Refusal> {
    tell(tx, request, &LAPSED, &[])
}

/// Tells those who speak for the exhibitor.
fn tell(
    tx: &mut Tx<'_>,
    request: &BoothRequest,
    template: &'static Template,
    more: &[Part<'_>],
) -> Result<(), Refusal> {
    let mut to = directory::people_with(tx, request.organisation_id, Role::UniversityAdministrator)?;
    to.extend(directory::people_with(tx, request.organisation_id, Role::EnterpriseContact)?);
    let meeting: meetings::Meeting = db::get(tx, request.meeting_id)?;
    let mut parts: Vec<(&str, Said)> = vec![("meeting", meeting.title().said()), ("title", request.title().said())];
    parts.extend(more.iter().cloned());
    Ok(directory::tell(tx, &to, template, &parts, &paths::request(request.meeting_id, request.id))?)
}
