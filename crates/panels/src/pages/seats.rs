//! One by one: its experts with why they fit, and the buttons beside each.

use kernel::{Lang, RowId, Text, Word, say};
use ui::{Field, Markup, Tone, html};

use super::plan::Shown;
use crate::paths;
use crate::state::{Change, is_open};
use crate::texts::{EXPERTS, both, points, subject as called, title};
use crate::view::{Line, Named, Seat, candidates};

/// Those offered to be put in: who fits best. The API takes everybody.
const OFFERED: usize = 30;

const EMPTY: Text = say("方案中没有材料", "The plan holds nothing to judge");
const MISSING: Text = say("缺 {n} 位", "{n} missing");
const LOCKED: Text = say("已锁定", "Locked");
const BY_HAND: Text = say("手工加入", "Put in by hand");
const NO_REASON: Text = say("没有共同的专业、产业或关键词", "No major, industry or keyword in common");
/// Names of one line.
const NAMED: usize = 10;
const EXCLUDED: Text = say("利益冲突，不参评：", "Conflict of interest: ");
const BARRED: Text = say("已移出：", "Taken out: ");
const NOBODY: Text = say("没有可加入的专家", "Nobody can be put in");

/// The lines of one page.
pub(super) fn table(shown: &Shown<'_>, lines: &[Line]) -> Markup {
    let lang = shown.visit.lang;
    let open = is_open(shown.view.state);
    let mut heads = vec![called(shown.view.kind), EXPERTS, say("合计", "Together")];
    if open {
        heads.push(say("加入专家", "Put an expert in"));
    }
    let row = |line: &Line| {
        let mut cells = vec![subject(shown, line), experts(shown, line), ui::number(line.points)];
        if open {
            cells.push(put_in(shown, line));
        }
        cells
    };
    ui::table(lang, both(shown.view.kind), &heads, lines.iter().map(row).collect(), EMPTY)
}

fn subject(shown: &Shown<'_>, line: &Line) -> Markup {
    let lang = shown.visit.lang;
    html! {
        a id={ "s-" (line.subject) } href=(paths::subject(shown.view.kind, line.subject)) { (ui::theirs(lang, title(lang, &line.title))) }
        p.muted { (ui::named(lang, &line.house_name, &line.house_name_en)) }
        @if line.empty > 0 {
            p { (ui::badge(lang, MISSING.with(&[("n", &line.empty)]), Tone::Warn))
                @if let Some(why) = &line.why_empty { " " (ui::theirs(lang, why.get(lang))) } }
        }
        (people(lang, EXCLUDED, &line.excluded))
        (people(lang, BARRED, &line.barred))
    }
}

/// Names in a line, the first of many.
fn people(lang: Lang, head: Text, people: &[Named]) -> Markup {
    html! {
        @if !people.is_empty() {
            p.muted {
                (head.get(lang))
                @for (at, named) in people.iter().take(NAMED).enumerate() {
                    @if at > 0 { @match lang { Lang::Zh => "、", Lang::En => ", " } }
                    (ui::named(lang, &named.name, &named.name_en))
                }
                @if people.len() > NAMED { " … (" (people.len()) ")" }
            }
        }
    }
}

fn experts(shown: &Shown<'_>, line: &Line) -> Markup {
    html! { @for seat in &line.experts { (expert(shown, line, seat)) } }
}

fn expert(shown: &Shown<'_>, line: &Line, seat: &Seat) -> Markup {
    let lang = shown.visit.lang;
    html! {
        div.seat {
            p {
                strong { (ui::named(lang, &seat.name, &seat.name_en)) } " "
                @if !seat.title.is_empty() { span.muted { (ui::theirs(lang, &seat.title)) } " " }
                (ui::badge(lang, points(seat.points), if seat.points > 0 { Tone::Good } else { Tone::Neutral }))
                @if seat.by_hand { " " (ui::badge(lang, BY_HAND, Tone::Info)) }
                @if seat.locked { " " (ui::badge(lang, LOCKED, Tone::Info)) }
            }
            p.muted { (reasons(lang, seat)) }
            @if is_open(shown.view.state) {
                (ui::actions(html! {
                    (button(shown, line, seat, if seat.locked { Change::Unlock } else { Change::Lock }))
                    (button(shown, line, seat, Change::TakeOut))
                }))
            }
        }
    }
}

fn reasons(lang: Lang, seat: &Seat) -> Markup {
    html! {
        @if seat.reasons.is_empty() { (NO_REASON.get(lang)) }
        @for (at, reason) in seat.reasons.iter().enumerate() {
            @if at > 0 { @match lang { Lang::Zh => "；", Lang::En => "; " } }
            (ui::theirs(lang, reason.get(lang)))
        }
    }
}

fn button(shown: &Shown<'_>, line: &Line, seat: &Seat, change: Change) -> Markup {
    let action = paths::pairs(shown.view.id);
    let button = ui::step_button(&action, &shown.visit.csrf, change.text());
    let button = button.field("do", change.word()).field("subject", line.subject).field("expert", seat.expert);
    match shown.after {
        Some(after) => button.field("after", after).render(shown.visit.lang),
        None => button.render(shown.visit.lang),
    }
}

/// The name of the list to choose from.
pub(super) fn expert_field(subject: RowId) -> String {
    format!("expert.{subject}")
}

fn put_in(shown: &Shown<'_>, line: &Line) -> Markup {
    let lang = shown.visit.lang;
    // One for each form of the page, since its name is also its place.
    let field = expert_field(line.subject);
    let breaches = &shown.tried.breaches;
    let found = candidates(shown.loaded, line.subject);
    let options = found.iter().take(OFFERED).map(|(expert, fits)| {
        let name = ui::named_text(lang, &expert.name, &expert.name_en);
        (expert.id.to_string(), format!("{name} · {}", points(*fits).get(lang)))
    });
    let options: Vec<(String, String)> = options.collect();
    if options.is_empty() {
        return html! { span.muted { (NOBODY.get(lang)) } };
    }
    ui::form(
        lang,
        &shown.visit.csrf,
        &paths::pairs(shown.view.id),
        "",
        html! {
            (ui::hidden("subject", &line.subject.to_string()))
            @if let Some(after) = shown.after { (ui::hidden("after", &after.to_string())) }
            (Field::select(&*field, say("专家", "Expert"), options).render(lang, breaches))
            (ui::submit_as(lang, "do", Change::PutIn.word(), Change::PutIn.text(), ui::Kind::Secondary))
        },
    )
}
