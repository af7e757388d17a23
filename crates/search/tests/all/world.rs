//! A small index and who looks into it.

use kernel::{Mode, ProjectType};
use search::syntax::parse;
use search::{Asked, Audience, Change, Entry, Facts, Found, Index, Kind, Position, Reader, Standing, Texts};
use tempfile::TempDir;
use uuid::Uuid;

pub fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// A project everybody may read, in the order of `n`.
pub fn project(n: u128, title: &str) -> Entry {
    Entry {
        kind: Kind::Project,
        id: id(n),
        open: Some(Texts {
            title: title.into(),
            enterprise: "子午光学科技有限公司".into(),
            university: "南江大学".into(),
            person: "林梅".into(),
            body: String::new(),
            codes: vec![format!("2021023{n:05}")],
        }),
        inner: Texts::default(),
        audience: Vec::new(),
        facts: Facts {
            year: 2021,
            project_type: Some(ProjectType::Curriculum),
            province: 32,
            standing: Some(Standing::Running),
            mode: Some(Mode::Legacy),
            enterprise: Some(id(9001)),
            university: Some(id(9002)),
        },
        since: n as i64,
    }
}

pub fn organisation(n: u128, name: &str) -> Entry {
    let texts = Texts { title: name.into(), ..Texts::default() };
    let facts = Facts { standing: Some(Standing::Verified), ..Facts::default() };
    Entry { kind: Kind::Organisation, open: Some(texts), facts, ..project(n, "") }
}

/// A thing only one group may know of.
pub fn hidden(n: u128, title: &str, group: u128) -> Entry {
    let whole = project(n, title);
    Entry { inner: whole.open.clone().unwrap_or_default(), open: None, audience: vec![audience(group)], ..whole }
}

pub fn audience(group: u128) -> Audience {
    Audience { group: b'u', id: group }
}

pub fn member_of(group: u128) -> Reader {
    Reader { groups: vec![audience(group)], ..Reader::default() }
}

pub struct World {
    pub folder: TempDir,
    pub index: Index,
    seq: std::cell::Cell<i64>,
}

impl World {
    pub fn of(entries: impl IntoIterator<Item = Entry>) -> World {
        let folder = tempfile::tempdir().expect("the index can be written");
        let (index, damage) = Index::open(folder.path()).expect("the index can be written");
        assert!(damage.is_none());
        let world = World { folder, index, seq: 0.into() };
        let mut building = world.index.rebuild(1);
        for entry in entries {
            building.add(&entry).expect("the index can be written");
        }
        building.finish(position(0)).expect("the index can be written");
        world
    }

    pub fn put(&self, entry: Entry) {
        self.apply(vec![Change::Put(Box::new(entry))]);
    }
    pub fn apply(&self, changes: Vec<Change>) {
        self.seq.set(self.seq.get() + 1);
        self.index.apply(changes, position(self.seq.get())).expect("the index can be written");
    }
    pub fn look(&self, reader: &Reader, typed: &str) -> Found {
        self.index.look(reader, &asked(typed))
    }
    /// Ids of what everybody finds, best first.
    pub fn find(&self, typed: &str) -> Vec<u128> {
        ids(&self.look(&Reader::public(), typed))
    }
}

pub fn position(seq: i64) -> Position {
    Position { seq, hash: format!("h{seq}") }
}

pub fn asked(typed: &str) -> Asked {
    Asked { query: parse(typed).unwrap_or_else(|fault| panic!("{fault:?}")), limit: 20, ..Asked::default() }
}

pub fn ids(found: &Found) -> Vec<u128> {
    found.hits.iter().map(|hit| hit.id.as_u128()).collect()
}
