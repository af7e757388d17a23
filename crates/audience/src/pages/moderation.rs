//! The moderators' page of a channel: what waits, what was shown unread, questions, people, and how the channel is moderated.

use std::collections::{BTreeSet, HashMap};

use db::DbError;
use kernel::{Breach, Lang, PersonId, Text, Word, say};
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use super::{At, parts};
use crate::place::{Place, moderated};
use crate::record::{Comment, Imposed, Question};
use crate::state::{Mode, Restraint, comment, question};
use crate::{paths, store, texts};

const QUEUE: Text = say("待审评论", "Comments that wait");
const UNREAD: Text = say("已显示、尚未查看", "Shown, and not looked at yet");
const LATEST: Text = say("最近显示的评论", "Shown lately");
const TAKEN: Text = say("已拒绝或删除", "Refused or deleted");
const NOTHING: Text = say("没有", "None");
const PEOPLE: Text = say("禁言与封禁", "Muted and banned");
const SETTINGS: Text = say("互动设置", "How the channel is moderated");
const MODE: Text = say("审核方式", "Who reads first");
const DANMU: Text = say("评论以弹幕显示在画面上", "Comments run over the picture");
const TAKES_QUESTIONS: Text = say("收集提问", "Questions are taken");
const TAKES_REACTIONS: Text = say("显示回应按钮", "Reactions are taken");
const SAVE: Text = say("保存设置", "Save");
const PASS: Text = say("通过所选", "Let the chosen pass");
const REFUSE: Text = say("拒绝所选", "Refuse the chosen");
const SEEN: Text = say("所选已查看", "I looked at the chosen");
const DELETE: Text = say("删除所选", "Delete the chosen");
const RESTORE: Text = say("恢复所选", "Restore the chosen");
const MUTE: Text = say("对所选发送人禁言", "Mute who wrote the chosen");
const BAN: Text = say("封禁所选发送人", "Ban who wrote the chosen");
const ALL: Text = say("全选", "All of them");
const MUTED_HINT: Text = say(
    "禁言：本人仍能看到自己的评论，且不会得到提示；封禁：不能再发言，会得到提示。禁言与封禁须写明原因。",
    "Somebody muted still sees their own comments and is not told; somebody banned cannot write and is told. Both need a reason.",
);
const HOURS: Text = say("期限（小时，留空为长期）", "For how many hours (empty: until lifted)");
const LIFT: Text = say("解除", "Lift");
const LIFTED: Text = say("已解除", "Lifted");
const PIN: Text = say("置顶", "Put it beside the picture");
const UNPIN: Text = say("取消置顶", "Take it down");
const NOT_SHOWN: Text = say("（未公开姓名）", "(name not shown)");
const UNTIL: Text = say("至", "Until");

/// What moderators look at.
struct Desk {
    place: Place,
    waiting: Vec<Comment>,
    unread: Vec<Comment>,
    latest: Vec<Comment>,
    refused: Vec<Comment>,
    deleted: Vec<Comment>,
    questions: Vec<Question>,
    asked: Vec<Question>,
    pinned: Option<Question>,
    imposed: Vec<(Imposed, String)>,
    /// Who wrote it all, whatever name they show.
    names: HashMap<PersonId, String>,
}

impl Desk {
    /// The name the platform knows, and whether the public reads it.
    fn author(&self, lang: Lang, person: PersonId, shown: &str) -> Markup {
        html! {
            (self.names.get(&person).map_or("", String::as_str))
            @if shown.is_empty() { " " small { (NOT_SHOWN.get(lang)) } }
        }
    }
}

pub(crate) async fn show(visit: Visit, Path(at): Path<At>) -> Answer {
    page(&visit, &at, &Form::default(), &[]).await
}

