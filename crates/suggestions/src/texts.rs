//! Words that several pages use.

use kernel::{Text, say};

pub const TITLE: Text = say("为您推荐的指南项目", "Items that fit you");
pub const PARTNERS: Text = say("适合的教师和高校", "Teachers and universities that fit");
pub const WHY: Text = say("推荐理由", "Why");
pub const NOT_FOR_ME: Text = say("不合适", "Not for me");
pub const AGAIN: Text = say("恢复推荐", "Suggest again");
pub const REFUSED: Text = say("已标为不合适", "Not to be suggested");
