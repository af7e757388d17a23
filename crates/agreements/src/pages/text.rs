//! The text of a version, for reading and for printing.

use kernel::{AgreementId, Lang, Refusal, Text, say};
use ui::{Markup, html};
use web::{Answer, Path, Query, Visit};

use crate::content::Content;
use crate::record::Agreement;
use crate::{paths, print, texts, wording};

const TITLE: Text = say(
    "产学合作协同育人项目合作协议",
    "Cooperation agreement of the industry-university collaborative education programme",
);
const DRAFT: Text = say("草稿，尚未提交，不作为凭证。", "Draft, not submitted; no evidence of anything.");
const PARTY_A: Text = say("甲方（盖章）", "Party A (seal)");
const PARTY_B: Text = say("乙方（盖章）", "Party B (seal)");
const SIGNATURE: Text = say("项目负责人（签字）", "Principal investigator (signature)");
const DATE: Text = say("日期", "Date");

/// Which version; without a number the draft while it is one, and then the current version.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    version: String,
}

impl Asked {
    /// # Errors
    /// What is typed is no number.
    fn number(&self) -> Result<Option<i64>, Refusal> {
        let mut faults = Vec::new();
        let number = web::choice(&mut faults, "version", &self.version, |typed| typed.parse().ok());
        if faults.is_empty() { Ok(number) } else { Err(Refusal::Breaches(faults)) }
    }
}

pub(crate) async fn text(visit: Visit, Path(id): Path<AgreementId>, Query(asked): Query<Asked>) -> Answer {
    let (actor, number) = (visit.actor()?, asked.number()?);
    let text = visit.site.db.read(move |tx| print::text(tx, &actor, id, number)).await?;
    visit.page(TITLE, render(visit.lang, &text.agreement, &text.content, text.version))
}

/// The same to print, sign and seal; pages and API answer with it.
pub(crate) async fn pdf(visit: Visit, Path(id): Path<AgreementId>, Query(asked): Query<Asked>) -> Answer {
    let (actor, lang, number) = (visit.actor()?, visit.lang, asked.number()?);
    let agreement = visit.site.db.read(move |tx| print::printed(tx, &actor, id, number)).await?;
    let version = agreement.version.as_ref().map_or("draft".to_owned(), |version| format!("v{}", version.number));
    web::pdf(&format!("agreement-{id}-{version}.pdf"), move || agreement.pdf(lang)).await
}

fn render(lang: Lang, agreement: &Agreement, content: &Content, version: Option<(i64, String)>) -> Markup {
    html! {
        (ui::breadcrumbs(lang, &[(paths::LIST.into(), texts::AGREEMENTS.into()), (paths::show(agreement.id), agreement.title_said())]))
        article.print-page {
            (ui::heading(TITLE.get(lang), html! {}))
            @match &version {
                Some((number, hash)) => p.muted { (say("第 {n} 版", "Version {n}").with(&[("n", number)]).get(lang)) " · SHA-256 " (hash) },
                None => p.muted { (DRAFT.get(lang)) },
            }
            p.actions { a href=(paths::pdf(agreement.id, version.as_ref().map(|(number, _)| *number))) { (texts::PDF.get(lang)) } }
            @for article in wording::articles(content, lang) {
                h2 { (article.heading) }
                @if article.lines.is_empty() { p { "—" } }
                @for line in article.lines { p { (line) } }
            }
            (ui::facts(lang, vec![
                (PARTY_A, html! { (content.enterprise.name) }),
                (PARTY_B, html! { (content.university.name) }),
                (SIGNATURE, html! { span.to-sign {} }),
                (DATE, html! { span.to-sign {} }),
            ]))
        }
    }
}
