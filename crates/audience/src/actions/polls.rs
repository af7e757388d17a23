//! Polls: preparing, opening, closing; choosing.

use db::Tx;
use journal::Act;
use kernel::{Actor, Breach, Breaches, PollId, Refusal, RowId, Text, Word, say};
use meetings::Words;
use meetings::actions::within;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::place::Place;
use crate::record::{Poll, PollOption};
use crate::state::poll::{State, Step};
use crate::{policy, store};

/// The subject of journal entries.
const POLL: &str = "poll";
const TITLE_MOST: usize = 200;
const LABEL_MOST: usize = 100;
const OPTIONS: std::ops::RangeInclusive<usize> = 2..=10;

/// A poll as it is prepared.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PollDraft {
    pub title: Words,
    /// Two to ten; each in one language at least.
    pub options: Vec<Words>,
}

impl PollDraft {
    fn check(&self) -> Result<Vec<Words>, Refusal> {
        const TITLE: Text = say("请填写投票的问题", "Write what is asked");
        const COUNT: Text = say("请填写 2 至 10 个选项", "Give two to ten options");
        const SAME: Text = say("选项不能重复", "No two options may be the same");
        let mut found = Breaches::new();
        if self.title.trimmed().is_empty() {
            found.push(Breach::field("title_zh", TITLE));
        }
        within(&mut found, "title", &self.title, TITLE_MOST);
        let options: Vec<Words> = self.options.iter().map(Words::trimmed).filter(|it| !it.is_empty()).collect();
        for option in &options {
            within(&mut found, "options", option, LABEL_MOST);
        }
        if !OPTIONS.contains(&options.len()) {
            found.push(Breach::field("options_zh", COUNT));
        }
        if options.iter().enumerate().any(|(at, option)| options[..at].contains(option)) {
            found.push(Breach::field("options_zh", SAME));
        }
        kernel::check(found.into_iter().map(Err))?;
        Ok(options)
    }
}

/// Prepares a poll. What is asked does not change afterwards: whoever voted, voted for these words.
pub fn make_poll(tx: &mut Tx<'_>, actor: &Actor, place: &Place, draft: &PollDraft) -> Result<Poll, Refusal> {
    policy::permit_moderate(actor)?;
    let options = draft.check()?;
    let (now, title) = (tx.now(), draft.title.trimmed());
    let poll = Poll {
        id: PollId::at(now),
        channel_id: place.channel.id,
        title_zh: title.zh,
        title_en: title.en,
        state: State::Draft,
        state_since: now,
        opened_at: None,
        created_by: actor.person_id,
        created_at: now,
    };
    db::insert(tx, &poll)?;
    for (sort, label) in options.into_iter().enumerate() {
        let (id, sort) = (RowId::at(now), sort as i64);
        let option = PollOption { id, poll_id: poll.id, sort, label_zh: label.zh, label_en: label.en, votes: 0 };
        db::insert(tx, &option)?;
    }
    journal::record(tx, Act::new(actor, POLL, poll.id.0, "make").born(State::Draft));
    Ok(poll)
}

/// Opens, closes or puts away a poll. One is open at a time.
pub fn step_poll(tx: &mut Tx<'_>, actor: &Actor, place: &Place, id: PollId, step: Step) -> Result<Poll, Refusal> {
    const ONE: Text = say("已有一项投票正在进行，请先结束它", "A poll is open already; close it first");
    policy::permit_moderate(actor)?;
    let poll = store::poll(tx, place.channel.id, id)?;
    let after = poll.state.after(step)?;
    if step == Step::Open && store::poll_on_show(tx, place.channel.id)?.is_some_and(|it| it.state == State::Open) {
        return Err(Breach::field("", ONE).into());
    }
    journal::advance(tx, Act::new(actor, POLL, id.0, step.word()).moved(poll.state, after))?;
    if step == Step::Open {
        store::set_opened(tx, id)?;
    }
    db::get(tx, id)
}

/// Chooses, once.
pub fn choose(tx: &mut Tx<'_>, actor: &Actor, place: &Place, id: PollId, option: RowId) -> Result<Poll, Refusal> {
    const WHICH: Text = say("请选择一个选项", "Choose one of the options");
    const TWICE: Text = say("您已投过票，每人一票", "You have voted; everybody has one vote");
    const CLOSED: Text = say("投票已结束", "The poll is closed");
    let person = policy::permit_write(actor)?;
    let poll = store::poll(tx, place.channel.id, id)?;
    match poll.state {
        State::Open => {}
        State::Closed => return Err(Breach::field("option", CLOSED).into()),
        State::Draft | State::Hidden => return Err(Refusal::NotFound),
    }
    if !store::options(tx, id)?.iter().any(|it| it.id == option) {
        return Err(Breach::field("option", WHICH).into());
    }
    if store::choose(tx, id, option, person)? {
        return Ok(poll);
    }
    let why = if store::choice(tx, id, person)?.is_some() { TWICE } else { CLOSED };
    Err(Breach::field("option", why).into())
}
