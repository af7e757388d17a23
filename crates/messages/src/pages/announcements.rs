//! Announcements of a house: the list, and one with its recipients before it is committed and its progress after.

use kernel::{AnnouncementId, Breach, Lang, PersonId, Refusal, Text, Word, say};
use serde::Deserialize;
use ui::{Markup, Tone, html};
use web::{Answer, Cursor, Form, Path, Query, StatusCode, Visit};

use crate::announcement::state::{State, Step};
use crate::announcement::{self, Announcement, Audience, Preview, Progress, RECALL_MINUTES, Recipient};
use crate::paths;

pub(super) const TITLE: Text = say("群发公告", "Announcements");
const LEAD: Text = say(
    "一次写给许多人。每份公告都先列出收件人和人数，确认后先留 {n} 分钟，其间可以撤回，再发出邮件。",
    "Written to many at once. Each is counted and its recipients listed first; once committed its letters are held for {n} minutes, in which it can be recalled.",
);
const EMPTY: Text = say("还没有公告。", "No announcement yet.");
/// Rows of one page.
const PAGE: usize = 30;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    after: Cursor<AnnouncementId>,
}

pub(crate) async fn list(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let actor = visit.actor()?;
    let mut all = visit
        .site
        .db
        .read(move |tx| announcement::list(tx, &actor, asked.after.0, PAGE + 1).map_err(Refusal::from))
        .await?;
    let next = (all.len() > PAGE).then(|| all.truncate(PAGE));
    let next = next.and_then(|()| all.last()).map(|last| format!("{}?after={}", paths::ANNOUNCEMENTS, last.id));
    let (lang, now) = (visit.lang, visit.site.db.clock().now());
    let heads = [
        say("标题", "Title"),
        say("状态", "State"),
        say("人数", "Recipients"),
        say("起草", "Written"),
        say("起草人", "By"),
    ];
    let rows = all.iter().map(|one| row(lang, one, now)).collect();
    let body = html! {
        (ui::heading(visit.t(TITLE), html! {}))
        p.lead { (LEAD.with(&[("n", &RECALL_MINUTES)]).get(lang)) }
        (ui::actions(ui::link_button(lang, paths::NEW_ANNOUNCEMENT, say("写公告", "Write one"))))
        (ui::table(lang, TITLE, &heads, rows, EMPTY))
        @if !all.is_empty() { (ui::pager(lang, next)) }
    };
    visit.page(TITLE, body)
}

fn subject(one: &Announcement, lang: Lang) -> &str {
    if lang == Lang::Zh { &one.subject_zh } else { &one.subject_en }
}

fn row(lang: Lang, one: &Announcement, now: kernel::Instant) -> Vec<Markup> {
    vec![
        html! { a href=(paths::announcement(one.id)) { (ui::theirs(lang, subject(one, lang))) } },
        badge(lang, one, now),
        if one.recipients > 0 {
            ui::number(ui::count(one.recipients.unsigned_abs()))
        } else {
            html! { "—" }
        },
        ui::when(lang, one.created_at),
        html! { (one.author_name) },
    ]
}

