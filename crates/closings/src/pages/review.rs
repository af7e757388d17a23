//! The university's review of a closing: the checklist of rule book 6.5, then to pass, to audit or to return. Rules U-02 and,
//! where the conclusion is audited, Z-06.

use applications::checklist::{Check, Stage, checklist};
use applications::checklist_form::{self, Row};
use kernel::{Breach, Lang, Word, say};
use ui::{Field, Kind, Markup, html};

use crate::pages::view::View;
use crate::pages::write::Typed;
use crate::state::Step;
use crate::store::{REPORT, RESULTS};
use crate::{Conclusion, paths, texts};

/// One form for both ends of the review, since both need the whole list.
pub(super) fn form(
    lang: Lang,
    csrf: &str,
    view: &View,
    typed: &Typed<'_>,
    breaches: &[Breach],
    passing: Step,
) -> Markup {
    let closing = &view.dossier.closing;
    let audits = passing == Step::Audit;
    let choices = Conclusion::ALL.iter().map(|c| (c.word().to_owned(), c.text().get(lang).to_owned())).collect();
    let stored = closing.audited_conclusion.or(closing.conclusion).map_or("", Word::word);
    let hint = if audits {
        say("退回，或将“通过”改为“不通过”时必填。", "Needed to return it, or to turn “passed” into “not passed”.")
    } else {
        say("退回时必填。", "Needed to return it.")
    };
    ui::form(
        lang,
        csrf,
        &paths::review(closing.id),
        &format!("closing-review-{}", closing.id),
        html! {
            (checklist_form::rows(lang, &rows(view), breaches, typed.form))
            @if audits {
                (Field::radio("conclusion", say("审核结论", "Result of the audit"), choices).required().value(typed.value("conclusion", stored))
                    .hint(say("可以将“通过”改为“不通过”并写明理由，不可将“不通过”改为“通过”。", "“Passed” may become “not passed” with a reason, never the reverse.")).render(lang, breaches))
            }
            (Field::area("reason", texts::REASON).rows(3).maxlength(5000).hint(hint).value(typed.value("reason", &closing.audit_reason)).render(lang, breaches))
            (ui::decision_bar(ui::actions(html! {
                (ui::submit_as(lang, "then", passing.word(), passing.text(), Kind::Primary))
                (ui::submit_as(lang, "then", Step::UniversityReturn.word(), Step::UniversityReturn.text(), Kind::Danger))
            })))
        },
    )
}

/// The checks with what the platform can tell: that parts are there, and that everything promised is listed as done.
fn rows(view: &View) -> Vec<Row> {
    let closing = &view.dossier.closing;
    let promised = || view.outcomes.iter().filter(|o| o.deliverable_id.is_some());
    let found = |check: Check| match check {
        Check::ClosingSummaryComplete => Some(!closing.summary.trim().is_empty()),
        Check::ReportAttached => Some([REPORT, RESULTS].iter().all(|purpose| view.files_of(purpose).next().is_some())),
        // Whether the words say the same, a person reads; that something is missing, the list says.
        Check::ResultsMatch => promised().any(|o| !o.is_done).then_some(false),
        Check::TitleWording
        | Check::SummaryComplete
        | Check::PiEqual
        | Check::OnePi
        | Check::Signed
        | Check::SealOfDepartment
        | Check::FieldsFilled
        | Check::ClosingDateSensible
        | Check::AmountsEqual
        | Check::SealsPresent
        | Check::ClausesClear => None,
    };
    checklist(Stage::Closing).iter().map(|check| Row::new(*check, found(*check))).collect()
}
