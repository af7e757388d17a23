//! The enterprise's form: promised beside delivered, accepted or not, and the conclusion. Rule Z-05.

use kernel::{Breach, Lang, Word, say};
use ui::{Field, Markup, html};

use crate::actions::{accepted_field, note_field};
use crate::pages::{parts, view::View, write::Typed};
use crate::policy;
use crate::state::Step;
use crate::store::evidence_for;
use crate::{Conclusion, Outcome, paths, texts};

pub(super) fn form(lang: Lang, csrf: &str, view: &View, typed: &Typed<'_>, breaches: &[Breach]) -> Markup {
    let closing = &view.dossier.closing;
    let conclusions = Conclusion::ALL.iter().map(|c| (c.word().to_owned(), c.text().get(lang).to_owned())).collect();
    let stored = closing.conclusion.map_or("", Word::word);
    let may_conclude = policy::may(&view.actor, Step::Conclude, &view.dossier);
    ui::section(
        lang,
        say("逐项验收", "Deliverable by deliverable"),
        ui::form(
            lang,
            csrf,
            &paths::acceptance(closing.id),
            &format!("acceptance-{}", closing.id),
            html! {
                @for outcome in &view.outcomes { (line(lang, view, outcome, typed, breaches)) }
                (Field::radio("conclusion", texts::CONCLUSION, conclusions).value(typed.value("conclusion", stored)).required().render(lang, breaches))
                (Field::area("conclusion_text", say("验收结论说明", "The conclusion in words")).rows(6).maxlength(5000).required()
                    .value(typed.value("conclusion_text", &closing.conclusion_text)).render(lang, breaches))
                (ui::actions(html! {
                    (ui::submit_as(lang, "then", "save", say("保存", "Save"), ui::Kind::Secondary))
                    @if may_conclude { (ui::submit_as(lang, "then", "conclude", Step::Conclude.text(), ui::Kind::Primary)) }
                }))
                @if !may_conclude { (ui::blocked(lang, Step::Conclude.text(), &texts::only(policy::who_else(&view.actor, Step::Conclude, &view.dossier)))) }
            },
        ),
    )
}

fn line(lang: Lang, view: &View, outcome: &Outcome, typed: &Typed<'_>, breaches: &[Breach]) -> Markup {
    let id = outcome.id.to_string();
    let evidence = evidence_for(outcome.id);
    let stored = match outcome.accepted {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    let choices = vec![
        ("yes".to_owned(), say("认可", "Accept").get(lang).to_owned()),
        ("no".to_owned(), say("不认可", "Do not accept").get(lang).to_owned()),
    ];
    ui::fieldset(
        lang,
        say("{number}", "{number}").with(&[("number", &outcome.number)]),
        html! {
            (ui::facts(lang, vec![
                (say("约定", "Promised"), parts::promised(lang, outcome)),
                (say("完成", "Delivered"), parts::delivered(lang, outcome)),
                (texts::EVIDENCE, parts::file_links(lang, &view.dossier.closing, view.files_of(&evidence))),
            ]))
            (Field::radio(accepted_field(&id), say("是否认可", "Accepted"), choices).value(typed.value(&accepted_field(&id), stored)).required().render(lang, breaches))
            (Field::text(note_field(&id), say("说明（不认可时必填）", "Note (needed when not accepted)")).maxlength(1000)
                .value(typed.value(&note_field(&id), &outcome.accepted_note)).render(lang, breaches))
        },
    )
}
