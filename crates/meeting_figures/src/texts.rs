//! Words that page and file use.

use kernel::{Said, Text, say};

pub(crate) const FIGURES: Text = say("会议数据", "Figures of the meeting");
pub(crate) const WHO: Text = say("参会", "Who came");
pub(crate) const ROLES: Text = say("按参会身份", "By role");
pub(crate) const PROVINCES: Text = say("按省份", "By province");
pub(crate) const PROGRAMME: Text = say("会议与展览", "Programme and exhibition");
pub(crate) const NEGOTIATED: Text = say("项目洽谈", "Negotiations");
pub(crate) const PEOPLE: Text = say("代表", "People");
pub(crate) const UNIVERSITIES: Text = say("高校", "Universities");
pub(crate) const ENTERPRISES: Text = say("企业", "Enterprises");
pub(crate) const REGISTERED: Text = say("报名", "registered");
pub(crate) const PRESENT: Text = say("到会", "present");
pub(crate) const SESSIONS: Text = say("场次", "Sessions");
pub(crate) const TALKS: Text = say("报告", "Talks");
pub(crate) const BOOTHS: Text = say("展位", "Booths");
pub(crate) const EXHIBITORS: Text = say("参展单位", "Exhibitors");
pub(crate) const LIVE: Text = say("直播", "Live");
pub(crate) const VIEWS: Text = say("直播观看（不同观众，估计）", "Different viewers of the live channels (estimate)");
pub(crate) const VIEWERS_MOST: Text = say("直播最高并发", "Most viewers at once");
pub(crate) const WATCHED: Text = say("直播观看分钟", "Watch minutes");
pub(crate) const REQUESTS: Text = say("洽谈请求", "Requests to meet");
pub(crate) const ACCEPTED: Text = say("已接受的请求", "Requests accepted");
pub(crate) const PLACED: Text = say("安排的洽谈", "Appointments");
pub(crate) const HELD: Text = say("已进行的洽谈", "Appointments held");
pub(crate) const NO_SHOW: Text = say("缺席", "No-shows");
pub(crate) const INTENTIONS: Text = say("意向", "Intentions");
pub(crate) const AMOUNT: Text = say("意向金额", "Sum of the intentions");
pub(crate) const APPLICATIONS: Text = say("由意向起草的申请", "Applications begun from an intention");
pub(crate) const HANDED_IN: Text = say("其中已提交", "Of these handed in");
pub(crate) const WHAT: Text = say("指标", "Figure");
pub(crate) const NUMBER: Text = say("数值", "Number");
pub(crate) const GROUP: Text = say("类别", "Group");

/// `高校 · 报名`, `Universities, registered`.
pub(crate) fn joined(first: &Said, second: Text) -> Said {
    Said { zh: format!("{} · {}", first.zh, second.zh), en: format!("{}, {}", first.en, second.en) }
}

/// A role of registrations, by its word.
pub(crate) fn role(word: &str) -> Said {
    match word {
        "delegate" => say("代表", "Delegates").into(),
        "speaker" => say("报告人", "Speakers").into(),
        "exhibitor" => say("参展人员", "Exhibitors' staff").into(),
        "expert" => say("专家", "Experts").into(),
        "official" => say("主管部门", "Officials").into(),
        "media" => say("媒体", "Media").into(),
        "staff" => say("工作人员", "Staff").into(),
        other => Said { zh: other.to_owned(), en: other.to_owned() },
    }
}

/// A province by its code; a dash where none is known.
pub(crate) fn province(code: &str) -> Said {
    match kernel::province::by_code(code) {
        Some(it) => it.name.into(),
        None => say("未知", "Unknown").into(),
    }
}
