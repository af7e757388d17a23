//! What a person says about an establishment or closing list as a whole.

use kernel::Day;

/// What a person says about the list. What a row says itself goes before it.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct ProjectSettings {
    /// When the projects were established, where the list has no such column.
    pub established_on: Option<Day>,
    /// Name of the round, where the list has no such column.
    pub round: String,
    /// Number of the Department's document, such as 教高司函〔2021〕14号.
    pub document: String,
    /// Organisations that are in no register are added as imported and not verified.
    pub create_unknown: bool,
}
