//! Parts of a page that htmx replaces, each with an id of its own.

use kernel::Word as _;
use kernel::{Breach, Lang, Said, Text, say};
use meetings::words as in_both;
use serde_json::json;
use ui::{Field, Markup, html};
use web::{Form, Visit};

use crate::actions::{COMMENT_MOST, QUESTION_MOST};
use crate::place::Place;
use crate::record::{Comment, Question};
use crate::seen::{Ballot, Seen};
use crate::state::{Mode, Reaction, comment, poll, question};
use crate::{paths, texts};

const WRITE: Text = say("发表评论", "Write a comment");
const HINT: Text = say("最多 200 字；请勿发布他人隐私", "200 characters at most; nothing private about others");
const NO_NAME: Text =
    say("不显示我的姓名（平台仍记录发送人）", "Do not show my name (the platform knows it all the same)");
const LOG_IN: Text = say("登录后参与", "Log in to take part");
const CLOSED: Text = say("本频道现在不接受评论与提问。", "This channel takes no comments and questions at the moment.");
const FIRST: Text = say("评论经审核后显示。", "Comments are shown after a moderator has read them.");
const ASK: Text = say("向报告人提问", "Ask whoever speaks");
const ASK_HINT: Text =
    say("最多 500 字；得票多的提问排在前面", "500 characters at most; questions with many votes come first");
const VOTE: Text = say("我也想问", "I want to know, too");
const UNVOTE: Text = say("撤回", "Take my vote back");
const VOTES: Text = say("{n} 票", "{n} vote(s)");
const NO_COMMENTS: Text = say("还没有评论", "No comments yet");
const NO_QUESTIONS: Text = say("还没有提问", "No questions yet");
const REACT: Text = say("回应", "React");
const CHOOSE: Text = say("投票", "Vote");
const YOURS: Text = say("您的选择", "your choice");

/// The words the script writes.
pub(crate) fn script_words(lang: Lang) -> String {
    json!({ "votes": VOTES.get(lang), "choose": CHOOSE.get(lang), "vote": VOTE.get(lang) }).to_string()
}

/// Where a form sends, and what of the page takes the answer.
fn live_form(visit: &Visit, action: &str, id: &str, target: &str, inner: Markup) -> Markup {
    html! {
        form method="post" action=(action) id=(id) novalidate hx-post=(action) hx-target={ "#" (target) } hx-swap="outerHTML" {
            (ui::hidden("_csrf", &visit.csrf)) (inner)
        }
    }
}

/// A comment for its author's own list, at once and not only with the next frame: somebody muted would miss it there and learn that
/// they are.
fn own(it: &Comment) -> Option<String> {
    (!it.seems_to_wait()).then(|| crate::frame::comment(it).to_string())
}

/// The form of a comment. `sent` tells what became of the last.
pub(crate) fn writing(
    visit: &Visit,
    place: &Place,
    form: &Form,
    breaches: &[Breach],
    sent: Option<(&Said, &Comment)>,
) -> Markup {
    let (lang, at) = (visit.lang, paths::of(place.meeting.id, &place.channel.code, "comments"));
    html! {
        div #audience-write data-sent=[sent.and_then(|(_, it)| own(it))] {
            @if let Some((said, _)) = sent { (ui::notice(lang, said)) }
            @if place.audience.mode == Mode::Closed { p.hint { (CLOSED.get(lang)) } }
            @else if visit.visitor.is_none() {
                p { (ui::link_button(lang, &format!("/login?next={}", paths::audience(place.meeting.id, &place.channel.code)), LOG_IN)) }
            } @else {
                @if place.audience.mode == Mode::ReviewedFirst { p.hint { (FIRST.get(lang)) } }
                (live_form(visit, &at, "audience-comment", "audience-write", html! {
                    (Field::text("body", WRITE).hint(HINT).maxlength(COMMENT_MOST as u32 * 2).value(form.get("body")).autocomplete("off").render(lang, breaches))
                    (Field::checkbox("unnamed", NO_NAME).checked(form.ticked("unnamed")).render(lang, breaches))
                    (ui::actions(ui::submit(lang, texts::SEND)))
                }))
            }
        }
    }
}

/// The form of a question. Its field has a name of its own, which is its place on the page.
pub(crate) fn asking(visit: &Visit, place: &Place, form: &Form, breaches: &[Breach], said: Option<&Said>) -> Markup {
    let (lang, at) = (visit.lang, paths::of(place.meeting.id, &place.channel.code, "questions"));
    let is_open = place.audience.questions && place.audience.mode != Mode::Closed && visit.visitor.is_some();
    html! {
        div #audience-ask {
            @if let Some(said) = said { (ui::notice(lang, said)) }
            @if is_open {
                (live_form(visit, &at, "audience-question", "audience-ask", html! {
                    (Field::area("question", ASK).rows(2).hint(ASK_HINT).maxlength(QUESTION_MOST as u32 * 2).value(form.get("question")).render(lang, breaches))
                    (Field::checkbox("question_unnamed", NO_NAME).checked(form.ticked("question_unnamed")).render(lang, breaches))
                    (ui::actions(ui::submit_as(lang, "then", "ask", texts::SEND, ui::Kind::Secondary)))
                }))
            }
        }
    }
}

/// The name beside a text.
pub(crate) fn name(lang: Lang, name: &str) -> Markup {
    html! { @if name.is_empty() { (texts::UNNAMED.get(lang)) } @else { (name) } }
}

