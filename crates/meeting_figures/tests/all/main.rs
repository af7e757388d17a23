//! What the slice promises, on both databases, with the small demo as its world.
#![allow(clippy::unwrap_used)] // in a test, stopping at the spot is the answer

use axum::Router;
use files::Files;
use kernel::{Actor, MeetingId, Refusal};
use meetings::Meeting;
use porter::{Doors, Named, session as logged_in, stranger};
use testing::TestDb;

struct World {
    base: TestDb,
    files: Files,
    /// The ninth meeting, which is over, and one to come.
    ninth: MeetingId,
    next: MeetingId,
    _folder: tempfile::TempDir,
}

impl From<TestDb> for World {
    fn from(base: TestDb) -> World {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path().to_str().unwrap()).unwrap();
        base.clock.move_to(kernel::Clock::System.now());
        demo::small(&base.db, base.address(), &files).expect("the story can be told");
        let meetings: Vec<Meeting> =
            base.db.read_now(|tx| db::list(tx, "ORDER BY first_on", &[])).map_err(|e: db::DbError| e).unwrap();
        let (ninth, next) = (meetings.first().unwrap().id, meetings.last().unwrap().id);
        World { base, files, ninth, next, _folder: folder }
    }
}

impl World {
    fn person(&self, name: &'static str) -> Actor {
        let found = self.base.db.read_now(move |tx| {
            let email = format!("{name}@demo.xieyu");
            let person = directory(tx, &email)?;
            Ok::<_, Refusal>(person)
        });
        found.unwrap()
    }
}

fn directory(tx: &mut db::Tx<'_>, email: &str) -> Result<Actor, Refusal> {
    let (id, name, role, organisation_id): (kernel::PersonId, String, kernel::Role, kernel::OrganisationId) = tx.one(
        "SELECT person.id, person.name, membership.role, membership.organisation_id FROM person \
         JOIN membership ON membership.person_id = person.id WHERE person.email = $1 AND membership.state = 'active'",
        db::params![email.to_owned()],
    )?;
    Ok(Actor::person(id, &name, Some(kernel::Hat { role, organisation_id })))
}

impl Doors for World {
    fn router(&self) -> Router {
        let named = [("office", self.person("wu.min")), ("teacher", self.person("lin.mei"))];
        let routes = meeting_figures::routes();
        let site = porter::site(&self.base.db, &self.files, Named::of(named), &routes);
        web::router(&site, routes)
    }
}

testing::both_databases! {
    with demo::tables_with(&[]);

    fn m_06_a_meeting_that_is_over_tells_everybody_what_it_brought(w: World) {
        let ninth = w.ninth;
        let it = w.base.db.read_now(move |tx| meeting_figures::read(tx, ninth)).map_err(|e: db::DbError| e).unwrap();
        let rows = |sql: &'static str| -> i64 {
            w.base.db.read_now(move |tx| tx.one::<(i64,)>(sql, db::params![ninth])).map_err(|e: db::DbError| e).unwrap().0
        };
        assert_eq!(it.people.present, rows("SELECT COUNT(*) FROM registration WHERE meeting_id = $1 AND checked_in_at IS NOT NULL"));
        assert!(it.people.registered > it.people.present && it.people.present > 0, "{it:?}");
        assert_eq!(it.people.registered, it.roles.iter().map(|role| role.people.registered).sum::<i64>());
        assert_eq!(it.universities.registered, it.provinces.iter().map(|of| of.universities.registered).sum::<i64>());
        assert_eq!((it.booths, it.exhibitors), (36, 3));
        assert_eq!(it.negotiated.held, rows("SELECT COUNT(*) FROM appointment WHERE meeting_id = $1 AND state = 'held'"));
        assert!(it.negotiated.held > 0 && it.negotiated.intentions > 0, "{:?}", it.negotiated);
        let page = w.get(stranger(), &format!("/meetings/{ninth}/figures"));
        page.holds("会议数据");
        page.holds("直播观看");
        let read = w.get(stranger(), &format!("/api/v1/meetings/{ninth}/figures")).json();
        assert_eq!(read["people"]["present"], serde_json::json!(it.people.present));
        let csv = w.get(stranger(), &format!("/meetings/{ninth}/figures/file?format=csv&lang=en"));
        csv.holds(&format!("Negotiations,Appointments held,{}", it.negotiated.held));
        assert_eq!(w.get(stranger(), &format!("/meetings/{ninth}/figures/file")).status, 200);
    }

    fn before_a_meeting_is_over_only_those_who_look_after_the_programme_count(w: World) {
        let path = format!("/meetings/{}/figures", w.next);
        assert_eq!([w.get(stranger(), &path).status, w.get(logged_in("teacher"), &path).status], [404, 404]);
        w.get(logged_in("office"), &path).holds("尚无数据");
    }
}
