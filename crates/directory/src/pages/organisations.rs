//! The list of organisations: the office's queue, and what everybody may look up.

use kernel::{Lang, OrganisationId, Text, Word, province, say};
use maud::{Markup, html};
use serde::Deserialize;
use ui::{Field, Tone};
use web::{Answer, Cursor, Query, Visit};

use super::enterprise_form::choices;
use crate::kinds::OrganisationKind;
use crate::lists::{self, Filter};
use crate::record::Organisation;
use crate::state::OrganisationState;
use crate::{export, paths, policy, store};

const TITLE: Text = say("企业与高校", "Enterprises and universities");
const NAME: Text = say("名称或代码", "Name or code");
const KIND: Text = say("类别", "Kind");
const STATE: Text = say("状态", "State");
const PROVINCE: Text = say("省份", "Province");
const SINCE: Text = say("状态起始", "Since");

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    name: String,
    kind: String,
    state: String,
    province: String,
    warn: String,
    after: Cursor<OrganisationId>,
}

impl Asked {
    /// A condition that cannot be read asks for nothing.
    pub(crate) fn filter(&self) -> Filter {
        Filter {
            kind: self.kind.parse().ok(),
            state: self.state.parse().ok(),
            name: self.name.trim().chars().filter(|c| *c != '\0').take(100).collect(),
            province: self.province.chars().filter(char::is_ascii_digit).take(2).collect(),
            without_administrator: self.warn == "u-01",
            after: self.after.0,
            page: 0,
        }
    }

    fn next(&self, last: &Organisation) -> String {
        let pairs = [
            ("name", &self.name),
            ("kind", &self.kind),
            ("state", &self.state),
            ("province", &self.province),
            ("warn", &self.warn),
        ];
        let after = last.id.to_string();
        let kept: Vec<(&str, &String)> =
            pairs.into_iter().filter(|(_, value)| !value.is_empty()).chain([("after", &after)]).collect();
        format!("{}?{}", paths::ORGANISATIONS, serde_urlencoded::to_string(kept).unwrap_or_default())
    }
}

pub(crate) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let actor = visit.actor_or_public();
    let filter = asked.filter();
    let (rows, office) = visit
        .site
        .db
        .read(move |tx| {
            let eyes = store::eyes(tx, actor.as_ref())?;
            let office = match &actor {
                Some(actor) if policy::may_add(actor) => {
                    Some((lists::waiting(tx)?, lists::count_without_administrator(tx)?))
                }
                Some(_) | None => None,
            };
            Ok::<_, db::DbError>((lists::organisations(tx, &eyes, &filter)?, office))
        })
        .await?;
    let lang = visit.lang;
    let next = rows.get(lists::PAGE - 1).filter(|_| rows.len() > lists::PAGE).map(|last| asked.next(last));
    visit.page(
        TITLE,
        html! {
            (ui::heading(visit.t(TITLE), exports::link(&visit, export::ORGANISATIONS)))
            @if let Some((waiting, without)) = &office { (for_the_office(&visit, waiting, *without)) }
            (filters(&visit, &asked))
            (table(lang, rows.iter().take(lists::PAGE), visit.visitor.is_some()))
            (ui::pager(lang, next))
        },
    )
}

fn for_the_office(visit: &Visit, waiting: &lists::Waiting, without: u64) -> Markup {
    let lang = visit.lang;
    html! {
        (ui::tiles(lang, vec![
            (say("待核验", "To verify"), ui::count(waiting.count), Some(format!("{}?state=registered", paths::ORGANISATIONS))),
            (say("没有管理员的高校（U-01）", "Universities without an administrator (U-01)"), ui::count(without), Some(format!("{}?warn=u-01", paths::ORGANISATIONS))),
        ]))
        @if let Some(since) = waiting.since {
            p.muted { (visit.t(say("最早的一份自 ", "The oldest waits since "))) (ui::when(lang, since)) }
        }
        @if without > 0 {
            (ui::alert(Tone::Warn, html! { p { (ui::rule_badge(lang, "U-01")) " "
                (visit.t(say("这些高校没有有效的管理员，教师提交的申请无人审核。请督促学校指定专人，并邀请其加入。", "These universities have no active administrator, so nobody reviews what their teachers hand in. Ask them to name one and invite that person."))) } }))
        }
        (ui::actions(ui::link_button(lang, "/organisations/new", say("添加高校或主管部门", "Add a university or authority"))))
    }
}

fn filters(visit: &Visit, asked: &Asked) -> Markup {
    let lang = visit.lang;
    let provinces = province::ALL.iter().map(|p| (p.code.to_owned(), p.name.get(lang).to_owned())).collect();
    ui::filter_bar(
        lang,
        paths::ORGANISATIONS,
        html! {
            (Field::text("name", NAME).value(&asked.name).render(lang, &[]))
            (Field::select("kind", KIND, choices::<OrganisationKind>(lang)).value(&asked.kind).render(lang, &[]))
            (Field::select("province", PROVINCE, provinces).value(&asked.province).render(lang, &[]))
            @if visit.visitor.is_some() {
                (Field::select("state", STATE, choices::<OrganisationState>(lang)).value(&asked.state).render(lang, &[]))
            }
            @if !asked.warn.is_empty() { (ui::hidden("warn", &asked.warn)) }
        },
    )
}

fn table<'a>(lang: Lang, rows: impl Iterator<Item = &'a Organisation>, inside: bool) -> Markup {
    let lines = rows.map(|one| {
        vec![
            html! { a href=(paths::organisation(one.id)) { (ui::named(lang, &one.name, &one.name_en)) } },
            html! { (one.kind.text().get(lang)) },
            html! { (one.code.as_deref().unwrap_or("")) },
            html! { (province_name(&one.province, lang)) },
            state_badge(lang, one.state, inside),
            ui::when(lang, one.state_since),
        ]
    });
    let empty = say(
        "没有符合条件的单位。企业可在“注册”页登记。",
        "No organisation fits. Enterprises register on the page “Register”.",
    );
    ui::table(lang, TITLE, &[NAME, KIND, say("代码", "Code"), PROVINCE, STATE, SINCE], lines.collect(), empty)
}

/// The state in the words meant for the reader.
pub(super) fn state_badge(lang: Lang, state: OrganisationState, inside: bool) -> Markup {
    let tone = match state {
        OrganisationState::Registered => Tone::Info,
        OrganisationState::Returned => Tone::Warn,
        OrganisationState::Verified => Tone::Good,
        OrganisationState::Refused => Tone::Bad,
        OrganisationState::Suspended => Tone::Bad,
        OrganisationState::Imported => Tone::Neutral,
    };
    let text = if inside { state.text() } else { state.shown_to_public().unwrap_or(state.text()) };
    ui::badge(lang, text, tone)
}

pub(super) fn province_name(code: &str, lang: Lang) -> &'static str {
    province::by_code(code).map_or("", |p| p.name.get(lang))
}
