//! The text of a version, for reading and for printing.

use kernel::{AgreementId, Lang, Refusal, Text, say};
use ui::{Markup, html};
use web::{Answer, Path, Query, Visit};

use super::view;
use crate::content::Content;
use crate::record::Agreement;
use crate::{paths, store, texts, wording};

const TITLE: Text = say(
    "产学合作协同育人项目合作协议",
    "Cooperation agreement of the industry-university collaborative education programme",
);
const DRAFT: Text = say("草稿，尚未提交，不作为凭证。", "Draft, not submitted; no evidence of anything.");
const PARTY_A: Text = say("甲方（盖章）", "Party A (seal)");
const PARTY_B: Text = say("乙方（盖章）", "Party B (seal)");
const SIGNATURE: Text = say("项目负责人（签字）", "Principal investigator (signature)");
const DATE: Text = say("日期", "Date");

/// Which version; without a number what the agreement says now.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    version: String,
}

pub(crate) async fn text(visit: Visit, Path(id): Path<AgreementId>, Query(asked): Query<Asked>) -> Answer {
    let actor = visit.actor()?;
    let (agreement, content, version) = visit
        .site
        .db
        .read(move |tx| {
            let agreement = view::seen(tx, &actor, id)?;
            let Ok(number) = asked.version.parse::<i64>() else {
                let content = store::content_of(tx, &agreement)?;
                return Ok::<_, Refusal>((agreement, content, None));
            };
            let version = store::versions(tx, id)?
                .into_iter()
                .find(|version| version.number == number)
                .ok_or(Refusal::NotFound)?;
            let content = Content::read(&version.body).map_err(Refusal::fault)?;
            Ok((agreement, content, Some((version.number, version.hash))))
        })
        .await?;
    visit.page(TITLE, render(visit.lang, &agreement, &content, version))
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
