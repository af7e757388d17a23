//! Atom feeds (RFC 4287), and text within XML.

use std::fmt::{Display, Write};

use kernel::Instant;

/// A feed.
pub struct Feed<'a> {
    /// Its id is `urn:uuid:` and this.
    pub id: &'a dyn Display,
    pub title: &'a str,
    pub updated: Instant,
    /// Where it stands itself, where that is no secret.
    pub own: Option<String>,
    /// The page of the same.
    pub page: String,
    /// The latest first.
    pub entries: Vec<Entry>,
}

/// One entry of a feed.
pub struct Entry {
    /// Its id is `urn:uuid:` and this.
    pub id: String,
    pub title: String,
    pub updated: Instant,
    pub page: String,
    pub summary: String,
}

impl Feed<'_> {
    /// The feed as a document.
    pub fn text(&self) -> String {
        let mut out =
            String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
        let _ = writeln!(out, "<id>urn:uuid:{}</id>\n<title>{}</title>", self.id, escaped(self.title));
        let _ = writeln!(out, "<updated>{}</updated>", self.updated);
        if let Some(own) = &self.own {
            let _ = writeln!(out, "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>", escaped(own));
        }
        let _ = writeln!(out, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", escaped(&self.page));
        out.push_str("<author><name>协育 Xieyu</name></author>\n");
        for entry in &self.entries {
            let (title, page, summary) = (escaped(&entry.title), escaped(&entry.page), escaped(&entry.summary));
            let _ = writeln!(
                out,
                "<entry>\n<id>urn:uuid:{}</id>\n<title>{title}</title>\n<updated>{}</updated>\n<link href=\"{page}\"/>\n<summary>{summary}</summary>\n</entry>",
                entry.id, entry.updated
            );
        }
        out.push_str("</feed>\n");
        out
    }
}

/// A text within XML; what XML cannot hold is left out.
pub fn escaped(text: &str) -> String {
    let is_held = |c: &char| (!c.is_control() || matches!(c, '\n' | '\t')) && !matches!(c, '\u{fffe}' | '\u{ffff}');
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(is_held) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_in_a_title_can_break_a_document() {
        assert_eq!(escaped("<a & \"b\">\u{1}课程"), "&lt;a &amp; &quot;b&quot;&gt;课程");
        assert_eq!(escaped("<a & \"b\">\u{1}\u{ffff}课程"), "&lt;a &amp; &quot;b&quot;&gt;课程");
    }
}
