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
