//! Counters for `/metrics`, in the text form that Prometheus reads.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Upper bounds of the duration buckets, in milliseconds.
const BOUNDS: [u64; 10] = [1, 2, 5, 10, 20, 50, 100, 250, 1000, 5000];

/// What the server counts about itself.
#[derive(Default)]
pub struct Metrics {
    classes: [AtomicU64; 6],
    buckets: [AtomicU64; BOUNDS.len() + 1],
    total_micros: AtomicU64,
}

impl Metrics {
    pub(crate) fn count(&self, status: u16, took: Duration) {
        let class = usize::from(status / 100).min(5);
        self.classes[class].fetch_add(1, Ordering::Relaxed);
        let millis = took.as_millis() as u64;
        let bucket = BOUNDS.iter().position(|b| millis <= *b).unwrap_or(BOUNDS.len());
        self.buckets[bucket].fetch_add(1, Ordering::Relaxed);
        self.total_micros.fetch_add(took.as_micros() as u64, Ordering::Relaxed);
    }

    pub(crate) fn text(&self) -> String {
        let mut out = String::from(
            "# HELP xieyu_requests_total Answered requests by status class.\n# TYPE xieyu_requests_total counter\n",
        );
        for class in 1..6 {
            let n = self.classes[class].load(Ordering::Relaxed);
            let _ = writeln!(out, "xieyu_requests_total{{class=\"{class}xx\"}} {n}");
        }
        out.push_str("# HELP xieyu_request_seconds Time to answer.\n# TYPE xieyu_request_seconds histogram\n");
        let mut sum = 0;
        for (i, bound) in BOUNDS.iter().enumerate() {
            sum += self.buckets[i].load(Ordering::Relaxed);
            let _ = writeln!(out, "xieyu_request_seconds_bucket{{le=\"{}\"}} {sum}", *bound as f64 / 1000.0);
        }
        sum += self.buckets[BOUNDS.len()].load(Ordering::Relaxed);
        let seconds = self.total_micros.load(Ordering::Relaxed) as f64 / 1e6;
        let _ = writeln!(
            out,
            "xieyu_request_seconds_bucket{{le=\"+Inf\"}} {sum}\nxieyu_request_seconds_sum {seconds}\nxieyu_request_seconds_count {sum}"
        );
        out
    }
}
