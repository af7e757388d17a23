//! The neutral form in which values travel to and from a database column.

use uuid::Uuid;

/// What a column can hold. Instants, days, money and words have their own [`ToValue`].
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Int(i64),
    Text(String),
    Id(Uuid),
}

/// A column held something else than the program expected: a fault of the program or of the data, never of the reader.
#[derive(Debug, thiserror::Error)]
#[error("column holds {found}, expected {expected}")]
pub struct ValueError {
    pub expected: &'static str,
    pub found: String,
}

impl Value {
    fn wrong(self, expected: &'static str) -> ValueError {
        ValueError { expected, found: format!("{self:?}") }
    }
    pub fn into_int(self) -> Result<i64, ValueError> {
        match self {
            Value::Int(n) => Ok(n),
            other => Err(other.wrong("a whole number")),
        }
    }
    pub fn into_text(self) -> Result<String, ValueError> {
        match self {
            Value::Text(text) => Ok(text),
            other => Err(other.wrong("a text")),
        }
    }
    pub fn into_id(self) -> Result<Uuid, ValueError> {
        match self {
            Value::Id(id) => Ok(id),
            other => Err(other.wrong("an id")),
        }
    }
}

/// Turns a value into what is stored.
pub trait ToValue {
    fn to_value(&self) -> Value;
}

/// Reads a value back from what was stored.
pub trait FromValue: Sized {
    fn from_value(value: Value) -> Result<Self, ValueError>;
}

impl ToValue for Value {
    fn to_value(&self) -> Value {
        self.clone()
    }
}
impl FromValue for Value {
    fn from_value(value: Value) -> Result<Self, ValueError> {
        Ok(value)
    }
}
impl ToValue for str {
    fn to_value(&self) -> Value {
        Value::Text(self.to_owned())
    }
}
impl ToValue for String {
    fn to_value(&self) -> Value {
        Value::Text(self.clone())
    }
}
impl FromValue for String {
    fn from_value(value: Value) -> Result<Self, ValueError> {
        value.into_text()
    }
}
impl ToValue for bool {
    fn to_value(&self) -> Value {
        Value::Int(i64::from(*self))
    }
}
impl FromValue for bool {
    fn from_value(value: Value) -> Result<Self, ValueError> {
        Ok(value.into_int()? != 0)
    }
}

macro_rules! whole_numbers { ($($kind:ty),*) => {$(
    impl ToValue for $kind { fn to_value(&self) -> Value { Value::Int(*self as i64) } }
    impl FromValue for $kind {
        fn from_value(value: Value) -> Result<Self, ValueError> {
            let n = value.into_int()?;
            <$kind>::try_from(n).map_err(|_| ValueError { expected: stringify!($kind), found: n.to_string() })
        }
    }
)*}; }
whole_numbers!(i64, i32, u32, usize, u64);

impl<T: ToValue> ToValue for Option<T> {
    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, ToValue::to_value)
    }
}
impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: Value) -> Result<Self, ValueError> {
        if value == Value::Null { Ok(None) } else { T::from_value(value).map(Some) }
    }
}
impl<T: ToValue + ?Sized> ToValue for &T {
    fn to_value(&self) -> Value {
        (*self).to_value()
    }
}
