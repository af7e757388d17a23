//! Lines to copy for whoever sets up the encoder.

use kernel::{Lang, Text, say};
use ui::{Markup, html};
use web::Visit;

const WITH_KEY: Text = say("将 {key} 换成密钥", "put the key in place of {key}");
const FFMPEG: Text = say(
    "ffmpeg（已编码为 H.264 + AAC、关键帧 2 秒的信号可用 -c copy）",
    "ffmpeg (use -c copy for H.264 and AAC with a key frame every 2 seconds)",
);
const OBS: Text = say(
    "OBS：设置 → 输出 → 高级 → 录像 → 自定义输出（FFmpeg）→ 输出到 URL，容器格式 hls，关键帧间隔 2 秒",
    "OBS: Settings → Output → Advanced → Recording → Custom output (FFmpeg) → Output to URL, container hls, key frames every 2 s",
);
const RELAY: Text = say(
    "只会 RTMP 的团队：在现场电脑上运行，编码器推到 rtmp://127.0.0.1:1935/live",
    "For crews who know RTMP only: run this at the venue and push to rtmp://127.0.0.1:1935/live",
);

/// Address and lines for a copy. The key is known only right after it was made.
pub(super) fn lines(visit: &Visit, code: &str, copy: i64, secret: Option<&str>) -> Markup {
    let lang = visit.lang;
    let key = secret.unwrap_or("KEY");
    let to = format!("{}/ingest/{code}/{copy}/{key}/main/index.m3u8", visit.site.base_url);
    let ffmpeg = format!(
        "ffmpeg -re -i INPUT -c:v libx264 -preset veryfast -b:v 2500k -maxrate 2500k -bufsize 5000k -pix_fmt yuv420p -force_key_frames \"expr:gte(t,n_forced*2)\" -c:a aac -b:a 128k -f hls -hls_time 2 -hls_list_size 8 -method PUT -http_persistent 1 \"{to}\""
    );
    let relay = format!(
        "xieyu relay --listen rtmp://127.0.0.1:1935/live --to {}/ingest/{code} --copy {copy} --key {key}",
        visit.site.base_url
    );
    html! {
        @if secret.is_none() { p.muted { (WITH_KEY.with(&[("key", &"KEY")]).get(lang)) } }
        (line(lang, FFMPEG, &ffmpeg))
        (line(lang, OBS, &to))
        (line(lang, RELAY, &relay))
    }
}

fn line(lang: Lang, what: Text, text: &str) -> Markup {
    html! { p { (what.get(lang)) } pre.live-lines tabindex="0" { code { (text) } } }
}
