//! The editor's form as it was typed: nothing is lost, whatever can be read of it.

use std::collections::BTreeMap;

use kernel::{Breach, Breaches, Day, ItemId, Money, ProjectType, Text, Word, say};
use web::Form;

use crate::content::{Content, ITEMS_MAX, ItemContent};
use crate::rules;

pub(crate) const FIELDS: [&str; 7] =
    ["title", "about", "directions", "how_to_apply", "contact_name", "contact_phone", "contact_email"];
/// `id` is hidden; the others are seen.
pub(crate) const ITEM_FIELDS: [&str; 12] = [
    "id",
    "type",
    "title",
    "goals",
    "majors",
    "industries",
    "conditions",
    "deliverables",
    "offers",
    "cash_each",
    "goods_each",
    "deadline_on",
];

const NO_AMOUNT: Text =
    say("请填写金额（元），如 50000 或 50000.00", "Enter an amount in yuan, such as 50000 or 50000.00");
const NO_DAY: Text = say("请填写日期，如 2024-12-31", "Enter a date such as 2024-12-31");
const NO_NUMBER: Text = say("请填写整数，如 10", "Enter a whole number such as 10");

/// What stands in the fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Typed {
    values: BTreeMap<&'static str, String>,
    items: Vec<BTreeMap<&'static str, String>>,
}

impl Typed {
    pub(crate) fn from_form(form: &Form) -> Typed {
        // Browsers send every line break as two characters; one is kept, so that an unchanged text compares equal.
        let value = |name: &str| form.get(name).replace("\r\n", "\n");
        let values = FIELDS.into_iter().map(|name| (name, value(name))).collect();
        let count = (0..=ITEMS_MAX).take_while(|n| form.has(&format!("items.{n}.id"))).count();
        let item = |n: usize| ITEM_FIELDS.into_iter().map(|name| (name, value(&format!("items.{n}.{name}")))).collect();
        Typed { values, items: (0..count).map(item).collect() }
    }

    pub(crate) fn of(content: &Content) -> Typed {
        let texts = [
            &content.title,
            &content.about,
            &content.directions,
            &content.how_to_apply,
            &content.contact_name,
            &content.contact_phone,
            &content.contact_email,
        ];
        let values = FIELDS.into_iter().zip(texts).map(|(name, text)| (name, text.clone())).collect();
        Typed { values, items: content.items.iter().map(written_item).collect() }
    }

    pub(crate) fn get(&self, field: &str) -> &str {
        self.values.get(field).map_or("", String::as_str)
    }
    pub(crate) fn item(&self, n: usize, field: &str) -> &str {
        self.items.get(n).and_then(|item| item.get(field)).map_or("", String::as_str)
    }
    pub(crate) fn count(&self) -> usize {
        self.items.len()
    }
    /// Adds an item of which only the type is known.
    pub(crate) fn push(&mut self, id: ItemId, kind: ProjectType) {
        self.items.push(written_item(&ItemContent::blank(id, kind)))
    }
    pub(crate) fn remove(&mut self, n: usize) {
        if n < self.items.len() {
            self.items.remove(n);
        }
    }

    /// Every name a message may stand beside.
    pub(crate) fn names(&self) -> Vec<String> {
        let own = FIELDS.into_iter().map(str::to_owned).chain(["items".to_owned(), "commitment_letter".to_owned()]);
        let seen = ITEM_FIELDS.into_iter().filter(|name| *name != "id");
        own.chain((0..self.items.len()).flat_map(|n| seen.clone().map(move |name| format!("items.{n}.{name}"))))
            .collect()
    }

    /// What can be read, and a breach for each field that cannot; such a field keeps its `stored` value.
    pub(crate) fn read(&self, stored: &Content) -> (Content, Breaches) {
        let mut breaches = Breaches::new();
        let text = |name: &str| self.get(name).trim().to_owned();
        let items = (0..self.items.len()).map(|n| self.read_item(n, stored, &mut breaches)).collect();
        let content = Content {
            title: text("title"),
            about: text("about"),
            directions: text("directions"),
            how_to_apply: text("how_to_apply"),
            contact_name: text("contact_name"),
            contact_phone: text("contact_phone"),
            contact_email: text("contact_email"),
            items,
        };
        (content, breaches)
    }

