use proptest::prelude::*;

use super::*;
use crate::author::{self, Line};
use crate::content::Blob;

const SECOND: i64 = 1_000_000;
const NOON: i64 = 1_793_059_200 * SECOND;

/// A transport stream whose content differs by `seed`.
pub(super) fn ts(seed: u8) -> Vec<u8> {
    let mut packet = vec![seed; 188];
    (packet[0], packet[1], packet[3]) = (0x47, 0, 0x10);
    packet
}

fn mp4(boxes: &[(&[u8; 4], u8)]) -> Vec<u8> {
    boxes.iter().flat_map(|(name, fill)| [&16u32.to_be_bytes()[..], &name[..], &[*fill; 8]].concat()).collect()
}

struct Studio {
    channel: Channel,
    now: i64,
}

impl Studio {
    fn new() -> Studio {
        Studio { channel: Channel::new(Window::default()), now: NOON }
    }
    fn put(&mut self, (copy, who): (usize, &str), file: &str, bytes: &[u8]) -> Result<Taken, Refused> {
        let push = Push { copy, rendition: "main", file, bytes, publisher: who, takes_over: false };
        let taken = self.channel.push(&push, self.now);
        self.publish();
        taken
    }
    fn publish(&mut self) {
        let drained = self.channel.drain(self.now);
        self.channel.publish(drained, self.now);
    }
    fn list(&mut self, by: (usize, &str), first: u64, names: &[String]) -> Result<Taken, Refused> {
        let lines: String = names.iter().map(|name| format!("#EXTINF:2.0,\n{name}\n")).collect();
        self.put(by, "index.m3u8", format!("#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:{first}\n{lines}").as_bytes())
    }
    /// An encoder sends segments `range` with a list of the last five, every two seconds.
    fn run(&mut self, by: (usize, &str), range: std::ops::Range<u64>, seed: u8) {
        for n in range {
            self.now += 2 * SECOND;
            self.put(by, &format!("index{n}.ts"), &ts(seed.wrapping_add(n as u8))).unwrap();
            let first = n.saturating_sub(4);
            let names: Vec<String> = (first..=n).map(|n| format!("index{n}.ts")).collect();
            self.list(by, first, &names).unwrap();
            self.channel.tick(self.now);
        }
    }
    fn pass(&mut self, seconds: i64) {
        for _ in 0..seconds {
            self.now += SECOND;
            self.publish();
            self.channel.tick(self.now);
        }
    }
    fn text(&self) -> String {
        self.channel.media_playlist("main")
    }
    fn names(&self) -> Vec<String> {
        self.text().lines().filter(|line| line.ends_with(".ts")).map(str::to_owned).collect()
    }
}

const PRIMARY: (usize, &str) = (0, "a");
const BACKUP: (usize, &str) = (1, "b");

#[test]
fn a_broadcast_from_the_first_bytes_to_its_end() {
    let mut studio = Studio::new();
    assert_eq!((studio.channel.state(), studio.names().len()), (State::Offline, 0));
    let opened = studio.put(PRIMARY, "index0.ts", &ts(0)).unwrap().opened;
    assert_eq!((studio.channel.state(), opened), (State::Starting, Some(NOON / SECOND)));
    studio.list(PRIMARY, 0, &["index0.ts".into()]).unwrap();
    assert_eq!(studio.channel.state(), State::Live);
    studio.run(PRIMARY, 1..4, 0);
    assert_eq!(studio.names().len(), 4);
    studio.pass(7);
    assert_eq!(studio.channel.state(), State::Stalled);
    studio.run(PRIMARY, 4..5, 0);
    assert_eq!(studio.channel.state(), State::Live);
    studio.channel.end(studio.now).unwrap();
    insta::assert_snapshot!(studio.text());
    // The encoder was not told: it opens nothing until it has been silent.
    studio.run(PRIMARY, 5..9, 0);
    assert_eq!(studio.channel.state(), State::Ended);
    studio.pass(11);
    studio.run(PRIMARY, 9..10, 0);
    assert_eq!(studio.channel.state(), State::Live);
    assert_eq!(studio.names().len(), 1);
    assert!(studio.names()[0].ends_with("/5.ts"), "{:?}", studio.names());
    // Nor does an encoder have to be silent that was started again.
    studio.channel.end(studio.now).unwrap();
    studio.run(PRIMARY, 0..3, 0);
    assert_eq!(studio.channel.state(), State::Live);
}

#[test]
fn a_segment_is_published_once_its_bytes_and_its_line_are_here_in_any_order() {
    let mut studio = Studio::new();
    studio.put(PRIMARY, "a.ts", &ts(1)).unwrap();
    assert_eq!(studio.names().len(), 0);
    studio.list(PRIMARY, 0, &["a.ts".into(), "b.ts".into()]).unwrap();
    assert_eq!(studio.names().len(), 1);
    studio.put(PRIMARY, "b.ts", &ts(2)).unwrap();
    assert_eq!(studio.names().len(), 2);
    // The same again is harmless.
    studio.put(PRIMARY, "b.ts", &ts(2)).unwrap();
    studio.list(PRIMARY, 0, &["a.ts".into(), "b.ts".into()]).unwrap();
    assert_eq!(studio.names().len(), 2);
}

