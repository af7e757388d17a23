//! The form the principal investigator fills: half filled from what was promised, saved while typing. Files travel with
//! every button of the form, so that nothing typed is lost without JavaScript either.

use agreements::ResultKind;
use files::Attachment;
use kernel::{Breach, Lang, Text, Word, say};
use ui::{Field, Markup, html};
use web::Form;

use crate::actions::{deviation_field, done_field, what_field};
use crate::checks::{CASH_FIELD, deliverable_field};
use crate::pages::{parts, view::View};
use crate::state::State;
use crate::store::{REPORT, RESULTS, evidence_for};
use crate::{Outcome, paths, texts};

const SAVE: Text = say("保存并上传所选文件", "Save and upload the chosen files");
const SUBMIT: Text = say("提交结题", "Hand in the closing");
const RESUBMIT: Text = say("重新提交结题", "Hand in the closing again");
const ACCEPTED_FILES: &str = ".pdf,.docx,.xlsx,.pptx,.png,.jpg,.jpeg,.zip";

/// What the form shows: what was just typed before what is stored.
pub(super) struct Typed<'a> {
    pub form: Option<&'a Form>,
}

impl Typed<'_> {
    pub(super) fn value(&self, name: &str, stored: &str) -> String {
        match self.form {
            Some(form) if form.has(name) => form.get(name).to_owned(),
            Some(_) | None => stored.to_owned(),
        }
    }
    /// A box that is not ticked is not sent, so the text beside it says whether the form held it at all.
    fn ticked(&self, name: &str, beside: &str, stored: bool) -> bool {
        match self.form {
            Some(form) if form.has(beside) => form.ticked(name),
            Some(_) | None => stored,
        }
    }
}

/// `form_id` names this rendering of the form, so that its own autosave is not taken for another tab's.
pub(super) fn form(
    lang: Lang,
    csrf: &str,
    form_id: &str,
    view: &View,
    typed: &Typed<'_>,
    breaches: &[Breach],
) -> Markup {
    let closing = &view.dossier.closing;
    let id = format!("closing-{}", closing.id);
    let revision = typed.value("revision", &closing.revision.to_string());
    let inner = html! {
        (ui::hidden("form", &typed.value("form", form_id)))
        (ui::hidden("revision", &revision))
        (Field::area("summary", texts::SUMMARY).rows(8).maxlength(5000).required().value(typed.value("summary", &closing.summary))
            .hint(say("做了什么、取得了什么成效、如何推广。", "What was done, what came of it, how it is spread.")).render(lang, breaches))
        (files_group(lang, view, breaches))
        (promises(lang, view, typed, breaches))
        (extras(lang, view, typed, breaches))
        @if let Some(missing) = &view.missing {
            (Field::area(CASH_FIELD, texts::CASH_REASON).rows(3).maxlength(1000).required().hint(missing.said())
                .value(typed.value(CASH_FIELD, &closing.missing_cash_reason)).render(lang, breaches))
        }
        (ui::actions(html! { (button(lang, "save", SAVE, "secondary")) (button(lang, "submit", submit_label(closing.state), "primary")) }))
    };
    html! {
        (ui::autosave_form(lang, csrf, &paths::draft(closing.id), &paths::autosave(closing.id), &id, inner))
        (removals(lang, csrf, view))
    }
}

const fn submit_label(state: State) -> Text {
    match state {
        State::Returned => RESUBMIT,
        State::Draft
        | State::UniversityReview
        | State::EnterpriseReview
        | State::Concluded
        | State::ExpertReview
        | State::Audited
        | State::Passed
        | State::Failed => SUBMIT,
    }
}

/// A button that sends files as well; the form itself stays plain, so that saving while typing sends no file again.
fn button(lang: Lang, then: &str, label: Text, class: &str) -> Markup {
    html! { button.btn.(class) name="then" value=(then) formenctype="multipart/form-data" { (label.get(lang)) } }
}

fn files_group(lang: Lang, view: &View, breaches: &[Breach]) -> Markup {
    let one = |purpose: &str, label: Text| {
        html! {
            (Field::file(purpose, label, ACCEPTED_FILES).required().hint(say("PDF 或 Word、Excel，不超过 20 MB；重新上传会替换原文件。", "PDF, Word or Excel, at most 20 MB; a new file takes the place of the old.")).render(lang, breaches))
            (uploaded(lang, view.files_of(purpose)))
        }
    };
    ui::fieldset(
        lang,
        say("结题文件", "Documents"),
        html! {
            (one(REPORT, texts::REPORT_FILE)) (one(RESULTS, texts::RESULTS_FILE))
            (button(lang, "save", SAVE, "secondary"))
        },
    )
}

