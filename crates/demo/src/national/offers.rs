//! Published guidelines of the 2024 mode with items that teachers and students may apply to.

use std::sync::Arc;

use guidelines::state::State;
use guidelines::{Guideline, Item};
use kernel::{GuidelineId, Instant, ItemId, Mode, Money, PersonId, ProjectType, RoundId, RulesetId, Word};
use rulesets::Terms;

use super::dice::Dice;
use super::ids::Ids;
use super::partners::Partners;
use super::standing::Standing;
use super::titles;
use super::words::{MAJORS, THEMES};

/// Share of the types among the items, in the order of the Measures.
const SHARES: [usize; 6] = [110, 319, 213, 294, 58, 6];

/// Guidelines and their items.
pub(crate) struct Offers {
    pub(crate) guidelines: Vec<Guideline>,
    pub(crate) items: Vec<Item>,
}

struct Maker<'a> {
    dice: Dice,
    guideline_ids: Ids,
    item_ids: Ids,
    standing: &'a Standing,
    round: RoundId,
    ruleset: RulesetId,
    terms: Arc<Terms>,
}

impl Offers {
    /// `count` open items in guidelines of about twenty.
    pub(crate) fn make(seed: u64, standing: &Standing, partners: &Partners, count: usize) -> Offers {
        let mut maker = Maker {
            dice: Dice::new(seed, "offers"),
            guideline_ids: Ids::new(seed, "guideline"),
            item_ids: Ids::new(seed, "item"),
            standing,
            round: standing.round,
            ruleset: standing.rolling.0,
            terms: standing.rolling.1.clone(),
        };
        let mut offers = Offers { guidelines: Vec::new(), items: Vec::with_capacity(count) };
        let guidelines = count.div_ceil(20);
        while offers.items.len() < count && !partners.enterprises.is_empty() {
            let enterprise = &partners.enterprises[maker.dice.below(partners.enterprises.len())];
            // The later a guideline, the later its place: about a year of them, the newest of yesterday.
            let back = 1 + 360 * guidelines.saturating_sub(offers.guidelines.len() + 1) / guidelines;
            let hour = maker.dice.between(0, 28_000);
            let published = Instant::beijing(standing.today.plus_days(-(back as i32)), 9, 0, hour);
            let guideline = maker.guideline(enterprise, published);
            let here = (maker.dice.between(10, 30) as usize).min(count - offers.items.len());
            for sort in 0..here {
                offers.items.push(maker.item(&guideline, published, sort as i64));
            }
            offers.guidelines.push(guideline);
        }
        offers
    }
}

impl Maker<'_> {
    fn guideline(&mut self, enterprise: &directory::Organisation, published: Instant) -> Guideline {
        let theme = self.dice.word(&THEMES);
        let contact = super::names::person(&mut self.dice);
        Guideline {
            id: GuidelineId(self.guideline_ids.at(published)),
            enterprise_id: enterprise.id,
            round_id: self.round,
            ruleset_id: self.ruleset,
            mode: Mode::Rolling,
            is_special: false,
            title: format!("{}{theme}方向产学合作协同育人项目指南", enterprise.name),
            about: format!("围绕{theme}及相关方向，与高校共同开展课程、师资、实践条件与创新创业教育改革。"),
            directions: [theme, self.dice.word(&THEMES), self.dice.word(&THEMES)].join("\n"),
            how_to_apply: "请先与企业联系人沟通，再在平台提交申报书。".to_owned(),
            contact_name: contact.zh,
            contact_phone: format!("0{}-8{:07}", self.dice.between(10, 99), self.dice.below(10_000_000)),
            contact_email: format!(
                "items@{}.example",
                enterprise.code.as_deref().unwrap_or("enterprise").to_lowercase()
            ),
            state: State::Published,
            state_since: published,
            revision: 3,
            created_by: PersonId::nil(),
            created_at: published.plus_days(-20),
            submitted_at: Some(published.plus_days(-12)),
            published_at: Some(published),
        }
    }

    fn item(&mut self, guideline: &Guideline, published: Instant, sort: i64) -> Item {
        let kind = ProjectType::ALL[self.dice.share(&SHARES)];
        let least = self.terms.cash_min.of(kind).fen().max(2_000_000); // rule G-02, and never less than 20,000 yuan
        let goods = match kind {
            ProjectType::PracticeBase => {
                self.terms.goods_min.fen().max(20_000_000) + self.dice.between(0, 12) * 5_000_000
            }
            ProjectType::FourNew
            | ProjectType::Curriculum
            | ProjectType::TeacherTraining
            | ProjectType::Innovation
            | ProjectType::JointFund => 0,
        };
        let offers = self.dice.between(2, 12);
        let last_day = self.standing.today.plus_days(self.dice.between(25, 330) as i32);
        let title = titles::title(&mut self.dice, kind);
        Item {
            id: ItemId(self.item_ids.at(published)),
            guideline_id: guideline.id,
            enterprise_id: guideline.enterprise_id,
            project_type: kind,
            goals: format!("完成“{title}”，形成{}，供同类高校使用。", titles::result(kind)),
            title,
            majors: [self.dice.word(&MAJORS), self.dice.word(&MAJORS)].join("\n"),
            industries: self.dice.word(&["I", "C", "M", "P", "J", "A", "E"]).to_owned(),
            conditions: "申报人应承担相关课程教学，所在高校支持项目实施。".to_owned(),
            deliverables: format!("{}\n结题报告", titles::result(kind)),
            offers,
            selected: self.dice.between(0, offers / 2),
            cash_each: Money::from_fen(least + self.dice.between(0, 4) * 1_000_000),
            goods_each: Money::from_fen(goods),
            deadline_on: self.dice.in_thousand(600).then_some(last_day),
            published_at: Some(published),
            is_open: true,
            revision: 1,
            sort,
        }
    }
}
