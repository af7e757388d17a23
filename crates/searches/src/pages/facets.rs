//! Conditions one may add with a click, each with its number of hits; and those that were chosen, to be taken away.

use kernel::{Lang, OrganisationId, Text, Word, province};
use search::Kind;
use ui::{Markup, Tab, html};
use uuid::Uuid;

use crate::find::{Answered, Wanted};
use crate::{paths, texts};

/// Values of one condition that are shown at once; the rest unfolds.
const SHOWN: usize = 8;

fn href(wanted: &Wanted) -> String {
    format!("{}?{}", paths::SEARCH, wanted.address())
}

/// The kinds as tabs.
pub(super) fn kinds(lang: Lang, wanted: &Wanted, answered: &Answered) -> Markup {
    let counted = &answered.found.facets.kinds;
    let all = counted.iter().map(|(_, n)| n).sum();
    let tab = |kind: Option<Kind>, n: u64| Tab {
        href: href(&wanted.with("kind", kind.map_or("", Word::word))),
        label: kind.map_or(texts::ALL, Word::text).into(),
        count: Some(n),
        active: wanted.kind == kind.map_or("", Word::word),
    };
    let tabs: Vec<Tab> =
        std::iter::once(tab(None, all)).chain(counted.iter().map(|(kind, n)| tab(Some(*kind), *n))).collect();
    ui::tabs(lang, &tabs)
}

pub(super) fn orders(lang: Lang, wanted: &Wanted) -> Markup {
    html! {
        span.search-orders {
            @for (word, label) in [("", texts::BEST), ("newest", texts::NEWEST)] {
                a href=(href(&wanted.with("order", word))) aria-current=[(wanted.order == word).then_some("true")] { (label.get(lang)) } " "
            }
        }
    }
}

/// A condition: its name in the address, what it is called, and its values with their words and numbers.
struct Facet {
    name: &'static str,
    label: Text,
    values: Vec<(String, String, u64)>,
}

fn words<W: Word>(lang: Lang, name: &'static str, label: Text, counted: &[(W, u64)]) -> Facet {
    let value = |(word, n): &(W, u64)| (word.word().to_owned(), word.text().get(lang).to_owned(), *n);
    Facet { name, label, values: counted.iter().map(value).collect() }
}

fn organisations(name: &'static str, label: Text, counted: &[(Uuid, u64)], answered: &Answered) -> Facet {
    let value = |(id, n): &(Uuid, u64)| {
        let known = answered.names.get(&OrganisationId(*id))?;
        Some((id.to_string(), known.clone(), *n))
    };
    Facet { name, label, values: counted.iter().filter_map(value).collect() }
}

fn facets(lang: Lang, answered: &Answered) -> Vec<Facet> {
    let counted = &answered.found.facets;
    let year = |(year, n): &(u16, u64)| (year.to_string(), year.to_string(), *n);
    let place = |(code, n): &(u8, u64)| {
        let code = format!("{code:02}");
        let name = province::by_code(&code).map_or(code.as_str(), |p| p.name.get(lang)).to_owned();
        (code, name, *n)
    };
    let mut provinces: Vec<(u8, u64)> = counted.provinces.clone();
    provinces.sort_by_key(|(code, n)| (std::cmp::Reverse(*n), *code));
    vec![
        Facet { name: "year", label: texts::YEAR, values: counted.years.iter().map(year).collect() },
        words(lang, "type", texts::TYPE, &counted.types),
        words(lang, "state", texts::STATE, &counted.standings),
        Facet { name: "province", label: texts::PROVINCE, values: provinces.iter().map(place).collect() },
        organisations("enterprise", texts::ENTERPRISE, &counted.enterprises, answered),
        organisations("university", texts::UNIVERSITY, &counted.universities, answered),
        words(lang, "mode", texts::MODE, &counted.modes),
    ]
}

fn value_of<'a>(wanted: &'a Wanted, name: &str) -> &'a str {
    match name {
        "year" => &wanted.year,
        "type" => &wanted.project_type,
        "state" => &wanted.state,
        "province" => &wanted.province,
        "enterprise" => &wanted.enterprise,
        "university" => &wanted.university,
        _ => &wanted.mode,
    }
}

/// The conditions chosen so far.
pub(super) fn chosen(lang: Lang, wanted: &Wanted, answered: &Answered) -> Markup {
    let all: Vec<(Facet, String)> = facets(lang, answered)
        .into_iter()
        .map(|facet| {
            let value = value_of(wanted, facet.name).to_owned();
            (facet, value)
        })
        .filter(|(_, value)| !value.is_empty())
        .collect();
    html! {
        @if wanted.narrows() && !all.is_empty() {
            ul.search-chosen {
                @for (facet, value) in &all {
                    @let said = facet.values.iter().find(|(word, ..)| word == value).map_or(value.as_str(), |(_, said, _)| said.as_str());
                    li { a href=(href(&wanted.with(facet.name, ""))) {
                        (facet.label.get(lang)) ": " (said) " " span aria-hidden="true" { "×" } span.unseen { (texts::REMOVE.get(lang)) }
                    } }
                }
                li { a href=(href(&Wanted { q: wanted.q.clone(), ..Wanted::default() })) { (texts::CLEAR.get(lang)) } }
            }
        }
    }
}

/// All conditions with something to choose. Folded on a phone, where hits come first.
pub(super) fn all(lang: Lang, wanted: &Wanted, answered: &Answered) -> Markup {
    let facets: Vec<Facet> = facets(lang, answered).into_iter().filter(|facet| !facet.values.is_empty()).collect();
    html! {
        @if !facets.is_empty() {
            details.search-facets {
                summary { (texts::NARROW.get(lang)) }
                nav aria-label=(texts::NARROW.get(lang)) {
                    @for facet in &facets { (one(lang, wanted, facet)) }
                }
            }
        }
    }
}

fn one(lang: Lang, wanted: &Wanted, facet: &Facet) -> Markup {
    let chosen = value_of(wanted, facet.name);
    let line = |(word, said, n): &(String, String, u64)| {
        let is_chosen = word == chosen;
        let next = wanted.with(facet.name, if is_chosen { "" } else { word });
        html! { li { a href=(href(&next)) aria-current=[is_chosen.then_some("true")] { span { (said) } " " span.count { (ui::count(*n)) } } } }
    };
    let (shown, rest) = facet.values.split_at(facet.values.len().min(SHOWN));
    html! {
        h3 { (facet.label.get(lang)) }
        ul { @for value in shown { (line(value)) } }
        @if !rest.is_empty() {
            details { summary { (kernel::say("更多（{n}）", "More ({n})").with(&[("n", &rest.len())]).get(lang)) } ul { @for value in rest { (line(value)) } } }
        }
    }
}
