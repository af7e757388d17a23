use proptest::prelude::*;

use super::*;

fn media(text: &str) -> Media {
    match read(text.as_bytes()).unwrap() {
        Pushed::Media(media) => media,
        Pushed::Master(_) => panic!("a media playlist was expected"),
    }
}

#[test]
fn a_playlist_of_ffmpeg_is_read() {
    let text = "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:41\n#EXT-X-MAP:URI=\"init.mp4\"\n\
        #EXTINF:2.000000,\nindex41.m4s\n#EXT-X-DISCONTINUITY\n#EXTINF:1.96,\nhttp://h/x/index42.m4s?key=1\n#EXT-X-ENDLIST\n";
    let read = media(text);
    assert!(read.ended);
    let entry = |sequence, file: &str, micros, breaks| Entry {
        sequence,
        file: file.into(),
        micros,
        breaks,
        gap: false,
        map: Some("init.mp4".into()),
    };
    assert_eq!(read.entries, [entry(41, "index41.m4s", 2_000_000, false), entry(42, "index42.m4s", 1_960_000, true)]);
}

#[test]
fn a_master_playlist_tells_codecs_and_sizes() {
    let text = "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=1280x720,CODECS=\"avc1.64001f,mp4a.40.2\"\nhigh/index.m3u8\n";
    let wanted = Variant {
        folder: "high".into(),
        file: "index.m3u8".into(),
        codecs: Some("avc1.64001f,mp4a.40.2".into()),
        resolution: Some((1280, 720)),
    };
    assert_eq!(read(text.as_bytes()), Ok(Pushed::Master(vec![wanted])));
}

#[test]
fn what_would_change_the_meaning_is_refused_with_its_line() {
    for (body, line) in [
        ("#EXT-X-KEY:METHOD=AES-128,URI=\"k\"\n", 2),
        ("#EXTINF:2,\n#EXT-X-BYTERANGE:1@2\na.ts\n", 3),
        ("#EXTINF:0,\na.ts\n", 2),
        ("#EXTINF:61,\na.ts\n", 2),
        ("#EXTINF:-2,\na.ts\n", 2),
        ("a.ts\n", 2),
        ("#EXTINF:2,\n../..\n", 3),
        ("#EXT-X-MEDIA-SEQUENCE:99999999999999999999\n", 2),
    ] {
        let found = read(format!("#EXTM3U\n{body}").as_bytes());
        assert!(matches!(found, Err(Refused::Playlist { line: at, .. }) if at == line), "{body}: {found:?}");
    }
    assert!(read(b"hello").is_err());
    assert!(read(&[0xff; 100]).is_err());
}

#[test]
fn of_a_long_list_only_the_end_is_kept() {
    let mut text = String::from("#EXTM3U\n");
    for n in 0..1_000 {
        text.push_str(&format!("#EXTINF:2,\n{n}.ts\n"));
    }
    let read = media(&text);
    assert_eq!((read.entries.len(), read.entries[KEPT - 1].sequence), (KEPT, 999));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn whatever_comes_is_read_or_refused_within_bounds(lines in prop::collection::vec(prop_oneof![
        "#EXT(INF|-X-MAP|-X-MEDIA-SEQUENCE|-X-KEY|-X-STREAM-INF|-X-GAP|-X-DISCONTINUITY)(:[ -~]{0,30})?",
        "#EXTINF:[0-9]{1,3}(\\.[0-9]{0,8})?,",
        "[a-z0-9]{1,6}\\.(ts|m4s|m3u8)",
        "\\PC{0,40}",
    ], 0..80)) {
        let text = format!("#EXTM3U\n{}", lines.join("\n"));
        if let Ok(Pushed::Media(media)) = read(text.as_bytes()) {
            prop_assert!(media.entries.len() <= KEPT);
            prop_assert!(media.entries.iter().all(|it| (1..=SEGMENT_MOST).contains(&it.micros)));
            prop_assert!(media.entries.windows(2).all(|two| two[0].sequence + 1 == two[1].sequence));
        }
    }

    #[test]
    fn whatever_bytes_come_nothing_panics(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = read(&bytes);
        let _ = crate::boxes::kind(&bytes);
        let tracks = crate::boxes::tracks(&bytes);
        let _ = crate::boxes::measure(&bytes, &tracks);
        let _ = crate::ts::is_ts(&bytes);
        let _ = crate::ts::measure(&bytes);
    }

    #[test]
    fn packets_of_anything_are_measured(fill in prop::collection::vec(any::<u8>(), 187 * 4)) {
        let packets: Vec<u8> = fill.chunks(187).flat_map(|rest| std::iter::once(0x47).chain(rest.iter().copied())).collect();
        prop_assert!(crate::ts::is_ts(&packets));
        let _ = crate::ts::measure(&packets);
    }

    #[test]
    fn boxes_of_anything_are_measured(
        path in prop::collection::vec(prop::sample::select(vec![*b"moov", *b"trak", *b"mdia", *b"mvex", *b"moof", *b"traf"]), 1..4),
        leaf in prop::sample::select(vec![*b"tkhd", *b"mdhd", *b"hdlr", *b"trex", *b"tfhd", *b"trun", *b"mdat"]),
        body in prop::collection::vec(any::<u8>(), 0..80),
    ) {
        let wrap = |name: [u8; 4], body: Vec<u8>| [&(body.len() as u32 + 8).to_be_bytes()[..], &name, &body].concat();
        let mut bytes = wrap(leaf, body);
        for name in path.into_iter().rev() {
            bytes = wrap(name, bytes);
        }
        let video = crate::boxes::Track { id: 1, scale: 90_000, is_video: true, duration: 1, flags: 0 };
        let _ = crate::boxes::tracks(&bytes);
        let _ = crate::boxes::measure(&bytes, &[video]);
    }
}
