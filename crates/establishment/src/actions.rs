//! What makes projects out of agreements.

mod file;
mod make;
mod missed;
mod project;
mod publish;

pub use file::file;
pub(crate) use file::{Standing, standing};
pub use make::{Preview, make_list, preview};
pub use missed::{miss_cut_offs, miss_cut_offs_of, missed};
pub(crate) use publish::on_list;
pub use publish::{Published, publish};
