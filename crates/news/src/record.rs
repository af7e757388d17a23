//! The rows of this slice.

use kernel::{FileId, Instant, Lang, MeetingId, NewsId, PersonId, RowId};
use meetings::Words;

use crate::kinds::{NewsKind, Standing};
use crate::state::State;

db::record! {
    /// A text for the public: news, a notice, the report of a meeting.
    pub struct News in "news" {
        pub id: NewsId,
        pub kind: NewsKind,
        /// The meeting it is about.
        pub meeting_id: Option<MeetingId>,
        pub title_zh: String,
        /// Paragraphs, parted by blank lines.
        pub body_zh: String,
        pub standing_zh: Standing,
        pub title_en: String,
        pub body_en: String,
        pub standing_en: Standing,
        /// Who reported, as printed.
        pub source: String,
        pub published_at: Option<Instant>,
        pub state: State,
        pub state_since: Instant,
        pub revision: i64,
        pub created_by: PersonId,
        pub created_at: Instant,
    }
}

db::record! {
    /// A photo with its caption, in the order of the text.
    pub struct NewsPhoto in "news_photo" {
        pub id: RowId,
        pub news_id: NewsId,
        pub file_id: FileId,
        pub caption_zh: String,
        pub caption_en: String,
        /// Who took it.
        pub credit: String,
        pub sort: i64,
    }
}

/// A text in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told<'n> {
    pub lang: Lang,
    pub title: &'n str,
    pub body: &'n str,
}

impl News {
    pub fn standing(&self, lang: Lang) -> Standing {
        match lang {
            Lang::Zh => self.standing_zh,
            Lang::En => self.standing_en,
        }
    }
    /// The text in one language, whatever its standing.
    pub fn text(&self, lang: Lang) -> Told<'_> {
        let (title, body) = match lang {
            Lang::Zh => (&self.title_zh, &self.body_zh),
            Lang::En => (&self.title_en, &self.body_en),
        };
        Told { lang, title, body }
    }
    /// What a reader of this language is given: their own where it is approved, else the other; `None` while neither is.
    pub fn told(&self, lang: Lang) -> Option<Told<'_>> {
        let other = match lang {
            Lang::Zh => Lang::En,
            Lang::En => Lang::Zh,
        };
        [lang, other].into_iter().find(|lang| self.standing(*lang) == Standing::Approved).map(|lang| self.text(lang))
    }
}

impl NewsPhoto {
    pub fn caption(&self) -> Words {
        Words::of(&self.caption_zh, &self.caption_en)
    }
}