/// The page, with what was typed and chosen in the form of comments.
pub(super) async fn page(visit: &Visit, at: &At, typed: &Form, breaches: &[Breach]) -> Answer {
    let (actor, (meeting, code)) = (visit.actor()?, at.clone());
    let read = visit.site.db.read(move |tx| {
        let place = moderated(tx, &actor, meeting, &code)?;
        let channel = place.channel.id;
        let mut desk = Desk {
            waiting: store::in_state(tx, channel, comment::State::Waiting)?,
            unread: store::to_review(tx, channel)?,
            latest: store::latest_in(tx, channel, comment::State::Shown)?,
            refused: store::latest_in(tx, channel, comment::State::Refused)?,
            deleted: store::latest_in(tx, channel, comment::State::Deleted)?,
            questions: store::questions_in(tx, channel, question::State::Waiting)?,
            asked: store::questions(tx, channel, None)?,
            pinned: store::pinned(tx, channel)?,
            imposed: store::imposed(tx, channel)?,
            names: HashMap::new(),
            place,
        };
        let lists = [&desk.waiting, &desk.unread, &desk.latest, &desk.refused, &desk.deleted];
        let of_comments = lists.into_iter().flatten().map(|it| it.person_id);
        let people: BTreeSet<PersonId> =
            of_comments.chain(desk.questions.iter().chain(&desk.asked).map(|it| it.person_id)).collect();
        desk.names = store::names(tx, &people.into_iter().collect::<Vec<_>>())?;
        Ok::<_, kernel::Refusal>(desk)
    });
    let desk = read.await?;
    let (lang, meeting, channel) = (visit.lang, &desk.place.meeting, &desk.place.channel);
    let status = if breaches.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = html! {
        (ui::breadcrumbs(lang, &[
            (meetings::paths::meeting(meeting.id), meeting.title().said()),
            (live::paths::player(meeting.id, &channel.code), channel.name().said()),
        ]))
        (ui::heading(texts::MODERATION.get(lang), ui::badge(lang, desk.place.audience.mode.text(), ui::Tone::Info)))
        (ui::breach_summary(lang, breaches))
        (ui::actions(html! {
            (ui::link_button(lang, &live::paths::console(meeting.id, &channel.code), say("导播台", "Console")))
            (ui::link_button(lang, &paths::polls(meeting.id, &channel.code), texts::POLL))
            (ui::link_button(lang, paths::WORDS, texts::WORDS))
        }))
        (comments(visit, &desk, typed, breaches))
        (questions(visit, &desk))
        (people(visit, &desk))
        (settings(visit, &desk.place))
        (ui::audience_script())
    };
    Ok(visit.page_with(status, texts::MODERATION, body))
}

