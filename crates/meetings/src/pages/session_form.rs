//! A session as a form: one page with all its talks and people, saved at once.

use kernel::{Breach, Breaches, Day, Lang, Text, Word, say};
use ui::{Field, Markup, html};
use web::Form;

use super::person_fields as people;
use crate::actions::{Place, SessionDraft, TalkDraft};
use crate::agenda::{Agenda, Session, Talk, Words};
use crate::kinds::{Part, SessionKind};
use crate::{clock, texts};

const TITLE_ZH: Text = say("中文名称", "Title in Chinese");
const TITLE_EN: Text = say("英文名称", "Title in English");
const ABOUT_ZH: Text = say("中文简介", "Abstract in Chinese");
const ABOUT_EN: Text = say("英文简介", "Abstract in English");
const SIGN_UPS: Text = say("报名人数", "Sign-ups");
const SIGN_UPS_HINT: Text =
    say("已知时填写，用于检查会场容量；不公开。", "Where known, to check the size of the hall; never published.");
const MINUTES: Text = say("时长（分钟）", "Minutes");
const MINUTES_HINT: Text = say(
    "报告从场次开始依次进行；填写时长后可推算各报告的时间。",
    "Talks follow each other from the beginning of the session; with their minutes the time of each is known.",
);
const TALK: Text = say("报告 {n}", "Talk {n}");
const NEW_TALK: Text = say("再加一个报告", "One more talk");
const WHO: Text = say(
    "按会上印制的样子填写；同名同单位视为同一人。清空一行即删除。",
    "As they are to be printed; the same name and organisation means the same person. Clear a row to remove it.",
);
const WHEN_HINT: Text =
    say("时间留空的场次列在“尚未安排的场次”。", "Without times it waits among those not scheduled yet.");

/// The form of a session as it is.
pub(super) fn of(session: &Session, day: Day) -> Form {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: String| pairs.push((name.to_owned(), value));
    put("kind", session.kind.word().to_owned());
    put("hall", session.hall_id.map(|id| id.to_string()).unwrap_or_default());
    put("day", session.starts_at.map_or(day, |at| at.day()).to_string());
    put("starts", session.starts_at.map(clock::clock).unwrap_or_default());
    put("ends", session.span().map(end).unwrap_or_default());
    put("sign_ups", session.sign_ups.map(|n| n.to_string()).unwrap_or_default());
    words(&mut pairs, "title", &session.title);
    words(&mut pairs, "about", &session.about);
    for (prefix, all) in [("chair", &session.chairs), ("guest", &session.guests)] {
        all.iter().enumerate().for_each(|(at, it)| pairs.extend(people::pairs(&format!("{prefix}.{at}"), it)));
    }
    for (at, talk) in session.talks.iter().enumerate() {
        talk_pairs(&mut pairs, &format!("talk.{at}"), talk);
    }
    form_of(&pairs)
}

/// `24:00` for the end of the day, so that a form gives back what it was given.
fn end((from, until): (kernel::Instant, kernel::Instant)) -> String {
    if until == from.day().ends() { "24:00".into() } else { clock::clock(until) }
}

fn words(pairs: &mut Vec<(String, String)>, name: &str, it: &Words) {
    pairs.push((format!("{name}_zh"), it.zh.clone()));
    pairs.push((format!("{name}_en"), it.en.clone()));
}

fn talk_pairs(pairs: &mut Vec<(String, String)>, row: &str, talk: &Talk) {
    pairs.push((format!("{row}.id"), talk.id.to_string()));
    pairs.push((format!("{row}.minutes"), talk.minutes.map(|n| n.to_string()).unwrap_or_default()));
    words(pairs, &format!("{row}.title"), &talk.title);
    words(pairs, &format!("{row}.about"), &talk.about);
    for (at, it) in talk.speakers.iter().enumerate() {
        pairs.extend(people::pairs(&format!("{row}.speaker.{at}"), it));
    }
}

fn form_of(pairs: &[(String, String)]) -> Form {
    Form::of(&pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect::<Vec<_>>())
}

const TALK_FIELDS: [&str; 5] = ["title_zh", "title_en", "about_zh", "about_en", "minutes"];

