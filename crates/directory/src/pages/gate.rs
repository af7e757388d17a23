//! What stands between the doors and a guesser: so many attempts per address and per account, and so many hashes at once.

use std::sync::Arc;

use kernel::{Breach, Refusal, Text, say};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use web::{Failed, Form, Limiter, Visit};

use crate::password::{hash_password, verify_or_pretend};
use crate::record::Person;
use crate::store;

const WINDOW_SECONDS: i64 = 15 * 60;
/// A campus may come from one address, so an address is allowed far more than an account.
const PER_ADDRESS: u32 = 100;
const PER_ACCOUNT: u32 = 10;
/// Registrations and letters asked for from one address in the window.
const LETTERS_PER_ADDRESS: u32 = 30;
const LETTERS_PER_ACCOUNT: u32 = 3;
/// Files that people without an account may leave from one address in the window.
const UPLOADS_PER_ADDRESS: u32 = 60;
/// Each hash takes 19 MiB.
const HASHES_AT_ONCE: usize = 4;

/// Counters of one running platform. Cloning is cheap.
#[derive(Clone)]
pub(crate) struct Gate(Arc<Counters>);

struct Counters {
    addresses: Limiter,
    accounts: Limiter,
    letter_addresses: Limiter,
    letter_accounts: Limiter,
    uploads: Limiter,
    hashes: Semaphore,
}

impl Gate {
    pub(crate) fn new() -> Gate {
        Gate(Arc::new(Counters {
            addresses: Limiter::new(PER_ADDRESS, WINDOW_SECONDS),
            accounts: Limiter::new(PER_ACCOUNT, WINDOW_SECONDS),
            letter_addresses: Limiter::new(LETTERS_PER_ADDRESS, WINDOW_SECONDS),
            letter_accounts: Limiter::new(LETTERS_PER_ACCOUNT, WINDOW_SECONDS),
            uploads: Limiter::new(UPLOADS_PER_ADDRESS, WINDOW_SECONDS),
            hashes: Semaphore::new(HASHES_AT_ONCE),
        }))
    }

    /// Counts an attempt to log in, whether or not there is such an account.
    pub(crate) fn log_in(&self, visit: &Visit, account: &str) -> Result<(), Failed> {
        let now = visit.site.db.clock().now();
        self.0.addresses.attempt(&visit.peer, now)?;
        self.0.accounts.attempt(account, now)
    }

    pub(crate) fn forgive(&self, account: &str) {
        self.0.accounts.forgive(account);
    }

    /// Counts a letter that somebody without an account asks for.
    pub(crate) fn letter(&self, visit: &Visit, account: &str) -> Result<(), Failed> {
        let now = visit.site.db.clock().now();
        self.0.letter_addresses.attempt(&visit.peer, now)?;
        self.0.letter_accounts.attempt(account, now)
    }

    /// Counts a file that comes with a registration, whether or not the form is accepted.
    pub(crate) fn upload(&self, visit: &Visit) -> Result<(), Failed> {
        self.0.uploads.attempt(&visit.peer, visit.site.db.clock().now())
    }

    /// Compares a password with the same effort whether or not there is an account.
    pub(crate) async fn fits(&self, password: String, hash: Option<String>) -> Result<bool, Failed> {
        let _turn = self.0.hashes.acquire().await.map_err(fault)?;
        spawn_blocking(move || verify_or_pretend(&password, hash.as_deref())).await.map_err(fault)
    }

    /// Checks the password of whoever acts, counted like a log-in, before something weighty is done with their account.
    pub(crate) async fn own_password(&self, visit: &Visit, field: &str, password: &str) -> Result<Person, Failed> {
        let me = visit.actor()?.person_id;
        let person = visit.site.db.read(move |tx| store::person(tx, me)).await?;
        self.log_in(visit, &person.email)?;
        if !self.fits(password.to_owned(), Some(person.password_hash.clone())).await? {
            return Err(Breach::field(field, WRONG_PASSWORD).into());
        }
        self.forgive(&person.email);
        Ok(person)
    }

    pub(crate) async fn hash(&self, password: String) -> Result<String, Failed> {
        let _turn = self.0.hashes.acquire().await.map_err(fault)?;
        spawn_blocking(move || hash_password(&password)).await.map_err(fault)
    }
}

fn fault(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Failed {
    Failed::Refused(Refusal::fault(error))
}

const WRONG_PASSWORD: Text = say("当前密码不正确", "The present password is wrong");

const SHORTEST: usize = 10;
const LONGEST: usize = 200;

/// A new password typed twice: long rather than odd (NIST SP 800-63B). Both fields are told at once.
pub(crate) fn new_password(form: &Form, email: &str) -> Result<String, Vec<Breach>> {
    let typed = raw(form, "password");
    let mut breaches = Vec::new();
    if !(SHORTEST..=LONGEST).contains(&typed.chars().count()) {
        breaches.push(Breach::field("password", say("密码为 10 至 200 个字符", "A password has 10 to 200 characters")));
    } else if typed.eq_ignore_ascii_case(email) || typed.chars().all(|c| typed.starts_with(c)) {
        breaches.push(Breach::field("password", say("这个密码太容易猜到", "This password is too easy to guess")));
    }
    if typed != raw(form, "password_again") {
        breaches.push(Breach::field("password_again", say("两次输入的密码不一致", "The two passwords differ")));
    }
    if breaches.is_empty() { Ok(typed.to_owned()) } else { Err(breaches) }
}

/// A password as typed: blanks around it count.
pub(crate) fn raw<'a>(form: &'a Form, name: &'a str) -> &'a str {
    form.all(name).next().unwrap_or("")
}

pub(crate) const PASSWORD_HINT: kernel::Text =
    say("至少 10 个字符，长比复杂更安全", "At least 10 characters; long is safer than odd");
