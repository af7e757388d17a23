//! What is told about the ninth meeting: its report in two languages with pictures, and a notice of the next. The facts are those of the
//! public report, the words are the demo's.

use kernel::{Day, Lang, MeetingId};
use meetings::Words;
use news::actions::{self as n, NewsDraft, PhotoDraft};
use news::kinds::NewsKind;
use news::state::Step;

use super::picture;
use super::stage::{Outcome, Stage};

fn words(zh: &str, en: &str) -> Words {
    Words { zh: zh.into(), en: en.into() }
}

const REPORT_ZH: &str = "4 月 1 日至 2 日，第九届教育部产学合作协同育人项目对接会在北京举行，近 500 所高校、300 家企业的约 1000 名代表到会，两个视频号同步直播，当天线上观看超过 1 万人次。

第一天上午为开幕式和主旨报告。项目自 2014 年实施以来，1700 余家企业累计支持项目 9.9 万项，投入经费 35.61 亿元；2023 年是项目实施的第十个年头，工作重点是内涵、结构和质量的升级。下午，来自高校和企业的嘉宾就农业教育、卓越工程师、信息技术人才、新文科和集成电路等题目作主题报告，随后举行圆桌论坛。

会上公布了 124 个优秀项目案例。

第二天上午设三个平行分论坛：近 30 家企业围绕新一代信息技术和教育数字化进行宣讲与对接，11 位优秀案例负责人分享做法。会场另设对接展示专区和项目洽谈专区，校企代表当面交流。";

const REPORT_EN: &str = "The 9th matchmaking meeting of the programme took place in Beijing on 1 and 2 April. About 1,000 delegates of close to 500 universities and 300 enterprises came; two channels were live, with more than 10,000 views on the day.

The first morning brought the opening ceremony and the keynote. Since 2014 more than 1,700 enterprises have supported 99,000 projects with CNY 3.561 billion; 2023 is the programme's tenth year, and its substance, structure and quality are to rise. In the afternoon speakers of universities and enterprises talked about agriculture, engineers, information technology, the liberal arts and integrated circuits, followed by a roundtable.

124 excellent project cases were announced.

On the second morning three forums ran side by side: close to 30 enterprises presented themselves around information technology and digital education, and 11 leaders of excellent cases told how they went about it. In the exhibition and at the negotiation tables both sides talked face to face.";

/// Screens of the hall, and what is printed below.
const PICTURES: [(u32, &str, &str); 3] = [
    (1, "开幕式会场", "The hall at the opening ceremony"),
    (2, "主题报告现场", "During the talks"),
    (3, "三个平行分论坛之一", "One of the three parallel forums"),
];

/// The office writes and publishes the report on the day after.
pub(super) fn tell(stage: &Stage, meeting: MeetingId) -> Outcome {
    stage.on(Day::new(2023, 4, 3).ok_or("there is a 3 April 2023")?);
    let draft = NewsDraft {
        kind: NewsKind::Report,
        meeting_id: Some(meeting),
        title: words("第九届对接会在京举行", "The 9th matchmaking meeting was held in Beijing"),
        body: words(REPORT_ZH, REPORT_EN),
        source: "项目办公室".into(),
    };
    let office = stage.cast.wu_min.clone();
    let id = stage.act(move |tx| Ok(n::create(tx, &office, &draft)?.id))?;
    for (screens, zh, en) in PICTURES {
        let stored = stage.picture(&format!("hall-{screens}.png"), &picture::hall(screens)?)?;
        let (office, draft) =
            (stage.cast.wu_min.clone(), PhotoDraft { caption: words(zh, en), credit: "演示图".into() });
        stage.act(move |tx| n::add_photo(tx, &office, id, &stored, &draft).map(drop))?;
    }
    let office = stage.cast.wu_min.clone();
    stage.act(move |tx| {
        let news = n::approve(tx, &office, (id, 1), Lang::Zh)?;
        n::approve(tx, &office, (id, news.revision), Lang::En)?;
        n::step(tx, &office, id, Step::Publish).map(drop)
    })
}

/// A notice of the meeting to come; its English text still waits.
pub(super) fn notice(stage: &Stage, meeting: MeetingId) -> Outcome {
    let office = stage.cast.wu_min.clone();
    let draft = NewsDraft {
        kind: NewsKind::Notice,
        meeting_id: Some(meeting),
        title: words("关于申请展位的通知", "Booths can be asked for"),
        body: words("请各单位在截止日期前申请展位；申请多于展位时由项目办公室择优安排并说明理由。", ""),
        source: String::new(),
    };
    stage.act(move |tx| {
        let news = n::create(tx, &office, &draft)?;
        n::approve(tx, &office, (news.id, news.revision), Lang::Zh)?;
        n::step(tx, &office, news.id, Step::Publish).map(drop)
    })
}
