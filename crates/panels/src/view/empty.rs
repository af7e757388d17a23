//! Why a place stays empty.

use kernel::{Said, Text, say};

use super::Seen;
use crate::facts::{Asked, Expert};
use crate::rules::{common_house, independent};

const FEW: Text = say(
    "可评的专家只有 {fit} 位（其余有利益冲突或已被移出）：请邀请更多专家。",
    "Only {fit} expert(s) may judge it, the others have an interest or were taken out: invite more experts.",
);
const CLASH: Text = say(
    "其余可评的专家与已选专家同属一个单位。",
    "All others who may judge it share an organisation with somebody chosen.",
);
const LOADED: Text = say(
    "其余可评的专家都已达到上限：可提高每位专家上限，{name} 最合适。",
    "All others who may judge it are at their limit: raise the limit; {name} fits best.",
);
const FREE: Text = say(
    "手工移出后尚未补足：{name} 有余量，可加入，或重新计算。",
    "Not filled since somebody was taken out: {name} has room; put them in, or compute again.",
);

/// A text about somebody in each language by the name they have there.
fn about(text: Text, (name, name_en): (String, String)) -> Said {
    let en = if name_en.is_empty() { &name } else { &name_en };
    Said { en: text.with(&[("name", en)]).en, zh: text.with(&[("name", &name)]).zh }
}

impl Seen<'_> {
    pub(super) fn why_empty(&self, subject: &Asked) -> Said {
        let on_it: Vec<&Expert> =
            self.contents.on(subject.id).filter_map(|pair| self.facts.expert(pair.expert)).collect();
        let may =
            |expert: &&Expert| independent(expert, subject).is_ok() && !self.contents.is_barred(subject.id, expert.id);
        let fit: Vec<&Expert> = self.facts.experts.iter().filter(may).collect();
        if fit.len() < self.wishes.per_item as usize {
            return FEW.with(&[("fit", &fit.len())]);
        }
        let clashes =
            |expert: &Expert| on_it.iter().any(|other| other.id == expert.id || common_house(expert, other).is_some());
        let others = || fit.iter().copied().filter(|expert| !clashes(expert));
        let best = |experts: &mut dyn Iterator<Item = &Expert>| {
            let best = experts.max_by_key(|expert| (expert.fits(subject).points, std::cmp::Reverse(expert.id)));
            best.map(|best| (best.name.clone(), best.name_en.clone()))
        };
        let has_room = |expert: &&Expert| expert.waiting + self.contents.load(expert.id) < self.wishes.most;
        match (best(&mut others().filter(has_room)), best(&mut others())) {
            (Some(name), _) => about(FREE, name),
            (None, Some(name)) => about(LOADED, name),
            (None, None) => CLASH.into(),
        }
    }
}
