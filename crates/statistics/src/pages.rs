//! The doors of the statistics.

mod figure;
mod organisations;
mod projects;
mod record;
mod show;

use kernel::{Breach, Lang, OrganisationId, Text, say};
use ui::{Field, Markup, Tone, html};
use web::{Access, Answer, IntoResponse, Path, Query, Routes, StatusCode, Visit};

pub(crate) use organisations::Listed;
pub(crate) use projects::{Page as ProjectsFound, page as projects_page};
pub(crate) use show::{Told, known};

use crate::count::Side;
use crate::engine::{NoFigures, Statistics};
use crate::{download, paths};

pub(crate) fn routes(statistics: &Statistics) -> Routes {
    let [programme, tables, list] = [(); 3].map(|()| statistics.clone());
    let routes = Routes::new()
        .kept(paths::STATISTICS, move |visit: Visit, query: Query<_>| show::show(programme.clone(), visit, None, query))
        .kept(paths::PROJECTS, move |visit: Visit, query: Query<_>| projects::show(list.clone(), visit, query))
        .get("/statistics/tables/{table}", Access::Public, move |visit: Visit, path: Path<String>, query: Query<_>| {
            download::show(tables.clone(), visit, path, query)
        });
    [Side::Enterprise, Side::University].into_iter().fold(routes, |routes, side| {
        let (all, one) = (statistics.clone(), statistics.clone());
        routes
            .kept(paths::organisations(side), move |visit: Visit, query: Query<_>| {
                organisations::show(all.clone(), visit, side, query)
            })
            .kept(
                &format!("{}/{{id}}", paths::organisations(side)),
                move |visit: Visit, Path(id): Path<OrganisationId>, query: Query<_>| {
                    show::show(one.clone(), visit, Some((side, id)), query)
                },
            )
    })
}

const AS_OF: Text = say("截至（当日结束时）", "As of the end of");
const GO: Text = say("查看", "Show");

/// The day whose end is meant, with what else the page asks for.
fn as_of_form(lang: Lang, action: &str, typed: &str, hidden: &[(&str, &str)], breaches: &[Breach]) -> Markup {
    html! {
        search {
            form.filter method="get" action=(action) {
                (Field::date("as_of", AS_OF).value(typed).render(lang, breaches))
                @for (name, value) in hidden { @if !value.is_empty() { (ui::hidden(name, value)) } }
                div.filter-go { button.btn.secondary { (GO.get(lang)) } }
            }
        }
    }
}

pub(crate) const READING: Text = say(
    "平台刚启动或刚导入大量数据，正在清点（{done}/{all}）。请稍后刷新本页。",
    "The platform has just started, or taken in much at once, and is counting ({done} of {all}). Please reload the page in a moment.",
);

/// A page while there are no figures yet; nobody keeps it.
pub(crate) fn not_ready(visit: &Visit, title: Text, no: NoFigures) -> Answer {
    match no {
        NoFigures::Database(error) => Err(kernel::Refusal::from(error).into()),
        NoFigures::NotReady(done, all) => {
            let said = READING.with(&[("done", &ui::count(done)), ("all", &ui::count(all))]);
            let body = html! {
                (ui::heading(visit.t(title), html! {}))
                (ui::alert(Tone::Info, html! { p role="status" { (said.get(visit.lang)) } }))
            };
            let mut page = visit.page_with(StatusCode::SERVICE_UNAVAILABLE, title, body).into_response();
            page.headers_mut().insert("retry-after", axum::http::HeaderValue::from_static("2"));
            Ok(page)
        }
    }
}
