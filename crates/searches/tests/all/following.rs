//! The index follows the database, and makes itself anew when it cannot.

use std::fs;
use std::path::PathBuf;

use kernel::{Actor, Refusal};
use searches::Search;

use crate::world::{STORY, World};

const TITLES: &str = "kind:project 激光";

/// Gives a project another title, as a change request does.
fn retitle(world: &World, title: &'static str) {
    world
        .act(move |tx| {
            let (id,): (kernel::ProjectId,) = tx.one("SELECT id FROM project WHERE title LIKE '激光%'", &[])?;
            tx.execute("UPDATE project SET title = $1 WHERE id = $2", db::params![title.to_owned(), id])?;
            journal::record(tx, journal::Act::new(&Actor::system(), "project", id.0, "change"));
            Ok::<_, Refusal>(())
        })
        .expect("written");
}

impl World {
    /// The same folder, opened as the next start of the program does. The index that was open is left as a killed program
    /// leaves it: nothing is written at the end.
    fn started_again(self) -> World {
        let World { base, files, search, folder } = self;
        drop(search);
        let search = Search::open(&folder.path().join("search")).expect("the folder opens");
        World { base, files, search, folder }
    }

    /// The id of an organisation by how its name begins.
    fn organisation(&self, name: &str) -> uuid::Uuid {
        let begins = format!("{name}%");
        let find = move |tx: &mut db::Tx<'_>| {
            tx.one::<(kernel::OrganisationId,)>("SELECT id FROM organisation WHERE name LIKE $1", db::params![begins])
        };
        self.base.db.read_now(find).map_err(|e: db::DbError| e).expect("read").0.0
    }

    fn files_of_the_index(&self, ending: &str) -> Vec<PathBuf> {
        let folder = self.search.index().expect("open").folder();
        let all = fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path());
        all.filter(|path| path.extension().is_some_and(|e| e == ending)).collect()
    }
}

/// Everything an answer says.
fn said(world: &World, actor: Option<&Actor>, typed: &str) -> String {
    let answered = world.find(actor, typed);
    format!("{:?} {:?}", answered.found, answered.rows)
}

