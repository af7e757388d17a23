//! Deadlines as a calendar that phones and computers subscribe to, by a secret address.

use std::collections::HashSet;

use calendar::{Calendar, Entry, When};
use db::{DbError, Tx};
use kernel::{Actor, Dated, Hat, Lang, Refusal, Todo, say};
use negotiations::Engaged;
use sha2::{Digest, Sha256};
use web::{Answer, IntoResponse, Path, Visit};

/// What waits for somebody with a day, and the agreed days ahead, over every role they hold; the next first.
#[derive(Debug, Default)]
pub struct Deadlines {
    pub todos: Vec<Todo>,
    pub dates: Vec<Dated>,
}

/// The deadlines of a person, whatever role is worn at the moment.
pub fn deadlines(tx: &mut Tx<'_>, person: &directory::Person) -> Result<Deadlines, DbError> {
    let hats = directory::memberships_of(tx, person.id)?;
    let hats = hats.iter().map(|m| Some(Hat { role: m.role, organisation_id: m.organisation_id }));
    let mut all = Deadlines::default();
    // Without a hat as well: what somebody leads stays theirs when a role ends.
    for hat in std::iter::once(None).chain(hats) {
        let actor = Actor::person(person.id, &person.name, hat);
        all.todos.extend(crate::of_hat(tx, &actor)?.into_iter().filter(|todo| todo.due.is_some()));
        all.dates.extend(projects::dates(tx, &actor)?);
        all.dates.extend(funding::dates(tx, &actor)?);
    }
    let mut known = HashSet::new();
    all.todos.retain(|todo| known.insert((todo.href.clone(), todo.due, todo.what.clone())));
    let waiting: HashSet<_> = all.todos.iter().map(|todo| (todo.href.clone(), todo.due)).collect();
    let mut known = HashSet::new();
    // What waits already stands there as such; the same day need not be said twice.
    all.dates
        .retain(|dated| !waiting.contains(&(dated.href.clone(), Some(dated.on))) && known.insert(dated.key.clone()));
    Ok(all)
}

pub(crate) async fn feed(visit: Visit, Path(name): Path<String>) -> Answer {
    let secret = name.strip_suffix(".ics").ok_or(Refusal::NotFound)?.to_owned();
    let found = visit.site.db.read(move |tx| {
        let person = directory::feed_owner(tx, &secret)?.ok_or(Refusal::NotFound)?;
        let deadlines = deadlines(tx, &person)?;
        let engaged = negotiations::engagements(tx, person.id)?;
        Ok::<_, Refusal>((person, deadlines, engaged))
    });
    let (person, deadlines, engaged) = found.await?;
    let lang = if person.lang == "en" { Lang::En } else { Lang::Zh };
    let headers = [
        ("content-type", "text/calendar; charset=utf-8"),
        ("content-disposition", "attachment; filename=\"xieyu.ics\""),
        ("cache-control", "private, max-age=300"),
    ];
    Ok((headers, written(&visit.site.base_url, lang, &person.name, &deadlines, &engaged).text()).into_response())
}

/// The calendar in the language of its owner.
pub(crate) fn written(base_url: &str, lang: Lang, name: &str, deadlines: &Deadlines, engaged: &[Engaged]) -> Calendar {
    let title = say("协育期限：{name}", "Xieyu deadlines: {name}").with(&[("name", &name)]);
    let todos = deadlines.todos.iter().filter_map(|todo| waiting(base_url, lang, todo));
    let dates = deadlines.dates.iter().map(|dated| ahead(base_url, lang, dated));
    let met = engaged.iter().map(|at| appointment(base_url, lang, at));
    let mut entries: Vec<Entry> = todos.chain(dates).chain(met).collect();
    entries.sort_by_key(|entry| match entry.when {
        When::Day(day) => (day, entry.uid.clone()),
        When::Span(from, _) => (from.day(), entry.uid.clone()),
    });
    Calendar { name: title.get(lang).to_owned(), entries }
}

/// Minutes since the thing began to wait: it only grows.
fn waiting(base_url: &str, lang: Lang, todo: &Todo) -> Option<Entry> {
    let due = todo.due?;
    Some(Entry {
        uid: uid(base_url, &format!("{} {}", todo.href, todo.what.en)),
        sequence: todo.since.millis() / 60_000,
        changed_at: todo.since,
        when: When::Day(due),
        summary: summary(lang, todo.what.get(lang), &todo.subject),
        description: until(lang, due),
        url: format!("{base_url}{}", todo.href),
        location: String::new(),
        remind_days: 3,
        cancelled: false,
    })
}

