//! One function per thing the office does with a text.

mod photos;

pub use photos::{PhotoDraft, add_photo, caption, remove_photo};

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, Breaches, Lang, MeetingId, NewsId, Refusal, Text, say};
use meetings::Words;
use meetings::actions::within;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::kinds::{NewsKind, Standing};
use crate::record::News;
use crate::state::{State, Step};
use crate::{policy, rules, store};

/// The subject of journal entries.
const NEWS: &str = "news";
/// Characters of a title, and of a text.
const TITLE_MOST: usize = 200;
const BODY_MOST: usize = 50_000;

/// A text as it is written.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewsDraft {
    pub kind: NewsKind,
    #[serde(default)]
    pub meeting_id: Option<MeetingId>,
    pub title: Words,
    /// Paragraphs, parted by blank lines; 50,000 characters at most.
    #[serde(default)]
    pub body: Words,
    /// Who reported, as printed.
    #[serde(default)]
    pub source: String,
}

const TITLE: Text = say("请至少用一种语言填写标题", "Give it a title in one language at least");
const WHICH: Text = say("没有这个会议", "There is no such meeting");

impl NewsDraft {
    fn check(&self, tx: &mut Tx<'_>) -> Result<(), Refusal> {
        let mut found = Breaches::new();
        if self.title.trimmed().is_empty() {
            found.push(Breach::field("title_zh", TITLE));
        }
        within(&mut found, "title", &self.title, TITLE_MOST);
        within(&mut found, "body", &self.body, BODY_MOST);
        found.extend(kernel::within("source", &self.source, TITLE_MOST).err());
        if let Some(meeting) = self.meeting_id
            && db::find::<meetings::Meeting>(tx, meeting)?.is_none()
        {
            found.push(Breach::field("meeting_id", WHICH));
        }
        kernel::check(found.into_iter().map(Err))
    }

    fn over(&self, before: News) -> News {
        let (title, body) = (self.title.trimmed(), self.body.trimmed());
        let zh = rules::standing_after(before.standing_zh, (&before.title_zh, &before.body_zh), (&title.zh, &body.zh));
        let en = rules::standing_after(before.standing_en, (&before.title_en, &before.body_en), (&title.en, &body.en));
        News {
            kind: self.kind,
            meeting_id: self.meeting_id,
            title_zh: title.zh,
            body_zh: body.zh,
            standing_zh: zh,
            title_en: title.en,
            body_en: body.en,
            standing_en: en,
            source: self.source.trim().to_owned(),
            ..before
        }
    }
}

/// Begins a text.
pub fn create(tx: &mut Tx<'_>, actor: &Actor, draft: &NewsDraft) -> Result<News, Refusal> {
    policy::permit_write(actor)?;
    draft.check(tx)?;
    let now = tx.now();
    let news = draft.over(News {
        id: NewsId::at(now),
        kind: draft.kind,
        meeting_id: None,
        title_zh: String::new(),
        body_zh: String::new(),
        standing_zh: Standing::Missing,
        title_en: String::new(),
        body_en: String::new(),
        standing_en: Standing::Missing,
        source: String::new(),
        published_at: None,
        state: State::Draft,
        state_since: now,
        revision: 1,
        created_by: actor.person_id,
        created_at: now,
    });
    db::insert(tx, &news)?;
    journal::record(tx, Act::new(actor, NEWS, news.id.0, "write").born(State::Draft));
    Ok(news)
}

/// Writes a text anew, if nobody did since. What was approved and is changed is a draft again: the public reads the other language, or,
/// where neither stays approved, the change is refused as long as the text is published.
pub fn edit(tx: &mut Tx<'_>, actor: &Actor, (id, revision): (NewsId, i64), draft: &NewsDraft) -> Result<News, Refusal> {
    const PUBLIC: Text = say(
        "修改后没有已审定的文本可供公众阅读：请先撤下，修改并审定后再发布",
        "After this change the public could read no approved text: withdraw it first, then change, approve and publish",
    );
    let before = policy::permit_edit(actor, db::get(tx, id)?)?;
    draft.check(tx)?;
    let news = News { revision, ..draft.over(before) };
    if news.state == State::Published && rules::may_be_published(&news).is_err() {
        return Err(Breach::field("", PUBLIC).into());
    }
    db::save(tx, &news)?;
    journal::record(tx, Act::new(actor, NEWS, id.0, "write"));
    db::get(tx, id)
}

/// Approves the text in one language as it stands.
pub fn approve(tx: &mut Tx<'_>, actor: &Actor, (id, revision): (NewsId, i64), lang: Lang) -> Result<News, Refusal> {
    let before = policy::permit_edit(actor, db::get(tx, id)?)?;
    let told = before.text(lang);
    kernel::check([rules::may_be_approved(told.title, told.body)])?;
    let news = match lang {
        Lang::Zh => News { standing_zh: Standing::Approved, revision, ..before },
        Lang::En => News { standing_en: Standing::Approved, revision, ..before },
    };
    db::save(tx, &news)?;
    let detail = serde_json::json!({ "lang": lang.tag() });
    journal::record(tx, Act::new(actor, NEWS, id.0, "approve").detail(detail));
    db::get(tx, id)
}

/// Shows it to the public, or takes it down.
pub fn step(tx: &mut Tx<'_>, actor: &Actor, id: NewsId, step: Step) -> Result<News, Refusal> {
    let permit = policy::permit(actor, step, db::get(tx, id)?)?;
    if step == Step::Publish {
        kernel::check([rules::may_be_published(permit.news())])?;
    }
    let (news, step) = permit.into_parts();
    let after = news.state.after(step)?;
    let act = Act::new(actor, NEWS, id.0, kernel::Word::word(step)).moved(news.state, after);
    journal::advance(tx, act)?;
    if step == Step::Publish {
        store::set_published(tx, id)?;
    }
    db::get(tx, id)
}
