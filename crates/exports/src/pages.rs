//! The form on which columns are chosen, and the file. Without JavaScript it is a table of boxes and numbers.

use std::sync::Arc;

use kernel::{Actor, Breach, Lang, Refusal, Word};
use sheets::Output;
use ui::{Field, Markup, html};
use web::{Access, Answer, Failed, Form, Query, Routes, StatusCode, Visit, see};

use crate::choice::{Choice, Headings, PLACE};
use crate::column::Fact;
use crate::desk::Seat;
use crate::listed::{Asked, List};
use crate::plan::Plan;
use crate::{paths, store, stream, texts};

type Pairs = Vec<(String, String)>;

pub(crate) fn routes(lists: &[Arc<List>]) -> Routes {
    lists.iter().fold(Routes::new(), |routes, list| {
        let (form, file, kept) = (list.clone(), list.clone(), list.clone());
        routes
            .get(&paths::form(list.key), list.access, move |visit: Visit, Query(pairs): Query<Pairs>| {
                show(form.clone(), visit, pairs)
            })
            .get(&paths::file(list.key), list.access, move |visit: Visit, Query(pairs): Query<Pairs>| {
                download(file.clone(), visit, pairs)
            })
            .post(&paths::form(list.key), posting(list.access), move |visit: Visit, typed: Form| {
                choose(kept.clone(), visit, typed)
            })
    })
}

/// What is remembered belongs to somebody.
const fn posting(access: Access) -> Access {
    match access {
        Access::Public => Access::SignedIn,
        Access::SignedIn | Access::Roles(_) | Access::Token(_) | Access::Demo => access,
    }
}

/// The link on the page of a list; it takes along what the page is narrowed to.
pub fn link(visit: &Visit, key: &str) -> Markup {
    let query = visit.path.split_once('?').map_or("", |(_, query)| query);
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("after=") && !pair.starts_with("lang="))
        .collect();
    let form = paths::form(key);
    let href = if kept.is_empty() { form } else { format!("{form}?{}", kept.join("&")) };
    html! { a.btn.secondary rel="nofollow" href=(href) { (visit.t(texts::EXPORT)) } }
}

/// The same for a list whose page stands elsewhere; empty values narrow nothing.
pub fn link_with(visit: &Visit, key: &str, narrowed: &[(&str, &str)]) -> Markup {
    let pairs = narrowed.iter().filter(|(_, value)| !value.is_empty());
    let asked = Asked::of(pairs.map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect());
    html! { a.btn.secondary rel="nofollow" href=(with_query(&paths::form(key), &asked)) { (visit.t(texts::EXPORT)) } }
}

async fn show(list: Arc<List>, visit: Visit, pairs: Pairs) -> Answer {
    let (known, narrowed) = asked(&list, &visit, &pairs).await?;
    visit.page(title(&list), page(&visit, &list, &known, &narrowed, &[]))
}

/// Remembers the choice and leads to the file.
async fn choose(list: Arc<List>, visit: Visit, typed: Form) -> Answer {
    let known = remembered(&list, &visit).await?;
    match Choice::read(&list, typed.pairs(), known.clone()) {
        Ok((choice, narrowed)) => {
            let mut pairs = choice.pairs(&list);
            pairs.extend_from_slice(narrowed.pairs());
            let person = visit.actor()?.person_id;
            let kept = list.clone();
            visit.site.db.write(move |tx| store::remember(tx, person, &kept, &choice)).await?;
            Ok(see(&format!("{}?{}", paths::file(list.key), Asked::of(pairs).query())))
        }
        Err(faults) => {
            let narrowed: Pairs = typed.pairs().iter().filter(|(key, _)| !is_own(key)).cloned().collect();
            let shown = Choice::typed(&list, typed.pairs(), known);
            let body = page(&visit, &list, &shown, &Asked::of(narrowed), &faults);
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, title(&list), body))
        }
    }
}

fn is_own(key: &str) -> bool {
    key.starts_with(PLACE) || ["columns", "format", "headings", "_csrf"].contains(&key)
}

async fn download(list: Arc<List>, visit: Visit, pairs: Pairs) -> Answer {
    let actor = visit.actor_or_public();
    let seat = seat(&visit, actor.as_ref())?;
    let (choice, narrowed) = asked(&list, &visit, &pairs).await?;
    answer(list, &visit, actor, choice, narrowed, seat).await
}

/// Taken before anything is read of what is asked for: reading is work as well.
pub(crate) fn seat(visit: &Visit, actor: Option<&Actor>) -> Result<Seat, Failed> {
    Seat::take(&whose(visit, actor))
}

/// The file, for pages and programs alike.
pub(crate) async fn answer(
    list: Arc<List>,
    visit: &Visit,
    actor: Option<Actor>,
    choice: Choice,
    narrowed: Asked,
    seat: Seat,
) -> Answer {
    let plan = Plan::new(list, actor, narrowed, choice, &visit.site.base_url);
    let name = plan.file_name(visit.site.db.clock().now().day());
    stream::file(plan, &visit.site.db, seat, &name).await
}

