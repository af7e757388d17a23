//! What suggestions are made from: the texts of published items, and the titles of projects with who leads them.

use std::collections::{BTreeSet, HashMap};

use db::{Db, DbError, Tx, params};
use guidelines::Item;
use journal::Place;
use kernel::{GuidelineId, ItemId, OrganisationId, PersonId, ProjectId, RowId};
use matching::affinity::{self, Field, People, Ranker, fuse};

/// Projects that are held, the latest first: those of the last years at the size of the whole programme.
const PROJECTS: i64 = 50_000;
/// Acts followed one by one; when more are open, reading everything anew is sooner done.
const FAR_BEHIND: i64 = 2_000;
/// Projects read with one statement.
const PAGE: usize = 500;

/// A project as far as suggestions know it: a document of whoever leads it.
#[derive(Clone, Debug)]
pub struct Led {
    pub project: ProjectId,
    pub title: String,
    /// The account, or for projects from lists of earlier years the name within the university.
    pub leader: String,
    pub leader_name: String,
    pub university: OrganisationId,
    pub university_name: String,
}

/// Everything suggestions are made from, as it stood at a place of the journal.
pub struct Known {
    pub position: Place,
    pub items: Ranker,
    /// Which items of a guideline are held.
    of_guideline: HashMap<GuidelineId, Vec<ItemId>>,
    pub people: People,
    pub led: HashMap<String, Led>,
}

/// A fault of the engine says what is wrong with a text; nothing of ours is.
fn faulty(fault: impl std::fmt::Display) -> DbError {
    DbError::Panicked(format!("suggestions: {fault}"))
}

/// Reads everything.
pub fn anew(db: &Db) -> Result<Known, DbError> {
    let position = db.read_now(journal::head)?;
    let fields = [("title", 2.0), ("majors", 2.0), ("industries", 1.0), ("goals", 1.0), ("deliverables", 0.5)];
    let fields = fields.map(|(name, weight)| Field::new(name, weight)).to_vec();
    let items = Ranker::new(fields, fuse::COLD, affinity::codes::Tree::default(), None).map_err(faulty)?;
    let people = People::new().map_err(faulty)?;
    let mut known = Known { position, items, of_guideline: HashMap::new(), people, led: HashMap::new() };
    let mut after = ItemId::nil();
    loop {
        let page: Vec<Item> = db.read_now(move |tx| {
            db::list(tx, "WHERE is_open = $1 AND id > $2 ORDER BY id LIMIT 500", params![true, after])
        })?;
        let Some(last) = page.last() else { break };
        after = last.id;
        page.iter().try_for_each(|item| known.put_item(item))?;
    }
    let sql = "SELECT id FROM project ORDER BY id DESC LIMIT $1";
    let ids: Vec<(ProjectId,)> = db.read_now(|tx| tx.query(sql, params![PROJECTS]))?;
    for ids in ids.chunks(PAGE) {
        let ids: Vec<ProjectId> = ids.iter().map(|(id,)| *id).collect();
        let led = db.read_now(move |tx| projects(tx, &ids))?;
        led.into_iter().try_for_each(|led| known.put_project(led))?;
    }
    Ok(known)
}

/// What happened since a place of the journal.
pub enum News {
    Nothing,
    Some {
        position: Place,
        guidelines: Vec<(GuidelineId, Vec<Item>)>,
        projects: Vec<Led>,
    },
    /// It cannot be told: everything has to be read anew.
    Lost,
}

/// Looks what happened since `from`: one statement while nothing did.
pub fn news(tx: &mut Tx<'_>, from: &Place) -> Result<News, DbError> {
    let head = journal::head(tx)?;
    if head == *from {
        return Ok(News::Nothing);
    }
    if head.seq < from.seq || head.seq - from.seq > FAR_BEHIND || !from.is_here(tx)? {
        return Ok(News::Lost);
    }
    let sql = "SELECT DISTINCT subject, subject_id FROM journal_entry WHERE seq > $1 AND seq <= $2 \
               AND subject IN ('guideline', 'project', 'round')";
    let subjects: Vec<(String, RowId)> = tx.query(sql, params![from.seq, head.seq])?;
    let named = |name: &'static str| subjects.iter().filter(move |(subject, _)| subject == name).map(|(_, id)| id.0);
    let mut changed: BTreeSet<GuidelineId> = named("guideline").map(GuidelineId).collect();
    for round in named("round") {
        let sql = "SELECT id FROM guideline WHERE round_id = $1";
        let of_round: Vec<(GuidelineId,)> = tx.query(sql, params![RowId(round)])?;
        changed.extend(of_round.into_iter().map(|(id,)| id));
    }
    let mut guidelines = Vec::new();
    for id in changed {
        let items = db::list(tx, "WHERE guideline_id = $1 AND is_open = $2 ORDER BY id", params![id, true])?;
        guidelines.push((id, items));
    }
    let ids: Vec<ProjectId> = named("project").map(ProjectId).collect();
    Ok(News::Some { position: head, guidelines, projects: projects(tx, &ids)? })
}

type Row = (ProjectId, String, Option<PersonId>, String, OrganisationId, String);

fn projects(tx: &mut Tx<'_>, ids: &[ProjectId]) -> Result<Vec<Led>, DbError> {
    let mut all = Vec::new();
    for ids in ids.chunks(PAGE) {
        let places: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
        let sql = format!(
            "SELECT id, title, pi_id, pi_name, university_id, university_name FROM project WHERE id IN ({}) ORDER BY id",
            places.join(", ")
        );
        let values: Vec<kernel::Value> = ids.iter().map(kernel::ToValue::to_value).collect();
        let rows: Vec<Row> = tx.query(&sql, &values)?;
        all.extend(rows.into_iter().map(|(project, title, pi, leader_name, university, university_name)| Led {
            leader: pi.map_or_else(|| format!("{leader_name}@{university}"), |pi| pi.to_string()),
            project,
            title,
            leader_name,
            university,
            university_name,
        }));
    }
    Ok(all)
}

impl Known {
    /// Takes in what happened.
    pub fn follow(
        &mut self,
        position: Place,
        guidelines: &[(GuidelineId, Vec<Item>)],
        projects: Vec<Led>,
    ) -> Result<(), DbError> {
        for (id, items) in guidelines {
            for gone in self.of_guideline.remove(id).unwrap_or_default() {
                self.items.remove(&gone.to_string());
            }
            items.iter().try_for_each(|item| self.put_item(item))?;
        }
        projects.into_iter().try_for_each(|led| self.put_project(led))?;
        self.position = position;
        Ok(())
    }

    fn put_item(&mut self, item: &Item) -> Result<(), DbError> {
        let parts = [&item.title, &item.majors, &item.industries, &item.goals, &item.deliverables];
        let entry = affinity::Item {
            id: item.id.to_string(),
            parts: parts.map(Clone::clone).to_vec(),
            enterprise: Some(item.enterprise_id.to_string()),
            ..affinity::Item::default()
        };
        self.items.put(&entry).map_err(faulty)?;
        self.of_guideline.entry(item.guideline_id).or_default().push(item.id);
        Ok(())
    }

    fn put_project(&mut self, led: Led) -> Result<(), DbError> {
        let document = led.project.to_string();
        self.people.put(&led.leader, &document, &led.title).map_err(faulty)?;
        self.led.insert(document, led);
        Ok(())
    }
}