/// The same form without empty rows, numbered from 0: what is wrong with a row is then told beside it.
pub(super) fn compacted(form: &Form) -> Form {
    let is_row = |name: &str| ["chair.", "guest.", "talk."].iter().any(|prefix| name.starts_with(prefix));
    let mut out: Vec<(String, String)> = form.pairs().iter().filter(|(name, _)| !is_row(name)).cloned().collect();
    people::compacted(form, "chair", "chair", &mut out);
    people::compacted(form, "guest", "guest", &mut out);
    let mut at = 0;
    for n in people::numbers(form, "talk") {
        let (row, to) = (format!("talk.{n}"), format!("talk.{at}"));
        let mut speakers = Vec::new();
        people::compacted(form, &format!("{row}.speaker"), &format!("{to}.speaker"), &mut speakers);
        let is_blank = TALK_FIELDS.iter().all(|field| form.get(&format!("{row}.{field}")).is_empty());
        if is_blank && speakers.is_empty() {
            continue;
        }
        let own = TALK_FIELDS.iter().chain(&["id"]);
        out.extend(own.map(|field| (format!("{to}.{field}"), form.get(&format!("{row}.{field}")).to_owned())));
        out.extend(speakers);
        at += 1;
    }
    form_of(&out)
}

/// Reads a compacted form.
pub(super) fn read(form: &Form) -> Result<SessionDraft, Breaches> {
    let mut breaches = Breaches::new();
    let kind = form.word::<SessionKind>("kind").map_err(|breach| breaches.push(breach)).unwrap_or(SessionKind::Talks);
    let place = read_place(form, &mut breaches);
    let sign_ups = optional_number(form, "sign_ups", 1_000_000, &mut breaches);
    let talks = people::numbers(form, "talk").into_iter().map(|n| {
        let row = format!("talk.{n}");
        TalkDraft {
            id: form.get(&format!("{row}.id")).parse().ok(),
            title: read_words(form, &format!("{row}.title")),
            about: read_words(form, &format!("{row}.about")),
            minutes: optional_number(form, &format!("{row}.minutes"), 1440, &mut breaches),
            speakers: people::read(form, &format!("{row}.speaker")),
        }
    });
    let talks: Vec<TalkDraft> = talks.collect();
    if !breaches.is_empty() {
        return Err(breaches);
    }
    Ok(SessionDraft {
        kind,
        hall_id: place.hall_id,
        starts_at: place.starts_at,
        ends_at: place.ends_at,
        title: read_words(form, "title"),
        about: read_words(form, "about"),
        sign_ups,
        chairs: people::read(form, "chair"),
        guests: people::read(form, "guest"),
        talks,
    })
}

/// Reads hall, day and times. Without times the session is not scheduled.
pub(super) fn read_place(form: &Form, breaches: &mut Breaches) -> Place {
    let mut time = |name: &str| {
        let typed = form.get(name);
        if typed.is_empty() {
            return None;
        }
        let at = form.day("day").and_then(|day| clock::at(name, day, typed));
        at.map_err(|breach| breaches.push(breach)).ok()
    };
    Place { hall_id: form.get("hall").parse().ok(), starts_at: time("starts"), ends_at: time("ends") }
}

pub(super) fn optional_number(form: &Form, name: &str, most: i64, breaches: &mut Breaches) -> Option<i64> {
    if form.get(name).is_empty() {
        return None;
    }
    form.number(name, 0, most).map_err(|breach| breaches.push(breach)).ok()
}

pub(super) fn read_words(form: &Form, name: &str) -> Words {
    Words::of(form.get(&format!("{name}_zh")), form.get(&format!("{name}_en")))
}

/// The halls to choose from.
pub(super) fn hall_field(lang: Lang, agenda: &Agenda) -> Field {
    let halls = agenda.halls.iter().map(|hall| (hall.id.to_string(), hall.name.get(lang).to_owned()));
    Field::select("hall", texts::HALL, halls.collect())
}

/// The days of the meeting to choose from.
pub(super) fn day_field(lang: Lang, agenda: &Agenda) -> Field {
    let days = agenda.days().into_iter().map(|day| (day.to_string(), ui::day_text(lang, day)));
    Field::select("day", texts::DAY, days.collect()).required()
}

