//! The establishment list (立项名单) as it is printed, with the columns of the official lists (rule book 6.6).

use db::{DbError, FromRow, Row as DbRow, Tx, params};
use documents::templates::list::List;
use documents::{Align, Column};
use kernel::{Actor, Breach, Lang, ListId, Money, ProjectType, Refusal, Text, Word, say};

use crate::{policy, store, texts};

/// A row of the list; names of organisations in Chinese and English. The number is empty until the list is published.
struct Row {
    number: Option<String>,
    title: String,
    project_type: ProjectType,
    university: (String, String),
    pi: String,
    enterprise: (String, String),
    cash: Money,
}

impl FromRow for Row {
    fn from_row(row: &mut DbRow) -> Result<Row, DbError> {
        Ok(Row {
            number: row.next()?,
            title: row.next()?,
            project_type: row.next()?,
            university: (row.next()?, row.next()?),
            pi: row.next()?,
            enterprise: (row.next()?, row.next()?),
            cash: row.next()?,
        })
    }
}

const ROWS: &str = "SELECT project.number, agreement.title, item.project_type, university.name, university.name_en, person.name, \
     enterprise.name, enterprise.name_en, agreement.cash FROM agreement JOIN organisation AS university ON university.id = agreement.university_id \
     JOIN organisation AS enterprise ON enterprise.id = agreement.enterprise_id JOIN person ON person.id = agreement.pi_id \
     JOIN item ON item.id = agreement.item_id LEFT JOIN project ON project.agreement_id = agreement.id \
     WHERE agreement.list_id = $1 ORDER BY university.name, agreement.title, agreement.id LIMIT $2";

/// Projects of a list that is printed: longer than any of the programme so far, and short enough that two at a time leave
/// room in memory.
const MOST: usize = 20_000;

/// Refuses what would be too thick a volume.
fn fits_on_paper(rows: usize) -> Result<(), Breach> {
    const TOO_LONG: Text = say(
        "名单超过 {most} 项，不生成 PDF；请在页面上查看。",
        "The list has more than {most} projects and is not printed; see it on its page.",
    );
    if rows <= MOST { Ok(()) } else { Err(Breach::field("", TOO_LONG.with(&[("most", &ui::count(MOST as u64))]))) }
}

const NOT_PUBLISHED: Text = say("尚未公布，供核对用", "Not published yet; for checking only");

/// The list as it stands, for those who may see lists.
pub fn printed(tx: &mut Tx<'_>, actor: &Actor, id: ListId, lang: Lang) -> Result<List, Refusal> {
    if !policy::may_view(actor) {
        return Err(Refusal::NotFound);
    }
    let list = store::get_list(tx, id)?;
    let found: Vec<Row> = tx.query(ROWS, params![id, MOST as i64 + 1])?;
    fits_on_paper(found.len())?;
    let sum: Money = found.iter().map(|row| row.cash).sum();
    let count = say("共 {n} 项，支持经费合计 {sum}", "{n} project(s), cash {sum} in all");
    let count = count.with(&[("n", &ui::count(found.len() as u64)), ("sum", &ui::amount_text(lang, sum))]);
    let mut lines = Vec::new();
    if let Some(at) = list.published_at {
        lines.push(format!("{} · {}", list.document_number, ui::day_text(lang, at.day())));
    }
    lines.push(count.get(lang).to_owned());
    Ok(List {
        id: format!("list {id}"),
        title: texts::list_said(&list).get(lang).to_owned(),
        lines,
        columns: columns(),
        rows: found.into_iter().enumerate().map(|(at, row)| cells(lang, at + 1, row)).collect(),
        made_at: list.published_at.unwrap_or(list.made_at),
        note: list.published_at.is_none().then_some(NOT_PUBLISHED),
    })
}

fn columns() -> Vec<(Text, Column)> {
    vec![
        (say("序号", "No."), Column::aligned(0.75, Align::Centre)),
        (say("项目编号", "Project number"), Column::new(1.9)),
        (say("项目名称", "Project title"), Column::new(4.2)),
        (say("项目类型", "Type"), Column::new(2.85)),
        (say("承担学校", "University"), Column::new(2.3)),
        (say("项目负责人", "PI"), Column::new(1.3)),
        (say("公司名称", "Enterprise"), Column::new(2.9)),
        (say("支持经费", "Cash"), Column::aligned(1.4, Align::End)),
    ]
}

fn cells(lang: Lang, nth: usize, row: Row) -> Vec<String> {
    vec![
        nth.to_string(),
        row.number.unwrap_or_else(|| "—".to_owned()),
        row.title,
        row.project_type.text().get(lang).to_owned(),
        ui::named_text(lang, &row.university.0, &row.university.1).to_owned(),
        row.pi,
        ui::named_text(lang, &row.enterprise.0, &row.enterprise.1).to_owned(),
        ui::amount_text(lang, row.cash),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_longer_than_a_volume_is_refused_and_says_what_else_there_is() {
        assert_eq!(fits_on_paper(MOST), Ok(()));
        let refused = fits_on_paper(MOST + 1).expect_err("too long").said;
        assert_eq!(refused.en, "The list has more than 20,000 projects and is not printed; see it on its page.");
    }
}