    fn read_item(&self, n: usize, stored: &Content, breaches: &mut Breaches) -> ItemContent {
        let id: Option<ItemId> = self.item(n, "id").parse().ok();
        let before = stored.items.iter().find(|item| item.id.is_some() && item.id == id);
        let text = |name: &str| self.item(n, name).trim().to_owned();
        let kind = rules::known_type(&format!("items.{n}"), self.item(n, "type"));
        let kind = kept(kind, before.map_or(ProjectType::Curriculum, |item| item.project_type), breaches);
        let mut amount = |name: &str, known: Money| kept(amount(n, name, self.item(n, name)), known, breaches);
        let cash_each = amount("cash_each", before.map_or(Money::ZERO, |item| item.cash_each));
        let goods_each = amount("goods_each", before.map_or(Money::ZERO, |item| item.goods_each));
        ItemContent {
            id,
            project_type: kind,
            title: text("title"),
            goals: text("goals"),
            majors: text("majors"),
            industries: text("industries"),
            conditions: text("conditions"),
            deliverables: text("deliverables"),
            offers: kept(whole_number(n, self.item(n, "offers")), before.map_or(0, |item| item.offers), breaches),
            cash_each,
            goods_each,
            deadline_on: kept(
                a_day(n, self.item(n, "deadline_on")),
                before.and_then(|item| item.deadline_on),
                breaches,
            ),
        }
    }

    /// Every field with the place it belongs to (the item's id, or empty) for comparing two versions.
    pub(crate) fn places(&self) -> BTreeMap<(String, &'static str), String> {
        let own = self.values.iter().map(|(name, value)| ((String::new(), *name), value.clone()));
        let items = self.items.iter().flat_map(|item| {
            let id = item.get("id").cloned().unwrap_or_default();
            item.iter()
                .filter(|(name, _)| **name != "id")
                .map(move |(name, value)| ((id.clone(), *name), value.clone()))
        });
        own.chain(items).collect()
    }
}

fn kept<T>(read: Result<T, Breach>, before: T, breaches: &mut Breaches) -> T {
    read.unwrap_or_else(|breach| {
        breaches.push(breach);
        before
    })
}

fn amount(n: usize, name: &str, typed: &str) -> Result<Money, Breach> {
    if typed.is_empty() {
        Ok(Money::ZERO)
    } else {
        Money::parse(typed).map_err(|_| Breach::field(format!("items.{n}.{name}"), NO_AMOUNT))
    }
}

fn whole_number(n: usize, typed: &str) -> Result<i64, Breach> {
    if typed.is_empty() {
        Ok(0)
    } else {
        typed.parse().map_err(|_| Breach::field(format!("items.{n}.offers"), NO_NUMBER))
    }
}

fn a_day(n: usize, typed: &str) -> Result<Option<Day>, Breach> {
    if typed.is_empty() {
        Ok(None)
    } else {
        typed.parse().map(Some).map_err(|_| Breach::field(format!("items.{n}.deadline_on"), NO_DAY))
    }
}

fn written_item(item: &ItemContent) -> BTreeMap<&'static str, String> {
    let money = |amount: Money| if amount == Money::ZERO { String::new() } else { amount.plain() };
    let values = [
        item.id.map_or(String::new(), |id| id.to_string()),
        item.project_type.word().to_owned(),
        item.title.clone(),
        item.goals.clone(),
        item.majors.clone(),
        item.industries.clone(),
        item.conditions.clone(),
        item.deliverables.clone(),
        if item.offers == 0 { String::new() } else { item.offers.to_string() },
        money(item.cash_each),
        money(item.goods_each),
        item.deadline_on.map_or(String::new(), |day| day.to_string()),
    ];
    ITEM_FIELDS.into_iter().zip(values).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_back_the_same() {
        let item = ItemContent {
            title: "课程".into(),
            majors: "机械工程\n自动化".into(),
            offers: 3,
            cash_each: Money::from_yuan(30_000),
            deadline_on: "2024-12-31".parse().ok(),
            ..ItemContent::blank(ItemId::nil(), ProjectType::JointFund)
        };
        let content = Content { title: "指南".into(), items: vec![item], ..Content::default() };
        assert_eq!(Typed::of(&content).read(&Content::default()), (content, Vec::new()));
    }

    #[test]
    fn a_field_that_cannot_be_read_keeps_its_stored_value_and_its_typed_text() {
        let stored = Content {
            items: vec![ItemContent {
                cash_each: Money::from_yuan(7),
                offers: 2,
                ..ItemContent::blank(ItemId::nil(), ProjectType::Curriculum)
            }],
            ..Content::default()
        };
        let id = ItemId::nil().to_string();
        let form = Form::of(&[
            ("title", "a\r\nb"),
            ("items.0.id", &id),
            ("items.0.type", "T9"),
            ("items.0.offers", "many"),
            ("items.0.cash_each", "5万"),
            ("items.0.deadline_on", "31.12."),
        ]);
        let typed = Typed::from_form(&form);
        let (content, breaches) = typed.read(&stored);
        let fields: Vec<(&str, &str)> = breaches.iter().map(|b| (b.rule, b.field.as_str())).collect();
        assert_eq!(
            fields,
            [("G-04", "items.0.type"), ("", "items.0.cash_each"), ("", "items.0.offers"), ("", "items.0.deadline_on")]
        );
        assert_eq!(content, Content { title: "a\nb".into(), ..stored });
        assert_eq!(typed.item(0, "cash_each"), "5万");
    }
}
