//! Every format says the same: what is held, when, where, and who speaks.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Instant;
use porter::{Doors, Reply, stranger};
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::world::{MIGRATIONS, World, on, person, session, words};

/// A session as a format tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Said {
    id: String,
    title: String,
    starts: String,
    /// In minutes.
    lasts: i64,
    hall: String,
    people: BTreeSet<String>,
}

fn minutes(clock: &str) -> i64 {
    let (hours, minutes) = clock.split_once(':').unwrap();
    hours.parse::<i64>().unwrap() * 60 + minutes.parse::<i64>().unwrap()
}

fn at(text: &str) -> String {
    text.parse::<Instant>().unwrap().beijing_minute()
}

fn by_api(world: &World) -> BTreeSet<Said> {
    let reply = get(world, "agenda", true);
    let agenda = &reply.json()["agenda"];
    let text = |it: &serde_json::Value| it.as_str().unwrap_or_default().to_owned();
    let halls: BTreeMap<String, String> =
        agenda["halls"].as_array().unwrap().iter().map(|it| (text(&it["id"]), text(&it["name"]["zh"]))).collect();
    let one = |it: &serde_json::Value| {
        let (from, until) = (text(&it["starts_at"]), text(&it["ends_at"]));
        let talks = it["talks"].as_array().unwrap().iter().flat_map(|talk| talk["speakers"].as_array().unwrap());
        let people = it["chairs"].as_array().unwrap().iter().chain(it["guests"].as_array().unwrap()).chain(talks);
        Said {
            id: text(&it["id"]),
            title: text(&it["title"]["zh"]),
            lasts: until.parse::<Instant>().unwrap().seconds_since(from.parse().unwrap()) / 60,
            starts: at(&from),
            hall: halls[&text(&it["hall_id"])].clone(),
            people: people.map(|it| text(&it["name"]["zh"])).collect(),
        }
    };
    agenda["sessions"].as_array().unwrap().iter().map(one).collect()
}

fn by_json(world: &World) -> BTreeSet<Said> {
    let schedule = get(world, "schedule.json", false).json();
    let text = |it: &serde_json::Value| it.as_str().unwrap_or_default().to_owned();
    let days = schedule["schedule"]["conference"]["days"].as_array().unwrap().clone();
    let mut all = BTreeSet::new();
    for day in days {
        for (room, events) in day["rooms"].as_object().unwrap() {
            for it in events.as_array().unwrap() {
                assert_eq!((&text(&it["room"]), text(&it["date"])[..10].to_owned()), (room, text(&day["date"])));
                all.insert(Said {
                    id: text(&it["guid"]),
                    title: text(&it["title"]),
                    starts: text(&it["date"])[..16].replace('T', " "),
                    lasts: minutes(&text(&it["duration"])),
                    hall: room.clone(),
                    people: it["persons"].as_array().unwrap().iter().map(|it| text(&it["public_name"])).collect(),
                });
            }
        }
    }
    all
}

fn by_xml(world: &World) -> BTreeSet<Said> {
    let text = get(world, "schedule.xml", false).body;
    let mut reader = Reader::from_str(&text);
    let (mut all, mut now, mut room) = (BTreeSet::new(), Said::default(), String::new());
    let attribute = |start: &quick_xml::events::BytesStart<'_>, name: &str| {
        let found = start.attributes().filter_map(Result::ok).find(|it| it.key.as_ref() == name);
        found.map(|it| it.value.into_owned()).unwrap_or_default()
    };
    let mut value = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => break all,
            Event::Start(start) => {
                let inside = start.name().as_ref().to_owned();
                value.clear();
                match inside.as_str() {
                    "room" if start.attributes().count() > 0 => room = attribute(&start, "name"),
                    "event" => now = Said { id: attribute(&start, "guid"), hall: room.clone(), ..Said::default() },
                    _ => {}
                }
            }
            Event::Text(text) => value.push_str(&text),
            Event::GeneralRef(name) => value.push(match &*name {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                other => panic!("&{other};"),
            }),
            Event::End(end) => {
                let name = end.name().as_ref().to_owned();
                match name.as_str() {
                    "event" => drop(all.insert(std::mem::take(&mut now))),
                    "title" => now.title = value.clone(),
                    "date" => now.starts = value[..16].replace('T', " "),
                    "duration" => now.lasts = minutes(&value),
                    "person" => drop(now.people.insert(value.clone())),
                    _ => {}
                }
                value.clear();
            }
            _ => {}
        }
    }
}