fn uploaded<'a>(lang: Lang, files: impl Iterator<Item = &'a Attachment>) -> Markup {
    let names: Vec<&str> = files.map(|file| file.name.as_str()).collect();
    html! { @if !names.is_empty() { p.hint { (say("已上传：", "Uploaded: ").get(lang)) (names.join("、")) } } }
}

fn promises(lang: Lang, view: &View, typed: &Typed<'_>, breaches: &[Breach]) -> Markup {
    let rows = view.outcomes.iter().filter(|o| o.deliverable_id.is_some()).enumerate();
    html! {
        @for (place, outcome) in rows {
            @let legend = say("{number} {kind}：{promised}", "{number} {kind_en}: {promised}").with(&[
                ("number", &outcome.number), ("kind", &outcome.kind.text().zh), ("kind_en", &outcome.kind.text().en), ("promised", &outcome.promised),
            ]);
            (ui::fieldset(lang, legend, html! {
                // Rules Z-01 and Z-04 speak of the deliverable as a whole; their messages stand on top of it.
                div id=(format!("f-deliverables-{place}")) tabindex="-1" { (ui::breaches_of(lang, &deliverable_field(place), breaches)) }
                (line(lang, view, outcome, typed, breaches))
            }))
        }
    }
}

fn line(lang: Lang, view: &View, outcome: &Outcome, typed: &Typed<'_>, breaches: &[Breach]) -> Markup {
    let id = outcome.id.to_string();
    let (what, deviation) = (what_field(&id), deviation_field(&id));
    let evidence = evidence_for(outcome.id);
    html! {
        (Field::checkbox(done_field(&id), say("已完成", "Done")).checked(typed.ticked(&done_field(&id), &what, outcome.is_done)).render(lang, breaches))
        (Field::area(what.clone(), say("完成情况", "What was delivered")).rows(2).maxlength(1000).value(typed.value(&what, &outcome.what)).render(lang, breaches))
        (Field::area(deviation.clone(), say("偏差说明", "Deviation")).rows(2).maxlength(1000).value(typed.value(&deviation, &outcome.deviation))
            .hint(say("未完成或与约定不同时填写。", "If it was not delivered, or is other than agreed.")).render(lang, breaches))
        (Field::file(evidence.clone(), texts::EVIDENCE, ACCEPTED_FILES).render(lang, breaches))
        (uploaded(lang, view.files_of(&evidence)))
    }
}

fn extras(lang: Lang, view: &View, typed: &Typed<'_>, breaches: &[Breach]) -> Markup {
    let kinds = ResultKind::ALL.iter().map(|kind| (kind.word().to_owned(), kind.text().get(lang).to_owned())).collect();
    let rest = view.outcomes.iter().filter(|o| o.deliverable_id.is_none());
    ui::fieldset(
        lang,
        say("协议之外的成果", "Results beyond the agreement"),
        html! {
            @for outcome in rest {
                h3 { (outcome.number) " " (outcome.kind.text().get(lang)) }
                (line(lang, view, outcome, typed, breaches))
            }
            (ui::fields_row(html! {
                (Field::select("extra.kind", say("成果类型", "Kind"), kinds).value(typed.value("extra.kind", "")).render(lang, breaches))
                (Field::text("extra.what", say("成果内容", "What it is")).maxlength(1000).value(typed.value("extra.what", "")).render(lang, breaches))
            }))
            (button(lang, "add", say("增列成果", "Add a result"), "secondary"))
        },
    )
}

/// Taking things away: small forms of their own, below the one that is filled in.
fn removals(lang: Lang, csrf: &str, view: &View) -> Markup {
    let id = view.dossier.closing.id;
    let extras: Vec<&Outcome> = view.outcomes.iter().filter(|o| o.deliverable_id.is_none()).collect();
    html! {
        @if !view.files.is_empty() || !extras.is_empty() {
            (ui::section(lang, say("移除", "Take away"), html! { ul {
                @for file in &view.files { li {
                    a href=(paths::file(id, file.id)) { (file.name) } " "
                    (ui::step_button(&format!("{}/remove", paths::file(id, file.id)), csrf, say("移除文件", "Remove the file")).render(lang))
                } }
                @for outcome in extras { li {
                    (outcome.number) " " (parts::delivered(lang, outcome))
                    (ui::step_button(&paths::draft(id), csrf, say("移除成果", "Remove the result")).field("then", "remove").field("outcome", outcome.id).render(lang))
                } }
            } }))
        }
    }
}
