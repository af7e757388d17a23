//! What the operator says about the data as a whole.

/// The section `[open_data]` of the configuration.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Who publishes the data.
    pub publisher: String,
    /// Its identifier by org-id.guide, such as `CN-USCI-12100000400008000X`; may be empty.
    pub publisher_id: String,
    /// Address of the licence the data are under, such as `https://creativecommons.org/licenses/by/4.0/`. Empty: none was
    /// chosen, and the page says so.
    pub licence: String,
    /// Begins the identifiers of grants and of organisations without a credit code. A publisher registered with 360Giving
    /// writes the prefix it was given (`360G-…`).
    pub prefix: String,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            publisher: "协育 Xieyu".into(),
            publisher_id: String::new(),
            licence: String::new(),
            prefix: "xieyu".into(),
        }
    }
}
