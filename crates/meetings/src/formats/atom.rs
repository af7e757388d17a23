//! The Atom feed of published changes (RFC 4287).

use kernel::{Lang, Word};
use web::atom::{Entry, Feed};

use super::Source;
use crate::diff::Change;
use crate::paths;
use crate::record::AgendaRelease;

/// A release the public could read, with what it changed.
pub type Published = (AgendaRelease, Vec<Change>);

/// The feed, the latest release first. `source` is the release that is public now.
pub fn changes_feed(source: &Source<'_>, published: &[Published]) -> String {
    let (lang, id, base) = (source.lang, source.agenda.meeting_id, source.base_url);
    let page = format!("{base}{}", paths::changes(id));
    let entry = |(release, changes): &Published| {
        let lines: Vec<String> = changes.iter().map(|change| line(lang, change)).collect();
        Entry {
            id: release.id.to_string(),
            title: release.name.clone(),
            updated: release.published_at.unwrap_or(release.created_at),
            page: page.clone(),
            summary: lines.join("\n"),
        }
    };
    Feed {
        id: &id,
        title: source.agenda.title.get(lang),
        updated: published.iter().filter_map(|(it, _)| it.published_at).max().unwrap_or(source.release.created_at),
        own: Some(format!("{base}{}", paths::feed(id))),
        page: page.clone(),
        entries: published.iter().map(entry).collect(),
    }
    .text()
}

/// `调整时间或会场：…，2023-04-01 09:00–10:00 · 主会场（原为 …）`
fn line(lang: Lang, change: &Change) -> String {
    let kinds: Vec<&str> = change.kinds.iter().map(|kind| kind.text().get(lang)).collect();
    let title = change.title();
    let (title, is) = (title.get(lang), change.is.as_ref().or(change.was.as_ref()).map_or("", |it| it.get(lang)));
    let is_moved = change.is.is_some() && change.was.is_some() && change.is != change.was;
    let was = change.was.as_ref().filter(|_| is_moved).map(|it| it.get(lang));
    match (lang, was) {
        (Lang::Zh, None) => format!("{}：{title}，{is}", kinds.join("、")),
        (Lang::Zh, Some(was)) => format!("{}：{title}，{is}（原为 {was}）", kinds.join("、")),
        (Lang::En, None) => format!("{}: {title}, {is}", kinds.join(", ")),
        (Lang::En, Some(was)) => format!("{}: {title}, {is} (was {was})", kinds.join(", ")),
    }
}
