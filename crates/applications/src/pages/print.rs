//! What can be printed of an application; pages and API answer with the same bytes.

use kernel::{ApplicationId, Lang, Text, say};
use ui::{Markup, html};
use web::{Answer, Path, Visit};

use crate::view::View;
use crate::{paths, print};

pub async fn approval_sheet(visit: Visit, Path(id): Path<ApplicationId>) -> Answer {
    let (actor, lang) = (visit.actor()?, visit.lang);
    let printed = visit.site.db.read(move |tx| print::approval_sheet(tx, &actor, id)).await?;
    web::pdf(&format!("application-{id}.pdf"), move || printed.sheet(lang).pdf(lang)).await
}

pub async fn university_reviews(visit: Visit, Path(id): Path<ApplicationId>) -> Answer {
    let (actor, lang) = (visit.actor()?, visit.lang);
    let sheets = visit.site.db.read(move |tx| print::university_reviews(tx, &actor, id, lang)).await?;
    web::pdf(&format!("university-review-{id}.pdf"), move || sheets.pdf(lang)).await
}

pub async fn evaluation(visit: Visit, Path(id): Path<ApplicationId>) -> Answer {
    let (actor, lang) = (visit.actor()?, visit.lang);
    let sheets = visit.site.db.read(move |tx| print::evaluation(tx, &actor, id, lang)).await?;
    web::pdf(&format!("evaluation-{id}.pdf"), move || sheets.pdf(lang)).await
}

const PRINT: Text = say("打印", "To print");
const SHEET: Text = say("申报审批表（PDF）", "Approval sheet (PDF)");
const REVIEWS: Text = say("高校审核表（PDF）", "University review sheet (PDF)");
const EVALUATION: Text = say("企业评审表（PDF）", "Enterprise evaluation sheet (PDF)");

/// Links to what there is and what this reader may have.
pub fn links(lang: Lang, actor: &kernel::Actor, view: &View) -> Markup {
    let a = &view.application;
    if a.submitted_at.is_none() {
        return html! {};
    }
    let links = [
        (true, SHEET, paths::pdf(a.id)),
        (print::has_checklists(actor, view), REVIEWS, paths::university_review_pdf(a.id)),
        (print::has_evaluation(view), EVALUATION, paths::evaluation_pdf(a.id)),
    ];
    ui::section(
        lang,
        PRINT,
        html! { ul.stack { @for (there, label, path) in links { @if there { li { a href=(path) download { (label.get(lang)) } } } } } },
    )
}
