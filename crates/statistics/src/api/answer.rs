//! What programs read. Amounts are in fen.

use kernel::{Day, Money, OrganisationId, ProjectType, Word};
use projects::PublicProject;
use serde::Serialize;
use utoipa::ToSchema;

use crate::count::{Decided, Ended, Figures, Side, Sums};
use crate::list::Rank;
use crate::pages::{ProjectsFound, Told};
use crate::rules::Outcome;
use crate::tables::{Names, SHOWN, industry, province};

/// Projects and what was promised for them.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = StatisticsSums)]
pub(crate) struct Counted {
    projects: u64,
    /// In fen.
    cash: Money,
    /// Value in fen.
    goods: Money,
}

impl From<&Sums> for Counted {
    fn from(sums: &Sums) -> Counted {
        Counted { projects: sums.projects, cash: sums.cash, goods: sums.goods }
    }
}

/// A year, and everything until its end.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = StatisticsYear)]
pub(crate) struct OfYear {
    year: i16,
    new: Counted,
    until: Counted,
    /// Enterprises with a project until then.
    enterprises: u64,
    universities: u64,
}

/// A value with its names.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = StatisticsPart)]
pub(crate) struct Part {
    /// `T2`, `33`, `I`, or an id; empty where none is known.
    value: String,
    name: String,
    name_en: String,
    #[serde(flatten)]
    counted: Counted,
}

/// Projects between two things.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = StatisticsFlow)]
pub(crate) struct Between {
    /// An enterprise's id or `others`; or a type.
    from: String,
    /// A type; or a province.
    to: String,
    projects: u64,
}

/// Projects that ended, and how promises were kept.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = StatisticsEnded)]
pub(crate) struct Kept {
    /// Absent for all years together.
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i16>,
    ended: u64,
    passed: u64,
    not_passed: u64,
    terminated: u64,
    /// Support that fell due came on time.
    on_time: u64,
    late: u64,
    /// In whole per cent, cut; absent where there is nothing to take it from.
    passed_percent: Option<u64>,
    on_time_percent: Option<u64>,
}

impl Kept {
    fn of(ended: &Ended, year: Option<i16>) -> Kept {
        Kept {
            year,
            ended: ended.all(),
            passed: ended.passed,
            not_passed: ended.not_passed,
            terminated: ended.terminated,
            on_time: ended.on_time,
            late: ended.late,
            passed_percent: ended.passed_percent(),
            on_time_percent: ended.on_time_percent(),
        }
    }
}

/// How long enterprises took to decide.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = StatisticsDecided)]
pub(crate) struct Waited {
    /// Projects whose application was decided here.
    projects: u64,
    middle_days: Option<u16>,
}

/// The statistics as of the end of a day.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct StatisticsPage {
    as_of: Day,
    /// Whose figures these are; absent for the whole programme.
    #[serde(skip_serializing_if = "Option::is_none")]
    organisation: Option<OrganisationId>,
    total: Counted,
    enterprises: u64,
    universities: u64,
    years: Vec<OfYear>,
    types: Vec<Part>,
    provinces: Vec<Part>,
    industries: Vec<Part>,
    /// The twenty with the most projects.
    top_enterprises: Vec<Part>,
    top_universities: Vec<Part>,
    flows: Vec<Between>,
    record: Kept,
    record_by_year: Vec<Kept>,
    decided: Waited,
}

