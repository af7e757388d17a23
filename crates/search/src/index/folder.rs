//! The folder of an index. Each running copy of the program has one of its own: `search/1`, `search/2`, …, the first that no
//! other copy holds.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use super::Change;
use super::snapshot::{Live, Snapshot};
use uuid::Uuid;

use crate::entry::{Audience, Kind, Reader};
use crate::look::{Asked, Found, look};
use crate::segment::{Builder, Damage, Dead, FORM, Name, Segment, Sink, merge, print};

/// Fresh segments side by side; more are melted into one.
const FRESH_MAX: usize = 8;
/// A segment with fewer documents may be melted with others at any time: it takes less than a second.
const SMALL: usize = 20_000;
/// Copies on one folder.
const COPIES: usize = 64;
const MANIFEST: &str = "manifest.json";

/// The entry of the journal up to which an index tells.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Position {
    pub seq: i64,
    /// The hash of that entry: another one at the same place means another database.
    pub hash: String,
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Manifest {
    form: u64,
    position: Position,
    segments: Vec<Line>,
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Line {
    file: String,
    dead: Option<String>,
}

#[derive(Clone, Default)]
struct State {
    snapshot: Arc<Snapshot>,
    /// `None` until the index was built once.
    position: Option<Position>,
}

/// An open index.
pub struct Index {
    folder: PathBuf,
    /// Locked as long as the index is open for writing.
    _lock: Option<File>,
    state: RwLock<State>,
    writing: Mutex<()>,
    names: AtomicU64,
    /// Things done and things in all, while the index is being built.
    pub(super) progress: [AtomicU64; 2],
}

impl Index {
    /// Opens the first folder below `root` that no other copy holds, or makes one. The second answer says why what lay there
    /// could not be used: the index is empty then and has to be built.
    pub fn open(root: &Path) -> io::Result<(Index, Option<Damage>)> {
        for n in 1..=COPIES {
            let folder = root.join(n.to_string());
            fs::create_dir_all(&folder)?;
            let lock = File::options().create(true).truncate(false).write(true).open(folder.join("lock"))?;
            match lock.try_lock() {
                Ok(()) => return Ok(Index::with(folder, Some(lock))),
                Err(fs::TryLockError::WouldBlock) => {}
                Err(fs::TryLockError::Error(error)) => return Err(error),
            }
        }
        Err(io::Error::other(format!("{COPIES} copies of the program use {}", root.display())))
    }

    /// Opens what another copy keeps, without writing: the newest below `root`.
    pub fn look_into(root: &Path) -> io::Result<(Index, Option<Damage>)> {
        let folders = fs::read_dir(root)?.flatten().map(|entry| entry.path());
        let dated = folders.filter_map(|folder| {
            let written = fs::metadata(folder.join(MANIFEST)).and_then(|m| m.modified()).ok()?;
            Some((written, folder))
        });
        let newest = dated.max().ok_or_else(|| io::Error::other(format!("no index lies in {}", root.display())))?;
        Ok(Index::with(newest.1, None))
    }

    /// The folders below `root` that running copies hold.
    pub fn held(root: &Path) -> io::Result<Vec<PathBuf>> {
        let mut held = Vec::new();
        for folder in fs::read_dir(root)?.flatten().map(|entry| entry.path()) {
            let Ok(lock) = File::options().write(true).open(folder.join("lock")) else { continue };
            if matches!(lock.try_lock(), Err(fs::TryLockError::WouldBlock)) {
                held.push(folder);
            }
        }
        Ok(held)
    }

    fn with(folder: PathBuf, lock: Option<File>) -> (Index, Option<Damage>) {
        let (state, damage) = match read(&folder) {
            Ok(state) => (state, None),
            Err(None) => (State::default(), None),
            Err(Some(damage)) => (State::default(), Some(damage)),
        };
        let index = Index {
            folder,
            _lock: lock,
            state: RwLock::new(state),
            writing: Mutex::default(),
            names: AtomicU64::new(0),
            progress: [AtomicU64::new(0), AtomicU64::new(0)],
        };
        if index._lock.is_some() {
            index.sweep();
        }
        (index, damage)
    }

    /// Up to which entry of the journal the index tells; `None` before it was built.
    pub fn position(&self) -> Option<Position> {
        self.state().position
    }
    pub fn docs(&self) -> usize {
        self.state().snapshot.docs()
    }
    /// Things read and things in all, while the index is built for the first time or anew.
    pub fn progress(&self) -> (u64, u64) {
        let [done, all] = &self.progress;
        (done.load(Ordering::Relaxed), all.load(Ordering::Relaxed))
    }
    /// Whether something could not be read and the index has to be built anew.
    pub fn is_damaged(&self) -> bool {
        self.state().snapshot.is_damaged()
    }
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Reads every file once and compares sums: for a quiet moment after the start.
    pub fn is_whole(&self) -> io::Result<bool> {
        for live in self.state().snapshot.live() {
            if !live.segment.is_whole()? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The things that name an audience.
    pub fn named_by(&self, audience: Audience) -> Vec<(Kind, Uuid)> {
        self.state().snapshot.live().iter().flat_map(|live| live.named_by(audience)).collect()
    }

    /// Answers a question of a reader.
    pub fn look(&self, reader: &Reader, asked: &Asked) -> Found {
        look(&self.state().snapshot, reader, asked)
    }

    /// Takes changes in. Searches see all of them or none.
    pub fn apply(&self, changes: Vec<Change>, position: Position) -> io::Result<()> {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut live = self.state().snapshot.live().to_vec();
        let mut fresh = Builder::default();
        for (name, change) in last_of_each(changes) {
            let entry = match &change {
                Change::Put(entry) => Some(entry),
                Change::Drop(..) => None,
            };
            let mark = entry.map(|entry| print(entry));
            if bury(&mut live, name, mark)? == Some(true) {
                continue;
            }
            entry.into_iter().for_each(|entry| fresh.add(entry));
        }
        if !fresh.is_empty() {
            live.push(Live::new(Segment::in_memory(fresh)?));
        }
        live.retain(|l| l.living() > 0);
        let live = self.tidied(live)?;
        self.publish(live, position);
        Ok(())
    }

    /// Writes what is in memory only, so that less has to be followed after the next start.
    pub fn flush(&self) -> io::Result<()> {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let state = self.state();
        let Some(position) = state.position else { return Ok(()) };
        let (in_files, fresh): (Vec<Live>, Vec<Live>) =
            state.snapshot.live().iter().cloned().partition(|live| live.segment.path.is_some());
        let mut live = in_files;
        if !fresh.is_empty() {
            live.push(self.melted(&fresh, true)?);
        }
        self.keep(live, position)
    }

    /// Makes `live` the index, in its files and for searches; what it does not name is deleted.
    pub(super) fn keep(&self, live: Vec<Live>, position: Position) -> io::Result<()> {
        let mut segments = Vec::new();
        for l in &live {
            let path = l.segment.path.as_ref().ok_or_else(|| io::Error::other("a segment without a file"))?;
            let dead = (l.dead.count > 0).then(|| self.new_name("dead"));
            if let Some(path) = &dead {
                write_whole(path, &l.dead.to_bytes())?;
            }
            segments.push(Line { file: name(path), dead: dead.map(|path| name(&path)) });
        }
        let manifest = Manifest { form: FORM, position: position.clone(), segments };
        write_whole(&self.folder.join(MANIFEST), &serde_json::to_vec(&manifest)?)?;
        self.publish(live, position);
        self.sweep();
        Ok(())
    }

    fn publish(&self, live: Vec<Live>, position: Position) {
        let state = State { snapshot: Arc::new(Snapshot::new(live)), position: Some(position) };
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = state;
    }
    fn state(&self) -> State {
        self.state.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Melts small segments when there are many.
    fn tidied(&self, live: Vec<Live>) -> io::Result<Vec<Live>> {
        let small = |l: &Live| l.segment.docs() < SMALL;
        if live.iter().filter(|l| small(l)).count() <= FRESH_MAX {
            return Ok(live);
        }
        let (small, mut kept): (Vec<Live>, Vec<Live>) = live.into_iter().partition(small);
        let docs: usize = small.iter().map(Live::living).sum();
        kept.push(self.melted(&small, docs >= SMALL)?);
        Ok(kept)
    }

    pub(super) fn melted(&self, parts: &[Live], to_file: bool) -> io::Result<Live> {
        let parts: Vec<(&Segment, &Dead)> = parts.iter().map(|l| (l.segment.as_ref(), l.dead.as_ref())).collect();
        if !to_file {
            let mut bytes = Vec::new();
            merge(&parts, &mut Sink::new(&mut bytes))?;
            return Segment::of_memory(bytes).map(Live::new).map_err(io::Error::other);
        }
        self.written(|sink| merge(&parts, sink))
    }

    /// Writes a segment into a file of its own and opens it.
    pub(super) fn written(&self, write: impl FnOnce(&mut Sink<'_>) -> io::Result<()>) -> io::Result<Live> {
        let path = self.new_name("seg");
        let file = File::create(&path)?;
        let mut out = io::BufWriter::with_capacity(1 << 20, file);
        write(&mut Sink::new(&mut out))?;
        out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        Segment::open(&path).map(Live::new).map_err(io::Error::other)
    }

    fn new_name(&self, ending: &str) -> PathBuf {
        loop {
            let path = self.folder.join(format!("{}.{ending}", self.names.fetch_add(1, Ordering::Relaxed)));
            if !path.exists() {
                return path;
            }
        }
    }

    /// Deletes files that neither the manifest nor the running index names. Whoever has one open may go on reading it.
    fn sweep(&self) {
        let named: Vec<String> = fs::read(self.folder.join(MANIFEST))
            .ok()
            .and_then(|bytes| serde_json::from_slice::<Manifest>(&bytes).ok())
            .map(|m| m.segments.into_iter().flat_map(|line| [Some(line.file), line.dead]).flatten().collect())
            .unwrap_or_default();
        let state = self.state();
        let open: Vec<String> =
            state.snapshot.live().iter().filter_map(|l| l.segment.path.as_deref().map(name)).collect();
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let file = entry.file_name().to_string_lossy().into_owned();
            let is_ours = file.ends_with(".seg") || file.ends_with(".dead") || file.ends_with(".part");
            if is_ours && !named.contains(&file) && !open.contains(&file) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

fn name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Nothing there is no damage.
fn read(folder: &Path) -> Result<State, Option<Damage>> {
    let path = folder.join(MANIFEST);
    let said = path.display().to_string();
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(None),
        Err(error) => return Err(Some(Damage::Unreadable(said, error))),
    };
    let manifest: Manifest = serde_json::from_slice(&bytes).map_err(|_| Damage::Damaged(said.clone()))?;
    if manifest.form != FORM {
        return Err(Some(Damage::OtherForm(said)));
    }
    let mut live = Vec::new();
    for line in &manifest.segments {
        let segment = Segment::open(&folder.join(&line.file))?;
        let dead = match &line.dead {
            None => Dead::none(&segment),
            Some(file) => {
                let unreadable = |e| Damage::Unreadable(file.clone(), e);
                let bytes = fs::read(folder.join(file)).map_err(unreadable)?;
                Dead::from_bytes(&segment, &bytes).map_err(unreadable)?
            }
        };
        live.push(Live { segment: Arc::new(segment), dead: Arc::new(dead) });
    }
    Ok(State { snapshot: Arc::new(Snapshot::new(live)), position: Some(manifest.position) })
}

/// Written under another name first: whoever reads finds all of it or what was there before.
fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let part = path.with_extension("part");
    let mut file = File::create(&part)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(part, path)
}

/// Of several changes of one thing only the last counts.
fn last_of_each(changes: Vec<Change>) -> Vec<(Name, Change)> {
    let mut order: Vec<Name> = Vec::new();
    let mut last: HashMap<Name, Change> = HashMap::new();
    for change in changes {
        let name = match &change {
            Change::Put(entry) => (entry.kind, entry.id),
            Change::Drop(kind, id) => (*kind, *id),
        };
        if last.insert(name, change).is_none() {
            order.push(name);
        }
    }
    order.into_iter().filter_map(|name| last.remove(&name).map(|change| (name, change))).collect()
}

/// Marks what the index holds of a thing dead. `Some(true)` when it says the same as `mark` and stays as it is.
fn bury(live: &mut [Live], (kind, id): Name, mark: Option<u64>) -> io::Result<Option<bool>> {
    for l in live {
        let Some(doc) = l.segment.columns.find(kind, id).filter(|doc| !l.dead.bits.has(*doc)) else { continue };
        if mark == Some(l.segment.columns.prints[doc as usize]) {
            return Ok(Some(true));
        }
        Arc::make_mut(&mut l.dead).bury(&l.segment, doc)?;
        return Ok(Some(false));
    }
    Ok(None)
}
