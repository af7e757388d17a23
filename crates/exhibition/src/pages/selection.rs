//! The organiser's selection: kind by kind, how many booths there are for how many requests, and each request with its booth.

use kernel::{BoothId, BoothRequestId, Breach, MeetingId, Refusal, Text, Word, say};
use ui::{Field, Kind, Markup, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use super::head::{Page, head, title};
use crate::actions::{self, Whole};
use crate::kinds::BoothKind;
use crate::record::{Booth, BoothRequest};
use crate::state::{State, Step};
use crate::{paths, policy, store, texts};

const PRESSURE: Text = say("{booths} 个展位，{requests} 份申请", "{booths} booth(s), {requests} request(s)");
const REASONS: Text =
    say("申请多于展位：每项决定须写明理由", "More is asked for than there is: every decision needs its reason");
const NONE: Text = say("还没有展位申请。", "Nobody has asked for a booth yet.");
const DONE: Text = say("已办理，参展单位会收到通知", "Done; the exhibitor is told");

/// What was tried on which request.
struct Tried<'t> {
    request: BoothRequestId,
    form: &'t Form,
    breaches: &'t [Breach],
}

pub(crate) async fn show(visit: Visit, Path(id): Path<MeetingId>) -> Answer {
    page(&visit, id, None).await
}

async fn page(visit: &Visit, id: MeetingId, tried: Option<Tried<'_>>) -> Answer {
    let (lang, actor) = (visit.lang, visit.actor()?);
    let whole = visit.site.db.read(move |tx| actions::whole(tx, &actor, id)).await?;
    let status = if tried.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let kinds = BoothKind::ALL.iter().filter(|kind| whole.requests.iter().any(|it| it.kind == **kind));
    let body = html! {
        (head(visit, &whole.meeting, Page::Selection))
        (ui::breach_summary(lang, tried.as_ref().map_or(&[], |it| it.breaches)))
        @if whole.requests.is_empty() { p.empty { (NONE.get(lang)) } }
        @for kind in kinds { (part(visit, &whole, *kind, tried.as_ref())) }
    };
    Ok(visit.page_with(status, title(texts::SELECTION, &whole.meeting), body))
}

fn part(visit: &Visit, whole: &Whole, kind: BoothKind, tried: Option<&Tried<'_>>) -> Markup {
    let lang = visit.lang;
    let booths = whole.booths.iter().filter(|it| it.kind == kind).count();
    let of_kind: Vec<&BoothRequest> = whole.requests.iter().filter(|it| it.kind == kind).collect();
    let requests = of_kind.iter().filter(|it| it.state != State::Released).count();
    let standing = store::on_booths(&whole.requests);
    let free: Vec<&Booth> = whole.booths.iter().filter(|it| !standing.contains_key(&it.id)).collect();
    let rows = of_kind.iter().map(|it| {
        vec![
            html! {
                a id={ "r-" (it.id) } href=(paths::request(it.meeting_id, it.id)) { (texts::words(lang, &it.organisation())) }
                p.muted { (texts::words(lang, &it.title())) }
            },
            html! {
                (ui::badge(lang, it.state.text(), texts::tone(it.state)))
                @if let Some(booth) = whole.booths.iter().find(|booth| it.state.has_booth() && Some(booth.id) == it.booth_id) { " " (booth.number) }
                @if !it.reason.is_empty() { p.muted { (ui::theirs(lang, &it.reason)) } }
            },
            ui::when(lang, it.created_at),
            decide(visit, it, &free, tried.filter(|tried| tried.request == it.id)),
        ]
    });
    let heads = [texts::EXHIBITOR, texts::STATE, say("申请时间", "Asked"), texts::NEXT];
    let pressure = PRESSURE.with(&[("booths", &booths), ("requests", &requests)]);
    html! {
        section.part {
            h2 { (kind.text().get(lang)) }
            p { (pressure.get(lang)) @if requests > booths { " · " (REASONS.get(lang)) " " (ui::rule_badge(lang, "M-02")) } }
            (ui::table(lang, kind.text(), &heads, rows.collect(), NONE))
        }
    }
}

