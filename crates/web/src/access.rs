//! Who may knock at a route at all. What they may do behind it is the slice's policy.

use kernel::{Role, Word};

use crate::Visitor;

/// The first gate of a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody. The list of these may only shrink.
    Public,
    /// Whoever is logged in, whatever hat.
    SignedIn,
    /// Whoever wears one of these hats now.
    Roles(&'static [Role]),
    /// A token with this scope (`applications:write`), or a public read when the scope ends in `:public`.
    Token(&'static str),
    /// Only while the platform runs as a demo.
    Demo,
}

/// What the gate says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gate {
    Open,
    LogIn,
    Refused,
    NoScope,
    Hidden,
}

impl Access {
    pub(crate) fn gate(self, visitor: Option<&Visitor>, demo: bool) -> Gate {
        match (self, visitor) {
            (Access::Public, _) => Gate::Open,
            (Access::Demo, _) => {
                if demo {
                    Gate::Open
                } else {
                    Gate::Hidden
                }
            }
            (_, None) => Gate::LogIn,
            (Access::Token(scope), Some(v)) => match &v.scopes {
                Some(scopes) if scopes.iter().any(|s| s == scope) => Gate::Open,
                Some(_) | None => Gate::NoScope,
            },
            // A token opens the API only, never pages.
            (Access::SignedIn | Access::Roles(_), Some(v)) if v.scopes.is_some() => Gate::Refused,
            (Access::SignedIn, Some(_)) => Gate::Open,
            (Access::Roles(roles), Some(v)) => {
                if v.actor.role().is_some_and(|role| roles.contains(&role)) {
                    Gate::Open
                } else {
                    Gate::Refused
                }
            }
        }
    }
}

/// As it stands in `access.txt`.
impl std::fmt::Display for Access {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Access::Public => f.write_str("public"),
            Access::SignedIn => f.write_str("signed in"),
            Access::Roles(roles) => f.write_str(&roles.iter().map(|r| r.word()).collect::<Vec<_>>().join(", ")),
            Access::Token(scope) => write!(f, "token {scope}"),
            Access::Demo => f.write_str("demo only"),
        }
    }
}
