//! The outbox: letters with where they stand. The operator looks after those that did not arrive and after one address; the
//! programme office sees all.

use kernel::{Actor, Lang, LetterId, Refusal, Text, Word, say};
use mail::{LetterFilter, LetterState};
use serde::Deserialize;
use ui::{Field, Markup, Tone, html};
use web::{Answer, Cursor, Form, Path, Query, Visit};

use crate::actions::{self, ListedLetter};
use crate::policy::{self, Right};
use crate::{failure, paths};

pub(super) const TITLE: Text = say("发件箱", "Outbox");
const FAILED: Text = say("未能送达的邮件", "Letters that did not arrive");
const LEAD: Text = say(
    "平台发出的邮件及其状态。邮件正文不在此显示：其中可能有只属于收件人的链接。正文保存 90 天。",
    "Letters of the platform and where they stand. Their texts are not shown: they may hold links that are their readers' alone. Texts are kept for 90 days.",
);
const SEARCH_FIRST: Text = say(
    "有人没有收到邮件时，请按其完整邮箱查询；送达的邮件不显示事由。",
    "When somebody missed a letter, look for the whole address; of letters that arrived the occasion is not shown.",
);
const STUCK: Text = say(
    "自 {since} 起的邮件还未能发出：邮件服务器没有应答，平台会继续尝试。",
    "Letters written since {since} have not left yet: the mail server does not answer, the platform keeps trying.",
);
const EMPTY: Text = say("没有未能送达的邮件。", "Every letter so far arrived, or has not failed yet.");
const NONE_FIT: Text = say("没有符合条件的邮件。", "No letter fits.");

/// Letters that lie longer than this wait for a mail server that does not answer. Of those that leave in time the page says
/// nothing to the operator, not even how many: who counted them would learn of every act that is told by letter.
const STUCK_SECONDS: i64 = 15 * 60;
/// Letters of one page.
pub(crate) const PAGE: usize = 30;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub address: String,
    pub state: String,
    pub after: Cursor<LetterId>,
}

impl Asked {
    pub(crate) fn filter(&self) -> LetterFilter {
        LetterFilter {
            address: self.address.trim().to_owned(),
            state: LetterState::parse(&self.state).ok(),
            after: self.after.0,
        }
    }

    fn next(&self, after: LetterId) -> String {
        let state = LetterState::parse(&self.state).map_or("", Word::word);
        let address: String = self.address.trim().bytes().map(escaped).collect();
        format!("{}?address={address}&state={state}&after={after}", paths::LETTERS)
    }
}

/// A byte of a query.
fn escaped(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

pub(crate) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let actor = visit.actor()?;
    let sees_all = policy::may(&actor, Right::SeeAllLetters);
    let filter = asked.filter();
    let asks = sees_all || !filter.address.is_empty() || filter.state.is_some();
    let reader = actor.clone();
    let (failing, listed, stuck) = visit
        .site
        .db
        .read(move |tx| {
            let late = tx.now().plus_seconds(-STUCK_SECONDS);
            let oldest = mail::oldest_waiting(tx)?;
            let failing =
                if filter == LetterFilter::default() { actions::failing_letters(tx, &reader)? } else { vec![] };
            let listed = if asks { actions::listed(tx, &reader, &filter, PAGE + 1)? } else { vec![] };
            Ok::<_, Refusal>((failing, listed, oldest.filter(|since| *since < late)))
        })
        .await?;
    let body = body(&visit, &actor, &asked, failing, listed, stuck);
    visit.page(TITLE, body)
}

fn body(
    visit: &Visit,
    actor: &Actor,
    asked: &Asked,
    failing: Vec<ListedLetter>,
    mut listed: Vec<ListedLetter>,
    stuck: Option<kernel::Instant>,
) -> Markup {
    let lang = visit.lang;
    let sees_all = policy::may(actor, Right::SeeAllLetters);
    let is_plain = asked.filter() == LetterFilter::default();
    let next = (listed.len() > PAGE).then(|| listed.truncate(PAGE));
    let next = next.and_then(|()| listed.last()).map(|last| asked.next(last.id));
    html! {
        (ui::heading(visit.t(TITLE), html! { a href=(paths::TEMPLATES) { (visit.t(super::wordings::TITLE)) } }))
        p.lead { (visit.t(LEAD)) }
        @if let Some(since) = stuck {
            (ui::alert(Tone::Warn, html! { p { (STUCK.with(&[("since", &ui::when_text(lang, since))]).get(lang)) } }))
        }
        @if !sees_all { p.hint { (visit.t(SEARCH_FIRST)) } }
        (filter_bar(lang, asked, sees_all))
        @if is_plain && (!sees_all || !failing.is_empty()) {
            (ui::section(lang, FAILED, table(visit, FAILED, &failing, EMPTY)))
        }
        @if sees_all || !is_plain {
            (ui::section(lang, say("邮件", "Letters"), html! {
                (table(visit, TITLE, &listed, NONE_FIT))
                @if !listed.is_empty() { (ui::pager(lang, next)) }
            }))
        }
    }
}

