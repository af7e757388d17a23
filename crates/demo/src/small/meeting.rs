//! The ninth matchmaking meeting (Beijing, 1 and 2 April 2023) as it was reported: what was held, who spoke on what, with titles and
//! organisations. Only morning and afternoon are known of most of it; the hours are the demo's.

mod people;

use kernel::{Day, HallId, Instant, MeetingId, Refusal};
use meetings::Words;
use meetings::actions::{self as m, HallDraft, MeetingDraft, PersonDraft, SessionDraft, TalkDraft};
use meetings::kinds::SessionKind::{self, *};

use super::stage::{Outcome, Stage};
use super::{delegates, negotiations};
use people::*;

/// Somebody with title and organisation, each in Chinese and English.
struct Person(&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

/// A talk: title in Chinese and English, minutes, who.
struct Talk(&'static str, &'static str, i64, &'static [&'static Person]);

struct Held {
    kind: SessionKind,
    /// Place among the halls.
    hall: usize,
    /// Day of the meeting, from 0, and minutes from midnight.
    when: (i32, i64, i64),
    title: (&'static str, &'static str),
    about: (&'static str, &'static str),
    chairs: &'static [&'static Person],
    talks: &'static [Talk],
}

const HALLS: [(&str, &str, i64); 4] = [
    ("主会场", "Main hall", 1_000),
    ("分会场一", "Hall 1", 300),
    ("分会场二", "Hall 2", 300),
    ("分会场三", "Hall 3", 300),
];

const fn at(hour: i64, minute: i64) -> i64 {
    hour * 60 + minute
}

const NOTHING: (&str, &str) = ("", "");

