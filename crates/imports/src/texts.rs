//! Words that several pages of imports use.

use kernel::{Text, say};
use ui::Tone;

use crate::record::Subject;
use crate::state::State;

pub(crate) const IMPORTS: Text = say("名单导入", "Imports");
pub(crate) const KIND: Text = say("名单类别", "What it holds");
pub(crate) const FILE: Text = say("文件", "File");
pub(crate) const STATE: Text = say("状态", "State");
pub(crate) const UPLOADED: Text = say("上传于", "Uploaded");

pub(crate) const fn tone(state: State) -> Tone {
    match state {
        State::Uploaded => Tone::Info,
        State::Checked => Tone::Warn,
        State::Committed => Tone::Good,
        State::Discarded => Tone::Neutral,
    }
}

/// Where people see what a list of this kind became.
pub(crate) const fn outcome(kind: Subject) -> (&'static str, Text) {
    match kind {
        Subject::Projects => ("/projects", say("查看公开名录", "See the public register")),
        Subject::Organisations => ("/organisations", say("查看单位列表", "See the organisations")),
        Subject::People => ("/organisations", say("查看单位及人员", "See the organisations and their people")),
    }
}
