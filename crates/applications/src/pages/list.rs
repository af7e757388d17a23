//! The list of applications: the teacher's own, the university's queue, the enterprise's inbox.

use kernel::{ApplicationId, Lang, Text, Word, say};
use ui::{Field, Markup, html};
use web::{Answer, Cursor, Query, Visit};

use crate::lists::{self, Filter, Listed};
use crate::state::State;
use crate::{export, paths, texts};

/// The query string; of the conditions, what cannot be read is left out.
#[derive(Clone, Debug, Default, serde::Deserialize, serde::Serialize)]
#[serde(default)]
pub struct Asked {
    pub state: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub item: String,
    pub q: String,
    pub after: Cursor<ApplicationId>,
}

impl Asked {
    pub fn filter(&self) -> Filter {
        Filter {
            state: State::parse(&self.state).ok(),
            kind: kernel::ProjectType::parse(&self.kind).ok(),
            item: self.item.parse().ok(),
            text: self.q.clone(),
            after: self.after.0,
            page: 0,
        }
    }
    fn next(&self, last: ApplicationId) -> String {
        let next = Asked { after: Cursor(Some(last)), ..self.clone() };
        format!("{}?{}", paths::LIST, serde_urlencoded::to_string(next).unwrap_or_default())
    }
}

pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let actor = visit.actor()?;
    let heading = lists::heading(&actor);
    let filter = asked.filter();
    let (rows, more) = visit.site.db.read(move |tx| lists::list(tx, &actor, &filter)).await?;
    let lang = visit.lang;
    let next = rows.last().filter(|_| more).map(|row| asked.next(row.id));
    let body = html! {
        (ui::heading(heading.get(lang), exports::link(&visit, export::KEY)))
        (filters(lang, &asked))
        (table(lang, &rows))
        (ui::pager(lang, next))
    };
    visit.page(heading, body)
}

fn filters(lang: Lang, asked: &Asked) -> Markup {
    ui::filter_bar(
        lang,
        paths::LIST,
        html! {
            (Field::select("state", texts::STATE, options::<State>(lang)).value(&asked.state).render(lang, &[]))
            (Field::select("type", texts::TYPE, options::<kernel::ProjectType>(lang)).value(&asked.kind).render(lang, &[]))
            (Field::text("q", say("题目、负责人或学院", "Title, person or school")).value(&asked.q).render(lang, &[]))
            @if !asked.item.is_empty() { (ui::hidden("item", &asked.item)) }
        },
    )
}

fn options<W: Word>(lang: Lang) -> Vec<(String, String)> {
    let all = (String::new(), say("全部", "All").get(lang).to_owned());
    std::iter::once(all).chain(W::ALL.iter().map(|w| (w.word().to_owned(), w.text().get(lang).to_owned()))).collect()
}

fn table(lang: Lang, rows: &[Listed]) -> Markup {
    const EMPTY: Text = say(
        "没有符合条件的申请。教师可在“项目指南”中选择项目并开始申请。",
        "No application matches. Teachers choose an item under “Guidelines” and begin there.",
    );
    let heads = [
        texts::label("title"),
        texts::PI,
        texts::UNIVERSITY,
        texts::ENTERPRISE,
        texts::TYPE,
        texts::STATE,
        texts::SUBMITTED,
        texts::DUE,
    ];
    let lines = rows.iter().map(|row| {
        let title = if row.title.is_empty() { format!("{} {}", texts::NO_TITLE.get(lang), row.item_title) } else { row.title.clone() };
        vec![
            html! { a href=(paths::application(row.id)) { (ui::theirs(lang, &title)) } },
            html! { (ui::theirs(lang, &row.pi_name)) @if !row.school.is_empty() { " · " (ui::theirs(lang, &row.school)) } },
            ui::named(lang, &row.university, &row.university_en),
            ui::named(lang, &row.enterprise, &row.enterprise_en),
            html! { (row.project_type.text().get(lang)) },
            ui::badge(lang, row.state.text(), texts::tone(row.state)),
            html! { @match row.submitted_at { Some(at) => (ui::when(lang, at)), None => { (say("草稿保存于", "draft saved").get(lang)) " " (ui::when(lang, row.saved_at)) } } },
            html! { @if let Some(due) = row.due_on { (ui::day(lang, due)) } },
        ]
    });
    ui::table(lang, texts::APPLICATIONS, &heads, lines.collect(), EMPTY)
}
