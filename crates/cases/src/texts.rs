//! Words that several pages use.

use kernel::{Lang, Text, say};
use meetings::Words;
use ui::{Markup, Tone, html};

use crate::state::State;
use crate::state::award::ListState;
use crate::state::call::CallState;

pub(crate) const CASES: Text = say("优秀项目案例", "Excellent project cases");
pub(crate) const CALL: Text = say("案例征集", "Call for cases");
pub(crate) const CASE: Text = say("案例", "Case");
pub(crate) const ENTRIES: Text = say("申报案例", "Entered cases");
pub(crate) const RANKING: Text = say("评审排名与审定", "Ranking and selection");
pub(crate) const AWARDS: Text = say("获奖名单", "Awards");
pub(crate) const YEAR: Text = say("年度", "Year");
pub(crate) const KIND: Text = say("类别", "Kind");
pub(crate) const TITLE: Text = say("案例名称", "Title");
pub(crate) const UNIVERSITY: Text = say("高校", "University");
pub(crate) const ENTERPRISE: Text = say("企业", "Enterprise");
pub(crate) const AUTHOR: Text = say("负责人", "Author");
pub(crate) const PROJECT: Text = say("项目", "Project");
pub(crate) const STATE: Text = say("状态", "State");
pub(crate) const ROUTE: Text = say("推荐渠道", "Nominated by");
pub(crate) const CLOSES: Text = say("截止日期", "Closing day");
pub(crate) const MEETING: Text = say("对接会", "Meeting");
pub(crate) const MEAN: Text = say("平均分", "Mean score");
pub(crate) const REVIEWS: Text = say("有效评审", "Reviews that count");
pub(crate) const SAVE: Text = say("保存", "Save");
pub(crate) const ACTION: Text = say("操作", "Action");
pub(crate) const REASON: Text = say("理由", "Reason");
pub(crate) const FREE: Text = say("本次征集不收取任何费用。", "Entering costs nothing: a call for cases has no fee.");

pub(crate) const fn tone(state: State) -> Tone {
    match state {
        State::Draft => Tone::Neutral,
        State::HandedIn | State::Nominated | State::Submitted | State::ExpertReview => Tone::Info,
        State::NotNominated | State::NotSelected => Tone::Warn,
        State::Selected | State::Published | State::Shown => Tone::Good,
    }
}

pub(crate) const fn call_tone(state: CallState) -> Tone {
    match state {
        CallState::Draft => Tone::Neutral,
        CallState::Open | CallState::Reviewing | CallState::Decided => Tone::Info,
        CallState::Published => Tone::Good,
    }
}

pub(crate) const fn list_tone(state: ListState) -> Tone {
    match state {
        ListState::Draft => Tone::Neutral,
        ListState::Published => Tone::Good,
    }
}

/// A text in the reader's language, marked where it is there in the other only; a stand-in where it is empty.
pub(crate) fn words(lang: Lang, words: &Words) -> Markup {
    const UNTITLED: Text = say("（未命名）", "(untitled)");
    if words.is_empty() {
        html! { (UNTITLED.get(lang)) }
    } else {
        meetings::words(lang, words)
    }
}

/// A mean that is kept in hundredths: `86.50`.
pub(crate) fn hundredths(mean: i64) -> String {
    format!("{}.{:02}", mean / 100, mean % 100)
}
