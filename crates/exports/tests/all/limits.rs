//! What happens when the reader is slow, gone or greedy, when a batch cannot be read, and how much memory a long file takes.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use futures_util::StreamExt;
use testing::peak_memory_kib;
use tower::ServiceExt;

use crate::lamps::{ALL, LONG};
use crate::site::Site;

const LONG_FILE: &str = "/exports/long/file?format=xlsx";

/// Asks and reads nothing of the answer yet.
fn begin(site: &Site, path: &str) -> (StatusCode, Body) {
    let request = site.request(Method::GET, path, true, String::new());
    let answer = site.runtime.block_on(site.router.clone().oneshot(request)).unwrap();
    (answer.status(), answer.into_body())
}

testing::both_databases! {
    with ALL;

    fn a_third_file_has_to_wait_until_a_reader_is_done_or_gone(site: Site) {
        let (first, second) = (begin(&site, LONG_FILE), begin(&site, LONG_FILE));
        assert_eq!((first.0, second.0), (StatusCode::OK, StatusCode::OK));
        let refused = site.get(LONG_FILE);
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
        // While two files lie about half read, everybody else finds every thread of the database free.
        let mut pieces = second.1.into_data_stream();
        assert!(site.runtime.block_on(pieces.next()).unwrap().is_ok());
        assert_eq!(site.get_as_stranger("/exports/lamps/file?format=json").status, StatusCode::OK);
        drop(pieces);
        assert_eq!(begin(&site, LONG_FILE).0, StatusCode::OK);
    }

    fn a_file_that_cannot_be_finished_breaks_off_and_is_never_taken_for_the_whole(site: Site) {
        let (status, body) = begin(&site, "/exports/broken/file?format=csv");
        assert_eq!(status, StatusCode::OK);
        let pieces: Vec<bool> =
            site.runtime.block_on(body.into_data_stream().map(|piece| piece.is_ok()).collect());
        assert_eq!(pieces.last(), Some(&false), "the answer ends with a fault");
    }

    fn a_hundred_thousand_rows_leave_in_small_pieces_and_little_memory(site: Site) {
        let (status, body) = begin(&site, LONG_FILE);
        assert_eq!(status, StatusCode::OK);
        let before = peak_memory_kib();
        let (mut bytes, mut largest) = (0usize, 0usize);
        site.runtime.block_on(async {
            let mut pieces = body.into_data_stream();
            while let Some(piece) = pieces.next().await {
                let length = piece.expect("a whole file").len();
                bytes += length;
                largest = largest.max(length);
            }
        });
        assert!(bytes as i64 > LONG * 10, "{bytes} bytes");
        assert!(largest < 512 * 1024, "a piece of {largest} bytes");
        if let (Some(before), Some(after)) = (before, peak_memory_kib()) {
            assert!(after - before < 20 * 1024, "{} KiB more than before", after - before);
        }
    }
}
