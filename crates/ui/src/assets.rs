//! Style sheet, scripts and icon, each named by its content, so that a browser may keep it for ever.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// A file that pages link to.
pub struct Asset {
    /// `/assets/xieyu.<hash>.css`
    pub path: String,
    pub content_type: &'static str,
    pub bytes: &'static [u8],
}

const CSS: &str = concat!(
    include_str!("assets/xieyu.css"),
    include_str!("assets/frame.css"),
    include_str!("assets/forms.css"),
    include_str!("assets/show.css"),
    include_str!("assets/home.css"),
    include_str!("assets/search.css"),
    include_str!("assets/messages.css"),
    include_str!("assets/statistics.css"),
    include_str!("assets/agenda.css"),
    include_str!("assets/exhibition.css"),
    include_str!("assets/news.css"),
    include_str!("assets/check-in.css"),
    include_str!("assets/audience.css"),
    include_str!("assets/live.css"),
    include_str!("assets/print.css"),
);
const JS: &str = include_str!("assets/xieyu.js");
const CHARTS: &str = include_str!("assets/charts.js");
const AGENDA: &str = include_str!("assets/agenda.js");
const CHECK_IN: &str = include_str!("assets/check-in.js");
const AUDIENCE: &str = include_str!("assets/audience.js");
const HLS: &str = include_str!(env!("XIEYU_HLS"));
const LIVE: &str = include_str!("assets/live.js");
const ECHARTS: &str = include_str!(env!("XIEYU_ECHARTS"));
const HTMX: &str = include_str!(env!("XIEYU_HTMX"));
const ICON: &str = include_str!("assets/icon.svg");

static ALL: LazyLock<[Asset; 11]> = LazyLock::new(|| {
    [
        named("xieyu", "css", "text/css; charset=utf-8", CSS),
        named("htmx", "js", "text/javascript; charset=utf-8", HTMX),
        named("xieyu", "js", "text/javascript; charset=utf-8", JS),
        named("echarts", "js", "text/javascript; charset=utf-8", ECHARTS),
        named("charts", "js", "text/javascript; charset=utf-8", CHARTS),
        named("icon", "svg", "image/svg+xml", ICON),
        named("agenda", "js", "text/javascript; charset=utf-8", AGENDA),
        named("check-in", "js", "text/javascript; charset=utf-8", CHECK_IN),
        named("hls", "js", "text/javascript; charset=utf-8", HLS),
        named("live", "js", "text/javascript; charset=utf-8", LIVE),
        named("audience", "js", "text/javascript; charset=utf-8", AUDIENCE),
    ]
});

/// Every file that pages link to; they never change under the same path.
pub fn assets() -> &'static [Asset] {
    &*ALL
}

pub(crate) fn css() -> &'static str {
    &ALL[0].path
}
pub(crate) fn htmx() -> &'static str {
    &ALL[1].path
}
pub(crate) fn js() -> &'static str {
    &ALL[2].path
}
/// Only for pages with charts: it is large.
pub(crate) fn echarts() -> &'static str {
    &ALL[3].path
}
pub(crate) fn charts() -> &'static str {
    &ALL[4].path
}
pub(crate) fn icon() -> &'static str {
    &ALL[5].path
}
/// Only for the editor of an agenda.
pub(crate) fn agenda() -> &'static str {
    &ALL[6].path
}
/// Only for the door of a meeting.
pub(crate) fn check_in() -> &'static str {
    &ALL[7].path
}
/// Only for pages with moving pictures: it is large.
pub(crate) fn hls() -> &'static str {
    &ALL[8].path
}
pub(crate) fn live() -> &'static str {
    &ALL[9].path
}

/// Only for pages of a live channel.
pub(crate) fn audience() -> &'static str {
    &ALL[10].path
}

fn named(name: &str, ending: &str, content_type: &'static str, text: &'static str) -> Asset {
    let hash = hex::encode(Sha256::digest(text.as_bytes()));
    Asset { path: format!("/assets/{name}.{}.{ending}", &hash[..12]), content_type, bytes: text.as_bytes() }
}
