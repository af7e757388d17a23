//! The readers of instances.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use std::path::PathBuf;

use matching::schedule::{self, Instance};

fn published() -> Option<Vec<(String, String)>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/b2b/instances");
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: the published instances are not here");
        return None;
    };
    let mut texts: Vec<_> = files
        .filter_map(|file| {
            let path = file.ok()?.path();
            Some((path.file_stem()?.to_string_lossy().into_owned(), std::fs::read_to_string(&path).ok()?))
        })
        .collect();
    texts.sort();
    Some(texts)
}

fn fault(text: &str) -> String {
    schedule::read("event", text).unwrap_err().to_string()
}

#[test]
fn every_published_instance_is_read_and_written_in_our_form() {
    for (name, text) in published().unwrap_or_default() {
        let instance: Instance = schedule::read(&name, &text).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        assert!(instance.mandatory_all && instance.requests.len() >= 100, "{name}");
        let again = schedule::read(&name, &schedule::write(&instance));
        match again {
            Ok(again) => assert_eq!(
                again.requests.iter().map(|it| it.pair).collect::<Vec<_>>(),
                instance.requests.iter().map(|it| it.pair).collect::<Vec<_>>()
            ),
            // One published event holds a pair twice, which our form refuses.
            Err(fault) => assert!(fault.reason.contains("already stand"), "{name}: {fault}"),
        }
    }
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let event = |people: &str, requests: &str| {
        format!("{{\"slots\": 3, \"tables\": 1,\n\"participants\": [\n{people}\n],\n\"requests\": [\n{requests}\n]}}")
    };
    let two = "{\"side\": \"host\"},\n{\"side\": \"guest\", \"blocked\": [2]}";
    assert_eq!(
        fault(&event(two, "{\"pair\": [1, 3]}")),
        "line 7: participant 3 is unknown; there are 2, counted from 1"
    );
    assert_eq!(
        fault(&event(two, "{\"pair\": [1, 2]},\n{\"pair\": [2, 1]}")),
        "line 8: participants 2 and 1 already stand in an earlier request"
    );
    assert_eq!(
        fault(&event(two, "{\"pair\": [1, 2], \"lock\": {\"slot\": 2}}")),
        "line 7: request 1 is locked in slot 2, which it, a participant or the session forbids"
    );
    assert_eq!(
        fault(&event("{\"free\": []}", "")),
        "line 3: participant 1 has no free slot; who does not come is \"absent\": true"
    );
    assert_eq!(
        fault(&event("{},\n{\"min\": 4}", "")),
        "line 4: participant 2 wants at least 4 meetings and can have 3 at most"
    );
    assert_eq!(fault(&event("{\"free\": [\"3-1\"]}", "")), "line 3: the range 3-1 runs backwards");
    assert!(fault("{\"slots\": 129, \"tables\": 1, \"participants\": [], \"requests\": []}").contains("from 1 to 128"));
    assert!(fault("{\"slots\": 3,\n").starts_with("line 2: EOF"));
    assert!(fault("nBusiness = 1;\nnMeetings = x;").starts_with("line 2: "));
    assert_eq!(fault("nTotalSlots = 3;\nnMorningSlots = 4;"), "line 2: nMorningSlots is 4; it must lie from 0 to 3");
}