#[test]
fn a_segment_that_never_came_is_a_gap_and_what_follows_goes_on() {
    let mut studio = Studio::new();
    studio.put(PRIMARY, "a.ts", &ts(1)).unwrap();
    studio.put(PRIMARY, "c.ts", &ts(3)).unwrap();
    let names = ["a.ts", "b.ts", "c.ts"].map(String::from);
    studio.list(PRIMARY, 0, &names).unwrap();
    assert_eq!(studio.names().len(), 1);
    studio.pass(9);
    assert_eq!((studio.names().len(), studio.text().matches("#EXT-X-GAP").count()), (3, 1));
}

#[test]
fn an_encoder_that_is_started_again_repeats_its_names_and_nobody_meets_an_old_object() {
    for seed in [0, 100] {
        let mut studio = Studio::new();
        studio.run(PRIMARY, 0..10, 0);
        studio.pass(5);
        studio.run(PRIMARY, 0..4, seed); // with the same content, or other content
        let names = studio.names();
        assert_eq!(names.len(), 14, "{names:?}");
        let distinct: std::collections::BTreeSet<&String> = names.iter().collect();
        assert_eq!(distinct.len(), 14);
        assert_eq!(studio.text().matches("DISCONTINUITY\n").count(), 2);
    }
}

#[test]
fn one_encoder_for_each_copy_unless_it_takes_over_or_the_other_is_silent() {
    let mut studio = Studio::new();
    studio.put(PRIMARY, "a.ts", &ts(1)).unwrap();
    assert_eq!(studio.put((0, "other"), "a.ts", &ts(2)), Err(Refused::Taken));
    assert_eq!(studio.channel.refusals().next().map(|it| it.who.as_str()), Some("other"));
    studio.put((1, "other"), "a.ts", &ts(2)).unwrap();
    let bytes = ts(3);
    let push = Push { copy: 0, rendition: "main", file: "b.ts", bytes: &bytes, publisher: "other", takes_over: true };
    studio.channel.push(&push, studio.now).unwrap();
    assert_eq!(studio.put(PRIMARY, "b.ts", &ts(4)), Err(Refused::Taken));
    studio.now += 10 * SECOND;
    studio.put(PRIMARY, "b.ts", &ts(4)).unwrap();
}

#[test]
fn the_backup_takes_its_turn_at_a_segment_boundary() {
    let mut studio = Studio::new();
    for n in 0..6 {
        studio.run(PRIMARY, n..n + 1, 0);
        studio.now -= 2 * SECOND;
        studio.run(BACKUP, n..n + 1, 50);
    }
    assert_eq!(studio.channel.health()[0].shown, Some(0));
    studio.run(BACKUP, 6..12, 50);
    assert_eq!((studio.channel.health()[0].shown, studio.channel.state()), (Some(1), State::Live));
    assert_eq!(studio.names().len(), 12, "{}", studio.text());
    assert_eq!(studio.text().matches("DISCONTINUITY\n").count(), 2);
}

#[test]
fn what_does_not_belong_is_refused_with_the_status_of_the_standard() {
    let mut studio = Studio::new();
    for (file, bytes, wanted) in [
        ("a.exe", &b"x"[..], 422),
        ("a.ts", b"<html>", 415),
        ("a.m4s", b"xxxx", 415),
        ("a.m3u8", b"<html>", 422),
        ("a.m4s", &mp4(&[(b"moof", 1), (b"mdat", 1)]), 412),
        ("a.ts", &vec![0x47; BODY_MOST + 188], 413),
    ] {
        assert_eq!(studio.put(PRIMARY, file, bytes).map_err(|it| it.status()), Err(wanted), "{file}");
    }
    assert_eq!((studio.channel.state(), studio.channel.refusals().count()), (State::Offline, 6));
    studio.put(PRIMARY, "init.mp4", &mp4(&[(b"ftyp", 1), (b"moov", 1)])).unwrap();
    studio.put(PRIMARY, "a.m4s", &mp4(&[(b"moof", 1), (b"mdat", 1)])).unwrap();
    let list = b"#EXTM3U\n#EXT-X-MAP:URI=\"init.mp4\"\n#EXTINF:2,\na.m4s\n";
    studio.put(PRIMARY, "index.m3u8", list).unwrap();
    assert!(studio.text().contains("#EXT-X-MAP:URI=\"main/init-"), "{}", studio.text());
}

