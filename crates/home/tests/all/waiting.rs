//! The number in the header is the length of the list: for everybody, in every role, whatever state things are in.

use std::sync::{Arc, Mutex};

use db::{DbError, Tx};
use kernel::{Actor, Hat, Role, Word};
use testing::TestDb;

/// Every role of everybody, and everybody without a role.
fn everybody(tx: &mut Tx<'_>) -> Result<Vec<Actor>, DbError> {
    let people: Vec<directory::Person> = db::list(tx, "WHERE email LIKE '%@demo.xieyu' ORDER BY id", &[])?;
    let mut all = Vec::new();
    for person in people {
        all.push(Actor::person(person.id, &person.name, None));
        for held in directory::memberships_of(tx, person.id)? {
            let hat = Hat { role: held.role, organisation_id: held.organisation_id };
            all.push(Actor::person(person.id, &person.name, Some(hat)));
        }
    }
    Ok(all)
}

/// In a role: how many statements the count took, its answer, and the length of the list.
type Compared = (Option<Role>, u32, u32, usize);

fn compare(tx: &mut Tx<'_>) -> Result<Vec<Compared>, DbError> {
    let mut all = Vec::new();
    for actor in everybody(tx)? {
        home::count(tx, &actor)?; // the first in a process may have to read a rule set
        let before = tx.statements();
        let counted = home::count(tx, &actor)?;
        let statements = tx.statements() - before;
        all.push((actor.role(), statements, counted, home::of_hat(tx, &actor)?.len()));
    }
    Ok(all)
}

fn told(base: &TestDb) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let files = files::Files::open(folder.path().to_str().expect("UTF-8")).expect("a folder for files");
    base.clock.move_to(kernel::Clock::System.now());
    demo::small(&base.db, base.address(), &files).expect("the story can be told");
}

/// Every closed set of states with the table it belongs to.
fn states() -> Vec<(&'static str, Vec<&'static str>)> {
    fn words<W: Word>() -> Vec<&'static str> {
        W::ALL.iter().map(|word| word.word()).collect()
    }
    vec![
        ("guideline", words::<guidelines::state::State>()),
        ("application", words::<applications::state::State>()),
        ("decision_plan", words::<applications::PlanState>()),
        ("agreement", words::<agreements::state::State>()),
        ("project", words::<projects::State>()),
        ("midterm_report", words::<projects::report::State>()),
        ("change_request", words::<projects::change::State>()),
        ("instalment", words::<funding::State>()),
        ("closing", words::<closings::State>()),
        ("case_call", words::<cases::state::call::CallState>()),
        ("case_submission", words::<cases::state::State>()),
        ("organisation", words::<directory::OrganisationState>()),
        ("registration", words::<registrations::state::State>()),
        ("booth_request", words::<exhibition::state::State>()),
    ]
}

/// Changes the data by `sql`, compares, and undoes the change.
fn with(base: &TestDb, sql: Vec<String>) -> Vec<Compared> {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let kept = seen.clone();
    let undone: Result<(), DbError> = base.db.write_now(move |tx| {
        for sql in &sql {
            tx.execute(sql, &[])?;
        }
        *kept.lock().expect("not poisoned") = compare(tx)?;
        Err(DbError::Missing("undone on purpose".into()))
    });
    assert!(matches!(undone, Err(DbError::Missing(_))), "{undone:?}");
    let seen = seen.lock().expect("not poisoned");
    seen.clone()
}

/// Everything waits for university and enterprise.
fn all_waits() -> Vec<String> {
    let states = [
        ("application", "university_review"),
        ("agreement", "university_review"),
        ("midterm_report", "submitted"),
        ("change_request", "university_review"),
        ("closing", "university_review"),
    ];
    states.iter().map(|(table, state)| format!("UPDATE {table} SET state = '{state}'")).collect()
}

/// The same, led by this person.
fn led_by(email: &str) -> Vec<String> {
    let person = format!("(SELECT id FROM person WHERE email = '{email}')");
    let mut all = all_waits();
    for table in ["agreement", "project", "midterm_report", "closing"] {
        all.push(format!("UPDATE {table} SET pi_id = {person}"));
    }
    // Nobody applies twice to the same item.
    let first =
        "NOT EXISTS (SELECT 1 FROM application o WHERE o.item_id = application.item_id AND o.id < application.id)";
    all.push(format!("UPDATE application SET pi_id = {person} WHERE {first}"));
    all
}

