//! Words that several pages use.

use kernel::{Text, say};
use origin::state::State;
use ui::Tone;

pub(crate) const LIVE: Text = say("直播", "Live");
pub(crate) const CHANNEL: Text = say("频道", "Channel");
pub(crate) const CONSOLE: Text = say("导播控制台", "Producer's console");
pub(crate) const REPLAY: Text = say("回放", "Replay");
pub(crate) const AGENDA: Text = say("议程", "Agenda");
pub(crate) const STATE: Text = say("状态", "State");
pub(crate) const COPY: Text = say("副本", "Copy");
pub(crate) const HALL: Text = say("会场", "Hall");
pub(crate) const SAVE: Text = say("保存", "Save");
pub(crate) const SAVED: Text = say("已保存", "Saved");
pub(crate) const SLATE: Text = say("画面暂时切换，请稍候", "The picture will be back in a moment");

pub(crate) const fn tone(state: State) -> Tone {
    match state {
        State::Offline | State::Ended => Tone::Neutral,
        State::Starting => Tone::Info,
        State::Live => Tone::Good,
        State::Stalled => Tone::Warn,
    }
}

/// What the encoder of a copy is called.
pub(crate) const fn copy(copy: i64) -> Text {
    match copy {
        1 => say("备用（1）", "backup (1)"),
        _ => say("主用（0）", "primary (0)"),
    }
}

/// What an act of the journal is called.
pub(crate) fn act(word: &str) -> Text {
    match word {
        "add" => say("新建频道", "Added the channel"),
        "edit" => say("修改频道", "Changed the channel"),
        "slate" => say("切到垫片", "Showed the slate"),
        "picture" => say("恢复画面", "Showed the picture"),
        "issue_key" => say("生成推流密钥", "Made a key"),
        "revoke_key" => say("吊销推流密钥", "Revoked a key"),
        "mark" => say("标记", "Marked"),
        "shift_mark" => say("移动标记", "Moved a mark"),
        "withdraw_mark" => say("撤回标记", "Took a mark back"),
        "end" => say("结束直播", "Ended the broadcast"),
        "release" => say("允许另一台编码器接管", "Let another encoder take over"),
        _ => say("其他操作", "Another act"),
    }
}
