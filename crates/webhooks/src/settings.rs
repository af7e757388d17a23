//! What the operator allows.

/// The section `[webhooks]` of the configuration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Messages may go to addresses of the own network, and by plain http: for a receiver behind the same wall, and for tests.
    pub allow_private: bool,
}
