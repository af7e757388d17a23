//! When and where two may meet, and what may follow.

use kernel::{Breach, Day, Instant, OrganisationId, Said, Text, say};
use rulesets::Terms;

use crate::availability::Busy;

const PERSON: Text = say("{who}在该时段已有安排", "{who} has another appointment in that slot");
const TABLE: Text = say("该洽谈桌在该时段已被占用", "The table is taken in that slot");
const BUSY: Text = say("{who}该时段{why}", "{who} is {why} in that slot");
const LATE: Text = say(
    "距会议开始不足 {n} 个工作日，不能改期；可以取消，或请项目办公室办理",
    "Less than {n} working days are left before the meeting: an appointment can be cancelled, and the programme office can move it",
);
const NO_INTENT: Text = say("双方还没有确认合作意向", "The two have not confirmed an intention yet");
const NO_ITEM: Text = say("这次洽谈没有涉及指南项目", "The appointment is about no guideline item");
const FOREIGN: Text = say("该指南项目不属于对方企业", "The item is not one of the other side's enterprise");

/// Refuses a person or table that is taken in the slot; `taken` names who it is, nothing for the table. Rule M-03.
pub fn is_free(taken: Option<Option<Said>>) -> Result<(), Breach> {
    match taken {
        None => Ok(()),
        Some(None) => Err(Breach::of("M-03", "table", TABLE)),
        Some(Some(who)) => {
            let said = Said { zh: PERSON.with(&[("who", &who.zh)]).zh, en: PERSON.with(&[("who", &who.en)]).en };
            Err(Breach::of("M-03", "slot", said))
        }
    }
}

/// Refuses a slot in which somebody is needed on the agenda or not there.
pub fn both_can(who: &Said, busy: Option<&Busy>) -> Result<(), Breach> {
    let Some(busy) = busy else { return Ok(()) };
    let why = busy.said();
    let zh = BUSY.with(&[("who", &who.zh), ("why", &why.zh)]).zh;
    let en = BUSY.with(&[("who", &who.en), ("why", &why.en)]).en;
    Err(Breach::field("slot", Said { zh, en }))
}

/// Refuses that the two themselves move an appointment shortly before the meeting: `first` is its first day. Rule M-04.
pub fn is_early_enough(now: Instant, first: Day, terms: &Terms) -> Result<(), Breach> {
    let needed = terms.booking_change_workdays;
    if needed == 0 || now.day().plus_workdays(needed) <= first {
        return Ok(());
    }
    Err(Breach::of("M-04", "slot", LATE.with(&[("n", &needed)])))
}

/// Refuses an application that does not follow from a confirmed intention about an item of the other side's enterprise; everything
/// else the application's own rules say. Rule M-05.
pub fn an_open_item_of_the_other_side(
    is_intent_confirmed: bool,
    item_of: Option<OrganisationId>,
    enterprise: Option<OrganisationId>,
) -> Result<(), Breach> {
    if !is_intent_confirmed {
        return Err(Breach::of("M-05", "", NO_INTENT));
    }
    match (item_of, enterprise) {
        (None, _) => Err(Breach::of("M-05", "item", NO_ITEM)),
        (Some(item), Some(house)) if item == house => Ok(()),
        (Some(_), _) => Err(Breach::of("M-05", "item", FOREIGN)),
    }
}
