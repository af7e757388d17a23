//! Closed sets of words: states, steps, roles, kinds. One macro gives the stored word, the two texts people read, the
//! list of all members and the column conversion, so that a new member is written in one place.

use crate::Text;

/// A member of a closed set: stored as `word()`, read as `text()`.
pub trait Word: Copy + Eq + 'static {
    const ALL: &'static [Self];
    fn word(self) -> &'static str;
    fn text(self) -> Text;
    fn parse(word: &str) -> Result<Self, UnknownWord> {
        Self::ALL.iter().copied().find(|w| w.word() == word).ok_or_else(|| UnknownWord(word.to_owned()))
    }
}

/// A word that is no member of its set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown word {0:?}")]
pub struct UnknownWord(pub String);

/// Declares a closed set of words:
///
/// ```
/// kernel::words! {
///     /// Where a lamp may be.
///     pub enum Lamp {
///         On = "on" ("开", "On"),
///         Off = "off" ("关", "Off"),
///     }
/// }
/// use kernel::Word;
/// assert_eq!(Lamp::parse("off"), Ok(Lamp::Off));
/// ```
#[macro_export]
macro_rules! words {
    ($(#[$doc:meta])* $vis:vis enum $name:ident { $($(#[$vdoc:meta])* $member:ident = $word:literal ($zh:literal, $en:literal)),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        $vis enum $name { $($(#[$vdoc])* $member),* }

        impl $crate::Word for $name {
            const ALL: &'static [Self] = &[$(Self::$member),*];
            fn word(self) -> &'static str { match self { $(Self::$member => $word),* } }
            fn text(self) -> $crate::Text { match self { $(Self::$member => $crate::Text { zh: $zh, en: $en }),* } }
        }
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result { f.write_str($crate::Word::word(*self)) }
        }
        impl ::std::str::FromStr for $name {
            type Err = $crate::UnknownWord;
            fn from_str(word: &str) -> Result<Self, Self::Err> { <Self as $crate::Word>::parse(word) }
        }
        impl $crate::ToValue for $name {
            fn to_value(&self) -> $crate::Value { $crate::Value::Text($crate::Word::word(*self).to_owned()) }
        }
        impl $crate::FromValue for $name {
            fn from_value(value: $crate::Value) -> Result<Self, $crate::ValueError> {
                let word = value.into_text()?;
                <Self as $crate::Word>::parse(&word)
                    .map_err(|_| $crate::ValueError { expected: stringify!($name), found: word })
            }
        }
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.serialize_str($crate::Word::word(*self)) }
        }
        impl $crate::utoipa::PartialSchema for $name {
            fn schema() -> $crate::utoipa::openapi::RefOr<$crate::utoipa::openapi::Schema> {
                $crate::word_schema(&[$($word),*])
            }
        }
        impl $crate::utoipa::ToSchema for $name {
            fn name() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Owned($crate::schema_name(module_path!(), stringify!($name)))
            }
        }
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let word = <::std::borrow::Cow<'de, str> as ::serde::Deserialize>::deserialize(d)?;
                <Self as $crate::Word>::parse(&word).map_err(::serde::de::Error::custom)
            }
        }
    };
}