testing::both_databases! {
    told STORY;

    fn an_act_is_found_at_the_next_look(world: World) {
        assert_eq!(world.titles(None, TITLES), ["激光原理与应用课程的案例化改革"]);
        retitle(&world, "激光雷达课程");
        world.follow();
        assert_eq!(world.titles(None, TITLES), ["激光雷达课程"]);
        assert_eq!(world.titles(None, "kind:project 案例化"), [""; 0]);
        assert_eq!(world.titles(None, "kind:result 激光雷达"), ["激光雷达课程"], "the result is called as the project is");
    }

    fn a_killed_program_finds_everything_after_its_next_start(world: World) {
        retitle(&world, "激光雷达课程");
        world.follow();
        let world = world.started_again();
        assert!(world.search.index().expect("open").position().is_some(), "what was built is there");
        world.follow();
        assert_eq!(world.titles(None, TITLES), ["激光雷达课程"]);
    }

    fn a_damaged_file_or_another_form_makes_the_index_anew(world: World) {
        let expected = world.find(None, "").found.total;
        let mut world = world;
        for (ending, form) in [("seg", false), ("json", false), ("json", true)] {
            let path = world.files_of_the_index(ending).swap_remove(0);
            let text = fs::read(&path).expect("readable");
            let harmed = if form {
                String::from_utf8(text).expect("UTF-8").replacen("\"form\":", "\"form\":9", 1).into_bytes()
            } else {
                text[..text.len() / 2].to_vec()
            };
            fs::write(&path, harmed).expect("written");
            world = world.started_again();
            assert_eq!(world.search.index().expect("open").position(), None, "{ending}");
            world.follow();
            assert_eq!(world.find(None, "").found.total, expected, "{ending}");
        }
    }

    fn another_database_below_makes_the_index_anew(world: World) {
        // The same journal up to here and another one from here on: a copy that was put back.
        let (seq, hash): (i64, String) = world.base.db.read_now(|tx| tx.one("SELECT seq, hash FROM journal_head WHERE id = 1", &[])).map_err(|e: db::DbError| e).expect("read");
        let index = world.search.index().expect("open");
        let known = search::Position { seq, hash: format!("another {hash}") };
        index.apply(vec![search::Change::Drop(search::Kind::Organisation, world.organisation("蓝溪"))], known).expect("applied");
        assert_eq!(world.titles(None, "kind:organisation 蓝溪"), [""; 0]);
        world.follow();
        assert_eq!(world.titles(None, "kind:organisation 蓝溪"), ["蓝溪软件股份有限公司"]);
    }

    fn asked_for_a_running_copy_builds_anew_and_answers_the_same(world: World) {
        let before = world.find(None, "").found;
        let files = world.files_of_the_index("seg");
        assert_eq!(searches::ask_running(&world.folder.path().join("search")).expect("asked"), 1);
        world.follow();
        assert_eq!(world.find(None, "").found, before);
        assert_ne!(world.files_of_the_index("seg"), files, "it was built anew");
    }

    fn two_copies_on_one_folder_follow_each_for_itself(world: World) {
        let second = Search::open(&world.folder.path().join("search")).expect("a folder of its own");
        second.catch_up(&world.base.db).expect("built");
        retitle(&world, "激光雷达课程");
        second.catch_up(&world.base.db).expect("followed");
        world.follow();
        let docs = |search: &Search| search.index().expect("open").docs();
        assert_eq!(docs(&second), docs(&world.search));
        assert_eq!(second.index().expect("open").position(), world.search.index().expect("open").position());
    }

    fn following_gives_the_same_answers_as_reading_everything_anew(world: World) {
        retitle(&world, "激光雷达课程");
        world.follow();
        let readers = world.readers();
        let typed = ["", "激光", "课程 -kind:item", "jgld", "meridian", "kind:person"];
        let answers = |world: &World| -> Vec<String> {
            readers.iter().flat_map(|r| typed.map(|t| said(world, r.as_ref(), t))).collect()
        };
        let followed = answers(&world);
        searches::rebuild(&world.base.db, world.search.index().expect("open"), &|_, _| true).expect("built anew");
        assert_eq!(answers(&world), followed);
    }

    fn what_a_list_told_of_an_end_is_a_result_for_everybody(world: World) {
        let before = world.titles(None, "kind:result 激光");
        world
            .act(|tx| {
                let (id, title): (kernel::ProjectId, String) =
                    tx.one("SELECT id, title FROM project WHERE state = 'running' ORDER BY id LIMIT 1", &[])?;
                let list = projects::ImportedList {
                    id: kernel::ImportId::at(tx.now()),
                    document: "教高司函〔2021〕9号".into(),
                    sha256: String::new(),
                    taken_at: tx.now(),
                };
                db::insert(tx, &list)?;
                let sql = "UPDATE project SET state = 'closed_passed', imported_from = $1, title = $2 WHERE id = $3";
                tx.execute(sql, db::params![list.id, format!("{title}激光"), id])?;
                tx.execute("INSERT INTO listed_project (id, established_as, closes_as, closed_by, conclusion, closed_on, closed_as) \
                            VALUES ($1, 'day', 'assumed', $2, '成绩优秀', '2019-06-18', 'month')", db::params![id, list.id])?;
                journal::record(tx, journal::Act::new(&Actor::system(), "project", id.0, "import"));
                Ok::<_, Refusal>(())
            })
            .expect("written");
        world.follow();
        assert_eq!(world.titles(None, "kind:result 激光").len(), before.len() + 1);
        let found = world.find(None, "kind:result 成绩优秀 year:2019 state:passed");
        assert_eq!(found.rows.len(), 1);
        assert!(found.rows[0].href.starts_with("/projects/"), "{}", found.rows[0].href);
        assert!(found.rows[0].facts.iter().any(|fact| fact.text == "2019-06"), "{:?}", found.rows[0].facts);
        let fresh = Search::open(&world.folder.path().join("anew")).expect("a folder for the index");
        fresh.catch_up(&world.base.db).expect("read anew");
        assert_eq!(said(&world, None, "kind:result"), said(&World { search: fresh, ..world }, None, "kind:result"));
    }
}
