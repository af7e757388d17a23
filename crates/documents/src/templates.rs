//! The programme's documents. Each is a plain record of what it says; the words of the platform come in two languages, what
//! people typed stays as it is.

pub mod agreement;
pub mod application;
pub mod badge;
pub mod certificate;
pub mod list;
pub mod programme;
pub mod review;

use kernel::{Instant, Lang, Text, say};

use crate::document::About;
use crate::flow::Frame;

const NUMBERING: Text = say("第 {page} 页，共 {pages} 页", "Page {page} of {pages}");
const PROGRAMME: Text =
    say("产学合作协同育人项目", "Industry-University Cooperation Collaborative Education Programme");

/// What the programs of the reader list.
fn about(id: String, title: String, subject: &str, authors: &[&str], lang: Lang, made_at: Instant) -> About {
    About {
        id,
        title,
        subject: subject.to_owned(),
        keywords: vec![PROGRAMME.get(lang).to_owned()],
        authors: authors.iter().filter(|name| !name.is_empty()).map(|name| (*name).to_owned()).collect(),
        lang,
        made_at,
        is_tagged: true,
    }
}

fn frame(lang: Lang, header: &str, footer: String) -> Frame {
    Frame { header: header.to_owned(), footer, numbering: NUMBERING.get(lang).to_owned() }
}

/// `名称：值`, `Name: value`.
fn labelled(lang: Lang, label: Text) -> String {
    match lang {
        Lang::Zh => format!("{}：", label.zh),
        Lang::En => format!("{}: ", label.en),
    }
}

/// Something to write on, when there is nothing to say.
fn or_dash(text: &str) -> &str {
    if text.trim().is_empty() { "—" } else { text }
}
