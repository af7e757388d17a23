//! Rows as they come back, whichever engine sent them.

use kernel::{FromValue, Value};

use crate::DbError;

/// One row. Read it from left to right with [`Row::next`], or by position with [`Row::get`].
pub struct Row {
    values: Vec<Value>,
    at: usize,
}

impl Row {
    pub(crate) fn new(values: Vec<Value>) -> Self {
        Self { values, at: 0 }
    }

    /// The next column from the left.
    #[expect(clippy::should_implement_trait, reason = "each call may read another type, which no iterator can")]
    pub fn next<T: FromValue>(&mut self) -> Result<T, DbError> {
        let at = self.at;
        self.at += 1;
        self.get(at)
    }

    /// Column `at`, counted from 0. A column can be read once.
    pub fn get<T: FromValue>(&mut self, at: usize) -> Result<T, DbError> {
        let value = self.values.get_mut(at).map(|v| std::mem::replace(v, Value::Null)).unwrap_or(Value::Null);
        T::from_value(value).map_err(|e| DbError::Column(e, at))
    }
}

/// Builds a value from a row, reading columns from the left.
pub trait FromRow: Sized {
    fn from_row(row: &mut Row) -> Result<Self, DbError>;
}

macro_rules! tuples { ($($name:ident)+) => {
    impl<$($name: FromValue),+> FromRow for ($($name,)+) {
        fn from_row(row: &mut Row) -> Result<Self, DbError> { Ok(($(row.next::<$name>()?,)+)) }
    }
}; }
tuples!(A);
tuples!(A B);
tuples!(A B C);
tuples!(A B C D);
tuples!(A B C D E);
tuples!(A B C D E F);
tuples!(A B C D E F G);
tuples!(A B C D E F G H);
tuples!(A B C D E F G H I);
tuples!(A B C D E F G H I J);
tuples!(A B C D E F G H I J K);
tuples!(A B C D E F G H I J K L);
