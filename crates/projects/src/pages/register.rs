//! The register: the public list, and for those who are signed in the list of their own projects.

use directory::{EnglishNames, OrganisationKind};
use kernel::{Breach, Lang, Mode, OrganisationId, ProjectType, Refusal, Text, Word, province, say};
use ui::{Field, Markup, Tab, html};
use web::{Answer, Cursor, Query, Visit, choice};

use crate::lists::{self, Filter, Found};
use crate::public::PublicState;
use crate::rules::public;
use crate::state::State;
use crate::{Project, export, figures, number, paths, policy, store, texts};

/// What the address asks for, as typed.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    pub year: String,
    #[serde(default, rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub province: String,
    #[serde(default)]
    pub state: String,
    #[serde(default)]
    pub mode: String,
    #[serde(default)]
    pub enterprise: String,
    #[serde(default)]
    pub university: String,
    #[serde(default)]
    pub number: String,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub after: Cursor<crate::After>,
    /// `1` asks for the reader's own projects.
    #[serde(default)]
    pub mine: String,
}

impl Asked {
    pub(crate) fn is_mine(&self) -> bool {
        self.mine == "1"
    }

    /// What is asked for without names, and everything that cannot be read.
    pub(crate) fn filter(&self) -> (Filter, Vec<Breach>) {
        let mut faults = Vec::new();
        let year = choice(&mut faults, "year", &self.year, |t| t.parse().ok().filter(|y| (1990..=9999).contains(y)));
        let kind = choice(&mut faults, "type", &self.kind, |t| ProjectType::parse(t).ok());
        let mode = choice(&mut faults, "mode", &self.mode, |t| Mode::parse(t).ok());
        let place =
            choice(&mut faults, "province", &self.province, |t| province::by_code(t).map(|p| p.code.to_owned()));
        let states = choice(&mut faults, "state", &self.state, |t| self.states(t)).unwrap_or_default();
        let after = self.after.0;
        let number = match self.number.trim() {
            "" => None,
            typed => number::known_form(typed).map_err(|breach| faults.push(breach)).ok().map(|n| n.to_string()),
        };
        (
            Filter {
                year,
                kind,
                province: place,
                states,
                mode,
                number,
                title: self.title.trim().chars().take(100).collect(),
                after,
                ..Filter::default()
            },
            faults,
        )
    }

    /// Only those who see the inside may ask for what the public does not read.
    fn states(&self, typed: &str) -> Option<Vec<State>> {
        let public = PublicState::parse(typed).ok().map(PublicState::states);
        let own = if self.is_mine() { State::parse(typed).ok().map(|s| vec![s]) } else { None };
        if self.is_mine() { own.or(public) } else { public }
    }

    /// The same address for the next page.
    fn next(&self, after: &str) -> String {
        let all = [
            ("year", &self.year),
            ("type", &self.kind),
            ("province", &self.province),
            ("state", &self.state),
            ("mode", &self.mode),
            ("enterprise", &self.enterprise),
            ("university", &self.university),
            ("number", &self.number),
            ("title", &self.title),
            ("mine", &self.mine),
        ];
        let mut pairs: Vec<(&str, &str)> =
            all.into_iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| (k, v.as_str())).collect();
        pairs.push(("after", after));
        format!("{}?{}", paths::REGISTER, serde_urlencoded::to_string(&pairs).unwrap_or_default())
    }
}

/// An organisation by its identifier (from a link) or by a part of its name.
pub(crate) fn parties(
    tx: &mut db::Tx<'_>,
    kind: OrganisationKind,
    typed: &str,
    field: &str,
) -> Result<Result<Option<Vec<OrganisationId>>, Breach>, Refusal> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(Ok(None));
    }
    if let Ok(id) = typed.parse::<OrganisationId>() {
        return Ok(Ok(Some(vec![id])));
    }
    let found = lists::organisations_named(tx, kind, typed)?;
    if found.len() > lists::PARTIES_MOST {
        let some: Vec<&str> = found.iter().take(5).map(|(_, name)| name.as_str()).collect();
        let said = say(
            "名称含“{typed}”的单位较多（如 {some}），请输入更完整的名称。",
            "Many organisations hold “{typed}” in their names (such as {some}); please type more of the name.",
        );
        return Ok(Err(Breach::field(field, said.with(&[("typed", &typed), ("some", &some.join("、"))]))));
    }
    Ok(Ok(Some(found.into_iter().map(|(id, _)| id).collect())))
}

