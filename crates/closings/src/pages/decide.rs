//! The steps that are open now: as a form or button for whoever may take them, otherwise with the reason and who can (P-5).

use kernel::{Breach, Lang, Text, Word, say};
use ui::{Field, Markup, html};

use crate::actions::may_publish;
use crate::pages::{review, view::View, write::Typed};
use crate::policy::{self, Edit};
use crate::state::{Step, steps_from};
use crate::{Conclusion, paths, texts};

pub(super) fn steps(lang: Lang, csrf: &str, view: &View, typed: &Typed<'_>, breaches: &[Breach]) -> Markup {
    let closing = &view.dossier.closing;
    let open: Vec<Step> = steps_from(closing.state, closing.mode).collect();
    let opinion_open = Edit::Opinion.is_open(closing.state, closing.mode);
    html! {
        @if !open.is_empty() {
            (ui::section(lang, say("下一步", "What can be done now"), html! { div.stack {
                @if opinion_open { (opinion(lang, csrf, view, typed, breaches)) }
                @for step in open { (one(lang, csrf, view, step, typed, breaches)) }
            } }))
        }
    }
}

fn one(lang: Lang, csrf: &str, view: &View, step: Step, typed: &Typed<'_>, breaches: &[Breach]) -> Markup {
    let closing = &view.dossier.closing;
    if !policy::may(&view.actor, step, &view.dossier) {
        return ui::blocked(lang, step.text(), &texts::only(policy::who_else(&view.actor, step, &view.dossier)));
    }
    let action = paths::step(closing.id, step);
    match step {
        // These have their button under the form they belong to: the university returns where it passes or audits.
        Step::Submit | Step::Resubmit | Step::Conclude | Step::UniversityReturn => html! {},
        Step::ReportToExperts => ui::step_button(&action, csrf, step.text()).primary().render(lang),
        Step::EnterpriseReturn => returning(lang, csrf, &action, step, typed, breaches),
        Step::UniversityPass | Step::Audit => review::form(lang, csrf, view, typed, breaches, step),
        Step::PublishPassed | Step::PublishFailed => publishing(lang, csrf, &action, view, step),
    }
}

fn returning(lang: Lang, csrf: &str, action: &str, step: Step, typed: &Typed<'_>, breaches: &[Breach]) -> Markup {
    let name = reason_field(step);
    ui::form(
        lang,
        csrf,
        action,
        "",
        html! {
            (Field::area(name.clone(), say("需要修改之处", "What has to be changed")).rows(3).maxlength(5000).required()
                .value(typed.value(&name, "")).render(lang, breaches))
            (ui::submit_as(lang, "then", step.word(), step.text(), ui::Kind::Danger))
        },
    )
}

/// The reason of a step, named after it: two forms of one page must not share the id of a field.
pub(super) fn reason_field(step: Step) -> String {
    format!("{}-reason", step.word())
}

/// The word of the expert group on the conclusion. Rule Z-06.
fn word_on(
    lang: Lang,
    csrf: &str,
    action: &str,
    label: Text,
    typed: &Typed<'_>,
    breaches: &[Breach],
    view: &View,
) -> Markup {
    let closing = &view.dossier.closing;
    let choices = Conclusion::ALL.iter().map(|c| (c.word().to_owned(), c.text().get(lang).to_owned())).collect();
    let stored = closing.audited_conclusion.or(closing.conclusion).map_or("", Word::word);
    ui::form(
        lang,
        csrf,
        action,
        "",
        html! {
            (Field::radio("conclusion", say("审核结论", "Result of the audit"), choices).required().value(typed.value("conclusion", stored))
                .hint(say("可以将“通过”改为“不通过”并写明理由，不可将“不通过”改为“通过”。", "“Passed” may become “not passed” with a reason, never the reverse.")).render(lang, breaches))
            (Field::area("reason", texts::REASON).rows(3).maxlength(5000).value(typed.value("reason", &closing.audit_reason)).render(lang, breaches))
            (ui::submit_as(lang, "then", "opinion", label, ui::Kind::Primary))
        },
    )
}

fn opinion(lang: Lang, csrf: &str, view: &View, typed: &Typed<'_>, breaches: &[Breach]) -> Markup {
    if !view.may_edit(Edit::Opinion) {
        return ui::blocked(
            lang,
            Edit::Opinion.text(),
            &texts::only(policy::who_else_edits(&view.actor, Edit::Opinion, &view.dossier)),
        );
    }
    word_on(lang, csrf, &paths::opinion(view.dossier.closing.id), Edit::Opinion.text(), typed, breaches, view)
}

fn publishing(lang: Lang, csrf: &str, action: &str, view: &View, step: Step) -> Markup {
    let wanted = if step == Step::PublishPassed { Conclusion::Passed } else { Conclusion::NotPassed };
    match may_publish(&view.dossier, wanted) {
        Err(breach) => ui::blocked(lang, step.text(), &breach.said),
        Ok(()) => {
            let ask = say("结果公布后不能更改。确定公布吗？", "A published result cannot be changed. Publish it?");
            ui::step_button(action, csrf, step.text()).primary().confirm(ask).render(lang)
        }
    }
}
