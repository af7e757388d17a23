//! The stages of a project's life.

use kernel::{Lang, Said, Text, say};
use maud::{Markup, html};

/// How far a stage has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageAt {
    Done,
    Current,
    Todo,
}

impl StageAt {
    const fn class(self) -> &'static str {
        match self {
            StageAt::Done => "done",
            StageAt::Current => "current",
            StageAt::Todo => "todo",
        }
    }
    const fn text(self) -> Text {
        match self {
            StageAt::Done => say("已完成", "done"),
            StageAt::Current => say("进行中", "now"),
            StageAt::Todo => say("未开始", "to come"),
        }
    }
}

/// Stages in a row, one below the other on a phone.
pub fn progress_steps<L: Clone + Into<Said>>(lang: Lang, stages: &[(L, StageAt)]) -> Markup {
    html! {
        ol.stages {
            @for (label, at) in stages {
                li.(at.class()) aria-current=[(*at == StageAt::Current).then_some("step")] {
                    span.stage-dot aria-hidden="true" {}
                    span { (label.clone().into().get(lang)) }
                    span.unseen { " (" (at.text().get(lang)) ")" }
                }
            }
        }
    }
}
