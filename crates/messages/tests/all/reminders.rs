//! Reminders, on the small demo: its projects have deadlines of every kind.

use kernel::{Dated, Day, Instant, Refusal, Todo};
use mail::Topic;
use testing::TestDb;

use crate::world::{ALL, runtime};

struct Story {
    base: TestDb,
    _folder: tempfile::TempDir,
}

impl From<TestDb> for Story {
    fn from(base: TestDb) -> Story {
        let folder = tempfile::tempdir().expect("a temporary folder");
        base.clock.move_to("2026-11-23T02:00:00Z".parse().expect("an instant"));
        let files = files::Files::open(folder.path().to_str().expect("UTF-8")).expect("a folder for files");
        demo::small(&base.db, base.address(), &files).expect("the story can be told");
        Story { base, _folder: folder }
    }
}

impl Story {
    fn person(&self, name: &str) -> directory::Person {
        let email = format!("{name}@demo.xieyu");
        let found = self.base.db.read_now(move |tx| directory::find_person_by_email(tx, &email));
        found.expect("readable").expect("the cast is there")
    }

    fn deadlines(&self, name: &str) -> (Vec<Todo>, Vec<Dated>) {
        let person = self.person(name);
        let all = self.base.db.read_now(move |tx| home::deadlines(tx, &person)).expect("readable");
        (all.todos, all.dates)
    }

    /// The first agreed day of somebody that is more than two weeks ahead and stands alone on its day.
    fn ahead(&self, name: &str) -> Dated {
        let today = self.base.clock.now().day();
        let (todos, dates) = self.deadlines(name);
        let alone = |on: Day| {
            todos.iter().filter(|todo| todo.due == Some(on)).count()
                + dates.iter().filter(|dated| dated.on == on).count()
                == 1
        };
        dates.iter().find(|dated| dated.on > today.plus_days(14) && alone(dated.on)).cloned().expect("a day ahead")
    }

    /// Eight in the morning, so many days before.
    fn days_before(&self, due: Day, days: i32) {
        self.base.clock.move_to(Instant::beijing(due.plus_days(-days), 8, 0, 0));
    }

    fn remind(&self) -> u64 {
        runtime().block_on(messages::remind_due(&self.base.db, &[7, 1])).expect("reminded")
    }

    /// Links and subjects of the reminders somebody got about this page, the oldest first.
    fn reminders(&self, name: &str, href: &str) -> Vec<String> {
        let (person, href) = (self.person(name).id, href.to_owned());
        let all = self.base.db.read_now(move |tx| {
            mail::inbox(tx, person, mail::Sift { topic: Some(Topic::Reminder), ..Default::default() }, 100)
        });
        let all = all.expect("readable");
        let about = all.into_iter().rev().filter(|message| message.link == href || message.body_en.contains("- "));
        about.map(|message| message.subject_en).collect()
    }
}

fn act(story: &Story, work: impl FnOnce(&mut db::Tx<'_>) -> Result<(), Refusal> + Send + 'static) {
    story.base.db.write_now(work).expect("done");
}

testing::both_databases! {
    with ALL;

    fn a_deadline_is_reminded_of_once_at_each_distance(story: Story) {
        let due = story.ahead("lin.mei");
        story.days_before(due.on, 8);
        story.remind();
        let before = story.reminders("lin.mei", &due.href).len();
        story.days_before(due.on, 7);
        story.remind();
        assert_eq!(story.reminders("lin.mei", &due.href).len(), before + 1);
        assert_eq!(story.remind(), 0, "the round of today is over");
        for days in [6, 5, 2] {
            story.days_before(due.on, days);
            story.remind();
        }
        assert_eq!(story.reminders("lin.mei", &due.href).len(), before + 1);
        story.days_before(due.on, 1);
        story.remind();
        assert_eq!(story.reminders("lin.mei", &due.href).len(), before + 2);
    }

    fn a_deadline_that_moves_is_reminded_of_anew(story: Story) {
        let due = story.ahead("lin.mei");
        story.days_before(due.on, 7);
        story.remind();
        let before = story.reminders("lin.mei", &due.href).len();
        let (from, to) = (due.on, due.on.plus_days(40));
        act(&story, move |tx| {
            tx.execute("UPDATE project SET closes_on = $1 WHERE closes_on = $2", db::params![to, from])?;
            Ok(tx.execute("UPDATE instalment SET due_on = $1 WHERE due_on = $2", db::params![to, from]).map(drop)?)
        });
        story.days_before(from, 1);
        story.remind();
        assert_eq!(story.reminders("lin.mei", &due.href).len(), before);
        story.days_before(to, 7);
        story.remind();
        assert_eq!(story.reminders("lin.mei", &due.href).len(), before + 1);
    }

    fn what_is_done_is_not_reminded_of(story: Story) {
        let due = story.ahead("lin.mei");
        story.days_before(due.on, 8);
        story.remind();
        let before = story.reminders("lin.mei", &due.href).len();
        act(&story, |tx| {
            tx.execute("UPDATE project SET state = 'certified'", &[])?;
            Ok(tx.execute("UPDATE instalment SET state = 'received'", &[]).map(drop)?)
        });
        story.days_before(due.on, 7);
        story.remind();
        assert_eq!(story.reminders("lin.mei", &due.href).len(), before);
    }

    fn nothing_is_reminded_of_before_seven_and_two_copies_remind_once(story: Story) {
        let due = story.ahead("lin.mei");
        story.base.clock.move_to(Instant::beijing(due.on.plus_days(-7), 6, 59, 0));
        assert_eq!(story.remind(), 0);
        story.days_before(due.on, 7);
        let other = story.base.open_again();
        std::thread::scope(|scope| {
            let here = scope.spawn(|| story.remind());
            runtime().block_on(messages::remind_due(&other, &[7, 1])).expect("reminded");
            here.join().expect("no panic");
        });
        assert_eq!(story.reminders("lin.mei", &due.href).len(), 1);
    }
}
