//! Buckets, snapshots, viewers.

use audience::rules::sketch::Sketch;
use audience::rules::viewers::Watched;
use audience::state::{Mode, comment};
use audience::{bucket, counts};

use crate::world::{MIGRATIONS, World};

testing::both_databases! {
    with MIGRATIONS;

    fn a_bucket_holds_what_was_shown_in_its_two_seconds_and_still_is(w: World) {
        w.mode(Mode::Open);
        let (lin, zhou) = (w.cast.lin_mei.clone(), w.cast.zhou_yuan.clone());
        let first = w.say(&lin, "<b>一</b>").unwrap();
        w.wait_millis(bucket::MILLIS);
        w.say(&zhou, "二").unwrap();
        let number = bucket::number(first.shown_at.unwrap());
        let read = |w: &World| w.read(move |tx, place| Ok(bucket::read(tx, place.channel.id, number)?));
        let made = read(&w);
        assert_eq!((made["comments"].as_array().unwrap().len(), &made["comments"][0]["body"]), (1, &"<b>一</b>".into()));
        assert!(made["comments"][0].get("person_id").is_none(), "nobody learns who wrote it");
        w.decide(&[first.id], comment::Step::Delete, "").unwrap();
        assert_eq!(read(&w)["comments"].as_array().unwrap().len(), 0);
        let gone = w.read(move |tx, place| Ok(audience::store::gone_between(tx, place.channel.id, (first.posted_at, first.posted_at.plus_seconds(1)))?));
        assert_eq!(gone, [first.id], "a replay leaves it out, whatever a cache still holds");
        w.decide(&[first.id], comment::Step::Restore, "").unwrap();
        assert_eq!(read(&w)["comments"].as_array().unwrap().len(), 1, "it keeps its place");
    }

    fn viewers_of_copies_and_minutes_add_up_and_nobody_counts_twice(w: World) {
        let sketch = |viewers: std::ops::Range<u64>| {
            let mut sketch = Sketch::default();
            for n in viewers {
                sketch.add(n.wrapping_mul(0x9E37_79B9_7F4A_7C15));
            }
            sketch
        };
        w.act(move |tx, place| {
            let (channel, minute) = (place.channel.id, kernel::Instant::from_millis(60_000));
            let watched = |viewers_most, milliseconds| Watched { viewers_most, milliseconds };
            counts::add_minute(tx, channel, minute, watched(3, 120_000))?;
            counts::add_minute(tx, channel, minute, watched(2, 60_000))?;
            counts::add_minute(tx, channel, minute.plus_seconds(60), watched(1, 60_000))?;
            counts::merge(tx, channel, &sketch(0..100))?;
            counts::merge(tx, channel, &sketch(50..150))?;
            Ok(())
        })
        .unwrap();
        let told = w.read(|tx, place| Ok((counts::of_channel(tx, place.channel.id)?, counts::of_meeting(tx, place.meeting.id)?)));
        assert_eq!(told.0, told.1, "the meeting has one channel that was watched");
        let viewers = told.0.unwrap();
        assert_eq!((viewers.most_at_once, viewers.watch_minutes, viewers.unique_error_per_mille), (3, 4, 8));
        assert!((147..=153).contains(&viewers.unique), "{}", viewers.unique);
    }

    fn without_viewers_nothing_is_told(w: World) {
        assert_eq!(w.read(|tx, place| Ok(counts::of_channel(tx, place.channel.id)?)), None);
        assert_eq!(w.read(|tx, place| Ok(counts::of_meeting(tx, place.meeting.id)?)), None);
    }
}
