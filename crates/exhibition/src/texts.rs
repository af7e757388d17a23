//! Words that several pages use.

use kernel::{Lang, Money, Text, Word, say};
pub(crate) use meetings::words;
use ui::Tone;

use crate::kinds::BoothKind;
use crate::record::Booth;
use crate::state::State;

pub(crate) const EXHIBITION: Text = say("成果展", "Exhibition");
pub(crate) const PLAN: Text = say("展位图", "Plan");
pub(crate) const SELECTION: Text = say("展位申请与安排", "Requests and selection");
pub(crate) const BOOTH: Text = say("展位", "Booth");
pub(crate) const KIND: Text = say("展位类型", "Kind");
pub(crate) const EXHIBITOR: Text = say("参展单位", "Exhibitor");
pub(crate) const SHOWS: Text = say("展示内容", "Shows");
pub(crate) const ASK: Text = say("申请展位", "Ask for a booth");
pub(crate) const REASON: Text = say("理由", "Reason");
pub(crate) const STATE: Text = say("状态", "State");
pub(crate) const NEXT: Text = say("办理", "Next steps");
pub(crate) const SAVE: Text = say("保存", "Save");
pub(crate) const FREE: Text = say("免费", "free");

pub(crate) const fn tone(state: State) -> Tone {
    match state {
        State::Requested | State::Closed => Tone::Neutral,
        State::Held => Tone::Warn,
        State::Confirmed | State::SetUp => Tone::Good,
        State::Refused | State::Released => Tone::Bad,
    }
}

/// `A12 · 3 × 3 m · free`.
pub(crate) fn booth(lang: Lang, it: &Booth) -> String {
    let (width, depth) = (crate::kinds::metres(it.width), crate::kinds::metres(it.depth));
    format!("{} · {width} × {depth} m · {}", it.number, price(lang, it.price))
}

pub(crate) fn price(lang: Lang, price: Money) -> String {
    if price == Money::ZERO { FREE.get(lang).to_owned() } else { ui::amount_text(lang, price) }
}

/// Kinds to choose from.
pub(crate) fn kinds(lang: Lang, kinds: &[BoothKind]) -> Vec<(String, String)> {
    kinds.iter().map(|kind| (kind.word().to_owned(), kind.text().get(lang).to_owned())).collect()
}

/// What an act of the journal is called.
pub(crate) fn act(word: &str) -> Text {
    if let Ok(step) = crate::state::Step::parse(word) {
        return step.text();
    }
    match word {
        "ask" => say("提交展位申请", "Asked for a booth"),
        "edit" => say("修改申请", "Changed the request"),
        _ => say("其他操作", "Another act"),
    }
}
