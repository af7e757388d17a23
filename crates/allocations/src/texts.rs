//! Words that several pages use.

use kernel::{Text, say};

pub const ROUNDS: Text = say("名额分配", "Allocation of offers");
pub const PLACE: Text = say("候补次序", "Waiting, place");
pub const SCORE: Text = say("平均分", "Mean score");
pub const CHOICE: Text = say("志愿", "Choice");
pub const ITEM: Text = say("指南项目", "Item");
pub const TITLE: Text = say("申请", "Application");
pub const PI: Text = say("负责人", "Principal investigator");
pub const UNIVERSITY: Text = say("高校", "University");