/// Runs the search: the page and the API ask alike.
pub(crate) fn search(
    tx: &mut db::Tx<'_>,
    asked: &Asked,
    actor: Option<&kernel::Actor>,
) -> Result<(Found, Vec<Breach>), Refusal> {
    search_page(tx, asked, actor, 0)
}

/// The same with so many rows at most.
pub(crate) fn search_page(
    tx: &mut db::Tx<'_>,
    asked: &Asked,
    actor: Option<&kernel::Actor>,
    page: usize,
) -> Result<(Found, Vec<Breach>), Refusal> {
    let (mut filter, mut faults) = asked.filter();
    filter.page = page;
    for (kind, typed, field, into) in [
        (OrganisationKind::Enterprise, &asked.enterprise, "enterprise", &mut filter.enterprises),
        (OrganisationKind::University, &asked.university, "university", &mut filter.universities),
    ] {
        match parties(tx, kind, typed, field)? {
            Ok(ids) => *into = ids,
            Err(breach) => faults.push(breach),
        }
    }
    if !faults.is_empty() {
        return Ok((Found::default(), faults));
    }
    if let (true, Some(actor)) = (asked.is_mine(), actor.filter(|actor| !actor.is_system)) {
        let viewer = store::viewer(tx, actor)?;
        filter = filter.within(policy::scope(&viewer));
    }
    Ok((lists::register(tx, &filter)?, faults))
}

pub(crate) async fn show(visit: Visit, Query(mut asked): Query<Asked>) -> Answer {
    let actor = visit.actor_or_public();
    if actor.is_none() {
        asked.mine.clear();
    }
    let (wanted, lang) = (asked.clone(), visit.lang);
    let (found, faults, total, names) = visit
        .site
        .db
        .read(move |tx| {
            let (found, faults) = search(tx, &wanted, actor.as_ref())?;
            let parties = found.rows.iter().flat_map(|p| [p.enterprise_id, p.university_id]);
            let names = directory::english_names(tx, lang, parties)?;
            Ok::<_, Refusal>((found, faults, figures::figures(tx)?.projects, names))
        })
        .await?;
    let body = html! {
        (ui::heading(visit.t(texts::PROJECTS), exports::link(&visit, export::of(&asked))))
        @if visit.visitor.is_some() { (views(lang, &asked)) }
        @else { p.lead { (visit.t(LEAD)) " " (ui::count(total.unsigned_abs())) } }
        (ui::breach_summary(lang, &faults))
        (filters(lang, &asked, &faults))
        (amount(lang, &found))
        (rows(lang, &asked, &found, &names))
        @if found.paused { p.hint { (visit.t(PAUSED)) } }
        (ui::pager(lang, found.next.map(|after| asked.next(&after.to_string()))))
    };
    visit.page(texts::PROJECTS, body)
}

const LEAD: Text =
    say("任何人都可以查询已立项备案的项目。项目总数：", "Anybody may look up established and filed projects. In all:");
const PAUSED: Text =
    say("已比对一批项目名称，可继续查找下一批。", "A share of the titles was compared; go on to the next.");

fn views(lang: Lang, asked: &Asked) -> Markup {
    let tab = |href: &str, label: Text, active| Tab { href: href.into(), label: label.into(), count: None, active };
    let all = [
        tab("/projects?mine=1", say("我的项目", "My projects"), asked.is_mine()),
        tab("/projects", say("公开名录", "Public register"), !asked.is_mine()),
    ];
    ui::tabs(lang, &all)
}

