//! How the kernel's values look in the API's OpenAPI document.

use utoipa::openapi::schema::{ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::{Day, Instant, Money};

pub(crate) fn text(format: &str) -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).format(Some(SchemaFormat::Custom(format.into()))).build().into()
}

#[doc(hidden)]
pub fn word_schema(words: &[&'static str]) -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words.iter().copied())).build().into()
}

impl PartialSchema for Instant {
    fn schema() -> RefOr<Schema> {
        text("date-time")
    }
}
impl ToSchema for Instant {}
impl PartialSchema for Day {
    fn schema() -> RefOr<Schema> {
        text("date")
    }
}
impl ToSchema for Day {}
impl PartialSchema for Money {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::Integer).description(Some("fen (0.01 CNY)")).build().into()
    }
}
impl ToSchema for Money {}

/// The name of a set of words in the OpenAPI document. Every slice has a `State` and a `Step` of its own, so a name there
/// begins with where the set lives: `GuidelinesState`, `ProjectsReportStep`; those of this crate are shared and stand alone.
pub fn schema_name(module_path: &str, name: &str) -> String {
    /// Modules that only say what kind of thing lies in them.
    const PLAIN: [&str; 4] = ["state", "rules", "record", "kinds"];
    let modules = module_path.split("::").filter(|module| !PLAIN.contains(module));
    let place: String = modules.take_while(|module| *module != "kernel").map(capitalised).collect();
    place + name
}

/// `public_result` as `PublicResult`.
fn capitalised(module: &str) -> String {
    let word = |word: &str| match word.split_at_checked(1) {
        Some((first, rest)) => first.to_uppercase() + rest,
        None => String::new(),
    };
    module.split('_').map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::schema_name;

    #[test]
    fn sets_of_different_slices_have_different_names_and_shared_ones_stand_alone() {
        assert_eq!(schema_name("guidelines::state", "State"), "GuidelinesState");
        assert_eq!(schema_name("projects::report", "State"), "ProjectsReportState");
        assert_eq!(schema_name("directory::state::membership", "Step"), "DirectoryMembershipStep");
        assert_eq!(schema_name("kernel::actor", "Role"), "Role");
    }
}