impl StatisticsPage {
    pub(crate) fn of(told: &Told) -> StatisticsPage {
        let f = &*told.figures;
        let organisations =
            |side: Side| f.parties(side).iter().take(SHOWN).map(|(id, sums)| named(&told.names, *id, sums)).collect();
        let Decided { projects, middle_days } = f.decided;
        StatisticsPage {
            as_of: f.asked.as_of,
            organisation: f.asked.party.map(|party| party.id),
            total: (&f.total).into(),
            enterprises: f.enterprises.len() as u64,
            universities: f.universities.len() as u64,
            years: f.years.iter().map(of_year).collect(),
            types: ProjectType::ALL
                .iter()
                .zip(&f.kinds)
                .map(|(kind, sums)| part(kind.word(), kind.text(), sums))
                .collect(),
            provinces: f.provinces.iter().map(|(code, sums)| part(&code_of(*code), province(*code), sums)).collect(),
            industries: f
                .industries
                .iter()
                .map(|(section, sums)| part(&letter(*section), industry(*section), sums))
                .collect(),
            top_enterprises: organisations(Side::Enterprise),
            top_universities: organisations(Side::University),
            flows: flows(f),
            record: Kept::of(&f.ended_in_all, None),
            record_by_year: f.ended.iter().map(|ended| Kept::of(ended, Some(ended.year))).collect(),
            decided: Waited { projects, middle_days },
        }
    }
}

fn of_year(year: &crate::count::Year) -> OfYear {
    OfYear {
        year: year.year,
        new: (&year.new).into(),
        until: (&year.until).into(),
        enterprises: year.enterprises,
        universities: year.universities,
    }
}

fn code_of(code: u8) -> String {
    if code == 0 { String::new() } else { format!("{code:02}") }
}

fn letter(section: u8) -> String {
    char::from(section).to_string().trim().to_owned()
}

fn part(value: &str, name: kernel::Text, sums: &Sums) -> Part {
    Part { value: value.to_owned(), name: name.zh.to_owned(), name_en: name.en.to_owned(), counted: sums.into() }
}

fn named(names: &Names, id: OrganisationId, sums: &Sums) -> Part {
    let (name, name_en) = names.get(&id).cloned().unwrap_or_default();
    Part { value: id.to_string(), name, name_en, counted: sums.into() }
}

fn flows(figures: &Figures) -> Vec<Between> {
    let mut all = Vec::new();
    for flow in &figures.flows {
        let from = flow.enterprise.map_or_else(|| "others".to_owned(), |id| id.to_string());
        let some = ProjectType::ALL.iter().zip(flow.kinds).filter(|(_, n)| *n > 0);
        all.extend(some.map(|(kind, projects)| Between { from: from.clone(), to: kind.word().to_owned(), projects }));
    }
    let on = figures.to_provinces.iter();
    all.extend(on.map(|(kind, code, n)| Between { from: kind.word().to_owned(), to: code_of(*code), projects: *n }));
    all
}

/// Organisations with a project, the most first.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = StatisticsOrganisations)]
pub(crate) struct Organisations {
    as_of: Day,
    amount: u64,
    organisations: Vec<Part>,
    /// Hand it in as `after` for the next page.
    next: Option<String>,
}

impl Organisations {
    pub(crate) fn of(
        as_of: Day,
        amount: usize,
        rows: &[(OrganisationId, Sums)],
        names: &Names,
        next: Option<Rank>,
    ) -> Organisations {
        let organisations = rows.iter().map(|(id, sums)| named(names, *id, sums)).collect();
        Organisations { as_of, amount: amount as u64, organisations, next: next.map(|rank| rank.to_string()) }
    }
}

/// A project and how it had ended by the day.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = StatisticsProject)]
pub(crate) struct One {
    #[serde(flatten)]
    project: PublicProject,
    outcome: Outcome,
    ended_on: Option<Day>,
}

/// A page of the projects behind a figure, with what all of them come to.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = StatisticsProjects)]
pub(crate) struct ProjectsPage {
    as_of: Day,
    total: Counted,
    projects: Vec<One>,
    /// Hand it in as `after` for the next page.
    next: Option<String>,
}

impl ProjectsPage {
    pub(crate) fn of(as_of: Day, page: ProjectsFound) -> ProjectsPage {
        let lines = page.lines.into_iter();
        let projects = lines
            .map(|line| One { project: line.project, outcome: line.row.outcome, ended_on: line.row.ended })
            .collect();
        let next = page.found.next.map(|after| after.to_string());
        ProjectsPage { as_of, total: (&page.found.sums).into(), projects, next }
    }
}