/// All fields of the form.
pub(super) fn fields(lang: Lang, agenda: &Agenda, form: &Form, breaches: &[Breach]) -> Markup {
    let kinds = SessionKind::ALL.iter().map(|kind| (kind.word().to_owned(), kind.text().get(lang).to_owned()));
    let show = |field: Field, name: &str| field.value(form.get(name)).render(lang, breaches);
    html! {
        (ui::fields_row(html! {
            (show(Field::text("title_zh", TITLE_ZH).maxlength(200), "title_zh"))
            (show(Field::text("title_en", TITLE_EN).maxlength(200), "title_en"))
            (show(Field::select("kind", texts::KIND, kinds.collect()).required(), "kind"))
        }))
        p.hint { (WHEN_HINT.get(lang)) }
        (ui::fields_row(html! {
            (show(hall_field(lang, agenda), "hall"))
            (show(day_field(lang, agenda), "day"))
            (show(Field::time("starts", texts::STARTS), "starts"))
            (show(Field::time("ends", texts::ENDS), "ends"))
            (show(Field::number("sign_ups", SIGN_UPS).hint(SIGN_UPS_HINT), "sign_ups"))
        }))
        (ui::fields_row(html! {
            (show(Field::area("about_zh", ABOUT_ZH).rows(3), "about_zh"))
            (show(Field::area("about_en", ABOUT_EN).rows(3), "about_en"))
        }))
        (ui::fieldset(lang, say("主持与嘉宾", "Chairs and guests"), html! {
            p.hint { (WHO.get(lang)) }
            (people::fields(lang, form, "chair", Part::Chair.text(), breaches))
            (people::fields(lang, form, "guest", Part::Guest.text(), breaches))
        }))
        (talks(lang, form, breaches))
    }
}

fn talks(lang: Lang, form: &Form, breaches: &[Breach]) -> Markup {
    let known = people::numbers(form, "talk");
    let next = known.last().map_or(0, |last| last + 1);
    html! {
        @for n in &known {
            (ui::fieldset(lang, TALK.with(&[("n", &(n + 1))]), talk(lang, form, &format!("talk.{n}"), breaches)))
        }
        details.person {
            summary { (NEW_TALK.get(lang)) }
            (talk(lang, form, &format!("talk.{next}"), breaches))
        }
    }
}

fn talk(lang: Lang, form: &Form, row: &str, breaches: &[Breach]) -> Markup {
    let show = |field: Field, name: &str| field.value(form.get(name)).render(lang, breaches);
    let name = |part: &str| format!("{row}.{part}");
    html! {
        @if !form.get(&name("id")).is_empty() { (ui::hidden(&name("id"), form.get(&name("id")))) }
        (ui::fields_row(html! {
            (show(Field::text(name("title_zh"), TITLE_ZH).maxlength(200), &name("title_zh")))
            (show(Field::text(name("title_en"), TITLE_EN).maxlength(200), &name("title_en")))
            (show(Field::number(name("minutes"), MINUTES).hint(MINUTES_HINT), &name("minutes")))
        }))
        (ui::fields_row(html! {
            (show(Field::area(name("about_zh"), ABOUT_ZH).rows(2), &name("about_zh")))
            (show(Field::area(name("about_en"), ABOUT_EN).rows(2), &name("about_en")))
        }))
        (people::fields(lang, form, &name("speaker"), Part::Speaker.text(), breaches))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_rows_are_left_out_and_the_others_keep_their_order() {
        let typed = Form::of(&[
            ("kind", "talks"),
            ("title_zh", "报告会"),
            ("chair.0.name_zh", ""),
            ("chair.2.name_zh", "王"),
            ("talk.0.title_zh", ""),
            ("talk.0.speaker.0.name_zh", " "),
            ("talk.3.title_zh", "题目"),
            ("talk.3.minutes", "二十"),
            ("talk.3.speaker.5.name_zh", "李"),
        ]);
        let form = compacted(&typed);
        assert_eq!(people::numbers(&form, "chair"), [0]);
        assert_eq!(form.get("talk.0.speaker.0.name_zh"), "李");
        let breaches = read(&form).unwrap_err();
        assert_eq!(breaches.iter().map(|it| it.field.as_str()).collect::<Vec<_>>(), ["talk.0.minutes"]);
    }

    #[test]
    fn another_name_is_another_person_unless_it_was_corrected() {
        let id = SpeakerId::nil().to_string();
        let row = |name: &str, same: &str| {
            let pairs = [
                ("chair.0.id", id.as_str()),
                ("chair.0.was", "王|"),
                ("chair.0.name_zh", name),
                ("chair.0.same", same),
            ];
            people::read(&Form::of(&pairs), "chair")[0].speaker_id
        };
        assert_eq!(row("王", ""), Some(SpeakerId::nil()));
        assert_eq!(row("李", ""), None);
        assert_eq!(row("汪", "on"), Some(SpeakerId::nil()));
    }

    use kernel::SpeakerId;
}