/// What a calendar knows: no separate people, they stand in the description.
fn by_calendar(text: &str, wanted: &BTreeSet<Said>) -> BTreeSet<Said> {
    let unfolded = text.replace("\r\n ", "");
    let unescaped =
        |value: &str| value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\");
    let mut all = BTreeSet::new();
    for event in unfolded.split("BEGIN:VEVENT").skip(1) {
        let line = |name: &str| {
            event.split("\r\n").find_map(|line| line.strip_prefix(name)).map(unescaped).unwrap_or_default()
        };
        let time = |name: &str| {
            let text = line(&format!("{name};TZID=Asia/Shanghai:"));
            format!("{}-{}-{} {}:{}", &text[..4], &text[4..6], &text[6..8], &text[9..11], &text[11..13])
        };
        let id = line("UID:").split('@').next().unwrap().to_owned();
        let description = line("DESCRIPTION:");
        let known = wanted.iter().find(|it| it.id == id).unwrap_or_else(|| panic!("{id} is on the agenda"));
        let people = known.people.iter().filter(|name| description.contains(name.as_str())).cloned().collect();
        let day = |text: &str| text[..10].parse::<kernel::Day>().unwrap();
        let instant = |text: &str| {
            let clock = minutes(&text[11..]);
            Instant::beijing(day(text), clock / 60, clock % 60, 0)
        };
        let (from, until) = (time("DTSTART"), time("DTEND"));
        all.insert(Said {
            id,
            title: line("SUMMARY:"),
            lasts: instant(&until).seconds_since(instant(&from)) / 60,
            starts: from,
            hall: line("LOCATION:").split(", ").next().unwrap().to_owned(),
            people,
        });
    }
    all
}