/// All lists of comments in one form, so that one reason serves whatever was chosen.
fn comments(visit: &Visit, desk: &Desk, typed: &Form, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    let action = paths::moderation(desk.place.meeting.id, &desk.place.channel.code);
    let act = |value: &str, label: Text, kind: ui::Kind| ui::submit_as(lang, "act", value, label, kind);
    let shown: Vec<&Comment> = desk.latest.iter().filter(|it| !it.to_review).collect();
    let taken: Vec<&Comment> = desk.refused.iter().chain(&desk.deleted).collect();
    let inner = html! {
        (list(lang, desk, (QUEUE, "waiting"), &desk.waiting.iter().collect::<Vec<_>>(), typed))
        (ui::actions(html! { (act("pass", PASS, ui::Kind::Primary)) (act("refuse", REFUSE, ui::Kind::Secondary)) }))
        @if !desk.unread.is_empty() {
            (list(lang, desk, (UNREAD, "unread"), &desk.unread.iter().collect::<Vec<_>>(), typed))
            (ui::actions(act("look_at", SEEN, ui::Kind::Secondary)))
        }
        (list(lang, desk, (LATEST, "shown"), &shown, typed))
        (ui::actions(act("delete", DELETE, ui::Kind::Danger)))
        @if !taken.is_empty() {
            (list(lang, desk, (TAKEN, "taken"), &taken, typed))
            (ui::actions(act("restore", RESTORE, ui::Kind::Secondary)))
        }
        (ui::fields_row(html! {
            (Field::text("reason", texts::REASON).value(typed.get("reason")).hint(MUTED_HINT).maxlength(500).render(lang, breaches))
            (Field::number("hours", HOURS).value(typed.get("hours")).render(lang, breaches))
        }))
        (ui::actions(html! { (act("mute", MUTE, ui::Kind::Secondary)) (act("ban", BAN, ui::Kind::Danger)) }))
    };
    ui::section(lang, texts::COMMENTS, html! { div #moderation { (ui::form(lang, &visit.csrf, &action, "", inner)) } })
}

fn list(lang: Lang, desk: &Desk, (title, id): (Text, &str), all: &[&Comment], typed: &Form) -> Markup {
    let chosen: Vec<&str> = typed.all("ids").collect();
    html! {
        fieldset.group data-queue=(id) {
            legend { (title.get(lang)) " " span.count { (all.len()) } }
            @if all.is_empty() { p.empty { (NOTHING.get(lang)) } }
            @else {
                p { button.plain type="button" data-all hidden { (ALL.get(lang)) } }
                ul.queue { @for it in all {
                    @let name = it.id.to_string();
                    li { label {
                        input type="checkbox" name="ids" value=(name) checked[chosen.contains(&name.as_str())];
                        " " time datetime=(it.posted_at) { (parts::clock(it.posted_at)) } " " b { (desk.author(lang, it.person_id, &it.name)) } " " span { (it.body) }
                        @if matches!(it.state, comment::State::Refused | comment::State::Deleted) { " " (ui::badge(lang, it.state.text(), texts::comment_tone(it.state))) }
                    } }
                } }
            }
        }
    }
}

fn questions(visit: &Visit, desk: &Desk) -> Markup {
    let lang = visit.lang;
    let row = |it: &Question| {
        let is_pinned = desk.pinned.as_ref().is_some_and(|pinned| pinned.id == it.id);
        let action = paths::question(desk.place.meeting.id, &desk.place.channel.code, it.id);
        let button =
            |value: &str, label: Text| ui::step_button(&action, &visit.csrf, label).field("act", value).render(lang);
        let steps = html! { (ui::actions(html! {
            @for step in question::steps_from(it.state) { (button(step.word(), step.text())) }
            @if is_pinned { (button("unpin", UNPIN)) }
            @else if matches!(it.state, question::State::Asked | question::State::Answered) { (button("pin", PIN)) }
        })) };
        vec![
            html! { (it.body) },
            desk.author(lang, it.person_id, &it.name),
            html! { (ui::number(it.votes)) },
            ui::badge(lang, it.state.text(), texts::question_tone(it.state)),
            steps,
        ]
    };
    let rows = desk.questions.iter().chain(&desk.asked).map(row).collect();
    const VOTES: Text = say("票数", "Votes");
    const STEPS: Text = say("办理", "Steps");
    let headers = [texts::WRITTEN, texts::WHO, VOTES, texts::STATE, STEPS];
    ui::section(lang, texts::QUESTIONS, ui::table(lang, texts::QUESTIONS, &headers, rows, NOTHING))
}

fn people(visit: &Visit, desk: &Desk) -> Markup {
    let lang = visit.lang;
    let row = |(it, name): &(Imposed, String)| {
        let lift = paths::lift(desk.place.meeting.id, &desk.place.channel.code, it.id);
        vec![
            html! { (name) },
            html! { (it.kind.text().get(lang)) },
            html! { (it.reason) },
            html! { @if let Some(until) = it.until { (UNTIL.get(lang)) " " (ui::when(lang, until)) } },
            html! { @if it.lifted_at.is_some() { (LIFTED.get(lang)) } @else { (ui::step_button(&lift, &visit.csrf, LIFT).render(lang)) } },
        ]
    };
    const KIND: Text = say("限制", "What");
    const LENGTH: Text = say("期限", "Until");
    let headers = [texts::WHO, KIND, texts::REASON, LENGTH, texts::STATE];
    let rows = desk.imposed.iter().map(row).collect();
    ui::section(lang, PEOPLE, ui::table(lang, PEOPLE, &headers, rows, NOTHING))
}

fn settings(visit: &Visit, place: &Place) -> Markup {
    let (lang, it) = (visit.lang, &place.audience);
    let action = paths::of(place.meeting.id, &place.channel.code, "moderation/settings");
    let modes = Mode::ALL.iter().map(|mode| (mode.word().to_owned(), mode.text().get(lang).to_owned())).collect();
    let inner = html! {
        (ui::hidden("revision", &it.revision.to_string()))
        (Field::radio("mode", MODE, modes).value(it.mode.word()).render(lang, &[]))
        (Field::checkbox("danmu", DANMU).checked(it.danmu).render(lang, &[]))
        (Field::checkbox("questions", TAKES_QUESTIONS).checked(it.questions).render(lang, &[]))
        (Field::checkbox("reactions", TAKES_REACTIONS).checked(it.reactions).render(lang, &[]))
        (ui::actions(ui::submit_as(lang, "then", "save", SAVE, ui::Kind::Secondary)))
    };
    ui::section(lang, SETTINGS, ui::form(lang, &visit.csrf, &action, "", inner))
}

/// How many comments and questions wait, for the console.
pub(super) fn waiting(tx: &mut db::Tx<'_>, channel: kernel::ChannelId) -> Result<i64, DbError> {
    let sql = "SELECT (SELECT COUNT(*) FROM comment WHERE channel_id = $1 AND state = 'waiting') + \
               (SELECT COUNT(*) FROM question WHERE channel_id = $1 AND state = 'waiting')";
    Ok(tx.one::<(i64,)>(sql, db::params![channel])?.0)
}

/// What the buttons of the page send, other than steps.
pub(super) const fn restraint(act: &str) -> Option<Restraint> {
    match act.as_bytes() {
        b"mute" => Some(Restraint::Mute),
        b"ban" => Some(Restraint::Ban),
        _ => None,
    }
}
