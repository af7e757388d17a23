//! The table of the ranking page. Its inputs carry their row in the name, so that one form holds them all.

use kernel::{Actor, Breach, Lang, Text, Word, say};
use ui::{Markup, html};
use web::Form;

use super::ranking::{is_open, title};
use crate::lists::Ranked;
use crate::state::Step;
use crate::texts;

const SCORE: Text = say("我的评分", "My score");
const NOTE: Text = say("评语", "Note");
const DECISION: Text = say("决定", "Decision");

pub fn table(lang: Lang, actor: &Actor, rows: &[Ranked], breaches: &[Breach], typed: Option<&Form>) -> Markup {
    let decides = rows.first().is_some_and(|r| actor.represents(r.application.enterprise_id));
    let scores = rows.first().is_some_and(|r| actor.evaluates_for(r.application.enterprise_id));
    let mut heads = vec![texts::label("title"), texts::PI, texts::UNIVERSITY, say("平均分", "Mean"), texts::STATE];
    heads.extend(if scores { vec![SCORE, NOTE] } else { vec![] });
    heads.extend(if decides { vec![DECISION, texts::REASON] } else { vec![] });
    let lines = rows.iter().map(|row| {
        let mut cells = vec![
            title(lang, row),
            ui::theirs(lang, &row.application.pi_name),
            ui::named(lang, &row.university, &row.university_en),
            mean(lang, row),
            ui::badge(lang, row.application.state.text(), texts::tone(row.application.state)),
        ];
        if scores {
            cells.extend(score_cells(lang, actor, row, breaches, typed));
        }
        if decides {
            cells.extend(decision_cells(lang, row, breaches, typed));
        }
        cells
    });
    let empty = say("还没有通过高校审核的申请。", "No application has passed its university yet.");
    ui::table(lang, texts::APPLICATIONS, &heads, lines.collect(), empty)
}

/// `86.7 (3)`: mean and number of reviewers.
fn mean(lang: Lang, row: &Ranked) -> Markup {
    match row.mean_tenths {
        Some(tenths) => {
            let by = say("{mean}（{n} 人）", "{mean} ({n})")
                .with(&[("mean", &points(tenths)), ("n", &row.evaluations.len())]);
            html! { (by.get(lang)) }
        }
        None => html! {},
    }
}

/// Tenths of a point for people: 867 is 86.7.
pub fn points(tenths: i64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn score_cells(lang: Lang, actor: &Actor, row: &Ranked, breaches: &[Breach], typed: Option<&Form>) -> Vec<Markup> {
    let id = row.application.id;
    let mine = row.score_of(actor);
    if !is_open(row) {
        return vec![html! { @if let Some(m) = &mine { (m.score) } }, html! { @if let Some(m) = &mine { (m.note) } }];
    }
    let value = |name: &str, stored: String| typed.map_or(stored, |form| form.get(name).to_owned());
    let (score, note) = (format!("score.{id}"), format!("note.{id}"));
    let score_value = value(&score, mine.as_ref().map_or(String::new(), |m| m.score.to_string()));
    let note_value = value(&note, mine.map_or(String::new(), |m| m.note));
    vec![
        cell(
            lang,
            &score,
            breaches,
            html! {
                input id=(field_id(&score)) type="text" inputmode="numeric" name=(score) value=(score_value) size="4" aria-label=(labelled(lang, SCORE, row));
            },
        ),
        cell(
            lang,
            &note,
            breaches,
            html! {
                textarea id=(field_id(&note)) name=(note) rows="2" aria-label=(labelled(lang, NOTE, row)) { "\n" (note_value) }
            },
        ),
    ]
}

fn decision_cells(lang: Lang, row: &Ranked, breaches: &[Breach], typed: Option<&Form>) -> Vec<Markup> {
    let id = row.application.id;
    if !is_open(row) {
        return vec![html! {}, html! {}];
    }
    let (decision, reason) = (format!("decision.{id}"), format!("reason.{id}"));
    let chosen = typed.map_or("", |form| form.get(&decision));
    let typed_reason = typed.map_or("", |form| form.get(&reason));
    vec![
        cell(
            lang,
            &decision,
            breaches,
            html! {
                select id=(field_id(&decision)) name=(decision) aria-label=(labelled(lang, DECISION, row)) {
                    option value="" selected[chosen.is_empty()] { (say("暂不决定", "Not yet").get(lang)) }
                    @for step in [Step::EnterpriseSelect, Step::EnterpriseReturn, Step::EnterpriseReject] {
                        option value=(step.word()) selected[chosen == step.word()] { (step.text().get(lang)) }
                    }
                }
            },
        ),
        cell(
            lang,
            &reason,
            breaches,
            html! {
                input id=(field_id(&reason)) type="text" name=(reason) value=(typed_reason) aria-label=(labelled(lang, texts::REASON, row));
            },
        ),
    ]
}

fn cell(lang: Lang, name: &str, breaches: &[Breach], control: Markup) -> Markup {
    html! { (control) (ui::breaches_of(lang, name, breaches)) }
}

fn labelled(lang: Lang, label: Text, row: &Ranked) -> String {
    format!("{} · {}", label.get(lang), row.application.title)
}

/// The id to which the summary of problems links.
fn field_id(name: &str) -> String {
    format!("f-{}", name.replace('.', "-"))
}