/// Hours, minutes and seconds in Beijing.
pub(crate) fn clock(at: kernel::Instant) -> String {
    let seconds = at.plus_seconds(8 * 3600).millis().div_euclid(1000).rem_euclid(86_400);
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// One comment of the list. Its author sees that it waits; somebody muted sees what they would see otherwise.
pub(crate) fn comment(lang: Lang, it: &Comment) -> Markup {
    let at = it.shown_at.unwrap_or(it.posted_at);
    html! {
        li data-id=(it.id) {
            time datetime=(at) { (clock(at)) } " " b { (name(lang, &it.name)) } " " span { (it.body) }
            @if it.seems_to_wait() { " " (ui::badge(lang, comment::State::Waiting.text(), texts::comment_tone(comment::State::Waiting))) }
        }
    }
}

/// The list that the rules of live comments ask for on the same page, the latest first.
pub(crate) fn comments(lang: Lang, all: &[Comment]) -> Markup {
    html! {
        ol #audience-comments data-empty=(NO_COMMENTS.get(lang)) data-unnamed=(texts::UNNAMED.get(lang)) reversed {
            @for it in all { (comment(lang, it)) }
        }
        @if all.is_empty() { p.empty #audience-none { (NO_COMMENTS.get(lang)) } }
    }
}

/// The questions with their votes.
pub(crate) fn questions(visit: &Visit, seen: &Seen) -> Markup {
    let (lang, place) = (visit.lang, &seen.place);
    html! {
        div #audience-questions {
            @if seen.questions.is_empty() { p.empty { (NO_QUESTIONS.get(lang)) } }
            @else { ol { @for it in &seen.questions { li data-id=(it.id) { (question(visit, place, it, seen)) } } } }
        }
    }
}

fn question(visit: &Visit, place: &Place, it: &Question, seen: &Seen) -> Markup {
    let lang = visit.lang;
    let (at, has_voted) = (paths::vote(place.meeting.id, &place.channel.code, it.id), seen.voted.contains(&it.id));
    let may_vote = it.state == question::State::Asked && seen.me.is_some_and(|me| me != it.person_id);
    html! {
        p { (it.body) }
        p.hint { (name(lang, &it.name)) " · " span.votes { (VOTES.with(&[("n", &it.votes)]).get(lang)) }
            @if it.state == question::State::Answered { " " (ui::badge(lang, it.state.text(), texts::question_tone(it.state))) }
            @if it.seems_to_wait(place.audience.mode) { " " (ui::badge(lang, question::State::Waiting.text(), texts::question_tone(question::State::Waiting))) } }
        @if may_vote {
            (live_form(visit, &at, "", "audience-questions", html! {
                @if has_voted { (ui::submit_as(lang, "take_back", "1", UNVOTE, ui::Kind::Secondary)) }
                @else { (ui::submit_as(lang, "vote", "1", VOTE, ui::Kind::Secondary)) }
            }))
        }
    }
}

/// The question that stands beside the picture.
pub(crate) fn pinned(lang: Lang, it: Option<&Question>) -> Markup {
    html! { div #audience-pinned aria-live="polite" { @if let Some(it) = it { p { (it.body) } p.hint { (name(lang, &it.name)) } } } }
}

/// The poll: a ballot for whoever has not voted, the figures for everybody else.
pub(crate) fn ballot(visit: &Visit, place: &Place, it: Option<&Ballot>, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    html! {
        div #audience-poll data-poll=[it.map(|it| format!("{} {}", it.poll.id, it.poll.state))] {
            @if let Some(it) = it {
                h3 { (in_both(lang, &it.poll.title())) " " (ui::badge(lang, it.poll.state.text(), texts::poll_tone(it.poll.state))) }
                @if it.poll.state == poll::State::Open && it.chosen.is_none() && visit.visitor.is_some() {
                    @let options = it.options.iter().map(|option| (option.id.to_string(), option.label().get(lang).to_owned())).collect();
                    (live_form(visit, &paths::vote_poll(place.meeting.id, &place.channel.code, it.poll.id), "audience-ballot", "audience-poll", html! {
                        (Field::radio("option", CHOOSE, options).render(lang, breaches))
                        (ui::actions(ui::submit_as(lang, "then", "vote", CHOOSE, ui::Kind::Secondary)))
                    }))
                } @else { (result(lang, it)) }
            }
        }
    }
}

/// How a poll stands.
pub(crate) fn result(lang: Lang, it: &Ballot) -> Markup {
    let all: i64 = it.options.iter().map(|option| option.votes).sum();
    html! {
        ul.poll-result { @for option in &it.options {
            li data-option=(option.id) {
                span { (in_both(lang, &option.label())) @if it.chosen == Some(option.id) { " · " (YOURS.get(lang)) } }
                " " span.votes { (VOTES.with(&[("n", &option.votes)]).get(lang)) }
                progress max=(all.max(1)) value=(option.votes) aria-hidden="true" {}
            }
        } }
    }
}

/// One press each.
pub(crate) fn reactions(visit: &Visit, place: &Place) -> Markup {
    let (lang, at) = (visit.lang, paths::of(place.meeting.id, &place.channel.code, "reactions"));
    html! {
        @if place.audience.reactions && visit.visitor.is_some() {
            form.reactions method="post" action=(at) hx-post=(at) hx-swap="none" aria-label=(REACT.get(lang)) {
                (ui::hidden("_csrf", &visit.csrf))
                @for it in Reaction::ALL {
                    button.btn.secondary name="reaction" value=(it.word()) { span aria-hidden="true" { (it.sign()) " " } (it.text().get(lang)) " " span.sum data-reaction=(it.word()) {} }
                }
            }
        }
    }
}
