//! The ground everything stands on: identifiers, instants and days, money in fen, bilingual words, the codes of
//! organisations, who acts, and the ways an act can be refused. It knows no database, no web and no clock of its own.

mod actor;
mod bounds;
pub mod credit_code;
mod hmac;
mod ids;
mod mode;
mod money;
pub mod province;
mod refusal;
mod schema;
pub mod table;
mod team;
mod text;
mod time;
mod todo;
pub mod university_code;
mod value;
mod word;

pub use actor::{Actor, Hat, Role};
pub use bounds::{NO_NUL, within};
pub use hmac::hmac_sha256;
pub use ids::*;
pub use mode::{Mode, ProjectType};
pub use money::Money;
pub use refusal::{Breach, Breaches, Refusal, check};
#[doc(hidden)]
pub use schema::{schema_name, word_schema};
pub use table::IllegalStep;
pub use team::{Team, somebody_else};
pub use text::{Lang, Said, Text, say};
pub use time::{Clock, Day, Instant};
pub use todo::{Dated, Todo, Urgency, Waiting};
#[doc(hidden)]
pub use utoipa;
pub use value::{FromValue, ToValue, Value, ValueError};
pub use word::{UnknownWord, Word};