fn filters(lang: Lang, asked: &Asked, faults: &[Breach]) -> Markup {
    let select = |name: &str, label: Text, value: &str, options: Vec<(String, String)>| {
        let mut all = vec![(String::new(), ANY.get(lang).to_owned())];
        all.extend(options);
        Field::select(name, label, all).value(value).render(lang, faults)
    };
    let words = |all: Vec<(&'static str, Text)>| {
        all.into_iter().map(|(w, t)| (w.to_owned(), t.get(lang).to_owned())).collect::<Vec<_>>()
    };
    let types = words(ProjectType::ALL.iter().map(|t| (t.word(), t.text())).collect());
    let modes = words(Mode::ALL.iter().map(|m| (m.word(), m.text())).collect());
    let states = if asked.is_mine() {
        words(State::ALL.iter().map(|s| (s.word(), s.text())).collect())
    } else {
        words(PublicState::ALL.iter().map(|s| (s.word(), s.text())).collect())
    };
    let provinces = province::ALL.iter().map(|p| (p.code.to_owned(), p.name.get(lang).to_owned())).collect();
    ui::filter_bar(
        lang,
        paths::REGISTER,
        html! {
            @if asked.is_mine() { (ui::hidden("mine", "1")) }
            (Field::text("title", say("项目名称（词）", "Words of the title")).value(&asked.title).render(lang, faults))
            (Field::text("number", texts::NUMBER).value(&asked.number).render(lang, faults))
            (Field::text("enterprise", texts::ENTERPRISE).value(&asked.enterprise).render(lang, faults))
            (Field::text("university", texts::UNIVERSITY).value(&asked.university).render(lang, faults))
            (Field::number("year", texts::YEAR).value(&asked.year).render(lang, faults))
            (select("type", texts::TYPE, &asked.kind, types))
            (select("province", texts::PROVINCE, &asked.province, provinces))
            (select("state", texts::STATE, &asked.state, states))
            (select("mode", texts::MODE, &asked.mode, modes))
        },
    )
}

const ANY: Text = say("不限", "Any");

fn amount(lang: Lang, found: &Found) -> Markup {
    let said = say("符合条件的项目：{n}", "Projects that fit: {n}");
    html! { @if let Some(n) = found.amount { p.hint { (said.with(&[("n", &ui::count(n.unsigned_abs()))]).get(lang)) } } }
}

fn rows(lang: Lang, asked: &Asked, found: &Found, names: &EnglishNames) -> Markup {
    let heads =
        [texts::TITLE, texts::NUMBER, texts::TYPE, texts::ENTERPRISE, texts::UNIVERSITY, texts::PI, texts::STATE];
    let rows = found.rows.iter().map(|p| row(lang, asked, p, names)).collect();
    let empty = if asked.is_mine() {
        say(
            "还没有您可以查看的项目。立项后会出现在这里。",
            "There is no project of yours yet. It appears here once established.",
        )
    } else {
        say("没有符合条件的项目，请放宽条件。", "No project fits; please ask for less.")
    };
    ui::table(lang, texts::PROJECTS, &heads, rows, empty)
}

/// What the public reads of it; in the reader's own list with the state and the lateness that only the inside knows.
fn row(lang: Lang, asked: &Asked, project: &Project, names: &EnglishNames) -> Vec<Markup> {
    let p = public(project);
    let state =
        if asked.is_mine() { texts::state_badge(lang, project.state) } else { texts::public_badge(lang, p.state) };
    vec![
        html! { a href=(paths::project(p.id)) { (ui::theirs(lang, &p.title)) } },
        html! { (p.number) },
        html! { (p.project_type.text().get(lang)) },
        names.shown(lang, p.enterprise_id, &p.enterprise),
        names.shown(lang, p.university_id, &p.university),
        ui::theirs(lang, &p.pi),
        html! { (state) @if asked.is_mine() && project.late_since.is_some() { " " (ui::badge(lang, say("款项逾期", "Money late"), ui::Tone::Warn)) } },
    ]
}
