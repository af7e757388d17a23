//! The national register and the small story, on both databases.

mod national;
mod small;