fn decide(visit: &Visit, it: &BoothRequest, free: &[&Booth], tried: Option<&Tried<'_>>) -> Markup {
    let lang = visit.lang;
    let Ok(actor) = visit.actor() else { return html! {} };
    let may = |step: Step| policy::permit(&actor, step, it.clone()).is_ok();
    if !may(Step::Hold) {
        return html! { a href=(paths::request(it.meeting_id, it.id)) { (texts::NEXT.get(lang)) } };
    }
    // Booths of the kind asked for stand first.
    let mut sorted: Vec<&&Booth> = free.iter().collect();
    sorted.sort_by_key(|booth| booth.kind != it.kind);
    let options = sorted.iter().map(|booth| {
        let kind = if booth.kind == it.kind { String::new() } else { format!(" · {}", booth.kind.text().get(lang)) };
        (booth.id.to_string(), format!("{}{kind}", texts::booth(lang, booth)))
    });
    let (form, breaches) = tried.map_or((None, &[][..]), |it| (Some(it.form), it.breaches));
    let typed = |name: &str| form.map_or("", |form| form.get(&own(name, it.id))).to_owned();
    html! {
        (ui::form(lang, &visit.csrf, &paths::step(it.meeting_id, it.id, Step::Hold), "", html! {
            (Field::select(own("booth", it.id), texts::BOOTH, options.collect()).value(typed("booth")).render(lang, breaches))
            (Field::text(own("reason", it.id), texts::REASON).value(typed("reason")).maxlength(200).render(lang, breaches))
            (ui::actions(html! {
                (ui::submit_as(lang, "do", Step::Hold.word(), Step::Hold.text(), Kind::Primary))
                @if may(Step::Refuse) {
                    button.btn.danger name="do" value=(Step::Refuse.word()) formaction=(paths::step(it.meeting_id, it.id, Step::Refuse)) { (Step::Refuse.text().get(lang)) }
                }
            }))
        }))
    }
}

type At = (MeetingId, BoothRequestId);

/// The name of a field in the form of one request: it is also its place on the page, which holds a form for each.
fn own(name: &str, request: BoothRequestId) -> String {
    format!("{name}.{request}")
}

pub(crate) async fn hold(visit: Visit, Path(at): Path<At>, form: Form) -> Answer {
    let (actor, reason) = (visit.actor()?, form.get(&own("reason", at.1)).to_owned());
    let outcome = match form.id::<BoothId>(&own("booth", at.1)) {
        Err(breach) => Err(breach.into()),
        Ok(booth) => visit.site.db.write(move |tx| actions::hold(tx, &actor, at, booth, &reason)).await,
    };
    after(&visit, at, outcome, &form).await
}

pub(crate) async fn refuse(visit: Visit, Path(at): Path<At>, form: Form) -> Answer {
    let (actor, reason) = (visit.actor()?, form.get(&own("reason", at.1)).to_owned());
    let outcome = visit.site.db.write(move |tx| actions::refuse(tx, &actor, at, &reason)).await;
    after(&visit, at, outcome, &form).await
}

async fn after(visit: &Visit, at: At, outcome: Result<BoothRequest, Refusal>, form: &Form) -> Answer {
    match outcome {
        Ok(_) => visit.done(&format!("{}#r-{}", paths::selection(at.0), at.1), DONE),
        Err(Refusal::Breaches(mut breaches)) => {
            for breach in breaches.iter_mut().filter(|breach| matches!(breach.field.as_str(), "booth" | "reason")) {
                breach.field = own(&breach.field, at.1);
            }
            page(visit, at.0, Some(Tried { request: at.1, form, breaches: &breaches })).await
        }
        Err(other) => Err(other.into()),
    }
}