fn filter_bar(lang: Lang, asked: &Asked, sees_all: bool) -> Markup {
    let states = LetterState::ALL.iter().map(|s| (s.word().to_owned(), s.text().get(lang).to_owned())).collect();
    let hint = if sees_all {
        say("邮箱或其开头", "the address, or how it begins")
    } else {
        say("完整的邮箱", "the whole address")
    };
    ui::filter_bar(
        lang,
        paths::LETTERS,
        html! {
            (Field::text("address", say("收件人", "To")).value(asked.address.as_str()).hint(hint).maxlength(200).render(lang, &[]))
            (Field::select("state", say("状态", "State"), states).value(asked.state.as_str()).render(lang, &[]))
        },
    )
}

fn table(visit: &Visit, caption: Text, letters: &[ListedLetter], empty: Text) -> Markup {
    let heads = [
        say("收件人", "To"),
        say("事由", "Occasion"),
        say("写于", "Written"),
        say("状态", "State"),
        say("说明", "What happened"),
        say("办理", "Decide"),
    ];
    ui::table(visit.lang, caption, &heads, letters.iter().map(|letter| row(visit, letter)).collect(), empty)
}

fn row(visit: &Visit, letter: &ListedLetter) -> Vec<Markup> {
    let lang = visit.lang;
    vec![
        html! { (letter.to_address) },
        match (&letter.occasion, letter.topic) {
            (Some(occasion), Some(topic)) => html! {
                (occasion.get(lang)) " " span.muted { (topic.text().get(lang)) }
            },
            (_, _) => html! { span.muted { (say("不显示", "not shown").get(lang)) } },
        },
        ui::when(lang, letter.created_at),
        ui::badge(lang, letter.state.text(), tone(letter.state)),
        what_happened(lang, letter),
        html! { @if letter.state == LetterState::Failed { (steps(visit, letter.id)) } },
    ]
}

fn tone(state: LetterState) -> Tone {
    match state {
        LetterState::Waiting | LetterState::Held => Tone::Info,
        LetterState::Retrying => Tone::Warn,
        LetterState::Failed => Tone::Bad,
        LetterState::Sent => Tone::Good,
        LetterState::Recalled | LetterState::SetAside => Tone::Neutral,
    }
}

fn what_happened(lang: Lang, letter: &ListedLetter) -> Markup {
    let when = |at| ui::when_text(lang, at);
    let line = match letter.state {
        LetterState::Sent => letter.sent_at.map(|at| say("{when} 发出", "left {when}").with(&[("when", &when(at))])),
        LetterState::Held => Some(
            say("{when} 前可撤回", "may be recalled until {when}").with(&[("when", &when(letter.next_attempt_at))]),
        ),
        LetterState::Retrying => Some(
            say("已尝试 {n} 次，{when} 再试", "tried {n} time(s), again at {when}")
                .with(&[("n", &letter.attempts), ("when", &when(letter.next_attempt_at))]),
        ),
        LetterState::Failed => {
            Some(say("尝试 {n} 次后停止", "given up after {n} attempt(s)").with(&[("n", &letter.attempts)]))
        }
        LetterState::Waiting | LetterState::Recalled | LetterState::SetAside => None,
    };
    let failed = matches!(letter.state, LetterState::Retrying | LetterState::Failed) && !letter.failed.is_empty();
    html! {
        @if let Some(line) = line { p { (line.get(lang)) } }
        @if failed {
            p { (failure::in_words(&letter.failed).get(lang)) }
            details.answer { summary { (say("服务器的原话", "What the server said").get(lang)) } p lang="en" { (letter.failed) } }
        }
    }
}

fn steps(visit: &Visit, id: LetterId) -> Markup {
    let lang = visit.lang;
    html! {
        (ui::step_button(&paths::letter_step(id, "again"), &visit.csrf, say("重新发送", "Send again")).render(lang))
        " "
        (ui::step_button(&paths::letter_step(id, "aside"), &visit.csrf, say("不再发送", "Set aside")).render(lang))
    }
}

pub(crate) async fn again(visit: Visit, Path(id): Path<LetterId>, _form: Form) -> Answer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::send_again(tx, &actor, id)).await?;
    visit.done(paths::LETTERS, say("将重新发送", "It will be sent again"))
}

pub(crate) async fn aside(visit: Visit, Path(id): Path<LetterId>, _form: Form) -> Answer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::set_letter_aside(tx, &actor, id)).await?;
    visit.done(paths::LETTERS, say("已搁置", "It is set aside"))
}
