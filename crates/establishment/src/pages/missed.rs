//! What missed the last cut-off of a round.

use agreements::ForList;
use kernel::{Actor, RoundId, Text, Word, say};
use ui::{Markup, html};
use web::{Answer, Form, Path, Visit};

use super::plan::{SHOWN, cells, not_all};
use crate::policy::{self, Step};
use crate::{actions, paths, texts};

const TITLE: Text = say("逾期未列入的协议", "Agreements that missed the cut-off");
const NONE: Text = say("没有逾期的协议。", "Nothing missed the cut-off.");
const ASK: Text = say(
    "将这 {n} 项标记为未列入？负责人和企业会收到通知。",
    "Mark these {n} as not included? Principal investigators and enterprises are told.",
);

pub(crate) async fn look(visit: Visit, Path(round): Path<RoundId>) -> Answer {
    let actor = visit.actor()?;
    let viewer = actor.clone();
    let late = visit.site.db.read(move |tx| actions::missed(tx, &viewer, round)).await?;
    visit.page(TITLE, render(&visit, &actor, round, &late))
}

pub(crate) async fn mark(visit: Visit, Path(round): Path<RoundId>, form: Form) -> Answer {
    let (actor, count) = (visit.actor()?, form.number("count", 0, 1_000_000)?);
    let count = usize::try_from(count).unwrap_or(0);
    let marked = visit.site.db.write(move |tx| actions::miss_cut_offs_of(tx, &actor, round, count)).await?;
    visit.done(paths::HOME, say("{n} 项已标记为未列入", "{n} marked as not included").with(&[("n", &marked)]))
}

fn render(visit: &Visit, actor: &Actor, round: RoundId, late: &[ForList]) -> Markup {
    let lang = visit.lang;
    let heads =
        [texts::TITLE, texts::UNIVERSITY, texts::ENTERPRISE, texts::PI, texts::CASH, texts::GOODS, texts::AGREED_AT];
    html! {
        (ui::breadcrumbs(lang, &[(paths::HOME.into(), texts::ESTABLISHMENT.into())]))
        (ui::heading(TITLE.get(lang), html! {}))
        (ui::table(lang, TITLE, &heads, late.iter().take(SHOWN).map(|row| cells(lang, row)).collect(), NONE))
        (not_all(lang, late.len()))
        @if !late.is_empty() {
            @if policy::may(actor, Step::MissCutOff) {
                (ui::step_button(&paths::missed(round), &visit.csrf, Step::MissCutOff.text()).danger().field("count", late.len()).confirm(ASK.with(&[("n", &late.len())])).render(lang))
            } @else {
                (ui::blocked(lang, Step::MissCutOff.text(), &say("由项目办公室或平台每日自动办理。", "The programme office does this, or the platform once a day.").into()))
            }
        }
    }
}
