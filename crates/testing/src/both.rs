//! One text, two tests.

use db::Engine;

/// Runs the tests on one engine only: `sqlite` or `postgres`.
pub const ONLY: &str = "XIEYU_TEST_ONLY";

/// Whether tests on this engine are to run. A machine without PostgreSQL says so with [`ONLY`]; nothing is left out quietly.
pub fn is_wanted(engine: Engine) -> bool {
    let wanted = match std::env::var(ONLY).ok().as_deref() {
        None | Some("") => true,
        Some("sqlite") => engine == Engine::Sqlite,
        Some("postgres") => engine == Engine::Postgres,
        Some(other) => panic!("{ONLY}={other}: say sqlite or postgres, or leave it away for both"),
    };
    if !wanted {
        eprintln!("left out because of {ONLY}: {engine:?}");
    }
    wanted
}

/// Makes two tests of each function, `name::on_sqlite` and `name::on_postgres`, each on a database of its own with the
/// given migrations, or, after `told`, with a copy of a [`Story`](crate::Story) in it. The argument may be anything that is made from a [`TestDb`](crate::TestDb).
///
/// ```ignore
/// testing::both_databases! {
///     with [journal::MIGRATIONS, files::MIGRATIONS];
///
///     fn an_act_leaves_a_trace(base: TestDb) { … }
/// }
/// ```
#[macro_export]
macro_rules! both_databases {
    (with $migrations:expr; $($rest:tt)*) => {
        $crate::both_databases! {
            @ $crate::TestDb::on_sqlite(&$migrations), $crate::TestDb::on_postgres(&$migrations); $($rest)*
        }
    };
    (told $story:expr; $($rest:tt)*) => {
        $crate::both_databases! { @ $story.on_sqlite(), $story.on_postgres(); $($rest)* }
    };
    (@ $sqlite:expr, $postgres:expr; $($(#[$attribute:meta])* fn $name:ident($base:ident : $kind:ty) $body:block)*) => {$(
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            fn run($base: $kind) $body

            #[test]
            $(#[$attribute])*
            fn on_sqlite() {
                if $crate::is_wanted(::db::Engine::Sqlite) {
                    run(<$kind>::from($sqlite));
                }
            }

            #[test]
            $(#[$attribute])*
            fn on_postgres() {
                if $crate::is_wanted(::db::Engine::Postgres) {
                    run(<$kind>::from($postgres));
                }
            }
        }
    )*};
}
