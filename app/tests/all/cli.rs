//! The command line as whoever runs the platform meets it.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use db::{Db, Tx};

use crate::process::{self, Server, ask, err, finish, out};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// The database of the demo in a folder.
fn demo_db(folder: &Path) -> Db {
    Db::open(&format!("sqlite:{}", folder.join("xieyu-demo.db").display())).expect("the demo's database opens")
}

fn one(db: &Db, sql: &'static str) -> i64 {
    db.read_now(move |tx: &mut Tx<'_>| tx.one::<(i64,)>(sql, &[])).expect("a figure").0
}

#[test]
fn check_config_names_an_unknown_key_and_ends_with_2() {
    let folder = folder();
    fs::write(folder.path().join("xieyu.toml"), "listn = \"127.0.0.1:80\"\n").expect("a file");
    for command in ["check-config", "serve", "migrate"] {
        let refused = finish(folder.path(), &[command, "--config", "xieyu.toml"]);
        assert_eq!(refused.status.code(), Some(2), "{command}");
        assert!(err(&refused).contains("listn") && err(&refused).contains("xieyu.toml"), "{}", err(&refused));
    }
    assert!(!folder.path().join("xieyu.db").exists(), "nothing was begun");
    let fine = finish(folder.path(), &["check-config"]);
    assert!(fine.status.success() && out(&fine).contains("the configuration is in order"), "{}", out(&fine));
}

#[test]
fn migrate_says_what_it_did_and_a_second_time_that_there_is_nothing_to_do() {
    let folder = folder();
    let first = finish(folder.path(), &["migrate"]);
    assert!(
        first.status.success() && out(&first).contains("applied 0010-directory"),
        "{} {}",
        out(&first),
        err(&first)
    );
    let second = finish(folder.path(), &["migrate"]);
    assert!(second.status.success() && out(&second).contains("up to date"), "{}", out(&second));
}

#[test]
fn a_command_that_only_reads_leaves_nothing_behind_and_says_what_to_do() {
    let folder = folder();
    for (args, says) in [
        (&["journal", "verify"][..], "there is no database at sqlite:xieyu.db"),
        (&["rulesets", "list", "--database", "sqlite:typo.db"][..], "there is no database at sqlite:typo.db"),
        (&["journal", "key"][..], "xieyu-receipt.key"),
    ] {
        let refused = finish(folder.path(), args);
        assert!(!refused.status.success() && err(&refused).contains(says), "{args:?}: {}", err(&refused));
    }
    let left = fs::read_dir(folder.path()).expect("the folder can be read").count();
    assert_eq!(left, 0);
}

#[test]
fn the_demo_is_made_once_and_kept() {
    let folder = folder();
    let args = ["demo", "--only-data", "--cast-only"];
    assert!(finish(folder.path(), &args).status.success());
    let people = one(&demo_db(folder.path()), "SELECT COUNT(*) FROM person");
    assert!(people > 10);
    let again = finish(folder.path(), &args);
    assert!(again.status.success() && err(&again).contains("holds a demo already"), "{}", err(&again));
    assert_eq!(one(&demo_db(folder.path()), "SELECT COUNT(*) FROM person"), people);
}

#[test]
fn a_demo_with_projects_is_whole_and_its_receipts_are_checked_offline() {
    let folder = folder();
    let made = finish(folder.path(), &["demo", "--only-data"]);
    assert!(made.status.success(), "{}", err(&made));
    let database = ["--database", "sqlite:xieyu-demo.db"];
    let whole = finish(folder.path(), &[&["journal", "verify"], &database[..]].concat());
    assert!(whole.status.success() && out(&whole).contains("the chain is whole"), "{}", out(&whole));

    download_receipt(folder.path());
    let check = |args: &[&str]| finish(folder.path(), &[&["journal", "check-receipt"], args].concat());
    let key = out(&finish(folder.path(), &["journal", "key"])).trim().to_owned();
    let fine = check(&["receipt.json", "--key", &key]);
    assert!(fine.status.success() && out(&fine).contains("the receipt holds"), "{} {}", out(&fine), err(&fine));
    let own = check(&["receipt.json"]);
    assert!(own.status.success() && out(&own).contains("compare it with the key"), "{}", out(&own));
    let other = check(&["receipt.json", "--key", &"ab".repeat(32)]);
    assert!(other.status.code() == Some(1) && err(&other).contains("another key"), "{}", err(&other));
    let held = finish(folder.path(), &[&["journal", "verify", "--receipt", "receipt.json"], &database[..]].concat());
    assert!(held.status.success() && out(&held).contains("is in the journal unchanged"), "{}", out(&held));

    let text = fs::read_to_string(folder.path().join("receipt.json")).expect("the receipt");
    fs::write(folder.path().join("changed.json"), text.replace("林梅", "赵磊")).expect("a file");
    let changed = check(&["changed.json", "--key", &key]);
    assert!(changed.status.code() == Some(1) && err(&changed).contains("changed"), "{}", err(&changed));
    fs::write(folder.path().join("none.json"), "{}").expect("a file");
    assert_eq!(check(&["none.json"]).status.code(), Some(1));
    verify_names_what_was_tampered_with(folder.path(), &database);
}

/// Fetches the receipt of an application of 林梅 through the API into `receipt.json`.
fn download_receipt(folder: &Path) {
    let db = demo_db(folder);
    let found = db.read_now(|tx| {
        let sql = "SELECT a.id FROM application a JOIN person p ON p.id = a.pi_id \
                   WHERE p.email = 'lin.mei@demo.xieyu' AND a.state = 'selected' ORDER BY a.id LIMIT 1";
        Ok::<_, db::DbError>((tx.one::<(kernel::ApplicationId,)>(sql, &[])?.0, lin_mei(tx)?))
    });
    let (id, actor) = found.expect("she has an application");
    let scopes = vec!["applications:read".to_owned()];
    let new = directory::NewToken { name: "receipt".into(), scopes: scopes.clone(), days: 1 };
    let token = db.write_now(move |tx| directory::make_token(tx, &actor, &new, &scopes)).expect("a token").1;
    let server = Server::start(folder, "sqlite:xieyu-demo.db");
    let bearer = format!("Bearer {token}");
    let path = format!("/api/v1/applications/{id}/receipt");
    let answer = ask(&server.address, "GET", &path, &[("authorization", &bearer)], b"").expect("an answer");
    assert_eq!(answer.status, 200, "{}", answer.text());
    fs::write(folder.join("receipt.json"), &answer.body).expect("a file");
}

fn lin_mei(tx: &mut Tx<'_>) -> Result<kernel::Actor, db::DbError> {
    let person = directory::find_person_by_email(tx, "lin.mei@demo.xieyu")?.expect("she is in the cast");
    let worn = directory::memberships_of(tx, person.id)?.into_iter().next().expect("she is a teacher");
    let hat = kernel::Hat { role: worn.role, organisation_id: worn.organisation_id };
    Ok(kernel::Actor::person(person.id, &person.name, Some(hat)))
}

fn verify_names_what_was_tampered_with(folder: &Path, database: &[&str]) {
    let sql = "UPDATE journal_entry SET person_name = '无名' WHERE seq = 7";
    demo_db(folder).write_now(move |tx| tx.execute(sql, &[])).expect("somebody with the file can do this");
    let broken = finish(folder, &[&["journal", "verify"], database].concat());
    assert_eq!(broken.status.code(), Some(1));
    assert!(out(&broken).contains("entry 7:"), "{}", out(&broken));
    assert!(err(&broken).contains("broken at 1 place"), "{}", err(&broken));
}

#[test]
fn serve_says_which_address_is_taken() {
    let folder = folder();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("an address").to_string();
    let refused = finish(folder.path(), &["serve", "--listen", &address]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(err(&refused).contains(&format!("cannot listen on {address}")), "{}", err(&refused));
}

#[test]
fn serve_stops_cleanly_when_asked_to() {
    let folder = folder();
    let mut server = Server::start(folder.path(), "sqlite:xieyu.db");
    let healthy = ask(&server.address, "GET", "/readyz", &[], b"").expect("an answer");
    assert_eq!((healthy.status, healthy.text().as_str()), (200, "ready\n"));
    let asked = Command::new("kill").args(["-TERM", &server.process.id().to_string()]).status();
    assert!(asked.expect("kill is there").success());
    let begun = Instant::now();
    let ended = loop {
        match server.process.try_wait().expect("it can be waited for") {
            Some(status) => break status,
            None if begun.elapsed() > Duration::from_secs(20) => panic!("it does not stop"),
            None => std::thread::sleep(Duration::from_millis(20)),
        }
    };
    assert_eq!(ended.code(), Some(0));
}

#[test]
fn the_first_person_of_the_programme_office_comes_in_by_a_link_that_works_once() {
    let folder = folder();
    let add =
        |name: &str, email: &str| finish(folder.path(), &["people", "add-office", "--name", name, "--email", email]);
    let nameless = add(" ", "nobody");
    assert_eq!(nameless.status.code(), Some(1));
    assert!(err(&nameless).contains("Give a name") && err(&nameless).contains("Give an e-mail"), "{}", err(&nameless));

    let added = add("吴敏", "wu.min@office.example");
    assert!(added.status.success(), "{}", err(&added));
    let link = out(&added);
    let path = link.trim().strip_prefix("http://127.0.0.1:8080").expect("a link of this platform").to_owned();
    let server = Server::start(folder.path(), "sqlite:xieyu.db");
    let page = ask(&server.address, "GET", &path, &[], b"").expect("an answer");
    assert_eq!(page.status, 200, "{}", page.text());
    let token = page
        .text()
        .split("name=\"_csrf\" value=\"")
        .nth(1)
        .and_then(|t| t.split('"').next())
        .expect("a form")
        .to_owned();
    let cookies = page.cookies();
    let headers = [("cookie", cookies.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    let form = |more: &str| format!("_csrf={token}&{more}").into_bytes();
    let words =
        "answer=accept&name=%E5%90%B4%E6%95%8F&password=four+plain+words+here&password_again=four+plain+words+here";
    let accepted = ask(&server.address, "POST", &path, &headers, &form(words)).expect("an answer");
    assert_eq!(accepted.status, 303, "{}", accepted.text());
    let again = ask(&server.address, "GET", &path, &[], b"").expect("an answer");
    assert_eq!(again.status, 404, "the link works once");

    let log_in = form("email=wu.min%40office.example&password=four+plain+words+here");
    let inside = ask(&server.address, "POST", "/login", &headers, &log_in).expect("an answer");
    assert_eq!(inside.status, 303, "{}", inside.text());
    let session = inside.cookies();
    let office =
        ask(&server.address, "GET", "/organisations/new", &[("cookie", session.as_str())], b"").expect("an answer");
    assert_eq!(office.status, 200, "the programme office adds universities");

    let twice = add("吴敏", "wu.min@office.example");
    assert_eq!(twice.status.code(), Some(1));
    assert!(err(&twice).contains("holds this role already"), "{}", err(&twice));
}

#[test]
fn letters_are_listed_tried_again_and_reminders_and_digests_written() {
    let folder = folder();
    let database = ["--database", "sqlite:xieyu-demo.db"];
    let made = finish(folder.path(), &["demo", "--only-data", "--cast-only"]);
    assert!(made.status.success(), "{}", err(&made));
    let db = demo_db(folder.path());
    db.write_now(|tx| directory::ask_reset(tx, "lin.mei@demo.xieyu")).expect("asked");
    let letter = db
        .write_now(|tx| {
            let now = tx.now();
            tx.execute("UPDATE letter SET given_up_at = $1, failed = '550 5.1.1 no such user'", db::params![now])?;
            Ok::<_, db::DbError>(mail::recent(tx, 1)?.remove(0).id.to_string())
        })
        .expect("given up");
    let run = |args: &[&str]| finish(folder.path(), &[args, &database].concat());
    let listed = run(&["messages", "outbox", "--state", "failed", "--address", "lin"]);
    let text = out(&listed);
    assert!(text.contains(&letter) && text.contains("failed") && text.contains("Reset your password"), "{text}");
    assert_eq!(out(&run(&["messages", "outbox", "--state", "sent"])), "");
    assert_eq!(out(&run(&["messages", "retry", &letter])), format!("{letter} will be sent again\n"));
    assert!(!run(&["messages", "retry", &letter]).status.success(), "it is under way already");
    assert!(!run(&["messages", "outbox", "--state", "lost"]).status.success());
    assert!(out(&run(&["messages", "send-reminders"])).ends_with(" reminded\n"));
    assert_eq!(out(&run(&["messages", "digest"])), "0 digests written\n");
}

#[test]
fn help_names_every_command() {
    let help = out(&process::finish(folder().path(), &["--help"]));
    for command in ["serve", "demo", "migrate", "check-config", "journal", "people", "rulesets"] {
        assert!(help.contains(command), "{help}");
    }
}