const PROGRAMME: &[Held] = &[
    Held {
        kind: Ceremony,
        hall: 0,
        when: (0, at(9, 0), at(9, 30)),
        title: ("开幕式", "Opening ceremony"),
        about: NOTHING,
        chairs: &[&GAO_DONGFENG],
        talks: &[Talk("致辞", "Address", 20, &[&WANG_QIMING])],
    },
    Held {
        kind: Keynote,
        hall: 0,
        when: (0, at(9, 30), at(10, 10)),
        title: ("主旨报告", "Keynote report"),
        about: NOTHING,
        chairs: &[&HOU_YONGFENG],
        talks: &[Talk(
            "内涵升级 结构升级 质量升级 以崭新姿态迎接产学合作协同育人项目第十年",
            "Better substance, structure and quality: into the programme's tenth year",
            40,
            &[&XU_XIAOFEI],
        )],
    },
    Held {
        kind: Break,
        hall: 0,
        when: (0, at(10, 10), at(10, 20)),
        title: ("茶歇", "Coffee"),
        about: NOTHING,
        chairs: &[],
        talks: &[],
    },
    Held {
        kind: Talks,
        hall: 0,
        when: (0, at(10, 20), at(11, 50)),
        title: ("主题报告", "Themed talks"),
        about: NOTHING,
        chairs: &[],
        talks: &[
            Talk(
                "农业科技创新与高等农业教育改革",
                "Innovation in agriculture and the reform of its higher education",
                15,
                &[&CHEN_HUANCHUN],
            ),
            Talk(
                "深化校企合作，推动产教融合——卓越工程师培养改革思考与探索",
                "Universities and enterprises together: reforming how excellent engineers are trained",
                15,
                &[&LYU_WEIFENG],
            ),
            Talk("深化产学合作 共育ICT人才", "Closer cooperation for ICT talent", 15, &[&ZHU_HAOGANG]),
            Talk(
                "以产学融合推动新文科高质量建设的实践",
                "New liberal arts built with industry: from practice",
                15,
                &[&HUANG_YOUFANG],
            ),
            Talk(
                "北京大学集成电路产教融合创新平台建设及人才培养工作",
                "Peking University's integration platform for integrated circuits and its training",
                15,
                &[&CAI_YIMAO],
            ),
            Talk(
                "麒麟遨天，育才铸魂——立足人才自主培养 推动网信事业高水平科技自立自强",
                "Kylin: training our own talent for information technology",
                15,
                &[&ZHANG_NA],
            ),
        ],
    },
    Held {
        kind: Ceremony,
        hall: 0,
        when: (0, at(11, 50), at(12, 10)),
        title: ("公布优秀项目案例和企业专项", "Excellent cases and special programmes announced"),
        about: (
            "2022 年度优秀项目案例 124 个；2022 年度企业专项的发布企业。",
            "The 124 excellent project cases of 2022, and the enterprises with special programmes in 2022.",
        ),
        chairs: &[],
        talks: &[],
    },
    Held {
        kind: Talks,
        hall: 0,
        when: (0, at(14, 0), at(16, 0)),
        title: ("实践报告", "Talks from practice"),
        about: (
            "校企嘉宾谈产学合作的新形态、新模式和新成果。",
            "New forms, models and results of cooperation, by universities and enterprises.",
        ),
        chairs: &[],
        talks: &[
            Talk("实践分享", "From practice", 15, &[&MA_HONGWEI]),
            Talk("实践分享", "From practice", 15, &[&LI_PING]),
            Talk("实践分享", "From practice", 15, &[&DU_YUJIAN]),
            Talk("实践分享", "From practice", 15, &[&CHENG_HUAN]),
            Talk("实践分享", "From practice", 15, &[&FAN_YUBO]),
            Talk("实践分享", "From practice", 15, &[&DAI_ZHITAO]),
            Talk("实践分享", "From practice", 15, &[&XIONG_JIAN]),
            Talk("实践分享", "From practice", 15, &[&ZHAO_QICHAO]),
        ],
    },
    Held {
        kind: Roundtable,
        hall: 0,
        when: (0, at(16, 10), at(17, 20)),
        title: ("圆桌论坛：聚焦新兴领域，深化协同育人", "Roundtable: emerging fields and deeper cooperation"),
        about: ("高校与企业嘉宾对话。", "Guests of universities and enterprises in dialogue."),
        chairs: &[],
        talks: &[],
    },
    Held {
        kind: Presentations,
        hall: 1,
        when: (1, at(9, 0), at(12, 0)),
        title: ("分论坛一：新一代信息技术", "Forum 1: new generation information technology"),
        about: (
            "企业宣讲与项目对接；三个分论坛平行举行，共近 30 家企业参加。",
            "Enterprises present themselves and meet universities; close to 30 of them in three parallel forums.",
        ),
        chairs: &[],
        talks: &[],
    },
    Held {
        kind: Presentations,
        hall: 2,
        when: (1, at(9, 0), at(12, 0)),
        title: ("分论坛二：教育数字化", "Forum 2: digital education"),
        about: ("企业宣讲与项目对接。", "Enterprises present themselves and meet universities."),
        chairs: &[],
        talks: &[],
    },
    Held {
        kind: CaseSharing,
        hall: 3,
        when: (1, at(9, 0), at(12, 0)),
        title: ("分论坛三：优秀项目案例分享", "Forum 3: excellent project cases"),
        about: (
            "11 位案例负责人分享，来自北京理工大学、中国农业大学、北京航空航天大学、浙江大学、天津大学等高校。",
            "Leaders of 11 cases, from Beijing Institute of Technology, China Agricultural University, Beihang, Zhejiang and Tianjin University, among others.",
        ),
        chairs: &[],
        talks: &[],
    },
];

fn words(zh: &str, en: &str) -> Words {
    Words { zh: zh.to_owned(), en: en.to_owned() }
}

fn person(it: &&Person) -> PersonDraft {
    let Person(name, name_en, title, title_en, house, house_en) = **it;
    PersonDraft {
        speaker_id: None,
        name: words(name, name_en),
        title: words(title, title_en),
        organisation: words(house, house_en),
    }
}

fn session(it: &Held, first: Day, halls: &[HallId]) -> SessionDraft {
    let (day, from, until) = it.when;
    let instant = |minutes| Instant::beijing(first.plus_days(day), 0, minutes, 0);
    let talk = |Talk(zh, en, minutes, who): &Talk| TalkDraft {
        title: words(zh, en),
        minutes: Some(*minutes),
        speakers: who.iter().map(person).collect(),
        ..TalkDraft::default()
    };
    SessionDraft {
        kind: it.kind,
        hall_id: halls.get(it.hall).copied(),
        starts_at: Some(instant(from)),
        ends_at: Some(instant(until)),
        title: words(it.title.0, it.title.1),
        about: words(it.about.0, it.about.1),
        sign_ups: None,
        chairs: it.chairs.iter().map(person).collect(),
        guests: Vec::new(),
        talks: it.talks.iter().map(talk).collect(),
    }
}

