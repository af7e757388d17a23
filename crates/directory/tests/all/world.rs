//! The cast on a fresh database.

use cast::Cast;
use db::{Db, Tx};
use directory::{EnterpriseForm, NewAccount, Organisation, Registrant};
use files::{Files, Limits, Stored, tiny_pdf};
use kernel::{Actor, Day, Lang, Money, OrganisationId, Refusal, credit_code};
use testing::TestDb;

/// Everything the tests of this crate need.
pub const MIGRATIONS: [&[db::Migration]; 5] =
    [directory::MIGRATIONS, journal::MIGRATIONS, files::MIGRATIONS, mail::MIGRATIONS, rulesets::MIGRATIONS];

pub struct World {
    pub base: TestDb,
    pub cast: Cast,
    pub files: Files,
    _folder: tempfile::TempDir,
}

impl From<TestDb> for World {
    fn from(base: TestDb) -> World {
        let cast = base.db.write_now(cast::seed).expect("the cast is seeded");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files = Files::open(folder.path().to_str().expect("a path in UTF-8")).expect("the folder opens");
        World { base, cast, files, _folder: folder }
    }
}

impl World {
    pub fn db(&self) -> &Db {
        &self.base.db
    }

    pub fn write<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.base.db.write_now(act)
    }

    pub fn read<T: Send + 'static>(&self, look: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static) -> T {
        self.base.db.read_now(look).expect("read")
    }

    pub fn scan(&self, text: &str) -> Stored {
        self.files.put_now(&tiny_pdf(&[text]), &format!("{text}.pdf"), &Limits::default()).expect("a scan is taken")
    }

    /// 晨星教育, registered by somebody new whose address is already confirmed.
    pub fn registered(&self) -> (Organisation, Actor) {
        let organisation = self.register(enterprise()).expect("it registers");
        self.later(60);
        let contact = self.confirmed("he.lin@morning.example");
        let hat = kernel::Hat { role: kernel::Role::EnterpriseContact, organisation_id: organisation.id };
        (organisation, Actor { hat: Some(hat), ..contact })
    }

    /// Moves the clock; letters of one instant have no order.
    pub fn later(&self, seconds: i64) {
        self.base.clock.move_to(self.base.clock.now().plus_seconds(seconds));
    }

    pub fn register(&self, form: EnterpriseForm) -> Result<Organisation, Refusal> {
        let (licence, commitment) = (self.scan("营业执照"), self.scan("承诺书"));
        self.write(move |tx| directory::register_enterprise(tx, &newcomer(), &form, &licence, &commitment))
    }

    /// Opens the letter of confirmation sent to this address.
    pub fn confirmed(&self, email: &str) -> Actor {
        let secret = self.secret_sent_to(email);
        let person = self.write(move |tx| directory::confirm_address(tx, &secret)).expect("the letter confirms");
        Actor::person(person.id, &person.name, None)
    }

    /// The secret in the latest letter to this address that has a link with one.
    pub fn secret_sent_to(&self, email: &str) -> String {
        let email = email.to_owned();
        let letters = self.read(|tx| Ok(mail::recent(tx, 100)?));
        let links = letters.into_iter().filter(|letter| letter.to_address == email).map(|letter| letter.link);
        let secrets =
            links.filter_map(|link| link.rsplit('/').next().filter(|part| part.len() == 64).map(str::to_owned));
        secrets.into_iter().next().expect("a letter with a secret")
    }

    /// A token of this person in the role worn, as programs hold it.
    pub fn token_of(&self, actor: &Actor, scopes: &[&str]) -> String {
        let scopes: Vec<String> = scopes.iter().map(|scope| (*scope).to_owned()).collect();
        let new = directory::NewToken { name: "test".into(), scopes: scopes.clone(), days: 30 };
        let actor = actor.clone();
        self.write(move |tx| directory::make_token(tx, &actor, &new, &scopes)).expect("a token").1
    }

    /// Kinds of the letters to this address, oldest first.
    pub fn letters_to(&self, email: &str) -> Vec<String> {
        let letters = self.read(|tx| Ok(mail::recent(tx, 100)?));
        letters.into_iter().rev().filter(|letter| letter.to_address == email).map(|letter| letter.kind).collect()
    }

    pub fn state_of(&self, id: OrganisationId) -> directory::OrganisationState {
        self.read(move |tx| directory::organisation(tx, id)).state
    }

    /// The acts recorded about one thing, oldest first.
    pub fn acts_on(&self, id: impl Into<uuid::Uuid>) -> Vec<String> {
        let id = id.into();
        self.read(move |tx| Ok(journal::trail(tx, id)?)).into_iter().map(|entry| entry.act).collect()
    }
}

pub fn newcomer() -> Registrant {
    Registrant::New(NewAccount {
        name: "何琳".into(),
        name_en: String::new(),
        email: "he.lin@morning.example".into(),
        phone: "021-5555000".into(),
        password_hash: directory::hash_password_cheaply("ten-letters-long"),
        lang: Lang::Zh,
    })
}

pub fn enterprise() -> EnterpriseForm {
    EnterpriseForm {
        name: "晨星教育科技有限公司".into(),
        name_en: "Morning Star Education".into(),
        code: credit_code::complete("91310115MA1K4C7D").expect("a code"),
        legal_form: directory::rules::LegalForm::LegalPerson,
        registered_on: Day::new(2019, 3, 1).expect("a day"),
        paid_in_capital: Money::from_yuan(8_000_000),
        industry: "I".into(),
        about: "教学软件".into(),
        contact_name: "何琳".into(),
        contact_phone: "021-5555000".into(),
        contact_email: "he.lin@morning.example".into(),
    }
}

/// The rules a refusal names, or the plain fields where there is no number.
pub fn broken<T: std::fmt::Debug>(answer: Result<T, Refusal>) -> Vec<String> {
    let refusal = answer.expect_err("it is refused");
    refusal.breaches().iter().map(|b| if b.rule.is_empty() { b.field.clone() } else { b.rule.to_owned() }).collect()
}
