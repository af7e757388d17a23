//! What the office asks for, as a form.

use kernel::{Breach, Day, Lang, say};
use ui::{Field, Markup, html};
use web::Form;

use crate::record::Wishes;
use crate::rules::{MOST_MAX, PER_ITEM_MAX};

/// What is asked for where nobody said anything else. The day is a seed that nobody chose.
pub(super) fn usual(today: Day) -> Wishes {
    let seed = today.to_string().chars().filter(char::is_ascii_digit).collect::<String>();
    Wishes { per_item: 3, most: 6, seed: seed.parse().unwrap_or(1), is_fair: false }
}

/// The fields, with what was typed or what counts now.
pub(super) fn fields(lang: Lang, typed: Option<&Form>, now: &Wishes, breaches: &[Breach]) -> Markup {
    let of = |name: &str, stored: u32| typed.map_or_else(|| stored.to_string(), |form| form.get(name).to_owned());
    let fair = typed.map_or(now.is_fair, |form| form.ticked("fair"));
    html! {
        (ui::fields_row(html! {
            (Field::number("per_item", say("每份的专家数", "Experts for each")).value(of("per_item", now.per_item)).required().render(lang, breaches))
            (Field::number("most", say("每位专家上限", "Most for each expert"))
                .value(of("most", now.most)).required()
                .hint(say("含正在等待其评审的份数", "Reviews that wait for them already count")).render(lang, breaches))
            (Field::number("seed", say("种子", "Seed"))
                .value(of("seed", now.seed)).required()
                .hint(say("同样好的方案之间由它决定，可公开", "Decides between equally good plans; may be published")).render(lang, breaches))
        }))
        (Field::checkbox("fair", say("尽量照顾匹配最差的一份", "Serve the worst served as well as can be")).checked(fair).render(lang, breaches))
    }
}

/// What was typed, or everything that cannot be read.
pub(super) fn read(form: &Form) -> Result<Wishes, Vec<Breach>> {
    let mut breaches = Vec::new();
    let mut number = |name: &str, least: i64, most: i64| match form.number(name, least, most) {
        Ok(number) => u32::try_from(number).unwrap_or(0),
        Err(breach) => {
            breaches.push(breach);
            0
        }
    };
    let wishes = Wishes {
        per_item: number("per_item", 1, i64::from(PER_ITEM_MAX)),
        most: number("most", 1, i64::from(MOST_MAX)),
        seed: number("seed", 0, i64::from(u32::MAX)),
        is_fair: form.ticked("fair"),
    };
    if breaches.is_empty() { Ok(wishes) } else { Err(breaches) }
}