#[test]
fn after_a_restart_the_window_is_back_and_goes_on_under_a_new_epoch() {
    let mut studio = Studio::new();
    studio.run(PRIMARY, 0..5, 0);
    let epoch = studio.channel.epoch();
    let segments: Vec<Segment> = studio.channel.renditions["main"].held.iter().cloned().collect();
    let kept = Kept { segments, passed_breaks: 0, next_number: 5 };
    let renditions = BTreeMap::from([("main".to_owned(), kept)]);
    let restored = Restored { last_epoch: epoch, is_open: true, has_been: true, renditions };
    // Even when the clock was set back in the meantime.
    studio.now -= 3_600 * SECOND;
    studio.channel = Channel::restore(Window::default(), restored, studio.now);
    assert_eq!((studio.channel.state(), studio.names().len()), (State::Stalled, 5));
    studio.run(PRIMARY, 5..8, 0);
    assert_eq!((studio.channel.state(), studio.names().len()), (State::Live, 8));
    assert_eq!(studio.names()[5], format!("main/{}/5.ts", epoch + 1));
    // It did not notice, so its time goes on without a hole, however late what it kept arrives.
    let starts: Vec<i64> = studio.channel.renditions["main"].listed().map(|it| it.starts_at).collect();
    assert!(starts.windows(2).all(|two| two[1] - two[0] == 2 * SECOND), "{starts:?}");
    assert_eq!(studio.text().matches("DISCONTINUITY\n").count(), 2);
}

#[test]
fn the_slate_shows_nothing_of_what_is_sent_meanwhile() {
    let mut studio = Studio::new();
    studio.run(PRIMARY, 0..3, 0);
    studio.channel.hide(true);
    studio.run(PRIMARY, 3..8, 0);
    assert_eq!((studio.names().len(), studio.channel.state()), (3, State::Live));
    studio.channel.hide(false);
    studio.run(PRIMARY, 8..10, 0);
    assert_eq!(studio.names().len(), 5);
}

#[test]
fn who_is_silent_for_long_has_ended() {
    let mut studio = Studio::new();
    studio.run(PRIMARY, 0..3, 0);
    studio.pass(29 * 60);
    assert_eq!(studio.channel.state(), State::Stalled);
    studio.pass(61);
    assert_eq!(studio.channel.state(), State::Ended);
    assert!(studio.text().ends_with("#EXT-X-ENDLIST\n"));
}

/// What a test may do to a channel.
#[derive(Clone, Debug)]
enum Act {
    Put(usize, u8, u8),
    List(usize, u8, u8),
    Pass(i64),
    Hide(bool),
    End,
    Junk(String, Vec<u8>),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => (0usize..2, 0u8..12, 0u8..3).prop_map(|(copy, name, seed)| Act::Put(copy, name, seed)),
        6 => (0usize..2, 0u8..10, 1u8..5).prop_map(|(copy, first, count)| Act::List(copy, first, count)),
        4 => (-20_000_000i64..20_000_000).prop_map(Act::Pass),
        1 => any::<bool>().prop_map(Act::Hide),
        1 => Just(Act::End),
        1 => ("[a-z./]{0,12}", prop::collection::vec(any::<u8>(), 0..200)).prop_map(|(name, bytes)| Act::Junk(name, bytes)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    /// Whatever encoders, clocks and producers do: no name is given twice, numbers follow each other, programme time and the
    /// discontinuity sequence never run backwards, and memory stays bounded.
    #[test]
    fn players_can_rely_on_names_numbers_and_time(acts in prop::collection::vec(act(), 1..120)) {
        let mut studio = Studio::new();
        let (mut seen, mut first, mut breaks) = (BTreeMap::new(), 0, 0);
        for act in acts {
            match act {
                Act::Put(copy, name, seed) => drop(studio.put((copy, "x"), &format!("{name}.ts"), &ts(seed))),
                Act::List(copy, from, count) => {
                    let names: Vec<String> = (from..from + count).map(|n| format!("{n}.ts")).collect();
                    drop(studio.list((copy, "x"), u64::from(from), &names));
                }
                Act::Pass(micros) => {
                    studio.now += micros;
                    studio.publish();
                    studio.channel.tick(studio.now);
                }
                Act::Hide(hidden) => studio.channel.hide(hidden),
                Act::End => drop(studio.channel.end(studio.now)),
                Act::Junk(name, bytes) => drop(studio.put(PRIMARY, &name, &bytes)),
            }
            let Some(rendition) = studio.channel.renditions.get("main") else { continue };
            let lines: Vec<&Line> = rendition.listed().collect();
            for two in lines.windows(2) {
                prop_assert_eq!(two[0].number + 1, two[1].number);
                prop_assert!(two[0].starts_at < two[1].starts_at);
            }
            for line in &lines {
                let held = rendition.held.iter().find(|it| it.line.number == line.number);
                let hash = held.and_then(|it| it.blob.as_ref()).map(Blob::hash);
                let known = seen.entry(author::segment_name(line.epoch, line.number, line.is_ts)).or_insert((hash.clone(), line.starts_at));
                prop_assert_eq!(&*known, &(hash, line.starts_at));
            }
            if let Some(line) = lines.first() {
                prop_assert!(line.number >= first);
                first = line.number;
            }
            prop_assert!(rendition.passed_breaks >= breaks);
            breaks = rendition.passed_breaks;
            prop_assert!(studio.channel.refusals().count() <= REFUSALS);
        }
    }
}
