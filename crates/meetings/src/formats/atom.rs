//! The Atom feed of published changes (RFC 4287).

use kernel::{Lang, Word};

use super::{Source, escaped};
use crate::diff::Change;
use crate::paths;
use crate::record::AgendaRelease;

/// A release the public could read, with what it changed.
pub type Published = (AgendaRelease, Vec<Change>);

/// The feed, the latest release first. `source` is the release that is public now.
pub fn changes_feed(source: &Source<'_>, published: &[Published]) -> String {
    let (lang, id) = (source.lang, source.agenda.meeting_id);
    let mut out =
        String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    let mut put = |text: String| out.push_str(&text);
    let updated = published.iter().filter_map(|(it, _)| it.published_at).max().unwrap_or(source.release.created_at);
    let title = escaped(source.agenda.title.get(lang));
    put(format!("<id>urn:uuid:{id}</id>\n<title>{title}</title>\n<updated>{updated}</updated>\n"));
    let (base, feed) = (source.base_url, paths::feed(id));
    put(format!("<link rel=\"self\" type=\"application/atom+xml\" href=\"{base}{feed}\"/>\n"));
    put(format!("<link rel=\"alternate\" type=\"text/html\" href=\"{base}{}\"/>\n", paths::changes(id)));
    put("<author><name>协育 Xieyu</name></author>\n".to_owned());
    for (release, changes) in published {
        let at = release.published_at.unwrap_or(release.created_at);
        let lines: Vec<String> = changes.iter().map(|change| line(lang, change)).collect();
        put(format!(
            "<entry>\n<id>urn:uuid:{}</id>\n<title>{}</title>\n<updated>{at}</updated>\n<link href=\"{base}{}\"/>\n<summary>{}</summary>\n</entry>\n",
            release.id,
            escaped(&release.name),
            paths::changes(id),
            escaped(&lines.join("\n")),
        ));
    }
    put("</feed>\n".to_owned());
    out
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