/// The office prepares the meeting, releases its agenda, shows it, and moves the roundtable once.
pub(crate) fn tell(stage: &Stage, cases: super::cases::Decided) -> Outcome {
    let first = Day::new(2023, 4, 1).ok_or("there is a 1 April 2023")?;
    stage.on(Day::new(2023, 3, 10).ok_or("there is a 10 March 2023")?);
    let id = prepared(stage, first)?;
    stage.on(Day::new(2023, 3, 12).ok_or("there is a 12 March 2023")?);
    delegates::before(stage, id)?;
    negotiations::before(stage, id)?;
    stage.on(Day::new(2023, 3, 20).ok_or("there is a 20 March 2023")?);
    released(stage, id, "1.0", true)?;
    stage.on(Day::new(2023, 3, 21).ok_or("there is a 21 March 2023")?);
    negotiations::arranged(stage, id)?;
    stage.on(Day::new(2023, 3, 28).ok_or("there is a 28 March 2023")?);
    later(stage, id)?;
    released(stage, id, "1.1", false)?;
    super::exhibition::set_up(stage, id)?;
    delegates::on_the_day(stage, id, first)?;
    super::cases::announced(stage, id, cases)?;
    super::exhibition::taken_down(stage, id)?;
    super::report::tell(stage, id)?;
    negotiations::afterwards(stage, id, first)
}

fn prepared(stage: &Stage, first: Day) -> Outcome<MeetingId> {
    let office = stage.cast.wu_min.clone();
    stage.act(move |tx| {
        let draft = MeetingDraft {
            title: words("第九届教育部产学合作协同育人项目对接会", "The 9th Matchmaking Meeting of the programme"),
            place: words("北京", "Beijing"),
            about: words(
                "近 500 所高校、300 家企业的约 1000 名代表参会，两个视频号同步直播；另设对接展示专区和项目洽谈专区。会议、嘉宾和题目依据公开报道整理，各场具体时刻为演示所设。",
                "About 1,000 delegates of close to 500 universities and 300 enterprises came, and two channels were live; there were zones to exhibit and to negotiate. The meeting, its speakers and their subjects are taken from the public report; the exact hours are the demo's.",
            ),
            first_on: first,
            last_on: first.plus_days(1),
            change_minutes: None,
        };
        let meeting = m::create(tx, &office, &draft)?;
        let mut halls = Vec::new();
        for (zh, en, seats) in HALLS {
            let hall = HallDraft { name: words(zh, en), capacity: Some(seats) };
            halls.push(m::add_hall(tx, &office, meeting.id, &hall)?.id);
        }
        for it in PROGRAMME {
            m::create_session(tx, &office, meeting.id, &session(it, first, &halls))?;
        }
        Ok(meeting.id)
    })
}

/// Releases and shows the agenda; a silent release drops its letters.
pub(super) fn released(stage: &Stage, id: MeetingId, name: &'static str, silent: bool) -> Outcome {
    let office = stage.cast.wu_min.clone();
    let release = stage.act({
        let office = office.clone();
        move |tx| m::release(tx, &office, id, name, None)
    })?;
    stage.act(move |tx| {
        m::publish(tx, &office, id, release.id, 0)?;
        if silent {
            m::drop_letters(tx, &office, id, release.id)?;
        }
        Ok(())
    })
}

/// The practice talks and the roundtable begin a quarter of an hour later.
fn later(stage: &Stage, id: MeetingId) -> Outcome {
    let office = stage.cast.wu_min.clone();
    stage.act(move |tx| {
        let working = m::working(tx, &office, id)?;
        let last = working
            .agenda
            .sessions
            .iter()
            .filter(|it| it.starts_at.is_some_and(|at| at.day() == working.agenda.first_on));
        for it in last.rev().take(2) {
            let revision = meetings::store::revisions(tx, id)?.into_iter().find(|(known, _)| *known == it.id);
            let (_, revision) = revision.ok_or(Refusal::NotFound)?;
            let to = m::Place {
                hall_id: it.hall_id,
                starts_at: it.starts_at.map(|at| at.plus_seconds(900)),
                ends_at: it.ends_at.map(|at| at.plus_seconds(900)),
            };
            m::move_session(tx, &office, id, (it.id, revision), to)?;
        }
        Ok(())
    })
}