fn ahead(base_url: &str, lang: Lang, dated: &Dated) -> Entry {
    Entry {
        uid: uid(base_url, &dated.key),
        sequence: dated.revision,
        changed_at: dated.changed_at,
        when: When::Day(dated.on),
        summary: summary(lang, dated.what.get(lang), &dated.subject),
        description: until(lang, dated.on),
        url: format!("{base_url}{}", dated.href),
        location: String::new(),
        remind_days: 7,
        cancelled: false,
    }
}

fn appointment(base_url: &str, lang: Lang, at: &Engaged) -> Entry {
    let table = say("{n} 号桌", "Table {n}").with(&[("n", &at.table)]);
    let comma = say("，", ", ").get(lang);
    Entry {
        uid: uid(base_url, &format!("appointment/{}", at.id)),
        sequence: at.revision,
        changed_at: at.changed_at,
        when: When::Span(at.span.0, at.span.1),
        summary: summary(lang, say("项目洽谈", "Negotiation").get(lang), at.with.get(lang)),
        description: String::new(),
        url: format!("{base_url}{}", at.href()),
        location: format!("{}{comma}{}", table.get(lang), at.place.get(lang)),
        remind_days: 0,
        cancelled: false,
    }
}

fn summary(lang: Lang, what: &str, about: &str) -> String {
    match lang {
        Lang::Zh => format!("{what}：{about}"),
        Lang::En => format!("{what}: {about}"),
    }
}

fn until(lang: Lang, day: kernel::Day) -> String {
    let said = say("截止 {day} 24:00（北京时间）", "Until the end of {day}, Beijing time");
    said.with(&[("day", &ui::day_text(lang, day))]).get(lang).to_owned()
}

/// The same for the same thing on the same platform, and nothing an onlooker could read.
fn uid(base_url: &str, key: &str) -> String {
    format!("{}@{}", hex::encode(&Sha256::digest(key.as_bytes())[..16]), calendar::host(base_url))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> kernel::Instant {
        text.parse().expect("an instant")
    }

    fn some() -> Deadlines {
        let todo = Todo {
            what: say("拨付到期经费", "Pay what falls due").into(),
            subject: "光电检测课程 · ¥\u{a0}25,000".into(),
            href: "/projects/1/funding/2".into(),
            since: at("2024-10-01T02:03:04Z"),
            due: Some("2024-10-31".parse().expect("a day")),
        };
        let dated = Dated {
            key: "project/1/closes".into(),
            revision: 4,
            changed_at: at("2024-09-01T00:00:00Z"),
            on: "2025-10-01".parse().expect("a day"),
            what: say("项目结题日期", "The project closes").into(),
            subject: "光电检测课程".into(),
            href: "/projects/1".into(),
        };
        Deadlines { todos: vec![todo], dates: vec![dated] }
    }

    fn met() -> Engaged {
        Engaged {
            id: kernel::AppointmentId::nil(),
            meeting_id: kernel::MeetingId::nil(),
            span: (at("2024-11-02T01:00:00Z"), at("2024-11-02T01:30:00Z")),
            table: 7,
            place: say("洽谈一区，北京", "Zone 1, Beijing").into(),
            with: say("赵磊（子午光电科技有限公司）", "Zhao Lei (Meridian Optics)").into(),
            revision: 2,
            changed_at: at("2024-10-20T00:00:00Z"),
        }
    }

    #[test]
    fn deadlines_are_written_in_the_language_of_their_owner() {
        let write = |lang| {
            written("https://xieyu.example.edu.cn:8443", lang, "林梅", &some(), &[met()]).text().replace("\r\n", "\n")
        };
        insta::assert_snapshot!(format!("{}\n{}", write(Lang::Zh), write(Lang::En)));
    }

    #[test]
    fn a_thing_keeps_its_identity_when_its_day_is_moved() {
        let entries = |deadlines: &Deadlines| written("http://x", Lang::Zh, "林梅", deadlines, &[]).entries;
        let before = some();
        let mut after = some();
        after.dates[0].on = after.dates[0].on.plus_months(6);
        after.dates[0].revision += 1;
        let (before, after) = (&entries(&before)[1], &entries(&after)[1]);
        assert_eq!(before.uid, after.uid);
        assert!(after.sequence > before.sequence && after.when != before.when);
    }
}
