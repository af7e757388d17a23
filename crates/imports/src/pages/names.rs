//! Names of organisations that nobody knows: what each may mean, for a person to say.

use kernel::{Breach, Lang, Text, Word, say};
use ui::{Field, Markup, html};
use web::Visit;

use super::show::Seen;
use crate::paths;
use crate::record::ImportParty;

pub(super) fn section(visit: &Visit, seen: &Seen, wrong: &[Breach]) -> Markup {
    let (lang, id) = (visit.lang, seen.import.id);
    let inner = html! {
        @for (at, party) in seen.names.rows.iter().enumerate() { (one(lang, at, party, wrong)) }
        (ui::actions(ui::submit(lang, say("记下并重新检查", "Keep these and look again"))))
    };
    let sheet = html! {
        (Field::file("names_file", FILLED_IN, ".xlsx,.csv").hint(FILLED_HINT).render(lang, wrong))
        (ui::actions(ui::submit(lang, say("按表确认", "Confirm by the sheet"))))
    };
    let next = seen.names.next.map(|next| format!("{}?names={next}", paths::import(id)));
    let body = html! {
        p { (visit.t(LEAD)) }
        (ui::form(lang, &visit.csrf, &paths::part(id, "names"), &format!("import-names-{id}"), inner))
        @if next.is_some() { (ui::pager(lang, next)) }
        details {
            summary { (visit.t(MANY)) }
            (ui::multipart_form(lang, &visit.csrf, &paths::part(id, "names"), "", sheet))
        }
    };
    ui::section(lang, say("待确认的单位名称", "Names to confirm"), body)
}

const LEAD: Text = say(
    "平台没有替您决定：相近的名称只作为建议，按相近程度排列。导入时，确认结果作为该单位的别名记住。",
    "Nothing was decided for you: names that come close are suggestions, the closest first. When the list is imported, what you say is remembered as another name of the organisation.",
);
const MANY: Text = say(
    "名称较多？可在报告的“待确认单位”表中填写后上传",
    "Many names? Fill in the sheet of the report and bring it back",
);
const FILLED_IN: Text = say("填好的“待确认单位”表", "The sheet “Names to confirm”, filled in");
const FILLED_HINT: Text = say(
    "在“确认为”一列填写单位全称、代码，或“新增”",
    "Under “Means”, write the whole name or the code of an organisation, or “add”",
);

fn one(lang: Lang, at: usize, party: &ImportParty, wrong: &[Breach]) -> Markup {
    let mut options = vec![(String::new(), say("尚未确认", "Not said yet").get(lang).to_owned())];
    options.extend(party.open_name().suggestions.into_iter().map(|s| (s.id.to_string(), closeness(lang, &s))));
    options.push(("create".to_owned(), ADD.get(lang).to_owned()));
    let legend = LEGEND.with(&[
        ("name", &party.name),
        ("kind", &party.kind.text().get(lang)),
        ("rows", &party.rows_amount),
        ("first", &party.first_line),
    ]);
    ui::fieldset(
        lang,
        legend,
        html! {
            (ui::hidden(&format!("kind.{at}"), party.kind.word()))
            (ui::hidden(&format!("name.{at}"), &party.name))
            (ui::fields_row(html! {
                (Field::select(format!("means.{at}"), say("确认为", "Means"), options).render(lang, wrong))
                (Field::text(format!("other.{at}"), say("或填写单位全称、代码", "Or the whole name or code of another")).render(lang, wrong))
            }))
        },
    )
}

const LEGEND: Text =
    say("{name}（{kind}，{rows} 行，首见第 {first} 行）", "{name} ({kind}, {rows} rows, first in row {first})");
const ADD: Text = say("新增为单位（标明未核验）", "Add it as an organisation, marked as not verified");

fn closeness(lang: Lang, suggested: &crate::Suggested) -> String {
    let said = say("{name}（相近 {share}%）", "{name} ({share}% alike)");
    said.with(&[("name", &suggested.name), ("share", &(suggested.score / 10))]).get(lang).to_owned()
}
