//! Versions and what differs between any two.

use kernel::{AgreementId, Lang, Refusal, Text, say};
use ui::{Field, Markup, Tone, html};
use web::{Answer, Path, Query, Visit};

use super::view::{self, View};
use crate::compare::{Fate, Line, compare, is_same};
use crate::content::Content;
use crate::record::{Agreement, AgreementVersion};
use crate::{paths, store, texts, wording};

const VERSIONS: Text = say("版本", "Versions");
const COMPARE: Text = say("版本比较", "Compare versions");
const NONE: Text = say(
    "尚无版本。每次提交都会生成一个不可更改的版本。",
    "No version yet. Every submission makes one that never changes.",
);
const FROM: Text = say("旧版本", "Earlier version");
const TO: Text = say("新版本", "Later version");
const SAME: Text = say("两个版本内容相同。", "The two versions say the same.");

/// Which two versions are compared; empty means the last two.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Pair {
    from: String,
    to: String,
}

pub(crate) async fn versions(visit: Visit, Path(id): Path<AgreementId>, Query(pair): Query<Pair>) -> Answer {
    let actor = visit.actor()?;
    let (agreement, versions) = visit
        .site
        .db
        .read(move |tx| {
            let agreement = view::seen(tx, &actor, id)?;
            Ok::<_, Refusal>((agreement, store::versions(tx, id)?))
        })
        .await?;
    let body = render(visit.lang, &agreement, &versions, &pair)?;
    visit.page(COMPARE, body)
}

fn render(lang: Lang, agreement: &Agreement, versions: &[AgreementVersion], pair: &Pair) -> Result<Markup, Refusal> {
    let latest = versions.last().map_or(0, |version| version.number);
    let to = pair.to.parse().unwrap_or(latest);
    let from = pair.from.parse().unwrap_or((to - 1).max(1));
    let differences = match (lines(versions, from, lang)?, lines(versions, to, lang)?) {
        (Some(before), Some(after)) => Some(compare(&before, &after)),
        (None, _) | (_, None) => None,
    };
    let options = || versions.iter().map(|v| (v.number.to_string(), numbered(lang, v))).collect::<Vec<_>>();
    Ok(html! {
        (ui::breadcrumbs(lang, &[(paths::LIST.into(), texts::AGREEMENTS.into()), (paths::show(agreement.id), agreement.title_said())]))
        (ui::heading(COMPARE.get(lang), html! {}))
        @if versions.is_empty() { p.empty { (NONE.get(lang)) } }
        @else {
            (ui::filter_bar(lang, &paths::versions(agreement.id), html! {
                (Field::select("from", FROM, options()).value(from.to_string()).required().render(lang, &[]))
                (Field::select("to", TO, options()).value(to.to_string()).required().render(lang, &[]))
            }))
            @if let Some(lines) = differences { (shown(lang, from, to, &lines)) }
        }
    })
}

fn numbered(lang: Lang, version: &AgreementVersion) -> String {
    let when = ui::when_text(lang, version.made_at);
    match lang {
        Lang::Zh => format!("第 {} 版 · {when}", version.number),
        Lang::En => format!("Version {} · {when}", version.number),
    }
}

fn lines(versions: &[AgreementVersion], number: i64, lang: Lang) -> Result<Option<Vec<String>>, Refusal> {
    let version = versions.iter().find(|version| version.number == number);
    let content = version.map(|version| Content::read(&version.body)).transpose().map_err(Refusal::fault)?;
    Ok(content.map(|content| wording::lines(&content, lang)))
}

/// `ins` and `del` are read aloud as such by some programs only, so each changed line also says what it is.
fn shown(lang: Lang, from: i64, to: i64, lines: &[Line]) -> Markup {
    let (removed, added) = (say("仅旧版本：", "Only in the earlier: "), say("仅新版本：", "Only in the later: "));
    let title = say("第 {from} 版 → 第 {to} 版", "Version {from} → version {to}").with(&[("from", &from), ("to", &to)]);
    ui::section(
        lang,
        title,
        html! {
            @if is_same(lines) { (ui::alert(Tone::Info, html! { p { (SAME.get(lang)) } })) }
            @else {
                ol.stack {
                    @for line in lines {
                        li { @match line.fate {
                            Fate::Kept => (line.text),
                            Fate::Removed => del { span.muted { "− " (removed.get(lang)) } (line.text) },
                            Fate::Added => ins { strong { "+ " (added.get(lang)) } (line.text) },
                        } }
                    }
                }
            }
        },
    )
}

/// The versions as a part of the agreement's page, with its text and receipts.
pub(crate) fn part(lang: Lang, view: &View) -> Markup {
    let id = view.agreement.id;
    ui::section(
        lang,
        VERSIONS,
        html! {
            @if view.versions.is_empty() { p.muted { (NONE.get(lang)) } }
            @else {
                ul.stack {
                    @for version in view.versions.iter().rev() {
                        li {
                            a href=(paths::text(id, version.number)) { (numbered(lang, version)) }
                            " " a href=(paths::pdf(id, Some(version.number))) { "PDF" }
                            " " span.muted { "SHA-256 " (&version.hash[..version.hash.len().min(12)]) "…" }
                        }
                    }
                }
                @if view.versions.len() > 1 { p { a href=(paths::compare(id, view.agreement.version - 1, view.agreement.version)) { (COMPARE.get(lang)) } } }
                (receipts(lang, view))
            }
        },
    )
}

fn receipts(lang: Lang, view: &View) -> Markup {
    let acts = [
        ("submit", say("提交回执", "Receipt of the submission")),
        ("university_pass", say("高校确认回执", "Receipt of the university's confirmation")),
        ("enterprise_confirm", say("企业确认回执", "Receipt of the enterprise's confirmation")),
    ];
    let done = |act: &str| view.trail.iter().any(|entry| entry.step() == act);
    html! {
        ul.stack { @for (act, label) in acts { @if done(act) { li { a href=(paths::receipt(view.agreement.id, act)) download { (label.get(lang)) } } } } }
    }
}