/// What the public page shows: every session with its link, times and hall.
fn by_page(world: &World, wanted: &BTreeSet<Said>) -> BTreeSet<Said> {
    let page = get(world, "", false).body;
    let cards = page.split("<article").skip(1).map(|card| card.split("</article>").next().unwrap().to_owned());
    let one = |card: String| {
        let id = card.split("/sessions/").nth(1).unwrap()[..36].to_owned();
        let known = wanted.iter().find(|it| it.id == id).unwrap();
        let begins = card.split("datetime=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let span = card.split("</time>").next().unwrap().rsplit('>').next().unwrap().to_owned();
        let (from, until) = span.split_once('–').unwrap();
        let escaped =
            |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        let title = card.split("<h3>").nth(1).unwrap().split("</a>").next().unwrap().rsplit('>').next().unwrap();
        assert_eq!(title, escaped(&known.title));
        Said {
            id,
            title: known.title.clone(),
            starts: at(&begins),
            lasts: minutes(until) - minutes(from),
            hall: if card.contains(&format!(" · {}", known.hall)) { known.hall.clone() } else { "?".into() },
            people: known.people.iter().filter(|name| card.contains(name.as_str())).cloned().collect(),
        }
    };
    cards.map(one).collect()
}

/// The text of the PDF without any space, as a program of the reader gives it back.
fn on_paper(world: &World) -> String {
    let meeting = world.meeting;
    let (release, agenda) = world.read(move |tx| meetings::printed(tx, meeting, None));
    let source =
        meetings::Source { agenda: &agenda, release: &release, lang: kernel::Lang::Zh, base_url: "http://xieyu.test" };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("agenda.pdf");
    std::fs::write(&file, meetings::paper(&source).unwrap()).unwrap();
    let run = std::process::Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(&file).arg("-").output();
    let run =
        run.unwrap_or_else(|e| panic!("pdftotext of poppler-utils is needed (apt-get install poppler-utils): {e}"));
    String::from_utf8(run.stdout).unwrap().chars().filter(|c| !c.is_whitespace()).collect()
}

fn get(world: &World, what: &str, api: bool) -> Reply {
    let base = if api { "/api/v1/meetings" } else { "/meetings" };
    let path = format!("{base}/{}/{what}", world.meeting);
    let reply = world.get(stranger(), path.trim_end_matches('/'));
    assert_eq!(reply.status, 200, "{path}: {}", reply.body);
    reply
}

/// Two days, two halls, letters that formats write otherwise, and a guest.
fn published(world: &World) {
    let mut opening =
        session(world.main, "开幕式 & <致辞>; \"一\", 二\\三", Some((on(0, "09:00"), on(0, "09:30"))), &[]);
    opening.chairs = vec![person("吴敏", "专家组")];
    opening.about = words("第一行\n第二行", "First");
    world.add(opening).unwrap();
    world
        .add(session(world.main, "报告", Some((on(0, "09:30"), on(0, "11:00"))), &[("甲", "林梅"), ("乙", "周远")]))
        .unwrap();
    world.add(session(world.side, "平行", Some((on(0, "09:30"), on(0, "12:00"))), &[("丙", "高宁")])).unwrap();
    let mut round = session(world.side, "圆桌", Some((on(1, "14:00"), on(1, "15:15"))), &[]);
    round.guests = vec![person("林梅", "南江大学"), person("秦越", "蓝溪软件")];
    world.add(round).unwrap();
    world.add(session(world.side, "未安排", None, &[("丁", "许岚")])).unwrap();
    let release = world.release("1.0").unwrap();
    world.publish(&release);
}

testing::both_databases! {
    with MIGRATIONS;

    fn api_json_xml_calendar_page_and_paper_tell_the_same(world: World) {
        published(&world);
        let wanted = by_api(&world);
        assert_eq!(wanted.len(), 4);
        assert_eq!(by_json(&world), wanted, "schedule.json");
        assert_eq!(by_xml(&world), wanted, "frab XML");
        assert_eq!(by_calendar(&get(&world, "agenda.ics", false).body, &wanted), wanted, "iCalendar");
        assert_eq!(by_page(&world, &wanted), wanted, "the page");
        let paper = on_paper(&world);
        let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        for it in &wanted {
            let (from, until) = (it.starts[11..].to_owned(), minutes(&it.starts[11..]) + it.lasts);
            let span = format!("{from}–{:02}:{:02}", until / 60, until % 60);
            let said = [it.title.as_str(), span.as_str(), it.hall.as_str()].into_iter().chain(it.people.iter().map(String::as_str));
            for part in said {
                assert!(paper.contains(&squeezed(part)), "{part} of {it:?} in {paper}");
            }
        }
        assert!(!paper.contains("未安排") && paper.contains("议程版本1.0"), "{paper}");
        let print = get(&world, "print", false).body;
        for it in &wanted {
            assert!(print.contains(it.hall.as_str()) && it.people.iter().all(|name| print.contains(name.as_str())), "{it:?}");
        }
    }

    fn one_session_and_one_person_have_calendars_with_the_same_identities(world: World) {
        published(&world);
        let whole = by_api(&world);
        let lin = world.speaker("林梅");
        let mine = by_calendar(&get(&world, &format!("speakers/{lin}/agenda.ics"), false).body, &whole);
        let wanted: BTreeSet<Said> = whole.iter().filter(|it| it.people.contains("林梅")).cloned().collect();
        assert_eq!((mine.len(), mine), (2, wanted));
        let first = whole.iter().next().unwrap();
        let one = get(&world, &format!("sessions/{}/agenda.ics", first.id), false);
        assert_eq!(by_calendar(&one.body, &whole), BTreeSet::from([first.clone()]));
        assert_eq!(one.head["content-type"], "text/calendar; charset=utf-8");
        let nobody = world.get(stranger(), &format!("/meetings/{}/speakers/{}/agenda.ics", world.meeting, world.speaker("许岚")));
        assert_eq!(nobody.status, 404, "somebody who is not on the public agenda");
    }

    fn a_session_that_moved_keeps_its_identity_and_its_number_grows(world: World) {
        let id = world.add(session(world.main, "一", Some((on(0, "09:00"), on(0, "10:00"))), &[])).unwrap();
        let other = world.add(session(world.side, "二", Some((on(0, "09:00"), on(0, "10:00"))), &[])).unwrap();
        let first = world.release("1.0").unwrap();
        world.publish(&first);
        world.move_to(id, world.main, on(0, "10:00"), on(0, "11:00")).unwrap();
        let second = world.release("1.1").unwrap();
        world.publish(&second);
        let text = get(&world, "agenda.ics", false).body.replace("\r\n ", "");
        let sequence = |id: kernel::MeetingSessionId| {
            let event = text.split("BEGIN:VEVENT").find(|event| event.contains(&format!("UID:{id}@xieyu.test"))).unwrap();
            event.split("SEQUENCE:").nth(1).unwrap().lines().next().unwrap().to_owned()
        };
        assert_eq!((sequence(id), sequence(other)), ("2".into(), "1".into()));
        let feed = get(&world, "changes.xml", false).body;
        let third = {
            world.remove(id);
            world.release("1.2").unwrap()
        };
        world.publish(&third);
        for of in ["agenda.ics".to_owned(), format!("sessions/{id}/agenda.ics")] {
            let text = get(&world, &of, false).body.replace("\r\n ", "");
            let event = text.split("BEGIN:VEVENT").find(|event| event.contains(&format!("UID:{id}@xieyu.test"))).unwrap();
            assert!(event.contains("SEQUENCE:3\r\n") && event.contains("STATUS:CANCELLED\r\n"), "{event}");
            assert_eq!(text.matches("STATUS:CANCELLED").count(), 1);
        }
        assert!(feed.contains("调整时间或会场：一，2024-11-02 10:00–11:00 · 主会场（原为 2024-11-02 09:00–10:00 · 主会场）"), "{feed}");
        get(&world, "changes", false).holds("原为 2024-11-02 09:00–10:00 · 主会场");
    }

    fn programs_elsewhere_may_read_what_everybody_may(world: World) {
        published(&world);
        for what in ["schedule.json", "schedule.xml", "changes.xml"] {
            let reply = get(&world, what, false);
            assert_eq!(reply.head["access-control-allow-origin"], "*", "{what}");
        }
        let english = get(&world, "schedule.json?lang=en", false).json();
        let rooms = &english["schedule"]["conference"]["days"][0]["rooms"];
        assert_eq!(rooms.as_object().unwrap().keys().collect::<Vec<_>>(), ["Main hall", "Side hall"]);
    }
}
