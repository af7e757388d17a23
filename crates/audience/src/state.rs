//! Closed sets of words, and where comments, questions, polls and listed words may stand.

pub mod comment;
pub mod poll;
pub mod question;
pub mod word;

use kernel::words;

words! {
    /// Who reads a comment first.
    pub enum Mode {
        Open = "open" ("开放", "Open"),
        ReviewedAfter = "reviewed_after" ("先发后审", "Reviewed after"),
        ReviewedFirst = "reviewed_first" ("先审后发", "Reviewed first"),
        Closed = "closed" ("关闭", "Closed"),
    }
}

words! {
    /// What a word of the list does to a text with it.
    pub enum Effect {
        Refuse = "refuse" ("拒绝", "Refuse"),
        Review = "review" ("转人工审核", "Have it reviewed"),
    }
}

words! {
    /// What may be imposed on somebody.
    pub enum Restraint {
        Mute = "mute" ("禁言", "Mute"),
        Ban = "ban" ("封禁", "Ban"),
    }
}

words! {
    /// What a viewer does with one press.
    pub enum Reaction {
        Clap = "clap" ("鼓掌", "Applause"),
        Like = "like" ("点赞", "Like"),
        Heart = "heart" ("喜欢", "Heart"),
        Ask = "ask" ("没听懂", "Lost"),
    }
}

impl Reaction {
    /// As it is shown.
    pub const fn sign(self) -> &'static str {
        match self {
            Reaction::Clap => "👏",
            Reaction::Like => "👍",
            Reaction::Heart => "❤️",
            Reaction::Ask => "❓",
        }
    }
}