fn badge(lang: Lang, one: &Announcement, now: kernel::Instant) -> Markup {
    let (text, tone) = match one.state {
        State::Draft => (State::Draft.text(), Tone::Neutral),
        State::Committed if one.is_held(now) => (say("撤回期内", "May be recalled"), Tone::Warn),
        State::Committed => (say("已发布", "Committed"), Tone::Good),
        State::Recalled => (State::Recalled.text(), Tone::Bad),
        State::Discarded => (State::Discarded.text(), Tone::Neutral),
    };
    ui::badge(lang, text, tone)
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Listed {
    after: Cursor<PersonId>,
}

/// What the page of one announcement shows beside it.
enum Beside {
    Preview(Preview, Vec<Recipient>),
    Progress(Progress),
}

pub(crate) async fn show(visit: Visit, Path(id): Path<AnnouncementId>, Query(listed): Query<Listed>) -> Answer {
    page(&visit, StatusCode::OK, id, listed.after.0, &[]).await
}

async fn page(
    visit: &Visit,
    status: StatusCode,
    id: AnnouncementId,
    after: Option<PersonId>,
    breaches: &[Breach],
) -> Answer {
    let actor = visit.actor()?;
    let loaded = visit.site.db.read(move |tx| {
        let one = announcement::own(tx, &actor, id)?;
        let audience = one.audience()?;
        let beside = if one.state == State::Draft {
            let preview = announcement::preview(tx, &actor, &one)?;
            Beside::Preview(preview, announcement::recipients(tx, &actor, &audience, after, PAGE + 1)?)
        } else {
            Beside::Progress(announcement::progress(tx, id)?)
        };
        let organisations = match &audience {
            Audience::Members { organisations, .. } => directory::organisation_names(tx, organisations)?,
            Audience::Leaders { .. } | Audience::Applicants { .. } => Default::default(),
        };
        let guideline = match &audience {
            Audience::Applicants { guideline } => guidelines::get_guideline(tx, *guideline)?.title,
            Audience::Members { .. } | Audience::Leaders { .. } => String::new(),
        };
        let mut names: Vec<String> = organisations.into_values().collect();
        names.sort();
        Ok::<_, Refusal>((one, audience, beside, names, guideline))
    });
    let (one, audience, beside, names, guideline) = loaded.await?;
    let (lang, now) = (visit.lang, visit.site.db.clock().now());
    let body = html! {
        (ui::breadcrumbs(lang, &[(paths::ANNOUNCEMENTS.into(), TITLE.into())]))
        (ui::heading(subject(&one, lang), badge(lang, &one, now)))
        (ui::breach_summary(lang, breaches))
        (ui::facts(lang, vec![
            (say("写给", "For"), html! { (whom(lang, &audience, &names, &guideline)) }),
            (say("起草人", "Written by"), html! { (one.author_name) " · " (ui::when(lang, one.created_at)) }),
        ]))
        @match &beside {
            Beside::Preview(preview, rows) => (before(visit, &one, preview, rows)),
            Beside::Progress(progress) => (after_commit(visit, &one, progress, now)),
        }
        (ui::section(lang, say("内容", "What it says"), texts(&one)))
    };
    Ok(visit.page_with(status, kernel::Said { zh: one.subject_zh.clone(), en: one.subject_en.clone() }, body))
}

fn texts(one: &Announcement) -> Markup {
    html! {
        @for (lang, subject, body) in [(Lang::Zh, &one.subject_zh, &one.body_zh), (Lang::En, &one.subject_en, &one.body_en)] {
            div.card.letter lang=(lang.tag()) { h3 { (subject) } (ui::prose(body)) }
        }
    }
}

/// An audience in words.
fn whom(lang: Lang, audience: &Audience, organisations: &[String], guideline: &str) -> String {
    let between = if lang == Lang::Zh { "、" } else { ", " };
    let words = |all: Vec<&'static str>| all.join(between);
    match audience {
        Audience::Members { roles, province, .. } => {
            let mut parts = vec![if roles.is_empty() {
                say("全部身份", "every role").get(lang).to_owned()
            } else {
                words(roles.iter().map(|role| role.text().get(lang)).collect())
            }];
            parts.extend(kernel::province::by_code(province).map(|p| p.name.get(lang).to_owned()));
            if !organisations.is_empty() {
                parts.push(organisations.join(between));
            }
            parts.join(" · ")
        }
        Audience::Leaders { states } => {
            let states = if states.is_empty() {
                say("全部状态", "every state").get(lang).to_owned()
            } else {
                words(states.iter().map(|state| state.text().get(lang)).collect())
            };
            let of = say("项目负责人：{states}", "Principal investigators of projects: {states}");
            of.with(&[("states", &states)]).get(lang).to_owned()
        }
        Audience::Applicants { .. } => {
            let of = say("指南“{title}”的申请人", "Applicants of the guideline “{title}”");
            of.with(&[("title", &guideline)]).get(lang).to_owned()
        }
    }
}

const COUNT: Text = say("将送达 {n} 人", "It will reach {n} people");
const WAYS: Text = say(
    "立即邮件 {at_once} 人，每日汇总 {digest} 人，只在站内 {inbox} 人（本人选择不收此类邮件）。",
    "{at_once} by mail at once, {digest} in their digest, {inbox} in their inbox only, as they chose.",
);
const HELD: Text = say(
    "确认后立即进入收件人的站内消息；邮件留 {n} 分钟再发，其间可以撤回。",
    "Once committed it lies in their inboxes at once; letters are held for {n} minutes, in which it can be recalled.",
);

fn before(visit: &Visit, one: &Announcement, preview: &Preview, rows: &[Recipient]) -> Markup {
    let lang = visit.lang;
    let n = ui::count(preview.recipients);
    let shown = &rows[..rows.len().min(PAGE)];
    let next = (rows.len() > PAGE).then(|| shown.last()).flatten();
    let next = next.map(|last| format!("{}?after={}", paths::announcement(one.id), last.id));
    let heads = [say("姓名", "Name"), say("送达方式", "How it reaches them")];
    let lines = shown.iter().map(|r| vec![html! { (r.name) }, html! { (r.delivery.text().get(lang)) }]).collect();
    let ways = WAYS.with(&[
        ("at_once", &ui::count(preview.at_once)),
        ("digest", &ui::count(preview.digest)),
        ("inbox", &ui::count(preview.inbox_only)),
    ]);
    let nobody = say("没有符合条件的收件人，请修改范围。", "Nobody fits; change whom it is for.");
    html! {
        (ui::section(lang, COUNT.with(&[("n", &n)]), html! {
            p #f-audience { (ways.get(lang)) }
            p.hint { (HELD.with(&[("n", &RECALL_MINUTES)]).get(lang)) }
            (ui::actions(html! {
                @if preview.recipients > 0 {
                    (ui::step_button(&paths::announcement_form(one.id, "commit"), &visit.csrf,
                        say("确认发给这 {n} 人", "Commit to these {n} people").with(&[("n", &n)])).primary()
                        .field("fingerprint", &preview.fingerprint).field("revision", one.revision).render(lang))
                } @else { (ui::blocked(lang, Step::Commit.text(), &nobody.into())) }
                (ui::link_button(lang, &paths::announcement_form(one.id, "edit"), say("修改", "Change")))
                (ui::step_button(&paths::announcement_form(one.id, "discard"), &visit.csrf, Step::Discard.text()).danger()
                    .confirm(say("草稿将被删除，确定吗？", "The draft will be gone. Are you sure?")).render(lang))
            }))
        }))
        (ui::section(lang, say("收件人", "Recipients"), html! {
            (ui::table(lang, say("收件人", "Recipients"), &heads, lines, nobody))
            @if !shown.is_empty() { (ui::pager(lang, next)) }
        }))
    }
}

const UNTIL: Text = say(
    "{when} 前没有邮件发出，撤回后无人再能看到这份公告。",
    "No letter leaves before {when}; once recalled nobody sees the announcement any more.",
);
const LATE: Text = say(
    "撤回期已过：撤回只能收回尚未发出的邮件，并从站内消息中删除；已发出的 {n} 封邮件无法收回。",
    "The time of recall is over: recalling takes back letters that have not left and empties the inboxes; {n} letters have left for good.",
);
const RECALLED: Text = say(
    "已撤回：已从站内消息中删除，未发出的邮件不再发送。撤回前已发出 {n} 封。",
    "Recalled: it is gone from the inboxes, and letters that had not left never will. {n} had left before.",
);

fn after_commit(visit: &Visit, one: &Announcement, progress: &Progress, now: kernel::Instant) -> Markup {
    let lang = visit.lang;
    let sent = ui::count(progress.sent);
    if one.state != State::Committed {
        return ui::alert(Tone::Warn, html! { p { (RECALLED.with(&[("n", &sent)]).get(lang)) } });
    }
    let release = one.release_at.unwrap_or(now);
    let (said, question) = if one.is_held(now) {
        (UNTIL.with(&[("when", &ui::when_text(lang, release))]), say("撤回这份公告？", "Recall this announcement?"))
    } else {
        (LATE.with(&[("n", &sent)]), say("撤回尚未发出的部分？", "Recall what has not left?"))
    };
    let written = progress.written == progress.batches;
    let inboxes = if written {
        say("全部收件人", "everybody").get(lang).to_owned()
    } else {
        format!("{} %", progress.written * 100 / progress.batches.max(1))
    };
    html! {
        (ui::section(lang, say("进度", "Progress"), html! {
            (ui::tiles(lang, vec![
                (say("收件人", "Recipients"), ui::count(one.recipients.unsigned_abs()), None),
                (say("进入站内消息", "In the inbox of"), inboxes, None),
                (say("已发邮件", "Letters sent"), sent, None),
                (say("待发邮件", "Letters waiting"), ui::count(progress.waiting), None),
                (say("未送达", "Not delivered"), ui::count(progress.failed), None),
            ]))
            p { (said.get(lang)) }
            (ui::actions(html! {
                (ui::step_button(&paths::announcement_form(one.id, "recall"), &visit.csrf, Step::Recall.text()).danger().confirm(question).render(lang))
                (ui::link_button(lang, &paths::announcement(one.id), say("刷新进度", "Look again")))
            }))
        }))
    }
}

pub(crate) async fn commit(visit: Visit, Path(id): Path<AnnouncementId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let revision = form.number("revision", 0, i64::MAX)?;
    let fingerprint = form.get("fingerprint").to_owned();
    let done = visit.site.db.write(move |tx| announcement::commit(tx, &actor, id, revision, &fingerprint)).await;
    match done {
        Ok(one) => {
            let said = say(
                "已发布给 {n} 人，{m} 分钟内可以撤回",
                "Committed to {n} people; it can be recalled for {m} minutes",
            );
            visit.done(&paths::announcement(id), said.with(&[("n", &one.recipients), ("m", &RECALL_MINUTES)]))
        }
        // Overtaken: the page as it is now, with the new count.
        Err(Refusal::Breaches(breaches)) => page(&visit, StatusCode::CONFLICT, id, None, &breaches).await,
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn recall(visit: Visit, Path(id): Path<AnnouncementId>, _form: Form) -> Answer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| announcement::recall(tx, &actor, id)).await?;
    crate::take_back_all(&visit.site.db).await?;
    visit.done(&paths::announcement(id), say("已撤回", "It is recalled"))
}

pub(crate) async fn discard(visit: Visit, Path(id): Path<AnnouncementId>, _form: Form) -> Answer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| announcement::discard(tx, &actor, id)).await?;
    visit.done(paths::ANNOUNCEMENTS, say("草稿已删除", "The draft is gone"))
}
