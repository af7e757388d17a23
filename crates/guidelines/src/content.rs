//! What an enterprise writes in a guideline, apart from where it stands: the same for page and API.

use kernel::{Breach, Breaches, Day, GuidelineId, ItemId, Money, ProjectType, Text, say, within};
use sha2::{Digest, Sha256};

use crate::record::{Guideline, Item};

/// Characters a short line may have: titles, names.
pub const LINE_MAX: usize = 200;
/// Characters a long text may have.
pub const TEXT_MAX: usize = 5_000;
/// Items one guideline may have.
pub const ITEMS_MAX: usize = 100;
/// Offers one item may have.
pub const OFFERS_MAX: i64 = 10_000;

/// The texts and items of a guideline.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
#[derive(Default)]
pub struct Content {
    pub title: String,
    pub about: String,
    pub directions: String,
    pub how_to_apply: String,
    pub contact_name: String,
    pub contact_phone: String,
    pub contact_email: String,
    pub items: Vec<ItemContent>,
}

/// One item as it is written.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemContent {
    /// Known items keep theirs; a new one may bring an id or none.
    #[serde(default)]
    pub id: Option<ItemId>,
    pub project_type: ProjectType,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub goals: String,
    /// One per line.
    #[serde(default)]
    pub majors: String,
    /// One per line.
    #[serde(default)]
    pub industries: String,
    #[serde(default)]
    pub conditions: String,
    /// One per line.
    #[serde(default)]
    pub deliverables: String,
    #[serde(default)]
    pub offers: i64,
    /// In fen, for each project.
    #[serde(default)]
    pub cash_each: Money,
    /// Value in fen, for each project.
    #[serde(default)]
    pub goods_each: Money,
    #[serde(default)]
    pub deadline_on: Option<Day>,
}

/// Counts the lines that say something.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

impl ItemContent {
    /// An item of which only the type is known.
    pub fn blank(id: ItemId, project_type: ProjectType) -> ItemContent {
        ItemContent {
            id: Some(id),
            project_type,
            title: String::new(),
            goals: String::new(),
            majors: String::new(),
            industries: String::new(),
            conditions: String::new(),
            deliverables: String::new(),
            offers: 1,
            cash_each: Money::ZERO,
            goods_each: Money::ZERO,
            deadline_on: None,
        }
    }

    /// A row for a guideline that is not published; `sort` is the place in the form, from 0.
    pub(crate) fn row(self, id: ItemId, guideline: &Guideline, sort: i64) -> Item {
        Item {
            id,
            guideline_id: guideline.id,
            enterprise_id: guideline.enterprise_id,
            project_type: self.project_type,
            title: self.title,
            goals: self.goals,
            majors: self.majors,
            industries: self.industries,
            conditions: self.conditions,
            deliverables: self.deliverables,
            offers: self.offers,
            selected: 0,
            cash_each: self.cash_each,
            goods_each: self.goods_each,
            deadline_on: self.deadline_on,
            published_at: None,
            is_open: false,
            revision: 0,
            sort,
        }
    }
}

impl From<Item> for ItemContent {
    fn from(item: Item) -> ItemContent {
        ItemContent {
            id: Some(item.id),
            project_type: item.project_type,
            title: item.title,
            goals: item.goals,
            majors: item.majors,
            industries: item.industries,
            conditions: item.conditions,
            deliverables: item.deliverables,
            offers: item.offers,
            cash_each: item.cash_each,
            goods_each: item.goods_each,
            deadline_on: item.deadline_on,
        }
    }
}

impl Content {
    pub fn of(guideline: &Guideline, items: &[Item]) -> Content {
        let g = guideline.clone();
        Content {
            title: g.title,
            about: g.about,
            directions: g.directions,
            how_to_apply: g.how_to_apply,
            contact_name: g.contact_name,
            contact_phone: g.contact_phone,
            contact_email: g.contact_email,
            items: items.iter().cloned().map(ItemContent::from).collect(),
        }
    }

    pub(crate) fn write_to(&self, guideline: &mut Guideline) {
        guideline.title.clone_from(&self.title);
        guideline.about.clone_from(&self.about);
        guideline.directions.clone_from(&self.directions);
        guideline.how_to_apply.clone_from(&self.how_to_apply);
        guideline.contact_name.clone_from(&self.contact_name);
        guideline.contact_phone.clone_from(&self.contact_phone);
        guideline.contact_email.clone_from(&self.contact_email);
    }

    /// What the journal keeps of a submission: SHA-256 over the whole content, hexadecimal.
    pub(crate) fn fingerprint(&self, id: GuidelineId) -> String {
        let text = serde_json::to_string(&(id, self)).unwrap_or_default();
        hex::encode(Sha256::digest(text.as_bytes()))
    }

    /// Every text with the name of its form field.
    pub(crate) fn texts(&self) -> Vec<(String, &str)> {
        let mut all: Vec<(String, &str)> = vec![
            ("title".into(), &self.title),
            ("about".into(), &self.about),
            ("directions".into(), &self.directions),
            ("how_to_apply".into(), &self.how_to_apply),
        ];
        for (n, item) in self.items.iter().enumerate() {
            let parts = [
                ("title", &item.title),
                ("goals", &item.goals),
                ("majors", &item.majors),
                ("industries", &item.industries),
                ("conditions", &item.conditions),
                ("deliverables", &item.deliverables),
            ];
            all.extend(parts.map(|(name, text)| (format!("items.{n}.{name}"), text.as_str())));
        }
        all
    }

    /// What cannot even be kept as a draft: too long, too many, below zero.
    pub(crate) fn cannot_be_kept(&self) -> Breaches {
        let mut found = Breaches::new();
        let contact = [
            ("contact_name", &self.contact_name),
            ("contact_phone", &self.contact_phone),
            ("contact_email", &self.contact_email),
        ];
        let contact = contact.map(|(name, text)| (name.to_owned(), text.as_str()));
        for (field, text) in self.texts().into_iter().chain(contact) {
            let is_line = field.ends_with("title") || field.starts_with("contact");
            found.extend(within(field, text, if is_line { LINE_MAX } else { TEXT_MAX }).err());
        }
        if self.items.len() > ITEMS_MAX {
            found.push(Breach::field("items", TOO_MANY.with(&[("most", &ITEMS_MAX), ("count", &self.items.len())])));
        }
        for (n, item) in self.items.iter().enumerate() {
            if !(0..=OFFERS_MAX).contains(&item.offers) {
                found.push(Breach::field(format!("items.{n}.offers"), OFFERS.with(&[("most", &OFFERS_MAX)])));
            }
            for (name, amount) in [("cash_each", item.cash_each), ("goods_each", item.goods_each)] {
                if amount < Money::ZERO {
                    found.push(Breach::field(format!("items.{n}.{name}"), NEGATIVE));
                }
            }
        }
        found
    }
}

const TOO_MANY: Text = say(
    "一份指南最多 {most} 个项目，现有 {count} 个，请分为两份",
    "A guideline has at most {most} items, there are {count}; make two of it",
);
const OFFERS: Text = say("请填写 0 至 {most} 之间的整数", "Enter a whole number from 0 to {most}");
const NEGATIVE: Text = say("金额不能为负", "An amount cannot be negative");
