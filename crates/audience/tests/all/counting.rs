//! Buckets, snapshots, viewers.

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
        w.decide(&[first.id], comment::Step::Restore, "").unwrap();
        assert_eq!(read(&w)["comments"].as_array().unwrap().len(), 1, "it keeps its place");
    }

    fn without_viewers_nothing_is_told(w: World) {
        assert_eq!(w.read(|tx, place| Ok(counts::of_channel(tx, place.channel.id)?)), None);
        assert_eq!(w.read(|tx, place| Ok(counts::of_meeting(tx, place.meeting.id)?)), None);
    }
}