/// The same, with this person in every team.
fn joined_by(email: &str) -> Vec<String> {
    let tables = ["application_member", "project_member"];
    all_waits().into_iter().chain(tables.map(|table| format!("UPDATE {table} SET email = '{email}'"))).collect()
}

fn of_role(role: Role, seen: &[Compared]) -> u32 {
    seen.iter().filter(|(of, ..)| *of == Some(role)).map(|(_, _, counted, _)| counted).sum()
}

testing::both_databases! {
    with demo::tables_with(&[allocations::MIGRATIONS]);

    fn the_number_in_the_header_is_the_length_of_the_list_in_every_role_and_costs_one_statement(base: TestDb) {
        told(&base);
        let mut waited = Vec::new();
        let mut look = |what: &str, seen: Vec<Compared>| {
            for (role, statements, counted, listed) in seen {
                assert_eq!((statements, counted as usize), (1, listed), "{role:?} with {what}");
                waited.extend(role.filter(|_| counted > 0));
            }
        };
        look("the story as it ends", with(&base, vec![]));
        for (table, words) in states() {
            for word in words {
                look(&format!("every {table} {word}"), with(&base, vec![format!("UPDATE {table} SET state = '{word}'")]));
            }
        }
        for mode in ["legacy", "2024"] {
            let change = ["guideline", "agreement", "closing"].map(|table| format!("UPDATE {table} SET mode = '{mode}'"));
            look(mode, with(&base, change.to_vec()));
        }
        let old = "UPDATE application SET state = 'university_review', state_since = 86400000000";
        look("reviews that wait for ever", with(&base, vec![old.into()]));
        let awaited = ["UPDATE guideline SET state = 'under_review'", "UPDATE guideline_review SET decided_at = NULL"];
        look("reviews that experts still owe", with(&base, awaited.map(str::to_owned).to_vec()));
        let unheard = "UPDATE closing SET state = 'expert_review', audited_conclusion = NULL";
        look("closings without an opinion", with(&base, vec![unheard.into()]));

        let administrators = of_role(Role::UniversityAdministrator, &with(&base, all_waits()));
        for (what, own) in [("led", led_by("wang.jianguo@demo.xieyu")), ("joined", joined_by("wang.jianguo@demo.xieyu"))] {
            let seen = with(&base, own);
            let left = of_role(Role::UniversityAdministrator, &seen);
            assert!(left < administrators, "{what} by the administrator: {left} of {administrators}");
            look(&format!("everything {what} by the administrator"), seen);
        }
        let evaluated = ["UPDATE application SET state = 'enterprise_review'", "UPDATE decision_plan SET state = 'signed'"].map(str::to_owned);
        let contacts = of_role(Role::EnterpriseContact, &with(&base, evaluated.to_vec()));
        let applied = "UPDATE application_member SET email = 'zhao.lei@demo.xieyu'".to_owned();
        let seen = with(&base, evaluated.iter().cloned().chain([applied]).collect());
        assert!(of_role(Role::EnterpriseContact, &seen) < contacts, "{contacts}");
        look("items to which the contact applied", seen);

        let closing_on = |day: &str, state: &str| {
            let due = format!("UPDATE project SET state = '{state}', closes_on = '{day}'");
            with(&base, vec![due, "UPDATE closing SET state = 'passed'".into()])
        };
        let (overdue, far) = (closing_on("2020-01-01", "overdue"), closing_on("2199-01-01", "running"));
        assert!(of_role(Role::Teacher, &overdue) > of_role(Role::Teacher, &far), "{overdue:?}");
        look("projects that are overdue", overdue);
        look("projects that run for long", far);
        let special = ["UPDATE guideline SET state = 'expert_stage'", "UPDATE guideline_review SET decided_at = assigned_at, conflict = 'none'"];
        let seen = with(&base, special.map(str::to_owned).to_vec());
        assert!(of_role(Role::Expert, &seen) > 0);
        look("special programmes whose experts have reviewed", seen);
        look("letters that did not arrive", with(&base, vec!["UPDATE letter SET given_up_at = created_at".into()]));
        look("roles asked for", with(&base, vec!["UPDATE membership SET state = 'requested' WHERE role = 'student'".into()]));
        waited.sort();
        waited.dedup();
        // A provincial department is never asked to do anything.
        let never: Vec<Role> = Role::ALL.iter().copied().filter(|role| !waited.contains(role)).collect();
        assert_eq!(never, [Role::Province]);
    }
}