fn whose(visit: &Visit, actor: Option<&Actor>) -> String {
    actor.map_or_else(|| visit.network(), |actor| actor.person_id.to_string())
}

async fn asked(list: &Arc<List>, visit: &Visit, pairs: &Pairs) -> Result<(Choice, Asked), Failed> {
    let known = match pairs.iter().any(|(key, _)| key == "usual") {
        true => usual(list, visit.lang),
        false => remembered(list, visit).await?,
    };
    let pairs: Pairs = pairs.iter().filter(|(key, _)| key != "usual").cloned().collect();
    Choice::read(list, &pairs, known).map_err(|faults| Refusal::Breaches(faults).into())
}

fn usual(list: &List, lang: Lang) -> Choice {
    let headings = match lang {
        Lang::Zh => Headings::Zh,
        Lang::En => Headings::En,
    };
    Choice::usual(list, Output::Xlsx, headings)
}

async fn remembered(list: &Arc<List>, visit: &Visit) -> Result<Choice, Failed> {
    let Some(actor) = visit.actor_or_public() else { return Ok(usual(list, visit.lang)) };
    let kept = list.clone();
    let found = visit.site.db.read(move |tx| store::remembered(tx, actor.person_id, &kept)).await?;
    Ok(found.unwrap_or_else(|| usual(list, visit.lang)))
}

fn title(list: &List) -> kernel::Said {
    kernel::Said {
        zh: texts::TITLE.zh.replace("{list}", list.title.zh),
        en: texts::TITLE.en.replace("{list}", list.title.en),
    }
}

fn page(visit: &Visit, list: &List, choice: &Choice, narrowed: &Asked, faults: &[Breach]) -> Markup {
    let lang = visit.lang;
    let back = with_query(list.page, narrowed);
    html! {
        (ui::breadcrumbs(lang, &[(back, list.title.into())]))
        (ui::heading(title(list).get(lang), html! {}))
        p.lead { (list.about.get(lang)) }
        (ui::breach_summary(lang, faults))
        @if narrowed.pairs().is_empty() { p { (texts::WHOLE.get(lang)) } }
        @else { p { (texts::NARROWED.get(lang)) " " @for (key, value) in narrowed.pairs() { code { (key) "=" (value) } " " } } }
        (form(visit, list, html! {
            @for (key, value) in narrowed.pairs() { (ui::hidden(key, value)) }
            (columns(lang, list, choice))
            (Field::radio("format", texts::FORMAT, options::<Output>(lang)).value(choice.output.word()).render(lang, faults))
            (Field::radio("headings", texts::HEADINGS, options::<Headings>(lang)).value(choice.headings.word()).render(lang, faults))
            p.hint { (texts::NOTE.get(lang)) }
            (ui::actions(html! {
                (ui::submit(lang, texts::DOWNLOAD)) " "
                a href=(with_query(&format!("{}?usual=1", paths::form(list.key)), narrowed)) { (texts::USUAL.get(lang)) }
            }))
        }))
    }
}

fn with_query(path: &str, asked: &Asked) -> String {
    if asked.pairs().is_empty() {
        return path.to_owned();
    }
    format!("{path}{}{}", if path.contains('?') { '&' } else { '?' }, asked.query())
}

/// A choice that is remembered is posted; strangers ask for the file itself.
fn form(visit: &Visit, list: &List, inner: Markup) -> Markup {
    if visit.visitor.is_some() {
        return ui::form(visit.lang, &visit.csrf, &paths::form(list.key), "", inner);
    }
    html! { form method="get" action=(paths::file(list.key)) { (inner) } }
}

fn columns(lang: Lang, list: &List, choice: &Choice) -> Markup {
    let rest = (0..list.columns.len()).filter(|place| !choice.columns.contains(place));
    let order: Vec<usize> = choice.columns.iter().copied().chain(rest).collect();
    let rows = order.iter().enumerate().filter_map(|(n, place)| {
        let column = list.columns.get(*place)?;
        Some(line(lang, column, (n < choice.columns.len()).then_some(n + 1)))
    });
    let heads = [texts::COLUMN, texts::PLACE, texts::KIND, texts::MEANING];
    ui::table(lang, texts::COLUMNS, &heads, rows.collect(), texts::COLUMNS)
}

fn line(lang: Lang, column: &Fact, place: Option<usize>) -> Vec<Markup> {
    let heading = column.heading.get(lang);
    let name = texts::PLACE_OF.with(&[("column", &heading)]);
    vec![
        html! { label { input type="checkbox" name="columns" value=(column.key) checked[place.is_some()]; " " (heading) } },
        html! { input.narrow type="text" inputmode="numeric" size="3" maxlength="4" name={ (PLACE) (column.key) } aria-label=(name.get(lang)) value=[place]; },
        html! { (column.kind.text().get(lang)) },
        html! { (column.about.get(lang)) },
    ]
}

fn options<W: Word>(lang: Lang) -> Vec<(String, String)> {
    W::ALL.iter().map(|word| (word.word().to_owned(), word.text().get(lang).to_owned())).collect()
}
