//! What the audience of the next meeting's main hall says before it begins: comments, one that waits, questions with votes, a poll.

use audience::actions::{self as a, CommentDraft, PollDraft, Settings};
use audience::state::{Mode, poll};
use audience::{Listed, Place};
use db::Tx;
use kernel::{MeetingId, Refusal};
use meetings::Words;

use super::stage::{Outcome, Stage};

const COMMENTS: [&str; 3] = ["期待主会场的报告！", "请问会后能看回放吗？", "南江大学的老师们向大家问好"];
const QUESTIONS: [&str; 2] = ["今年的立项名单何时公布？", "企业的算力支持如何申请？"];

fn words(zh: &str, en: &str) -> Words {
    Words { zh: zh.into(), en: en.into() }
}

fn place(tx: &mut Tx<'_>, meeting: MeetingId) -> Result<Place, Refusal> {
    let channel = live::store::channel(tx, meeting, crate::LIVE_CHANNEL)?;
    audience::around(tx, channel)
}

/// The channel is reviewed after, so that what is said is seen.
pub(crate) fn of_the_next(stage: &Stage, meeting: MeetingId) -> Outcome {
    let office = stage.cast.wu_min.clone();
    stage.act({
        let office = office.clone();
        move |tx| {
            let place = place(tx, meeting)?;
            let settings =
                Settings { mode: Mode::ReviewedAfter, danmu: true, questions: true, reactions: true, revision: 0 };
            a::set(tx, &office, &place, &settings).map(drop)
        }
    })?;
    let people = [&stage.cast.lin_mei, &stage.cast.zhao_lei, &stage.cast.xu_lan].map(Clone::clone);
    stage.act(move |tx| {
        let (place, listed) = (place(tx, meeting)?, Listed::default());
        let say = |body: &str| CommentDraft { body: body.into(), unnamed: false };
        for (who, body) in people.iter().zip(COMMENTS) {
            a::write(tx, who, &place, &listed, &say(body))?;
        }
        for (who, body) in people.iter().zip(QUESTIONS) {
            let asked = a::ask(tx, who, &place, &listed, &say(body))?;
            for other in people.iter().filter(|other| other.person_id != who.person_id) {
                a::vote(tx, other, &place, asked.id)?;
            }
        }
        let draft = PollDraft {
            title: words("您最关心哪一类项目？", "Which kind of project matters most to you?"),
            options: vec![
                words("教学内容和课程体系改革", "Curriculum reform"),
                words("师资培训", "Teacher training"),
                words("实践条件和实践基地建设", "Practice bases"),
            ],
        };
        let poll = a::make_poll(tx, &office, &place, &draft)?;
        a::step_poll(tx, &office, &place, poll.id, poll::Step::Open)?;
        let options = audience::store::options(tx, poll.id)?;
        for (who, option) in people.iter().zip([0, 2, 0]) {
            let option = options.get(option).ok_or(Refusal::NotFound)?;
            a::choose(tx, who, &place, poll.id, option.id)?;
        }
        Ok(())
    })
}
