//! One function per thing that is done to money and goods.

mod plan;

pub use plan::plan;
