//! What stands between the doors and a guesser: so many wrong passwords per network and account, per network, and per
//! account from everywhere, and so many hashes at once.
//!
//! Whoever guesses from one network is stopped before the account itself is: the owner, who comes from another, still gets in.
//! Only guesses from many networks together close an account, to networks that are new to it; a reset by mail opens it.

use std::sync::Arc;

use kernel::{Breach, Refusal, Text, say};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use web::{Failed, Form, Limiter, Visit};

use crate::password::{hash_password, verify_or_pretend};
use crate::record::Person;
use crate::store;

const WINDOW_SECONDS: i64 = 15 * 60;
/// A campus may come from one address, so a network is allowed far more wrong passwords than one account from it.
const PER_NETWORK: u32 = 100;
const PER_PAIR: u32 = 10;
const DAY_SECONDS: i64 = 24 * 3600;
/// Wrong passwords of one account from one network in a day: less than a third of what closes the account.
const PER_PAIR_AND_DAY: u32 = 30;
/// Wrong passwords of one account in a day, from everywhere together.
const PER_ACCOUNT_AND_DAY: u32 = 100;
/// The owner is written to at so many.
const NOTICED: u32 = 20;
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
    networks: Limiter,
    pairs: Limiter,
    pairs_by_day: Limiter,
    accounts_by_day: Limiter,
    letter_addresses: Limiter,
    letter_accounts: Limiter,
    uploads: Limiter,
    hashes: Semaphore,
}

/// A password that is being compared.
pub(crate) struct Guess {
    counted: bool,
    /// Should it be wrong, the owner is written to.
    pub(crate) tell_owner: bool,
}

impl Gate {
    pub(crate) fn new() -> Gate {
        Gate(Arc::new(Counters {
            networks: Limiter::new(PER_NETWORK, WINDOW_SECONDS),
            pairs: Limiter::new(PER_PAIR, WINDOW_SECONDS),
            pairs_by_day: Limiter::new(PER_PAIR_AND_DAY, DAY_SECONDS),
            accounts_by_day: Limiter::new(PER_ACCOUNT_AND_DAY, DAY_SECONDS),
            letter_addresses: Limiter::new(LETTERS_PER_ADDRESS, WINDOW_SECONDS),
            letter_accounts: Limiter::new(LETTERS_PER_ACCOUNT, WINDOW_SECONDS),
            uploads: Limiter::new(UPLOADS_PER_ADDRESS, WINDOW_SECONDS),
            hashes: Semaphore::new(HASHES_AT_ONCE),
        }))
    }

    /// Counts a password that is about to be compared as if it were wrong, whether or not there is such an account: many at
    /// the same moment count as well. [`Gate::right`] takes it back.
    pub(crate) fn guess(&self, visit: &Visit, account: &str) -> Result<(), Failed> {
        let (now, network, pair) = (visit.site.db.clock().now(), visit.network(), pair(visit, account));
        let counters = &self.0;
        counters.pairs.attempt(&pair, now)?;
        if let Err(wait) = counters.pairs_by_day.attempt(&pair, now) {
            counters.pairs.give_back(&pair);
            return Err(wait);
        }
        // A refused attempt is no guess: one stubborn program does not close the door to its whole campus.
        counters.networks.attempt(&network, now).map(drop).inspect_err(|_| {
            counters.pairs.give_back(&pair);
            counters.pairs_by_day.give_back(&pair);
        })
    }

    /// Counts the same password against the account from everywhere. A network that is `known` to the account is let
    /// through even when there were too many.
    pub(crate) fn guess_from_anywhere(&self, visit: &Visit, account: &str, known: bool) -> Result<Guess, Failed> {
        match self.0.accounts_by_day.attempt(account, visit.site.db.clock().now()) {
            Ok(count) => Ok(Guess { counted: true, tell_owner: count == NOTICED }),
            Err(_) if known => Ok(Guess { counted: false, tell_owner: false }),
            Err(wait) => {
                self.take_back(visit, account);
                Err(wait)
            }
        }
    }

    /// The password was right: nothing of it counts, and what was mistyped before from the same network is forgiven. Guesses
    /// from elsewhere stay counted.
    pub(crate) fn right(&self, visit: &Visit, account: &str) {
        self.take_back(visit, account);
        self.0.pairs.forgive(&pair(visit, account));
    }

    pub(crate) fn right_from_anywhere(&self, visit: &Visit, account: &str, guess: &Guess) {
        self.right(visit, account);
        if guess.counted {
            self.0.accounts_by_day.give_back(account);
        }
    }

    fn take_back(&self, visit: &Visit, account: &str) {
        self.0.networks.give_back(&visit.network());
        self.0.pairs.give_back(&pair(visit, account));
        self.0.pairs_by_day.give_back(&pair(visit, account));
    }

    /// The account has a new password: whatever was guessed before says nothing about it.
    pub(crate) fn renewed(&self, visit: &Visit, account: &str) {
        self.0.pairs.forgive(&pair(visit, account));
        self.0.pairs_by_day.forgive(&pair(visit, account));
        self.0.accounts_by_day.forgive(account);
    }

    /// Counts a letter that somebody without an account asks for.
    pub(crate) fn letter(&self, visit: &Visit, account: &str) -> Result<(), Failed> {
        let now = visit.site.db.clock().now();
        self.0.letter_addresses.attempt(&visit.network(), now)?;
        self.0.letter_accounts.attempt(account, now).map(drop)
    }

    /// Counts a file that comes with a registration, whether or not the form is accepted.
    pub(crate) fn upload(&self, visit: &Visit) -> Result<(), Failed> {
        self.0.uploads.attempt(&visit.network(), visit.site.db.clock().now()).map(drop)
    }

    /// Compares a password with the same effort whether or not there is an account.
    pub(crate) async fn fits(&self, password: String, hash: Option<String>) -> Result<bool, Failed> {
        let _turn = self.0.hashes.acquire().await.map_err(fault)?;
        spawn_blocking(move || verify_or_pretend(&password, hash.as_deref())).await.map_err(fault)
    }

    /// Whoever acts, and what is wrong with their password: compared and counted like a log-in before something weighty is
    /// done with their account. A form tells it together with its other faults.
    pub(crate) async fn own_password(
        &self,
        visit: &Visit,
        field: &str,
        password: &str,
    ) -> Result<(Person, Vec<Breach>), Failed> {
        let me = visit.actor()?.person_id;
        let person = visit.site.db.read(move |tx| store::person(tx, me)).await?;
        self.guess(visit, &person.email)?;
        if !self.fits(password.to_owned(), Some(person.password_hash.clone())).await? {
            return Ok((person, vec![Breach::field(field, WRONG_PASSWORD)]));
        }
        self.right(visit, &person.email);
        Ok((person, Vec::new()))
    }

    pub(crate) async fn hash(&self, password: String) -> Result<String, Failed> {
        let _turn = self.0.hashes.acquire().await.map_err(fault)?;
        spawn_blocking(move || hash_password(&password)).await.map_err(fault)
    }
}

fn pair(visit: &Visit, account: &str) -> String {
    format!("{} {account}", visit.network())
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
